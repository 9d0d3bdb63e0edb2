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
	items   []item
	place   *kpi.Place
	unnamed bool // its heading was not read: it may begin above
}

// besideList is how far from the left edge of the list, in thousandths of the width, what
// stands beside it begins: the signature.
const besideList = 45

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
			headless := all.unnamed && (again.unnamed || len(again.items) == 0)
			if all.items, x.percent = agreed(all.items, again.items); headless {
				x.percent = min(x.percent, 70)
			}
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
	if seen {
		return r.unnamedList(sheet)
	}
	return list{}
}

// unnamedList finds a list whose heading, in slanting bold letters, is misread: lines with
// a dash, one below the other, that end where the paper is kept. No other list of a paper
// ends so (appendix I of Decree 30/2020/NĐ-CP).
func (r *Recogniser) unnamedList(sheet []line) list {
	for k := len(sheet) - 1; k > 0; k-- {
		last := sheet[k]
		if !keepsIt(last.String()) || !last.placed() {
			continue
		}
		first, begun := k, true // begun: the line below begins an item, and does not carry on this one
		for j := k - 1; j >= 0; j-- {
			l := sheet[j]
			if l.blank() || abs(l.box().X-last.box().X) > besideList {
				continue
			}
			dash := dashed(l.String(), true)
			if !dash && !begun || !begun && strings.ContainsAny(l.folded[len(l.folded)-1:], ".;") {
				break
			}
			if dash {
				first = j
			}
			begun = dash
		}
		if first < k {
			l := r.listBelow(sheet[first], 0, sheet[first+1:], true)
			l.unnamed = true
			return l
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
	open := from == 0 && !strings.ContainsAny(anchor.folded[len(anchor.folded)-1:], ".;")
	for _, l := range below[:min(most, len(below))] {
		if l.blank() {
			continue
		}
		if anchor.placed() && abs(l.box().X-anchor.box().X) > besideList {
			continue // the signature beside it
		}
		text := l.String()
		dash := dashed(text, seen) || seen && keepsIt(text) // its dash may be lost
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

// dashed reports whether a line begins an item; pictures make other signs of a dash.
func dashed(text string, seen bool) bool {
	return strings.ContainsAny(text[:1], "-+*~=>_") || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "—") || strings.HasPrefix(text, "•") || seen && strings.HasPrefix(text, "ˆ")
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
		if ended := ends(b); ended != ends(a) && ended || ended == ends(a) && worth(b) > worth(a) {
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
	if !ends(items) {
		percent = 70
	}
	for _, it := range items {
		if it.confidence < 50 {
			percent = min(percent, 70)
		}
	}
	return percent
}

// ends reports whether the list ends where the paper is kept, as the decree wants every list to
// end. One that does not has lost its end, most likely.
func ends(items []item) bool {
	return len(items) > 0 && strings.HasPrefix(fold0(items[len(items)-1].text), "luu")
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
