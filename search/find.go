package search

import (
	"context"
	"fmt"
	"time"

	"minhchung/search/driver"
)

// Query is a question and the rights of the person who asks it.
type Query struct {
	Text   string              // words with or without marks, "a phrase in quotes", document number, dossier code
	Keys   []string            // the asker's keys; empty and All false: no hit at all
	All    bool                // the asker may see everything
	Facets map[string][]string // field -> any of; each field must match; an empty list matches nothing
	Limit  int                 // products; default 20, at most 100
	Offset int                 // products
	Reach  int                 // how many of the best products to name in Results.Reach; at most 100
}

// Hit is a product, by its best page.
type Hit struct {
	Product int64
	Page    int     // the best page; the lowest of equally good ones; 0 = found by its fields, no text yet
	Score   float64 // comparable within one answer only
	Pages   int     // matching pages if known, else 0; title and numbers belong to every page
	Title   []Fragment
	Snippet []Fragment // about 160 characters of the page around the best matches
}

// Fragment is plain text, to be shown as text: a browser never gets HTML.
type Fragment struct {
	Text string
	Mark bool // matches the query
}

// Results is one slice of the products found.
type Results struct {
	Hits    []Hit
	Reach   []int64 // the best products whatever Limit and Offset: what facets are counted over
	Total   int     // products
	Exact   bool    // Total is counted, not estimated
	Relaxed bool    // no page has all words; these have most of them
	Took    time.Duration
}

// Search answers the products that match, by score and then product. A query
// without a word in it, of punctuation for example, has no hits and is no
// error. When nothing matches, absent words are tried as misspelt or unfinished
// ones, and then two thirds of the words are enough (Relaxed). ErrTimeout when
// it takes longer than Timeout, ErrInvalid for more than 4096 keys.
func (ix *Index) Search(ctx context.Context, q Query) (Results, error) {
	start := time.Now()
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()

	dq := driver.Query{
		Text: bound(q.Text), Facets: filters(q.Facets), All: q.All, Keys: validKeys(q.Keys),
		Limit: min(q.Limit, maxLimit), Offset: max(q.Offset, 0), Reach: min(max(q.Reach, 0), maxLimit),
	}
	if dq.Limit <= 0 {
		dq.Limit = defaultLimit
	}
	if len(dq.Keys) > maxKeys {
		return Results{}, fmt.Errorf("%w: query with %d keys, at most %d", ErrInvalid, len(dq.Keys), maxKeys)
	}
	dq.Words, dq.Phrases = parse(q.Text)
	if len(dq.Words)+len(dq.Phrases) == 0 || len(dq.Keys) == 0 && !dq.All {
		return Results{Hits: []Hit{}, Exact: true, Took: time.Since(start)}, nil
	}

	found, relaxed, err := ix.find(ctx, dq)
	if err != nil {
		return Results{}, wrap("find", err)
	}
	res := Results{Hits: make([]Hit, 0, len(found.Hits)), Reach: found.Reach, Total: found.Total, Exact: found.Exact, Relaxed: relaxed}
	marker := newMarker(dq.Words, dq.Phrases)
	for _, h := range found.Hits {
		res.Hits = append(res.Hits, Hit{
			Product: h.Product, Page: h.Page, Score: h.Score, Pages: h.Pages,
			Title: marker.title(h.Title), Snippet: marker.snippet(h.Text),
		})
	}
	res.Took = time.Since(start)
	return res, nil
}

// find asks strictly first: most queries need nothing else, and the looser
// questions cost several times as much.
func (ix *Index) find(ctx context.Context, q driver.Query) (found driver.Results, relaxed bool, err error) {
	q.Least = len(q.Words)
	found, err = ix.driver.Search(ctx, q)
	if err != nil || found.Total > 0 || len(q.Words) == 0 {
		return found, false, err
	}
	q.Fuzzy = true
	found, err = ix.driver.Search(ctx, q)
	if err != nil || found.Total > 0 || len(q.Words) < 3 {
		return found, false, err
	}
	q.Least = (2*len(q.Words) + 2) / 3
	found, err = ix.driver.Search(ctx, q)
	return found, found.Total > 0, err
}
