package s3store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"testing"

	"github.com/minio/minio-go/v7"

	"minhchung/storage/driver"
	"minhchung/storage/storagetest"
)

// admin makes buckets, which Store does not.
func admin(t *testing.T, rawURL string) *Store {
	t.Helper()
	c, err := parse(rawURL, os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	s, err := connect(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// inBucket is rawURL with another bucket, which is made first.
func inBucket(t *testing.T, rawURL, name string, opts minio.MakeBucketOptions) *Store {
	t.Helper()
	c, err := parse(rawURL, os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	if err := admin(t, rawURL).core.MakeBucket(t.Context(), name, opts); err != nil {
		t.Fatal(err)
	}
	c.bucket = name
	s, err := connect(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func source(t *testing.T, body string) driver.Source {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "source")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if _, err := f.WriteString(body); err != nil {
		t.Fatal(err)
	}
	return driver.Source{File: f, Size: int64(len(body)), SHA256: sha256.Sum256([]byte(body))}
}

func versions(t *testing.T, s *Store, key string) int {
	t.Helper()
	n := 0
	for o := range s.core.ListObjectsIter(t.Context(), s.bucket, minio.ListObjectsOptions{Prefix: s.prefix + key, Recursive: true, WithVersions: true}) {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
		n++
	}
	return n
}

func TestObjectLockIsProvenLive(t *testing.T) {
	t.Parallel()
	s := inBucket(t, storagetest.Gateway(t), "locked", minio.MakeBucketOptions{ObjectLocking: true})
	for range 3 { // opening again and again
		s.facts.Notes = nil
		if err := s.probe(t.Context()); err != nil {
			t.Fatal(err)
		}
		if f := s.Facts(); f.ObjectLock != driver.LockProven || !f.Versioned || !f.PutOnce || len(f.Notes) > 0 {
			t.Fatalf("facts: %+v", f)
		}
	}
	for _, key := range []string{onceProbe, lockProbe} {
		if n := versions(t, s, key); n != 1 {
			t.Errorf("three openings left %d versions of %s, want 1", n, key)
		}
	}

	if err := s.Create(t.Context(), "originals/kept", source(t, "kept")); err != nil {
		t.Fatal(err)
	}
	held := minio.LegalHoldEnabled
	if err := s.core.PutObjectLegalHold(t.Context(), s.bucket, "originals/kept", minio.PutObjectLegalHoldOptions{Status: &held}); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), "originals/kept"); !errors.Is(err, driver.ErrRefused) {
		t.Errorf("delete of a held original: %v, want ErrRefused", err)
	}
	if size, err := s.Stat(t.Context(), "originals/kept"); err != nil || size != 4 {
		t.Errorf("after the refusal: %d, %v; want it readable", size, err)
	}
}

func TestAPurgeTakesOldVersionsToo(t *testing.T) {
	t.Parallel()
	s := inBucket(t, storagetest.Gateway(t), "versioned", minio.MakeBucketOptions{})
	if err := s.core.EnableVersioning(t.Context(), s.bucket); err != nil {
		t.Fatal(err)
	}
	if err := s.probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if err := s.Replace(t.Context(), "derived/x/text", source(t, string(bytes.Repeat([]byte{'x'}, i)))); err != nil {
			t.Fatal(err)
		}
		if err := s.Create(t.Context(), "originals/x", source(t, "x")); err != nil && !errors.Is(err, driver.ErrExists) {
			t.Fatal(err)
		}
	}
	// What an earlier program deleted the plain way is only hidden.
	if err := s.core.RemoveObject(t.Context(), s.bucket, "originals/x", minio.RemoveObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	if o, d := versions(t, s, "originals/x"), versions(t, s, "derived/x/"); o != 2 || d != 3 {
		t.Fatalf("before: %d versions and markers of the original, %d of the derived", o, d)
	}
	if err := s.Delete(t.Context(), "originals/x"); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteAll(t.Context(), "derived/x/"); err != nil {
		t.Fatal(err)
	}
	if o, d := versions(t, s, "originals/x"), versions(t, s, "derived/x/"); o != 0 || d != 0 {
		t.Errorf("after: %d versions of the original and %d of the derived are still there", o, d)
	}
}
