package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"minhchung/storage/driver"
)

// Staged is a complete body in the scratch folder: hashed, not yet filed.
//
// It has a name until Commit or Discard, although a nameless file would vanish by
// itself after a crash: the parsers that look at it run in a sandbox with its own
// /proc, where /proc/<pid>/fd of the server does not exist, and a bind mount needs
// a name. The name also lets fsstore file the very same inode by a link, without
// copying. What a crash leaves, SweepScratch takes.
type Staged struct {
	bucket  *Bucket
	src     driver.Source
	written time.Time // modification time when staging ended
	partial bool      // the name belongs to a Partial, which removes it

	mu   sync.Mutex
	done state
}

type state int

const (
	open state = iota
	committed
	discarded
)

// Hash of the staged bytes.
func (s *Staged) Hash() Hash { return s.src.SHA256 }

// Size of the staged bytes.
func (s *Staged) Size() int64 { return s.src.Size }

// Path of the staged bytes, mode 0400. Another process may open it for reading
// until Commit or Discard is called.
func (s *Staged) Path() string { return s.src.File.Name() }

// Commit files the bytes under their hash; they are durable when it returns nil.
// When the hash is there already, nothing is written. It may be called again, also
// after an error. Errors: ErrCorrupt (the staged file was changed, or what is
// stored under this hash has another size), ErrUnavailable, ErrRefused.
func (s *Staged) Commit(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch s.done {
	case committed:
		return nil
	case discarded:
		return fmt.Errorf("storage: commit: %w: the bytes were discarded", ErrInvalid)
	}
	op := "commit " + s.Hash().String()
	if err := s.unchanged(); err != nil {
		return wrap(ctx, op, err)
	}
	err := s.bucket.driver.Create(ctx, originalKey(s.Hash()), s.src)
	if errors.Is(err, driver.ErrExists) {
		err = s.sameSize(ctx)
	}
	if err != nil {
		return wrap(ctx, op, err)
	}
	s.done = committed
	_ = s.drop() // the original is safe; a leftover name is the sweeper's
	return nil
}

// unchanged notices a parser that wrote into the file it was handed: the hash
// would then be a lie. It compares size and time, not the bytes.
func (s *Staged) unchanged() error {
	info, err := s.src.File.Stat()
	if err != nil {
		return err
	}
	if info.Size() != s.src.Size || !info.ModTime().Equal(s.written) {
		return fmt.Errorf("%w: the staged file was changed", ErrCorrupt)
	}
	return nil
}

// sameSize looks at an original that was there before us. It was written once, by
// the same road, so a size that differs means that the store lost something.
func (s *Staged) sameSize(ctx context.Context) error {
	size, err := s.bucket.driver.Stat(ctx, originalKey(s.Hash()))
	if err == nil && size != s.src.Size {
		return fmt.Errorf("%w: %d bytes are stored, %d were sent", ErrCorrupt, size, s.src.Size)
	}
	return err
}

// Discard removes the bytes. After Commit, or a second time, it does nothing, so
// that it can be deferred.
func (s *Staged) Discard() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done != open {
		return nil
	}
	s.done = discarded
	if err := s.drop(); err != nil {
		return fmt.Errorf("storage: discard: %w: %w", ErrUnavailable, err)
	}
	return nil
}

// drop removes the name while the lock is held, then frees the lock.
func (s *Staged) drop() error {
	if s.partial {
		return nil
	}
	err := os.Remove(s.src.File.Name())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, s.src.File.Close())
}
