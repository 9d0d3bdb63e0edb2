package search

import (
	"slices"
	"strings"

	"minhchung/search/driver"
	"minhchung/search/vietnamese"
)

// marker finds what a query matched in the text of a hit. It compares words the
// way every driver does and looks at returned hits only: highlighting inside an
// engine is its dearest option, and engines lose track of it where the text has
// marks and the query none.
type marker struct {
	words   []vietnamese.Word
	phrases []driver.Phrase
}

func newMarker(words []vietnamese.Word, phrases []driver.Phrase) marker {
	return marker{words: words, phrases: phrases}
}

// unmarked is the term of a token that matches nothing.
const unmarked = -1

// token is a word of a text with the number of the query's term it matches.
type token struct {
	vietnamese.Word
	term  int // index into words, then phrases; unmarked
	first int // characters before it
	last  int // characters up to its end
}

// tokens takes text apart and marks it.
func (m marker) tokens(text string) []token {
	var all []token
	at, chars := 0, 0
	for w := range vietnamese.Words(text) {
		chars += count(text[at:w.Start])
		first := chars
		chars += count(text[w.Start:w.End])
		at = w.End
		all = append(all, token{Word: w, term: unmarked, first: first, last: chars})
	}
	for i, w := range m.words {
		markWord(all, w, i)
	}
	for i, p := range m.phrases {
		markPhrase(all, p.Words, len(m.words)+i)
	}
	return all
}

// markWord marks the best kind of match that occurs: the very marks that were
// typed, else the same letters, else a misspelt or longer word.
func markWord(all []token, w vietnamese.Word, term int) {
	kinds := []func(t token) bool{
		func(t token) bool { return t.Exact == w.Exact },
		func(t token) bool { return t.Folded == w.Folded },
		func(t token) bool { return near(w.Folded, t.Folded) },
	}
	if !w.Marked() {
		kinds = kinds[1:] // "ma" asks for má and mà as well
	}
	for _, match := range kinds {
		found := false
		for i := range all {
			if match(all[i]) {
				all[i].term, found = term, true
			}
		}
		if found {
			return
		}
	}
}

func markPhrase(all []token, words []vietnamese.Word, term int) {
	for i := 0; i+len(words) <= len(all); i++ {
		same := func(t token, w vietnamese.Word) bool { return t.Folded == w.Folded }
		if slices.EqualFunc(all[i:i+len(words)], words, same) {
			for j := range words {
				all[i+j].term = term
			}
		}
	}
}

// near says whether word is an absent query word finished or misspelt: one
// letter more, less, other, or two neighbours swapped.
func near(query, word string) bool {
	if !driver.MayBeMisspelt(query) {
		return false
	}
	if strings.HasPrefix(word, query) {
		return true
	}
	short, long := query, word
	if len(short) > len(long) {
		short, long = long, short
	}
	i := 0
	for i < len(short) && short[i] == long[i] {
		i++
	}
	switch len(long) - len(short) {
	case 0:
		rest := min(i+1, len(long))
		return short[rest:] == long[rest:] ||
			i+1 < len(long) && short[i] == long[i+1] && short[i+1] == long[i] && short[i+2:] == long[i+2:]
	case 1:
		return short[i:] == long[i+1:]
	}
	return false
}
