package storage

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

// stageBuffer is how much of a body is read at a time, in bytes. Up to
// stageBuffers of them are in memory for each body on its way.
const (
	stageBuffer  = 256 << 10
	stageBuffers = 4
)

// maxEmptyReads in a row make a reader a broken one, as in bufio.
const maxEmptyReads = 100

// copyHashed moves r to dst under the two lengths that Stage was given.
func copyHashed(ctx context.Context, dst io.Writer, r io.Reader, declared, limit int64) (size int64, sum Hash, err error) {
	h := startHasher()
	defer func() { sum = h.end(err) }()
	for {
		if err := ctx.Err(); err != nil {
			return 0, sum, err
		}
		buf := h.buffer()
		n, readErr := fill(ctx, r, buf)
		size += int64(n)
		if size > limit {
			return 0, sum, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
		}
		if declared >= 0 && size > declared {
			return 0, sum, fmt.Errorf("%w: it goes on after %d bytes", ErrTruncated, declared)
		}
		h.todo <- buf[:n] // it only reads them, as the writing does
		if _, err := dst.Write(buf[:n]); err != nil {
			return 0, sum, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		switch {
		case readErr == nil:
		case named(readErr):
			return 0, sum, readErr // the body comes from a store: its outage, its word
		case errors.Is(readErr, io.ErrUnexpectedEOF):
			return 0, sum, fmt.Errorf("%w: it broke off after %d bytes", ErrTruncated, size)
		case !errors.Is(readErr, io.EOF):
			return 0, sum, fmt.Errorf("read the body after %d bytes: %w", size, readErr)
		case declared >= 0 && size < declared:
			return 0, sum, fmt.Errorf("%w: %d bytes of %d", ErrTruncated, size, declared)
		default:
			return size, sum, nil
		}
	}
}

// fill reads until the buffer is full or the reading ends: a socket gives little at
// a time, and each handing over to the hasher costs two switches.
func fill(ctx context.Context, r io.Reader, buf []byte) (n int, err error) {
	for empty := 0; n < len(buf) && err == nil; {
		var got int
		got, err = r.Read(buf[n:])
		n += got
		if got > 0 {
			empty = 0
		} else if empty++; empty > maxEmptyReads && err == nil {
			err = io.ErrNoProgress
		}
		if err == nil {
			err = ctx.Err()
		}
	}
	return n, err
}

// hasher hashes beside whoever reads and writes: hashing costs about as much as
// both together, and a machine has more than one core.
type hasher struct {
	todo, free chan []byte
	made       int
	sum        chan Hash
}

func startHasher() *hasher {
	h := &hasher{todo: make(chan []byte, stageBuffers), free: make(chan []byte, stageBuffers), sum: make(chan Hash, 1)}
	go func() {
		digest := sha256.New()
		for b := range h.todo {
			digest.Write(b)
			h.free <- b[:cap(b)] // never waits: there is room for all
		}
		h.sum <- Hash(digest.Sum(nil))
	}()
	return h
}

// buffer waits for one that is hashed, or makes one: a small body needs no four.
func (h *hasher) buffer() []byte {
	select {
	case b := <-h.free:
		return b
	default:
	}
	if h.made < stageBuffers {
		h.made++
		return make([]byte, stageBuffer)
	}
	return <-h.free
}

// end ends the hashing; after an error there is no hash to wait for.
func (h *hasher) end(err error) Hash {
	close(h.todo)
	if err != nil {
		return Hash{}
	}
	return <-h.sum
}

// eagerStep is after how many bytes the disk is told to begin.
const eagerStep = 8 << 20

// eager writes a file and has the disk begin while more still arrives, so that the
// fsync at the end finds little left to do.
type eager struct {
	file     *os.File
	at, told int64
}

func (e *eager) Write(b []byte) (int, error) {
	n, err := e.file.Write(b)
	e.at += int64(n)
	if err == nil && e.at-e.told >= eagerStep {
		const begin = 2 // SYNC_FILE_RANGE_WRITE: start, and do not wait
		// A hint: what it did not do, or could not, the fsync does or tells.
		_ = syscall.SyncFileRange(int(e.file.Fd()), e.told, e.at-e.told, begin)
		e.told = e.at
	}
	return n, err
}
