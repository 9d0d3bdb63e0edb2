package office

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// errDTD is the error of a part that declares entities. No format read here allows
// that, and no entity is ever resolved: encoding/xml knows the five of XML alone.
var errDTD = errors.New("office: a DTD")

// elements walks the tokens of one part, and ends at what these formats forbid.
type elements struct {
	dec   *xml.Decoder
	depth int
}

func walk(r io.Reader) *elements {
	dec := xml.NewDecoder(r)
	dec.CharsetReader = func(charset string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("%w: encoding %.40q", ErrDamaged, charset)
	}
	return &elements{dec: dec}
}

// next returns the next token; its bytes are good until the call after.
func (e *elements) next() (xml.Token, error) {
	t, err := e.dec.Token()
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, ErrBomb):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	switch t.(type) {
	case xml.Directive:
		return nil, errDTD
	case xml.StartElement:
		if e.depth++; e.depth > maxDepth {
			return nil, fmt.Errorf("%w: nested too deep", ErrDamaged)
		}
	case xml.EndElement:
		e.depth--
	}
	return t, nil
}

// skip passes the rest of the element whose start was read last.
func (e *elements) skip() error {
	for until := e.depth - 1; e.depth > until; {
		if _, err := e.next(); err != nil {
			return end(err)
		}
	}
	return nil
}

// end turns the end of a part in the midst of an element into damage.
func end(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: cut off", ErrDamaged)
	}
	return err
}

// attr returns the value of an attribute by its local name.
func attr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
