package recognise

import (
	"slices"

	"minhchung/internal/kpi"
)

// NumberedOn is the part of page one, read from a picture, where number and symbol stand,
// for another reading of that line alone; false when none can be told.
func (r *Recogniser) NumberedOn(p Page) (kpi.Place, bool) {
	const before, behind, above, column = 20, 40, 7, 480 // thousandths of the page
	h := r.letterhead(r.sheet(p))
	n := r.readNumber(h)
	at := r.numberLineOf(h, n)
	if at < 0 || !h.top[at].placed() {
		return kpi.Place{}, false
	}
	line := h.top[at].box()
	end := column // of the left column, where the line was not understood
	if of := around(n.valuePlace, n.symbolPlace); of != nil {
		end = of.X + of.W + behind
	}
	x, y := max(0, line.X-before), max(0, line.Y-above)
	if end <= x {
		return kpi.Place{}, false
	}
	return kpi.Place{X: x, Y: y, W: min(1000, end) - x, H: min(1000, line.Y+line.H+above) - y}, true
}

// numberLineOf is the line of the top that holds the number, or begins as it does and
// could not be understood; −1 without one.
func (r *Recogniser) numberLineOf(h head, n number) int {
	if n.at >= 0 {
		return n.at
	}
	return slices.IndexFunc(h.top, func(l line) bool { return l.zone == left && r.opensNumber.MatchString(l.folded) })
}

// readLine reads the number in a reading of its line alone.
func (r *Recogniser) readLine(words []Word, at int) number {
	best := number{at: -1}
	if at < 0 || len(words) == 0 {
		return best
	}
	// One line is no first page: only there are words sorted into columns.
	for _, l := range r.sheet(Page{Number: 2, OCR: true, Words: words}) {
		l.zone = left // where numbers stand
		if n := r.numberIn(l); n.percent > best.percent {
			n.at = at
			best = n
		}
	}
	return best
}

// number is what several readings of one number make of it, all mended and weighed by
// the rest of the page: the surest. Another one that is as good as sure and says something
// else makes it unsure.
func (t top) number() number {
	const sure, doubted = 80, 75
	best := t.numbers[0]
	for _, n := range t.numbers[1:] {
		if n.sure() > best.sure() {
			best = n
		}
	}
	if best.at < 0 {
		return best
	}
	best.at = max(0, t.at) // another reading has other lines
	for _, n := range t.numbers {
		if n.at < 0 {
			continue
		}
		if n.symbolPercent >= sure && n.symbol != best.symbol {
			best.symbolPercent = min(best.symbolPercent, doubted)
		}
		if n.percent >= sure && n.value != best.value {
			best.percent = min(best.percent, doubted)
		}
	}
	return best
}
