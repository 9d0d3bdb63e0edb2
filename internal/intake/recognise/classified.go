package recognise

import (
	"regexp"
	"strings"
)

// Classified returns the mark of a classified paper (State Secrets Law
// 117/2025/QH15: MẬT, TỐI MẬT, TUYỆT MẬT) on its first page, or "".
//
// A mark is a line of its own in capitals, beside the motto or the number, or
// after "Độ mật:". The word inside a sentence ("bảo mật", "bí mật kinh doanh",
// "con dấu TUYỆT MẬT") is no mark, and a page that lists two or more of the marks
// is about them. Marks are compared with their tone: MẶT and MẤT are other words.
func Classified(pageOne string) string {
	label := regexp.MustCompile(`^(do mat|muc do mat|muc do bao mat|dau do mat)\s*[:.]\s*`)
	found := map[string]bool{}
	all := textLines(pageOne)
	for _, l := range all {
		if at := label.FindStringIndex(l.folded); at != nil {
			if m := mark(strings.ToUpper(string(l.raw[at[1]:]))); m != "" {
				return m
			}
		}
		if m := mark(l.String()); m != "" {
			found[m] = true
		}
	}
	for _, l := range New(nil).letterhead(all).top { // the motto is cut away: what is left may be a mark
		if m := mark(l.String()); m != "" {
			found[m] = true
		}
		if m := besideNumber(l); m != "" {
			found[m] = true
		}
	}
	if len(found) == 1 {
		for m := range found {
			return m
		}
	}
	return ""
}

// besideNumber finds a mark before or after "Số: 12/BC-UBND" on the same line.
func besideNumber(l line) string {
	p := regexp.MustCompile(`^(.*?)\s*\bso\s*:\s*[0-9]*\s*[/-]\s*[a-z0-9&/.-]+\s*(.*)$`)
	m := p.FindStringSubmatchIndex(l.folded)
	if m == nil {
		return ""
	}
	if before := mark(string(l.raw[m[2]:m[3]])); before != "" {
		return before
	}
	return mark(string(l.raw[m[4]:m[5]]))
}

// mark returns the mark that s is, and nothing else: letters may be spaced, and a
// frame or brackets may stand around it.
func mark(s string) string {
	s = strings.Trim(s, " \t[](){}|*-–—_.:\"“”'‘’<>«»/")
	words := strings.Join(strings.Fields(s), " ")
	for _, m := range []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT"} {
		if words == m || spaced(words) == strings.ReplaceAll(m, " ", "") {
			return m
		}
	}
	return ""
}

// spaced joins "M Ậ T"; text whose words have more than one letter stays apart.
func spaced(words string) string {
	for w := range strings.SplitSeq(words, " ") {
		if len([]rune(w)) != 1 {
			return ""
		}
	}
	return strings.ReplaceAll(words, " ", "")
}

func isMark(l line) bool { return mark(l.String()) != "" }
