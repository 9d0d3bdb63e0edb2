package recognise

import "strings"

// knownUnit is a unit of the list, ready for comparison.
type knownUnit struct {
	name   string
	spoken string // without marks, abbreviations written out
	pairs  map[string]int
}

func prepare(units []string) []knownUnit {
	out := make([]knownUnit, 0, len(units))
	for _, u := range units {
		if s := spoken(u); s != "" {
			out = append(out, knownUnit{tidy(u), s, pairs(s)})
		}
	}
	return out
}

// spoken writes a name without marks, signs and abbreviations.
func spoken(name string) string {
	var out []string
	for _, w := range strings.FieldsFunc(newLine(name).folded, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '?' }) {
		switch w {
		case "ubnd":
			w = "uy ban nhan dan"
		case "hdnd":
			w = "hoi dong nhan dan"
		case "mttq":
			w = "mat tran to quoc"
		case "tp":
			w = "thanh pho"
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

// matchUnit names the unit of the list that the letterhead names. The lowest body
// counts, alone or with its superior ("VĂN PHÒNG" below "UBND TỈNH …"); what OCR
// breaks in capitals is forgiven as long as no other unit reads as much like it.
func (r *Recogniser) matchUnit(got *issuer, bodies []body) {
	k := len(bodies) - 1
	printed := []string{spoken(bodies[k].name)}
	if k > 0 {
		above := spoken(bodies[k-1].name)
		printed = append(printed, printed[0]+" "+above, above+" "+printed[0])
	}
	name, best, second := "", 0, 0
	for _, p := range printed {
		pp := pairs(p)
		for _, u := range r.known {
			s := alike(p, pp, u)
			switch {
			case s > best:
				if u.name != name {
					second = best
				}
				name, best = u.name, s
			case s > second && u.name != name:
				second = s
			}
		}
	}
	switch {
	case best == 100:
		got.name, got.percent = name, max(got.percent, 97)
	case best >= 80 && best-second >= 6:
		got.name, got.percent = name, min(93, best)
	case best >= 80: // two units read alike
		got.name, got.percent = name, 60
	default:
		got.percent = min(got.percent, 65) // not of this installation, or badly read
	}
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
func distance(a, b string) int {
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
