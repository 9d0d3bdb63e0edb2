package kpi

import (
	"slices"
	"strconv"
	"strings"

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
// It returns false when a part is missing.
func DocumentIdentity(agency string, year int, number, symbol string) (Identity, bool) {
	agency, number, symbol = squeeze(agency), strings.TrimLeft(squeeze(number), "0"), squeeze(symbol)
	if agency == "" || number == "" || symbol == "" || year < 1945 || year > 2200 {
		return Identity{}, false
	}
	return Identity{IdentityDocument, agency + "|" + strconv.Itoa(year) + "|" + number + "|" + symbol}, true
}

// DossierIdentity makes the identity of a dossier from its code.
func DossierIdentity(code string) (Identity, bool) {
	code = squeeze(code)
	return Identity{IdentityDossier, code}, code != ""
}

// squeeze is one spelling of s for all ways to type it, without spaces.
func squeeze(s string) string {
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
