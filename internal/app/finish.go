package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// FinishUpload makes a product of an upload whose pieces are all there, by the same
// steps as Submit. Asked twice it answers the same receipt. What Submit would refuse
// is refused here, and then nothing of it is kept; when a part of the installation
// does not answer, the bytes stay and it may be asked again.
//
// Error reasons: those of Submit, upload.not_found, upload.incomplete, upload.busy.
func (a *App) FinishUpload(ctx context.Context, who access.Actor, id string, task kpi.PlanLineID) (r Receipt, err error) {
	err = a.withUpload(ctx, who, id, func(u Resumable, p *storage.Partial) error {
		if u.Product != 0 {
			return a.Store.Snapshot(ctx, func(tx Tx) error {
				v, err := a.productView(ctx, tx, who, u.Product)
				r = v.Receipt
				r.Quarantined = v.Product.Quarantined
				return err
			})
		}
		if u.Received < u.Declared {
			return kpi.E(kpi.Conflict, "upload.incomplete",
				"Tệp chưa đến đủ. Những gì đã nhận vẫn còn. Hãy gửi tiếp phần còn lại.",
				"The file has not arrived in full. What arrived is kept. Send the rest.").With(OpenedAt{u.Received})
		}
		r, err = a.finish(ctx, who, u, task, p)
		return err
	})
	return r, err
}

func (a *App) finish(ctx context.Context, who access.Actor, u Resumable, task kpi.PlanLineID, p *storage.Partial) (Receipt, error) {
	unit, err := a.submitUnit(ctx, who)
	if err != nil {
		return Receipt{}, err
	}
	in := Intention{Account: who.Account, FileName: u.FileName, Declared: u.Declared, At: a.now()}
	r, err := a.store(ctx, who, unit, in, task,
		func() (*storage.Staged, error) { return p.Stage(ctx, u.Declared) },
		func(tx Tx, id kpi.ProductID) error { return tx.CloseUpload(ctx, u.ID, id) })
	if err == nil {
		_ = p.Remove() // the original is filed under its hash; a name left over is the sweeper's
		return r, nil
	}
	if refusesFile(err) {
		a.noteRefusal(ctx, who, err)
		gone := context.WithoutCancel(ctx)
		if e := a.dropUpload(gone, u.ID, p); e != nil {
			a.Log.WarnContext(ctx, "refused upload left to the sweeper", "err", e)
		}
	}
	return Receipt{}, err
}

// refusesFile reports whether the file itself was refused: trying again would be
// refused again.
func refusesFile(err error) bool {
	e := new(kpi.Error)
	return errors.As(err, &e) && strings.HasPrefix(e.Reason, "upload.") && e.Code != kpi.Unavailable && e.Code != kpi.Internal
}

// sweepUploads removes uploads in pieces that expired, and partial bodies so old
// that no row can expect them. It returns how many uploads.
func (a *App) sweepUploads(ctx context.Context) (n int, err error) {
	var ids []string
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		ids, err = tx.ExpiredUploads(ctx, a.now())
		return err
	}); err != nil {
		return 0, err
	}
	for _, id := range ids {
		gone, err := a.sweepUpload(ctx, id)
		if err != nil {
			return n, err
		}
		n += b2i(gone)
	}
	_, err = a.Bucket.SweepPartials(ctx, UploadLife+SweepGrace)
	return n, err
}

func (a *App) sweepUpload(ctx context.Context, id string) (bool, error) {
	const atOnce = time.Second
	wait, cancel := context.WithTimeout(ctx, atOnce)
	defer cancel()
	p, err := a.Bucket.Partial(wait, id)
	if errors.Is(err, storage.ErrBusy) {
		return false, nil // its last piece is still arriving; the next sweep finds it
	}
	if err != nil {
		return false, storeError("app.Sweep", err)
	}
	defer func() { _ = p.Close() }()
	return true, a.dropUpload(ctx, id, p)
}
