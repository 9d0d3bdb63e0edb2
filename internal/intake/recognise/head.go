package recognise

import "slices"

// head is the top of page one, everything above the body without the national motto:
// the left column, the right one, and what stands below both. Without places the
// lines are in the order of the text and their zones unknown.
type head struct {
	top  []line
	body []line
	// edges of the text, thousandths of the width; 0 when places are unknown
	from, to int
	party    bool // a paper of the Party: its name stands where the motto would
}

const (
	mostTop   = 60 // lines
	columnGap = 12 // thousandths of the width: no space between words is as wide
)

// letterhead cuts the page where the body begins, and parts the columns.
func (r *Recogniser) letterhead(all []line) head {
	var h head
	end := min(mostTop, len(all))
	for i, l := range all[:end] {
		if r.bodyBegins.MatchString(l.folded) {
			end = i
			break
		}
	}
	h.body = all[end:]
	column := 0 // left edge of the right column
	for _, l := range all[:end] {
		at := r.motto.FindStringIndex(l.folded)
		if at == nil {
			h.top = append(h.top, l)
			continue
		}
		h.party = h.party || r.partyName.MatchString(l.folded)
		if p := l.place(at[0], at[1]); p != nil && p.X > 300 && (column == 0 || p.X < column) {
			column = p.X
		}
		for _, part := range []line{l.cut(0, at[0]), l.cut(at[1], len(l.folded))} {
			if !part.blank() {
				h.top = append(h.top, part)
			}
		}
	}
	if len(all) > 0 && slices.ContainsFunc(all, line.placed) {
		h.parted(all, column)
	}
	return h
}

// parted sets the zones of lines with places, and orders them: left, right, below.
func (h *head) parted(all []line, column int) {
	h.from, h.to = 1000, 0
	for _, l := range all {
		if b := l.box(); b.W > 0 {
			h.from, h.to = min(h.from, b.X), max(h.to, b.X+b.W)
		}
	}
	middleOfText := (h.from + h.to) / 2
	if column == 0 || column < middleOfText-200 {
		column = middleOfText
	}
	var columns [middle + 1][]line
	below := false
	for _, l := range h.top {
		parts := []line{l}
		if b := l.box(); b.W > 300 || abs(l.centre()-middleOfText) > 15 {
			parts = splitAt(l, column)
		}
		for _, l := range parts {
			c := l.centre()
			switch {
			case below, abs(c-middleOfText) < 60:
				// From the first centred line on, nothing is a column any more.
				l.zone, below = middle, true
			case l.box().X+20 >= column || c > middleOfText+40:
				l.zone = right
			default:
				l.zone = left
			}
			columns[l.zone] = append(columns[l.zone], l)
		}
	}
	h.top = slices.Concat(columns[left], columns[right], columns[middle])
}

// splitAt parts a line that runs over the edge of the right column at a word that
// begins there.
func splitAt(l line, column int) []line {
	b := l.box()
	if b.X >= column-40 || b.X+b.W <= column+40 {
		return []line{l}
	}
	best, widest := -1, 0
	for i := 1; i < len(l.words); i++ {
		gap := l.words[i].box.X - (l.words[i-1].box.X + l.words[i-1].box.W)
		if abs(l.words[i].box.X-column) < 60 && gap > widest {
			best, widest = i, gap
		}
	}
	if best < 0 || widest < columnGap {
		return []line{l}
	}
	at := l.words[best].from
	return []line{l.cut(0, at), l.cut(at, len(l.folded))}
}
