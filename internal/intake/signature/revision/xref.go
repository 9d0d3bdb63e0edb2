package revision

import (
	"bytes"
)

type kind uint8

const (
	free kind = iota
	plain
	packed
)

// entry says where an object is: in the file, or in an object stream.
type entry struct {
	kind   kind
	offset int // plain: in the file; packed: number of the object stream
	gen    int // packed: place in the stream
}

// section is one cross-reference table or stream.
type section struct {
	named      int // where it was said to be
	start, end int
	entries    map[int]entry
	trailer    *Dict
	prev       int // -1 when there is none
	stream     int // number of the cross-reference stream itself, -1 for a table
	hybrid     *section
}

// maxEntries bounds all cross-reference entries of a file.
const maxEntries = 400_000

// section reads the table or stream at a position.
func (d *Doc) section(at int) (*section, error) {
	if at < 0 || at >= len(d.Bytes) {
		return nil, ErrSyntax
	}
	p := &parser{src: d.Bytes, pos: at, fuel: &d.fuel, inFile: true}
	p.space()
	s := &section{start: p.pos, entries: map[int]entry{}, prev: -1, stream: -1}
	var err error
	if p.word("xref") {
		err = d.table(p, s)
	} else {
		err = d.xrefStream(p.pos, s)
	}
	if err != nil {
		return nil, err
	}
	switch prev := s.trailer.Get("Prev").(type) {
	case nil:
	case int64:
		s.prev = int(prev)
	default:
		return nil, ErrSyntax
	}
	return s, nil
}

func (d *Doc) table(p *parser, s *section) error {
	for {
		p.space()
		if p.word("trailer") {
			break
		}
		first, ok := p.integer()
		if !ok {
			return ErrSyntax
		}
		p.space()
		count, ok := p.integer()
		if !ok {
			return ErrSyntax
		}
		for i := range count {
			e, ok := p.line()
			if !ok {
				return ErrSyntax
			}
			if err := d.enter(s, first+i, e); err != nil {
				return err
			}
		}
	}
	p.space()
	if !bytes.HasPrefix(p.src[p.pos:], []byte("<<")) {
		return ErrSyntax
	}
	var err error
	if s.trailer, err = p.dict(0); err != nil {
		return err
	}
	s.end = p.pos
	at, ok := s.trailer.Get("XRefStm").(int64)
	if !ok {
		return nil
	}
	h := &section{entries: map[int]entry{}, prev: -1, stream: -1}
	if at < 0 || int(at) >= len(d.Bytes) {
		return ErrSyntax
	}
	if err := d.xrefStream(int(at), h); err != nil {
		return err
	}
	s.hybrid = h
	return nil
}

// line reads "oooooooooo ggggg n".
func (p *parser) line() (entry, bool) {
	p.space()
	offset, ok := p.integer()
	if !ok {
		return entry{}, false
	}
	p.space()
	gen, ok := p.integer()
	if !ok {
		return entry{}, false
	}
	p.space()
	c := p.peek()
	p.pos++
	switch c {
	case 'n':
		return entry{plain, offset, gen}, true
	case 'f':
		return entry{free, offset, gen}, true
	}
	return entry{}, false
}

// enter keeps an entry; a second one for the same number in one section is odd.
func (d *Doc) enter(s *section, num int, e entry) error {
	if d.entries++; d.entries > maxEntries {
		return ErrLimit
	}
	if was, ok := s.entries[num]; ok && was != e {
		d.found(OddTwice, s.start)
		return nil
	}
	s.entries[num] = e
	return nil
}

func (d *Doc) xrefStream(at int, s *section) error {
	o, err := d.object(at, len(d.Bytes), func(Ref) (int, bool) { return 0, false })
	if err != nil {
		return err
	}
	stream, ok := o.Value.(*Stream)
	if !ok || stream.Dict.Get("Type") != Name("XRef") {
		return ErrSyntax
	}
	if o.Odd != "" {
		d.found(o.Odd, o.Start)
	}
	s.start, s.end, s.trailer, s.stream = o.Start, o.End, stream.Dict, o.Num
	w, ok := stream.Dict.Get("W").(Array)
	if !ok || len(w) != 3 {
		return ErrSyntax
	}
	var width [3]int
	for i := range w {
		n, ok := w[i].(int64)
		if !ok || n < 0 || n > 8 {
			return ErrSyntax
		}
		width[i] = int(n)
	}
	row := width[0] + width[1] + width[2]
	if row == 0 {
		return ErrSyntax
	}
	data, err := d.decode(stream)
	if err != nil {
		return err
	}
	index, ok := stream.Dict.Get("Index").(Array)
	if !ok {
		index = Array{int64(0), int64(number(stream.Dict, "Size", 0))}
	}
	for i := 0; i+1 < len(index); i += 2 {
		first, ok1 := index[i].(int64)
		count, ok2 := index[i+1].(int64)
		if !ok1 || !ok2 || first < 0 || first > 1<<31 || count < 0 {
			return ErrSyntax
		}
		for n := range count {
			if len(data) < row {
				d.found(OddXref, s.start)
				return nil
			}
			e := unpackEntry(data[:row], width)
			data = data[row:]
			if err := d.enter(s, int(first+n), e); err != nil {
				return err
			}
		}
	}
	return nil
}

// unpackEntry reads one row. An entry of a kind the standard does not name stands for
// null (ISO 32000-2, 7.5.8.3): as a freed object does, it hides what was there.
func unpackEntry(row []byte, width [3]int) entry {
	field := func(i, otherwise int) int {
		if width[i] == 0 {
			return otherwise
		}
		n := uint64(0)
		for _, c := range row[:width[i]] {
			n = n<<8 | uint64(c)
		}
		row = row[width[i]:]
		if n > 1<<40 {
			return 1 << 40
		}
		return int(n)
	}
	k := field(0, 1)
	offset := field(1, 0)
	gen := field(2, 0)
	switch k {
	case 1:
		return entry{plain, offset, gen}
	case 2:
		return entry{packed, offset, gen}
	}
	return entry{free, offset, gen}
}

// find looks an object up in one section: the table before the stream that a
// hybrid file hides from old readers (ISO 32000-2, 7.5.8.4).
func (s *section) find(num int) (entry, bool) {
	e, ok := s.entries[num]
	if s.hybrid != nil && (!ok || e.kind == free) {
		if h, there := s.hybrid.entries[num]; there {
			return h, true
		}
	}
	return e, ok
}
