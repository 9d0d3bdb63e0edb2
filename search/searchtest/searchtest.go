// Package searchtest is the contract of a search driver in the form of tests.
// A driver's own test calls Run with a way to open an empty index.
//
// It looks through search.Index, as the product does, so that it fails where a
// person would notice. It does not measure speed, and leaves to the driver what
// only the driver has: its files, its processes, its network.
package searchtest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"minhchung/search"
	"minhchung/search/driver"
)

// Run runs every test against indexes that open makes. Each call of open is a
// new and empty index that shares nothing with the others: tests run in parallel.
func Run(t *testing.T, open func(t *testing.T) driver.Index) {
	t.Helper()
	groups := []struct {
		name  string
		tests map[string]func(*testing.T, *bench)
	}{
		{"words", words()}, {"numbers", numbers()}, {"phrases", phrases()}, {"rights", rights()},
		{"pages", pages()}, {"odd", odd()}, {"snippets", snippets()}, {"life", life()},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			for name, test := range g.tests {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					b := &bench{t: t, ix: search.New(open(t))}
					t.Cleanup(func() {
						if err := b.ix.Close(); err != nil {
							t.Errorf("close: %v", err)
						}
					})
					test(t, b)
				})
			}
		})
	}
}

// bench is an index on which things are tried.
type bench struct {
	t  *testing.T
	ix *search.Index
}

// put writes pages and waits until they can be found. Pages without keys get
// "open", so that a test of words need not speak of rights.
func (b *bench) put(pages ...search.Page) {
	b.t.Helper()
	for i := range pages {
		if pages[i].Keys == nil {
			pages[i].Keys = []string{"open"}
		}
	}
	if err := b.ix.Put(b.t.Context(), pages); err != nil {
		b.t.Fatalf("put: %v", err)
	}
	b.flush()
}

func (b *bench) flush() {
	b.t.Helper()
	if err := b.ix.Flush(b.t.Context()); err != nil {
		b.t.Fatalf("flush: %v", err)
	}
}

func (b *bench) search(q search.Query) search.Results {
	b.t.Helper()
	if q.Keys == nil && !q.All {
		q.Keys = []string{"open"}
	}
	return b.ask(q)
}

// ask is search with the keys exactly as given.
func (b *bench) ask(q search.Query) search.Results {
	b.t.Helper()
	res, err := b.ix.Search(b.t.Context(), q)
	if err != nil {
		b.t.Fatalf("search %q: %v", q.Text, err)
	}
	if len(res.Hits) > res.Total && res.Exact {
		b.t.Errorf("search %q: %d hits of %d", q.Text, len(res.Hits), res.Total)
	}
	return res
}

// finds checks the products, in any order.
func (b *bench) finds(text string, want ...int64) {
	b.t.Helper()
	got := products(b.search(search.Query{Text: text}))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		b.t.Errorf("search %q = %v, want %v", text, got, want)
	}
}

// ranks checks the products in their order.
func (b *bench) ranks(text string, want ...int64) {
	b.t.Helper()
	if got := products(b.search(search.Query{Text: text})); !slices.Equal(got, want) {
		b.t.Errorf("search %q = %v, want %v in this order", text, got, want)
	}
}

func products(r search.Results) []int64 {
	var all []int64
	for _, h := range r.Hits {
		all = append(all, h.Product)
	}
	return all
}

func text(product int64, text string) search.Page {
	return search.Page{Product: product, Page: 1, Text: text}
}

// show writes fragments with the marks in brackets.
func show(fragments []search.Fragment) string {
	var s strings.Builder
	for _, f := range fragments {
		if f.Mark {
			s.WriteString("[" + f.Text + "]")
			continue
		}
		s.WriteString(f.Text)
	}
	return s.String()
}

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
