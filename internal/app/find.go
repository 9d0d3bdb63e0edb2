package app

import (
	"context"
	"fmt"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/search"
)

// Found is the answer to a search of the archive.
type Found struct {
	Total  int
	Exact  bool
	Hits   []FoundHit
	Facets []Facet
}

// FoundHit is one product, with where the words stand in it.
type FoundHit struct {
	Product ProductRow
	Page    int
	Title   []search.Fragment
	Snippet []search.Fragment
}

// facetReach is how many hits the facets are counted over.
const facetReach = 100

// Find searches the archive: by words when there are any, else by filters alone.
// The index narrows by rights keys; every hit is checked again in the database,
// so that an index that lags behind never shows what must not be seen.
func (a *App) Find(ctx context.Context, who access.Actor, text string, f ProductFilter, offset int) (Found, error) {
	g, err := access.Allow(who, access.ReadProduct)
	if err != nil {
		return Found{}, err
	}
	if strings.TrimSpace(text) == "" {
		return a.browse(ctx, g, f)
	}
	q := search.Query{Text: text, Keys: askerKeys(g), Facets: facetsOf(f), Limit: min(max(f.Limit, 1), 100), Offset: offset}
	if len(q.Facets) == 0 {
		q.Reach = facetReach
	}
	res, err := a.Index.Search(ctx, q)
	if err != nil {
		return Found{}, searchError(err)
	}
	reach := res.Reach
	if len(q.Facets) > 0 { // facets offer what the chosen filters leave out, too
		wide, err := a.Index.Search(ctx, search.Query{Text: text, Keys: q.Keys, Limit: 1, Reach: facetReach})
		if err != nil {
			return Found{}, searchError(err)
		}
		reach = wide.Reach
	}
	out := Found{Total: res.Total, Exact: res.Exact, Hits: []FoundHit{}}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		rows, err := tx.ProductsByID(ctx, g, idsOf(res.Hits))
		if err != nil {
			return err
		}
		byID := map[kpi.ProductID]ProductRow{}
		for _, r := range rows {
			byID[r.ID] = r
		}
		for _, h := range res.Hits {
			r, ok := byID[kpi.ProductID(h.Product)]
			if !ok { // the index lags behind a removal or a change of rights
				out.Total--
				continue
			}
			out.Hits = append(out.Hits, FoundHit{Product: r, Page: h.Page, Title: h.Title, Snippet: h.Snippet})
		}
		out.Facets, err = tx.ProductFacets(ctx, g, ProductFilter{IDs: typedIDs(reach)})
		return err
	})
	return out, err
}

func (a *App) browse(ctx context.Context, g access.Grant, f ProductFilter) (Found, error) {
	out := Found{Exact: true, Hits: []FoundHit{}}
	f.Limit = min(max(f.Limit, 1), 100)
	err := a.Store.Snapshot(ctx, func(tx Tx) error {
		rows, err := tx.Products(ctx, g, f)
		if err != nil {
			return err
		}
		for _, r := range rows {
			out.Hits = append(out.Hits, FoundHit{
				Product: r, Page: 1, Title: []search.Fragment{{Text: r.Title}}, Snippet: []search.Fragment{},
			})
		}
		out.Facets, err = tx.ProductFacets(ctx, g, ProductFilter{})
		if err != nil {
			return err
		}
		for _, c := range out.Facets {
			if c.Field == "total" {
				out.Total = c.Count
			}
		}
		return nil
	})
	return out, err
}

func idsOf(hits []search.Hit) []kpi.ProductID {
	ids := make([]kpi.ProductID, 0, len(hits))
	for _, h := range hits {
		ids = append(ids, kpi.ProductID(h.Product))
	}
	return ids
}

// typedIDs is never nil: no hit means no product, not every one.
func typedIDs(ids []int64) []kpi.ProductID {
	out := make([]kpi.ProductID, 0, len(ids))
	for _, id := range ids {
		out = append(out, kpi.ProductID(id))
	}
	return out
}

// askerKeys turns a grant into the rights keys of the index.
func askerKeys(g access.Grant) []string {
	keys := []string{fmt.Sprintf("account:%d", g.Account())}
	if g.Own() != 0 {
		keys = append(keys, fmt.Sprintf("official:%d", g.Own()))
	}
	for _, u := range g.Units() {
		keys = append(keys, fmt.Sprintf("unit:%d", u))
	}
	return keys
}

