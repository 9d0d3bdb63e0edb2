package ocr

import (
	"slices"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

// TakeBare puts the words of a second reading in place of the first in and beside
// those boxes where it is surer of itself: what stands below a red seal is read in a
// picture of that part of the page without the red. Elsewhere the first reading stays:
// the second one may have cut letters there.
func (p *Page) TakeBare(bare Page, part kpi.Place, boxes []kpi.Place) {
	words := placedIn(part, bare.Words)
	for _, box := range boxes {
		second := linesIn(words, box)
		instead := func(w recognise.Word) bool {
			return meets(w.Box, box) || slices.ContainsFunc(second, func(v recognise.Word) bool { return meets(v.Box, w.Box) })
		}
		if sureness(second) <= sureness(filtered(p.Words, instead)) {
			p.takeLines(second)
			continue
		}
		p.put(second, instead)
	}
	p.compose()
}

// takeLines takes lines from below a box whose own words are worth more, those of a red stamp:
// each line that is surer than what was read in its place.
func (p *Page) takeLines(below []recognise.Word) {
	const least = 150 // of sureness: four letters at 93 percent
	for len(below) > 0 {
		end := 1
		for end < len(below) && below[end].Block == below[0].Block && below[end].Line == below[0].Line {
			end++
		}
		line := slices.Clone(below[:end])
		below = below[end:]
		inPlace := func(w recognise.Word) bool {
			return slices.ContainsFunc(line, func(v recognise.Word) bool { return meets(v.Box, w.Box) })
		}
		if s := sureness(line); s < least || s <= sureness(filtered(p.Words, inPlace)) {
			continue
		}
		p.put(line, inPlace)
	}
}

// put puts a line in place of other words, or where the height of its first word belongs.
func (p *Page) put(line []recognise.Word, instead func(recognise.Word) bool) {
	at := slices.IndexFunc(p.Words, instead)
	if at < 0 {
		at = slices.IndexFunc(p.Words, func(w recognise.Word) bool { return w.Box.Y > line[0].Box.Y })
	}
	if at < 0 {
		at = len(p.Words)
	}
	// Blocks of the two readings must not run together.
	last := 0
	for _, w := range p.Words {
		last = max(last, w.Block)
	}
	for i := range line {
		line[i].Block += last
	}
	p.Words = slices.Insert(slices.Clone(p.Words), at, line...)
	p.Words = slices.DeleteFunc(p.Words, func(w recognise.Word) bool { return w.Block <= last && instead(w) })
}

// linesIn are the words of a box, and those beside it that stand on one line with them:
// a name is longer than the seal over it.
func linesIn(words []recognise.Word, box kpi.Place) []recognise.Word {
	const beside = 100 // thousandths of the width
	type line struct{ block, line int }
	in := map[line]bool{}
	for _, w := range words {
		if meets(w.Box, box) {
			in[line{w.Block, w.Line}] = true
		}
	}
	return filtered(words, func(w recognise.Word) bool {
		return in[line{w.Block, w.Line}] && w.Box.X >= box.X-beside && w.Box.X+w.Box.W <= box.X+box.W+beside
	})
}

func filtered(words []recognise.Word, in func(recognise.Word) bool) []recognise.Word {
	return slices.DeleteFunc(slices.Clone(words), func(w recognise.Word) bool { return !in(w) })
}

func meets(a, b kpi.Place) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// sureness weighs a reading of a place where something may be in the way: strokes of a
// seal are read as letters, too, and count against it, as unsure as they are.
func sureness(words []recognise.Word) int {
	const guessed = 55 // percent; what is less sure is as often wrong
	n := 0
	for _, w := range words {
		n += (w.Confidence - guessed) * len([]rune(w.Text))
	}
	return n
}
