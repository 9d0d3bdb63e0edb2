package vietnamese

import (
	"testing"
	"unicode"
)

// The fast way may know fewer letters than the slow one, never others.
func TestLettersAgreeWithDecomposition(t *testing.T) {
	t.Parallel()
	known := 0
	for r := rune(0); r < 0x3000; r++ {
		lower, folded, ok := letter(r)
		if !ok || !unicode.IsLetter(r) {
			continue
		}
		known++
		if s := string(r); Exact(s) != string(lower) || Fold(s) != string(folded) {
			t.Errorf("%q: %q %q, want %q %q", r, lower, folded, Exact(s), Fold(s))
		}
	}
	if want := 52 + 2*67; known != want {
		t.Errorf("%d letters are known, want the 26 of ASCII and 67 of Vietnamese, twice: %d", known, want)
	}
}

func TestFastFormsAgree(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"Quyết", "ĐỊNH", "hoà", "HOÀ", "thuỷ", "qúy", "hòan", "ubnd", "H32", "ngoằn", "khuỷu", "2026"} {
		exact, folded, ok := forms(s)
		if !ok || exact != Exact(s) || folded != Fold(s) {
			t.Errorf("%q: %q %q %v, want %q %q", s, exact, folded, ok, Exact(s), Fold(s))
		}
	}
}

func BenchmarkForms(b *testing.B) {
	for b.Loop() {
		if _, _, ok := forms("quyết"); !ok {
			b.Fatal("slow")
		}
	}
}
