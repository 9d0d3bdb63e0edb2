package recognise

import (
	"slices"
	"strings"

	"minhchung/internal/kpi"
)

type recipients struct{ reading }

func (x recipients) guess(g *guesses) { g.add(Recipients, x.reading) }

// list is what stands below "Nơi nhận:".
type list struct {
	items []item
	place *kpi.Place
}

// item is one recipient.
type item struct {
	text       string
	confidence int // of its least sure word, percent
}

// readRecipients reads the list below "Nơi nhận:", each behind a dash, parted by
// "; ". The last one says where the paper is kept (Lưu).
func (r *Recogniser) readRecipients(pages []Page, sheets [][]line) recipients {
	for i := len(sheets) - 1; i >= 0; i-- {
		all := r.listOn(sheets[i], pages[i].OCR)
		if len(all.items) == 0 {
			continue
		}
		x := recipients{reading{percent: 86, page: i, place: all.place}}
		if pages[i].OCR {
			x.percent = 78 // the small letters of this list are read worst
			var again list
			if tail := pages[i].tail(); len(tail.Words) > 0 {
				again = r.listOn(r.sheet(tail), true)
			}
			all.items, x.percent = agreed(all.items, again.items)
		}
		var named []string
		for _, it := range all.items {
			named = append(named, it.text)
		}
		x.value = strings.Join(named, "; ")
		return x
	}
	return recipients{}
}

// listOn finds the last list of a page.
func (r *Recogniser) listOn(sheet []line, seen bool) list {
	for k := len(sheet) - 1; k >= 0; k-- {
		if at := r.recipients.FindStringIndex(sheet[k].folded); at != nil {
			if l := r.listBelow(sheet[k], at[1], sheet[k+1:], seen); len(l.items) > 0 {
				return l
			}
		}
	}
	return list{}
}

func (r *Recogniser) listBelow(anchor line, from int, below []line, seen bool) list {
	const most, dashes = 30, "-–—+•*·~=>_ˆ"
	all := list{place: anchor.place(0, from)}
	take := func(l line, dash bool) {
		text, sure := l.String(), l.confidence(0, len(l.raw))
		if dash {
			all.items = append(all.items, item{trimItem(strings.TrimLeft(text, dashes+" ")), sure})
		} else {
			last := &all.items[len(all.items)-1]
			last.text, last.confidence = tidy(last.text+" "+trimItem(text)), min(last.confidence, sure)
		}
		all.place = around(all.place, l.place(0, len(l.raw)))
	}
	if rest := anchor.cut(from, len(anchor.folded)); !rest.blank() {
		take(rest, true)
	}
	open := false
	for _, l := range below[:min(most, len(below))] {
		if l.blank() {
			continue
		}
		if anchor.placed() && abs(l.box().X-anchor.box().X) > 45 {
			continue // the signature beside it
		}
		text := l.String()
		dash := strings.ContainsAny(text[:1], "-+*~=>_") || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "—") || strings.HasPrefix(text, "•") || seen && strings.HasPrefix(text, "ˆ")
		if seen && !dash && len(letters(text)) < 2 && !strings.ContainsAny(text, "0123456789") {
			continue // a speck
		}
		if !dash && (!open || l.capitals()) {
			if len(all.items) == 0 && l.capitals() {
				continue // the signature stands between them in the order of the text
			}
			break
		}
		take(l, dash || len(all.items) == 0)
		open = !strings.ContainsAny(text[len(text)-1:], ".;")
		if last := all.items[len(all.items)-1]; strings.HasSuffix(text, ".") && strings.HasPrefix(newLine(last.text).folded, "luu") {
			break
		}
	}
	all.items = slices.DeleteFunc(all.items, func(it item) bool { return it.text == "" })
	return all
}

func trimItem(s string) string { return strings.Trim(tidy(s), " ;.,:") }

// agreed makes one list of two readings of it, and says how sure that is: of what both
// read alike, surer than of what only one says. Without a second one there is the first.
func agreed(first, second []item) ([]item, int) {
	const alike, one, unalike = 86, 78, 70
	a, mendedA := kept(first)
	b, mendedB := kept(second)
	switch {
	case len(b) == 0:
		return a, min(one, surest(a, mendedA))
	case len(a) != len(b):
		if worth(b) > worth(a) {
			a = b
		}
		return a, unalike - 5
	}
	percent := alike
	out := slices.Clone(a)
	last := len(a) - 1
	for i := range a {
		same := letters(a[i].text) == letters(b[i].text)
		if !same {
			percent = unalike
		}
		firstIsMended := i == last && mendedA && !mendedB // a guess, where the other one read it
		secondIsMended := i == last && mendedB && !mendedA
		if !secondIsMended && (b[i].confidence > a[i].confidence || firstIsMended) {
			out[i] = b[i]
		}
	}
	return out, min(percent, surest(out, mendedA && mendedB))
}

// surest is how sure a list can be whose words are no surer.
func surest(items []item, mended bool) int {
	percent := 100
	if mended {
		percent = 70
	}
	for _, it := range items {
		if it.confidence < 50 {
			percent = min(percent, 70)
		}
	}
	return percent
}

func worth(items []item) int {
	n := 0
	for _, it := range items {
		n += it.confidence * len([]rune(it.text))
	}
	return n
}

// letters is a text for comparison: without marks, spaces and signs.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, newLine(s).folded)
}
