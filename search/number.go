package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"minhchung/search/vietnamese"
)

// run is a stretch of words that belong together: one word, or the parts of a
// document number or dossier code.
type run struct {
	words      []vietnamese.Word
	start, end int // bytes
}

// runs takes text apart. "12/QĐ-UBND" and "H32.12-261105-0007" are one run
// each, and so is "45/TTr -KTHT", which is how a scanner reads the letterhead.
func runs(text string) []run {
	var all []run
	for w := range vietnamese.Words(text) {
		if n := len(all); n > 0 && joined(all[n-1], text[all[n-1].end:w.Start]) {
			last := &all[n-1]
			last.words = append(last.words, w)
			last.end = w.End
			continue
		}
		all = append(all, run{words: []vietnamese.Word{w}, start: w.Start, end: w.End})
	}
	return all
}

// joined says whether gap, the characters after r, continues it. A separator
// without spaces always does. With spaces it does only where a number must
// follow ("45 / TTr") or where the space is on one side alone and r has
// begun as a number: "kế hoạch - dự toán" and "Điều 2. Kính gửi" stay apart.
func joined(r run, gap string) bool {
	if utf8.RuneCountInString(gap) > 4 || strings.ContainsAny(gap, "\n\r\"") {
		return false
	}
	separator := strings.TrimSpace(gap)
	switch separator {
	case "/", "-", "–", "—", ".", "_":
	default:
		return false
	}
	if separator == gap {
		return true
	}
	if separator == "." || !isDigits(r.words[0].Folded) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(gap)
	last, _ := utf8.DecodeLastRuneInString(gap)
	bothSides := unicode.IsSpace(first) && unicode.IsSpace(last)
	return !bothSides || separator == "/" && len(r.words) == 1
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// numbers lists the numbers and codes of s as they are written.
func numbers(s string) []string {
	var all []string
	for _, r := range runs(s) {
		all = append(all, s[r.start:r.end])
	}
	return all
}
