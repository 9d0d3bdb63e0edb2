package kpi

import (
	"math"
	"math/big"
	"math/bits"
)

// The arithmetic of Rats that fit two machine words. Every function reports with
// false that a result does not fit; the caller then takes big.Rat.

// big returns a as a big.Rat that must not be changed.
func (a Rat) big() *big.Rat {
	switch {
	case a.large != nil:
		return a.large
	case a.d == 0:
		return new(big.Rat)
	}
	return big.NewRat(a.n, a.d)
}

// ratOf takes r over and keeps it small when it fits.
func ratOf(r *big.Rat) Rat {
	if n, d := r.Num(), r.Denom(); n.IsInt64() && d.IsInt64() && n.Int64() != math.MinInt64 {
		return reduced(n.Int64(), d.Int64())
	}
	return Rat{large: r}
}

// reduced brings n/d, d > 0, to lowest terms; 0 is always the zero value.
func reduced(n, d int64) Rat {
	if n == 0 {
		return Rat{}
	}
	if d != 1 {
		g := gcd(max(n, -n), d)
		n, d = n/g, d/g
	}
	return Rat{n: n, d: d}
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// mul64 multiplies; math.MinInt64 counts as too large, so that −x always fits.
func mul64(a, b int64) (int64, bool) {
	high, low := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	if high != 0 || low > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(low), true
	}
	return int64(low), true
}

func add64(a, b int64) (int64, bool) {
	sum := a + b
	if (a > 0 && b > 0 && sum <= 0) || (a < 0 && b < 0 && sum >= 0) || sum == math.MinInt64 {
		return 0, false
	}
	return sum, true
}

func addSmall(a, b Rat) (Rat, bool) {
	switch {
	case a.large != nil || b.large != nil:
		return Rat{}, false
	case a.n == 0:
		return b, true
	case b.n == 0:
		return a, true
	}
	g := gcd(a.d, b.d)
	left, ok1 := mul64(a.n, b.d/g)
	right, ok2 := mul64(b.n, a.d/g)
	d, ok3 := mul64(a.d/g, b.d)
	n, ok4 := add64(left, right)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return Rat{}, false
	}
	return reduced(n, d), true
}

func mulSmall(a, b Rat) (Rat, bool) {
	switch {
	case a.large != nil || b.large != nil:
		return Rat{}, false
	case a.n == 0 || b.n == 0:
		return Rat{}, true
	}
	// Crossing out first keeps the factors small and the product in lowest terms.
	g := gcd(max(a.n, -a.n), b.d)
	h := gcd(max(b.n, -b.n), a.d)
	n, ok1 := mul64(a.n/g, b.n/h)
	d, ok2 := mul64(a.d/h, b.d/g)
	if !ok1 || !ok2 {
		return Rat{}, false
	}
	return Rat{n: n, d: d}, true
}
