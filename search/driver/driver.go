// Package driver is what a search engine has to offer so that package search
// can be used with it, and it speaks to the author of such a driver. Users of
// the product never see it: they hold a search.Index.
//
// A driver stores pages, finds those that match a query its caller has already
// taken apart, and answers one hit a product. It is not asked to parse what a
// person typed, to cut snippets or to bound input: search does that once for
// every engine. Package searchtest is the contract in the form of tests; run
// searchtest.Run over a new driver before anything else.
//
// # Engines that work later
//
// Write may return before its change can be found (an engine with a queue of
// tasks need not wait for each). Flush then waits for every write this Index
// has accepted, and it is the place where a task that failed afterwards becomes
// an error: a driver remembers the failure until Flush has told it once.
// Changes become visible in the order of the calls to Write. An engine's
// settings, filterable fields among them, belong into its Open and Reset.
package driver

import (
	"context"
	"errors"
	"strings"

	"minhchung/search/vietnamese"
)

// What went wrong, for errors.Is. A driver wraps the engine's own error
// together with one of them; package search exports the same values.
var (
	ErrBusy        = errors.New("search: the index is open in another process")
	ErrStale       = errors.New("search: the index on disk is of another version or damaged and has to be rebuilt")
	ErrTimeout     = errors.New("search: the query took too long")
	ErrUnavailable = errors.New("search: the index cannot be reached")
)

// Index is one index of pages. All methods may be called at the same time from
// several goroutines, except Close, which is called last and once. Every method
// ends early with an error that wraps ctx.Err() when ctx is done.
type Index interface {
	// Write makes the pages of the batch findable and every other page of the
	// products in Clear not. A caller clears a product no later than with its
	// first page, so a product is never found with the keys of two versions.
	// Writing the same batch again changes nothing.
	Write(ctx context.Context, batch Batch) error
	// Search answers the hits of q, best first, ties by Product ascending.
	Search(ctx context.Context, q Query) (Results, error)
	// Flush returns when every accepted write can be found and survives a
	// crash, or with the error of one that failed.
	Flush(ctx context.Context) error
	// Count is the number of stored pages, over all products.
	Count(ctx context.Context) (uint64, error)
	// Reset leaves the index empty and with the present settings.
	Reset(ctx context.Context) error
	// Ping says whether the engine would answer; ErrUnavailable if not.
	Ping(ctx context.Context) error
	// Close lets go of the engine. What Flush promised is not lost by it.
	Close() error
}

// MaxBatch is the most pages in one Batch. Larger batches are no faster and
// take three times the memory.
const MaxBatch = 100

// Batch is one write: at most MaxBatch pages.
type Batch struct {
	Clear []int64 // products whose stored pages go, unless they are in Pages
	Pages []Page
}

// Page is one page of one product, the document of the index. Its texts are
// valid UTF-8 in NFC, and the driver stores Title and Text as they are: it has
// to return them with a hit.
type Page struct {
	Product int64 // > 0
	Page    int   // ≥ 0; 0 is a product whose text is not read
	Title   string
	Numbers []string // as written, one number or code each: "12/QĐ-UBND"
	Text    string
	Keys    []string // rights; never ""
	Facets  map[string]string
}

// Query is a question that is already bounded and taken apart.
//
// A page matches when it holds a key of the asker (or All is set), a value of
// each facet, every phrase, and at least Least of the words, in Title, Numbers
// or Text together. Words are compared folded; a page that has a word with the
// very marks that were typed ranks before one that has not, a match in the
// title or numbers before one in the text alone, a whole number first of all.
type Query struct {
	Text    string // as typed, for engines with a parser of their own
	Words   []vietnamese.Word
	Phrases []Phrase
	// Least is the number of Words that must match, 1 to len(Words). Engines
	// without such a count match all if it equals len(Words), and else may
	// drop the words they think least of.
	Least int
	// Fuzzy lets a word of which no page the asker may see has a match be found
	// as one at edit distance 1 (one letter more, less, other, or two of them
	// swapped) or as the beginning of a longer one. Rights come first, so that
	// the answer does not betray words of hidden pages.
	Fuzzy  bool
	Keys   []string // any of; with none of them and All false nothing matches
	All    bool
	Facets map[string][]string // field -> any of; all fields must match
	Limit  int                 // products, 1 to 100
	Offset int                 // products, ≥ 0
	Reach  int                 // how many of the best products to name in Results.Reach, 0 to 100
}

// MayBeMisspelt says whether Query.Fuzzy applies to a folded word. At distance 1
// a word of two letters is every syllable there is, and a word with a digit in
// it is a code, of which the neighbour is another document.
func MayBeMisspelt(folded string) bool {
	return len(folded) >= 3 && !strings.ContainsAny(folded, "0123456789")
}

// Phrase is words that follow each other, whatever punctuation is between
// them, in Title, in one of Numbers, or in Text.
type Phrase struct {
	Words  []vietnamese.Word // one or more
	Number bool              // a document number or dossier code
}

// Results is one slice of the products found.
type Results struct {
	Hits  []Hit
	Reach []int64 // the best products whatever Limit and Offset, without their pages
	Total int     // products
	Exact bool    // Total is counted, not estimated
}

// Hit is the best page of a product: highest score, then lowest page.
type Hit struct {
	Product     int64
	Page        int
	Score       float64 // higher is better; comparable within one answer only
	Pages       int     // matching pages of the product; 0 = unknown
	Title, Text string  // as stored
}