func facetsOf(f ProductFilter) map[string][]string {
	out := map[string][]string{}
	if f.DocType != "" {
		out["type"] = []string{f.DocType}
	}
	if f.Unit != 0 {
		out["unit"] = []string{fmt.Sprint(int64(f.Unit))}
	}
	if f.Year != 0 {
		out["year"] = []string{fmt.Sprint(f.Year)}
	}
	return out
}

func searchError(err error) error {
	return kpi.E(kpi.Unavailable, "search.unavailable",
		"Chức năng tìm kiếm tạm thời không trả lời kịp. Tài liệu vẫn an toàn. Hãy thử lại hoặc dùng ít từ hơn.",
		"Search did not answer in time. The documents are safe. Try again, or with fewer words.").At("app.Find", err)
}

// IndexProduct brings what the index knows of a product up to date.
func (a *App) IndexProduct(ctx context.Context, id kpi.ProductID) error {
	var pages []search.Page
	err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		pages, err = pagesOf(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	if len(pages) == 0 {
		err = a.Index.Delete(ctx, int64(id))
	} else {
		err = a.Index.Put(ctx, pages)
	}
	if err != nil {
		return fmt.Errorf("index product %d: %w", id, err)
	}
	return nil
}

// pagesOf returns what the index is to hold of a product; nothing of one that is
// withdrawn, set aside, without content or gone.
func pagesOf(ctx context.Context, tx Tx, id kpi.ProductID) ([]search.Page, error) {
	p, err := tx.Product(ctx, id)
	if kpi.CodeOf(err) == kpi.NotFound {
		return nil, nil
	}
	if err != nil || p.Withdrawn || p.Quarantined != "" || p.Source == kpi.SourceClassified {
		return nil, err
	}
	var texts []PageText
	if p.Content != nil {
		if texts, err = tx.PageTexts(ctx, *p.Content); err != nil {
			return nil, err
		}
	}
	return searchPages(p, texts), nil
}

func searchPages(p Product, texts []PageText) []search.Page {
	base := search.Page{
		Product: int64(p.ID), Title: p.Title, Number: strings.TrimSpace(kpi.DocRef(p.Number, p.Symbol) + " " + p.DossierCode),
		Keys: []string{fmt.Sprintf("official:%d", p.SubmittedBy)}, Facets: map[string]string{
			"type": p.DocType, "unit": fmt.Sprint(int64(p.UnitID)), "year": fmt.Sprint(yearOf(p)),
		},
	}
	if p.Restricted {
		for _, r := range p.Readers {
			base.Keys = append(base.Keys, fmt.Sprintf("account:%d", r))
		}
	} else {
		base.Keys = append(base.Keys, fmt.Sprintf("unit:%d", p.UnitID))
	}
	if len(texts) == 0 {
		return []search.Page{base}
	}
	pages := make([]search.Page, 0, len(texts))
	for _, t := range texts {
		page := base
		page.Page, page.Text = t.Page, t.Text
		pages = append(pages, page)
	}
	return pages
}

func yearOf(p Product) int {
	if !p.IssuedOn.IsZero() {
		return p.IssuedOn.Year()
	}
	return kpi.DateOf(p.ReceivedAt).Year()
}

// reindexBatch is how many pages a reindex writes at once: every write waits for
// the disk, so one for each product would take hours where this takes minutes.
const reindexBatch = 200

// Reindex rebuilds the index from the rows; progress gets the products done.
func (a *App) Reindex(ctx context.Context, progress func(done int)) error {
	if err := a.Index.Reset(ctx); err != nil {
		return fmt.Errorf("reset index: %w", err)
	}
	var after kpi.ProductID
	for done := 0; ; {
		var ids []kpi.ProductID
		if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
			if ids, err = tx.ProductIDs(ctx, after, 200); err != nil {
				return err
			}
			return a.putAll(ctx, tx, ids)
		}); err != nil {
			return err
		}
		if len(ids) == 0 {
			return a.Index.Flush(ctx)
		}
		after = ids[len(ids)-1]
		done += len(ids)
		progress(done)
	}
}

// putAll writes the pages of the products, some products at a time.
func (a *App) putAll(ctx context.Context, tx Tx, ids []kpi.ProductID) error {
	var pages []search.Page
	for i, id := range ids {
		more, err := pagesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if pages = append(pages, more...); len(pages) < reindexBatch && i < len(ids)-1 {
			continue
		}
		if err := a.Index.Put(ctx, pages); err != nil {
			return fmt.Errorf("index products up to %d: %w", id, err)
		}
		pages = nil
	}
	return nil
}
