package storage

import (
	"context"
	"fmt"
	"io"
	"math"
)

// PutDerived stores size bytes of r under a name that belongs to an original, in
// place of what was there. Only for what can be rebuilt from the original. A name
// has 1 to 100 of a–z, 0–9, and . _ - after the first: "page-0001.webp". Readers
// see the old bytes or the new, never a mixture.
// Errors: ErrTruncated (r is not size bytes long), ErrInvalid, ErrUnavailable.
func (b *Bucket) PutDerived(ctx context.Context, h Hash, name string, r io.Reader, size int64) error {
	op := "put derived of " + h.String()
	key, err := derivedKey(h, name)
	if err != nil {
		return wrap(ctx, op, err)
	}
	if size < 0 {
		// A store told "unknown" would buffer hundreds of megabytes to find out.
		return fmt.Errorf("storage: %s: %w: size %d", op, ErrInvalid, size)
	}
	staged, err := b.Stage(ctx, r, size, math.MaxInt64)
	if err != nil {
		return err
	}
	defer func() { _ = staged.Discard() }() // a leftover name is the sweeper's
	return wrap(ctx, op, b.driver.Replace(ctx, key, staged.src))
}

// OpenDerived reads a derived thing and says its size in bytes. ctx must live until
// Close. Errors: ErrNotFound, ErrInvalid, ErrUnavailable.
func (b *Bucket) OpenDerived(ctx context.Context, h Hash, name string) (io.ReadCloser, int64, error) {
	op := "open derived of " + h.String()
	key, err := derivedKey(h, name)
	if err != nil {
		return nil, 0, wrap(ctx, op, err)
	}
	return b.read(ctx, op, key, 0, -1)
}

// LocalDerived is Local for a derived thing, which has no hash to be checked by.
// Errors: ErrNotFound, ErrInvalid, ErrUnavailable.
func (b *Bucket) LocalDerived(ctx context.Context, h Hash, name string, fn func(path string) error) error {
	op := "local derived of " + h.String()
	key, err := derivedKey(h, name)
	if err != nil {
		return wrap(ctx, op, err)
	}
	if path, ok := b.driver.LocalPath(key); ok {
		if _, err := b.driver.Stat(ctx, key); err != nil {
			return wrap(ctx, op, err)
		}
		return fn(path)
	}
	rc, size, err := b.read(ctx, op, key, 0, -1)
	if err != nil {
		return err
	}
	defer rc.Close()
	copied, err := b.Stage(ctx, rc, size, math.MaxInt64)
	if err != nil {
		return err
	}
	defer func() { _ = copied.Discard() }() // a leftover name is the sweeper's
	return fn(copied.Path())
}

// DeleteDerived removes everything derived from an original; nothing there is no
// error. Errors: ErrRefused, ErrUnavailable.
func (b *Bucket) DeleteDerived(ctx context.Context, h Hash) error {
	return wrap(ctx, "delete derived of "+h.String(), b.driver.DeleteAll(ctx, derivedFolder(h)))
}
