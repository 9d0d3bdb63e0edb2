package recognise

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	maxLines = 2_000 // of a page; the rest is not looked at
	maxLine  = 1_000 // letters of a line
)

// line is one line of text: its letters as printed, and the same letters for
// comparison, one ASCII byte for each, so that positions agree.
type line struct {
	raw    []rune
	folded string
}

func (l line) String() string { return strings.TrimSpace(string(l.raw)) }

func (l line) blank() bool { return strings.Trim(l.folded, " -_.*") == "" }

// cut returns the part of the line from byte i to j.
func (l line) cut(i, j int) line { return line{l.raw[i:j], l.folded[i:j]} }

// capitals reports whether at least nine in ten of its letters are capitals, and
// there are some.
func (l line) capitals() bool {
	upper, letters := 0, 0
	for _, r := range l.raw {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters >= 2 && upper*10 >= letters*9
}

func lines(s string) []line {
	s = norm.NFC.String(strings.ToValidUTF8(s, "?"))
	var out []line
	for l := range strings.Lines(s) {
		if len(out) == maxLines {
			break
		}
		out = append(out, newLine(strings.TrimRight(l, "\r\n\f")))
	}
	return out
}

func newLine(s string) line {
	raw := []rune(strings.TrimSpace(s))
	if len(raw) > maxLine {
		raw = raw[:maxLine]
	}
	b := make([]byte, len(raw))
	for i, r := range raw {
		b[i] = fold(r)
	}
	return line{raw, string(b)}
}

// fold returns the small letter without marks: 'ộ' and 'Ô' are 'o', 'Đ' is 'd'.
// Anything beyond ASCII becomes '?', which no keyword holds.
func fold(r rune) byte {
	switch {
	case r < 0x80:
		return byte(unicode.ToLower(r))
	case r == 'đ' || r == 'Đ' || r == 'Ð': // the last is Icelandic, and typed often
		return 'd'
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
		return '-'
	case unicode.IsSpace(r):
		return ' '
	}
	var buf [16]byte
	d := norm.NFD.AppendString(buf[:0], string(r))
	if len(d) > 0 && d[0] < 0x80 {
		return byte(unicode.ToLower(rune(d[0])))
	}
	return '?'
}

// head is the top of page one: everything above the body, without the national
// motto, and the lines below it.
type head struct {
	top  []line
	body []line
}

// letterhead cuts the page where the body begins. Columns that were merged into
// one line, as OCR does, are parted at the motto.
func letterhead(all []line) head {
	const most = 60
	begins := regexp.MustCompile(`^(can cu\b|kinh gui|dieu 1\b|chuong i\b|phan i\b|i\. |1\. )`)
	motto := regexp.MustCompile(`c.ng h.a x. h.i ch. ngh.a( vi.t n.m)?|d.c l.p ?.{1,3} ?t. do ?.{1,3} ?h.nh ph.c|^dang cong san viet nam$`)
	var h head
	for i, l := range all {
		if i == most || begins.MatchString(l.folded) {
			h.body = all[i:]
			break
		}
		if at := motto.FindStringIndex(l.folded); at != nil {
			for _, part := range []line{l.cut(0, at[0]), l.cut(at[1], len(l.folded))} {
				if part = newLine(part.String()); !part.blank() {
					h.top = append(h.top, part)
				}
			}
			continue
		}
		h.top = append(h.top, l)
	}
	return h
}
