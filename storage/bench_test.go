package storage_test

import (
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"testing"
)

const benchBody = 100 << 20 // bytes

// BenchmarkStage is an upload into a folder, from the first byte to durable.
// Compare it with BenchmarkBare of the same run.
func BenchmarkStage(b *testing.B) {
	bucket, _, _ := newBucket(b)
	b.SetBytes(benchBody)
	for b.Loop() {
		st, err := bucket.Stage(b.Context(), io.LimitReader(&endless{}, benchBody), benchBody, benchBody)
		if err != nil {
			b.Fatal(err)
		}
		if err := st.Commit(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := bucket.Delete(b.Context(), st.Hash()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkBare hashes, writes and syncs the same bytes, and nothing else.
func BenchmarkBare(b *testing.B) {
	path, buf := filepath.Join(b.TempDir(), "bare"), make([]byte, 256<<10)
	b.SetBytes(benchBody)
	for b.Loop() {
		f, err := os.Create(path)
		if err != nil {
			b.Fatal(err)
		}
		body := io.TeeReader(io.LimitReader(&endless{}, benchBody), sha256.New())
		if _, err := io.CopyBuffer(struct{ io.Writer }{f}, body, buf); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		f.Close()
		b.StopTimer()
		os.Remove(path)
		b.StartTimer()
	}
}
