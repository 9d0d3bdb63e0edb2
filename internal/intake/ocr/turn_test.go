package ocr

import (
	"testing"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

func TestLies(t *testing.T) {
	t.Parallel()
	page := func(n, sure int, at kpi.Place) Page {
		p := Page{Width: 2480, Height: 3508}
		for range n {
			p.Words = append(p.Words, recognise.Word{Text: "nhận", Box: at, Confidence: sure})
		}
		p.compose()
		return p
	}
	row, column := kpi.Place{W: 40, H: 12}, kpi.Place{W: 20, H: 24}
	for name, c := range map[string]struct {
		p    Page
		want bool
	}{
		"a page": {page(200, 95, row), false}, "upside down": {page(200, 50, row), true}, "on its side, read well": {page(200, 95, column), true},
		"a few unsure words": {page(5, 40, row), false}, "nothing": {Page{}, false},
	} {
		if got := c.p.Lies(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
