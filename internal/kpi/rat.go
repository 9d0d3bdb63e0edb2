package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Rat is an exact rational number: every quantity, coefficient, share and point
// between a plan and a score. The zero value is 0. A Rat never changes; its text
// form, in rows, facts files and JSON alike, is "n/d" in lowest terms.
type Rat struct{ r *big.Rat }

// ErrRat is returned for text that is not a rational number.
var ErrRat = errors.New("kpi: not a rational number")

// maxRatText bounds what ParseRat reads: longer numbers are mistakes or attacks.
const maxRatText = 400

// NewRat returns n/d. It panics when d is 0, as a constant in code would.
func NewRat(n, d int64) Rat { return Rat{big.NewRat(n, d)} }

// Int returns the whole number n.
func Int(n int64) Rat { return NewRat(n, 1) }

// ParseRat reads "3", "3/4", "-3/4" or "0.75" exactly. Exponents, infinities,
// empty text and text over 400 characters are refused with ErrRat.
func ParseRat(s string) (Rat, error) {
	if s == "" || len(s) > maxRatText || strings.Trim(s, "0123456789./-") != "" || strings.LastIndexByte(s, '-') > 0 {
		return Rat{}, fmt.Errorf("%w: %.40q", ErrRat, s)
	}
	if strings.Contains(s, "/") && strings.Contains(s, ".") {
		return Rat{}, fmt.Errorf("%w: %.40q", ErrRat, s)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return Rat{}, fmt.Errorf("%w: %.40q", ErrRat, s)
	}
	return Rat{r}, nil
}

// MustRat is ParseRat for constants in code and tests; it panics on bad text.
func MustRat(s string) Rat {
	r, err := ParseRat(s)
	if err != nil {
		panic(err)
	}
	return r
}

func (a Rat) big() *big.Rat {
	if a.r == nil {
		return new(big.Rat)
	}
	return a.r
}

// Add returns a + b.
func (a Rat) Add(b Rat) Rat { return Rat{new(big.Rat).Add(a.big(), b.big())} }

// Sub returns a − b.
func (a Rat) Sub(b Rat) Rat { return Rat{new(big.Rat).Sub(a.big(), b.big())} }

// Mul returns a × b.
func (a Rat) Mul(b Rat) Rat { return Rat{new(big.Rat).Mul(a.big(), b.big())} }

// Div returns a / b, and false when b is 0.
func (a Rat) Div(b Rat) (Rat, bool) {
	if b.Sign() == 0 {
		return Rat{}, false
	}
	return Rat{new(big.Rat).Quo(a.big(), b.big())}, true
}

// Cmp returns −1, 0 or +1 as a is below, equal to or above b.
func (a Rat) Cmp(b Rat) int { return a.big().Cmp(b.big()) }

// Equal reports a = b.
func (a Rat) Equal(b Rat) bool { return a.Cmp(b) == 0 }

// Less reports a < b.
func (a Rat) Less(b Rat) bool { return a.Cmp(b) < 0 }

// Sign returns −1, 0 or +1.
func (a Rat) Sign() int { return a.big().Sign() }

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
func (a Rat) String() string { return a.big().String() }

// Decimal returns a with the given number of decimal places for display only:
// truncated towards zero, never rounded, so that no display claims a threshold
// that the exact value does not reach. The separator is a full stop.
func (a Rat) Decimal(places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	n := new(big.Int).Mul(new(big.Int).Abs(a.big().Num()), scale)
	n.Quo(n, a.big().Denom())
	digits := n.String()
	if pad := places + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	out := digits[:len(digits)-places]
	if places > 0 {
		out += "." + digits[len(digits)-places:]
	}
	if a.Sign() < 0 && n.Sign() != 0 {
		out = "-" + out
	}
	return out
}

// Display returns a for people, in Vietnamese notation: at most the given number
// of decimals, decimal comma, no trailing zeros ("93,99"). Truncated like Decimal.
func (a Rat) Display(places int) string {
	s := a.Decimal(places)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return strings.Replace(s, ".", ",", 1)
}

// MarshalText writes "n/d".
func (a Rat) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

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
