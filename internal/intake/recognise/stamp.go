package recognise

import (
	"cmp"
	"slices"
	"strings"

	"minhchung/internal/kpi"
)

// stamp is the arrival stamp (dấu đến) that a registry prints onto page one of what it
// receives: "ĐẾN", below it "Số: …", "Ngày: …", "Chuyển: …" (Decree 30/2020/NĐ-CP,
// appendix VI). It stands where there was room, and often over the excerpt. Words of the two
// are then given mixed, and only their places and sizes tell them apart.
type stamp struct {
	box  kpi.Place // of the words that are surely of it
	high int       // of its letters
}

// findStamp looks for "Số:" with "Ngày:" below it at the same left edge, and "ĐẾN" in
// capitals above both.
func findStamp(words []Word, m measures) (stamp, bool) {
	for _, arrived := range words {
		t := strings.Trim(arrived.Text, " :.-")
		if len(t) > len("ĐẾN")+4 || t != strings.ToUpper(t) || fold0(t) != "den" { // folding costs most
			continue
		}
		number, ok := below(words, arrived, "so:", 8*m.em, m)
		if !ok {
			continue
		}
		day, ok := below(words, number, "ngay:", m.em/2, m)
		if !ok {
			continue
		}
		box := around(around(&arrived.Box, &number.Box), &day.Box)
		s := stamp{*box, max(arrived.Box.H, number.Box.H, day.Box.H)}
		if to, ok := below(words, day, "chuyen:", m.em/2, m); ok {
			s.box = *around(box, &to.Box)
		}
		return s, true
	}
	return stamp{}, false
}

// below finds the first word below another one, no further than three lines, that
// reads like this; its left edge may be so far from the other's.
func below(words []Word, above Word, reads string, off int, m measures) (Word, bool) {
	for _, w := range words {
		down := w.Box.Y - above.Box.Y
		if down > above.Box.H/2 && down < 3*m.height && abs(w.Box.X-above.Box.X) <= off && fold0(w.Text) == reads {
			return w, true
		}
	}
	return Word{}, false
}

func fold0(s string) string { return newLine(s).folded }

// has reports whether a word is of the stamp: as small as its letters where the paper's
// own are larger, else on one of its lines.
func (s stamp) has(w Word, m measures) bool {
	const widest = 220 // thousandths of the width: a stamp is 35 to 45 mm
	b := w.Box
	if b.X < s.box.X-m.em/2 || b.X+b.W > s.box.X+widest {
		return false
	}
	if s.high+2 < m.height { // a line above it, and one that is in pieces below it
		return b.H <= s.high+1 && b.Y > s.box.Y-2*s.high && b.Y+b.H < s.box.Y+s.box.H+3*s.high/2
	}
	return b.Y >= s.box.Y && b.Y+b.H <= s.box.Y+s.box.H && b.X < s.box.X+s.box.W
}

// reach is the area that the words of the stamp take in all.
func (s stamp) reach(words []Word, m measures) kpi.Place {
	area := s.box
	for _, w := range words {
		if s.has(w, m) {
			area = *around(&area, &w.Box)
		}
	}
	return area
}

// rowOf is a line of the reader.
type rowOf struct{ block, line int }

// withoutStamp leaves the arrival stamp out, and puts the lines that it stood in
// together again by the places of their words.
func withoutStamp(words []Word, m measures) []Word {
	s, ok := findStamp(words, m)
	if !ok {
		return words
	}
	area, torn := s.reach(words, m), map[rowOf]bool{}
	for _, w := range words {
		b := w.Box
		if s.has(w, m) || b.X < area.X+area.W && area.X < b.X+b.W && b.Y < area.Y+area.H && area.Y < b.Y+b.H {
			torn[rowOf{w.Block, w.Line}] = true
		}
	}
	var kept, loose []Word
	block := 0
	for _, w := range words {
		block = max(block, w.Block)
		switch {
		case s.has(w, m):
		case torn[rowOf{w.Block, w.Line}]:
			loose = append(loose, w)
		default:
			kept = append(kept, w)
		}
	}
	out := slices.Clip(kept)
	for _, row := range level(loose, m) {
		// Letters of another font than the rest of their word are lines of their own.
		from, to, at := row[0].Box.X, 0, middleY(row[0])
		for _, w := range row {
			from, to = min(from, w.Box.X), max(to, w.Box.X+w.Box.W)
		}
		out = slices.DeleteFunc(out, func(w Word) bool {
			inside := abs(middleY(w)-at) <= m.height/2 && w.Box.X >= from && w.Box.X+w.Box.W <= to
			if inside {
				row = append(row, w)
			}
			return inside
		})
		block++
		for _, w := range row {
			w.Block, w.Line = block, 1
			out = append(out, w)
		}
	}
	return out
}

// level groups words by the height of their middles.
func level(words []Word, m measures) [][]Word {
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(middleY(a), middleY(b)) })
	var out [][]Word
	for i, w := range words {
		if i == 0 || middleY(w)-middleY(out[len(out)-1][0]) > m.height/2 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], w)
	}
	return out
}

func middleY(w Word) int { return w.Box.Y + w.Box.H/2 }
