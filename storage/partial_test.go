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
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"minhchung/storage"
)

func openPartial(t testing.TB, b *storage.Bucket, name string) *storage.Partial {
	t.Helper()
	p, err := b.Partial(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func closeIt(t testing.TB, c io.Closer) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// A body in pieces, each through a bucket opened anew, is the body: same hash, same
// bytes, and the very file that was written.
func TestPiecesMakeTheBody(t *testing.T) {
	t.Parallel()
	b, files, scratch := newBucket(t)
	body := bytes.Repeat([]byte("mảnh "), 200_000)
	at := int64(0)
	for _, size := range []int{1, 300_000, 0, 499_999, len(body)} {
		p := openPartial(t, openBucket(t, files, scratch), "abc123")
		if p.Size() != at {
			t.Fatalf("%d bytes after %d were promised", p.Size(), at)
		}
		piece := body[at:min(int(at)+size, len(body))]
		n, err := p.Append(t.Context(), at, iotest.HalfReader(bytes.NewReader(piece)), int64(len(piece)))
		if err != nil || n != int64(len(piece)) {
			t.Fatalf("%d bytes of %d: %v", n, len(piece), err)
		}
		at += n
		closeIt(t, p)
	}
	p := openPartial(t, b, "abc123")
	st, err := p.Stage(t.Context(), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if st.Hash() != sha256.Sum256(body) || st.Size() != int64(len(body)) {
		t.Errorf("%d bytes, %s", st.Size(), st.Hash())
	}
	before := inode(t, st.Path())
	if err := st.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := b.Local(t.Context(), st.Hash(), func(path string) error {
		if inode(t, path) != before {
			t.Error("the bytes were written a second time")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	// Whoever could not note the commit asks again.
	again, err := p.Stage(t.Context(), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(again.Commit(t.Context()), p.Remove(), p.Close()); err != nil {
		t.Fatal(err)
	}
	if err := b.Verify(t.Context(), st.Hash()); err != nil {
		t.Error(err)
	}
	if left := leftIn(t, scratch); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func inode(t testing.TB, path string) uint64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Sys().(*syscall.Stat_t).Ino
}

// What arrived before the line broke is kept; what nobody promised is not.
func TestABrokenPieceKeepsWhatArrived(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	broken := errors.New("connection reset")
	p := openPartial(t, b, "x")
	n, err := p.Append(t.Context(), 0, io.MultiReader(strings.NewReader("first half"), iotest.ErrReader(broken)), 100)
	if n != 10 || !errors.Is(err, broken) {
		t.Fatalf("%d bytes, %v", n, err)
	}
	if n, err := p.Append(t.Context(), 10, strings.NewReader(" unnoted"), 100); n != 8 || err != nil {
		t.Fatal(n, err)
	}
	closeIt(t, p)
	p = openPartial(t, b, "x") // its owner only noted the first ten
	if n, err := p.Append(t.Context(), 10, strings.NewReader("…"), 100); n != 3 || err != nil || p.Size() != 13 {
		t.Fatal(n, err, p.Size())
	}
	closeIt(t, p)
	p = openPartial(t, b, "x")
	st, err := p.Stage(t.Context(), 13)
	if err != nil || st.Hash() != sha256.Sum256([]byte("first half…")) {
		t.Fatalf("%d bytes: %v", p.Size(), err)
	}
	if err := errors.Join(st.Commit(t.Context()), b.Verify(t.Context(), st.Hash())); err != nil {
		t.Error(err)
	}
}

func TestAppendHoldsToItsPlace(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	p := openPartial(t, b, "x")
	if n, err := p.Append(t.Context(), 0, strings.NewReader("0123456789"), 4); n != 4 || err != nil {
		t.Errorf("%d bytes were taken where 4 were allowed: %v", n, err)
	}
	for name, at := range map[string]int64{"past the end": 5, "before the beginning": -1} {
		if n, err := p.Append(t.Context(), at, strings.NewReader("x"), 1); n != 0 || !errors.Is(err, storage.ErrInvalid) {
			t.Errorf("%s: %d, %v", name, n, err)
		}
	}
	if _, err := p.Stage(t.Context(), 5); !errors.Is(err, storage.ErrTruncated) {
		t.Errorf("four bytes for five: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if n, err := p.Append(ctx, 4, cancelling{cancel}, 1<<40); n == 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %d, %v", n, err)
	}
	for _, name := range []string{"", "..", "a/b", "A", "ab.c", strings.Repeat("a", 65)} {
		if _, err := b.Partial(t.Context(), name); err == nil {
			t.Errorf("name %q is taken", name)
		}
	}
}

// A staged body may be an original already: nothing writes into it again, not even
// a process that may write to read-only files.
func TestAStagedPartialIsNotWrittenAgain(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	p := openPartial(t, b, "x")
	if _, err := p.Append(t.Context(), 0, strings.NewReader("whole"), 5); err != nil {
		t.Fatal(err)
	}
	st, err := p.Stage(t.Context(), 5)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(st.Commit(t.Context()), st.Discard(), p.Close()); err != nil {
		t.Fatal(err)
	}
	p = openPartial(t, b, "x")
	for _, at := range []int64{0, 3, 5} {
		if _, err := p.Append(t.Context(), at, strings.NewReader("X"), 1); !errors.Is(err, storage.ErrInvalid) {
			t.Errorf("at %d: %v", at, err)
		}
	}
	if err := b.Verify(t.Context(), st.Hash()); err != nil {
		t.Error(err)
	}
}

func TestOnePartialHasOneOwner(t *testing.T) {
	t.Parallel()
	b, files, scratch := newBucket(t)
	p := openPartial(t, b, "x")
	if _, err := p.Append(t.Context(), 0, strings.NewReader("mine"), 4); err != nil {
		t.Fatal(err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	other := openBucket(t, files, scratch) // as in another process
	if _, err := other.Partial(soon, "x"); !errors.Is(err, storage.ErrBusy) {
		t.Errorf("%v, want ErrBusy", err)
	}
	if n, err := other.SweepPartials(t.Context(), 0); n != 0 || err != nil {
		t.Errorf("swept from under its owner: %d, %v", n, err)
	}
	got := make(chan int64, 1)
	go func() {
		waited, err := other.Partial(context.Background(), "x")
		if err != nil {
			got <- -1
			return
		}
		got <- waited.Size()
		_ = waited.Close()
	}()
	// It waits, and finds a new body where its predecessor removed the old one.
	if err := errors.Join(p.Remove(), p.Close()); err != nil {
		t.Fatal(err)
	}
	if size := <-got; size != 0 {
		t.Errorf("who waited found %d bytes", size)
	}
	if n, err := b.SweepScratch(t.Context(), 0); n != 0 || err != nil {
		t.Errorf("a partial body was swept as a staged one: %d, %v", n, err)
	}
	if n, err := b.SweepPartials(t.Context(), time.Hour); n != 0 || err != nil {
		t.Errorf("swept young: %d, %v", n, err)
	}
	if n, err := b.SweepPartials(t.Context(), 0); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	if left := leftIn(t, filepath.Clean(scratch)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
