package recognise

import (
	"strings"
	"unicode"

	"minhchung/internal/kpi"
)

type title struct{ reading }

func (t title) guess(g *guesses) { g.add(Title, t.reading) }

// readTitle takes the excerpt (trích yếu): below the name of the type, or, in a
// công văn, after "V/v" below the number.
func (r *Recogniser) readTitle(h head, n number) title {
	if t, at := nameLine(h); at >= 0 {
		l := h.top[at]
		if s := r.excerpt(h, h.top[at+1:], l.cut(len(t.folded), len(l.folded)), l); s.value != "" {
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
	return title{}
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
