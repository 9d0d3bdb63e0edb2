package searchtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/search"
)

func odd() map[string]func(*testing.T, *bench) {
	return map[string]func(*testing.T, *bench){
		"punctuation finds nothing and is no error": func(t *testing.T, b *bench) {
			b.put(text(1, "quyết định ... * ?"))
			for _, q := range []string{"", " ", "...", `""`, `"`, "-", "/-.", "*", "?", "(", "\x00", "\xff\xfe", "😀", "\u0301", "+-&&||!(){}[]^~:\\", `" - "`} {
				if res := b.search(search.Query{Text: q}); len(res.Hits) != 0 || res.Hits == nil || res.Total != 0 || !res.Exact {
					t.Errorf("search %q: %+v", q, res)
				}
			}
		},
		"operators are only punctuation": func(_ *testing.T, b *bench) {
			b.put(text(1, "quyết định"), text(2, "thông báo"))
			for _, q := range []string{"quyết*", "+quyết", "-quyết", "(quyết)", "quyết^", "quyết~", "[quyết]", "{quyết}", "quyết\x00"} {
				b.finds(q, 1)
			}
		},
		"ten thousand characters are bounded": func(t *testing.T, b *bench) {
			b.put(text(1, "quyết định phê duyệt"))
			queries := []string{
				strings.Repeat("quyết định ", 1000), strings.Repeat("a", 10_000), strings.Repeat("ế", 10_000),
				strings.Repeat(`"quyết định" `, 800), `"` + strings.Repeat("quyết định ", 1000), strings.Repeat("1/", 5000),
			}
			var different, phrases strings.Builder
			for i := range 1500 {
				fmt.Fprintf(&different, "từ%dx ", i)
				fmt.Fprintf(&phrases, `"từ%d một hai" `, i)
			}
			queries = append(queries, different.String(), phrases.String())
			for _, q := range queries {
				start := time.Now()
				res := b.search(search.Query{Text: q})
				if took := time.Since(start); took > search.Timeout {
					t.Errorf("%.20q… took %v", q, took)
				}
				if strings.HasPrefix(q, "quyết") && res.Total != 1 {
					t.Errorf("%.20q… found %d", q, res.Total)
				}
			}
		},
		"bytes that are not text do no harm": func(_ *testing.T, b *bench) {
			b.put(search.Page{Product: 1, Page: 1, Title: "bad\xff title\x00", Text: "a\xc3 quyết\x00định \xed\xa0\x80", Facets: map[string]string{"a\xff": "b\x00"}, Keys: []string{"open", "k\xff\x00"}})
			b.finds("quyết", 1)
			b.finds("title", 1)
		},
		"a done context ends every call": func(t *testing.T, b *bench) {
			ctx := cancelled()
			calls := map[string]func() error{
				"put":    func() error { return b.ix.Put(ctx, many(1, 1, "x")) },
				"delete": func() error { return b.ix.Delete(ctx, 1) },
				"search": func() error { _, err := b.ix.Search(ctx, search.Query{Text: "x", All: true}); return err },
				"flush":  func() error { return b.ix.Flush(ctx) },
				"count":  func() error { _, err := b.ix.Count(ctx); return err },
				"reset":  func() error { return b.ix.Reset(ctx) },
				"ping":   func() error { return b.ix.Ping(ctx) },
			}
			for name, call := range calls {
				if err := call(); !errors.Is(err, context.Canceled) {
					t.Errorf("%s: %v, want context.Canceled", name, err)
				}
			}
			late, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
			defer cancel()
			if _, err := b.ix.Search(late, search.Query{Text: "x", All: true}); !errors.Is(err, search.ErrTimeout) {
				t.Errorf("search past its deadline: %v, want ErrTimeout", err)
			}
		},
	}
}

