package signature

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"minhchung/internal/intake/signature/revision"
)

// maxName bounds a name taken from a file, in runes.
const maxName = 200

// words reads a text string of PDF: UTF-16, UTF-8 or one byte a letter.
func words(v revision.Value) string {
	s, ok := v.(*revision.String)
	if !ok {
		return ""
	}
	b := s.Bytes
	switch {
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		var u []uint16
		for b = b[2:]; len(b) >= 2; b = b[2:] {
			u = append(u, uint16(b[0])<<8|uint16(b[1]))
		}
		return clean(string(utf16.Decode(u)))
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return clean(string(b[3:]))
	case utf8.Valid(b):
		return clean(string(b))
	}
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return clean(string(r))
}

// clean makes a name from a file safe to show: no controls, no overlong text.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if r := []rune(s); len(r) > maxName {
		return string(r[:maxName])
	}
	return s
}
