package blevesearch

import (
	"context"
	"errors"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"

	"minhchung/search/driver"
)

// Write implements driver.Index. A batch is one atomic step, and on disk when
// Write returns.
func (s *Store) Write(ctx context.Context, b driver.Batch) error {
	batch := index.NewBatch()
	written := make(map[string]bool, len(b.Pages))
	for _, p := range b.Pages {
		d := newDocument(p)
		written[d.id] = true
		batch.Update(d)
	}
	return s.using(ctx, func(idx index.Index) error {
		s.writing.Lock()
		defer s.writing.Unlock()
		if err := s.clear(idx, batch, b.Clear, written); err != nil {
			return fmt.Errorf("look up old pages: %w", err)
		}
		// From here on it cannot be given up: the writer knows no context.
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(batch.IndexOps) == 0 {
			return nil
		}
		setWrites(batch, s.writes+1)
		if err := idx.Batch(batch); err != nil {
			return fmt.Errorf("write %d pages: %w: %w", len(b.Pages), driver.ErrUnavailable, err)
		}
		s.writes++
		return nil
	})
}

// clear adds the stored pages of the products to the batch, except those that
// it writes anyway.
func (s *Store) clear(idx index.Index, batch *index.Batch, products []int64, written map[string]bool) error {
	if len(products) == 0 {
		return nil
	}
	return view(idx, func(r index.IndexReader) error {
		for _, product := range products {
			err := eachTerm(r.FieldDictPrefix(fieldID, []byte(productPrefix(product))))(func(e *index.DictEntry) bool {
				if !written[e.Term] {
					batch.Delete(e.Term)
				}
				return true
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// eachTerm walks a dictionary until f says no.
func eachTerm(dict index.FieldDict, err error) func(f func(*index.DictEntry) bool) error {
	return func(f func(*index.DictEntry) bool) error {
		if err != nil {
			return err
		}
		for {
			e, err := dict.Next()
			if err != nil || e == nil || !f(e) {
				return errors.Join(err, dict.Close())
			}
		}
	}
}
