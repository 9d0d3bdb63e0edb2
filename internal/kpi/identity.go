package kpi

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// IdentityKind is what makes a product this one and no other.
type IdentityKind string

// The kinds of identities.
const (
	IdentityDocument IdentityKind = "document" // agency + year + number + symbol
	IdentityDossier  IdentityKind = "dossier"  // dossier code (mã hồ sơ)
	IdentityHash     IdentityKind = "hash"     // SHA-256 of the bytes
)

// Identity is one of a product's identities; each is unique over the installation.
type Identity struct {
	Kind IdentityKind `json:"kind" enum:"document,dossier,hash"`
	Key  string       `json:"key"`
}

// DocumentIdentity makes the identity of a document: numbers restart each year,
// so a number and symbol alone name nothing (Decree 30/2020, domain notes §4). How it
// was typed does not matter: case, spaces, composed or decomposed letters, lookalikes
// of Đ and of strokes, the old or new place of a tone (hòa, hoà). O and 0 stay apart.
// agency is what IssuedBy gives. It returns false when a part is missing.
func DocumentIdentity(agency string, year int, number, symbol string) (Identity, bool) {
	agency, number, symbol = Spelling(agency), strings.TrimLeft(Spelling(number), "0"), Spelling(symbol)
	if agency == "" || number == "" || symbol == "" || year < 1945 || year > 2200 {
		return Identity{}, false
	}
	return Identity{IdentityDocument, agency + "|" + strconv.Itoa(year) + "|" + number + "|" + symbol}, true
}

// IssuedBy is what DocumentIdentity takes as the agency: the issuer's name, and where
// that names no place the agency whose staff handed the document in, too. Each ward has
// a Phòng Kinh tế, and each of them counts its numbers from 1.
func IssuedBy(issuer string, agency UnitID) string {
	if strings.TrimSpace(issuer) == "" || namesPlace(issuer) {
		return issuer
	}
	return issuer + " #" + strconv.FormatInt(int64(agency), 10)
}

// namesPlace reports whether a name says of which province, commune or the like a body
// is: one of the words for places, and a word behind it.
func namesPlace(name string) bool {
	words := strings.FieldsFunc(strings.ToUpper(norm.NFC.String(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		behind := words[i+1:]
		switch w {
		case "TỈNH", "PHƯỜNG", "XÃ", "HUYỆN", "QUẬN", "TP":
		case "THÀNH", "THỊ", "ĐẶC":
			if len(behind) == 0 || !slices.Contains([]string{"PHỐ", "TRẤN", "XÃ", "KHU", "ỦY", "UỶ"}, behind[0]) {
				continue
			}
			if behind[0] != "ỦY" && behind[0] != "UỶ" {
				behind = behind[1:]
			}
		default:
			continue
		}
		if w == "XÃ" && i > 1 && words[i-1] == "TÁC" { // hợp tác xã: a cooperative
			continue
		}
		// tỉnh ủy, huyện đoàn, xã đội: the committee, the youth union, the force of a place
		if len(behind) > 0 && slices.Contains([]string{"ỦY", "UỶ", "ĐOÀN", "ĐỘI"}, behind[0]) {
			behind = behind[1:]
		}
		// xã hội is society; "xã, phường" and "tỉnh ủy và" name no place
		if len(behind) > 0 && !slices.Contains([]string{"HỘI", "VÀ", "TỈNH", "PHƯỜNG", "XÃ", "HUYỆN", "QUẬN", "THỊ", "ĐẶC"}, behind[0]) {
			return true
		}
	}
	return false
}

// DossierIdentity makes the identity of a dossier from its code.
func DossierIdentity(code string) (Identity, bool) {
	code = Spelling(code)
	return Identity{IdentityDossier, code}, code != ""
}

// Spelling is one spelling of a name for all ways to type it: capitals, composed
// letters, no spaces, the tone where the law's own texts have it, the true Đ and
// strokes. Names that differ in it are different names.
func Spelling(s string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(strings.ToUpper(norm.NFC.String(s))) {
		b.WriteString(toneInPlace(strings.Map(lookalike, w)))
	}
	return b.String()
}

// lookalike writes the letters and strokes of the law for those that look the same.
func lookalike(r rune) rune {
	switch r {
	case 'Ð', 'Ɖ': // Icelandic, African
		return 'Đ'
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	case '⁄', '∕':
		return '/'
	}
	return r
}

// toneInPlace puts the tone of a word that ends in OA, OE or UY on the first of the
// two, where the law's own texts have it: HOÀ becomes HÒA. Behind Q the U is no vowel.
func toneInPlace(w string) string {
	const plain, toned = "AEY", "ÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ"
	r := []rune(w)
	n := len(r)
	if n < 2 {
		return w
	}
	at := slices.Index([]rune(toned), r[n-1])
	if at < 0 {
		return w
	}
	last, tone := at/5, at%5
	switch {
	case last < 2 && r[n-2] == 'O':
		r[n-2] = []rune("ÒÓỎÕỌ")[tone]
	case last == 2 && r[n-2] == 'U' && (n == 2 || r[n-3] != 'Q'):
		r[n-2] = []rune("ÙÚỦŨỤ")[tone]
	default:
		return w
	}
	r[n-1] = rune(plain[last])
	return string(r)
}

// DocRef writes number and symbol (số và ký hiệu) as documents do: 12/QĐ-UBND.
// Either may be missing.
func DocRef(number, symbol string) string {
	switch {
	case number == "":
		return symbol
	case symbol == "":
		return number
	}
	return number + "/" + symbol
}
