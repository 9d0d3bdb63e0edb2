package storage

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"minhchung/storage/driver"
)

// stageBuffer is how much of a body is in memory at a time, in bytes.
const stageBuffer = 256 << 10

// maxEmptyReads in a row make a reader a broken one, as in bufio.
const maxEmptyReads = 100

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
	size, sum, err := copyHashed(ctx, f, r, declared, limit)
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

// copyHashed moves r to dst under the two lengths that Stage was given.
func copyHashed(ctx context.Context, dst io.Writer, r io.Reader, declared, limit int64) (size int64, sum Hash, err error) {
	digest, buf, empty := sha256.New(), make([]byte, stageBuffer), 0
	for {
		if err := ctx.Err(); err != nil {
			return 0, Hash{}, err
		}
		n, readErr := r.Read(buf)
		size += int64(n)
		if size > limit {
			return 0, Hash{}, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
		}
		if declared >= 0 && size > declared {
			return 0, Hash{}, fmt.Errorf("%w: it goes on after %d bytes", ErrTruncated, declared)
		}
		digest.Write(buf[:n])
		if _, err := dst.Write(buf[:n]); err != nil {
			return 0, Hash{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		if n > 0 {
			empty = 0
		} else if empty++; empty > maxEmptyReads {
			readErr = io.ErrNoProgress
		}
		switch {
		case readErr == nil:
		case named(readErr):
			return 0, Hash{}, readErr // the body comes from a store: its outage, its word
		case errors.Is(readErr, io.ErrUnexpectedEOF):
			return 0, Hash{}, fmt.Errorf("%w: it broke off after %d bytes", ErrTruncated, size)
		case !errors.Is(readErr, io.EOF):
			return 0, Hash{}, fmt.Errorf("read the body after %d bytes: %w", size, readErr)
		case declared >= 0 && size < declared:
			return 0, Hash{}, fmt.Errorf("%w: %d bytes of %d", ErrTruncated, size, declared)
		default:
			return size, Hash(digest.Sum(nil)), nil
		}
	}
}
