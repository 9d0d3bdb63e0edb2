// Package fsstore keeps bytes as files below one folder. It is the driver used when
// nothing is configured, and the reference for other drivers.
//
// A file is written under another name, made durable (fsync), and only then linked
// to its key; then the folder is made durable too. A link, unlike a rename, fails
// when the name is taken, so the kernel itself refuses to overwrite an original.
// Files are 0400 in folders 0700.
//
// What this package is not: a file server, a cache, or a place for several
// machines. Several processes on one machine may share the folder. It needs a file
// system with hard links (every usual one on a server; not FAT, not most SMB
// shares) and says so when it opens, not at the first upload.
package fsstore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"minhchung/storage/driver"
)

// scratchFolder holds copies under way when staged files lie on another file
// system. It starts with a dot, as no key does.
const scratchFolder = ".scratch"

// Store is a folder of files. It implements driver.Bucket.
type Store struct {
	dir     string
	opened  os.FileInfo // the folder itself, to notice when another is put in its place
	scratch *driver.Scratch

	mu      sync.Mutex
	durable map[string]bool // folders whose name is known to survive a crash
}

var _ driver.Bucket = (*Store)(nil)

// Open makes the folder when it is missing, and makes sure that it can keep
// originals: that one can write, lock and link there.
func Open(dir string) (*Store, error) {
	s, err := open(dir)
	if err != nil {
		return nil, fmt.Errorf("fsstore: %s: %w", dir, err)
	}
	return s, nil
}

func open(dir string) (*Store, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(abs, 0o700); err != nil {
		return nil, err
	}
	opened, err := os.Stat(abs)
	if err != nil {
		return nil, err
	}
	scratch, err := driver.OpenScratch(filepath.Join(abs, scratchFolder))
	if err != nil {
		return nil, err
	}
	s := &Store{dir: abs, opened: opened, scratch: scratch, durable: map[string]bool{abs: true}}
	// What is unlocked belongs to a copy that died with its process.
	if _, err := scratch.Sweep(context.Background(), 0); err != nil {
		return nil, err
	}
	if err := s.probe(); err != nil {
		return nil, err
	}
	return s, syncDir(filepath.Dir(abs))
}

// probe links a file, as every commit will.
func (s *Store) probe() error {
	f, err := s.scratch.Create()
	if err != nil {
		return err
	}
	defer f.Close()
	defer os.Remove(f.Name())
	linked := f.Name() + ".link"
	if err := os.Link(f.Name(), linked); err != nil {
		return fmt.Errorf("originals need a file system with hard links: %w", err)
	}
	return os.Remove(linked)
}

// path is where a key lies. Keys come from storage and are harmless; a caller that
// breaks this must not get out of the folder.
func (s *Store) path(key string) (string, error) {
	if !filepath.IsLocal(key) || strings.HasPrefix(key, ".") || strings.ContainsAny(key, "\\\x00") {
		return "", fmt.Errorf("key %q is not a path below the folder", key)
	}
	return filepath.Join(s.dir, filepath.FromSlash(key)), nil
}

// LocalPath returns the file itself.
func (s *Store) LocalPath(key string) (string, bool) {
	path, err := s.path(key)
	return path, err == nil
}

// Ping looks whether the folder is still the one that was opened: a volume that
// was unmounted leaves an empty folder in which every document would be missing,
// and new ones would be written to the wrong disk.
func (s *Store) Ping(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	now, err := os.Stat(s.dir)
	if err != nil {
		return err
	}
	if !os.SameFile(now, s.opened) {
		return fmt.Errorf("%s is no longer the folder that was opened", s.dir)
	}
	return nil
}

// Facts of a folder.
func (s *Store) Facts() driver.Facts {
	return driver.Facts{Kind: "fs", Place: s.dir, PutOnce: true, ObjectLock: driver.LockNone}
}

// Close does nothing: no file is open between calls.
func (s *Store) Close() error { return nil }
