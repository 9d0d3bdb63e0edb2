package driver

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// scratchPrefix marks the files that belong to a Scratch. A sweep touches no other.
const scratchPrefix = "part-"

// Scratch is a private folder of unfinished files, for storage and for drivers.
//
// Its files have names, because another process (a sandboxed parser) must be able
// to open them, and a name is what a crash leaves behind. So each file carries an
// advisory lock (flock) for as long as its maker has it open: the kernel drops the
// lock with the process, however it died, and Sweep takes only what is unlocked.
type Scratch struct{ dir string }

// OpenScratch makes the folder (0700) when it is missing.
func OpenScratch(dir string) (*Scratch, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(abs, 0o700); err != nil {
		return nil, err
	}
	return &Scratch{dir: abs}, nil
}

// Create returns a new, empty, locked file, open for reading and writing, 0600.
// Its maker removes the name; closing the file frees the lock.
func (s *Scratch) Create() (*os.File, error) {
	for {
		f, err := os.CreateTemp(s.dir, scratchPrefix+"*")
		if err != nil {
			return nil, err
		}
		if err := flock(f, syscall.LOCK_EX); err != nil {
			f.Close()
			os.Remove(f.Name())
			return nil, fmt.Errorf("lock %s: %w", f.Name(), err)
		}
		// A sweep without a minimum age may have taken the name between the two
		// calls above. Holding the lock, we can tell, and take another name.
		if sameFile(f) {
			return f, nil
		}
		f.Close()
	}
}

// Sweep removes files last written before olderThan ago that no living process
// has open as its own, and returns how many.
func (s *Scratch) Sweep(ctx context.Context, olderThan time.Duration) (int, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return 0, err
	}
	before, swept := time.Now().Add(-olderThan), 0
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return swept, err
		}
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), scratchPrefix) {
			continue
		}
		gone, err := sweepOne(filepath.Join(s.dir, e.Name()), before)
		if err != nil {
			return swept, err
		}
		if gone {
			swept++
		}
	}
	return swept, nil
}

func sweepOne(path string, before time.Time) (bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // its maker was faster
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.ModTime().After(before) {
		return false, err
	}
	if err := flock(f, syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return false, nil // in use
		}
		return false, fmt.Errorf("lock %s: %w", path, err)
	}
	if !sameFile(f) {
		return false, nil
	}
	return true, os.Remove(path)
}

// sameFile reports whether f's name still leads to f.
func sameFile(f *os.File) bool {
	byFile, err := f.Stat()
	if err != nil {
		return false
	}
	byName, err := os.Lstat(f.Name())
	return err == nil && os.SameFile(byFile, byName)
}

func flock(f *os.File, how int) error {
	for {
		err := syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
