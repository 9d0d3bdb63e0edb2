package ocr

import (
	"testing"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

func TestTheSurerReadingOfTheTopIsTaken(t *testing.T) {
	t.Parallel()
	word := func(s string, y, sure, block int) recognise.Word {
		return recognise.Word{Text: s, Box: kpi.Place{X: 10, Y: y, W: 50, H: 20}, Confidence: sure, Block: block, Line: 1}
	}
	page := func() Page {
		p := Page{Words: []recognise.Word{word("GỘNG", 50, 40, 1), word("HÒA", 80, 90, 1), word("Căn", 500, 95, 2)}}
		p.compose()
		return p
	}
	better := Page{Words: []recognise.Word{word("CỘNG", 150, 95, 1), word("HÒA", 240, 95, 2), word("cut", 950, 10, 3)}}
	p := page()
	p.TakeTop(better)
	if p.Text != "CỘNG\n\nHÒA\n\nCăn" || p.Confidence != 95 || p.Words[0].Box.Y != 50 || p.Words[2].Box.Y != 500 || p.Words[2].Block == p.Words[1].Block {
		t.Errorf("%+v", p)
	}
	p = page()
	p.TakeTop(Page{Words: []recognise.Word{word("CONG", 150, 20, 1)}})
	if p.Text != page().Text {
		t.Errorf("a worse reading is taken: %q", p.Text)
	}
	p.TakeTop(Page{})
	if p.Text != page().Text {
		t.Errorf("no reading is taken: %q", p.Text)
	}
}
