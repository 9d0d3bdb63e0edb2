package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"minhchung/storage/driver"
)

// key is one that storage could make.
const key = "originals/ab/cd/one"

func testRoundTrip(t *testing.T, h *harness) {
	for i, size := range []int{0, 1, 255, 64 << 10, 256<<10 + 1, 9 << 20} {
		k := fmt.Sprintf("originals/%02d/x_y-z.w/%d", i, size)
		want := body(uint64(i), size)
		h.create(t, k, want)
		h.holds(t, k, want)
		if path, ok := h.driver.LocalPath(k); ok {
			if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %d bytes, %v", path, len(got), err)
			}
		}
	}
}

func testCreateKeeps(t *testing.T, h *harness) {
	first := body(1, 1000)
	h.create(t, key, first)
	for _, second := range [][]byte{body(2, 1000), body(3, 10), {}, first} {
		if err := h.driver.Create(t.Context(), key, source(t, second)); !errors.Is(err, driver.ErrExists) {
			t.Errorf("second create: %v, want ErrExists", err)
		}
		h.holds(t, key, first)
	}
}

func testCreateRace(t *testing.T, h *harness) {
	if !h.driver.Facts().PutOnce {
		t.Skip("the place says that it cannot refuse an overwrite (Facts.PutOnce)")
	}
	const rivals = 8
	bodies, errs := make([][]byte, rivals), make([]error, rivals)
	var wg sync.WaitGroup
	for i := range rivals {
		bodies[i] = body(uint64(i), 100_000+i)
		src := source(t, bodies[i])
		wg.Go(func() { errs[i] = h.driver.Create(t.Context(), key, src) })
	}
	wg.Wait()
	winner := -1
	for i, err := range errs {
		switch {
		case err == nil && winner < 0:
			winner = i
		case err == nil:
			t.Errorf("both %d and %d won", winner, i)
		case !errors.Is(err, driver.ErrExists):
			t.Errorf("rival %d: %v", i, err)
		}
	}
	if winner < 0 {
		t.Fatal("nobody won")
	}
	h.holds(t, key, bodies[winner])
}

func testCreateCancelled(t *testing.T, h *harness) {
	src := source(t, body(1, 1<<20))
	for _, put := range []func(context.Context, string, driver.Source) error{h.driver.Create, h.driver.Replace} {
		if err := put(cancelled(t), key, src); !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want context.Canceled", err)
		}
	}
	h.holdsNothing(t, key)
	if found := h.keys(t, "originals/"); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
}

func testReplace(t *testing.T, h *harness) {
	versions := [][]byte{body(0, 300_000), body(1, 200_000), {}, body(3, 1)}
	if err := h.driver.Replace(t.Context(), key, source(t, versions[0])); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				rc, _, err := h.driver.Open(t.Context(), key, 0, -1)
				if err != nil {
					t.Errorf("open while replacing: %v", err)
					return
				}
				got, err := io.ReadAll(rc)
				rc.Close()
				whole := slices.ContainsFunc(versions, func(v []byte) bool { return bytes.Equal(v, got) })
				if err != nil || !whole {
					t.Errorf("read while replacing: %d bytes of no version, %v", len(got), err)
					return
				}
			}
		})
	}
	for i := range 12 {
		if err := h.driver.Replace(t.Context(), key, source(t, versions[i%len(versions)])); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	readers.Wait()
	h.holds(t, key, versions[3])
}

func testRanges(t *testing.T, h *harness) {
	whole := body(1, 1000)
	h.create(t, key, whole)
	h.create(t, "originals/empty", nil)
	for _, r := range []struct {
		key            string
		offset, length int64
		want           []byte
	}{
		{key, 0, -1, whole},
		{key, 0, 1, whole[:1]},
		{key, 0, 1000, whole},
		{key, 0, 1001, whole},
		{key, 0, 1 << 40, whole},
		{key, 999, 1, whole[999:]},
		{key, 999, -1, whole[999:]},
		{key, 999, 2, whole[999:]},
		{key, 500, 100, whole[500:600]},
		{key, 500, -1, whole[500:]},
		{key, 0, 0, nil},
		{key, 500, 0, nil},
		{key, 1000, -1, nil},
		{key, 1000, 1, nil},
		{key, 1001, 0, nil},
		{key, 1 << 40, 1 << 20, nil},
		{"originals/empty", 0, -1, nil},
		{"originals/empty", 0, 1, nil},
		{"originals/empty", 1, -1, nil},
	} {
		rc, n, err := h.driver.Open(t.Context(), r.key, r.offset, r.length)
		if err != nil {
			t.Errorf("%s from %d, %d bytes: %v", r.key, r.offset, r.length, err)
			continue
		}
		if got := readAll(t, rc); !bytes.Equal(got, r.want) || n != int64(len(r.want)) {
			t.Errorf("%s from %d, %d bytes: %d read, %d announced, want %d", r.key, r.offset, r.length, len(got), n, len(r.want))
		}
	}
}

