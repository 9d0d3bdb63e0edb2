// Package revision reads a PDF as what it is: a chain of revisions, each a section
// of cross-references behind the objects it adds or replaces. It tells where every
// object of every revision stands, byte by byte, and which bytes no revision
// accounts for.
//
// It exists because a question about signatures is a question about bytes, double
// keys and earlier revisions, all of which readers made for showing pages throw
// away. It shows no page, repairs nothing, decrypts nothing, and has no opinion on
// signatures.
package revision

import (
	"bytes"
	"slices"
)

// Code names something wrong with the structure of a file.
type Code string

// What can be wrong.
const (
	OddObject  Code = "object"  // an object does not end as it must, or is not what its cross-reference says
	OddStream  Code = "stream"  // the length of a stream is not where it ends
	OddXref    Code = "xref"    // a cross-reference section is short, or its end is not written as it must be
	OddTwice   Code = "twice"   // one section, or a hybrid pair, gives one object two places
	OddOrder   Code = "order"   // a section that should be older stands behind a newer one
	OddForward Code = "forward" // a revision points at bytes that came after it
	OddLost    Code = "lost"    // the last startxref leads nowhere; an earlier one was followed
	OddHidden  Code = "hidden"  // an object that no cross-reference names
	OddForeign Code = "foreign" // bytes that belong to nothing
	OddOverlap Code = "overlap" // two objects share bytes
	OddHeader  Code = "header"  // the file does not begin with its version
)

// Odd is something wrong, and where.
type Odd struct {
	Code Code
	At   int
}

// Bounds on one file.
const (
	maxRevisions = 300
	maxOdd       = 200
	startFuel    = 6_000_000 // values read
)

// Revision is one state of the document.
type Revision struct {
	Start int // the first byte after the revision before
	End   int // after the %%EOF of this revision, its line end included
	Mark  int // after the letters %%EOF, without the line end

	sections []*section // newest first; more than one in a linearised file
}

// Doc is a file with its revisions, oldest first.
type Doc struct {
	Bytes     []byte
	Revisions []Revision
	Encrypted bool
	Odds      []Odd        // the first of them
	Last      map[Code]int // where the last of each kind is, however many there are
	Unread    bool         // an object or object stream could not be read: what it refers to is not known

	fuel, decoded, entries int
	objects                map[int]*Object
	failed                 map[int]bool
	packs                  map[int]*pack
}

func (d *Doc) found(code Code, at int) {
	if last, there := d.Last[code]; !there || at > last {
		d.Last[code] = at
	}
	if len(d.Odds) < maxOdd && !slices.Contains(d.Odds, Odd{code, at}) {
		d.Odds = append(d.Odds, Odd{code, at})
	}
}

// unread notes an object that is there and cannot be read.
func (d *Doc) unread(at int) {
	d.Unread = true
	d.found(OddObject, at)
}

// Open walks the cross-references from the last to the first. The error is
// ErrSyntax, ErrLimit or ErrUnsupported.
func Open(file []byte) (*Doc, error) {
	d := &Doc{Bytes: file, fuel: startFuel, objects: map[int]*Object{}, failed: map[int]bool{}, packs: map[int]*pack{}, Last: map[Code]int{}}
	if !bytes.HasPrefix(file, []byte("%PDF-")) {
		d.found(OddHeader, 0)
	}
	// An update whose startxref is wrong is still an update: what stood before it
	// is walked, and the rest is bytes that nothing accounts for.
	end, first := len(file), error(nil)
	for try := range 8 {
		at := bytes.LastIndex(file[:end], []byte("startxref"))
		if at < 0 {
			break
		}
		err := d.walk(at)
		if err == nil {
			if try > 0 {
				d.found(OddLost, end)
			}
			return d, nil
		}
		if first == nil {
			first = err
		}
		if err == ErrLimit { //nolint:errorlint // our own value, never wrapped
			break
		}
		end = at
	}
	if first == nil {
		first = ErrSyntax
	}
	return nil, first
}

