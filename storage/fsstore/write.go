package fsstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"minhchung/storage/driver"
)

// Create links the source to its key. See driver.Bucket.
func (s *Store) Create(ctx context.Context, key string, src driver.Source) error {
	path, err := s.path(key)
	if err != nil {
		return err
	}
	err = s.create(ctx, path, src)
	if err != nil && !errors.Is(err, driver.ErrExists) {
		return err
	}
	// Also for "exists": whoever came first may still be waiting for this very
	// sync, and the second must not promise more than the first can.
	if syncErr := syncDir(filepath.Dir(path)); syncErr != nil {
		return syncErr
	}
	return err
}

func (s *Store) create(ctx context.Context, path string, src driver.Source) error {
	// Asked first only to spare the fsync of a body that is there already; what
	// decides is the link.
	if _, err := os.Lstat(path); err == nil {
		return driver.ErrExists
	}
	err := s.place(ctx, src, func(name string) error {
		if err := s.makeDurable(filepath.Dir(path)); err != nil {
			return err
		}
		err := os.Link(name, path)
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		// A folder we knew went away, with a DeleteAll of another process.
		s.forget(s.dir)
		if err := s.makeDurable(filepath.Dir(path)); err != nil {
			return err
		}
		return os.Link(name, path)
	})
	if errors.Is(err, fs.ErrExist) {
		return driver.ErrExists
	}
	return err
}

// Replace renames the source over its key. The folder is not synced: a name lost
// in a crash is rebuilt, while a torn file would not be noticed.
func (s *Store) Replace(ctx context.Context, key string, src driver.Source) error {
	path, err := s.path(key)
	if err != nil {
		return err
	}
	return s.place(ctx, src, func(name string) (err error) {
		for range 3 { // a DeleteAll may take the folder between the two calls
			if err = os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				return err
			}
			if err = os.Rename(name, path); !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return err
	})
}

// place seals the bytes and calls put with a name for them: the staged file's own,
// or that of a copy when the staged file cannot be linked from where it lies.
func (s *Store) place(ctx context.Context, src driver.Source, put func(name string) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.sameDevice(src.File) {
		if err := seal(src.File); err != nil {
			return err
		}
		// Two mounts of one disk have one device number, and still no links between.
		if err := put(src.File.Name()); !errors.Is(err, syscall.EXDEV) {
			return err
		}
	}
	tmp, err := s.scratch.Create()
	if err != nil {
		return err
	}
	defer tmp.Close()
	defer os.Remove(tmp.Name()) // before the close: the lock still keeps sweeps away
	n, err := io.Copy(tmp, untilDone{ctx, io.NewSectionReader(src.File, 0, src.Size)})
	if err != nil {
		return err
	}
	if n != src.Size {
		return fmt.Errorf("copy %s: %d bytes of %d", src.File.Name(), n, src.Size)
	}
	if err := seal(tmp); err != nil {
		return err
	}
	return put(tmp.Name())
}

// seal makes a file read-only and durable. After a failed fsync the kernel may
// have dropped the pages, and the next fsync would report success about bytes that
// are lost. So the name goes, and no second try can file them.
func seal(f *os.File) error {
	if err := f.Chmod(0o400); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func (s *Store) sameDevice(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	theirs, ok1 := info.Sys().(*syscall.Stat_t)
	ours, ok2 := s.opened.Sys().(*syscall.Stat_t)
	return ok1 && ok2 && theirs.Dev == ours.Dev
}

// untilDone ends a copy when its context does.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// Delete removes the file and makes the removal durable: what was purged must not
// come back with the power.
func (s *Store) Delete(ctx context.Context, key string) error {
	path, err := s.path(key)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return syncIfThere(filepath.Dir(path))
}

// DeleteAll removes the folder that the prefix names.
func (s *Store) DeleteAll(ctx context.Context, prefix string) error {
	path, err := s.path(prefix)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.forget(path)
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	return syncIfThere(filepath.Dir(path))
}
