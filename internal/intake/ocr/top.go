package ocr

import (
	"slices"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

// Top is the part of a page that is read twice: its upper third. The last lines of it
// may be hurt by the cut, so that what stands below topShare is not taken.
func Top() kpi.Place { return kpi.Place{W: 1000, H: 333} }

const topShare = 320 // thousandths of the page's height

// placedIn puts the words of a picture of a part of a page where they stand on it.
func placedIn(part kpi.Place, words []recognise.Word) []recognise.Word {
	out := slices.Clone(words)
	for i := range out {
		b := &out[i].Box
		*b = kpi.Place{
			X: part.X + (b.X*part.W+500)/1000, Y: part.Y + (b.Y*part.H+500)/1000,
			W: (b.W*part.W + 999) / 1000, H: (b.H*part.H + 999) / 1000,
		}
	}
	return out
}

// TakeTop puts a second reading of the upper third of the page in place of the
// first where it is surer of itself: tesseract reads bold capitals of a letterhead
// worse than the rest, and better at another size. top is a picture of that third
// alone. The other reading stays beside it: they err on different words.
func (p *Page) TakeTop(top Page) {
	inTop := func(w recognise.Word) bool { return w.Box.Y+w.Box.H <= topShare }
	var second []recognise.Word
	for _, w := range placedIn(Top(), top.Words) {
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

// TakeTail keeps a second reading of a part of the page beside the first.
func (p *Page) TakeTail(tail Page, part kpi.Place) { p.Tail = placedIn(part, tail.Words) }

// TakeLine keeps a reading of the line with the number alone beside the first.
func (p *Page) TakeLine(line Page, part kpi.Place) { p.Line = placedIn(part, line.Words) }
