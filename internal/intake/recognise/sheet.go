package recognise

import (
	"cmp"
	"slices"
)

// sheet turns a page into lines: by the places of its words where they are known,
// else by its text. Lines with places come from top to bottom, and from left to
// right where they stand side by side.
func (r *Recogniser) sheet(p Page) []line {
	if len(p.Words) == 0 {
		return textLines(p.Text)
	}
	p.Words = p.Words[:min(len(p.Words), maxWords)]
	m := measure(p)
	if p.Number <= 1 {
		p.Words = withoutStamp(p.Words, m)
	}
	var parts [][]Word
	for _, group := range rows(p.Words, m) {
		parts = append(parts, r.stretches(group, m)...)
	}
	slices.SortStableFunc(parts, func(a, b []Word) int { return cmp.Compare(middleOf(a), middleOf(b)) })
	var out []line
	for start := 0; start < len(parts); {
		end := start + 1
		for end < len(parts) && middleOf(parts[end])-middleOf(parts[start]) <= m.height/2 {
			end++
		}
		for _, part := range sideBySide(parts[start:end], m) {
			if l := wordLine(part, p.OCR); len(l.raw) > 0 && len(out) < maxLines {
				out = append(out, l)
			}
		}
		start = end
	}
	return out
}

// middleOf is the height of a stretch of words on the page.
func middleOf(words []Word) int {
	sum := 0
	for _, w := range words {
		sum += w.Box.Y + w.Box.H/2
	}
	return sum / len(words)
}

// sideBySide orders stretches at one height from left to right, and joins those
// that a reader parted without a gap between them.
func sideBySide(parts [][]Word, m measures) [][]Word {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b []Word) int { return cmp.Compare(a[0].Box.X, b[0].Box.X) })
	var out [][]Word
	for _, part := range parts {
		joined := false
		for k := len(out) - 1; k >= 0 && !joined; k-- { // a scrap of a stamp may stand between two halves
			last := out[k][len(out[k])-1].Box
			if gap := part[0].Box.X - (last.X + last.W); gap > -m.em && gap < m.em*4/5 {
				out[k], joined = append(slices.Clone(out[k]), part...), true
			}
		}
		if !joined {
			out = append(out, part)
		}
	}
	return out
}

// measures of a page, in its thousandths.
type measures struct {
	height int     // of the letters in most words, of the page's height
	em     int     // the same length of the page's width
	side   float64 // height of the page through its width
}

func measure(p Page) measures {
	heights := make([]int, 0, len(p.Words))
	for _, w := range p.Words {
		if w.Box.H > 3 { // a dash is no letter
			heights = append(heights, w.Box.H)
		}
	}
	m := measures{height: 12, side: 1.414}
	if p.Width > 0 && p.Height > 0 {
		m.side = float64(p.Height) / float64(p.Width)
	}
	if len(heights) > 0 {
		slices.Sort(heights)
		m.height = min(40, max(6, heights[len(heights)/2]))
	}
	m.em = max(8, int(float64(m.height)*m.side))
	return m
}

// rows groups words as the reader grouped them into lines; where it did not, by
// their height on the page.
func rows(words []Word, m measures) [][]Word {
	known := false
	for _, w := range words {
		known = known || w.Line != 0 || w.Block != 0
	}
	if !known {
		words = slices.Clone(words)
		slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(a.Box.Y+a.Box.H/2, b.Box.Y+b.Box.H/2) })
	}
	var out [][]Word
	for i, w := range words {
		if i > 0 {
			last := words[i-1]
			same := w.Block == last.Block && w.Line == last.Line
			if !known {
				same = (w.Box.Y+w.Box.H/2)-(last.Box.Y+last.Box.H/2) < m.height/2
			}
			if same {
				out[len(out)-1] = append(out[len(out)-1], w)
				continue
			}
		}
		out = append(out, []Word{w})
	}
	for _, group := range out {
		slices.SortStableFunc(group, func(a, b Word) int { return cmp.Compare(a.Box.X, b.Box.X) })
	}
	return out
}

// stretches parts a row at its wide gaps: they are columns. The gap that is left for
// a number to be written by hand is none.
func (r *Recogniser) stretches(row []Word, m measures) [][]Word {
	var out [][]Word
	start := 0
	for i := 1; i < len(row); i++ {
		gap := row[i].Box.X - (row[i-1].Box.X + row[i-1].Box.W)
		if gap > m.em*3/2 && !r.wantsNumber.MatchString(wordLine(row[start:i], false).folded) {
			out = append(out, row[start:i])
			start = i
		}
	}
	return append(out, row[start:])
}

func abs(n int) int { return max(n, -n) }
