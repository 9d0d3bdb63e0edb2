package storagetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"minhchung/storage"
)

// stage puts a body into the scratch folder.
func (h *harness) stage(t *testing.T, body []byte) *storage.Staged {
	t.Helper()
	st, err := h.bucket.Stage(t.Context(), bytes.NewReader(body), int64(len(body)), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Discard() })
	return st
}

func (h *harness) upload(t *testing.T, body []byte) storage.Hash {
	t.Helper()
	st := h.stage(t, body)
	if err := st.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return st.Hash()
}

func (h *harness) original(t *testing.T, hash storage.Hash, want []byte) {
	t.Helper()
	info, err := h.bucket.Stat(t.Context(), hash)
	if err != nil || info != (storage.Info{Hash: hash, Size: int64(len(want))}) {
		t.Fatalf("stat = %v, %v", info, err)
	}
	rc, err := h.bucket.Open(t.Context(), hash, 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	if got := readAll(t, rc); !bytes.Equal(got, want) {
		t.Fatalf("read %d bytes that are not the %d committed", len(got), len(want))
	}
}

// plant puts other bytes where an original belongs, as only a broken store could.
func (h *harness) plant(t *testing.T, original, other []byte) storage.Hash {
	t.Helper()
	hash := h.upload(t, original)
	keys := slices.Collect(maps.Keys(h.keys(t, "originals/")))
	if len(keys) != 1 {
		t.Fatalf("one original, stored under %v", keys)
	}
	if err := h.driver.Delete(t.Context(), keys[0]); err != nil {
		t.Fatal(err)
	}
	h.create(t, keys[0], other)
	return hash
}

func testUpload(t *testing.T, h *harness) {
	for i, size := range []int{0, 1, 300_000} {
		want := body(uint64(i), size)
		st := h.stage(t, want)
		if st.Hash() != sha256.Sum256(want) || st.Size() != int64(size) {
			t.Fatalf("staged %s of %d bytes", st.Hash(), st.Size())
		}
		if _, err := h.bucket.Stat(t.Context(), st.Hash()); !errors.Is(err, storage.ErrNotFound) {
			t.Fatalf("before the commit: %v, want ErrNotFound", err)
		}
		if err := st.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.original(t, st.Hash(), want)
		if err := h.bucket.Verify(t.Context(), st.Hash()); err != nil {
			t.Error(err)
		}
		if err := h.bucket.Delete(t.Context(), st.Hash()); err != nil {
			t.Error(err)
		}
		if err := h.bucket.Verify(t.Context(), st.Hash()); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("verify after delete: %v, want ErrNotFound", err)
		}
	}
}

