package text

import (
	"strings"
	"unicode"
)

// fewLetters is how many letters and digits a page must have to count as text: a
// scan with a stamped page number or a scanner's watermark has fewer.
const fewLetters = 25

// Sparse reports whether a page holds too little text to be the page's text, so
// that a picture of words is the likelier reading.
func Sparse(page string) bool {
	n := 0
	for _, r := range page {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if n++; n >= fewLetters {
				return false
			}
		}
	}
	return true
}

// Garbled reports whether a page was set in a font of the years before Unicode
// (TCVN3, VNI): its letters extract as symbols. The sign is many symbols in the
// midst of words, and hardly any Vietnamese letter.
func Garbled(page string) bool {
	var letters, vietnamese, symbols int
	for _, r := range page {
		switch {
		case r == '\uFFFD' || r >= 0xE000 && r <= 0xF8FF:
			symbols++ // no meaning outside its own font
		case strings.ContainsRune("µ¸¶·¹¨»¾¼½Æ©Ç®Ì¬Ð§¤¥¦¡¢£ª«¯°±²³", r):
			symbols++ // TCVN3 puts ơ, ư, đ and the toned vowels here
		case r >= 0x1EA0 && r <= 0x1EF9 || strings.ContainsRune("ăđĩũơưĂĐĨŨƠƯ", r):
			vietnamese++
			letters++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return symbols >= 10 && symbols*12 > letters && vietnamese*4 < symbols
}
