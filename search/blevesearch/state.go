package blevesearch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt/errors"

	"minhchung/search/driver"
)

// version names the fields and terms of document.go and the forms of package
// vietnamese. Whoever changes what is written for a page changes it.
const version = "1 words"

// The folder holds the lock, the version and the folder of segments.
func segmentsDir(dir string) string { return filepath.Join(dir, "segments") }
func stateFile(dir string) string   { return filepath.Join(dir, "version") }

type state int

const (
	absent  state = iota // no index was ever made here
	present              // of our version
	other                // of another one, or half made
)

func readState(dir string) (state, error) {
	b, err := os.ReadFile(stateFile(dir))
	switch {
	case err == nil && strings.TrimSpace(string(b)) == version:
		return present, nil
	case err == nil:
		return other, nil
	case !errors.Is(err, fs.ErrNotExist):
		return other, fmt.Errorf("%w: %w", driver.ErrUnavailable, err)
	}
	if _, err := os.Stat(segmentsDir(dir)); err == nil {
		return other, nil
	}
	return absent, nil
}

func removeState(dir string) error {
	if err := os.Remove(stateFile(dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// writeState is atomic: a version that is there is whole.
func writeState(dir string) (err error) {
	f, err := os.CreateTemp(dir, "version-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.WriteString(version + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), stateFile(dir))
}

// lockPatience is how long a held lock is asked for again. A child between fork
// and exec holds for a moment what this process has just let go of.
const lockPatience = 500 * time.Millisecond

// lockFolder holds dir for this Store. The kernel lets go of it when the process
// ends, however it ends.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", driver.ErrUnavailable, err)
	}
	for start := time.Now(); ; time.Sleep(lockPatience / 20) { //nolint:forbidigo // the kernel tells nobody when a lock is free, and the wait is short
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return f, nil
		case !errors.Is(err, syscall.EWOULDBLOCK):
			err = fmt.Errorf("%w: lock %s: %w", driver.ErrUnavailable, dir, err)
		case time.Since(start) < lockPatience:
			continue
		default:
			err = fmt.Errorf("%w: %s", driver.ErrBusy, dir)
		}
		return nil, errors.Join(err, f.Close())
	}
}

// openError tells an index that is held or cannot be reached now from one that
// will not open tomorrow either.
func openError(err error) error {
	switch {
	case errors.Is(err, bolt.ErrTimeout):
		return driver.ErrBusy
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EROFS),
		errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE), errors.Is(err, syscall.ENOMEM), errors.Is(err, syscall.EIO):
		return driver.ErrUnavailable
	}
	return driver.ErrStale
}
