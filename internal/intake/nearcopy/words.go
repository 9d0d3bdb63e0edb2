package nearcopy

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// token is one word of a text, folded, and what it was.
type token struct {
	folded string
	number bool // it holds a digit
	proper bool // it began with a capital letter
}

// maxWords bounds what is looked at of a text: some forty pages. What is alike so
// far is alike.
const maxWords = 20_000

// tokens splits pages into words. Marks are folded away, because recognition of
// pictures loses them first; a number keeps all its digits and loses its dots and
// leading zeros, so that 1.500.000 and 1500000, 05/11 and 5/11 are one.
func tokens(pages []string) []token {
	var out []token
	for _, p := range pages {
		for _, field := range strings.FieldsFunc(p, between) {
			t, ok := tokenOf(field)
			if !ok {
				continue
			}
			if out = append(out, t); len(out) == maxWords {
				return out
			}
		}
	}
	return out
}

// between reports what stands between words. Dots and commas inside numbers are
// looked at by tokenOf.
func between(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '.' && r != ','
}

func tokenOf(field string) (token, bool) {
	field = strings.Trim(field, ".,")
	if field == "" {
		return token{}, false
	}
	var t token
	var b strings.Builder
	first := true
	for _, r := range norm.NFD.String(field) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ' || r == 'Đ' || r == 'ð' || r == 'Ð': // the last two are look-alikes of the first
			t.proper = t.proper || (first && (r == 'Đ' || r == 'Ð'))
			b.WriteByte('d')
		case unicode.IsDigit(r):
			t.number = true
			b.WriteRune(r)
		case unicode.IsLetter(r):
			t.proper = t.proper || (first && unicode.IsUpper(r))
			b.WriteRune(unicode.ToLower(r))
		}
		first = false
	}
	t.folded = b.String()
	if t.number {
		t.proper = false
		t.folded = strings.TrimLeft(t.folded, "0")
	}
	return t, t.folded != ""
}
