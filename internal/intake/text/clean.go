package text

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/intake/text/legacy"
)

// Clean returns s as it may be stored and searched: valid UTF-8, NFC, lines ended
// by "\n", no control characters (a NUL would be refused by the database), no
// spaces at the ends of lines.
func Clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r) || r == '\u00ad' || r == '\ufeff' || r == '\u200b':
			return -1
		}
		return r
	}, s)
	// Dropping a letter may bring a letter and its mark together.
	s = norm.NFC.String(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// ErrEncoding is the error of a text file in an encoding that is not read.
var ErrEncoding = errors.New("text: not UTF-8, UTF-16, TCVN3 or VNI")

// MaxPage is the longest page of a file that has no pages of its own, in bytes:
// about three of paper. What comes after a reader holds one page at a time, and
// must be able to.
const MaxPage = 16 << 10

// Plain turns the bytes of a text file (UTF-8, UTF-16 with a mark, or 8 bits of TCVN3
// or VNI) into pages: a form feed begins a new one, and so does the end of a line,
// or of a word, when a page gets longer than MaxPage.
func Plain(b []byte) ([]Page, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		b = fromUTF16(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		b = fromUTF16(b[2:], binary.BigEndian)
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, ErrEncoding
	}
	whole := string(b)
	if !utf8.Valid(b) {
		whole = fromLatin1(b)
		if legacy.Detect(whole) == "" {
			return nil, ErrEncoding
		}
	}
	var pages []Page
	for _, p := range split(whole) {
		for _, part := range Cut(p.Text) {
			pages = append(pages, Page{part, p.Was})
		}
	}
	if pages == nil {
		pages = []Page{{}}
	}
	return pages, nil
}

// fromLatin1 makes a letter of each byte, as Windows-1252 does from 0xA0 on.
func fromLatin1(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

// Cut cuts a page into pages of at most MaxPage bytes.
func Cut(p string) []string {
	var pages []string
	for len(p) > MaxPage {
		at := cutAt(p)
		pages = append(pages, strings.TrimRight(p[:at], "\n "))
		p = strings.TrimLeft(p[at:], "\n ")
	}
	return append(pages, p)
}

// cutAt finds where a page that is too long ends: behind its last whole line, else
// word, else letter.
func cutAt(p string) int {
	for _, end := range []string{"\n", " "} {
		if i := strings.LastIndex(p[:MaxPage], end); i > 0 {
			return i + 1
		}
	}
	at := MaxPage
	for !utf8.RuneStart(p[at]) {
		at--
	}
	return at
}

func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = order.Uint16(b[2*i:])
	}
	return []byte(string(utf16.Decode(u)))
}
