package storage

import (
	"context"
	"fmt"
	"io"
	"math"
)

// Stat says whether an original is there, and its size. Errors: ErrNotFound,
// ErrUnavailable.
func (b *Bucket) Stat(ctx context.Context, h Hash) (Info, error) {
	size, err := b.driver.Stat(ctx, originalKey(h))
	if err != nil {
		return Info{}, wrap(ctx, "stat "+h.String(), err)
	}
	return Info{Hash: h, Size: size}, nil
}

// Open reads length bytes of an original from offset on; length < 0 reads to the
// end. A range is cut at the end of the original; one that starts at or after the
// end is empty. The bytes are not checked against the hash.
//
// ctx rules the reader too: it must live until Close. Errors: ErrNotFound,
// ErrInvalid (offset < 0), ErrUnavailable, also from Read.
func (b *Bucket) Open(ctx context.Context, h Hash, offset, length int64) (io.ReadCloser, error) {
	op := "open " + h.String()
	if offset < 0 {
		return nil, fmt.Errorf("storage: %s: %w: offset %d", op, ErrInvalid, offset)
	}
	rc, _, err := b.read(ctx, op, originalKey(h), offset, max(length, -1))
	return rc, err
}

func (b *Bucket) read(ctx context.Context, op, key string, offset, length int64) (io.ReadCloser, int64, error) {
	rc, n, err := b.driver.Open(ctx, key, offset, length)
	if err != nil {
		return nil, 0, wrap(ctx, op, err)
	}
	return &reader{ctx: ctx, op: op, rc: rc}, n, nil
}

// reader gives the errors of a stream the names the rest of the package has.
type reader struct {
	ctx context.Context
	op  string
	rc  io.ReadCloser
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, wrap(r.ctx, r.op, err)
	}
	n, err := r.rc.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // only io.EOF itself is the end; an error that wraps it is a broken stream
		err = wrap(r.ctx, r.op, err)
	}
	return n, err
}

func (r *reader) Close() error { return r.rc.Close() }

// Local calls fn with a read-only path of the original on this machine: the file
// itself for fsstore, else a copy in the scratch folder that was checked against
// the hash and is removed when fn returns. The path is fn's only until then. An
// error of fn is returned as it was. Errors: ErrNotFound, ErrCorrupt,
// ErrUnavailable.
func (b *Bucket) Local(ctx context.Context, h Hash, fn func(path string) error) error {
	if path, ok := b.driver.LocalPath(originalKey(h)); ok {
		if _, err := b.Stat(ctx, h); err != nil {
			return err
		}
		return fn(path)
	}
	rc, err := b.Open(ctx, h, 0, -1)
	if err != nil {
		return err
	}
	defer rc.Close()
	copied, err := b.Stage(ctx, rc, -1, math.MaxInt64)
	if err != nil {
		return err
	}
	defer func() { _ = copied.Discard() }() // a leftover name is the sweeper's
	if copied.Hash() != h {
		return fmt.Errorf("storage: local %s: %w: read %s", h, ErrCorrupt, copied.Hash())
	}
	return fn(copied.Path())
}

// Verify reads an original again and compares its hash. Errors: ErrCorrupt,
// ErrNotFound, ErrUnavailable.
func (b *Bucket) Verify(ctx context.Context, h Hash) error {
	rc, err := b.Open(ctx, h, 0, -1)
	if err != nil {
		return err
	}
	defer rc.Close()
	_, sum, err := copyHashed(ctx, io.Discard, rc, -1, math.MaxInt64)
	if err != nil {
		return wrap(ctx, "verify "+h.String(), err)
	}
	if sum != h {
		return fmt.Errorf("storage: verify %s: %w: read %s", h, ErrCorrupt, sum)
	}
	return nil
}

// Delete removes an original, with older versions if the store keeps them. Only
// the sweeper of unfinished uploads and a decided purge may call it; both first
// make sure in the database that no product holds the hash and none is being
// committed. What is derived stays: see DeleteDerived. No original under this hash
// is no error. Errors: ErrRefused (object lock), ErrUnavailable.
func (b *Bucket) Delete(ctx context.Context, h Hash) error {
	return wrap(ctx, "delete "+h.String(), b.driver.Delete(ctx, originalKey(h)))
}

// Originals calls fn for every original, in any order, without holding all of
// them. It stops at the first error of fn and returns it as it was. What is stored
// or deleted meanwhile may or may not show; files that storage did not make are
// passed over.
func (b *Bucket) Originals(ctx context.Context, fn func(Info) error) error {
	var stopped error
	err := b.driver.List(ctx, originalsPrefix, func(key string, size int64) error {
		h, ok := parseOriginalKey(key)
		if !ok {
			return nil
		}
		stopped = fn(Info{Hash: h, Size: size})
		return stopped
	})
	if stopped != nil {
		return stopped
	}
	return wrap(ctx, "list originals", err)
}
