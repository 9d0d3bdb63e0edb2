package storage_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"minhchung/storage"
	"minhchung/storage/fsstore"
)

// newBucket opens a Bucket over two folders of the test.
func newBucket(t testing.TB) (b *storage.Bucket, files, scratch string) {
	t.Helper()
	dir := t.TempDir()
	files, scratch = filepath.Join(dir, "files"), filepath.Join(dir, "scratch")
	return openBucket(t, files, scratch), files, scratch
}

func openBucket(t testing.TB, files, scratch string) *storage.Bucket {
	t.Helper()
	d, err := fsstore.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	b, err := storage.New(d, storage.Options{Scratch: scratch})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func leftIn(t testing.TB, dir string) []os.DirEntry {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func TestStageHoldsToBothLengths(t *testing.T) {
	t.Parallel()
	const size = 300_000 // more than one buffer
	for _, test := range []struct {
		name            string
		size            int
		declared, limit int64
		want            error
	}{
		{"as declared", size, size, size, nil},
		{"undeclared", size, -1, size, nil},
		{"empty", 0, 0, 0, nil},
		{"empty undeclared", 0, -1, 0, nil},
		{"far below the limit", size, size, 1 << 62, nil},
		{"one over the limit", size, -1, size - 1, storage.ErrTooLarge},
		{"declared over the limit", 10, size, size - 1, storage.ErrTooLarge},
		{"one byte where none is allowed", 1, -1, 0, storage.ErrTooLarge},
		{"shorter than declared", size, size + 1, 1 << 40, storage.ErrTruncated},
		{"longer than declared", size, size - 1, 1 << 40, storage.ErrTruncated},
		{"something where nothing was declared", 1, 0, 1 << 40, storage.ErrTruncated},
		{"nothing where something was declared", 0, 1, 1 << 40, storage.ErrTruncated},
		{"negative limit", 0, -1, -1, storage.ErrInvalid},
		{"negative length", 0, -2, 10, storage.ErrInvalid},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b, _, scratch := newBucket(t)
			body := bytes.Repeat([]byte{7}, test.size)
			// Readers may end with the last bytes or after them, and be slow.
			for _, r := range []io.Reader{
				bytes.NewReader(body), iotest.DataErrReader(bytes.NewReader(body)), iotest.HalfReader(bytes.NewReader(body)),
			} {
				st, err := b.Stage(t.Context(), r, test.declared, test.limit)
				if !errors.Is(err, test.want) {
					t.Fatalf("%v, want %v", err, test.want)
				}
				if err != nil {
					continue
				}
				if st.Size() != int64(test.size) || st.Hash() != sha256.Sum256(body) {
					t.Errorf("%d bytes, %s", st.Size(), st.Hash())
				}
				if err := st.Discard(); err != nil {
					t.Error(err)
				}
			}
			if left := leftIn(t, scratch); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// endless never ends; a limit must.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) { e.read += int64(len(p)); return len(p), nil }

func TestStageStopsAtTheLimit(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	r := &endless{}
	if _, err := b.Stage(t.Context(), r, -1, 1<<20); !errors.Is(err, storage.ErrTooLarge) {
		t.Fatal(err)
	}
	if r.read > 2<<20 {
		t.Errorf("%d bytes were read for a limit of %d", r.read, 1<<20)
	}
	declared := &endless{}
	if _, err := b.Stage(t.Context(), declared, 1<<21, 1<<20); !errors.Is(err, storage.ErrTooLarge) || declared.read > 0 {
		t.Errorf("%v after reading %d bytes of a body declared too large", err, declared.read)
	}
}

func TestABrokenBodyLeavesNothing(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection reset")
	for _, test := range []struct {
		name string
		r    io.Reader
		want error
	}{
		{"an error of the reader comes through", iotest.ErrReader(broken), broken},
		{"also in the middle", io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), broken},
		{"a connection that broke off", io.MultiReader(strings.NewReader("half"), iotest.ErrReader(io.ErrUnexpectedEOF)), storage.ErrTruncated},
		{"a reader that never gives anything", iotest.ErrReader(nil), io.ErrNoProgress},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b, _, scratch := newBucket(t)
			_, err := b.Stage(t.Context(), test.r, -1, 1<<20)
			if !errors.Is(err, test.want) || errors.Is(err, storage.ErrUnavailable) {
				t.Errorf("%v, want %v", err, test.want)
			}
			if left := leftIn(t, scratch); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// cancelling gives bytes, and cancels while it does.
type cancelling struct{ cancel func() }

func (c cancelling) Read(p []byte) (int, error) { c.cancel(); return len(p), nil }

func TestACancelledStageLeavesNothing(t *testing.T) {
	t.Parallel()
	b, _, scratch := newBucket(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range 2 { // in the middle, and before the beginning
		if _, err := b.Stage(ctx, cancelling{cancel}, -1, 1<<40); !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want context.Canceled", err)
		}
	}
	if left := leftIn(t, scratch); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestALostScratchFolderIsAnOutage(t *testing.T) {
	t.Parallel()
	b, _, scratch := newBucket(t)
	if err := os.Remove(scratch); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Stage(t.Context(), strings.NewReader("x"), -1, 10); !errors.Is(err, storage.ErrUnavailable) {
		t.Errorf("%v, want ErrUnavailable", err)
	}
}

func TestStagedBytesAreReadOnly(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	st, err := b.Stage(t.Context(), strings.NewReader("bytes"), -1, 10)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Discard()
	info, err := os.Stat(st.Path())
	if err != nil || info.Mode().Perm() != 0o400 {
		t.Errorf("mode %v, %v; want 0400", info.Mode(), err)
	}
}

// A parser runs as the same user and could make the file writable again.
func TestACommitNoticesAChangedFile(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	st, err := b.Stage(t.Context(), strings.NewReader("bytes"), -1, 10)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Discard()
	if err := os.Chmod(st.Path(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(st.Path(), []byte("BYTES"), 0o600); err != nil {
		t.Fatal(err)
	}
	// The clock of the file system is coarse; a write in the same tick is the one
	// case that goes unseen, and not the one tested here.
	if err := os.Chtimes(st.Path(), time.Time{}, time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := st.Commit(t.Context()); !errors.Is(err, storage.ErrCorrupt) {
		t.Errorf("%v, want ErrCorrupt", err)
	}
	if _, err := b.Stat(t.Context(), st.Hash()); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("it was filed: %v", err)
	}
}

func TestOpenRefusesANegativeOffset(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	if _, err := b.Open(t.Context(), storage.Hash{}, -1, 5); !errors.Is(err, storage.ErrInvalid) {
		t.Errorf("%v, want ErrInvalid", err)
	}
}

func TestNewWantsBothParts(t *testing.T) {
	t.Parallel()
	d, err := fsstore.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storage.New(d, storage.Options{}); !errors.Is(err, storage.ErrInvalid) {
		t.Errorf("no scratch folder: %v", err)
	}
	if _, err := storage.New(nil, storage.Options{Scratch: t.TempDir()}); !errors.Is(err, storage.ErrInvalid) {
		t.Errorf("no driver: %v", err)
	}
}
