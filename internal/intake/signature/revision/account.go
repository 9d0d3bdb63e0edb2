package revision

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
)

// span is a piece of the file that something accounts for.
type span struct{ start, end int }

// Account compares the walk by cross-references with the bytes themselves: every
// byte belongs to an object, a section, a comment or white space, or is odd. It
// reads every object of every revision.
func (d *Doc) Account() {
	var spans []span
	seen := map[int]bool{}
	for i := range d.Revisions {
		r := &d.Revisions[i]
		for _, s := range r.sections {
			for _, part := range []*section{s, s.hybrid} {
				if part == nil {
					continue
				}
				if !seen[part.start] {
					seen[part.start] = true
					spans = append(spans, span{part.start, part.end})
				}
				spans = d.accountFor(part, i, seen, spans)
			}
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.start-b.start, a.end-b.end) })
	at := 0
	for _, s := range spans {
		if s.start < at {
			d.found(OddOverlap, s.start)
		} else {
			d.gap(at, s.start)
		}
		at = max(at, s.end)
	}
	d.gap(at, len(d.Bytes))
}

func (d *Doc) accountFor(s *section, rev int, seen map[int]bool, spans []span) []span {
	nums := make([]int, 0, len(s.entries))
	for num := range s.entries {
		nums = append(nums, num)
	}
	slices.Sort(nums) // so that the same file gives the same findings
	for _, num := range nums {
		e := s.entries[num]
		if e.kind != plain {
			continue
		}
		o := d.at(e.offset, rev)
		if o == nil {
			continue
		}
		if o.Num != num {
			d.found(OddObject, e.offset)
		}
		if !seen[o.Start] {
			seen[o.Start] = true
			spans = append(spans, span{o.Start, o.End})
		}
	}
	return spans
}

// maxForeign is how far bytes that belong to nothing are searched for an object.
const maxForeign = 1 << 20

// gap looks at bytes between what is accounted for.
func (d *Doc) gap(from, to int) {
	p := &parser{src: d.Bytes[:to], pos: from, fuel: &d.fuel}
	for {
		p.space()
		if p.pos >= to {
			return
		}
		if _, mark, ok := d.startxref(p.pos); ok && mark <= to && d.known(mark) {
			p.pos = mark
			continue
		}
		code := OddForeign
		if header().Match(p.src[p.pos:min(to, p.pos+maxForeign)]) {
			code = OddHidden
		}
		d.found(code, p.pos)
		return
	}
}

// known reports whether a revision ends at mark, or the first half of a linearised
// file, whose startxref is 0.
func (d *Doc) known(mark int) bool {
	return slices.ContainsFunc(d.Revisions, func(r Revision) bool { return r.Mark == mark }) ||
		d.linearised() && mark < d.Revisions[0].End
}

func header() *regexp.Regexp { return regexp.MustCompile(`(^|\s)\d{1,10}\s+\d{1,5}\s+obj\b`) }

// Mentions reports whether the bytes of the file hold a signature's words, in
// whichever revision or none.
func Mentions(file []byte) bool {
	return bytes.Contains(file, []byte("/ByteRange")) || bytes.Contains(file, []byte("/ByteRang#")) || escaped().Match(file)
}

// escaped finds the same word written with escapes.
func escaped() *regexp.Regexp {
	return regexp.MustCompile(`/(B|#42)(y|#79)(t|#74)(e|#65)(R|#52)(a|#61)(n|#6[eE])(g|#67)(e|#65)`)
}
