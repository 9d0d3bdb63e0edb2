package blevesearch

import (
	"context"
	"math"
	"sort"

	index "github.com/blevesearch/bleve_index_api"

	"minhchung/search/driver"
	"minhchung/search/vietnamese"
)

// plan is a query over the postings of one reader.
type plan struct {
	match   cursor
	words   []*scored
	numbers []*posting // whole numbers asked for
	verify  [][]vietnamese.Word
}

// scored is what a word adds to the score of a page.
type scored struct {
	main  []*posting // the folded word, or what was taken for it
	exact *posting   // nil when no marks were typed
	head  *posting
	idf   float64
}

// newPlan opens everything q needs. Rights and filters stand among the things
// that must match, as lists like any other; no page is scored and thrown away.
func newPlan(ctx context.Context, l *lists, q driver.Query) (*plan, error) {
	total, err := l.r.DocCount()
	if err != nil {
		return nil, err
	}
	must, err := rights(ctx, l, q)
	if err != nil {
		return nil, err
	}
	p := &plan{}
	var words []cursor
	for _, w := range q.Words {
		c, s, err := p.word(ctx, l, q, w, total)
		if err != nil {
			return nil, err
		}
		words = append(words, c)
		p.words = append(p.words, s)
	}
	if q.Least >= len(words) {
		must = append(must, words...)
	} else if len(words) > 0 {
		must = append(must, &atLeast{parts: words, least: max(q.Least, 1)})
	}
	for _, phrase := range q.Phrases {
		parts, err := p.phrase(ctx, l, phrase, total)
		if err != nil {
			return nil, err
		}
		must = append(must, parts...)
	}
	p.match = newAll(must)
	return p, nil
}

// rights are the cursors of what the asker may see and wants to see.
func rights(ctx context.Context, l *lists, q driver.Query) ([]cursor, error) {
	var must []cursor
	if !q.All {
		c, err := l.any(ctx, fieldKey, q.Keys)
		if err != nil {
			return nil, err
		}
		must = append(must, c)
	}
	for field, values := range q.Facets {
		terms := make([]string, len(values))
		for i, v := range values {
			terms[i] = facet(field, v)
		}
		c, err := l.any(ctx, fieldFacet, terms)
		if err != nil {
			return nil, err
		}
		must = append(must, c)
	}
	return must, nil
}

func (p *plan) word(ctx context.Context, l *lists, q driver.Query, w vietnamese.Word, total uint64) (cursor, *scored, error) {
	s, err := scoring(ctx, l, w, total)
	if err != nil {
		return nil, nil, err
	}
	if !q.Fuzzy || !driver.MayBeMisspelt(w.Folded) {
		return s.main[0], s, nil
	}
	seen, err := seenBy(ctx, l, q, w.Folded)
	if err != nil || seen {
		return s.main[0], s, err
	}
	near, err := neighbours(l.r, w.Folded)
	if err != nil {
		return nil, nil, err
	}
	parts := union{}
	for _, term := range near {
		c, err := l.term(ctx, fieldWord, term)
		if err != nil {
			return nil, nil, err
		}
		parts = append(parts, c)
		s.main = append(s.main, c)
	}
	s.idf = idf(total, parts.size())
	return parts, s, nil
}

func scoring(ctx context.Context, l *lists, w vietnamese.Word, total uint64) (*scored, error) {
	main, err := l.term(ctx, fieldWord, w.Folded)
	if err != nil {
		return nil, err
	}
	s := &scored{main: []*posting{main}, idf: idf(total, main.count)}
	if s.head, err = l.term(ctx, fieldHead, w.Folded); err != nil {
		return nil, err
	}
	if w.Marked() {
		s.exact, err = l.term(ctx, fieldExact, w.Exact)
	}
	return s, err
}

