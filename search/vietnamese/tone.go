package vietnamese

import (
	"strings"
	"unicode"
)

// NormalizeTone moves the tone mark of the vowel groups oa, oe and uy to one
// place, so that the two schools of spelling are equal: an open syllable bears
// it on the first vowel (hòa, khỏe, thủy; not hoà, khoẻ, thuỷ), a closed one on
// the second (hoàn, ngoài, huỳnh). The u of "qu" belongs to the consonant:
// quý stays, and qúy becomes quý. Text must be composed (NFC); case is kept.
func NormalizeTone(s string) string {
	if isASCII(s) {
		return s
	}
	runes := []rune(s)
	changed := false
	for i := 0; i+1 < len(runes); i++ {
		_, a, known := letter(runes[i])
		_, b, alsoKnown := letter(runes[i+1])
		if !known || !alsoKnown || !bearsTwoPlaces(rune(a), rune(b)) {
			continue // nearly every pair, and what follows is slow
		}
		first, toneFirst := splitTone(runes[i])
		second, toneSecond := splitTone(runes[i+1])
		if (toneFirst == 0) == (toneSecond == 0) || !bearsTwoPlaces(first, second) {
			continue
		}
		if i > 0 && isVowel(runes[i-1]) {
			continue // the group is the end of a longer one: khuỷu, ngoáy, not oa, oe, uy
		}
		tone := toneFirst + toneSecond
		onSecond := i > 0 && unicode.ToLower(runes[i-1]) == 'q' && unicode.ToLower(first) == 'u' ||
			i+2 < len(runes) && unicode.IsLetter(runes[i+2])
		if onSecond == (toneSecond != 0) {
			continue
		}
		if onSecond {
			runes[i], runes[i+1] = first, joinTone(second, tone)
		} else {
			runes[i], runes[i+1] = joinTone(first, tone), second
		}
		changed = true
	}
	if !changed {
		return s
	}
	return string(runes)
}

// The columns are no tone, grave, acute, hook, tilde, dot; only the vowels that
// take part in the groups with two places are listed.
const toneRows = "aàáảãạ" + "eèéẻẽẹ" + "oòóỏõọ" + "uùúủũụ" + "yỳýỷỹỵ" +
	"AÀÁẢÃẠ" + "EÈÉẺẼẸ" + "OÒÓỎÕỌ" + "UÙÚỦŨỤ" + "YỲÝỶỸỴ"

const tones = 6

// splitTone takes a letter apart into its vowel and the column of its tone;
// a letter outside toneRows is itself with no tone.
func splitTone(r rune) (rune, int) {
	row, column := rune(0), 0
	for _, c := range toneRows {
		if column == 0 {
			row = c
		}
		if c == r {
			return row, column
		}
		column = (column + 1) % tones
	}
	return r, 0
}

func joinTone(vowel rune, tone int) rune {
	at := -1
	for _, c := range toneRows {
		if c == vowel {
			at = 0
		}
		if at == tone {
			return c
		}
		if at >= 0 {
			at++
		}
	}
	return vowel
}

func bearsTwoPlaces(first, second rune) bool {
	switch unicode.ToLower(first) {
	case 'o':
		second = unicode.ToLower(second)
		return second == 'a' || second == 'e'
	case 'u':
		return unicode.ToLower(second) == 'y'
	}
	return false
}

func isVowel(r rune) bool {
	_, folded, ok := letter(r)
	return ok && strings.IndexByte("aeiouy", folded) >= 0
}
