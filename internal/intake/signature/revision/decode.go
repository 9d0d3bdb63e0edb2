package revision

import (
	"bytes"
	"compress/flate"
	"io"
)

// Bounds of what one file may unpack to, in bytes.
const (
	maxStream  = 32 << 20
	maxDecoded = 96 << 20
)

// decode unpacks a stream of the file: none or Flate, with a PNG predictor or none,
// which is what cross-references, object streams and evidence are written with.
func (d *Doc) decode(s *Stream) ([]byte, error) {
	raw := d.Bytes[s.Start:s.End]
	filter := s.Dict.Get("Filter")
	parms := s.Dict.Get("DecodeParms")
	if a, ok := filter.(Array); ok {
		switch len(a) {
		case 0:
			filter = nil
		case 1:
			filter = a[0]
		default:
			return nil, ErrUnsupported
		}
	}
	if a, ok := parms.(Array); ok {
		parms = nil
		if len(a) == 1 {
			parms = a[0]
		}
	}
	switch filter {
	case nil:
		return raw, nil
	case Name("FlateDecode"), Name("Fl"):
	default:
		return nil, ErrUnsupported
	}
	out, err := d.inflate(raw)
	if err != nil {
		return nil, err
	}
	switch parms := parms.(type) {
	case nil:
		return out, nil
	case *Dict:
		return unpredict(out, parms)
	}
	return nil, ErrUnsupported
}

func (d *Doc) inflate(raw []byte) ([]byte, error) {
	if len(raw) < 2 {
		return nil, ErrSyntax
	}
	room := min(maxStream, maxDecoded-d.decoded)
	r := flate.NewReader(bytes.NewReader(raw[2:]))
	out, err := io.ReadAll(io.LimitReader(r, int64(room)+1))
	d.decoded += len(out)
	if len(out) > room {
		return nil, ErrLimit
	}
	if err != nil {
		return nil, ErrSyntax
	}
	return out, nil
}

func number(d *Dict, key Name, otherwise int) int {
	if n, ok := d.Get(key).(int64); ok && n >= 0 && n < 1<<31 {
		return int(n)
	}
	return otherwise
}

// unpredict undoes PNG's prediction (ISO 32000-2, 7.4.4.4).
func unpredict(in []byte, parms *Dict) ([]byte, error) {
	predictor := number(parms, "Predictor", 1)
	if predictor == 1 {
		return in, nil
	}
	bits := number(parms, "BitsPerComponent", 8) * number(parms, "Colors", 1)
	row := (number(parms, "Columns", 1)*bits + 7) / 8
	if predictor < 10 || bits != 8 || row < 1 || row > 1<<16 {
		return nil, ErrUnsupported
	}
	out := make([]byte, 0, len(in))
	above := make([]byte, row)
	for len(in) > row {
		kind, line := in[0], in[1:1+row]
		in = in[1+row:]
		at := len(out)
		out = append(out, line...)
		now := out[at:]
		for i := range now {
			var left, corner byte
			if i > 0 {
				left, corner = now[i-1], above[i-1]
			}
			switch kind {
			case 0:
			case 1:
				now[i] += left
			case 2:
				now[i] += above[i]
			case 3:
				now[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				now[i] += paeth(left, above[i], corner)
			default:
				return nil, ErrSyntax
			}
		}
		above = now
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }
