package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	snippetChars = 160
	titleChars   = 300
	ellipsis     = "…"
)

func count(s string) int { return utf8.RuneCountInString(s) }

// title is the whole title, unless it is one that no list could show.
func (m marker) title(text string) []Fragment {
	return cutOut(text, m.tokens(text), 0, titleChars)
}

// snippet is the part of text with the most different matches, a little before
// the first of them; the beginning where nothing matches.
func (m marker) snippet(text string) []Fragment {
	all := m.tokens(text)
	return cutOut(text, all, bestStart(all), snippetChars)
}

// bestStart answers the token a snippet begins with.
func bestStart(all []token) int {
	best, bestScore := -1, 0
	for i := range all {
		if all[i].term == unmarked {
			continue
		}
		seen := map[int]bool{}
		score := 0
		for j := i; j < len(all) && all[j].last-all[i].first <= snippetChars*3/4; j++ {
			switch t := all[j].term; {
			case t == unmarked:
			case seen[t]:
				score++
			default: // a different match is worth more than any repetition
				seen[t] = true
				score += snippetChars
			}
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 {
		return 0
	}
	start := best
	for start > 0 && all[best].first-all[start-1].first <= snippetChars/4 {
		start--
	}
	// At the end of a page there is more room before than behind.
	for start > 0 && all[len(all)-1].last-all[start-1].first <= snippetChars {
		start--
	}
	return start
}

// cutOut makes fragments of text from the token start on, at most limit
// characters of it plus the signs that something was left out.
func cutOut(text string, all []token, start, limit int) []Fragment {
	if len(all) == 0 {
		return []Fragment{}
	}
	var f fragments
	at := 0
	if start > 0 {
		f.add(ellipsis, false)
		at = all[start].Start
	}
	from := all[start].first
	if start == 0 {
		from = 0
	}
	for i := start; i < len(all); i++ {
		t := all[i]
		if t.last-from > limit {
			if i == start { // one endless word
				f.add(prefix(text[t.Start:t.End], limit), t.term != unmarked)
			}
			f.add(ellipsis, false)
			return f.list
		}
		// What is between two matched words belongs to both: 12/QĐ-UBND.
		linked := i > start && t.term != unmarked && all[i-1].term != unmarked && t.Start-all[i-1].End <= 3
		f.add(text[at:t.Start], linked)
		f.add(text[t.Start:t.End], t.term != unmarked)
		at = t.End
	}
	rest := text[at:]
	if short := prefix(rest, 8); short != rest {
		f.add(short+ellipsis, false)
	} else {
		f.add(rest, false)
	}
	return f.list
}

func prefix(s string, chars int) string {
	for i := range s {
		if chars == 0 {
			return s[:i]
		}
		chars--
	}
	return s
}

// fragments joins neighbours of one kind and makes every run of spaces, line
// ends and control characters one space, also across neighbours.
type fragments struct {
	list  []Fragment
	space bool // the text so far ends with a space, or is empty
	begun bool
}

func (f *fragments) add(s string, mark bool) {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			if f.begun && !f.space {
				b.WriteByte(' ')
			}
			f.space = true
			continue
		}
		b.WriteRune(r)
		f.space, f.begun = false, true
	}
	if b.Len() == 0 {
		return
	}
	if n := len(f.list); n > 0 && f.list[n-1].Mark == mark {
		f.list[n-1].Text += b.String()
		return
	}
	f.list = append(f.list, Fragment{Text: b.String(), Mark: mark})
}