// phrase is the pairs of neighbours it consists of. Two words are one pair and
// so exact; more may be there as pairs in different places, and have to be
// verified in the text of what is going to be shown.
func (p *plan) phrase(ctx context.Context, l *lists, phrase driver.Phrase, total uint64) ([]cursor, error) {
	var must []cursor
	for i, w := range phrase.Words {
		s, err := scoring(ctx, l, w, total)
		if err != nil {
			return nil, err
		}
		p.words = append(p.words, s)
		if len(phrase.Words) == 1 {
			must = append(must, s.main[0])
		}
		if i == 0 {
			continue
		}
		c, err := l.term(ctx, fieldPair, pair(phrase.Words[i-1].Folded, w.Folded))
		if err != nil {
			return nil, err
		}
		must = append(must, c)
	}
	if len(phrase.Words) > 2 {
		p.verify = append(p.verify, phrase.Words)
	}
	if phrase.Number {
		n, err := l.term(ctx, fieldNumber, whole(func(yield func(vietnamese.Word) bool) {
			for _, w := range phrase.Words {
				if !yield(w) {
					return
				}
			}
		}))
		if err != nil {
			return nil, err
		}
		p.numbers = append(p.numbers, n)
	}
	return must, nil
}

// The parts of a word's score, in units of its rarity (idf). Frequency adds
// between 0 and 1, so that the typed marks, once, outweigh any number of
// occurrences without them.
const (
	exactScore  = 1.0
	headScore   = 0.7
	nearFactor  = 0.5
	numberScore = 50.0
	// BM25: how soon repetition stops to matter, how much a long page loses,
	// and the words of a usual page.
	k1, b, usualPage = 1.2, 0.75, 300.0
)

func idf(total, with uint64) float64 {
	n, m := float64(total), float64(min(with, total))
	return math.Log(1 + (n-m+0.5)/(m+0.5))
}

// score is called for the matches of p.match in their order.
func (p *plan) score(page uint64) (sum float64, err error) {
	on := func(c *posting) bool {
		if c == nil || err != nil {
			return false
		}
		var at uint64
		at, err = c.seek(page)
		return at == page
	}
	for _, s := range p.words {
		best := 0.0
		for i, c := range s.main {
			if !on(c) {
				continue
			}
			part := saturation(c.doc)
			if i > 0 {
				part *= nearFactor
			}
			best = max(best, part)
		}
		if on(s.exact) {
			best += exactScore
		}
		if on(s.head) {
			best += headScore
		}
		sum += best * s.idf
	}
	for _, c := range p.numbers {
		if on(c) {
			sum += numberScore
		}
	}
	return sum, err
}

func saturation(doc index.TermFieldDoc) float64 {
	if doc.Norm == 0 {
		return 0
	}
	words := 1 / (doc.Norm * doc.Norm)
	tf := float64(doc.Freq)
	return tf / (tf + k1*(1-b+b*words/usualPage))
}

// seenBy says whether the asker may see a page with the word.
func seenBy(ctx context.Context, l *lists, q driver.Query, word string) (bool, error) {
	must, err := rights(ctx, l, q)
	if err != nil {
		return false, err
	}
	c, err := l.term(ctx, fieldWord, word)
	if err != nil {
		return false, err
	}
	at, err := newAll(append(must, c)).seek(0)
	return at != end, err
}

const (
	maxNeighbours = 50   // words taken for one
	maxLongerSeen = 2000 // dictionary entries looked at for one beginning
)

// neighbours are the most frequent words at distance 1 and with that beginning.
func neighbours(r index.IndexReader, word string) ([]string, error) {
	counts := map[string]uint64{}
	if fuzzy, ok := r.(index.IndexReaderFuzzy); ok {
		err := eachTerm(fuzzy.FieldDictFuzzy(fieldWord, word, 1, ""))(func(e *index.DictEntry) bool {
			counts[e.Term] = e.Count
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	left := maxLongerSeen
	err := eachTerm(r.FieldDictPrefix(fieldWord, []byte(word)))(func(e *index.DictEntry) bool {
		counts[e.Term] = e.Count
		left--
		return left > 0
	})
	if err != nil {
		return nil, err
	}
	delete(counts, word)
	near := make([]string, 0, len(counts))
	for term := range counts {
		near = append(near, term)
	}
	sort.Slice(near, func(i, j int) bool {
		if counts[near[i]] != counts[near[j]] {
			return counts[near[i]] > counts[near[j]]
		}
		return near[i] < near[j]
	})
	return near[:min(len(near), maxNeighbours)], nil
}
