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

// particulars aligns two sequences and counts what agrees and what stands in the
// same place and says something else. What one text has more (a stamp, a note, a
// page that was not scanned) contradicts nothing.
func particulars(a, b []string) (t tally) {
	// Longest common subsequence; 256 × 256 at most.
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
	var left, right []string
	gap := func() {
		for k := range min(len(left), len(right)) {
			switch x, y := left[k], right[k]; {
			case !contradict(x, y):
			case digits(x):
				t.numbers++
			default:
				t.words++
			}
		}
		left, right = left[:0], right[:0]
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			gap()
			t.agreeing++
			if digits(a[i]) {
				t.agreeingNumbers++
			}
			i, j = i+1, j+1
		case best[(i+1)*w+j] >= best[i*w+j+1]:
			left = append(left, a[i])
			i++
		default:
			right = append(right, b[j])
			j++
		}
	}
	left, right = append(left, a[i:]...), append(right, b[j:]...)
	gap()
	return t
}

// contradict reports whether two particulars in the same place say different
// things: two numbers, or two words that are not slips of one another. A number
// beside a word is a slip of recognition ("l2").
func contradict(x, y string) bool {
	nx, ny := digits(x), digits(y)
	if nx != ny {
		return false
	}
	if nx {
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
