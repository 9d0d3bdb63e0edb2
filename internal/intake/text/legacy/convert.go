package legacy

import (
	"strings"
	"unicode/utf8"
)

// fromTCVN3 converts word by word: what stands alone between words is a sign and no
// letter (« », §, °), and capitals are told by the other letters of the word.
func fromTCVN3(s string) string {
	shouted := strings.IndexFunc(s, isSmall) < 0 && capitalsIn(s) >= 2
	var b strings.Builder
	for s != "" {
		w, rest := nextWord(s)
		s = rest
		if first, _ := utf8.DecodeRuneInString(w); !isLetter(first) {
			b.WriteString(w)
			continue
		}
		u := strings.Map(unTCVN3, w)
		if strings.Contains(w, "-") && !strings.Contains(u, "ư") {
			u = hyphenOrLetter(u)
		}
		if shouted || strings.IndexFunc(w, isSmall) < 0 && capitalsIn(w[1:]) > 0 {
			u = strings.ToUpper(u)
		}
		b.WriteString(u)
	}
	return b.String()
}

// nextWord cuts off the next word, or the next run of what is none. A hyphen inside
// of a word, or behind it, belongs to it.
func nextWord(s string) (word, rest string) {
	first, _ := utf8.DecodeRuneInString(s)
	letter := isLetter(first)
	for i, r := range s {
		if isLetter(r) != letter && (!letter || r != '-') {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// hyphenOrLetter makes ư of a hyphen where only that makes a syllable: the two have
// one code in TCVN3, and readers of PDF take it for the hyphen.
func hyphenOrLetter(u string) string {
	if Syllable(strings.ReplaceAll(u, "-", "ư")) {
		return strings.ReplaceAll(u, "-", "ư")
	}
	return u
}

// isSmall reports whether r in TCVN3 is surely a small letter. A toned vowel is not:
// it has no capital of its own, so that of "Së" only the S is known to be one, and
// of "CéNG" all the others.
func isSmall(r rune) bool {
	return r >= 'a' && r <= 'z' || strings.ContainsRune("¨©ª«¬\u00ad®", r)
}

// capitalsIn counts the letters that are surely capitals.
func capitalsIn(s string) int {
	n := 0
	for _, r := range s {
		if r >= 'A' && r <= 'Z' || strings.ContainsRune(tcvn3Capitals, r) {
			n++
		}
	}
	return n
}

// fromVNI converts a letter and the sign behind it together.
func fromVNI(s string) string {
	var b strings.Builder
	for s != "" {
		_, n := utf8.DecodeRuneInString(s)
		_, m := utf8.DecodeRuneInString(s[n:])
		if m > 1 { // signs are no ASCII
			if c, ok := unVNI(s[:n+m]); ok {
				b.WriteRune(c)
				s = s[n+m:]
				continue
			}
		}
		if c, ok := unVNI(s[:n]); ok && n > 1 {
			b.WriteRune(c)
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}
