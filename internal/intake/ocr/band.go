package ocr

import (
	"slices"

	"minhchung/internal/intake/recognise"
)

// TakeBand puts a second reading of the rows from..to (thousandths of the page's
// height) in place of the first where it knows more: names below a red seal are read
// in a picture without the red. band is a picture of those rows alone.
func (p *Page) TakeBand(band Page, from, to int) {
	inBand := func(w recognise.Word) bool { return w.Box.Y >= from && w.Box.Y+w.Box.H <= to }
	var above, first, below, second []recognise.Word
	for _, w := range p.Words {
		switch {
		case inBand(w):
			first = append(first, w)
		case w.Box.Y < from:
			above = append(above, w)
		default:
			below = append(below, w)
		}
	}
	for _, w := range band.Words {
		w.Box.Y, w.Box.H = from+w.Box.Y*(to-from)/1000, max(1, w.Box.H*(to-from)/1000)
		if inBand(w) {
			second = append(second, w)
		}
	}
	if weight(second) <= weight(first) {
		return
	}
	// Blocks of the two readings must not run together.
	last := 0
	for _, w := range p.Words {
		last = max(last, w.Block)
	}
	for i := range second {
		second[i].Block += last
	}
	for i := range below {
		below[i].Block += 2*last + len(second)
	}
	p.Words = slices.Concat(above, second, below)
	p.compose()
}
