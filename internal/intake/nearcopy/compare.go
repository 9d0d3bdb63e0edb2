package nearcopy

// Verdict says what two texts are to each other.
type Verdict string

// The verdicts.
const (
	Other Verdict = "other" // two texts
	Form  Verdict = "form"  // alike, and they speak of other numbers, days or names
	Copy  Verdict = "copy"  // alike, and their particulars agree
)

// Likeness is the answer of Compare.
type Likeness struct {
	Verdict Verdict
	Percent int // of the neighbouring words that both have, estimated: 0 to 100
	Against int // particulars that contradict each other
}

const (
	// leastAlike is the percentage from which two texts may be one paper.
	leastAlike = 70
	// mostAgainst bounds the contradicting particulars of a copy: so many, and one
	// more for every so many that agree when a picture was read, which makes slips.
	mostAgainst        = 1
	agreeingForOneSlip = 12
	numbersForOneSlip  = 5
)

// Compare says how alike two texts are.
func Compare(a, b Sketch) Likeness {
	if a.Whole == b.Whole && a.Words == b.Words {
		return Likeness{Copy, 100, 0}
	}
	equal := 0
	for i := range a.Minima {
		if a.Minima[i] == b.Minima[i] {
			equal++
		}
	}
	// The share of minima estimates J = both/either; people understand
	// both/average = 2J/(1+J).
	l := Likeness{Verdict: Other, Percent: min(99, 200*equal/(mins+equal))}
	if l.Percent < leastAlike {
		return l
	}
	t := particulars(a.Particulars, b.Particulars)
	l.Against = t.words + t.numbers
	l.Verdict = Copy
	if t.form(a.Picture || b.Picture) {
		l.Verdict = Form
	}
	return l
}

// tally counts particulars in the same place of two texts.
type tally struct {
	agreeing        int // numbers and names that are equal
	agreeingNumbers int // of them, numbers
	numbers, words  int // that contradict each other
}

// form reports whether the particulars contradict each other too often for one
// paper. Recognition of pictures slips in names, and seldom turns one number into
// another: two other numbers among a few are another paper.
func (t tally) form(picture bool) bool {
	if !picture {
		return t.numbers+t.words > mostAgainst
	}
	if t.numbers > mostAgainst && numbersForOneSlip*t.numbers > t.agreeingNumbers {
		return true
	}
	return t.numbers+t.words > mostAgainst+t.agreeing/agreeingForOneSlip
}

// gap holds what two sequences have between two places in which they agree.
type gap struct{ left, right []string }

// particulars aligns two sequences and counts what agrees and what stands in the
// same place and says something else. What one text has more (a stamp, a note, a
// page that was not scanned) contradicts nothing, and neither does what both have in
// another place: readers take the two columns of a letterhead in either order.
func particulars(a, b []string) (t tally) {
	gaps := align(a, b, &t)
	moved := map[string][2]int{}
	for _, g := range gaps {
		for _, p := range g.left {
			n := moved[p]
			n[0]++
			moved[p] = n
		}
		for _, p := range g.right {
			n := moved[p]
			n[1]++
			moved[p] = n
		}
	}
	used := map[string][2]int{}
	rest := func(list []string, side int) (out []string) {
		for _, p := range list {
			n := used[p]
			if n[side] < min(moved[p][0], moved[p][1]) {
				if n[side]++; side == 0 {
					t.agree(p)
				}
				used[p] = n
				continue
			}
			out = append(out, p)
		}
		return out
	}
	for _, g := range gaps {
		left, right := rest(g.left, 0), rest(g.right, 1)
		words, numbers := pair(left, right)
		if words+numbers == 0 && len(left) > 0 && len(right) > 0 && len(left)+len(right) > 3 {
			words = 1 // a name in place of a number: nothing to compare, and not the same
		}
		t.words, t.numbers = t.words+words, t.numbers+numbers
	}
	return t
}

// pair sets words against words and numbers against numbers, in order, and counts
// the pairs that contradict each other.
func pair(left, right []string) (words, numbers int) {
	for _, kind := range []bool{false, true} {
		x, y := only(left, kind), only(right, kind)
		n := 0
		for k := range min(len(x), len(y)) {
			n += b2i(contradict(x[k], y[k]))
		}
		if kind {
			numbers = n
		} else {
			words = n
		}
	}
	return words, numbers
}

// only keeps the numbers of a list, or what is none.
func only(list []string, numbers bool) (out []string) {
	for _, p := range list {
		if digits(p) == numbers {
			out = append(out, p)
		}
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (t *tally) agree(p string) {
	t.agreeing++
	if digits(p) {
		t.agreeingNumbers++
	}
}

// align finds the longest common subsequence (256 × 256 at most), counts it as
// agreeing and returns what lies between.
func align(a, b []string, t *tally) (gaps []gap) {
	w := len(b) + 1
	best := make([]uint16, (len(a)+1)*w)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*w+j] = best[(i+1)*w+j+1] + 1
			} else {
				best[i*w+j] = max(best[(i+1)*w+j], best[i*w+j+1])
			}
		}
	}
	i, j, fromI, fromJ := 0, 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			gaps = append(gaps, gap{a[fromI:i], b[fromJ:j]})
			t.agree(a[i])
			i, j = i+1, j+1
			fromI, fromJ = i, j
		case best[(i+1)*w+j] >= best[i*w+j+1]:
			i++
		default:
			j++
		}
	}
	return append(gaps, gap{a[fromI:], b[fromJ:]})
}

// contradict reports whether two words or two numbers in the same place say
// different things. Words may be slips of one another.
func contradict(x, y string) bool {
	if digits(x) {
		return x != y
	}
	return 3*distance(x, y) > max(len(x), len(y))
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// distance is the number of letters to change, add or leave out (Levenshtein).
func distance(x, y string) int {
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(x) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(y) {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
