package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"minhchung/storage/driver"
)

// Options of a Bucket.
type Options struct {
	// Scratch is a local folder for staged bytes; made (0700) when missing. It
	// needs room for the uploads under way. On the same file system as the files
	// of fsstore a commit is a link and moves no bytes.
	Scratch string
}

// Bucket keeps originals and what is derived from them. It is safe for use by many
// goroutines, and by many processes over the same place.
type Bucket struct {
	driver  driver.Bucket
	scratch *driver.Scratch
}

// Info is what is known about an original.
type Info struct {
	Hash Hash
	Size int64 // bytes
}

// New puts a Bucket in front of a driver, which it owns from then on.
func New(d driver.Bucket, o Options) (*Bucket, error) {
	if d == nil || o.Scratch == "" {
		return nil, fmt.Errorf("storage: %w: a driver and a scratch folder are needed", ErrInvalid)
	}
	scratch, err := driver.OpenScratch(o.Scratch)
	if err != nil {
		return nil, fmt.Errorf("storage: scratch folder: %w", err)
	}
	return &Bucket{driver: d, scratch: scratch}, nil
}

// SweepScratch removes staged bytes that a crash left behind: files not written
// for olderThan which no living process holds. It returns how many.
func (b *Bucket) SweepScratch(ctx context.Context, olderThan time.Duration) (int, error) {
	n, err := b.scratch.Sweep(ctx, olderThan)
	return n, wrap(ctx, "sweep scratch", err)
}

// SweepPartials removes partial bodies not written for olderThan which nobody
// holds, whoever may still expect them. It returns how many.
func (b *Bucket) SweepPartials(ctx context.Context, olderThan time.Duration) (int, error) {
	n, err := b.scratch.SweepNamed(ctx, olderThan)
	return n, wrap(ctx, "sweep partial bodies", err)
}

// Ping returns nil when the store can be reached and is still the one that was
// opened. Errors: ErrUnavailable, ErrRefused.
func (b *Bucket) Ping(ctx context.Context) error {
	err := b.driver.Ping(ctx)
	if errors.Is(err, driver.ErrNotFound) {
		// The place itself is gone: for the caller an outage, not a missing document.
		return fmt.Errorf("storage: ping: %w: %v", ErrUnavailable, err)
	}
	return wrap(ctx, "ping", err)
}

// Facts describes the store for the operator; no secret is in it.
func (b *Bucket) Facts() driver.Facts { return b.driver.Facts() }

// Close closes the driver. Staged bytes not yet committed stay for their owners to
// discard.
func (b *Bucket) Close() error { return b.driver.Close() }
