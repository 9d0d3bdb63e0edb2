package blevesearch

import (
	"context"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"minhchung/search/driver"
	"minhchung/search/vietnamese"
)

// eager is how many candidate pages of a long phrase are verified for the sake
// of Total alone, after the asked part is complete.
const eager = 100

// verified answers phrases of three words and more. Their candidates have all
// pairs of neighbours; that they follow each other is looked up in the text,
// best candidates first, until the asked part is complete. Whatever is answered
// is true; Total counts the candidates that were not looked at as if they were.
func verified(ctx context.Context, r index.IndexReader, p *plan, q driver.Query) (driver.Results, error) {
	var candidates []match
	pages := map[int64]int{}
	err := walk(ctx, r, p, func(m match) {
		candidates = append(candidates, m)
		pages[m.product]++
	})
	if err != nil {
		return driver.Results{}, err
	}
	slices.SortFunc(candidates, better)

	res := driver.Results{Hits: []driver.Hit{}}
	accepted, rejected := map[int64]bool{}, map[int64]int{}
	lost := 0 // products without a candidate left
	looked := 0
	for _, m := range candidates {
		if len(accepted) >= max(q.Offset+q.Limit, q.Reach) && looked >= eager {
			break
		}
		if accepted[m.product] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return driver.Results{}, err
		}
		looked++
		kept, err := read(r, m)
		if err != nil {
			return driver.Results{}, err
		}
		if !kept.hasAll(p.verify) {
			if rejected[m.product]++; rejected[m.product] == pages[m.product] {
				lost++
			}
			continue
		}
		accepted[m.product] = true
		if len(res.Reach) < q.Reach {
			res.Reach = append(res.Reach, m.product)
		}
		if n := len(accepted); n > q.Offset && n <= q.Offset+q.Limit {
			m.pages = pages[m.product] - rejected[m.product]
			res.Hits = append(res.Hits, kept.hit(m))
		}
	}
	res.Total = len(pages) - lost
	res.Exact = res.Total == len(accepted)
	return res, nil
}

// hasAll says whether each phrase is in the title, in one number or in the text.
func (p page) hasAll(phrases [][]vietnamese.Word) bool {
	parts := [][]string{folded(p.title), folded(p.text)}
	for n := range strings.SplitSeq(p.numbers, "\n") {
		parts = append(parts, folded(n))
	}
	for _, phrase := range phrases {
		if !slices.ContainsFunc(parts, func(part []string) bool { return follows(part, phrase) }) {
			return false
		}
	}
	return true
}

func folded(text string) (all []string) {
	for w := range vietnamese.Words(text) {
		all = append(all, w.Folded)
	}
	return all
}

func follows(part []string, phrase []vietnamese.Word) bool {
	for i := 0; i+len(phrase) <= len(part); i++ {
		if slices.EqualFunc(part[i:i+len(phrase)], phrase, func(s string, w vietnamese.Word) bool { return s == w.Folded }) {
			return true
		}
	}
	return false
}
