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

// Words of a red stamp are clear where it stands beside letters, so that they outweigh what
// is below them: a line that the stamp breaks is taken all the same, and its words stay.
func TestALineBelowAStampIsTaken(t *testing.T) {
	t.Parallel()
	word := func(text string, x, y, wide, sure, block int) recognise.Word {
		return recognise.Word{Text: text, Box: kpi.Place{X: x, Y: y, W: wide, H: 12}, Confidence: sure, Block: block, Line: 1}
	}
	stamp := kpi.Place{X: 400, Y: 170, W: 160, H: 50}
	first := []recognise.Word{
		word("Số:", 410, 175, 30, 96, 1), word("4711", 450, 175, 40, 96, 1), word("Ngày:", 410, 190, 40, 96, 2), word("05/03/2026", 460, 190, 80, 96, 2),
		word("Kết", 300, 206, 40, 96, 3), word("qu~#", 410, 204, 60, 20, 3), word("nguon", 480, 204, 50, 30, 3), word("thu", 580, 206, 30, 96, 3), word("Căn", 100, 260, 40, 95, 4),
	}
	whole := kpi.Place{W: 1000, H: 1000}
	for _, c := range []struct {
		name string
		bare []recognise.Word
		want string
	}{
		{"clear", []recognise.Word{word("quả", 410, 206, 60, 96, 1), word("nguồn", 480, 206, 50, 96, 1)}, "Số: 4711\n\nNgày: 05/03/2026\n\nKết\n\nquả nguồn\n\nthu\n\nCăn"},
		{"no clearer", []recognise.Word{word("quc", 410, 206, 60, 50, 1), word("nguc", 480, 206, 50, 40, 1)}, "Số: 4711\n\nNgày: 05/03/2026\n\nKết qu~# nguon thu\n\nCăn"},
		{"a scrap where nothing was", []recognise.Word{word("_x", 500, 180, 8, 80, 1)}, "Số: 4711\n\nNgày: 05/03/2026\n\nKết qu~# nguon thu\n\nCăn"},
		{"less clear than what was read", []recognise.Word{word("4712x", 450, 175, 40, 85, 1)}, "Số: 4711\n\nNgày: 05/03/2026\n\nKết qu~# nguon thu\n\nCăn"},
		{"the stamp itself, half of it left", []recognise.Word{word("47", 450, 175, 40, 96, 1)}, "Số: 4711\n\nNgày: 05/03/2026\n\nKết qu~# nguon thu\n\nCăn"},
	} {
		p := Page{Words: first}
		p.TakeBare(Page{Words: c.bare}, whole, []kpi.Place{stamp})
		if p.Text != c.want {
			t.Errorf("%s: %q, want %q", c.name, p.Text, c.want)
		}
	}
}
