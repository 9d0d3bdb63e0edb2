package searchtest

import (
	"slices"
	"testing"

	"minhchung/search"
)

func rights() map[string]func(*testing.T, *bench) {
	secret := search.Page{Product: 1, Page: 1, Title: "mật", Text: "kỷ luật", Keys: []string{"unit:1", "official:7"}}
	return map[string]func(*testing.T, *bench){
		"without a key nothing is found": func(t *testing.T, b *bench) {
			b.put(secret, search.Page{Product: 2, Page: 1, Text: "kỷ luật", Keys: []string{}}, search.Page{Product: 3, Page: 1, Text: "kỷ luật", Keys: []string{"", " "}})
			for _, keys := range [][]string{nil, {}, {""}, {" "}, {"unit:11"}, {"unit"}, {"unit:"}, {"UNIT:1"}, {"unit:1 "}, {"official:77", "open"}} {
				if res := b.ask(search.Query{Text: "kỷ luật", Keys: keys}); len(res.Hits) != 0 || res.Total != 0 {
					t.Errorf("keys %q: %d hits of %d", keys, len(res.Hits), res.Total)
				}
			}
		},
		"one key is enough": func(t *testing.T, b *bench) {
			b.put(secret)
			for _, keys := range [][]string{{"unit:1"}, {"official:7"}, {"x", "official:7", "y"}} {
				if res := b.ask(search.Query{Text: "kỷ luật", Keys: keys}); res.Total != 1 {
					t.Errorf("keys %q: %d found", keys, res.Total)
				}
			}
		},
		"many keys are any of them": func(t *testing.T, b *bench) {
			var keys []string
			var put []search.Page
			for i := range 300 {
				put = append(put, search.Page{Product: int64(i + 1), Page: 1, Text: "chung", Keys: []string{key(i)}})
				if i%3 == 0 {
					keys = append(keys, key(i))
				}
			}
			b.put(put...)
			res := b.ask(search.Query{Text: "chung", Keys: keys, Limit: 100})
			if res.Total != 100 || slices.ContainsFunc(products(res), func(p int64) bool { return (p-1)%3 != 0 }) {
				t.Errorf("%d found: %v", res.Total, products(res))
			}
		},
		"all sees pages without keys": func(t *testing.T, b *bench) {
			b.put(secret, search.Page{Product: 2, Page: 1, Text: "kỷ luật", Keys: []string{}})
			if res := b.ask(search.Query{Text: "kỷ luật", All: true}); res.Total != 2 {
				t.Errorf("%d found, want 2", res.Total)
			}
		},
		"hold for each page": func(t *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 1, Text: "chung", Keys: []string{"open"}},
				search.Page{Product: 1, Page: 2, Text: "chung chung riêng", Keys: []string{"unit:1"}},
			)
			res := b.ask(search.Query{Text: "chung", Keys: []string{"open"}})
			if len(res.Hits) != 1 || res.Hits[0].Page != 1 || res.Hits[0].Pages > 1 {
				t.Errorf("got %+v, want page 1 alone", res.Hits)
			}
			if res := b.ask(search.Query{Text: "riêng", Keys: []string{"open"}}); res.Total != 0 {
				t.Error("a hidden page is found")
			}
		},
		"change with the next put": func(t *testing.T, b *bench) {
			b.put(search.Page{Product: 1, Page: 1, Text: "hồ sơ", Keys: []string{"open"}})
			b.put(search.Page{Product: 1, Page: 1, Text: "hồ sơ", Keys: []string{"official:7"}})
			if res := b.ask(search.Query{Text: "hồ sơ", Keys: []string{"open"}}); res.Total != 0 {
				t.Error("found under the key it had before")
			}
			if res := b.ask(search.Query{Text: "hồ sơ", Keys: []string{"official:7"}}); res.Total != 1 {
				t.Error("not found under its new key")
			}
		},
		"hide also which words exist": func(t *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 1, Text: "nguyena", Keys: []string{"secret"}},
				search.Page{Product: 2, Page: 1, Text: "nguyenb", Keys: []string{"open"}},
			)
			// Whoever may not see product 1 gets the answer he would get without it.
			res := b.ask(search.Query{Text: "nguyena", Keys: []string{"open"}})
			if !slices.Equal(products(res), []int64{2}) {
				t.Errorf("got %v, want the neighbour 2", products(res))
			}
		},
		"join with facets": func(t *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 1, Text: "chung", Keys: []string{"open"}, Facets: map[string]string{"type": "QĐ", "year": "2026"}},
				search.Page{Product: 2, Page: 1, Text: "chung", Keys: []string{"open"}, Facets: map[string]string{"type": "BC", "year": "2026"}},
				search.Page{Product: 3, Page: 1, Text: "chung", Keys: []string{"unit:1"}, Facets: map[string]string{"type": "QĐ", "year": "2025"}},
			)
			tests := []struct {
				facets map[string][]string
				keys   []string
				want   []int64
			}{
				{nil, []string{"open", "unit:1"}, []int64{1, 2, 3}},
				{map[string][]string{"type": {"QĐ"}}, []string{"open"}, []int64{1}},
				{map[string][]string{"type": {"QĐ", "BC"}}, []string{"open"}, []int64{1, 2}},
				{map[string][]string{"type": {"QĐ"}}, []string{"open", "unit:1"}, []int64{1, 3}},
				{map[string][]string{"type": {"QĐ"}, "year": {"2026"}}, []string{"open", "unit:1"}, []int64{1}},
				{map[string][]string{"type": {"qd"}}, []string{"open"}, nil},
				{map[string][]string{"type": {}}, []string{"open"}, nil},
				{map[string][]string{"unit": {"2026"}}, []string{"open"}, nil},
				{map[string][]string{"type": {"QĐ"}}, []string{"none"}, nil},
			}
			for _, tt := range tests {
				res := b.ask(search.Query{Text: "chung", Keys: tt.keys, Facets: tt.facets})
				got := products(res)
				slices.Sort(got)
				if !slices.Equal(got, tt.want) {
					t.Errorf("facets %v keys %v: %v, want %v", tt.facets, tt.keys, got, tt.want)
				}
			}
		},
	}
}

func key(i int) string { return "unit:" + string(rune('a'+i%26)) + string(rune('a'+i/26)) }
