package recognise

import (
	"strings"
)

type docType struct{ code, name string }

// docTypes are the types of Decree 30/2020/NĐ-CP, appendix III, with their
// abbreviations; names are folded. Công văn has no abbreviation and is not listed.
func docTypes() []docType {
	return []docType{
		{"NQ", "nghi quyet"}, {"QĐ", "quyet dinh"}, {"CT", "chi thi"}, {"QC", "quy che"}, {"QyĐ", "quy dinh"},
		{"TC", "thong cao"}, {"TB", "thong bao"}, {"HD", "huong dan"}, {"CTr", "chuong trinh"}, {"KH", "ke hoach"},
		{"PA", "phuong an"}, {"ĐA", "de an"}, {"DA", "du an"}, {"BC", "bao cao"}, {"BB", "bien ban"}, {"TTr", "to trinh"},
		{"HĐ", "hop dong"}, {"CĐ", "cong dien"}, {"BGN", "ban ghi nho"}, {"BTT", "ban thoa thuan"}, {"GUQ", "giay uy quyen"},
		{"GM", "giay moi"}, {"GGT", "giay gioi thieu"}, {"GNP", "giay nghi phep"}, {"PG", "phieu gui"}, {"PC", "phieu chuyen"}, {"PB", "phieu bao"},
	}
}

// typed is the document's type, and the line of the top that names it.
type typed struct {
	code    string
	percent int
}

func (t typed) guess(g *guesses) { g.add(DocType, t.code, t.percent, g.page) }

// readType takes the type from the name printed in capitals above the title and
// from the symbol. Both together are surest; HD and HĐ, DA and ĐA differ by one
// stroke that OCR loses, so the printed name decides between them.
func readType(h head, n number) typed {
	named, _ := nameLine(h)
	exact, similar := codesOf(n.symbol)
	switch {
	case named.code != "" && (named.code == exact || contains(similar, named.code)):
		return typed{named.code, 98}
	case named.code != "" && n.symbol != "":
		return typed{named.code, 70} // the two disagree
	case named.code != "":
		return typed{named.code, 85}
	case exact != "":
		return typed{exact, 85}
	case len(similar) == 1:
		return typed{similar[0], 70}
	}
	return typed{}
}

// nameLine finds the line that is, or begins with, the name of a type in capitals;
// −1 when there is none.
func nameLine(h head) (docType, int) {
	for i, l := range h.top {
		if !l.capitals() {
			continue
		}
		for _, t := range docTypes() {
			if l.folded == t.name || strings.HasPrefix(l.folded, t.name+" ") || strings.TrimRight(l.folded, ":. ") == t.name {
				return t, i
			}
		}
	}
	return docType{}, -1
}

// codesOf returns the type that a part of the symbol names exactly, and those it
// names when marks and case are ignored.
func codesOf(symbol string) (exact string, similar []string) {
	for _, part := range strings.FieldsFunc(symbol, func(r rune) bool { return r == '/' || r == '-' }) {
		for _, t := range docTypes() {
			if part == t.code && exact == "" {
				exact = t.code
			}
			if newLine(part).folded == newLine(t.code).folded {
				similar = append(similar, t.code)
			}
		}
		if exact != "" || len(similar) > 0 {
			break // the type stands first; what follows are offices
		}
		if part[0] < '0' || part[0] > '9' {
			break
		}
	}
	return exact, similar
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}
