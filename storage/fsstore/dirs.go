package fsstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// makeDurable makes a folder below s.dir such that its name survives a crash: each
// folder on the way exists and its parent was synced after we saw it. That another
// process made a folder does not mean that it has synced it already, so what this
// process has not synced itself it syncs once.
func (s *Store) makeDurable(dir string) error {
	s.mu.Lock()
	known := s.durable[dir]
	s.mu.Unlock()
	if known {
		return nil
	}
	parent := filepath.Dir(dir)
	if err := s.makeDurable(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := syncDir(parent); err != nil {
		return err
	}
	s.mu.Lock()
	s.durable[dir] = true
	s.mu.Unlock()
	return nil
}

// forget drops what is known about dir and everything below it.
func (s *Store) forget(dir string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for known := range s.durable {
		if known != s.dir && (known == dir || strings.HasPrefix(known, dir+string(filepath.Separator))) {
			delete(s.durable, known)
		}
	}
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func syncIfThere(dir string) error {
	if err := syncDir(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
