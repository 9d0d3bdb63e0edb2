package kpi

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Rat is an exact rational number: every quantity, coefficient, share and point
// between a plan and a score. The zero value is 0. A Rat never changes; its text
// form, in rows, facts files and JSON alike, is "n/d" in lowest terms.
//
// Nearly all numbers of a register fit two machine words; those that do not are
// kept as big.Rat, and no operation ever rounds.
type Rat struct {
	n, d  int64    // lowest terms, d > 0, n ≠ math.MinInt64; both 0 for 0
	large *big.Rat // not nil exactly when n/d does not fit
}

// ErrRat is returned for text that is not a rational number.
var ErrRat = errors.New("kpi: not a rational number")

// maxRatText bounds what ParseRat reads: longer numbers are mistakes or attacks.
const maxRatText = 400

// NewRat returns n/d. It panics when d is 0, as a constant in code would.
func NewRat(n, d int64) Rat {
	if d > 0 && n != math.MinInt64 {
		return reduced(n, d)
	}
	return ratOf(big.NewRat(n, d))
}

// Int returns the whole number n.
func Int(n int64) Rat { return NewRat(n, 1) }

// ParseRat reads "3", "3/4", "-3/4" or "0.75" exactly, in decimal notation always
// ("010" is ten). Exponents, infinities, empty text and text over 400 characters
// are refused with ErrRat.
func ParseRat(s string) (Rat, error) {
	bad := func() (Rat, error) { return Rat{}, fmt.Errorf("%w: %.40q", ErrRat, s) }
	if len(s) > maxRatText {
		return bad()
	}
	digits, minus := strings.CutPrefix(s, "-")
	n, d, fraction := strings.Cut(digits, "/")
	whole, decimals, point := strings.Cut(n, ".")
	switch {
	case fraction && point, !allDigits(whole + decimals), fraction && !allDigits(d):
		return bad()
	case !fraction:
		d = "1" + strings.Repeat("0", len(decimals))
	}
	num, denom := new(big.Int), new(big.Int)
	if small := len(whole)+len(decimals) <= 18 && len(d) <= 18; small {
		nn, _ := strconv.ParseInt(whole+decimals, 10, 64)
		dd, _ := strconv.ParseInt(d, 10, 64)
		if dd == 0 {
			return bad()
		}
		if minus {
			nn = -nn
		}
		return reduced(nn, dd), nil
	}
	num.SetString(whole+decimals, 10)
	denom.SetString(d, 10)
	if denom.Sign() == 0 {
		return bad()
	}
	if minus {
		num.Neg(num)
	}
	return ratOf(new(big.Rat).SetFrac(num, denom)), nil
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// MustRat is ParseRat for constants in code and tests; it panics on bad text.
func MustRat(s string) Rat {
	r, err := ParseRat(s)
	if err != nil {
		panic(err)
	}
	return r
}

// Add returns a + b.
func (a Rat) Add(b Rat) Rat {
	if r, ok := addSmall(a, b); ok {
		return r
	}
	return ratOf(new(big.Rat).Add(a.big(), b.big()))
}

// Sub returns a − b.
func (a Rat) Sub(b Rat) Rat {
	if r, ok := addSmall(a, Rat{-b.n, b.d, b.large}); ok {
		return r
	}
	return ratOf(new(big.Rat).Sub(a.big(), b.big()))
}

// Mul returns a × b.
func (a Rat) Mul(b Rat) Rat {
	if r, ok := mulSmall(a, b); ok {
		return r
	}
	return ratOf(new(big.Rat).Mul(a.big(), b.big()))
}

// Div returns a / b, and false when b is 0.
func (a Rat) Div(b Rat) (Rat, bool) {
	if b.Sign() == 0 {
		return Rat{}, false
	}
	inverse := Rat{b.d, b.n, b.large}
	if b.n < 0 {
		inverse = Rat{-b.d, -b.n, b.large}
	}
	if r, ok := mulSmall(a, inverse); ok {
		return r, true
	}
	return ratOf(new(big.Rat).Quo(a.big(), b.big())), true
}

// Cmp returns −1, 0 or +1 as a is below, equal to or above b.
func (a Rat) Cmp(b Rat) int {
	if a.large == nil && b.large == nil {
		left, ok1 := mul64(a.n, max(b.d, 1))
		right, ok2 := mul64(b.n, max(a.d, 1))
		if ok1 && ok2 {
			return cmp.Compare(left, right)
		}
	}
	return a.big().Cmp(b.big())
}

// Equal reports a = b.
func (a Rat) Equal(b Rat) bool { return a.Cmp(b) == 0 }

// Less reports a < b.
func (a Rat) Less(b Rat) bool { return a.Cmp(b) < 0 }

// Sign returns −1, 0 or +1.
func (a Rat) Sign() int {
	if a.large != nil {
		return a.large.Sign()
	}
	return cmp.Compare(a.n, 0)
}

// IsZero reports a = 0.
func (a Rat) IsZero() bool { return a.Sign() == 0 }

// Min returns the smaller of a and b.
func (a Rat) Min(b Rat) Rat {
	if b.Less(a) {
		return b
	}
	return a
}

// Max returns the larger of a and b.
func (a Rat) Max(b Rat) Rat {
	if a.Less(b) {
		return b
	}
	return a
}

// String returns "n/d" in lowest terms: the form of rows and JSON.
func (a Rat) String() string {
	b, _ := a.AppendText(make([]byte, 0, 24))
	return string(b)
}

// Decimal returns a with the given number of decimal places for display only:
// truncated towards zero, never rounded, so that no display claims a threshold
// that the exact value does not reach. The separator is a full stop.
func (a Rat) Decimal(places int) string {
	digits, zero := a.truncated(places)
	out := make([]byte, 0, len(digits)+places+3)
	if a.Sign() < 0 && !zero {
		out = append(out, '-')
	}
	whole := max(0, len(digits)-places)
	if whole == 0 {
		out = append(out, '0')
	}
	out = append(out, digits[:whole]...)
	if places > 0 {
		out = append(out, '.')
		for range places - len(digits) {
			out = append(out, '0')
		}
		out = append(out, digits[whole:]...)
	}
	return string(out)
}

// truncated returns the digits of |a| × 10^places without its fraction.
func (a Rat) truncated(places int) (digits string, zero bool) {
	if a.large == nil && places <= 9 {
		scaled := max(a.n, -a.n)
		ok := true
		for range places {
			if scaled, ok = mul64(scaled, 10); !ok {
				break
			}
		}
		if ok {
			scaled /= max(a.d, 1)
			return strconv.FormatInt(scaled, 10), scaled == 0
		}
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	n := new(big.Int).Mul(new(big.Int).Abs(a.big().Num()), scale)
	n.Quo(n, a.big().Denom())
	return n.String(), n.Sign() == 0
}

// Display returns a for people, in Vietnamese notation: at most the given number
// of decimals, decimal comma, no trailing zeros ("93,99"). Truncated like Decimal.
func (a Rat) Display(places int) string {
	s := a.Decimal(places)
	whole, decimals, _ := strings.Cut(s, ".")
	decimals = strings.TrimRight(decimals, "0")
	if decimals == "" {
		return whole
	}
	return whole + "," + decimals
}

// AppendText appends "n/d".
func (a Rat) AppendText(b []byte) ([]byte, error) {
	if a.large != nil {
		return append(b, a.large.String()...), nil
	}
	b = strconv.AppendInt(b, a.n, 10)
	return strconv.AppendInt(append(b, '/'), max(a.d, 1), 10), nil
}

// MarshalText writes "n/d".
func (a Rat) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads what ParseRat reads.
func (a *Rat) UnmarshalText(b []byte) error {
	r, err := ParseRat(string(b))
	if err == nil {
		*a = r
	}
	return err
}

// Scan reads a stored "n/d"; together with String it lets a row hold a Rat.
func (a *Rat) Scan(src any) error {
	switch v := src.(type) {
	case string:
		return a.UnmarshalText([]byte(v))
	case []byte:
		return a.UnmarshalText(v)
	default:
		return fmt.Errorf("%w: stored as %T", ErrRat, src)
	}
}