// startxref reads "startxref n %%EOF" at a position, behind comments such as the name
// that iText writes there; mark is after %%EOF.
func (d *Doc) startxref(at int) (offset, mark int, ok bool) {
	p := &parser{src: d.Bytes, pos: at, fuel: &d.fuel}
	p.space()
	if bytes.Contains(p.src[at:p.pos], []byte("%%EOF")) { // an end of its own
		return 0, 0, false
	}
	if !p.word("startxref") {
		return 0, 0, false
	}
	for p.pos < len(p.src) && isSpace(p.src[p.pos]) {
		p.pos++
	}
	if offset, ok = p.integer(); !ok {
		return 0, 0, false
	}
	for p.pos < len(p.src) && isSpace(p.src[p.pos]) {
		p.pos++
	}
	if !bytes.HasPrefix(p.src[p.pos:], []byte("%%EOF")) {
		return offset, p.pos, false
	}
	return offset, p.pos + len("%%EOF"), true
}

func (d *Doc) walk(last int) error {
	offset, _, ok := d.startxref(last)
	if !ok && offset == 0 {
		return ErrSyntax
	}
	var chain []*section // newest first
	seen := map[int]bool{}
	for at := offset; at >= 0; {
		if seen[at] {
			return ErrSyntax
		}
		seen[at] = true
		if len(chain) > maxRevisions {
			return ErrLimit
		}
		s, err := d.section(at)
		if err != nil {
			return err
		}
		s.named = at
		chain = append(chain, s)
		at = s.prev
	}
	d.Revisions = d.Revisions[:0]
	d.group(chain)
	_, d.Encrypted = chain[0].trailer.Lookup("Encrypt")
	for i, s := range chain {
		_, e := s.trailer.Lookup("Encrypt")
		d.Encrypted = d.Encrypted || e
		d.disagree(s)
		d.withdrawn(s, chain[i+1:])
	}
	return nil
}

// group makes revisions of sections. A linearised file begins with a section that
// is newer than the one behind it (ISO 32000-2, annex F); the two are one revision.
func (d *Doc) group(chain []*section) {
	n := len(chain)
	for i := n - 1; i >= 0; i-- {
		s := chain[i]
		r := Revision{sections: []*section{s}}
		if i == n-1 && n > 1 && chain[n-2].start < s.start && d.linearised() {
			r.sections = []*section{chain[n-2], s}
			i--
		}
		d.close(&r)
		if len(d.Revisions) > 0 {
			before := d.Revisions[len(d.Revisions)-1]
			r.Start = before.End
			if r.last().start < before.End {
				d.found(OddOrder, r.last().start)
			}
		}
		d.Revisions = append(d.Revisions, r)
	}
}

// last is the section that stands last in the file.
func (r *Revision) last() *section {
	return slices.MaxFunc(r.sections, func(a, b *section) int { return a.end - b.end })
}

// close finds where a revision ends.
func (d *Doc) close(r *Revision) {
	s := r.last()
	offset, mark, ok := d.startxref(s.end)
	if !ok || offset != r.sections[0].named {
		d.found(OddXref, s.end)
	}
	if !ok {
		mark = s.end
	}
	r.Mark, r.End = mark, lineEnd(d.Bytes, mark)
}

// lineEnd steps over one end of line.
func lineEnd(b []byte, at int) int {
	if at < len(b) && b[at] == '\r' {
		at++
		if at < len(b) && b[at] == '\n' {
			at++
		}
	} else if at < len(b) && b[at] == '\n' {
		at++
	}
	return at
}

// linearised reports whether the first object says so.
func (d *Doc) linearised() bool {
	return bytes.Contains(d.Bytes[:min(len(d.Bytes), 1024)], []byte("/Linearized"))
}

// disagree looks for objects that the two halves of a hybrid file place apart.
func (d *Doc) disagree(s *section) {
	if s.hybrid == nil {
		return
	}
	for num, e := range s.entries {
		if h, ok := s.hybrid.entries[num]; ok && e.kind != free && h != e {
			d.found(OddTwice, s.start)
			return
		}
	}
}

// withdrawn looks for objects that the table of a hybrid file frees and its stream
// gives back: a reader that goes by the table loses what older tables had.
func (d *Doc) withdrawn(s *section, older []*section) {
	if s.hybrid == nil {
		return
	}
	for num, e := range s.entries {
		if _, back := s.hybrid.entries[num]; !back || e.kind != free {
			continue
		}
		i := slices.IndexFunc(older, func(o *section) bool { _, there := o.entries[num]; return there })
		if i >= 0 && older[i].entries[num].kind != free {
			d.found(OddTwice, s.start)
			return
		}
	}
}
