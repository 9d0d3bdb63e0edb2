package kpi_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"minhchung/internal/kpi"
)

func TestParseRatReadsExactly(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"3": "3/1", "3/4": "3/4", "-3/4": "-3/4", "0.75": "3/4", "6/8": "3/4", "0": "0/1", "-0": "0/1", "0.10": "1/10",
		"010": "10/1", "010/1": "10/1", "08/10": "4/5", "007.50": "15/2", // decimal always, never octal
		"93.9921875":                    "12031/128",
		"9223372036854775807":           "9223372036854775807/1",
		"-9223372036854775808":          "-9223372036854775808/1",
		"1/9223372036854775808":         "1/9223372036854775808",
		"0.0000000000000000001":         "1/10000000000000000000",
		"100000000000000000000/4":       "25000000000000000000/1",
		"2/100000000000000000000000000": "1/50000000000000000000000000",
	} {
		got, err := kpi.ParseRat(in)
		if err != nil || got.String() != want {
			t.Errorf("%s: %s, %v; want %s", in, got, err, want)
		}
	}
	for _, bad := range []string{
		"", "-", ".", "/", "1/", "/2", "1/0", "0/0", "1e9", "Inf", "NaN", "0x10", "+1", " 1", "1 ", "1,5", "1/-2", "--1", "1.5/2", "1/2.5",
		"1/2/3", "1.2.3", "1_000", "١", strings.Repeat("9", 401),
	} {
		if got, err := kpi.ParseRat(bad); !errors.Is(err, kpi.ErrRat) {
			t.Errorf("%q was read as %s (%v)", bad, got, err)
		}
	}
}

func TestTheDisplayNeverClaimsAThreshold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in     string
		places int
		want   string
	}{
		{"89.9962", 2, "89,99"}, {"899999999/10000000", 2, "89,99"}, {"90", 2, "90"}, {"89.996", 0, "89"},
		{"93.9921875", 2, "93,99"}, {"2/3", 4, "0,6666"}, {"-2/3", 2, "-0,66"}, {"-1/1000", 2, "0"}, {"1/1000", 2, "0"},
		{"0", 2, "0"}, {"1.50", 2, "1,5"}, {"100", 2, "100"}, {"9223372036854775807", 2, "9223372036854775807"},
		{"9223372036854775807/10", 6, "922337203685477580,7"}, {"1/3", 20, "0,33333333333333333333"},
	} {
		if got := kpi.MustRat(c.in).Display(c.places); got != c.want {
			t.Errorf("%s with %d decimals: %s, want %s", c.in, c.places, got, c.want)
		}
	}
	if got := kpi.MustRat("89.9962").Decimal(2); got != "89.99" {
		t.Errorf("Decimal: %s", got)
	}
	if n := kpi.Num(kpi.MustRat("89.9962")); n.Show != "89,99" || n.Exact.String() != "449981/5000" {
		t.Errorf("Num: %+v", n)
	}
}

func TestTheZeroRatIsZero(t *testing.T) {
	t.Parallel()
	var zero kpi.Rat
	if zero.String() != "0/1" || !zero.IsZero() || !zero.Equal(kpi.Int(0)) || zero.Display(2) != "0" || zero != kpi.Int(3).Sub(kpi.Int(3)) {
		t.Errorf("zero is %s", zero)
	}
	if _, ok := kpi.Int(1).Div(zero); ok {
		t.Error("divided by zero")
	}
	if q, ok := zero.Div(kpi.Int(-5)); !ok || !q.IsZero() {
		t.Error("0 / −5 is not 0")
	}
}

