package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// searchableName is what the copy is called beside its original.
const searchableName = "searchable.pdf"

// MakeSearchable makes the searchable copy of a scan and keeps it beside the original
// as something that can be made again. A copy is no evidence: its words are a machine's
// reading. It is idempotent.
func (a *App) MakeSearchable(ctx context.Context, id kpi.ProductID) error {
	p, err := a.wantsCopy(ctx, id)
	if err != nil || p.Content == nil {
		return err
	}
	h := *p.Content
	state := CopyMade
	if err := a.copyOf(ctx, p); err != nil {
		if code := kpi.CodeOf(err); code != kpi.TooLarge && code != kpi.Unsupported {
			return fmt.Errorf("searchable copy of product %d: %w", id, err)
		}
		a.Log.InfoContext(ctx, "no searchable copy", "product", id, "why", kpi.ReasonOf(err))
		state = CopyNotMade
	}
	err = a.Store.InTx(ctx, func(tx Tx) error {
		now, err := tx.QuarantineState(ctx, h)
		if err != nil {
			return err
		}
		if now == SetAside {
			state = CopyNone // found to be classified while it was copied
		}
		if err := tx.SetSearchable(ctx, h, state); err != nil {
			return err
		}
		return tx.Publish(ctx, Event{Official: p.SubmittedBy, Product: p.ID, Read: p.Read, Stage: StageDone, Page: p.Pages, Pages: p.Pages})
	})
	if err != nil || state != CopyNone {
		return err
	}
	return a.RemoveDerived(ctx, h.String())
}

// wantsCopy returns the product when its copy is to be made, and one without content
// when it is not.
func (a *App) wantsCopy(ctx context.Context, id kpi.ProductID) (p Product, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		p, err = tx.Product(ctx, id)
		return err
	})
	if kpi.CodeOf(err) == kpi.NotFound || err == nil && (p.Withdrawn || p.Quarantined != "" || p.Searchable != CopyWanted || a.Reading.Searchable == nil) {
		return Product{}, nil
	}
	return p, err
}

// copyOf makes the copy and puts it beside the original.
func (a *App) copyOf(ctx context.Context, p Product) error {
	var made bytes.Buffer // the reader bounds it
	progress, end := a.showProgress(ctx, p, p.Read)
	err := a.Bucket.Local(ctx, *p.Content, func(path string) error {
		return a.Reading.Searchable(ctx, path, &made, func(at Progress) {
			at.Stage = StageCopy
			progress(at)
		})
	})
	end()
	if err != nil {
		return err
	}
	return a.Bucket.PutDerived(ctx, *p.Content, searchableName, bytes.NewReader(made.Bytes()), int64(made.Len()))
}

// OpenSearchable opens the searchable copy of a scan. It is an opening of the product.
//
// Error reasons: product.not_found, product.quarantined, searchable.none,
// searchable.waiting.
func (a *App) OpenSearchable(ctx context.Context, who access.Actor, id kpi.ProductID) (r io.ReadCloser, size int64, p Product, err error) {
	if p, err = a.ReadableProduct(ctx, who, id); err == nil {
		err = Shut(p)
	}
	if err != nil {
		return nil, 0, p, err
	}
	switch {
	case p.Content == nil || p.Searchable == CopyNone || p.Searchable == CopyNotMade:
		return nil, 0, p, kpi.E(kpi.NotFound, "searchable.none",
			"Tệp này không có bản sao tìm kiếm được.", "There is no searchable copy of this file.")
	case p.Searchable == CopyWanted:
		return nil, 0, p, errCopyWaits()
	}
	if err := a.logOpening(ctx, who, p); err != nil {
		return nil, 0, p, err
	}
	r, size, err = a.Bucket.OpenDerived(ctx, *p.Content, searchableName)
	if errors.Is(err, storage.ErrNotFound) { // derived things may be lost: it is made again
		return nil, 0, p, errors.Join(errCopyWaits(), a.Store.InTx(ctx, func(tx Tx) error {
			if err := tx.SetSearchable(ctx, *p.Content, CopyWanted); err != nil {
				return err
			}
			return tx.Enqueue(ctx, SearchableJob{Product: p.ID})
		}))
	}
	return r, size, p, err
}

func errCopyWaits() error {
	return kpi.E(kpi.Unavailable, "searchable.waiting",
		"Bản sao tìm kiếm được đang được tạo. Hãy thử lại sau ít phút; tệp gốc vẫn tải được.",
		"The searchable copy is being made. Try again in a few minutes; the original can be downloaded.")
}
