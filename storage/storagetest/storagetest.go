// Package storagetest is the contract of package driver, as tests that every
// driver runs, and a real S3 service for whoever needs one in a test.
//
// What this package is not: a fake. There is no store in memory; fsstore over
// t.TempDir() is as quick, and real.
package storagetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"testing"

	"minhchung/storage"
	"minhchung/storage/driver"
)

// Opener opens an empty place for one test. It may be called from parallel tests.
type Opener func(t *testing.T) driver.Bucket

// Run runs the whole contract: that of the driver, and what storage builds on it.
func Run(t *testing.T, open Opener) {
	tests := []struct {
		name string
		run  func(t *testing.T, h *harness)
	}{
		{"a key gives back its bytes", testRoundTrip},
		{"create never replaces", testCreateKeeps},
		{"of many creates at once one wins", testCreateRace},
		{"a cancelled create leaves nothing", testCreateCancelled},
		{"replace is whole or not at all", testReplace},
		{"ranges are cut at the end", testRanges},
		{"a cancelled read ends", testReadCancelled},
		{"nothing is not found", testNotFound},
		{"delete removes, twice too", testDelete},
		{"delete all stays below its prefix", testDeleteAll},
		{"list shows what is there", testList},
		{"a place can be described and reached", testFacts},

		{"an upload is filed under its hash", testUpload},
		{"committing again writes nothing", testCommitTwice},
		{"commits of one hash at once are one original", testCommitRace},
		{"a commit cancelled on the way stores all or nothing", testCommitCancelled},
		{"a wrong size is corrupt and stays untouched", testWrongSize},
		{"wrong bytes are found by verify", testWrongBytes},
		{"a local path holds the bytes", testLocal},
		{"derived things are replaced and removed", testDerived},
		{"a derived body of another length is refused", testDerivedLength},
		{"derived names cannot leave their folder", testDerivedNames},
		{"originals lists originals only", testOriginals},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, newHarness(t, open(t)))
		})
	}
}

// harness is a driver, a Bucket in front of it, and the folder in which nothing
// may be left.
type harness struct {
	driver  driver.Bucket
	bucket  *storage.Bucket
	scratch string
}

func newHarness(t *testing.T, d driver.Bucket) *harness {
	t.Helper()
	h := &harness{driver: d, scratch: t.TempDir()}
	b, err := storage.New(d, storage.Options{Scratch: h.scratch})
	if err != nil {
		t.Fatal(err)
	}
	h.bucket = b
	t.Cleanup(func() {
		if left, err := os.ReadDir(h.scratch); err != nil || len(left) > 0 {
			t.Errorf("left in the scratch folder: %v %v", left, err)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// source puts a body on the disk, as storage does for a driver.
func source(t *testing.T, body []byte) driver.Source {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "source")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if _, err := f.Write(body); err != nil {
		t.Fatal(err)
	}
	return driver.Source{File: f, Size: int64(len(body)), SHA256: sha256.Sum256(body)}
}

// body returns size bytes that depend on seed, so that two bodies are told apart.
func body(seed uint64, size int) []byte {
	b := make([]byte, size)
	r := rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)})
	_, _ = r.Read(b) // never fails
	return b
}

func (h *harness) create(t *testing.T, key string, bytes []byte) {
	t.Helper()
	if err := h.driver.Create(t.Context(), key, source(t, bytes)); err != nil {
		t.Fatalf("create %s: %v", key, err)
	}
}

func (h *harness) holds(t *testing.T, key string, want []byte) {
	t.Helper()
	size, err := h.driver.Stat(t.Context(), key)
	if err != nil || size != int64(len(want)) {
		t.Fatalf("stat %s = %d, %v; want %d", key, size, err, len(want))
	}
	rc, n, err := h.driver.Open(t.Context(), key, 0, -1)
	if err != nil {
		t.Fatalf("open %s: %v", key, err)
	}
	got := readAll(t, rc)
	if n != int64(len(want)) || !bytes.Equal(got, want) {
		t.Fatalf("%s: %d bytes announced, %d read, want the %d that were stored", key, n, len(got), len(want))
	}
}

func (h *harness) holdsNothing(t *testing.T, key string) {
	t.Helper()
	if size, err := h.driver.Stat(t.Context(), key); !errors.Is(err, driver.ErrNotFound) {
		t.Fatalf("stat %s = %d, %v; want ErrNotFound", key, size, err)
	}
}

func (h *harness) keys(t *testing.T, prefix string) map[string]int64 {
	t.Helper()
	found := map[string]int64{}
	err := h.driver.List(t.Context(), prefix, func(key string, size int64) error {
		if _, twice := found[key]; twice {
			t.Errorf("%s is listed twice", key)
		}
		found[key] = size
		return nil
	})
	if err != nil {
		t.Fatalf("list %s: %v", prefix, err)
	}
	return found
}

func readAll(t *testing.T, rc io.ReadCloser) []byte {
	t.Helper()
	got, err := io.ReadAll(rc)
	if err := errors.Join(err, rc.Close()); err != nil {
		t.Fatal(err)
	}
	return got
}

func cancelled(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
