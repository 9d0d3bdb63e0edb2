package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"minhchung/search/driver"
	"minhchung/search/vietnamese"
)

// Page is one page of one product: one document of the index.
type Page struct {
	Product int64 // > 0
	Page    int   // from 1; 0 holds the fields only, of a product whose text is not read yet
	Title   string
	Number  string            // document number and symbol "12/QĐ-UBND", dossier codes; several separated by space
	Text    string            // the page as read; found and shown in NFC
	Keys    []string          // rights keys, such as "unit:12", "official:7", "open": a hit holds at least one key of the asker
	Facets  map[string]string // exact filters, such as "type":"QĐ", "unit":"12", "year":"2026"
}

// maxBatchText bounds the text of one batch, in bytes, so that a hundred pages
// of a spreadsheet do not become one write of hundreds of megabytes.
const maxBatchText = 4 << 20

// maxPageText is how much of one page is found, in bytes: eight dense pages of
// paper. An engine that plans its memory by the average page must not meet one of
// megabytes.
const maxPageText = 64 << 10

// Put makes the pages findable; of a page longer than 64 KB, its beginning. The pages of one product come in one call: they
// replace all its earlier ones, so that fewer pages now leave no old ones and a
// change of keys leaves no page under the former. A product of more than a
// hundred pages is written in several steps, the first of which takes all its
// old pages away; whoever is interrupted puts it again. ErrInvalid for a
// product below 1, a page below 0 and a page given twice; then nothing is written.
func (ix *Index) Put(ctx context.Context, pages []Page) error {
	sorted := slices.Clone(pages)
	slices.SortStableFunc(sorted, func(a, b Page) int {
		return cmp.Or(cmp.Compare(a.Product, b.Product), cmp.Compare(a.Page, b.Page))
	})
	for i, p := range sorted {
		switch {
		case p.Product < 1 || p.Page < 0:
			return fmt.Errorf("%w: product %d, page %d", ErrInvalid, p.Product, p.Page)
		case i > 0 && p.Product == sorted[i-1].Product && p.Page == sorted[i-1].Page:
			return fmt.Errorf("%w: product %d has page %d twice", ErrInvalid, p.Product, p.Page)
		}
	}

	var batch driver.Batch
	size := 0
	write := func() error {
		err := ix.driver.Write(ctx, batch)
		batch, size = driver.Batch{}, 0
		return wrap("put", err)
	}
	for i, p := range sorted {
		if len(batch.Pages) == driver.MaxBatch || size > 0 && size+len(p.Text) > maxBatchText {
			if err := write(); err != nil {
				return err
			}
		}
		if i == 0 || p.Product != sorted[i-1].Product {
			batch.Clear = append(batch.Clear, p.Product)
		}
		batch.Pages = append(batch.Pages, prepare(p))
		size += len(p.Text)
	}
	if len(batch.Pages) == 0 {
		return nil
	}
	return write()
}

// Delete removes all pages of the products; those that have none are no error.
func (ix *Index) Delete(ctx context.Context, product ...int64) error {
	for part := range slices.Chunk(product, driver.MaxBatch) {
		if err := ix.driver.Write(ctx, driver.Batch{Clear: part}); err != nil {
			return wrap("delete", err)
		}
	}
	return nil
}

func prepare(p Page) driver.Page {
	return driver.Page{
		Product: p.Product, Page: p.Page,
		Title:   vietnamese.NFC(p.Title),
		Numbers: numbers(vietnamese.NFC(p.Number)),
		Text:    vietnamese.NFC(beginning(p.Text)),
		Keys:    validKeys(p.Keys),
		Facets:  p.Facets,
	}
}

// beginning returns the first maxPageText bytes, whole letters.
func beginning(text string) string {
	if len(text) <= maxPageText {
		return text
	}
	return strings.ToValidUTF8(text[:maxPageText], "")
}

// validKeys leaves out the empty key: it says nothing, and a page and an asker
// who both lack a key must not meet in it.
func validKeys(keys []string) []string {
	valid := make([]string, 0, len(keys))
	for _, k := range keys {
		if strings.TrimSpace(k) != "" {
			valid = append(valid, k)
		}
	}
	slices.Sort(valid)
	return slices.Compact(valid)
}
