package blevesearch

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"minhchung/search/driver"
	"minhchung/search/vietnamese"
)

// The fields of a page. No field keeps positions, the largest part of most
// indexes: pairs of neighbours answer phrases, and highlights are found in the
// stored text.
const (
	fieldID     = "_id" // product/page, by which a page is replaced
	fieldPlace  = "at"  // the same, readable for every match
	fieldWord   = "w"   // folded words of title, numbers and text, with frequencies
	fieldExact  = "x"   // those of them that bear marks, with their marks
	fieldPair   = "p"   // two folded words that follow each other
	fieldHead   = "h"   // folded words of title and numbers
	fieldNumber = "n"   // each number as a whole, folded: "12 qd ubnd"
	fieldKey    = "k"
	fieldFacet  = "f" // field NUL value

	fieldTitle   = "title" // stored as given, not indexed; so are the next two
	fieldNumbers = "numbers"
	fieldText    = "text"
)

// pageID names a page. Its products' pages share a prefix, by which they are
// found when the product is written again.
func pageID(product int64, page int) string { return fmt.Sprintf("%d/%d", product, page) }

func productPrefix(product int64) string { return fmt.Sprintf("%d/", product) }

func parseID(id []byte) (product int64, page int, ok bool) {
	p, n, ok := bytes.Cut(id, []byte("/"))
	product, pOK := parseDigits(p)
	number, nOK := parseDigits(n)
	return product, int(number), ok && pOK && nOK
}

func parseDigits(s []byte) (n int64, ok bool) {
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, len(s) > 0
}

func pair(a, b string) string { return a + " " + b }

func facet(field, value string) string { return field + "\x00" + value }

// whole is a number as one term.
func whole(words iter.Seq[vietnamese.Word]) string {
	var all []string
	for w := range words {
		all = append(all, w.Folded)
	}
	return strings.Join(all, " ")
}

// document is a page as the segment writer takes it.
type document struct {
	id     string
	fields []index.Field
	text   int // bytes
}

func newDocument(p driver.Page) *document {
	words, exact, pairs, head, numbers := newTerms(fieldWord), newTerms(fieldExact), newTerms(fieldPair), newTerms(fieldHead), newTerms(fieldNumber)
	words.scored = true
	read := func(text string, inHead bool) {
		previous := ""
		for w := range vietnamese.Words(text) {
			words.add(w.Folded)
			if w.Marked() {
				exact.add(w.Exact)
			}
			if inHead {
				head.add(w.Folded)
			}
			if previous != "" {
				pairs.add(pair(previous, w.Folded))
			}
			previous = w.Folded
		}
	}
	read(p.Title, true)
	for _, n := range p.Numbers {
		read(n, true)
		numbers.add(whole(vietnamese.Words(n)))
	}
	read(p.Text, false)

	keys, facets := newTerms(fieldKey), newTerms(fieldFacet)
	for _, k := range p.Keys {
		keys.add(k)
	}
	for f, v := range p.Facets {
		facets.add(facet(f, v))
	}
	d := &document{id: pageID(p.Product, p.Page), text: len(p.Text)}
	d.fields = []index.Field{
		newPlace(d.id), words, exact, pairs, head, numbers, keys, facets,
		stored{fieldTitle, p.Title}, stored{fieldNumbers, strings.Join(p.Numbers, "\n")}, stored{fieldText, p.Text},
	}
	return d
}

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return d.text * 4 } // an estimate for the writer's accounts
func (d *document) NumPlainTextBytes() uint64                  { return uint64(d.text) }
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Indexed() bool                              { return true }
func (d *document) HasComposite() bool                         { return false }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}

func (d *document) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField is called by the writer.
func (d *document) AddIDField() {
	id := newTerms(fieldID)
	id.add(d.id)
	id.value = d.id
	id.options |= index.StoreField
	d.fields = slices.Insert(d.fields, 0, index.Field(id))
}

// newPlace gives the id a second time, as a column: grouping by product reads it
// for each match, and the writer drops a column of _id itself when it merges.
func newPlace(id string) *terms {
	t := newTerms(fieldPlace)
	t.add(id)
	t.options |= index.DocValues | index.SkipDVCompression | index.SkipDVChunking
	return t
}

// terms is an indexed field whose terms are made before the writer asks.
type terms struct {
	name    string
	value   string
	options index.FieldIndexingOptions
	scored  bool
	length  int
	freqs   index.TokenFrequencies
}

func newTerms(name string) *terms {
	return &terms{name: name, options: index.IndexField | index.SkipFreqNorm, freqs: index.TokenFrequencies{}}
}

func (t *terms) add(term string) {
	t.length++
	tf, ok := t.freqs[term]
	if !ok {
		tf = &index.TokenFreq{Term: []byte(term)}
		t.freqs[term] = tf
	}
	if t.scored {
		tf.SetFrequency(tf.Frequency() + 1)
	}
}

func (t *terms) Name() string                                     { return t.name }
func (t *terms) Value() []byte                                    { return []byte(t.value) }
func (t *terms) ArrayPositions() []uint64                         { return nil }
func (t *terms) EncodedFieldType() byte                           { return 't' }
func (t *terms) Analyze()                                         {}
func (t *terms) AnalyzedLength() int                              { return t.length }
func (t *terms) AnalyzedTokenFrequencies() index.TokenFrequencies { return t.freqs }
func (t *terms) NumPlainTextBytes() uint64                        { return 0 }

func (t *terms) Options() index.FieldIndexingOptions {
	if t.scored {
		return t.options &^ index.SkipFreqNorm
	}
	return t.options
}

// stored is a field that is only kept.
type stored struct{ name, value string }

func (s stored) Name() string                                     { return s.name }
func (s stored) Value() []byte                                    { return []byte(s.value) }
func (s stored) ArrayPositions() []uint64                         { return nil }
func (s stored) EncodedFieldType() byte                           { return 't' }
func (s stored) Analyze()                                         {}
func (s stored) Options() index.FieldIndexingOptions              { return index.StoreField }
func (s stored) AnalyzedLength() int                              { return 0 }
func (s stored) AnalyzedTokenFrequencies() index.TokenFrequencies { return nil }
func (s stored) NumPlainTextBytes() uint64                        { return 0 }
