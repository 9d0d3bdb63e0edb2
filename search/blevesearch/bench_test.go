package blevesearch_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"minhchung/search"
	"minhchung/search/blevesearch"
	"minhchung/search/searchtest"
)

// benchProducts is how many products the benchmarks search in, two and a half
// pages each; MINHCHUNG_BENCH_PRODUCTS sets another number, 80000 for the
// 200,000 pages of docs/benchmarks.md.
func benchProducts(b *testing.B) int {
	v := os.Getenv("MINHCHUNG_BENCH_PRODUCTS")
	if v == "" {
		return 400
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		b.Fatalf("MINHCHUNG_BENCH_PRODUCTS=%q is no number of products", v)
	}
	return n
}

func fill(b *testing.B, ix *search.Index, products int) (pages, text int) {
	var batch []search.Page
	put := func() {
		if err := ix.Put(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
		batch = batch[:0]
	}
	for p := range searchtest.Corpus(1, products) {
		if len(batch)+len(p) > 100 {
			put()
		}
		batch = append(batch, p...)
		pages += len(p)
		for _, page := range p {
			text += len(page.Text)
		}
	}
	put()
	if err := ix.Flush(b.Context()); err != nil {
		b.Fatal(err)
	}
	return pages, text
}

func BenchmarkPut(b *testing.B) {
	pages := 0
	for b.Loop() {
		dir := b.TempDir()
		s, err := blevesearch.Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		ix := search.New(s)
		n, text := fill(b, ix, min(benchProducts(b), 2000))
		pages += n
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size(b, dir))/float64(text), "disk/text")
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}

func size(b *testing.B, dir string) (n int64) {
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkSearch fills one index and asks it each kind of question, as the
// member of one unit, who has three keys, and as somebody who sees everything.
func BenchmarkSearch(b *testing.B) {
	var once sync.Once
	var ix *search.Index
	dir := os.Getenv("MINHCHUNG_BENCH_DIR") // keeps the filled index for the next run
	if dir == "" {
		dir = b.TempDir()
	}
	b.Cleanup(func() {
		if ix != nil {
			_ = ix.Close()
		}
	})
	queries := []struct{ name, text string }{
		{"two common words", "quyết định"},
		{"two common words without marks", "quyet dinh"},
		{"five words", "kế hoạch đào tạo huyện"},
		{"rare word", "nguyền"},
		{"number", "12/QĐ-UBND"},
		{"dossier", "H32.12-260105-0007"},
		{"phrase of two", `"quyết định"`},
		{"phrase of three", `"ủy ban nhân"`},
		{"phrase everybody has", `"cộng hòa xã hội chủ nghĩa việt nam"`},
		{"phrase nobody has", `"của các về theo quyết định"`},
		{"misspelt", "quyetj định"},
	}
	for _, q := range queries {
		for _, who := range []string{"unit", "everything"} {
			b.Run(q.name+"/"+who, func(b *testing.B) {
				once.Do(func() {
					s, err := blevesearch.Open(dir)
					if err != nil {
						b.Fatal(err)
					}
					ix = search.New(s)
					if n, err := ix.Count(b.Context()); err != nil {
						b.Fatal(err)
					} else if n == 0 {
						fill(b, ix, benchProducts(b))
					}
				})
				var took []time.Duration
				var res search.Results
				i := 0
				b.ResetTimer()
				for b.Loop() {
					i++
					sq := search.Query{Text: q.text, All: who == "everything"}
					if !sq.All {
						unit := i % searchtest.CorpusUnits
						sq.Keys = []string{"open", fmt.Sprintf("unit:%d", unit), fmt.Sprintf("official:%d", unit*25)}
					}
					start := time.Now()
					var err error
					if res, err = ix.Search(b.Context(), sq); err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
				b.ReportMetric(float64(res.Total), "products")
			})
		}
	}
}