func testCommitTwice(t *testing.T, h *harness) {
	want := body(1, 5000)
	st := h.stage(t, want)
	for range 2 {
		if err := st.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Discard(); err != nil {
		t.Fatal(err)
	}
	h.original(t, h.upload(t, want), want) // the same bytes from somebody else
	gone := h.stage(t, body(2, 10))
	if err := errors.Join(gone.Discard(), gone.Discard()); err != nil {
		t.Fatal(err)
	}
	if err := gone.Commit(t.Context()); !errors.Is(err, storage.ErrInvalid) {
		t.Errorf("commit after discard: %v, want ErrInvalid", err)
	}
	if n := len(h.keys(t, "originals/")); n != 1 {
		t.Errorf("%d originals, want 1", n)
	}
}

func testCommitRace(t *testing.T, h *harness) {
	want := body(1, 400_000)
	var wg sync.WaitGroup
	for range 8 {
		st := h.stage(t, want)
		wg.Go(func() {
			if err := st.Commit(t.Context()); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() { // and the same one from two sides
			if err := st.Commit(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	h.original(t, sha256.Sum256(want), want)
	if n := len(h.keys(t, "originals/")); n != 1 {
		t.Errorf("%d originals, want 1", n)
	}
}

func testCommitCancelled(t *testing.T, h *harness) {
	st := h.stage(t, body(1, 100))
	if err := st.Commit(cancelled(t)); !errors.Is(err, context.Canceled) || errors.Is(err, storage.ErrUnavailable) {
		t.Errorf("%v, want context.Canceled and no outage", err)
	}
	if _, err := h.bucket.Stat(t.Context(), st.Hash()); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("after a cancelled commit: %v, want ErrNotFound", err)
	}
	if err := st.Commit(t.Context()); err != nil { // the bytes are still there
		t.Fatal(err)
	}
	// Cancelled at some moment of the way: whichever, never a part.
	for i := range 4 {
		want := body(uint64(i), 8<<20)
		st := h.stage(t, want)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- st.Commit(ctx) }()
		cancel()
		err := <-ended
		switch _, statErr := h.bucket.Stat(t.Context(), st.Hash()); {
		case statErr == nil:
			h.original(t, st.Hash(), want)
		case err == nil:
			t.Errorf("committed, and not there: %v", statErr)
		case !errors.Is(err, context.Canceled):
			t.Errorf("%v, want context.Canceled", err)
		}
		if err := st.Discard(); err != nil {
			t.Error(err)
		}
	}
}

func testWrongSize(t *testing.T, h *harness) {
	want := body(1, 1000)
	hash := h.plant(t, want, want[:400])
	if err := h.stage(t, want).Commit(t.Context()); !errors.Is(err, storage.ErrCorrupt) {
		t.Errorf("commit over a torn original: %v, want ErrCorrupt", err)
	}
	h.original(t, hash, want[:400])
}

func testWrongBytes(t *testing.T, h *harness) {
	want, damaged := body(1, 1000), body(1, 1000)
	damaged[500] ^= 1
	hash := h.plant(t, want, damaged)
	if err := h.bucket.Verify(t.Context(), hash); !errors.Is(err, storage.ErrCorrupt) {
		t.Errorf("verify: %v, want ErrCorrupt", err)
	}
	if _, ours := h.driver.LocalPath("x"); ours {
		return // Local hands out the file itself, unread
	}
	err := h.bucket.Local(t.Context(), hash, func(string) error {
		t.Error("a damaged copy was handed out")
		return nil
	})
	if !errors.Is(err, storage.ErrCorrupt) {
		t.Errorf("local: %v, want ErrCorrupt", err)
	}
}

func testLocal(t *testing.T, h *harness) {
	want := body(1, 100_000)
	hash := h.upload(t, want)
	mine, used := errors.New("mine"), ""
	err := h.bucket.Local(t.Context(), hash, func(path string) error {
		used = path
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o400 {
			t.Errorf("mode %v, %v; want 0400", info.Mode(), err)
		}
		return mine
	})
	if err != mine { //nolint:errorlint // promised is the very same error, not one that wraps it
		t.Errorf("error of the function: %v", err)
	}
	_, stored := h.driver.LocalPath("x")
	if _, err := os.Stat(used); stored != (err == nil) {
		t.Errorf("after the call: %v", err)
	}
	err = h.bucket.Local(t.Context(), storage.Hash{1}, func(string) error { t.Error("called for nothing"); return nil })
	if !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("local of nothing: %v", err)
	}
}

func (h *harness) derived(t *testing.T, hash storage.Hash, name string, want []byte) {
	t.Helper()
	rc, size, err := h.bucket.OpenDerived(t.Context(), hash, name)
	if err != nil {
		t.Fatal(err)
	}
	if got := readAll(t, rc); !bytes.Equal(got, want) || size != int64(len(want)) {
		t.Fatalf("%s: %d bytes announced, %d read, want %d", name, size, len(got), len(want))
	}
}

func testDerived(t *testing.T, h *harness) {
	hash, other := storage.Hash{1, 2, 3}, storage.Hash{1, 2, 4}
	put := func(of storage.Hash, name string, b []byte) {
		t.Helper()
		if err := h.bucket.PutDerived(t.Context(), of, name, bytes.NewReader(b), int64(len(b))); err != nil {
			t.Fatal(err)
		}
	}
	put(hash, "page-0001.webp", body(1, 1000))
	put(hash, "page-0001.webp", body(2, 500))
	put(hash, "empty", nil)
	put(hash, "0", body(3, 9<<20))
	put(hash, strings.Repeat("n", 100), body(5, 5))
	put(other, "page-0001.webp", body(4, 4))
	h.derived(t, hash, "page-0001.webp", body(2, 500))
	h.derived(t, hash, "empty", nil)
	h.derived(t, hash, "0", body(3, 9<<20))
	for range 2 {
		if err := h.bucket.DeleteDerived(t.Context(), hash); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.bucket.OpenDerived(t.Context(), hash, "empty"); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("after delete: %v, want ErrNotFound", err)
		}
	}
	h.derived(t, other, "page-0001.webp", body(4, 4))
	var local string
	err := h.bucket.LocalDerived(t.Context(), other, "page-0001.webp", func(path string) error {
		local = path
		b, err := os.ReadFile(path)
		if !bytes.Equal(b, body(4, 4)) {
			t.Errorf("%d bytes here", len(b))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if _, stored := h.driver.LocalPath("x"); !stored {
		if _, err := os.Stat(local); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the copy on this machine is left: %v", err)
		}
	}
	if err := h.bucket.LocalDerived(t.Context(), hash, "empty", func(string) error { return nil }); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("of what is not there: %v, want ErrNotFound", err)
	}
}

func testDerivedLength(t *testing.T, h *harness) {
	hash, old := storage.Hash{1}, body(1, 100)
	if err := h.bucket.PutDerived(t.Context(), hash, "text", bytes.NewReader(old), 100); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{0, 99, 101, 1 << 50} {
		if err := h.bucket.PutDerived(t.Context(), hash, "text", bytes.NewReader(body(2, 100)), size); !errors.Is(err, storage.ErrTruncated) {
			t.Errorf("100 bytes said to be %d: %v, want ErrTruncated", size, err)
		}
	}
	if err := h.bucket.PutDerived(t.Context(), hash, "text", bytes.NewReader(old), -1); !errors.Is(err, storage.ErrInvalid) {
		t.Errorf("unknown size: %v, want ErrInvalid", err)
	}
	h.derived(t, hash, "text", old)
}

func testDerivedNames(t *testing.T, h *harness) {
	for _, name := range []string{
		"", ".", "..", "../x", "a/b", "/etc/passwd", "a\\b", "..\\x", "a\x00b", "a b", ".hidden", "-rf", "_x",
		"A.png", "trang-1é", "a%2fb", "a:b", "a\n", strings.Repeat("n", 101), "\xff",
	} {
		if err := h.bucket.PutDerived(t.Context(), storage.Hash{1}, name, strings.NewReader("x"), 1); !errors.Is(err, storage.ErrInvalid) {
			t.Errorf("put %q: %v, want ErrInvalid", name, err)
		}
		if _, _, err := h.bucket.OpenDerived(t.Context(), storage.Hash{1}, name); !errors.Is(err, storage.ErrInvalid) {
			t.Errorf("open %q: %v, want ErrInvalid", name, err)
		}
	}
}

func testOriginals(t *testing.T, h *harness) {
	want := map[storage.Hash]int64{}
	for i := range 20 {
		want[h.upload(t, body(uint64(i), i*10+1))] = int64(i*10 + 1)
	}
	h.create(t, "originals/ab/foreign", body(1, 1))
	h.create(t, "originals/ff/ff/"+storage.Hash{1}.String(), body(1, 1)) // a hash in the wrong place
	if err := h.bucket.PutDerived(t.Context(), storage.Hash{1}, "text", strings.NewReader("x"), 1); err != nil {
		t.Fatal(err)
	}
	got := map[storage.Hash]int64{}
	if err := h.bucket.Originals(t.Context(), func(i storage.Info) error { got[i.Hash] = i.Size; return nil }); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(got, want) {
		t.Errorf("%d originals listed, want %d", len(got), len(want))
	}
	stop := errors.New("enough")
	if err := h.bucket.Originals(t.Context(), func(storage.Info) error { return stop }); err != stop { //nolint:errorlint // as above
		t.Errorf("stopped with %v", err)
	}
}
