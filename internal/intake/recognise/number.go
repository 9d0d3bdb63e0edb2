package recognise

import (
	"regexp"
	"strings"
)

// number is a document's number and symbol as printed: "45/TTr-SNV",
// "15/2026/QĐ-UBND" (symbol 2026/QĐ-UBND), "366-QĐ/TW".
type number struct {
	value, symbol string
	percent       int
	at            int // line of the top, −1 when not found
}

func (n number) guess(g *guesses) {
	if n.at >= 0 {
		g.add(Number, n.value, n.percent, g.page)
		g.add(Symbol, n.symbol, n.percent, g.page)
	}
}

// readNumber finds the line "Số: …". The word may be misread (S6, 5ố), and spaces
// may stand around the strokes. A number left blank for the pen gives a symbol only.
func readNumber(h head) number {
	word := `(so|s6|s0|5o|s\?|\$o)`
	digits := `([0-9oil]{1,6})?`
	symbol := `((?:[0-9]{4} ?/ ?)?[a-z][a-z0-9&]*(?: ?[-/.] ?[a-z0-9&]+)*)`
	p := regexp.MustCompile(`(^|\s)` + word + `\s*([:;.,]?)\s*` + digits + `[\s.…?_]*([/-])\s*` + symbol)
	best := number{at: -1}
	for i, l := range h.top {
		m := p.FindStringSubmatchIndex(l.folded)
		if m == nil {
			continue
		}
		starts, colon := m[0] == 0, m[6] < m[7]
		if !starts && !colon || isDigit(l.folded, m[8]-1) {
			continue // "theo Nghị định số 30/2020/NĐ-CP" is somebody else's number
		}
		n := number{at: i, percent: 97}
		if m[8] >= 0 {
			n.value = asDigits(l.folded[m[8]:m[9]])
			if n.value != l.folded[m[8]:m[9]] {
				n.percent -= 20
			}
		}
		printed := string(l.raw[m[12]:m[13]])
		n.symbol = strings.Map(plainStroke, strings.Join(strings.Fields(printed), ""))
		switch {
		case l.folded[m[4]:m[5]] != "so":
			n.percent -= 15
		case !colon:
			n.percent -= 10
		case strings.Contains(strings.TrimSpace(printed), " "):
			n.percent -= 10
		}
		if !starts {
			n.percent -= 10
		}
		if n.percent > best.percent {
			best = n
		}
	}
	return best
}

// asDigits undoes the usual slips of OCR among digits.
func asDigits(s string) string {
	return strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(s)
}

func isDigit(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

func plainStroke(r rune) rune {
	if fold(r) == '-' {
		return '-'
	}
	return r
}
