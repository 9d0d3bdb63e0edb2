package recognise

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/kpi"
)

const (
	maxLines = 2_000 // of a page; the rest is not looked at
	maxLine  = 1_000 // letters of a line
	maxWords = 20_000
)

// line is one line of text: its letters as printed, and the same letters for
// comparison, one ASCII byte for each, so that positions agree. Where the places of
// words are known, a line is a stretch of words without a wide gap, so that the two
// columns of a letterhead are never on one line.
type line struct {
	raw    []rune
	folded string
	words  []piece // empty when places are unknown
	zone   zone
}

// piece is a word of a line: the letters from..to.
type piece struct {
	from, to   int
	box        kpi.Place
	confidence int
}

// zone is the part of page one where a line stands.
type zone int

const (
	unknown zone = iota
	left         // below the issuing body
	right        // below the motto
	middle       // over the whole width
)

func (l line) String() string { return strings.TrimSpace(string(l.raw)) }

func (l line) blank() bool { return strings.Trim(l.folded, " -_.*=~|'`?,") == "" }

// cut returns the part of the line from letter i to j, with what surrounds it
// trimmed.
func (l line) cut(i, j int) line {
	for i < j && l.folded[i] == ' ' {
		i++
	}
	for j > i && l.folded[j-1] == ' ' {
		j--
	}
	part := line{raw: l.raw[i:j], folded: l.folded[i:j], zone: l.zone}
	for _, w := range l.words {
		if w.to > i && w.from < j {
			w.from, w.to = max(w.from, i)-i, min(w.to, j)-i
			part.words = append(part.words, w)
		}
	}
	return part
}

// place is where the letters i to j stand; nil when that is unknown.
func (l line) place(i, j int) *kpi.Place {
	var all *kpi.Place
	for _, w := range l.words {
		if w.to > i && w.from < j {
			all = around(all, &w.box)
		}
	}
	return all
}

// together is one line made of two that follow each other.
func together(a, b line) line {
	l := newLine(string(a.raw) + " " + string(b.raw))
	l.zone = a.zone
	l.words = append(l.words, a.words...)
	for _, w := range b.words {
		w.from, w.to = w.from+len(a.raw)+1, w.to+len(a.raw)+1
		l.words = append(l.words, w)
	}
	return l
}

// box is the place of the whole line; without size when it is unknown.
func (l line) box() kpi.Place {
	if p := l.place(0, len(l.raw)); p != nil {
		return *p
	}
	return kpi.Place{}
}

// centre is the middle of the line from the left, in thousandths.
func (l line) centre() int { b := l.box(); return b.X + b.W/2 }

func (l line) placed() bool { return len(l.words) > 0 }

// confidence is that of the least sure word among the letters i to j.
func (l line) confidence(i, j int) int {
	least := 100
	for _, w := range l.words {
		if w.to > i && w.from < j {
			least = min(least, w.confidence)
		}
	}
	return least
}

// around is the smallest place that holds both; either may be nil.
func around(a, b *kpi.Place) *kpi.Place {
	switch {
	case a == nil && b == nil:
		return nil
	case a == nil:
		c := *b
		return &c
	case b == nil:
		return a
	}
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return &kpi.Place{X: x, Y: y, W: max(a.X+a.W, b.X+b.W) - x, H: max(a.Y+a.H, b.Y+b.H) - y}
}

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

// textLines cuts a text without places into lines.
func textLines(s string) []line {
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
	return line{raw: raw, folded: string(b)}
}

// wordLine puts words of one line together. A word in letters of two fonts, as when
// the chosen one lacks Vietnamese letters, comes from poppler in pieces that touch;
// seen words never touch.
func wordLine(words []Word, seen bool) line {
	const touching = 1 // thousandth of the width: less than any space
	var b strings.Builder
	var pieces []piece
	letters := 0
	for i, w := range words {
		text := strings.Join(strings.Fields(norm.NFC.String(strings.ToValidUTF8(w.Text, "?"))), "")
		if seen {
			text, w.Box = unruled(text, w.Box)
		}
		n := len([]rune(text))
		if n == 0 || letters+n >= maxLine {
			continue
		}
		apart := i > 0 && (seen || w.Box.X-(words[i-1].Box.X+words[i-1].Box.W) > touching)
		if letters > 0 && apart {
			b.WriteByte(' ')
			letters++
		}
		b.WriteString(text)
		pieces = append(pieces, piece{letters, letters + n, w.Box, w.Confidence})
		letters += n
	}
	l := newLine(b.String())
	l.words = pieces
	if seen { // specks and strokes of a stamp; dashes and their lookalikes are kept
		l = l.cut(len(l.raw)-len([]rune(strings.TrimLeft(string(l.raw), " °“”\"‘’'`|"))), len(l.raw))
	}
	return l
}

// unruled cuts off a ruled line that OCR took for letters of the word before or
// behind it.
func unruled(text string, box kpi.Place) (string, kpi.Place) {
	const rule = "-–—_=~.…─"
	all := len([]rune(text))
	behind := strings.TrimRight(text, rule)
	if cut := all - len([]rune(behind)); cut > 3 && behind != "" {
		text, box.W = behind, box.W*(all-cut)/all
	}
	all = len([]rune(text))
	before := strings.TrimLeft(text, rule)
	if cut := all - len([]rune(before)); cut > 3 && before != "" {
		off := box.W * cut / all
		text, box.X, box.W = before, box.X+off, box.W-off
	}
	return text, box
}

// fold returns the small letter without marks: 'ộ' and 'Ô' are 'o', 'Đ' is 'd'.
// Anything beyond ASCII becomes '?', which no keyword holds.
func fold(r rune) byte {
	switch {
	case r < 0x80:
		return byte(unicode.ToLower(r))
	case isBarredD(r):
		return 'd'
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
		return '-'
	case r == 0x2044 || r == 0x2215: // fraction and division stroke
		return '/'
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

// isBarredD is Đ and its lookalikes: Icelandic Eth and African D, typed and
// recognised as often.
func isBarredD(r rune) bool {
	switch r {
	case 'đ', 'Đ', 'Ð', 'ð', 'Ɖ', 'ɖ':
		return true
	}
	return false
}

// barred writes Đ with the letter of Vietnamese, whatever was typed or seen.
func barred(r rune) rune {
	switch r {
	case 'Ð', 'Ɖ':
		return 'Đ'
	case 'ð', 'ɖ':
		return 'đ'
	}
	return r
}

// plain writes Đ and strokes as the law does.
func plain(r rune) rune {
	switch {
	case isBarredD(r):
		return barred(r)
	case fold(r) == '-':
		return '-'
	case fold(r) == '/':
		return '/'
	}
	return r
}

// tidy joins what was cut, with one space between words.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }
