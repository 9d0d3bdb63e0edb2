package recognise

import (
	"slices"
	"strings"
	"unicode"
)

// kept mends the last recipient of a list that was read from a picture: "Lưu: VT" and
// the division that wrote the paper. These few capitals give tesseract no word to go
// by, so that LUU. VÌ and HE stand for Lưu: VT and HC; only the registry is called VT. The division is
// mended where it reads like one usual abbreviation; mended tells that it was.
func kept(items []item) (_ []item, mended bool) {
	if len(items) == 0 {
		return nil, false
	}
	items = slices.Clone(items)
	last := &items[len(items)-1]
	division, ok := afterRegistry(last.text)
	if !ok {
		return items, false
	}
	if known := usualDivision(division); known != division {
		division, mended = known, true
	}
	last.text = strings.TrimRight("Lưu: VT, "+division, ", ")
	return items, mended
}

// afterRegistry returns what stands behind "Lưu: VT,"; false when the text is
// something else.
func afterRegistry(s string) (string, bool) {
	signs := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	words := strings.FieldsFunc(s, signs)
	for i, w := range words[:min(3, len(words))] {
		f := newLine(w).folded
		if i == 0 && strings.HasPrefix(f, "luu") && len(f) == 5 {
			f = f[3:] // LưuVT
		} else if i == 0 || !strings.Contains(strings.ReplaceAll(newLine(words[i-1]).folded, "w", "u"), "uu") {
			continue
		}
		if len(f) == 2 && f[0] == 'v' && strings.IndexByte("til1y", f[1]) >= 0 {
			_, rest, _ := strings.Cut(s, w)
			return strings.TrimFunc(rest, func(r rune) bool { return signs(r) && r != '(' && r != ')' }), true
		}
	}
	return "", false
}

// keepsIt reports whether a line says that the registry keeps the paper.
func keepsIt(s string) bool {
	_, ok := afterRegistry(s)
	return ok
}

// divisions are abbreviations that many offices have for their divisions.
func divisions() []string {
	return strings.Fields("VP TH HC TC NC NV NS TCCB TCHC HCTH HCTC HCQT KHTC KHTH KT KTN KTTH KGVX VX XD NN TP PC TNMT QLĐT QTTV CNTT CCHC TTĐT VHXH KSTT CSDL ĐT CV")
}

// usualDivision is the one abbreviation that was probably printed where this was read:
// each letter the same, or one that looks like it. What is usual itself, reads like
// none or like several stays.
func usualDivision(read string) string {
	found := ""
	for _, d := range divisions() {
		if d == read {
			return read
		}
		if looksLike(newLine(read).folded, newLine(d).folded) {
			if found != "" {
				return read
			}
			found = d
		}
	}
	if found == "" || strings.ToUpper(read) != read {
		return read
	}
	return found
}

func looksLike(read, meant string) bool {
	if len(read) != len(meant) {
		return false
	}
	for i := range len(meant) {
		if read[i] != meant[i] && !strings.Contains(map[byte]string{'t': "i1l7y", 'c': "eg0o", 'p': "ebfr", 'b': "8h", 'h': "n", 'v': "y"}[meant[i]], read[i:i+1]) {
			return false
		}
	}
	return true
}
