package recognise

import (
	"strings"
	"unicode"

	"minhchung/internal/kpi"
)

// number is a document's number and symbol as printed: "45/TTr-SNV",
// "15/2026/QĐ-UBND" (symbol 2026/QĐ-UBND), "366-QĐ/TW".
type number struct {
	value, symbol           string
	percent, symbolPercent  int
	valuePlace, symbolPlace *kpi.Place
	at                      int // line of the top, −1 when not found
}

func (n number) guess(g *guesses) {
	if n.at >= 0 {
		g.add(Number, reading{n.value, n.percent, 0, n.valuePlace})
		g.add(Symbol, reading{n.symbol, n.symbolPercent, 0, n.symbolPlace})
	}
}

// readNumber finds the line "Số: …", which belongs into the left column. The word may
// be misread (S6, 5ố), and spaces may stand around the strokes. A number left blank
// for the pen gives a symbol only.
func (r *Recogniser) readNumber(h head) number {
	best := number{at: -1}
	for i, l := range h.top {
		n := r.numberIn(l)
		if n.percent > best.percent {
			n.at = i
			best = n
		}
	}
	return best
}

// numberIn reads one line; percent 0 when it names no number of this paper.
func (r *Recogniser) numberIn(l line) number {
	m := r.number.FindStringSubmatchIndex(l.folded)
	bare := m == nil
	if bare {
		// Without its word a number is only taken where numbers stand.
		if m = r.bareNumber.FindStringSubmatchIndex(l.folded); m == nil || l.zone != left {
			return number{}
		}
		m = append([]int{m[0], m[1], m[0], m[0]}, m[2:]...)
	}
	word, colon, digits, stroke, symbol := m[4:6], m[6] < m[7], m[8:10], m[10], m[12:14]
	starts := m[0] == 0 || bare
	if !starts && !colon || isDigit(l.folded, stroke-1) && digits[0] < 0 {
		return number{} // "theo Nghị định số 30/2020/NĐ-CP" is somebody else's number
	}
	n := number{percent: 97}
	if digits[0] >= 0 {
		n.value = asDigits(l.folded[digits[0]:digits[1]])
		if n.value != l.folded[digits[0]:digits[1]] {
			n.percent -= 25
		}
		n.valuePlace = l.place(digits[0], digits[1])
	}
	printed := string(l.raw[symbol[0]:symbol[1]])
	n.symbol = strings.Map(plain, strings.Join(strings.Fields(printed), ""))
	n.symbolPlace = l.place(symbol[0], symbol[1])
	switch {
	case bare:
		n.percent -= 25
	case l.folded[word[0]:word[1]] != "so":
		n.percent -= 10
	case !colon && !strings.Contains(n.symbol, "/"): // the Party writes none
		n.percent -= 10
	}
	if !starts {
		n.percent -= 10
	}
	switch l.zone {
	case right:
		n.percent -= 25
	case middle:
		n.percent -= 10
	case unknown, left:
	}
	if rest := strings.Trim(l.folded[m[1]:], " .,-_'`|~*?"); rest != "" && l.placed() {
		n.percent -= 8
	}
	n.symbolPercent = n.percent
	if c := l.confidence(m[0], m[1]); c < 60 {
		n.percent -= (60 - c) / 3
		n.symbolPercent -= (60 - c) / 3
	}
	return n
}

// mend weighs the symbol against what the rest of the page says: its first part is
// the type, another the issuer's initials. In a picture the printed name of the type
// and the name of the issuer put a letter right that was lost or misread (QD-SMNMT); such a
// symbol is never called sure.
func (n *number) mend(t typed, body issuer, ocr bool) {
	const unsure = 75
	if n.at < 0 || n.symbol == "" || !ocr {
		return
	}
	parts := symbolParts(n.symbol)
	if t.named && len(parts) > 0 && parts[0] != t.code {
		first, code := newLine(parts[0]).folded, newLine(t.code).folded
		switch {
		case first == code: // a stroke or the case
			n.symbol = strings.Replace(n.symbol, parts[0], t.code, 1)
			n.symbolPercent -= 8
		case once(first) == code, len(first) == len(code) && distance(first, code) == 1:
			n.symbol = strings.Replace(n.symbol, parts[0], t.code, 1)
			n.symbolPercent = min(n.symbolPercent-10, unsure)
		}
	}
	if !agrees(symbolParts(n.symbol), body) {
		n.symbolPercent = min(n.symbolPercent-12, 78)
		if part, want := nearly(symbolParts(n.symbol), t.code, body); part != "" {
			n.symbol = strings.Replace(n.symbol, part, want, 1)
			n.symbolPercent = min(n.symbolPercent, unsure)
		}
	}
	if t.named && t.code != "" && !contains(symbolParts(n.symbol), t.code) {
		n.symbolPercent = min(n.symbolPercent-20, 70)
	}
}

