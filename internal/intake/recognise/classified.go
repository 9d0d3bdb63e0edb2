package recognise

import "strings"

// Marked returns the mark of a classified paper (State Secrets Law 117/2025/QH15:
// MẬT, TỐI MẬT, TUYỆT MẬT) that these pages bear, and the page it is on; "" and 0
// without one. Page one is looked at as a whole, further pages only where they have
// a letterhead of their own: those are papers bound together.
func (r *Recogniser) Marked(pages []Page) (mark string, page int) {
	for i, p := range pages {
		all := r.sheet(p)
		if i > 0 && !r.hasMotto(all) {
			continue
		}
		if m := r.markOn(p, all, i == 0); m != "" {
			return m, max(1, p.Number)
		}
	}
	return "", 0
}

// Classified is Marked for the text of page one, before anything else is known of it.
func Classified(pageOne string) string {
	m, _ := New(nil).Marked([]Page{{Number: 1, Text: pageOne}})
	return m
}

func (r *Recogniser) hasMotto(all []line) bool {
	for _, l := range all[:min(len(all), mostTop)] {
		if r.motto.MatchString(l.folded) {
			return true
		}
	}
	return false
}

// markOn finds the mark of one page.
//
// A mark is a line of its own in capitals: in the letterhead it always counts; below
// it, it counts as long as the page does not list several of them, for then it is about
// marks, and where the places of words are known only at the edges of the page or in
// letters larger than the text, as stamps are. The words inside a sentence ("bảo mật",
// "bí mật kinh doanh", "con dấu TUYỆT MẬT") are no mark. In text, marks are compared
// with their tone: MẶT and MẤT are other words. In pictures tones are lost, so that in
// the letterhead of one the bare letters are enough.
func (r *Recogniser) markOn(p Page, all []line, whole bool) string {
	h := r.letterhead(all)
	listed := map[string]bool{}
	if whole {
		for i, l := range all {
			if m := r.labelled(l); m != "" {
				return m
			}
			if m := markAt(all, i, p.OCR); m != "" {
				listed[m] = true
			}
		}
	}
	for i, l := range h.top {
		m := markAt(h.top, i, p.OCR)
		if m == "" {
			m = r.besideNumber(l)
		}
		if m == "" {
			m = behindGap(l)
		}
		if m != "" && (len(listed) < 2 || l.placed() && l.box().Y < 300) {
			return m
		}
	}
	if len(listed) != 1 {
		return ""
	}
	size := measure(p)
	for i, l := range all {
		m := markAt(all, i, p.OCR)
		if m == "" || p.OCR && mark(l.String()) == "" {
			continue // below the letterhead the tone must be there
		}
		if b := l.box(); !l.placed() || b.Y < 120 || b.Y+b.H > 900 || b.H*4 > size.height*5 {
			return m
		}
	}
	return ""
}

// labelled reads "Độ mật: Mật", "Văn bản này có độ mật: Tối mật".
func (r *Recogniser) labelled(l line) string {
	at := r.markLabel.FindStringIndex(l.folded)
	if at == nil {
		return ""
	}
	return mark(strings.ToUpper(string(l.raw[at[1]:])))
}

// markAt is the mark that line i is, be it stamped over two lines.
func markAt(all []line, i int, seen bool) string {
	m := mark(all[i].String())
	if m == "" && seen {
		m = seenMark(all[i])
	}
	if m == "MẬT" && i > 0 && all[i-1].capitals() {
		above := strings.TrimRight(all[i-1].String(), " .")
		if whole := mark(above + " MẬT"); whole != "" {
			return whole
		}
		for _, half := range []string{"BẢO", "BÍ", "CƠ", "GIẢI", "THÂN", "ĐỘ"} {
			if above == half || strings.HasSuffix(above, " "+half) {
				return "" // a heading broken inside a word
			}
		}
	}
	return m
}

// besideNumber finds a mark before or after "Số: 12/BC-UBND" on the same line.
func (r *Recogniser) besideNumber(l line) string {
	m := r.numberLine.FindStringSubmatchIndex(l.folded)
	if m == nil {
		return ""
	}
	if before := mark(string(l.raw[m[2]:m[3]])); before != "" {
		return before
	}
	return mark(string(l.raw[m[4]:m[5]]))
}

// behindGap finds a mark that a wide gap parts from the body named on the same line.
func behindGap(l line) string {
	text := strings.ReplaceAll(string(l.raw), "\t", "   ")
	if at := strings.LastIndex(text, "   "); at >= 0 && l.capitals() {
		return mark(text[at:])
	}
	return ""
}

// mark returns the mark that s is, and nothing else: letters may be spaced, and a
// frame or brackets may stand around it; the English word may stand beside it.
func mark(s string) string {
	s = strings.Trim(s, " \t[](){}|*-–—_.:\"“”'‘’<>«»/=~•★")
	words := strings.Join(strings.Fields(s), " ")
	for _, english := range []string{"TOP SECRET", "SECRET", "CONFIDENTIAL"} {
		if cut, ok := strings.CutSuffix(words, english); ok {
			words = strings.Trim(cut, " -–/()")
			break
		}
	}
	for _, m := range marks() {
		if words == m || spaced(words) == strings.ReplaceAll(m, " ", "") {
			return m
		}
	}
	return ""
}

func marks() []string { return []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT"} }

// seenMark is the mark that a line of a picture is when tones are lost or misread.
func seenMark(l line) string {
	if !l.capitals() {
		return ""
	}
	folded := strings.Trim(l.folded, " []|(){}*-_.:\"'<>/=~?")
	letters := strings.ReplaceAll(folded, " ", "")
	for _, m := range marks() {
		want := strings.ReplaceAll(newLine(m).folded, " ", "")
		if letters == want || len(want) > 4 && len(letters) == len(want) && similar(letters, want) {
			return m
		}
	}
	return ""
}

// spaced joins "M Ậ T" and "M.Ậ.T"; text whose words have more than one letter stays
// apart.
func spaced(words string) string {
	for w := range strings.FieldsFuncSeq(words, between) {
		if len([]rune(w)) != 1 {
			return ""
		}
	}
	return strings.Join(strings.FieldsFunc(words, between), "")
}

func between(r rune) bool { return strings.ContainsRune(" .·-_", r) }

func isMark(l line) bool { return mark(l.String()) != "" }
