package revision

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func read(t *testing.T, src string) Value {
	t.Helper()
	fuel := 1000
	p := &parser{src: []byte(src), fuel: &fuel, inFile: true}
	v, err := p.value(0)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return v
}

func TestValues(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]Value{
		"12": int64(12), "-7": int64(-7), "+3": int64(3), "1.50": Real(1.5), "-.5": Real(-0.5), "true": true, "null": nil,
		"/A#42C": Name("ABC"), "/": Name(""), "% note\n 5": int64(5), "12 0 R": Ref{12, 0}, "99999999999999999999": Real(1e20),
	} {
		if got := read(t, src); got != want {
			t.Errorf("%q is %v, want %v", src, got, want)
		}
	}
	for src, want := range map[string]string{
		`(a(b)c\)\n\101\
d)`: "a(b)c)\nAd", "<41 4>": "A@", "(\r\n)": "\n", `(\53\8)`: "+8",
	} {
		if got := read(t, src).(*String).Bytes; string(got) != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
	if s := read(t, "<4142>").(*String); !s.Plain || s.Start != 0 || s.End != 6 {
		t.Errorf("%+v", s)
	}
	if s := read(t, "<41 42>").(*String); s.Plain {
		t.Error("white space in a string is not noticed")
	}
	if d := read(t, "<</A 1/B[2 0 R]/A 3>>").(*Dict); !d.Twice || d.Get("A") != int64(1) {
		t.Errorf("%+v", d)
	}
	long := "<<"
	for i := range 40 {
		long += fmt.Sprintf("/K%d %d", i, i)
	}
	if d := read(t, long+"/K7 0>>").(*Dict); !d.Twice || d.Get("K39") != int64(39) || d.Get("K40") != nil {
		t.Error("a long dictionary is misread")
	}
}

func TestNesting(t *testing.T) {
	t.Parallel()
	fuel := 1_000_000
	p := &parser{src: []byte(strings.Repeat("[", 5000)), fuel: &fuel}
	if _, err := p.value(0); err != ErrLimit { //nolint:errorlint // never wrapped
		t.Error(err)
	}
}

func TestRevisions(t *testing.T) {
	t.Parallel()
	first := plainFile()
	second := append(bytes.Clone(first), "4 0 obj\n(b)\nendobj\n2 0 obj\n<</Kids[]>>\nendobj\n"...)
	start := len(second)
	second = fmt.Appendf(second, "xref\n2 1\n%010d 00000 n \n4 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
		bytes.LastIndex(second, []byte("2 0 obj")), len(first), bytes.Index(first, []byte("xref")), start)
	d, err := Open(second)
	if err != nil || len(d.Revisions) != 2 || d.Revisions[0].End != len(first) || d.Revisions[1].End != len(second) {
		t.Fatalf("%v %+v", err, d)
	}
	d.Account()
	if len(d.Odds) > 0 {
		t.Errorf("an honest file is odd: %v", d.Odds)
	}
	if d.View(0).Has(4) || !d.View(1).Has(4) || d.View(0).Dict(Ref{2, 0}).Get("Count") == nil || d.View(1).Dict(Ref{2, 0}).Get("Count") != nil {
		t.Error("the revisions are mixed up")
	}
	nums, _ := d.Touched(1)
	if !slices.Equal(nums, []int{2, 4}) {
		t.Error(nums)
	}
}

func TestOdd(t *testing.T) {
	t.Parallel()
	good := plainFile("(a)")
	for name, c := range map[string]struct {
		file []byte
		want Code
	}{
		"foreign":   {append(bytes.Clone(good), "and more"...), OddForeign},
		"hidden":    {append(bytes.Clone(good), "9 0 obj (x) endobj"...), OddHidden},
		"number":    {bytes.Replace(good, []byte("4 0 obj"), []byte("5 0 obj"), 1), OddObject},
		"no endobj": {bytes.Replace(good, []byte("(a)\nendobj"), []byte("(a)\nendXbj"), 1), OddObject},
		"length":    {plainFile("<</Length 2>>\nstream\nabcd\nendstream"), OddStream},
		"header":    {append([]byte("\n"), good...), OddHeader},
		"lost":      {append(bytes.Clone(good), "startxref\n7777\n%%EOF\n"...), OddLost},
	} {
		d, err := Open(c.file)
		if err != nil && c.want != OddHeader {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err != nil {
			continue // one byte in front moves every offset
		}
		d.Account()
		if !slices.ContainsFunc(d.Odds, func(o Odd) bool { return o.Code == c.want }) {
			t.Errorf("%s: %v", name, d.Odds)
		}
	}
}

// TestBounds: files that ask for much get little.
func TestBounds(t *testing.T) {
	t.Parallel()
	many := []byte("%PDF-1.7\nxref\n0 900000\n")
	many = append(many, bytes.Repeat([]byte("0000000000 65535 f \n"), 900_000)...)
	many = append(many, "trailer\n<</Size 900000>>\nstartxref\n9\n%%EOF\n"...)
	if _, err := Open(many); err != ErrLimit { //nolint:errorlint // never wrapped
		t.Error("a flood of entries:", err)
	}
	loop := []byte("%PDF-1.7\nxref\n0 0\ntrailer\n<</Prev 9>>\nstartxref\n9\n%%EOF\n")
	if _, err := Open(loop); err == nil {
		t.Error("a loop of sections is followed")
	}
	if d, err := Open(plainFile("<</Length 4 0 R>>\nstream\nabcd\nendstream")); err == nil {
		d.Account() // the length of an object is the object itself
	}
}
