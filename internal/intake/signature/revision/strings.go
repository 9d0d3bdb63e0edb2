package revision

func (p *parser) hex() (*String, error) {
	s := &String{Hex: true, Plain: true, Start: p.at(p.pos)}
	p.pos++
	half := -1
	defer p.scanned(p.pos)
	for ; p.pos < len(p.src); p.pos++ {
		c := p.src[p.pos]
		d := digit(c)
		switch {
		case c == '>':
			if half >= 0 {
				s.Bytes, s.Plain = append(s.Bytes, byte(half<<4)), false
			}
			p.pos++
			s.End = p.at(p.pos)
			return s, nil
		case isSpace(c):
			s.Plain = false
		case d < 0:
			return nil, ErrSyntax
		case half < 0:
			half = d
		default:
			s.Bytes = append(s.Bytes, byte(half<<4|d))
			half = -1
		}
	}
	return nil, ErrSyntax
}

func (p *parser) literal() (*String, error) {
	s := &String{Start: p.at(p.pos)}
	p.pos++
	open := 1
	defer p.scanned(p.pos)
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		p.pos++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				s.End = p.at(p.pos)
				return s, nil
			}
		case '\\':
			s.Bytes = p.escape(s.Bytes)
			continue
		case '\r': // every end of line in a string is read as one line feed
			if p.peek() == '\n' {
				p.pos++
			}
			c = '\n'
		}
		s.Bytes = append(s.Bytes, c)
	}
	return nil, ErrSyntax
}

// escape reads what follows a backslash.
func (p *parser) escape(out []byte) []byte {
	c := p.peek()
	p.pos++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\r':
		if p.peek() == '\n' {
			p.pos++
		}
		return out
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := int(c - '0')
	for range 2 {
		d := p.peek()
		if d < '0' || d > '7' {
			break
		}
		n = n<<3 | int(d-'0')
		p.pos++
	}
	return append(out, byte(n))
}
