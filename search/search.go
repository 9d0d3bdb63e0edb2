// Package search finds the words of the register: titles, document numbers,
// dossier codes and the text of every page, with or without Vietnamese marks,
// under the rights of the person who asks.
//
// Index is a concrete type over a small driver.Index; it checks and bounds what
// comes in, takes queries apart and cuts the snippets, once for every engine.
//
// It is not a store: everything in it can be rebuilt from rows and bytes, and
// is, after Reset. It is not the place for lists, counts by facet or exports,
// which are complete and come from the database. And it does not know what a
// right means: it compares keys, and whoever shows a hit checks it again.
package search

import (
	"context"
	"errors"
	"fmt"
	"time"

	"minhchung/search/driver"
)

// What may go wrong, for errors.Is.
var (
	ErrBusy        = driver.ErrBusy        // open in another process; it holds one writer
	ErrStale       = driver.ErrStale       // other mapping version or damaged: make it anew and index again
	ErrTimeout     = driver.ErrTimeout     // a query took longer than Timeout or its own deadline
	ErrUnavailable = driver.ErrUnavailable // closed, or the engine does not answer
	ErrInvalid     = errors.New("search: invalid")
)

// Timeout is the longest a query may take when its context asks for no less.
const Timeout = 2 * time.Second

// Index is the index of pages. Its methods may be called at the same time.
type Index struct {
	driver driver.Index
}

// New returns the index kept by d, which it owns from now on.
func New(d driver.Index) *Index { return &Index{driver: d} }

// Flush returns when everything put and deleted before can be found and
// survives a crash. It returns the error of a write that failed after Put had
// returned, which only engines with a queue have.
func (ix *Index) Flush(ctx context.Context) error {
	return wrap("flush", ix.driver.Flush(ctx))
}

// Count is the number of pages, not of products.
func (ix *Index) Count(ctx context.Context) (uint64, error) {
	n, err := ix.driver.Count(ctx)
	return n, wrap("count", err)
}

// Reset empties the index, before everything is put again.
func (ix *Index) Reset(ctx context.Context) error {
	return wrap("reset", ix.driver.Reset(ctx))
}

// Ping says whether the index would answer; ErrUnavailable if not.
func (ix *Index) Ping(ctx context.Context) error {
	return wrap("ping", ix.driver.Ping(ctx))
}

// Close is called once, when no other call is under way.
func (ix *Index) Close() error { return wrap("close", ix.driver.Close()) }

// wrap names the operation, and makes a passed deadline an ErrTimeout, so that
// callers need not know which layer noticed it first.
func wrap(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, ErrTimeout):
		return fmt.Errorf("search: %s: %w: %w", op, ErrTimeout, err)
	}
	return fmt.Errorf("search: %s: %w", op, err)
}
