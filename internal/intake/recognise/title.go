package recognise

import (
	"strings"
	"unicode"

	"minhchung/internal/kpi"
)

type title struct{ reading }

func (t title) guess(g *guesses) { g.add(Title, t.reading) }

// readTitles takes the excerpt of the first of two readings of the top that has one.
func (r *Recogniser) readTitles(heads []head, n number) title {
	const unsure = 76
	for i, h := range heads {
		if t := r.readTitle(h, n); t.value != "" {
			if i > 0 {
				t.percent = min(t.percent, unsure)
			}
			return t
		}
	}
	return title{}
}

// readTitle takes the excerpt (trích yếu): below the name of the type, or, in a
// công văn, after "V/v" below the number.
func (r *Recogniser) readTitle(h head, n number) title {
	if t, at := nameLine(h); at >= 0 {
		l := h.top[at]
		if s := r.excerpt(h, h.top[at+1:], afterName(l, t), l); s.value != "" {
			s.percent = min(s.percent, 88)
			return title{s}
		}
	}
	if l, at := r.greeting(h); at >= 0 {
		if s := r.excerpt(h, h.top[at+1:], line{}, l); s.value != "" {
			s.percent = min(s.percent, 80)
			return title{s}
		}
	}
	if at := r.aboutLine(h, n); at >= 0 {
		l := h.top[at]
		s := r.excerpt(h, h.top[at+1:], l, l)
		s.percent = min(s.percent, 86)
		if m := r.about.FindStringIndex(l.folded); l.folded[1] != 'e' && !strings.HasPrefix(l.folded, "v/v ") {
			s.value, s.percent = "V/v "+string([]rune(s.value)[min(m[1], len([]rune(s.value))):]), min(s.percent, 80)
		}
		return title{s}
	}
	if at := r.belowHiddenName(h, n); at >= 0 {
		s := r.excerpt(h, h.top[at+1:], h.top[at], h.top[at])
		s.percent = min(s.percent, 65)
		return title{s}
	}
	return title{}
}

// belowHiddenName finds the first line of an excerpt whose type is named by the symbol
// only, −1 without one: a stamp over the name hides it from those who read pictures. The
// excerpt is then what stands centred above the body, in words of a sentence, as the
// decree wants it (appendix I of Decree 30/2020/NĐ-CP).
func (r *Recogniser) belowHiddenName(h head, n number) int {
	const off, most, clear = 40, 4, 60 // thousandths of the width; fifths of the text; percent
	if _, similar := codesOf(n.symbol); len(similar) == 0 || h.to <= h.from {
		return -1
	}
	for i, l := range h.top {
		if l.zone != middle || !l.placed() || l.blank() {
			continue
		}
		b := l.box()
		fromEdge, toEdge := b.X-h.from, h.to-(b.X+b.W)
		switch {
		case b.W > (h.to-h.from)*most/5:
			return -1 // text
		case abs(fromEdge-toEdge) > 2*off:
		case len(l.words) < 3 || len(letters(l.folded)) < 10 || l.capitals() || isMark(l):
		case l.confidence(0, len(l.raw)) < clear || r.endsTitle.MatchString(l.folded):
		default:
			return i
		}
	}
	return -1
}

// aboutLine is the line of the top that begins with "V/v", −1 without one.
func (r *Recogniser) aboutLine(h head, n number) int {
	for i, l := range h.top {
		if i > n.at && r.about.MatchString(l.folded) {
			return i
		}
	}
	return -1
}

// excerpt joins lines to one sentence: from the first line on, until a gap, the
// date, the body, or the line in capitals that names who decides. A gap before a small
// letter is only spacing. It is unsure when it goes on below words beside it that were left
// out, of a scan when there are any, and when a word of its own is: of 36 excerpts of scans three had a word at less than
// 70 %, and one of these was wrong.
func (r *Recogniser) excerpt(h head, below []line, first, anchor line) reading {
	const most, unsure, clear = 8, 76, 70
	percent := 100
	var parts []string
	var place *kpi.Place
	last := anchor
	take := func(l line) {
		parts = append(parts, l.String())
		place = around(place, l.place(0, len(l.raw)))
		if l.confidence(0, len(l.raw)) < clear {
			percent = unsure
		}
		last = l
	}
	if strings.Trim(first.String(), " :.-") != "" {
		take(first)
	}
	gap, beside := false, false
	for _, l := range below {
		if l.blank() {
			gap = len(parts) > 0
			continue
		}
		if l.placed() && anchor.placed() && l.box().W < 200 && abs(l.centre()-anchor.centre()) > 120 {
			if beside = true; l.confidence(0, len(l.raw)) < 100 {
				percent = unsure // of a scan, it may be a piece of the excerpt
			}
			continue // a stamp beside it, or the first words of the body
		}
		if r.endsTitle.MatchString(l.folded) && (!l.placed() || !strings.HasPrefix(l.folded, "ngay ")) {
			break // where places are known the date is in the other column, and this one is cited
		}
		if len(parts) == most || isMark(l) || l.zone != anchor.zone {
			break
		}
		if !l.placed() && strings.Contains(l.String(), " | ") {
			break // a row of a table, as office documents give it
		}
		small := unicode.IsLower(l.raw[0])
		if len(parts) > 0 && (!small && gap || r.beginsBody(h, l, last, small)) {
			break
		}
		if l.capitals() && len(parts) > 0 && !newLine(parts[len(parts)-1]).capitals() {
			break
		}
		if beside { // it was a stamp
			percent = unsure
		}
		take(l)
		gap = false
	}
	return reading{value: strings.TrimRight(tidy(strings.Join(parts, " ")), " .;:"), percent: percent, place: place}
}

// beginsBody tells the first line of the body from a further line of the excerpt.
// With places: it stands elsewhere than the centred lines above it, or a wide step
// below. Without: it opens a sentence as bodies do, or runs as wide as only justified
// text does.
func (r *Recogniser) beginsBody(h head, l, last line, small bool) bool {
	if !l.placed() || !last.placed() {
		const wide = 58 // letters; an excerpt is centred and breaks earlier
		return !small && (len(l.raw) >= wide || r.opensBody.MatchString(l.folded))
	}
	a, b := last.box(), l.box()
	step := b.Y - a.Y
	if step > 4*max(a.H, b.H, 10) {
		return true
	}
	if l.zone == left {
		return !small && step > 5*max(a.H, b.H)/2
	}
	off := abs(l.centre() - last.centre())
	if small {
		return off > 120
	}
	// Text runs from the left edge, or to the right one behind an indent; what is not
	// justified ends where a word would no longer fit.
	fromEdge, toEdge := b.X-h.from, h.to-(b.X+b.W)
	return off > 25 || b.W > (h.to-h.from)*4/5 && (toEdge < 25 || fromEdge < 25)
}
