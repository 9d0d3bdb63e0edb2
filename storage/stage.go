package storage

import (
	"context"
	"fmt"
	"io"
	"os"

	"minhchung/storage/driver"
)

// Stage streams r into the scratch folder, hashing and counting on the way. What
// it returns is complete and read-only; the caller commits or discards it.
//
// limit is the largest body accepted, in bytes; the first byte beyond it ends the
// reading. declared is the length the sender announced, or −1 when unknown.
// Cancelling ctx is noticed between two reads; when Stage returns an error,
// nothing is left on the disk.
//
// Errors: ErrTooLarge, ErrTruncated, ErrUnavailable (the disk), ErrInvalid; an
// error of r, or of ctx, as it was.
func (b *Bucket) Stage(ctx context.Context, r io.Reader, declared, limit int64) (*Staged, error) {
	if limit < 0 || declared < -1 {
		return nil, fmt.Errorf("storage: stage: %w: declared %d, limit %d", ErrInvalid, declared, limit)
	}
	if declared > limit {
		return nil, fmt.Errorf("storage: stage: %w: %d bytes declared, %d allowed", ErrTooLarge, declared, limit)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("storage: stage: %w", err)
	}
	f, err := b.scratch.Create()
	if err != nil {
		return nil, wrap(ctx, "stage", err)
	}
	st, err := b.fill(ctx, f, r, declared, limit)
	if err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, err
	}
	return st, nil
}

func (b *Bucket) fill(ctx context.Context, f *os.File, r io.Reader, declared, limit int64) (*Staged, error) {
	size, sum, err := copyHashed(ctx, &eager{file: f}, r, declared, limit)
	if err != nil {
		return nil, fmt.Errorf("storage: stage: %w", err)
	}
	// From here on nobody writes: a parser that is handed the path gets a
	// read-only file, and the link that a commit makes keeps the mode.
	if err := f.Chmod(0o400); err != nil {
		return nil, wrap(ctx, "stage", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, wrap(ctx, "stage", err)
	}
	return &Staged{
		bucket:  b,
		written: info.ModTime(),
		src:     driver.Source{File: f, Size: size, SHA256: sum},
	}, nil
}
