// Package vietnamese gives the forms under which Vietnamese words are compared:
// composed letters, one place for the tone mark, and the folded form without
// marks. Everything in it is pure and safe for concurrent use.
//
// It is not a language analyser: it knows no dictionary, joins no syllables
// into words and removes no stop words. Nor is it meant for display: a text is
// stored and shown as it was written, and only compared in these forms.
package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s with letters and marks composed, and with bytes that are not
// UTF-8 replaced by U+FFFD. Some keyboards and most PDF files on one platform
// deliver "ệ" as three characters; they have to meet the ones that deliver one.
func NFC(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return norm.NFC.String(s)
}

// Fold returns s in lower case without any mark: "Quyết định" gives
// "quyet dinh". Decomposition removes the marks, except the stroke of đ, which
// Unicode does not regard as one. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	// Lower case may bring a mark (İ) and decomposition a capital (the Kelvin
	// sign): the marks go last, from text that is in lower case already.
	decomposed := norm.NFD.String(strings.ToLower(NFC(s)))
	var b strings.Builder
	b.Grow(len(decomposed))
	for _, r := range decomposed {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ' || r == 'Đ':
			b.WriteByte('d')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return norm.NFC.String(b.String())
}

// Exact returns s in lower case, composed, with its tone marks at their
// canonical place, so that two spellings of one word are equal and two words
// which differ in a mark are not.
func Exact(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return NormalizeTone(norm.NFC.String(strings.ToLower(NFC(s))))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
