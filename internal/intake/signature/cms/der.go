package cms

import (
	"errors"
)

var errBER = errors.New("cms: not BER")

// maxNesting bounds constructed values within each other.
const maxNesting = 40

// definite rewrites BER with open or overlong lengths as DER asks: some signers
// stream their signatures and close them with end marks. The order of a set and
// the bytes of primitive values stay as they were transmitted. rest is what stands
// behind the first value.
func definite(in []byte) (out, rest []byte, err error) { return rewrite(in, 0) }

func rewrite(in []byte, depth int) (out, rest []byte, err error) {
	if depth > maxNesting || len(in) < 2 || in[0]&0x1f == 0x1f {
		return nil, nil, errBER
	}
	tag, length, head, err := header(in)
	if err != nil {
		return nil, nil, err
	}
	in = in[head:]
	open := length < 0
	if !open && length > len(in) {
		return nil, nil, errBER
	}
	if tag&0x20 == 0 {
		if open {
			return nil, nil, errBER
		}
		return element(tag, in[:length]), in[length:], nil
	}
	body := in
	if !open {
		body, rest = in[:length], in[length:]
	}
	var inner []byte
	for {
		if open && len(body) >= 2 && body[0] == 0 && body[1] == 0 {
			rest = body[2:]
			break
		}
		if len(body) == 0 {
			if open {
				return nil, nil, errBER
			}
			break
		}
		var one []byte
		if one, body, err = rewrite(body, depth+1); err != nil {
			return nil, nil, err
		}
		if tag == 0x24 { // pieces of one octet string
			if one[0] != 0x04 {
				return nil, nil, errBER
			}
			_, _, head, _ := header(one)
			one = one[head:]
		}
		inner = append(inner, one...)
	}
	if tag == 0x24 {
		tag = 0x04
	}
	return element(tag, inner), rest, nil
}

// header reads tag and length; length is -1 when it is open.
func header(in []byte) (tag byte, length, head int, err error) {
	tag = in[0]
	switch n := in[1]; {
	case n < 0x80:
		return tag, int(n), 2, nil
	case n == 0x80:
		return tag, -1, 2, nil
	case n > 0x84 || len(in) < 2+int(n&0x7f):
		return 0, 0, 0, errBER
	default:
		for _, c := range in[2 : 2+int(n&0x7f)] {
			length = length<<8 | int(c)
		}
		return tag, length, 2 + int(n&0x7f), nil
	}
}

func element(tag byte, body []byte) []byte {
	n := len(body)
	out := make([]byte, 0, n+6)
	out = append(out, tag)
	switch {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 1<<8:
		out = append(out, 0x81, byte(n))
	case n < 1<<16:
		out = append(out, 0x82, byte(n>>8), byte(n))
	case n < 1<<24:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	default:
		out = append(out, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(out, body...)
}
