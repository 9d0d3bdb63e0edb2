package ocr

import (
	"testing"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

func TestTakeBand(t *testing.T) {
	t.Parallel()
	word := func(text string, y, sure, block int) recognise.Word {
		return recognise.Word{Text: text, Box: kpi.Place{X: 100, Y: y, W: 80, H: 20}, Confidence: sure, Block: block, Line: 1}
	}
	page := func() Page {
		return Page{Words: []recognise.Word{word("Điều", 100, 95, 1), word("GIÁM ĐỐC", 600, 90, 2), word("~", 700, 10, 3), word("cuối", 900, 95, 4)}}
	}
	p := page()
	p.TakeBand(Page{Words: []recognise.Word{word("GIÁM ĐỐC", 300, 90, 1), word("Lê Văn An", 700, 90, 2)}}, 500, 800)
	if p.Text != "Điều\n\nGIÁM ĐỐC\n\nLê Văn An\n\ncuối" {
		t.Errorf("%q", p.Text)
	}
	if at := p.Words[2].Box; at.Y != 710 || at.H != 6 {
		t.Errorf("%+v", at)
	}
	p = page()
	p.TakeBand(Page{Words: []recognise.Word{word("x", 300, 90, 1)}}, 500, 800)
	if len(p.Words) != 4 || p.Text != "" {
		t.Errorf("a poorer reading was taken: %+v", p)
	}
}
