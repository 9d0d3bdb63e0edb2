package recognise

import "strings"

type recipients struct{ reading }

func (x recipients) guess(g *guesses) { g.add(Recipients, x.reading) }

// readRecipients reads the list below "Nơi nhận:", each behind a dash, parted by
// "; ". The last one says where the paper is kept (Lưu).
func (r *Recogniser) readRecipients(pages []Page, sheets [][]line) recipients {
	for i := len(sheets) - 1; i >= 0; i-- {
		for k := len(sheets[i]) - 1; k >= 0; k-- {
			l := sheets[i][k]
			at := r.recipients.FindStringIndex(l.folded)
			if at == nil {
				continue
			}
			if x := r.listBelow(l, at[1], sheets[i][k+1:], pages[i].OCR); x.value != "" {
				x.page = i
				return x
			}
		}
	}
	return recipients{}
}

func (r *Recogniser) listBelow(anchor line, from int, below []line, seen bool) recipients {
	const most, dashes = 30, "-–—+•*·~=>_"
	var items []string
	place := anchor.place(0, from)
	if rest := anchor.cut(from, len(anchor.folded)); !rest.blank() {
		items = append(items, trimItem(rest.String()))
		place = around(place, rest.place(0, len(rest.raw)))
	}
	open, percent := false, 86
	if seen {
		percent = 78 // the small letters of this list are read worst
	}
	for _, l := range below[:min(most, len(below))] {
		if l.blank() {
			continue
		}
		if anchor.placed() && abs(l.box().X-anchor.box().X) > 45 {
			continue // the signature beside it
		}
		text := l.String()
		dash := strings.ContainsAny(text[:1], "-+*~=>_") || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "—") || strings.HasPrefix(text, "•")
		if !dash && (!open || l.capitals()) {
			if len(items) == 0 && l.capitals() {
				continue // the signature stands between them in the order of the text
			}
			break
		}
		if dash {
			items = append(items, trimItem(strings.TrimLeft(text, dashes+" ")))
		} else {
			items[len(items)-1] = tidy(items[len(items)-1] + " " + trimItem(text))
		}
		place = around(place, l.place(0, len(l.raw)))
		if c := l.confidence(0, len(l.raw)); c < 50 {
			percent = min(percent, 70)
		}
		open = !strings.ContainsAny(text[len(text)-1:], ".;")
		if strings.HasSuffix(text, ".") && strings.HasPrefix(newLine(items[len(items)-1]).folded, "luu") {
			break
		}
	}
	var named []string
	for _, item := range items {
		if item != "" {
			named = append(named, item)
		}
	}
	return recipients{reading{strings.Join(named, "; "), percent, 0, place}}
}

func trimItem(s string) string { return strings.Trim(tidy(s), " ;.,:") }
