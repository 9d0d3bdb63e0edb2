package app

import (
	"context"
	"io"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// oneLook is how long the requests of one look at a document take together: a
// reader turns pages and asks for ranges, and the log tells of one opening.
const oneLook = 15 * time.Minute

// logOpening writes that somebody opened another person's product, once a look.
func (a *App) logOpening(ctx context.Context, who access.Actor, p Product) error {
	if p.SubmittedBy == who.Official {
		return nil
	}
	var lately bool
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		lately, err = tx.OpenedSince(ctx, p.ID, who.Account, a.now().Add(-oneLook))
		return err
	}); err != nil || lately {
		return err
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		_, _, err := a.write(ctx, tx, "product.opened", who.Account, object("product", p.ID), p.UnitID, struct {
			Product kpi.ProductID `json:"product"`
			Hash    string        `json:"hash"`
		}{p.ID, p.Hash})
		return err
	})
}

// OpenFile opens the original of a product, from offset on; length below 0 reads
// to the end. Opening another person's document is written to the log, whatever
// part of it is asked for.
func (a *App) OpenFile(ctx context.Context, who access.Actor, p Product, offset, length int64) (io.ReadCloser, error) {
	if err := Shut(p); err != nil {
		return nil, err
	}
	if err := a.logOpening(ctx, who, p); err != nil {
		return nil, err
	}
	r, err := a.Bucket.Open(ctx, *p.Content, offset, length)
	if err != nil {
		return nil, storeError("app.OpenFile", err)
	}
	return r, nil
}

// ProductText returns the recognised text of a product, page by page. Reading that
// of another person is an opening.
func (a *App) ProductText(ctx context.Context, who access.Actor, id kpi.ProductID) (pages []PageText, err error) {
	var p Product
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		if p, err = a.readable(ctx, tx, who, id); err != nil || p.Content == nil {
			return err
		}
		if err := Shut(p); err != nil {
			return err
		}
		pages, err = tx.PageTexts(ctx, *p.Content)
		return err
	}); err != nil {
		return nil, err
	}
	return pages, a.logOpening(ctx, who, p)
}
