package vietnamese

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxWord is the longest compared part of a word, in characters. What follows
// (base64, rows of dots read as letters) is covered by End but not compared.
const MaxWord = 64

// Word is one word of a text: a run of letters, digits and marks.
type Word struct {
	Exact  string // as Exact gives it: "quyết"
	Folded string // as Fold gives it: "quyet"
	Start  int    // first byte in the text
	End    int    // byte after the last one
}

// Marked says whether the word bears marks, and so asks for more than its
// folded form.
func (w Word) Marked() bool { return w.Exact != w.Folded }

// Words yields the words of text in their order. Punctuation, spaces and
// control characters separate; a soft hyphen does not. A number loses its
// leading zeros, because "05/QĐ-UBND" and "5/QĐ-UBND" are one document.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		for i := 0; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !inWord(r) {
				i += size
				continue
			}
			start := i
			for i < len(text) {
				r, size = utf8.DecodeRuneInString(text[i:])
				if !inWord(r) && r != softHyphen {
					break
				}
				i += size
			}
			w, ok := makeWord(text[start:i])
			if !ok {
				continue
			}
			w.Start, w.End = start, i
			if !yield(w) {
				return
			}
		}
	}
}

const softHyphen = '\u00AD'

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && unicode.In(r, unicode.L, unicode.N, unicode.M)
}

// makeWord compares s; ok is false where nothing is left of it, as of a mark
// that stands alone.
func makeWord(s string) (w Word, ok bool) {
	w.Exact, w.Folded, ok = forms(s)
	if !ok {
		s = cut(strings.ReplaceAll(s, string(softHyphen), ""), MaxWord)
		w.Exact = Exact(s)
		w.Folded = Fold(w.Exact)
	}
	if trimmed := trimZeros(w.Folded); trimmed != w.Folded {
		w.Exact, w.Folded = trimmed, trimmed
	}
	return w, w.Folded != ""
}

// cut returns the first n characters of s.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func trimZeros(s string) string {
	if s == "" || s[0] != '0' || strings.Trim(s, "0123456789") != "" {
		return s
	}
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}
