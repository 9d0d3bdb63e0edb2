// Package blevesearch keeps the index of words in a folder, in this process,
// with Bleve's segment index. It is the only package that knows Bleve.
//
// It talks to the layer of segments and postings below Bleve's query language:
// the terms of a page are made here, so there is no mapping to register, and
// what a query costs is a walk over a few sorted lists.
//
// It is not for several machines: one process holds a folder, others are told
// ErrBusy. It is not a copy of record either: a folder of another version or a
// damaged one is refused with ErrStale, and made anew from rows and bytes.
package blevesearch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"minhchung/search/driver"
)

// Store is one index in one folder. Its methods may be called at the same time.
type Store struct {
	dir  string
	lock *os.File

	// use is held for reading by every call and for writing by those that
	// replace idx. writing keeps the look at a product's old pages and their
	// replacement together.
	use     sync.RWMutex
	writing sync.Mutex
	queue   *index.AnalysisQueue
	writes  uint64      // batches written, under writing
	idx     index.Index // nil once closed
}

var _ driver.Index = (*Store)(nil)

// Open opens the index in dir, making the folder and an empty index where there
// is none. driver.ErrBusy when another process, or another Store of this one,
// has it open; driver.ErrStale when it is of another version, half made or
// damaged (call Recreate and index everything again); driver.ErrUnavailable
// when the folder cannot be used.
func Open(dir string) (*Store, error) { return open(dir, false) }

// Recreate empties dir, whatever index it holds, and opens a new one there.
// driver.ErrBusy when the index is in use.
func Recreate(dir string) (*Store, error) { return open(dir, true) }

func open(dir string, anew bool) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", driver.ErrUnavailable, err)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, lock: lock, queue: index.NewAnalysisQueue(runtime.GOMAXPROCS(0))}
	if anew {
		err = s.create()
	} else {
		err = s.open()
	}
	if err != nil {
		s.queue.Close()
		return nil, errors.Join(err, lock.Close())
	}
	return s, nil
}

// open takes the index that is there, or makes the first one.
func (s *Store) open() error {
	state, err := readState(s.dir)
	switch {
	case err != nil:
		return err
	case state == absent:
		return s.create()
	case state == other:
		return fmt.Errorf("%w: %s", driver.ErrStale, s.dir)
	}
	s.idx, s.writes, err = findSegments(segmentsDir(s.dir), s.queue)
	return err
}

// create replaces whatever is there. The version goes first and comes last, so
// that an index of which a crash left a part is never taken for a whole one.
func (s *Store) create() error {
	if err := removeState(s.dir); err != nil {
		return fmt.Errorf("%w: %w", driver.ErrUnavailable, err)
	}
	if err := os.RemoveAll(segmentsDir(s.dir)); err != nil {
		return fmt.Errorf("%w: %w", driver.ErrUnavailable, err)
	}
	idx, err := makeSegments(segmentsDir(s.dir), s.queue)
	if err != nil {
		return err
	}
	if err := writeState(s.dir); err != nil {
		return errors.Join(fmt.Errorf("%w: %w", driver.ErrUnavailable, err), idx.Close())
	}
	s.idx, s.writes = idx, 0
	return nil
}

func (s *Store) reading(ctx context.Context, f func(index.IndexReader) error) error {
	return s.using(ctx, func(idx index.Index) error { return view(idx, f) })
}

func (s *Store) using(ctx context.Context, f func(index.Index) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.use.RLock()
	defer s.use.RUnlock()
	if s.idx == nil {
		return fmt.Errorf("%w: closed", driver.ErrUnavailable)
	}
	return f(s.idx)
}

// Count implements driver.Index.
func (s *Store) Count(ctx context.Context) (n uint64, err error) {
	err = s.reading(ctx, func(r index.IndexReader) error {
		n, err = r.DocCount()
		return err
	})
	return n, err
}

// Ping implements driver.Index.
func (s *Store) Ping(ctx context.Context) error {
	return s.reading(ctx, func(index.IndexReader) error { return nil })
}

// Flush implements driver.Index. A write has returned only when it was on disk,
// so there is nothing to wait for.
func (s *Store) Flush(ctx context.Context) error { return s.Ping(ctx) }

// Reset implements driver.Index. Queries wait while it runs.
func (s *Store) Reset(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.use.Lock()
	defer s.use.Unlock()
	if s.idx == nil {
		return fmt.Errorf("%w: closed", driver.ErrUnavailable)
	}
	err := s.idx.Close()
	s.idx = nil
	return errors.Join(err, s.create())
}

// Close implements driver.Index.
func (s *Store) Close() error {
	s.use.Lock()
	defer s.use.Unlock()
	if s.lock == nil {
		return nil
	}
	var err error
	if s.idx != nil {
		err = s.idx.Close()
	}
	s.queue.Close()
	err = errors.Join(err, s.lock.Close())
	s.idx, s.lock = nil, nil
	return err
}
