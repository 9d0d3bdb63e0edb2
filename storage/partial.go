package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"minhchung/storage/driver"
)

// Partial is a body that arrives in pieces, over several calls and through
// restarts. It is one file of the scratch folder under the caller's name; the bytes
// are written once and never moved again: a commit links them into place.
//
// How much of it was promised is the caller's to remember: what Append returned is
// durable, and what lies behind it after a crash is nobody's and is cut off by the
// next Append. While a Partial is open nobody else has it, in this process or
// another; note what was promised before Close.
type Partial struct {
	bucket *Bucket
	file   *os.File
	size   int64
	sealed bool // complete: it may be an original already, and is not written any more
	gone   bool
}

// Partial opens the body of a name (1 to 64 small letters and digits), empty when
// there is none. While somebody else has it open it waits until ctx ends.
// Errors: ErrBusy (nobody let go of it in time), ErrUnavailable.
func (b *Bucket) Partial(ctx context.Context, name string) (*Partial, error) {
	f, err := b.scratch.Open(ctx, name)
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil, fmt.Errorf("storage: partial: %w: %w", ErrBusy, err)
	}
	if err != nil {
		return nil, wrap(ctx, "partial", err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, wrap(ctx, "partial", err)
	}
	return &Partial{bucket: b, file: f, size: info.Size(), sealed: info.Mode().Perm()&0o200 == 0}, nil
}

// Size is how many bytes are there, promised or not.
func (p *Partial) Size() int64 { return p.size }

// Append writes r behind the first at bytes, in place of what is there, up to most
// bytes, and returns how many. They are durable, also when r broke off: then the
// error of r comes with them, as it was. A body that was staged takes no more.
// Errors: ErrInvalid (there are less than at bytes, or it is complete),
// ErrUnavailable (the disk; after a failed sync the whole body is gone).
func (p *Partial) Append(ctx context.Context, at int64, r io.Reader, most int64) (int64, error) {
	if p.gone || p.sealed || at < 0 || at > p.size || most < 0 {
		return 0, fmt.Errorf("storage: append: %w: %d bytes at %d of %d", ErrInvalid, most, at, p.size)
	}
	if err := p.file.Truncate(at); err != nil {
		return 0, wrap(ctx, "append", err)
	}
	n, readErr, err := copyPlain(ctx, io.NewOffsetWriter(p.file, at), io.LimitReader(r, most))
	p.size = at + n
	if err != nil {
		return 0, errors.Join(wrap(ctx, "append", err), p.file.Truncate(at))
	}
	if err := p.sync(at == 0); err != nil {
		// The kernel may have dropped the pages and would report success next time.
		return 0, errors.Join(wrap(ctx, "append", err), p.Remove())
	}
	if readErr != nil {
		readErr = fmt.Errorf("storage: append: after %d bytes: %w", n, readErr)
	}
	return n, readErr
}

func (p *Partial) sync(made bool) error {
	if err := p.file.Sync(); err != nil || !made {
		return err
	}
	return p.bucket.scratch.Sync()
}

// copyPlain tells an error of the reader, which leaves good bytes behind, from one
// of the writer.
func copyPlain(ctx context.Context, dst io.Writer, r io.Reader) (n int64, readErr, err error) {
	buf, empty := make([]byte, stageBuffer), 0
	for {
		if readErr := ctx.Err(); readErr != nil {
			return n, readErr, nil
		}
		got, readErr := r.Read(buf)
		if _, err := dst.Write(buf[:got]); err != nil {
			return n, nil, err
		}
		n += int64(got)
		if got > 0 {
			empty = 0
		} else if empty++; empty > maxEmptyReads {
			readErr = io.ErrNoProgress
		}
		switch {
		case readErr == io.EOF: //nolint:errorlint // only io.EOF itself is the end
			return n, nil, nil
		case readErr != nil:
			return n, readErr, nil
		}
	}
}

// Stage closes the body for writing and hashes what lies on the disk, not what was
// once sent. The Staged can be committed and discarded like any other, while this
// Partial is open; neither takes the bytes away from the Partial, so that whoever
// fails later begins again here. Errors: ErrTruncated (it is not size bytes long),
// ErrUnavailable, ErrInvalid.
func (p *Partial) Stage(ctx context.Context, size int64) (*Staged, error) {
	if p.gone {
		return nil, fmt.Errorf("storage: stage: %w: the body was removed", ErrInvalid)
	}
	if p.size != size {
		return nil, fmt.Errorf("storage: stage: %w: %d bytes of %d", ErrTruncated, p.size, size)
	}
	if err := p.file.Chmod(0o400); err != nil {
		return nil, wrap(ctx, "stage", err)
	}
	p.sealed = true
	_, sum, err := copyHashed(ctx, io.Discard, io.NewSectionReader(p.file, 0, size), size, size)
	if err != nil {
		return nil, wrap(ctx, "stage", err)
	}
	info, err := p.file.Stat()
	if err != nil {
		return nil, wrap(ctx, "stage", err)
	}
	if info.Size() != size { // a commit links the whole file
		return nil, fmt.Errorf("storage: stage: %w: the file has %d bytes, not %d", ErrCorrupt, info.Size(), size)
	}
	return &Staged{
		bucket: p.bucket, written: info.ModTime(), partial: true,
		src: driver.Source{File: p.file, Size: size, SHA256: sum},
	}, nil
}

// Remove takes the bytes away; those that were committed stay where they are filed.
func (p *Partial) Remove() error {
	if p.gone {
		return nil
	}
	p.gone = true
	if err := os.Remove(p.file.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("storage: remove: %w: %w", ErrUnavailable, err)
	}
	return nil
}

// Close lets go of the body; it stays.
func (p *Partial) Close() error { return p.file.Close() }
