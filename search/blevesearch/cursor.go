package blevesearch

import (
	"context"
	"fmt"
	"math"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// cursor walks pages in the order of their internal numbers. seek answers the
// first page it matches that is not before page; a cursor that stands there or
// beyond stays. It only goes forward. end follows the last page.
type cursor interface {
	seek(page uint64) (uint64, error)
	// size is how many pages it may match at most, to walk the shortest first.
	size() uint64
}

const end = math.MaxUint64

// posting is the list of pages of one term.
type posting struct {
	r     index.TermFieldReader
	count uint64
	at    uint64
	begun bool
	doc   index.TermFieldDoc // frequency and norm of the page at
	id    index.IndexInternalID
}

func (p *posting) size() uint64 { return p.count }

func (p *posting) seek(page uint64) (uint64, error) {
	if p.begun && p.at >= page {
		return p.at, nil
	}
	var doc *index.TermFieldDoc
	var err error
	if p.begun && page == p.at+1 || page == 0 {
		doc, err = p.r.Next(p.doc.Reset())
	} else {
		p.id = index.NewIndexInternalID(p.id, page)
		doc, err = p.r.Advance(p.id, p.doc.Reset())
	}
	if err != nil {
		return 0, fmt.Errorf("read postings: %w", err)
	}
	p.begun, p.at = true, end
	if doc != nil {
		p.at = doc.ID.Value()
	}
	return p.at, nil
}

// union matches the pages of any of its parts.
type union []cursor

func (u union) size() (n uint64) {
	for _, c := range u {
		n += c.size()
	}
	return n
}

func (u union) seek(page uint64) (uint64, error) {
	first := uint64(end)
	for _, c := range u {
		at, err := c.seek(page)
		if err != nil {
			return 0, err
		}
		first = min(first, at)
		if first == page {
			return first, nil
		}
	}
	return first, nil
}

// atLeast matches the pages of least or more of its parts.
type atLeast struct {
	parts  []cursor
	least  int
	places []uint64 // scratch
}

func (a *atLeast) size() uint64 { return union(a.parts).size() }

func (a *atLeast) seek(page uint64) (uint64, error) {
	places := append(a.places[:0], make([]uint64, len(a.parts))...)
	a.places = places
	for {
		for i, c := range a.parts {
			at, err := c.seek(page)
			if err != nil {
				return 0, err
			}
			places[i] = at
		}
		slices.Sort(places)
		// Of the pages before this one too few parts are left to match.
		next := places[a.least-1]
		if next == end || places[0] == next {
			return next, nil
		}
		if next == page {
			return page, nil
		}
		page = next
	}
}

// all matches the pages of every part; they are kept shortest first.
type all []cursor

func newAll(parts []cursor) all {
	slices.SortStableFunc(parts, func(a, b cursor) int {
		switch x, y := a.size(), b.size(); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return parts
}

func (a all) size() uint64 {
	if len(a) == 0 {
		return 0
	}
	return a[0].size()
}

func (a all) seek(page uint64) (uint64, error) {
	if len(a) == 0 {
		return end, nil
	}
	for i := 0; i < len(a); {
		at, err := a[i].seek(page)
		switch {
		case err != nil || at == end:
			return end, err
		case at == page || i == 0:
			page = at
			i++
		default: // this one is further: the others have to follow
			page, i = at, 0
		}
	}
	return page, nil
}

// lists opens the postings of one reader, and closes them all.
type lists struct {
	r    index.IndexReader
	open []index.TermFieldReader
}

func (l *lists) term(ctx context.Context, field, term string) (*posting, error) {
	scored := field == fieldWord
	r, err := l.r.TermFieldReader(ctx, []byte(term), field, scored, scored, false)
	if err != nil {
		return nil, fmt.Errorf("open postings: %w", err)
	}
	l.open = append(l.open, r)
	return &posting{r: r, count: r.Count()}, nil
}

// any is the union of terms of a field. Where the engine can merge the lists
// beforehand, as bitmaps, one list takes the place of all.
func (l *lists) any(ctx context.Context, field string, terms []string) (cursor, error) {
	parts := make(union, 0, len(terms))
	var merged index.OptimizableContext
	for i, t := range terms {
		p, err := l.term(ctx, field, t)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
		o, ok := p.r.(index.Optimizable)
		if !ok || i > 0 && merged == nil {
			continue
		}
		if merged, err = o.Optimize("disjunction:unadorned", merged); err != nil {
			return nil, fmt.Errorf("merge postings: %w", err)
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	if merged == nil || field == fieldWord {
		return parts, nil
	}
	optimized, err := merged.Finish()
	if err != nil {
		return nil, fmt.Errorf("merge postings: %w", err)
	}
	if r, ok := optimized.(index.TermFieldReader); ok {
		return &posting{r: r, count: parts.size()}, nil
	}
	return parts, nil
}

func (l *lists) close() error {
	var err error
	for _, r := range l.open {
		if e := r.Close(); e != nil && err == nil {
			err = fmt.Errorf("close postings: %w", e)
		}
	}
	return err
}