func testReadCancelled(t *testing.T, h *harness) {
	h.create(t, key, body(1, 9<<20))
	ctx, cancel := context.WithCancel(t.Context())
	rc, _, err := h.driver.Open(ctx, key, 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer rc.Close()
	if _, err := io.ReadFull(rc, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if n, err := io.Copy(io.Discard, rc); !errors.Is(err, context.Canceled) {
		t.Errorf("read %d more bytes, %v; want context.Canceled", n, err)
	}
}

func testNotFound(t *testing.T, h *harness) {
	h.create(t, key, body(1, 10))
	// Also what is only the beginning of a key, or below one.
	for _, k := range []string{"originals/ab/cd/two", "originals/ab/cd/on", "nothing"} {
		h.holdsNothing(t, k)
		for _, length := range []int64{-1, 0, 5} {
			if _, _, err := h.driver.Open(t.Context(), k, 3, length); !errors.Is(err, driver.ErrNotFound) {
				t.Errorf("open %s, %d bytes: %v, want ErrNotFound", k, length, err)
			}
		}
	}
}

func testDelete(t *testing.T, h *harness) {
	h.create(t, key, body(1, 10))
	h.create(t, key+"-too", body(2, 20))
	for range 2 {
		if err := h.driver.Delete(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		h.holdsNothing(t, key)
	}
	h.holds(t, key+"-too", body(2, 20))
	h.create(t, key, body(3, 30))
	h.holds(t, key, body(3, 30))
	if err := h.driver.Delete(t.Context(), "never/was"); err != nil {
		t.Errorf("delete of nothing: %v", err)
	}
}

func testDeleteAll(t *testing.T, h *harness) {
	h.create(t, key, body(1, 10))
	for _, name := range []string{"aa/1", "aa/2", "aa/deep/3", "aab/4", "a/5"} {
		if err := h.driver.Replace(t.Context(), "derived/"+name, source(t, body(1, 10))); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := h.driver.DeleteAll(t.Context(), "derived/aa/"); err != nil {
			t.Fatal(err)
		}
		if got := slices.Sorted(maps.Keys(h.keys(t, "derived/"))); !slices.Equal(got, []string{"derived/a/5", "derived/aab/4"}) {
			t.Errorf("left: %v", got)
		}
	}
	h.holds(t, key, body(1, 10))
	h.create(t, "derived/aa/1", body(2, 20)) // the folder may be made again
	h.holds(t, "derived/aa/1", body(2, 20))
}

func testList(t *testing.T, h *harness) {
	if found := h.keys(t, "originals/"); len(found) > 0 {
		t.Errorf("an empty place lists %v", found)
	}
	want := map[string]int64{}
	for i := range 30 {
		k := fmt.Sprintf("originals/%02d/%02d/%s", i%3, i%7, strings.Repeat("k", i+1))
		h.create(t, k, body(uint64(i), i))
		want[k] = int64(i)
	}
	h.create(t, "original/near", nil)
	if got := h.keys(t, "originals/"); !maps.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	stop, seen := errors.New("enough"), 0
	err := h.driver.List(t.Context(), "originals/", func(string, int64) error { seen++; return stop })
	if err != stop || seen != 1 { //nolint:errorlint // promised is the very same error, not one that wraps it
		t.Errorf("stopped with %v after %d", err, seen)
	}
	if err := h.driver.List(cancelled(t), "originals/", func(string, int64) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled list: %v", err)
	}
}

func testFacts(t *testing.T, h *harness) {
	if err := h.driver.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	if err := h.driver.Ping(cancelled(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled ping: %v", err)
	}
	if f := h.driver.Facts(); f.Kind == "" || f.Place == "" || f.ObjectLock == "" {
		t.Errorf("facts are missing: %+v", f)
	}
}
