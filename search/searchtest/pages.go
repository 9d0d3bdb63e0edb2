package searchtest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"minhchung/search"
)

func many(product int64, n int, word string) []search.Page {
	pages := make([]search.Page, n)
	for i := range pages {
		pages[i] = search.Page{Product: product, Page: i + 1, Text: fmt.Sprintf("%s trang%d", word, i+1), Keys: []string{"open"}}
	}
	return pages
}

func pages() map[string]func(*testing.T, *bench) {
	return map[string]func(*testing.T, *bench){
		"of one product are one hit, by the best": func(t *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 1, Text: "mở đầu và rất nhiều lời khác nữa ngân sách"},
				search.Page{Product: 1, Page: 2, Text: "ngân sách ngân sách ngân sách"},
				search.Page{Product: 1, Page: 3, Text: "kết thúc"},
				search.Page{Product: 2, Page: 1, Text: "ngân hàng"},
			)
			res := b.search(search.Query{Text: "ngân sách"})
			if len(res.Hits) != 1 || res.Total != 1 || res.Hits[0].Page != 2 {
				t.Fatalf("got %+v, want product 1 page 2", res)
			}
			if n := res.Hits[0].Pages; n != 2 && n != 0 {
				t.Errorf("%d matching pages, want 2 or unknown", n)
			}
		},
		"equally good are represented by the first": func(t *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 3, Title: "Tờ trình", Text: "a b c"},
				search.Page{Product: 1, Page: 2, Title: "Tờ trình", Text: "a b c"},
				search.Page{Product: 1, Page: 1, Title: "Tờ trình", Text: "a b c"},
			)
			if res := b.search(search.Query{Text: "tờ trình"}); len(res.Hits) != 1 || res.Hits[0].Page != 1 {
				t.Errorf("got %+v, want page 1", res.Hits)
			}
		},
		"zero stands for a product not read yet": func(t *testing.T, b *bench) {
			b.put(search.Page{Product: 1, Page: 0, Title: "Tờ trình", Number: "3/TTr-UBND"})
			res := b.search(search.Query{Text: "3/TTr-UBND"})
			if len(res.Hits) != 1 || res.Hits[0].Page != 0 || len(res.Hits[0].Snippet) != 0 || show(res.Hits[0].Title) != "Tờ trình" {
				t.Errorf("got %+v", res.Hits)
			}
			b.put(many(1, 2, "đọc")...) // read: page 0 goes
			if n, err := b.ix.Count(t.Context()); err != nil || n != 2 {
				t.Errorf("%d pages, %v; want 2", n, err)
			}
			b.finds("3/TTr-UBND")
		},
		"are replaced by the next put": func(t *testing.T, b *bench) {
			b.put(append(many(1, 250, "cũ"), many(12, 3, "cũ")...)...)
			b.put(many(1, 120, "mới")...)
			b.finds("cũ", 12)
			b.finds("trang200")
			b.finds("trang120", 1)
			b.put(many(1, 2, "hết")...)
			b.finds("mới")
			if n, err := b.ix.Count(t.Context()); err != nil || n != 5 {
				t.Errorf("%d pages, %v; want 5", n, err)
			}
		},
		"are deleted with their product": func(t *testing.T, b *bench) {
			b.put(slices.Concat(many(1, 3, "chung"), many(11, 3, "chung"), many(2, 3, "chung"))...)
			if err := b.ix.Delete(t.Context(), 1, 99); err != nil {
				t.Fatal(err)
			}
			b.flush()
			b.finds("chung", 2, 11)
			if err := b.ix.Delete(t.Context()); err != nil {
				t.Fatal(err)
			}
		},
		"of products are turned without loss": func(t *testing.T, b *bench) {
			var put []search.Page
			for i := range 73 {
				put = append(put, many(int64(i+1), 1+i%4, "chung")...)
			}
			b.put(put...)
			whole := b.search(search.Query{Text: "chung", Limit: 100})
			if whole.Total != 73 || len(whole.Hits) != 73 {
				t.Fatalf("%d hits of %d", len(whole.Hits), whole.Total)
			}
			if !slices.IsSortedFunc(whole.Hits, func(x, y search.Hit) int {
				if x.Score != y.Score {
					return int(y.Score*1e9) - int(x.Score*1e9)
				}
				return int(x.Product - y.Product)
			}) {
				t.Error("not sorted by score, then product")
			}
			for text, reach := range map[string]int{"chung": 50, "\"chung\"": 9, "CHUNG": 100} {
				res := b.search(search.Query{Text: text, Limit: 3, Offset: 40, Reach: reach})
				want := products(b.search(search.Query{Text: text, Limit: reach}))
				if !slices.Equal(res.Reach, want) || len(res.Hits) != 3 {
					t.Errorf("%s: reach of %d: %v and %d hits, want %v", text, reach, res.Reach, len(res.Hits), want)
				}
			}
			for _, limit := range []int{1, 7, 20, 100} {
				var got []int64
				for offset := 0; offset < 80; offset += limit {
					res := b.search(search.Query{Text: "chung", Limit: limit, Offset: offset})
					if res.Total != 73 || len(res.Hits) > limit {
						t.Fatalf("limit %d offset %d: %d hits of %d", limit, offset, len(res.Hits), res.Total)
					}
					got = append(got, products(res)...)
				}
				if !slices.Equal(got, products(whole)) {
					t.Errorf("by %d: %v", limit, got)
				}
			}
		},
		"of an answer have bounds": func(t *testing.T, b *bench) {
			var put []search.Page
			for i := range 130 {
				put = append(put, text(int64(i+1), "chung"))
			}
			b.put(put...)
			for limit, want := range map[int]int{0: 20, -5: 20, 1: 1, 1000: 100} {
				if res := b.search(search.Query{Text: "chung", Limit: limit}); len(res.Hits) != want || res.Total != 130 {
					t.Errorf("limit %d: %d hits of %d, want %d", limit, len(res.Hits), res.Total, want)
				}
			}
			if res := b.search(search.Query{Text: "chung", Offset: -3, Limit: 1}); len(res.Hits) != 1 {
				t.Errorf("offset -3: %d hits", len(res.Hits))
			}
			if res := b.search(search.Query{Text: "chung", Offset: 1 << 30}); len(res.Hits) != 0 || res.Hits == nil || res.Total != 130 {
				t.Errorf("offset far beyond: %v of %d", res.Hits, res.Total)
			}
		},
		"that make no sense are refused": func(t *testing.T, b *bench) {
			for _, p := range [][]search.Page{{{Product: 0, Page: 1}}, {{Product: -1}}, {{Product: 1, Page: -1}}, {{Product: 1, Page: 1}, {Product: 1, Page: 1}}} {
				if err := b.ix.Put(t.Context(), append(many(5, 2, "x"), p...)); !errors.Is(err, search.ErrInvalid) {
					t.Errorf("put %+v: %v, want ErrInvalid", p, err)
				}
			}
			if err := b.ix.Put(t.Context(), nil); err != nil {
				t.Errorf("put nothing: %v", err)
			}
			b.flush()
			if n, err := b.ix.Count(t.Context()); n != 0 || err != nil {
				t.Errorf("%d pages, %v; want none", n, err)
			}
		},
	}
}
