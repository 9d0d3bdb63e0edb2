package legacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The letters of Vietnamese that ASCII does not have, in the order of the tables:
// of each vowel the acute, the grave, the hook, the tilde and the dot.
const letters = "áàảãạ" + "ăắằẳẵặ" + "âấầẩẫậ" + "éèẻẽẹ" + "êếềểễệ" + "íìỉĩị" +
	"óòỏõọ" + "ôốồổỗộ" + "ơớờởỡợ" + "úùủũụ" + "ưứừửữự" + "ýỳỷỹỵ" + "đ"

// tcvn3 stands for letters, one for one. The capitals have the first seven codes
// only: toned capitals are the small letters in a font of capitals (.VnTimeH).
const (
	tcvn3         = "¸µ¶·¹" + "¨¾»¼½Æ" + "©ÊÇÈÉË" + "ÐÌÎÏÑ" + "ªÕÒÓÔÖ" + "Ý×ØÜÞ" + "ãßáâä" + "«èåæçé" + "¬íêëìî" + "óïñòô" + "\u00adøõö÷ù" + "ýúûüþ" + "®"
	tcvn3Capitals = "¡¢£¤¥¦§" // ĂÂÊÔƠƯĐ
	capitals      = "ĂÂÊÔƠƯĐ"
)

// vni stands for letters, one word for one: most are a letter of ASCII and a sign.
const vni = "aù aø aû aõ aï" + " aê aé aè aú aü aë" + " aâ aá aà aå aã aä" + " eù eø eû eõ eï" + " eâ eá eà eå eã eä" + " í ì æ ó ò" +
	" où oø oû oõ oï" + " oâ oá oà oå oã oä" + " ô ôù ôø ôû ôõ ôï" + " uù uø uû uõ uï" + " ö öù öø öû öõ öï" + " yù yø yû yõ î" + " ñ"

// vniSigns are the signs in vni, and their capitals.
const vniSigns = "ùøûõïêéèúüëâáàåãäíìæóòôöîñ" + "ÙØÛÕÏÊÉÈÚÜËÂÁÀÅÃÄÍÌÆÓÒÔÖÎÑ"

// letterAt returns the i-th letter of the table.
func letterAt(table string, i int) rune {
	for _, r := range table {
		if i == 0 {
			return r
		}
		i--
	}
	return 0
}

// unTCVN3 returns the letter that r stands for, or r.
func unTCVN3(r rune) rune {
	if r < 0xA1 || r > 0xFF {
		return r
	}
	for _, t := range []struct{ from, to string }{{tcvn3, letters}, {tcvn3Capitals, capitals}} {
		i := 0
		for _, c := range t.from {
			if c == r {
				return letterAt(t.to, i)
			}
			i++
		}
	}
	return r
}

// unVNI returns the letter that w stands for. A small sign behind a capital was
// often typed, and makes a capital, too.
func unVNI(w string) (rune, bool) {
	first, n := utf8.DecodeRuneInString(w)
	capital := unicode.IsUpper(first)
	small := strings.ToLower(w)
	if !capital && w[n:] != small[n:] {
		return 0, false
	}
	i := 0
	for v := range strings.FieldsSeq(vni) {
		if v == small {
			l := letterAt(letters, i)
			if capital {
				l = unicode.ToUpper(l)
			}
			return l, true
		}
		i++
	}
	return 0, false
}
