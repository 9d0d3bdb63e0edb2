package search

import (
	"strings"
	"unicode/utf8"

	"minhchung/search/driver"
	"minhchung/search/vietnamese"
)

// Bounds of one query. What a person typed on purpose is far below them; what
// was pasted by mistake is cut, not refused, because its beginning is the best
// guess of what was meant.
const (
	maxQueryBytes = 8 << 10 // of the text that is looked at
	maxWords      = 24      // different words outside phrases
	maxPhrases    = 8       // phrases and numbers
	maxPhrase     = 16      // words of one phrase
	maxKeys       = 4096    // beyond, All or a coarser key is meant
	defaultLimit  = 20
	maxLimit      = 100
)

// parse takes what was typed apart: parts in double quotes are phrases, words
// joined by / - . are numbers, the rest is words. An unclosed quote reaches to
// the end. No input is an error.
func parse(text string) (words []vietnamese.Word, phrases []driver.Phrase) {
	text = bound(text)
	seenWord, seenPhrase := map[string]bool{}, map[string]bool{}
	addPhrase := func(p driver.Phrase) {
		p.Words = p.Words[:min(len(p.Words), maxPhrase)]
		key := phraseKey(p)
		if len(p.Words) > 0 && !seenPhrase[key] && len(phrases) < maxPhrases {
			seenPhrase[key] = true
			phrases = append(phrases, p)
		}
	}
	for i, part := range strings.Split(quotes(text), `"`) {
		if i%2 == 1 {
			addPhrase(quoted(part))
			continue
		}
		for _, r := range runs(part) {
			switch w := r.words[0]; {
			case len(r.words) > 1:
				addPhrase(driver.Phrase{Words: r.words, Number: true})
			case !seenWord[w.Exact] && len(words) < maxWords:
				seenWord[w.Exact] = true
				words = append(words, w)
			}
		}
	}
	return words, phrases
}

// quoted is a phrase, and one that asks for a number when it is nothing else.
func quoted(part string) driver.Phrase {
	all := runs(part)
	p := driver.Phrase{Number: len(all) == 1 && len(all[0].words) > 1}
	for _, r := range all {
		p.Words = append(p.Words, r.words...)
	}
	return p
}

func phraseKey(p driver.Phrase) string {
	var b strings.Builder
	for _, w := range p.Words {
		b.WriteString(w.Exact)
		b.WriteByte(' ')
	}
	return b.String()
}

// bound cuts before normalising, so that the work is bounded too. It leaves no
// half of a character, at the price of perhaps one whole one.
func bound(text string) string {
	if len(text) > maxQueryBytes {
		text = text[:maxQueryBytes]
		for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
		text = text[:max(0, len(text)-1)]
	}
	return vietnamese.NFC(text)
}

// quotes makes the quotation marks that word processors and phones insert plain.
func quotes(text string) string {
	return strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "″", `"`).Replace(text)
}

// filters drops facets without a field, and keeps one with no values as a
// filter that nothing passes: an empty list is not "any".
func filters(facets map[string][]string) map[string][]string {
	kept := make(map[string][]string, len(facets))
	for field, values := range facets {
		if field != "" {
			kept[field] = values
		}
	}
	return kept
}
