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

// The prefixes mark the files that belong to a Scratch; a sweep touches no other.
// What has a name of its caller's must be told from what lives for one call only:
// the two are swept at different ages.
const (
	scratchPrefix = "part-"
	namedPrefix   = "open-"
)

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

// Open returns the locked file of a name, 1 to 64 small letters and digits; it is
// made when it is missing, and outlives its process. While somebody else holds it,
// Open waits until ctx ends. Closing the file frees the lock. A file that was made
// read-only comes back open for reading only, except for root.
func (s *Scratch) Open(ctx context.Context, name string) (*os.File, error) {
	if !plain(name) {
		return nil, fmt.Errorf("name %q: want 1 to 64 small letters and digits", name)
	}
	path := filepath.Join(s.dir, namedPrefix+name)
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if errors.Is(err, fs.ErrPermission) {
			f, err = os.Open(path)
		}
		if err != nil {
			return nil, err
		}
		if err := lockWaiting(ctx, f); err != nil {
			f.Close()
			return nil, err
		}
		if sameFile(f) { // else whoever held it removed it
			return f, nil
		}
		f.Close()
	}
}

func plain(name string) bool {
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return name != "" && len(name) <= 64
}

// lockWaiting asks again and again: a waiting flock could not be given up.
func lockWaiting(ctx context.Context, f *os.File) error {
	const again = 10 * time.Millisecond
	for {
		err := flock(f, syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(again):
		}
	}
}

// Sync makes the names in the folder survive a power cut.
func (s *Scratch) Sync() error {
	d, err := os.Open(s.dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Sweep removes files of Create last written before olderThan ago that no living
// process has open as its own, and returns how many.
func (s *Scratch) Sweep(ctx context.Context, olderThan time.Duration) (int, error) {
	return s.sweep(ctx, scratchPrefix, olderThan)
}

// SweepNamed does the same to files of Open.
func (s *Scratch) SweepNamed(ctx context.Context, olderThan time.Duration) (int, error) {
	return s.sweep(ctx, namedPrefix, olderThan)
}

func (s *Scratch) sweep(ctx context.Context, prefix string, olderThan time.Duration) (int, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return 0, err
	}
	before, swept := time.Now().Add(-olderThan), 0
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return swept, err
		}
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), prefix) {
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
