package blevesearch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"minhchung/search/driver"
)

// Search implements driver.Index.
func (s *Store) Search(ctx context.Context, q driver.Query) (driver.Results, error) {
	res := driver.Results{Exact: true}
	if len(q.Words)+len(q.Phrases) == 0 || len(q.Keys) == 0 && !q.All {
		return res, nil
	}
	err := s.reading(ctx, func(r index.IndexReader) (err error) {
		// An index without segments has no place a list could be sought in.
		if n, err := r.DocCount(); err != nil || n == 0 {
			return err
		}
		l := &lists{r: r}
		defer func() { err = errors.Join(err, l.close()) }()
		p, err := newPlan(ctx, l, q)
		if err != nil {
			return err
		}
		if len(p.verify) == 0 {
			res, err = slice(ctx, r, p, q)
			return err
		}
		res, err = verified(ctx, r, p, q)
		return err
	})
	return res, err
}

// match is a page that matched.
type match struct {
	product int64
	page    int
	score   float64
	pages   int
}

// better is the order of an answer.
func better(a, b match) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.product, b.product), cmp.Compare(a.page, b.page))
}

// walk calls f for every page that matches.
func walk(ctx context.Context, r index.IndexReader, p *plan, f func(match)) error {
	ids, err := r.DocValueReader([]string{fieldPlace})
	if err != nil {
		return fmt.Errorf("read ids: %w", err)
	}
	// A hundred thousand pages may pass here: nothing is allocated for one.
	var m match
	var known bool
	visit := func(_ string, id []byte) { m.product, m.page, known = parseID(id) }
	var number index.IndexInternalID
	at, err := p.match.seek(0)
	for n := 0; err == nil && at != end; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if m.score, err = p.score(at); err != nil {
			return err
		}
		number = index.NewIndexInternalID(number, at)
		known = false
		if err := ids.VisitDocValues(number, visit); err != nil {
			return fmt.Errorf("read id: %w", err)
		}
		if !known {
			return fmt.Errorf("page without id: %w", driver.ErrStale)
		}
		f(m)
		at, err = p.match.seek(at + 1)
	}
	return err
}

// slice groups by product while it walks and answers the asked part.
func slice(ctx context.Context, r index.IndexReader, p *plan, q driver.Query) (driver.Results, error) {
	var products []match
	place := map[int64]int{}
	err := walk(ctx, r, p, func(m match) {
		m.pages = 1
		// The pages of a product are written together and mostly still are.
		i := len(products) - 1
		if i < 0 || products[i].product != m.product {
			at, known := place[m.product]
			if !known {
				place[m.product] = len(products)
				products = append(products, m)
				return
			}
			i = at
		}
		old := &products[i]
		m.pages += old.pages
		if better(m, *old) >= 0 {
			m.score, m.page = old.score, old.page
		}
		*old = m
	})
	if err != nil {
		return driver.Results{}, err
	}
	best := top(products, max(q.Offset+q.Limit, q.Reach))
	res := driver.Results{Total: len(products), Exact: true}
	for _, m := range best[:min(q.Reach, len(best))] {
		res.Reach = append(res.Reach, m.product)
	}
	last := min(q.Offset+q.Limit, len(best))
	res.Hits, err = load(r, best[min(q.Offset, last):last])
	return res, err
}

// top sorts the n best to the front of all and returns them.
func top(all []match, n int) []match {
	n = min(n, len(all))
	if n*8 < len(all) {
		// Most are worse than the worst of the best so far: keep a short sorted
		// list instead of sorting a hundred thousand.
		best := make([]match, 0, n+1)
		for _, m := range all {
			if len(best) == n && (n == 0 || better(m, best[n-1]) > 0) {
				continue
			}
			i, _ := slices.BinarySearchFunc(best, m, better)
			best = slices.Insert(best, i, m)
			best = best[:min(len(best), n)]
		}
		return best
	}
	slices.SortFunc(all, better)
	return all[:n]
}

func load(r index.IndexReader, matches []match) ([]driver.Hit, error) {
	hits := make([]driver.Hit, 0, len(matches))
	for _, m := range matches {
		kept, err := read(r, m)
		if err != nil {
			return nil, err
		}
		hits = append(hits, kept.hit(m))
	}
	return hits, nil
}

// page is what is stored of one.
type page struct{ title, numbers, text string }

func (p page) hit(m match) driver.Hit {
	return driver.Hit{Product: m.product, Page: m.page, Score: m.score, Pages: m.pages, Title: p.title, Text: p.text}
}

func read(r index.IndexReader, m match) (p page, err error) {
	d, err := r.Document(pageID(m.product, m.page))
	if err != nil || d == nil {
		return p, fmt.Errorf("read page %d of product %d: %w", m.page, m.product, cmp.Or(err, driver.ErrStale))
	}
	d.VisitFields(func(f index.Field) {
		switch f.Name() {
		case fieldTitle:
			p.title = string(f.Value())
		case fieldNumbers:
			p.numbers = string(f.Value())
		case fieldText:
			p.text = string(f.Value())
		}
	})
	return p, nil
}
