package recognise

import (
	"strings"
)

// docType is a type: its abbreviation and its name with all marks, small letters.
type docType struct{ code, name string }

// folded is the name as line.folded spells it.
func (t docType) folded() string { return newLine(t.name).folded }

// docTypes are the types of Decree 30/2020/NĐ-CP, appendix III, with their
// abbreviations. Công văn has no abbreviation and is not listed.
func docTypes() []docType {
	return []docType{
		{"NQ", "nghị quyết"}, {"QĐ", "quyết định"}, {"CT", "chỉ thị"}, {"QC", "quy chế"}, {"QyĐ", "quy định"},
		{"TC", "thông cáo"}, {"TB", "thông báo"}, {"HD", "hướng dẫn"}, {"CTr", "chương trình"}, {"KH", "kế hoạch"},
		{"PA", "phương án"}, {"ĐA", "đề án"}, {"DA", "dự án"}, {"BC", "báo cáo"}, {"BB", "biên bản"},
		{"TTr", "tờ trình"}, {"HĐ", "hợp đồng"}, {"CĐ", "công điện"}, {"BGN", "bản ghi nhớ"}, {"BTT", "bản thỏa thuận"},
		{"GUQ", "giấy ủy quyền"}, {"GM", "giấy mời"}, {"GGT", "giấy giới thiệu"}, {"GNP", "giấy nghỉ phép"}, {"PG", "phiếu gửi"},
		{"PC", "phiếu chuyển"}, {"PB", "phiếu báo"},
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
// −1 when there is none. A line of its own with the right marks is best. Without
// marks, or with other ones as OCR reads bold capitals, only a line of its own is
// taken: "PHƯỜNG AN BÌNH MINH" is a ward and no "PHƯƠNG ÁN".
func nameLine(h head) (docType, int) {
	best, at, most := docType{}, -1, 0
	for i, l := range h.top {
		if !l.capitals() {
			continue
		}
		for _, t := range docTypes() {
			if s := namesType(l, t); s > most {
				best, at, most = t, i, s
			}
		}
	}
	return best, at
}

// namesType says how surely a line names a type; 0 = it does not.
func namesType(l line, t docType) int {
	alone := strings.TrimRight(l.folded, ":. ") == t.folded()
	marked := strings.HasPrefix(strings.ToLower(string(l.raw)), t.name)
	plain := strings.ToLower(string(l.raw)) == l.folded && strings.HasPrefix(l.folded, t.folded()+" ")
	switch {
	case alone && marked:
		return 4
	case alone:
		return 3
	case marked && strings.HasPrefix(l.folded, t.folded()+" "):
		return 2
	case plain:
		return 1
	}
	return 0
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
