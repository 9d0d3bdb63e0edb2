package fsstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"minhchung/storage/driver"
)

// Stat returns the size of the file.
func (s *Store) Stat(ctx context.Context, key string) (int64, error) {
	path, err := s.path(key)
	if err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	info, err := os.Lstat(path)
	return size(info, err)
}

// Open opens the file. See driver.Bucket for the edges of a range.
func (s *Store) Open(ctx context.Context, key string, offset, length int64) (io.ReadCloser, int64, error) {
	path, err := s.path(key)
	if err != nil {
		return nil, 0, err
	}
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, notFound(err)
	}
	total, err := size(f.Stat())
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	n := max(total-offset, 0)
	if length >= 0 {
		n = min(n, length)
	}
	return &section{ctx: ctx, f: f, body: io.NewSectionReader(f, offset, n), left: n}, n, nil
}

// section reads a part of a file and notices when the file is shorter than it was.
type section struct {
	ctx  context.Context
	f    *os.File
	body *io.SectionReader
	left int64
}

func (s *section) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.body.Read(p)
	s.left -= int64(n)
	if err == io.EOF && s.left > 0 {
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}

func (s *section) Close() error { return s.f.Close() }

// List walks the folder. At most one folder's names are in memory.
func (s *Store) List(ctx context.Context, prefix string, fn func(key string, size int64) error) error {
	root, err := s.path(prefix)
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if ctxErr := ctx.Err(); ctxErr != nil {
			return ctxErr
		}
		if err != nil || !d.Type().IsRegular() {
			return ignoreGone(err)
		}
		info, err := d.Info()
		if err != nil {
			return ignoreGone(err)
		}
		key, err := filepath.Rel(s.dir, path)
		if err != nil {
			return err
		}
		return fn(filepath.ToSlash(key), info.Size())
	})
}

// ignoreGone: what is removed during a walk was not there.
func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func notFound(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w (%w)", driver.ErrNotFound, err)
	}
	return err
}

func size(info fs.FileInfo, err error) (int64, error) {
	if err != nil {
		return 0, notFound(err)
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("%s is not a file", info.Name())
	}
	return info.Size(), nil
}
