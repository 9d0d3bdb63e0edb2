package ocr

import (
	"testing"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

func TestTakeBare(t *testing.T) {
	t.Parallel()
	word := func(text string, x, y, sure, block int) recognise.Word {
		return recognise.Word{Text: text, Box: kpi.Place{X: x, Y: y, W: 80, H: 20}, Confidence: sure, Block: block, Line: 1}
	}
	seal := kpi.Place{X: 580, Y: 640, W: 150, H: 100}
	part := kpi.Place{Y: 500, W: 1000, H: 300}
	page := func() Page {
		p := Page{Words: []recognise.Word{word("Điều", 100, 100, 95, 1), word("GIÁM ĐỐC", 600, 600, 90, 2), word("- Lưu: VT", 100, 690, 90, 3), word("~S<c@#w&w9*", 600, 680, 10, 4), word("An", 740, 700, 92, 5), word("cuối", 100, 900, 95, 6)}}
		p.compose()
		return p
	}
	// In its own thousandths: 667 of 300 are 200, below 500.
	name, cut := word("Lê Văn", 620, 667, 90, 1), word("- Ltu: Vl", 100, 633, 30, 2)
	p := page()
	p.TakeBare(Page{Words: []recognise.Word{name, cut}}, part, []kpi.Place{seal})
	if p.Text != "Điều\n\nGIÁM ĐỐC\n\n- Lưu: VT\n\nLê Văn\n\nAn\n\ncuối" {
		t.Errorf("%q", p.Text)
	}
	if at := p.Words[3].Box; at != (kpi.Place{X: 620, Y: 700, W: 80, H: 6}) {
		t.Errorf("%+v", at)
	}
	// What is red itself, a mark or a letterhead, is not there without the red.
	p = page()
	p.TakeBare(Page{}, part, []kpi.Place{{X: 580, Y: 590, W: 150, H: 30}})
	if p.Text != page().Text {
		t.Errorf("nothing was taken for more: %q", p.Text)
	}
	// Where the seal hid everything nothing was read at first, also beside it; a word
	// further away on that line may be cut.
	p = Page{Words: []recognise.Word{word("Điều", 100, 100, 95, 1), word("cuối", 100, 900, 95, 6)}}
	p.TakeBare(Page{Words: []recognise.Word{name, word("An", 740, 667, 90, 1), word("cu", 850, 667, 90, 1)}}, part, []kpi.Place{seal})
	if p.Text != "Điều\n\nLê Văn An\n\ncuối" {
		t.Errorf("%q", p.Text)
	}
}
