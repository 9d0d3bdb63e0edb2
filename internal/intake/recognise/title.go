package recognise

import (
	"regexp"
	"strings"
	"unicode"
)

type title struct {
	text    string
	percent int
}

func (t title) guess(g *guesses) { g.add(Title, t.text, t.percent, g.page) }

// readTitle takes the excerpt (trích yếu): below the name of the type, or, in a
// công văn, after "V/v" below the number.
func readTitle(h head, n number) title {
	if t, at := nameLine(h); at >= 0 {
		rest := strings.TrimSpace(string(h.top[at].raw[len(t.folded()):]))
		if s := excerpt(h.top[at+1:], rest); s != "" {
			return title{s, 88}
		}
	}
	about := regexp.MustCompile(`^(v/v|v/ v|vv:|ve viec)\b`)
	for i, l := range h.top {
		if i > n.at && about.MatchString(l.folded) {
			return title{excerpt(h.top[i+1:], l.String()), 86}
		}
	}
	return title{}
}

// beginsBody tells the first line of the body from a second line of the excerpt:
// it opens a sentence as bodies do, or runs as wide as only justified text does.
func beginsBody(l line) bool {
	const wide = 58 // letters; an excerpt is centred and breaks earlier
	opens := regexp.MustCompile(`^(thuc hien|trien khai|tren co so|hom nay|ngay \d|de |nham |theo |qua |trong |sau khi|xet )`)
	return len(l.raw) >= wide || opens.MatchString(l.folded)
}

// excerpt joins lines to one sentence: from the first line on, until a gap, the
// date, the body, or the line in capitals that names who decides. A gap before a small
// letter is only spacing.
func excerpt(below []line, first string) string {
	const most = 8
	stops := regexp.MustCompile(`\bn?gay\s*[0-9oil_.]*\s*th.ng\b|^(kinh gui|can cu|dieu 1|so ?:)|^(nguoi ky|so trang)`)
	parts := []string{}
	if s := strings.Trim(first, " :.-"); s != "" {
		parts = append(parts, s)
	}
	gap := false
	for _, l := range below {
		if l.blank() {
			gap = len(parts) > 0
			continue
		}
		if stops.MatchString(l.folded) || len(parts) == most || isMark(l) {
			break
		}
		if len(parts) > 0 && !unicode.IsLower(l.raw[0]) && (gap || beginsBody(l)) {
			break
		}
		if l.capitals() && len(parts) > 0 && !newLine(parts[len(parts)-1]).capitals() {
			break
		}
		parts = append(parts, l.String())
		gap = false
	}
	s := strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	return strings.TrimRight(s, " .;:")
}
