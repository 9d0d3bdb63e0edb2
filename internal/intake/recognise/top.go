package recognise

import (
	"slices"

	"minhchung/internal/kpi"
)

// top is what was read above the body of page one.
type top struct {
	head    head
	numbers []number // readings of the same one
	at      int      // line that it stands on; −1 when not found
	kind    typed
	issuer  issuer
	date    issued
}

// readTop reads it; alone are the words of the line with the number, read alone.
func (r *Recogniser) readTop(all []line, alone []Word, ocr bool) top {
	t := top{head: r.letterhead(all)}
	n := r.readNumber(t.head)
	t.at = r.numberLineOf(t.head, n)
	t.numbers = []number{n, r.readLine(alone, t.at)}
	if t.numbers[1].sure() > n.sure() {
		n = t.numbers[1]
	}
	t.kind = r.readType(t.head, n)
	t.issuer = r.readIssuer(t.head, n, ocr)
	for i := range t.numbers {
		t.numbers[i].mend(t.kind, t.issuer, ocr)
	}
	t.date = r.readDate(t.head)
	return t
}

// or takes from another reading of the same page what that one is surer of. Two
// readings err on different letters, and the rest of the page tells which symbol is
// likelier: one that names the printed type and the issuer's initials.
func (t top) or(other top) top {
	t.numbers = append(t.numbers, other.numbers...)
	if other.kind.percent > t.kind.percent {
		t.kind = other.kind
	}
	if other.issuer.percent > t.issuer.percent {
		t.issuer = other.issuer
	}
	if other.date.percent > t.date.percent {
		t.date = other.date
	}
	return t
}

// sure is how sure number and symbol are together; a symbol without a number is
// less than both.
func (n number) sure() int {
	switch {
	case n.at < 0:
		return 0
	case n.value == "":
		return min(n.percent, n.symbolPercent) / 2
	}
	return min(n.percent, n.symbolPercent)
}

// again is the page with the second reading of its top in place of the first.
func (p Page) again() Page {
	low := 0
	for _, w := range p.Second {
		low = max(low, w.Box.Y+w.Box.H)
	}
	words := slices.Clone(p.Second)
	blocks := 0
	for _, w := range words {
		blocks = max(blocks, w.Block)
	}
	for _, w := range p.Words {
		if w.Box.Y >= low {
			w.Block += blocks
			words = append(words, w)
		}
	}
	p.Words = words
	return p
}

// tail is the second reading of the recipients as a page of its own.
func (p Page) tail() Page {
	p.Words, p.Second, p.Number = p.Tail, nil, 2
	return p
}

// ListedOn is the part of a page that was read from a picture where recipients are
// listed, and a little around it, for another reading of these small letters; false
// when there is none.
func (r *Recogniser) ListedOn(p Page) (kpi.Place, bool) {
	const before, wide, below = 30, 430, 60 // thousandths: the column, and lines that were not read
	l := r.listOn(r.sheet(p), p.OCR)
	if l.place == nil {
		return kpi.Place{}, false
	}
	x, y := max(0, l.place.X-before), max(0, l.place.Y-before/3)
	return kpi.Place{X: x, Y: y, W: min(1000-x, wide), H: min(1000, l.place.Y+l.place.H+below) - y}, true
}
