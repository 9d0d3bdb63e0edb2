package s3store_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"minhchung/storage/driver"
	"minhchung/storage/s3store"
	"minhchung/storage/storagetest"
)

func openStore(t *testing.T, rawURL string) *s3store.Store {
	t.Helper()
	s, err := s3store.Open(t.Context(), rawURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	gateway := storagetest.Gateway(t)
	// One service for all tests, and a prefix for each: so is the prefix tested too.
	storagetest.Run(t, func(t *testing.T) driver.Bucket {
		s := openStore(t, gateway+"&prefix=of/"+strings.ToLower(rand.Text()))
		if f := s.Facts(); !f.PutOnce || f.Versioned || f.ObjectLock != driver.LockNone || len(f.Notes) > 0 {
			t.Errorf("facts: %+v", f)
		}
		return s
	})
}
