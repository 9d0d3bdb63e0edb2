package revision

import "bytes"

// Object is one "n g obj … endobj" of the file, or one inside an object stream.
type Object struct {
	Num, Gen int
	Value    Value
	Start    int  // of its number in the file; in an object stream that of the stream
	End      int  // after endobj
	Packed   bool // it stands in an object stream
	Odd      Code // what is wrong with it, or ""
}

// object reads the object at a position. length resolves an indirect /Length.
func (d *Doc) object(at, limit int, length func(Ref) (int, bool)) (*Object, error) {
	if d.fuel < 0 {
		return nil, ErrLimit
	}
	p := &parser{src: d.Bytes[:limit], pos: at, fuel: &d.fuel, inFile: true}
	p.space()
	o := &Object{Start: p.pos}
	var ok bool
	if o.Num, ok = p.integer(); !ok {
		return nil, ErrSyntax
	}
	p.space()
	if o.Gen, ok = p.integer(); !ok {
		return nil, ErrSyntax
	}
	p.space()
	if !bytes.HasPrefix(p.src[p.pos:], []byte("obj")) {
		return nil, ErrSyntax
	}
	p.pos += len("obj")
	p.space()
	if p.word("endobj") { // nothing between: null
		o.End = p.pos
		return o, nil
	}
	var err error
	if o.Value, err = p.value(0); err != nil {
		return nil, err
	}
	p.space()
	if dict, isDict := o.Value.(*Dict); isDict && bytes.HasPrefix(p.src[p.pos:], []byte("stream")) {
		if err := p.stream(o, dict, length); err != nil {
			return nil, err
		}
	}
	p.space()
	if !p.word("endobj") {
		o.Odd = OddObject
	}
	o.End = p.pos
	return o, nil
}

// stream takes the bytes of a stream by its length; where that is wrong, by the
// word that ends it, as readers do, and says so.
func (p *parser) stream(o *Object, dict *Dict, length func(Ref) (int, bool)) error {
	p.pos += len("stream")
	switch {
	case bytes.HasPrefix(p.src[p.pos:], []byte("\r\n")):
		p.pos += 2
	case p.peek() == '\n':
		p.pos++
	case p.peek() == '\r':
		p.pos++
		o.Odd = OddStream
	default:
		o.Odd = OddStream
	}
	s := &Stream{Dict: dict, Start: p.pos}
	n, known := -1, false
	switch v := dict.Get("Length").(type) {
	case int64:
		n, known = int(v), true
	case Ref:
		n, known = length(v)
	}
	if known && n >= 0 && n <= len(p.src)-s.Start {
		end := &parser{src: p.src, pos: s.Start + n, fuel: p.fuel}
		for end.pos < len(end.src) && isSpace(end.src[end.pos]) && end.pos < s.Start+n+2 {
			end.pos++
		}
		if bytes.HasPrefix(end.src[end.pos:], []byte("endstream")) {
			s.End = s.Start + n
			p.pos = end.pos + len("endstream")
			o.Value = s
			return nil
		}
	}
	o.Odd = OddStream
	i := bytes.Index(p.src[s.Start:], []byte("endstream"))
	if i < 0 {
		*p.fuel -= (len(p.src) - s.Start) / scanUnit
		return ErrSyntax
	}
	*p.fuel -= i / scanUnit
	s.End = s.Start + i
	p.pos = s.End + len("endstream")
	o.Value = s
	return nil
}
