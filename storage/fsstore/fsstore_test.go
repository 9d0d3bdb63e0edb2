package fsstore_test

import (
	"testing"

	"minhchung/storage/driver"
	"minhchung/storage/fsstore"
	"minhchung/storage/storagetest"
)

func openStore(t *testing.T, dir string) *fsstore.Store {
	t.Helper()
	s, err := fsstore.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	storagetest.Run(t, func(t *testing.T) driver.Bucket { return openStore(t, t.TempDir()) })
}