// nearly finds the part of a symbol that is the issuer's initials but for one letter
// of four and more, and what it should be. Offices that abbreviate themselves in
// another way differ by more, or in length.
func nearly(parts []string, typeCode string, body issuer) (part, want string) {
	for _, p := range parts {
		n := len([]rune(p))
		if p == typeCode || p[0] >= '0' && p[0] <= '9' || strings.HasSuffix(p, "TW") || strings.HasSuffix(p, "TU") {
			continue // the Party's organs have letters of their own
		}
		for _, c := range abbreviations(body) {
			m := len([]rune(c))
			if a, b := newLine(p).folded, newLine(c).folded; m == n && m >= 4 && a != b && similar(a, b) || a != b && once(a) == b {
				return p, c
			}
		}
	}
	return "", ""
}

// once is a folded part of a symbol with each Đ only once: tesseract knows two letters of this
// shape, and gives both for one.
func once(folded string) string { return strings.ReplaceAll(folded, "dd", "d") }

// abbreviations are what an office with this name may call itself: its initials, and
// those without its first word (PHÒNG KINH TẾ is KT or PKT). Bodies of the people are
// UBND and HĐND.
func abbreviations(body issuer) []string {
	name := body.name
	if name == "" {
		name = body.printed
	}
	folded := spoken(name)
	switch {
	case strings.HasPrefix(folded, "uy ban nhan dan"):
		return []string{"UBND"}
	case strings.HasPrefix(folded, "hoi dong nhan dan"):
		return []string{"HĐND"}
	}
	var letters []rune
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == '.' }) {
		switch newLine(w).folded {
		case "va", "cac", "cua":
		default:
			letters = append(letters, initial(w))
		}
	}
	if len(letters) < 3 {
		return nil
	}
	return []string{string(letters), string(letters[1:])}
}

// initial is a word's first letter as abbreviations have it: a capital, Đ with its
// stroke and every other letter without marks.
func initial(w string) rune {
	first := []rune(w)[0]
	if isBarredD(first) {
		return 'Đ'
	}
	return unicode.ToUpper(rune(fold(first)))
}

func symbolParts(symbol string) []string {
	return strings.FieldsFunc(symbol, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
}

// agrees reports whether a part of the symbol is made of the issuer's initials, or of
// most of them: SNV of "SỞ NỘI VỤ", UBND of "ỦY BAN NHÂN DÂN XÃ …", KT of "PHÒNG KINH TẾ".
func agrees(parts []string, body issuer) bool {
	var initials []byte
	for _, w := range strings.FieldsFunc(newLine(body.printed).folded, func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == '.' }) {
		switch w {
		case "va", "cac", "cua":
		case "ubnd", "hdnd", "mttq":
			initials = append(initials, w...)
		default:
			initials = append(initials, w[0])
		}
	}
	for _, p := range parts {
		folded := newLine(p).folded
		if len(folded) >= 2 && strings.Contains(string(initials), folded) {
			return true
		}
		switch folded {
		case "tu", "tw", "du", "vp", "ubnd", "hdnd":
			return true
		}
	}
	return false
}

// asDigits undoes the usual slips of OCR among digits.
func asDigits(s string) string {
	return strings.NewReplacer("o", "0", "i", "1", "l", "1", "|", "1", "z", "2", "s", "5").Replace(s)
}

func isDigit(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
