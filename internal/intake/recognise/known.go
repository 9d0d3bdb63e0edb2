package recognise

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/kpi"
)

// knownUnit is a unit of the list, ready for comparison.
type knownUnit struct {
	name    string
	spelled string // letter by letter, abbreviations written out
	spoken  string // the same without marks
	pairs   map[string]int
}

// prepare makes the list ready. Divisions of many agencies bear one name: it is kept
// once.
func prepare(units []string) []knownUnit {
	out := make([]knownUnit, 0, len(units))
	there := map[string]bool{}
	for _, u := range units {
		spelled, spoken := spelled(u), spoken(u)
		if spoken == "" || there[spelled] {
			continue
		}
		there[spelled] = true
		out = append(out, knownUnit{tidy(u), spelled, spoken, pairs(spoken)})
	}
	return out
}

// spoken writes a name without marks, signs and abbreviations.
func spoken(name string) string {
	return words(newLine(name).folded, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '?' }, map[string]string{
		"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc", "tp": "thanh pho",
	})
}

// spelled writes a name with its marks, in the one spelling that kpi.Spelling gives,
// without signs and abbreviations: phường Tân An is not phường Tấn An.
func spelled(name string) string {
	return kpi.Spelling(strings.Join(nameWords(name), " "))
}

// nameWords are the words of a name in capitals, abbreviations written out.
func nameWords(name string) []string {
	return strings.Fields(words(strings.ToUpper(norm.NFC.String(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }, map[string]string{
		"UBND": "ỦY BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN", "MTTQ": "MẶT TRẬN TỔ QUỐC", "TP": "THÀNH PHỐ",
	}))
}

func words(s string, sign func(rune) bool, abbreviations map[string]string) string {
	out := strings.FieldsFunc(s, sign)
	for i, w := range out {
		if full, ok := abbreviations[w]; ok {
			out[i] = full
		}
	}
	return strings.Join(out, " ")
}

// matchUnit names the unit of the list that the letterhead names. The lowest body
// counts, alone or with its superior ("VĂN PHÒNG" below "UBND TỈNH …"). Text that was
// in the file must spell the name; of a picture, what OCR breaks in capitals is
// forgiven as long as no other unit reads as much like it.
func (r *Recogniser) matchUnit(got *issuer, bodies []body, seen bool) {
	k := len(bodies) - 1
	printed := []string{bodies[k].name}
	if k > 0 {
		printed = append(printed, printed[0]+" "+bodies[k-1].name, bodies[k-1].name+" "+printed[0])
	}
	for _, p := range printed {
		want := spelled(p)
		if i := slices.IndexFunc(r.known, func(u knownUnit) bool { return u.spelled == want }); i >= 0 {
			got.name, got.percent = r.known[i].name, max(got.percent, 97)
			if seen && r.twin(i) { // the marks are what pictures lose first
				got.percent = 70
			}
			return
		}
	}
	if !seen { // another body, perhaps of another installation
		got.percent = min(got.percent, 85)
		return
	}
	r.readsLike(got, printed)
}

// twin reports whether another unit differs from this one by marks only.
func (r *Recogniser) twin(i int) bool {
	return slices.ContainsFunc(r.known, func(u knownUnit) bool {
		return u.spoken == r.known[i].spoken && u.spelled != r.known[i].spelled
	})
}

// readsLike names the unit that a misread name is most like. Names that differ by
// marks only are told apart by these, never surely.
//
// Most of a name is the same in every ward. So what tells wards apart, the words behind
// "xã" or "phường", must be there to the letter for a sure answer: else this is another
// ward, of which there are thousands.
func (r *Recogniser) readsLike(got *issuer, printed []string) {
	name, best, second, marks, kin := "", 0, 0, 0, stranger
	for _, whole := range printed {
		p, spelling := spoken(whole), spelled(whole)
		pp := pairs(p)
		for _, u := range r.known {
			s, m := alike(p, pp, u), 0
			if s >= max(best, 80) {
				m = distance(spelling, u.spelled)
			}
			switch {
			case u.name == name && s <= best:
			case s > best || s == best && s > 0 && m < marks:
				if u.name != name {
					second = best
				}
				name, best, marks, kin = u.name, s, m, related(whole, u.name)
			case s > second:
				second = s
			}
		}
	}
	switch {
	case best >= 80 && kin == same && best-second >= 6:
		got.name, got.percent = name, min(93, best)
	case best >= 80 && kin != stranger && best-second >= 6:
		got.name, got.percent = name, 75
	case best >= 80 && kin != stranger: // two units read alike
		got.name, got.percent = name, 60
	default:
		got.percent = min(got.percent, 65) // not of this installation, or badly read
	}
}

// kinship tells how what is printed agrees with a unit where units differ.
type kinship int

const (
	stranger kinship = iota // other words
	near                    // the same but for marks, or for a letter of a long word
	same
)

// related compares the words that tell a unit from others: those behind the last word
// for a place, or all of a name without one. Only such a name may be the same in spite of
// its marks, or of a letter of a long word: its identity holds the agency anyway.
func related(printed, unit string) kinship {
	want, got := nameWords(unit), nameWords(printed)
	placed := false
	for i := len(want) - 2; i >= 0; i-- {
		if slices.Contains([]string{"XÃ", "PHƯỜNG", "TRẤN", "KHU", "TỈNH", "PHỐ", "HUYỆN", "QUẬN"}, want[i]) {
			want, placed = want[i+1:], true
			break
		}
	}
	if len(got) < len(want) {
		return stranger
	}
	kin := same
	for i, w := range got[len(got)-len(want):] {
		a, b := newLine(w).folded, newLine(want[i]).folded
		switch {
		case kpi.Spelling(w) == kpi.Spelling(want[i]):
		case a != b && (len(a) < 5 || len(b) < 5 || distance(a, b) > 1 || strings.ContainsAny(a+b, "0123456789")):
			return stranger
		case placed:
			kin = near
		}
	}
	return kin
}

// alike is how much of the letters agree, in percent: 100 for the same, 0 when they
// cannot be. The pairs of letters tell quickly which are worth a look.
func alike(p string, pp map[string]int, u knownUnit) int {
	if p == u.spoken {
		return 100
	}
	longer := max(len(p), len(u.spoken))
	if longer == 0 || abs(len(p)-len(u.spoken))*4 > longer {
		return 0
	}
	common := 0
	for pair, n := range u.pairs {
		common += min(n, pp[pair])
	}
	if common*2 < longer {
		return 0
	}
	return min(99, 100-100*distance(p, u.spoken)/longer)
}

func pairs(s string) map[string]int {
	m := map[string]int{}
	for i := 0; i+2 <= len(s); i++ {
		m[s[i:i+2]]++
	}
	return m
}

// distance is how many letters must be changed, added or left out.
func distance(one, other string) int {
	a, b := []rune(one), []rune(other)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
