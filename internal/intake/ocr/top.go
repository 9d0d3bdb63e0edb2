package ocr

import (
	"slices"

	"minhchung/internal/intake/recognise"
)

// topShare is the part of a page that is read twice, in thousandths of its height:
// the upper third, without the last lines, which the cut may have hurt.
const topShare = 320

// TakeTop puts a second reading of the upper third of the page in place of the
// first where it is surer of itself: tesseract reads bold capitals of a letterhead
// worse than the rest, and better at another size. top is a picture of that third
// alone. The other reading stays beside it: they err on different words.
func (p *Page) TakeTop(top Page) {
	inTop := func(w recognise.Word) bool { return w.Box.Y+w.Box.H <= topShare }
	var second []recognise.Word
	for _, w := range top.Words {
		w.Box.Y, w.Box.H = w.Box.Y/3, (w.Box.H+2)/3
		if inTop(w) {
			second = append(second, w)
		}
	}
	var first, rest []recognise.Word
	for _, w := range p.Words {
		if inTop(w) {
			first = append(first, w)
		} else {
			rest = append(rest, w)
		}
	}
	if weight(second) <= weight(first) {
		p.Second = second
		return
	}
	p.Second = first
	// Blocks of the two readings must not run together.
	last := 0
	for _, w := range second {
		last = max(last, w.Block)
	}
	for i := range rest {
		rest[i].Block += last
	}
	p.Words = slices.Concat(second, rest)
	p.compose()
}

// weight is what a reading claims to know: letters, each as sure as its word.
func weight(words []recognise.Word) int {
	n := 0
	for _, w := range words {
		n += w.Confidence * len([]rune(w.Text))
	}
	return n
}
