package blevesearch_test

import (
	"strings"
	"testing"

	"minhchung/search"
)

// TestLongPageIsFoundByItsBeginning: a page of megabytes must not become a document
// of megabytes, because the engine plans the memory of the next write by it.
func TestLongPageIsFoundByItsBeginning(t *testing.T) {
	t.Parallel()
	ix := open(t, t.TempDir())
	defer closeIndex(t, ix)
	filler := strings.Repeat("chữ ", 5000) // 30,000 bytes
	text := "đầutrang " + filler + "giữatrang " + strings.Repeat(filler, 100) + " cuốitrang"
	if err := ix.Put(t.Context(), []search.Page{{Product: 1, Page: 1, Text: text, Keys: []string{"open"}}}); err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]int{"đầutrang": 1, "giữatrang": 1, "cuốitrang": 0} {
		r, err := ix.Search(t.Context(), search.Query{Text: `"` + word + `"`, All: true, Limit: 10})
		if err != nil || len(r.Hits) != want {
			t.Errorf("%s: %d hits, want %d: %v", word, len(r.Hits), want, err)
		}
	}
}
