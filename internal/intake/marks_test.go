package intake

import (
	"testing"

	"minhchung/internal/intake/ocr"
	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

// A stamp that one reading of a letterhead has and the other has not is a mark,
// whichever of the two is kept.
func TestAMarkOfEitherReadingCounts(t *testing.T) {
	t.Parallel()
	letterhead := func(stamp string, confidence int) (words []recognise.Word) {
		for i, w := range []string{"UBND", "XÃ", "MẪU", stamp} {
			words = append(words, recognise.Word{Text: w, Box: kpi.Place{X: 100 + 60*(i%3), Y: 40 + 40*(i/3), W: 50, H: 14}, Confidence: confidence, Block: 1 + i/3, Line: 1})
		}
		return words
	}
	for name, c := range map[string]struct {
		first, top string
		want       bool
	}{"the one that gives way": {"MẬT", "MÃ", true}, "the one that is kept": {"MÃ", "MẬT", true}, "neither": {"MÃ", "MÃ", false}} {
		p := ocr.Page{Words: letterhead(c.first, 60)}
		top := letterhead(c.top, 90)
		for i := range top {
			top[i].Box.Y *= 3 // of the upper third
			top[i].Box.H *= 3
		}
		p.TakeTop(ocr.Page{Words: top})
		if got := marked(p, 1); got != c.want {
			t.Errorf("%s: %v\n%+v\n%+v", name, got, p.Words, p.Second)
		}
	}
}
