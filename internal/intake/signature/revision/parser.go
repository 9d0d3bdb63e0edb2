package revision

import (
	"bytes"
	"errors"
	"strconv"
)

// What goes wrong.
var (
	// ErrSyntax: the bytes are not what the standard asks for here.
	ErrSyntax = errors.New("revision: not PDF syntax")
	// ErrLimit: more work or memory than a file may cost.
	ErrLimit = errors.New("revision: the file takes too much work")
	// ErrUnsupported: a filter that cross-references and object streams do not use.
	ErrUnsupported = errors.New("revision: unsupported encoding")
)

const maxDepth = 100 // nesting of direct values

// parser reads values. Every value costs fuel, so that no file can take more
// memory or time than the fuel there is.
type parser struct {
	src    []byte
	pos    int
	fuel   *int
	inFile bool // src is the file itself: positions mean something
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

// space skips white space and comments.
func (p *parser) space() {
	defer p.scanned(p.pos)
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case isSpace(c):
			p.pos++
		case c == '%':
			if i := bytes.IndexAny(p.src[p.pos:], "\r\n"); i >= 0 {
				p.pos += i
			} else {
				p.pos = len(p.src)
			}
		default:
			return
		}
	}
}

// scanned charges for the bytes since a position, also where nothing came of them: else
// many values without an end would each be read to the end of the file.
func (p *parser) scanned(from int) { *p.fuel -= (p.pos - from) / scanUnit }

// scanUnit is how many bytes are looked at for one unit of fuel.
const scanUnit = 64

func (p *parser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

// word takes a keyword if it stands here as a whole.
func (p *parser) word(w string) bool {
	if !bytes.HasPrefix(p.src[p.pos:], []byte(w)) {
		return false
	}
	if end := p.pos + len(w); end < len(p.src) && isRegular(p.src[end]) {
		return false
	}
	p.pos += len(w)
	return true
}

// integer takes digits.
func (p *parser) integer() (int, bool) {
	start := p.pos
	for p.pos-start <= 15 && p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '9' {
		p.pos++
	}
	if p.pos == start || p.pos-start > 15 {
		p.pos = start
		return 0, false
	}
	n := 0
	for _, c := range p.src[start:p.pos] {
		n = n*10 + int(c-'0')
	}
	return n, true
}

// value reads one value; the position is after it.
func (p *parser) value(depth int) (Value, error) {
	if *p.fuel--; *p.fuel < 0 || depth > maxDepth {
		return nil, ErrLimit
	}
	p.space()
	switch c := p.peek(); {
	case c == '/':
		return p.name(), nil
	case c == '(':
		return p.literal()
	case c == '[':
		return p.array(depth)
	case c == '<' && p.pos+1 < len(p.src) && p.src[p.pos+1] == '<':
		return p.dict(depth)
	case c == '<':
		return p.hex()
	case c >= '0' && c <= '9':
		if ref, ok := p.ref(); ok {
			return ref, nil
		}
		return p.number()
	case c == '+', c == '-', c == '.':
		return p.number()
	case p.word("true"):
		return true, nil
	case p.word("false"):
		return false, nil
	case p.word("null"):
		return nil, nil
	}
	return nil, ErrSyntax
}

// ref reads "n g R", or nothing.
func (p *parser) ref() (Ref, bool) {
	start := p.pos
	if num, ok := p.integer(); ok && isSpace(p.peek()) {
		p.space()
		if gen, ok := p.integer(); ok && isSpace(p.peek()) {
			p.space()
			if p.word("R") {
				return Ref{num, gen}, true
			}
		}
	}
	p.pos = start
	return Ref{}, false
}

func (p *parser) number() (Value, error) {
	start := p.pos
	for p.pos < len(p.src) && isRegular(p.src[p.pos]) {
		p.pos++
	}
	p.scanned(start)
	token := string(p.src[start:p.pos])
	if n, err := strconv.ParseInt(token, 10, 64); err == nil {
		return n, nil
	}
	for _, c := range []byte(token) {
		if (c < '0' || c > '9') && c != '.' && c != '+' && c != '-' {
			return nil, ErrSyntax
		}
	}
	f, err := strconv.ParseFloat(token, 64)
	if err != nil {
		return nil, ErrSyntax
	}
	return Real(f), nil
}

func (p *parser) name() Name {
	p.pos++
	start := p.pos
	escaped := false
	for p.pos < len(p.src) && isRegular(p.src[p.pos]) {
		escaped = escaped || p.src[p.pos] == '#'
		p.pos++
	}
	p.scanned(start)
	raw := p.src[start:p.pos]
	if !escaped {
		return Name(raw)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && digit(raw[i+1]) >= 0 && digit(raw[i+2]) >= 0 {
			out = append(out, byte(digit(raw[i+1])<<4|digit(raw[i+2])))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return Name(out)
}

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (p *parser) array(depth int) (Value, error) {
	p.pos++
	a := Array{}
	for {
		p.space()
		if p.pos >= len(p.src) {
			return nil, ErrSyntax
		}
		if p.src[p.pos] == ']' {
			p.pos++
			return a, nil
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

func (p *parser) dict(depth int) (*Dict, error) {
	d := &Dict{Start: p.at(p.pos)}
	p.pos += 2
	for {
		p.space()
		if bytes.HasPrefix(p.src[p.pos:], []byte(">>")) {
			p.pos += 2
			d.End = p.at(p.pos)
			d.seal()
			return d, nil
		}
		if p.peek() != '/' {
			return nil, ErrSyntax
		}
		key := p.name()
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		d.Entries = append(d.Entries, Entry{key, v})
	}
}

// at turns a position into one of the file.
func (p *parser) at(pos int) int {
	if p.inFile {
		return pos
	}
	return -1
}