// TestArithmeticIsThatOfBigRat crosses the border between machine words and big
// numbers on purpose: half of the operands are close to it.
func TestArithmeticIsThatOfBigRat(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 9))
	for range 20000 {
		a, x := someRat(random)
		b, y := someRat(random)
		same := func(op string, got kpi.Rat, want *big.Rat) {
			t.Helper()
			if got.String() != want.String() {
				t.Fatalf("%s %s %s = %s, want %s", x, op, y, got, want)
			}
			if back := kpi.MustRat(got.String()); !back.Equal(got) || got.Sign() != want.Sign() {
				t.Fatalf("%s reads back as %s", got, back)
			}
		}
		same("+", a.Add(b), new(big.Rat).Add(x, y))
		same("−", a.Sub(b), new(big.Rat).Sub(x, y))
		same("×", a.Mul(b), new(big.Rat).Mul(x, y))
		if q, ok := a.Div(b); ok {
			same("/", q, new(big.Rat).Quo(x, y))
		}
		if a.Cmp(b) != x.Cmp(y) || a.Min(b).Cmp(a.Max(b)) > 0 {
			t.Fatalf("%s against %s: %d", x, y, a.Cmp(b))
		}
		for _, places := range []int{0, 2, 6, 9} {
			if got, want := a.Decimal(places), truncated(x, places); got != want {
				t.Fatalf("%s with %d decimals: %s, want %s", x, places, got, want)
			}
		}
	}
}

func someRat(r *rand.Rand) (kpi.Rat, *big.Rat) {
	part := func() int64 {
		switch r.IntN(4) {
		case 0:
			return math.MaxInt64 - r.Int64N(3)
		case 1:
			return 1 + r.Int64N(1<<33)
		}
		return 1 + r.Int64N(40)
	}
	n, d := part()-1, part()
	if r.IntN(2) == 0 {
		n = -n
	}
	if r.IntN(50) == 0 {
		n = math.MinInt64
	}
	return kpi.NewRat(n, d), big.NewRat(n, d)
}

// truncated is the slow and plain way to say the same as Decimal.
func truncated(x *big.Rat, places int) string {
	s := new(big.Rat).Abs(x).FloatString(places + 60)
	s = s[:len(s)-60]
	s = strings.TrimSuffix(s, ".")
	if x.Sign() < 0 && strings.Trim(s, "0.") != "" {
		s = "-" + s
	}
	return s
}

func TestRatInJSONAndRows(t *testing.T) {
	t.Parallel()
	var v struct {
		N kpi.Rat  `json:"n"`
		M *kpi.Rat `json:"m"`
	}
	if err := json.Unmarshal([]byte(`{"n":"0.5","m":null}`), &v); err != nil || v.M != nil {
		t.Fatalf("%v, %+v", err, v)
	}
	if b, err := json.Marshal(v); err != nil || string(b) != `{"n":"1/2","m":null}` {
		t.Errorf("%s, %v", b, err)
	}
	if err := json.Unmarshal([]byte(`{"n":0.5}`), &v); err == nil {
		t.Error("a JSON number, a float to most readers, was taken")
	}
	var row kpi.Rat
	for _, src := range []any{"3/4", []byte("3/4")} {
		if err := row.Scan(src); err != nil || row.String() != "3/4" {
			t.Errorf("%T: %s, %v", src, row, err)
		}
	}
	if err := row.Scan(0.75); !errors.Is(err, kpi.ErrRat) {
		t.Errorf("a float was scanned: %v", err)
	}
}

func FuzzParseRat(f *testing.F) {
	for _, s := range []string{"3/4", "-0.75", "010/1", "9223372036854775808", "1/0", "", "1.5/2", "-.5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := kpi.ParseRat(s)
		if err != nil {
			return
		}
		back, err := kpi.ParseRat(r.String())
		if len(r.String()) <= 400 && (err != nil || !back.Equal(r) || back.String() != r.String()) {
			t.Fatalf("%q is %s and reads back as %s (%v)", s, r, back, err)
		}
		if !r.Add(r).Sub(r).Equal(r) || r.Cmp(r) != 0 {
			t.Fatalf("%q: %s + itself − itself is not itself", s, r)
		}
	})
}
