package measure

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"minhchung/deploy/firstpages/set"
	"minhchung/internal/intake/recognise"
)

// Hide returns the papers with what is true of a field taken out of their words,
// wherever it stands, and how many papers that changed. A type that the heading names
// is in the symbol, too, and goes from both.
func Hide(entries []set.Entry, field string) ([]set.Entry, int) {
	out, changed := make([]set.Entry, len(entries)), 0
	for i, e := range entries {
		out[i] = e
		want := truth(e.Truth, field)
		if want == "" {
			continue
		}
		touched := false
		out[i].Pages = nil
		for _, p := range e.Pages {
			q := p
			var hit bool
			q.Words, hit = without(p.Words, e, field, want)
			touched = touched || hit
			out[i].Pages = append(out[i].Pages, q)
		}
		if touched {
			changed++
		}
	}
	return out, changed
}

// without leaves words out.
func without(words []set.Word, e set.Entry, field, want string) ([]set.Word, bool) {
	drop := make([]bool, len(words))
	switch field {
	case recognise.Number, recognise.Symbol, recognise.DocType:
		// Whole lines: the one with the number, and the heading.
		mark(words, drop, e.Truth.Number+e.Truth.Symbol, true)
		mark(words, drop, "Số"+e.Truth.Number+e.Truth.Symbol, true)
		if field == recognise.DocType {
			for i, w := range words {
				drop[i] = drop[i] || isCapitals(lineText(words, i)) && w.Y > 110
			}
		}
	case recognise.Issued:
		mark(words, drop, e.Truth.Place+", ngày", true)
	case recognise.Recipients:
		for _, r := range strings.Split(want, "; ") {
			mark(words, drop, r, false)
		}
	case recognise.Issuer:
		for i, w := range words {
			drop[i] = w.Y < 180 && w.X < 480 && isCapitals(lineText(words, i))
		}
	default:
		mark(words, drop, want, false)
	}
	var kept []set.Word
	for i, w := range words {
		if !drop[i] {
			kept = append(kept, w)
		}
	}
	return kept, len(kept) < len(words)
}

// mark marks the words that spell s, letters only; with whole, their lines.
func mark(words []set.Word, drop []bool, s string, whole bool) {
	want := letters(norm.NFC.String(s), false)
	for i := range words {
		spelt := ""
		for k := i; k < len(words) && len(spelt) < len(want); k++ {
			spelt += letters(norm.NFC.String(words[k].Text), false)
			if spelt == "" || !strings.HasPrefix(want, spelt) && !strings.HasPrefix(spelt, want) {
				break
			}
			if strings.HasPrefix(spelt, want) {
				for j := range words {
					if j >= i && j <= k || whole && sameLine(words[j], words[i]) {
						drop[j] = true
					}
				}
			}
		}
	}
}

func sameLine(a, b set.Word) bool { return a.Block == b.Block && a.Line == b.Line }

func lineText(words []set.Word, i int) string {
	var b strings.Builder
	for _, w := range words {
		if sameLine(w, words[i]) {
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

func isCapitals(s string) bool { return strings.ToUpper(s) == s && strings.ToLower(s) != s }