func snippets() map[string]func(*testing.T, *bench) {
	far := strings.Repeat("lời dẫn dài dòng ", 60)
	return map[string]func(*testing.T, *bench){
		"mark what was found, whatever was typed": func(t *testing.T, b *bench) {
			b.put(search.Page{Product: 1, Page: 1, Title: norm.NFD.String("Quyết định về kinh phí"), Text: norm.NFD.String("Nay quyết định cấp kinh phí <b>&amp;")})
			tests := []struct{ query, title, snippet string }{
				{"quyet dinh", "[Quyết định] về kinh phí", "Nay [quyết định] cấp kinh phí <b>&amp;"},
				{"quyết định", "[Quyết định] về kinh phí", "Nay [quyết định] cấp kinh phí <b>&amp;"},
				{`"kinh phi"`, "Quyết định về [kinh phí]", "Nay quyết định cấp [kinh phí] <b>&amp;"},
				{"quyat", "[Quyết] định về kinh phí", "Nay [quyết] định cấp kinh phí <b>&amp;"},
			}
			for _, tt := range tests {
				res := b.search(search.Query{Text: tt.query})
				if len(res.Hits) != 1 {
					t.Fatalf("search %q: %d hits", tt.query, len(res.Hits))
				}
				if got := show(res.Hits[0].Title); got != tt.title {
					t.Errorf("title for %q = %q, want %q", tt.query, got, tt.title)
				}
				if got := show(res.Hits[0].Snippet); got != tt.snippet {
					t.Errorf("snippet for %q = %q, want %q", tt.query, got, tt.snippet)
				}
			}
		},
		"are cut around the best matches": func(t *testing.T, b *bench) {
			b.put(text(1, "kinh "+far+"cấp kinh phí tập huấn "+far))
			res := b.search(search.Query{Text: "kinh phí huấn"})
			got := show(res.Hits[0].Snippet)
			plain := strings.NewReplacer("[", "", "]", "").Replace(got)
			if !strings.Contains(got, "cấp [kinh phí] tập [huấn]") || !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "…") {
				t.Errorf("snippet %q", got)
			}
			if n := utf8.RuneCountInString(plain); n < 100 || n > 170 {
				t.Errorf("%d characters: %q", n, got)
			}
		},
		"show numbers as one piece": func(t *testing.T, b *bench) {
			b.put(text(1, far+"căn cứ Tờ trình số 45/TTr -KTHT ngày 12"))
			res := b.search(search.Query{Text: "45/ttr-ktht"})
			if got := show(res.Hits[0].Snippet); !strings.Contains(got, "số [45/TTr -KTHT] ngày") {
				t.Errorf("snippet %q", got)
			}
		},
		"stay short for endless words": func(t *testing.T, b *bench) {
			b.put(text(1, strings.Repeat("x", 100_000)), text(2, "quyết"+strings.Repeat(" .", 100_000)))
			for _, q := range []string{strings.Repeat("x", 70), "quyết"} {
				res := b.search(search.Query{Text: q})
				if len(res.Hits) != 1 {
					t.Fatalf("%d hits", len(res.Hits))
				}
				if n := utf8.RuneCountInString(show(res.Hits[0].Snippet)); n > 200 {
					t.Errorf("%d characters", n)
				}
			}
		},
	}
}

func life() map[string]func(*testing.T, *bench) {
	return map[string]func(*testing.T, *bench){
		"begins empty and is empty after reset": func(t *testing.T, b *bench) {
			b.finds("chung")
			b.put(many(1, 3, "chung")...)
			b.finds("chung", 1)
			if err := b.ix.Reset(t.Context()); err != nil {
				t.Fatal(err)
			}
			b.finds("chung")
			if n, err := b.ix.Count(t.Context()); n != 0 || err != nil {
				t.Errorf("%d pages, %v", n, err)
			}
			b.put(many(2, 1, "chung")...)
			b.finds("chung", 2)
			if err := b.ix.Ping(t.Context()); err != nil {
				t.Error(err)
			}
		},
		"goes on while others read and write": func(t *testing.T, b *bench) {
			// Each version of a product has its own word and its own number of
			// pages; in the end the last one is there and nothing of the others.
			var all sync.WaitGroup
			for product := int64(1); product <= 3; product++ {
				all.Go(func() {
					for version := range 8 {
						if err := b.ix.Put(t.Context(), many(product, 1+(version*3)%7, fmt.Sprintf("chung bản%d", version))); err != nil {
							t.Errorf("put: %v", err)
							return
						}
					}
				})
			}
			for range 3 {
				all.Go(func() {
					for range 40 {
						res, err := b.ix.Search(t.Context(), search.Query{Text: "chung", Keys: []string{"open"}})
						if err != nil {
							t.Errorf("search: %v", err)
							return
						}
						if len(res.Hits) != res.Total || res.Total > 3 {
							t.Errorf("%d hits of %d", len(res.Hits), res.Total)
						}
					}
				})
			}
			all.Wait()
			b.flush()
			b.finds("bản7", 1, 2, 3)
			for version := range 7 {
				b.finds(fmt.Sprintf(`"bản%d"`, version))
			}
		},
	}
}
