package blevesearch_test

import (
	"testing"

	"minhchung/search/blevesearch"
	"minhchung/search/driver"
	"minhchung/search/searchtest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	searchtest.Run(t, func(t *testing.T) driver.Index {
		s, err := blevesearch.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
