package recognise

import (
	"strings"

	"minhchung/internal/kpi"
)

// docType is a type: its abbreviation, its name with all marks in small letters, and
// the name as line.folded spells it.
type docType struct{ code, name, folded string }

// docTypes are the types of Decree 30/2020/NĐ-CP, appendix III, with their
// abbreviations. Công văn and thư công have none and are not listed.
func docTypes() []docType {
	return []docType{
		{"NQ", "nghị quyết", "nghi quyet"}, {"QĐ", "quyết định", "quyet dinh"}, {"CT", "chỉ thị", "chi thi"},
		{"QC", "quy chế", "quy che"}, {"QyĐ", "quy định", "quy dinh"}, {"TC", "thông cáo", "thong cao"},
		{"TB", "thông báo", "thong bao"}, {"HD", "hướng dẫn", "huong dan"}, {"CTr", "chương trình", "chuong trinh"},
		{"KH", "kế hoạch", "ke hoach"}, {"PA", "phương án", "phuong an"}, {"ĐA", "đề án", "de an"}, {"DA", "dự án", "du an"},
		{"BC", "báo cáo", "bao cao"}, {"BB", "biên bản", "bien ban"}, {"TTr", "tờ trình", "to trinh"}, {"HĐ", "hợp đồng", "hop dong"},
		{"CĐ", "công điện", "cong dien"}, {"BGN", "bản ghi nhớ", "ban ghi nho"}, {"BTT", "bản thỏa thuận", "ban thoa thuan"},
		{"GUQ", "giấy ủy quyền", "giay uy quyen"}, {"GM", "giấy mời", "giay moi"}, {"GGT", "giấy giới thiệu", "giay gioi thieu"},
		{"GNP", "giấy nghỉ phép", "giay nghi phep"}, {"PG", "phiếu gửi", "phieu gui"}, {"PC", "phiếu chuyển", "phieu chuyen"},
		{"PB", "phiếu báo", "phieu bao"},
	}
}

// typed is the document's type.
type typed struct {
	code    string
	percent int
	place   *kpi.Place
	named   bool // its name is printed above the excerpt
}

func (t typed) guess(g *guesses) { g.add(DocType, reading{t.code, t.percent, 0, t.place}) }

// readType takes the type from the name printed in capitals above the title and
// from the symbol. Both together are surest; HD and HĐ, DA and ĐA differ by one
// stroke that OCR loses, so the printed name decides between them.
func (r *Recogniser) readType(h head, n number) typed {
	named, at := nameLine(h)
	exact, similar := codesOf(n.symbol)
	var place *kpi.Place
	if at >= 0 {
		place = h.top[at].place(scraps(h.top[at]), scraps(h.top[at])+len(named.folded))
	}
	switch {
	case named.code != "" && (named.code == exact || contains(similar, named.code)):
		return typed{named.code, 98, place, true}
	case named.code != "" && n.symbol != "":
		return typed{named.code, 70, place, true} // the two disagree
	case named.code != "":
		return typed{named.code, 85, place, true}
	case r.isLetter(h, n):
		return typed{} // an official letter, whatever office its symbol names (TTr is also the inspectorate)
	case exact != "":
		return typed{exact, 85, n.symbolPlace, false}
	case len(similar) == 1:
		return typed{similar[0], 70, n.symbolPlace, false}
	}
	return typed{}
}

// isLetter reports whether the page is an official letter: what it is about stands
// below its number, and letters have names of their own.
func (r *Recogniser) isLetter(h head, n number) bool {
	at := r.aboutLine(h, n)
	if at < 0 {
		_, at = r.greeting(h)
		return at >= 0
	}
	return h.top[at].zone == left || h.top[at].zone == unknown && h.top[at].folded[0] == 'v' && h.top[at].folded[1] != 'e'
}

// greeting finds the name of a public letter (thư công), "THƯ CHÚC MỪNG".
func (r *Recogniser) greeting(h head) (line, int) {
	for i, l := range h.top {
		if l.capitals() && l.zone != left && l.zone != right && r.letterName.MatchString(l.folded) {
			return l, i
		}
	}
	return line{}, -1
}

// nameLine finds the line that is, or begins with, the name of a type in capitals;
// −1 when there is none. A line of its own with the right marks is best. Without
// marks, or with other ones as OCR reads bold capitals, only a line of its own is
// taken: "PHƯỜNG AN BÌNH MINH" is a ward and no "PHƯƠNG ÁN".
func nameLine(h head) (docType, int) {
	best, at, most := docType{}, -1, 0
	types := docTypes()
	for i, l := range h.top {
		if !l.capitals() || l.zone == left || l.zone == right {
			continue
		}
		bare := l.cut(scraps(l), len(l.folded))
		for _, t := range types {
			s := namesType(bare, t)
			if s < 3 && len(bare.raw) < len(l.raw) {
				s = 0 // behind scraps only a name alone is one
			}
			if s > most {
				best, at, most = t, i, s
			}
		}
	}
	return best, at
}

// scraps counts the signs before the first letter of a line in a picture: strokes of a
// stamp or specks.
func scraps(l line) int { return len(l.folded) - len(strings.TrimLeft(l.folded, " _-.,:;*=~|'`?<>")) }

// afterName is what stands on the line of a type behind its name.
func afterName(l line, t docType) line {
	if l = l.cut(scraps(l), len(l.folded)); len(l.folded) <= len(t.folded) {
		return line{}
	}
	return l.cut(len(t.folded), len(l.folded))
}

// namesType says how surely a line names a type; 0 = it does not.
func namesType(l line, t docType) int {
	if l.placed() && l.zone == middle && letters(l.folded) == strings.ReplaceAll(t.folded, " ", "") && !strings.Contains(l.folded, t.folded) {
		return 4 // spaces between bold capitals are lost
	}
	if len(l.folded) < len(t.folded) || !similar(l.folded[:len(t.folded)], t.folded) {
		return 0
	}
	alone := strings.Trim(l.folded[len(t.folded):], ":. -_|'`~*?") == ""
	same := l.folded[:len(t.folded)] == t.folded
	marked := strings.HasPrefix(strings.ToLower(string(l.raw)), t.name)
	bare := strings.ToLower(string(l.raw)) == l.folded && strings.HasPrefix(l.folded, t.folded+" ")
	switch {
	case alone && marked:
		return 5
	case alone && same:
		return 4
	case alone && l.zone == middle:
		return 3 // one letter is another
	case marked && strings.HasPrefix(l.folded, t.folded+" "):
		return 2
	case bare:
		return 1
	}
	return 0
}

// similar reports whether at most one letter differs.
func similar(a, b string) bool {
	differ := 0
	for i := range len(b) {
		if a[i] != b[i] {
			if differ++; differ > 1 {
				return false
			}
		}
	}
	return true
}

// codesOf returns the type that the first part of the symbol names exactly, and
// those it names when marks and case are ignored. A year may stand before it.
func codesOf(symbol string) (exact string, similar []string) {
	for _, part := range symbolParts(symbol) {
		if part[0] >= '0' && part[0] <= '9' {
			continue
		}
		folded := newLine(part).folded
		for _, t := range docTypes() {
			if part == t.code {
				exact = t.code
			}
			if folded == newLine(t.code).folded {
				similar = append(similar, t.code)
			}
		}
		break // the type stands first; what follows are offices
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
