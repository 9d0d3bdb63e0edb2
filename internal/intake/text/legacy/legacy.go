// Package legacy turns Vietnamese text of the years before Unicode into Unicode:
// TCVN3 (TCVN 5712:1993, fonts named .Vn…, also called ABC) and VNI-Windows (fonts
// named VNI-…). In both, letters of Windows-1252 stand for Vietnamese ones, and
// only the font knew it: "C¨n cø NghÞ ®Þnh", "Caên cöù Nghò ñònh".
//
// It judges words, not fonts: text is legacy when reading it so makes Vietnamese
// syllables of words that were none. It never touches a line that has letters only
// Unicode has, and it knows no other old encodings (VPS, VISCII, BK HCM).
//
// Sources of the tables: TCVN 5712:1993 (the same as iconv's TCVN5712-1 from 0xA1
// on); the VNI-Windows table as in xvnkb's vni.h.
package legacy

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Encoding names an old encoding; "" is none.
type Encoding string

// The encodings that are recognised.
const (
	TCVN3 Encoding = "TCVN3"
	VNI   Encoding = "VNI"
)

// What makes a text legacy: so many words, of which so many different ones, of
// which most become syllables, and few were syllables before.
const (
	leastWords     = 5
	leastDifferent = 4
	mostBecome     = 80 // percent
	fewWere        = 30 // percent
)

// Repair returns s in Unicode, NFC, and what it was in. Text that was Unicode comes
// back as it is.
func Repair(s string) (string, Encoding) {
	e := Detect(s)
	if e == "" {
		return s, ""
	}
	var b strings.Builder
	for l := range strings.Lines(s) {
		if isUnicode(l) {
			b.WriteString(l)
		} else {
			b.WriteString(Convert(l, e))
		}
	}
	return b.String(), e
}

// Detect tells the encoding of s. It looks at the lines that no letter shows to be
// Unicode, so that a page of both is seen for what it is.
func Detect(s string) Encoding {
	type count struct {
		words, become, were int
		different           map[string]bool
	}
	counts := map[Encoding]*count{TCVN3: {different: map[string]bool{}}, VNI: {different: map[string]bool{}}}
	for l := range strings.Lines(s) {
		if isUnicode(l) {
			continue
		}
		for _, w := range words(l) {
			if isASCII(w) || !hasPlain(w) {
				continue // a sign by itself is a sign
			}
			was := Syllable(w)
			for e, c := range counts {
				if !strings.ContainsAny(w, e.letters()) {
					continue
				}
				c.words++
				if was {
					c.were++
				}
				if u := Convert(w, e); u != w && Syllable(u) {
					c.become++
					c.different[u] = true
				}
			}
		}
	}
	best := Encoding("")
	for _, e := range []Encoding{TCVN3, VNI} {
		c := counts[e]
		good := c.become >= leastWords && len(c.different) >= leastDifferent && c.become*100 >= c.words*mostBecome && c.were*100 <= c.words*fewWere
		if good && (best == "" || c.become > counts[best].become) {
			best = e
		}
	}
	return best
}

// letters returns what is no ASCII in the encoding.
func (e Encoding) letters() string {
	if e == TCVN3 {
		return tcvn3 + tcvn3Capitals
	}
	return vniSigns
}

func hasPlain(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' })
}

// Convert reads s as text of an encoding and returns it in Unicode, NFC.
func Convert(s string, e Encoding) string {
	switch e {
	case TCVN3:
		return norm.NFC.String(fromTCVN3(s))
	case VNI:
		return norm.NFC.String(fromVNI(s))
	}
	return s
}

// words cuts a line at everything that is a letter in none of the encodings.
func words(line string) []string {
	return strings.FieldsFunc(line, func(r rune) bool { return !isLetter(r) })
}

// isLetter reports whether r is a letter in one of the encodings: those of ASCII,
// and the upper half of Windows-1252, where TCVN3 has letters in place of signs.
func isLetter(r rune) bool {
	return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0xA1 && r <= 0xFF || r > 0xFF && unicode.IsLetter(r)
}

// isUnicode reports whether a line has a letter, or the mark of one, that neither
// encoding can have made: all of them lie above Latin-1.
func isUnicode(line string) bool {
	for _, r := range line {
		if r > 0xFF && (unicode.IsLetter(r) || unicode.IsMark(r)) {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
