package app

import (
	"context"
	"fmt"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// PurgeJob removes a content for good, as two people decided.
type PurgeJob struct {
	Quarantine kpi.QuarantineID `json:"quarantine"`
}

// Kind names the job.
func (PurgeJob) Kind() string { return "purge" }

// RequestPurge asks that what is set aside be removed for good. Nothing is removed
// before a head, who is somebody else, confirms it.
//
// Error reasons: quarantine.not_found, quarantine.decided, purge.reason.
func (a *App) RequestPurge(ctx context.Context, who access.Actor, id kpi.QuarantineID, why PurgeReason) (Quarantine, error) {
	return a.decideQuarantine(ctx, who, id, access.RequestPurge, func(tx Tx, q Quarantine, d Deed) error {
		switch why {
		case PurgeSecret, PurgeProgram, PurgeByMistake:
		default:
			return kpi.E(kpi.Invalid, "purge.reason", "Hãy chọn lý do tiêu hủy.", "Choose the reason of the purge.")
		}
		if err := tx.RequestPurge(ctx, id, why, d); err != nil {
			return err
		}
		return a.notify(ctx, tx, "purge.requested", object("quarantine", id), q.UnitID, 0, kpi.Head)
	})
}

// ConfirmPurge is the second person's word. From then on it is not undone: the bytes
// go as soon as the job runs, and again after any crash until they are gone.
//
// Error reasons: quarantine.not_found, quarantine.decided, quarantine.not_requested,
// quarantine.second_person.
func (a *App) ConfirmPurge(ctx context.Context, who access.Actor, id kpi.QuarantineID) (Quarantine, error) {
	return a.decideQuarantine(ctx, who, id, access.ConfirmPurge, func(tx Tx, q Quarantine, d Deed) error {
		if q.Requested == nil {
			return kpi.E(kpi.Conflict, "quarantine.not_requested", "Chưa có đề nghị tiêu hủy nào để xác nhận.", "Nobody asked for a purge yet.")
		}
		if err := tx.ConfirmPurge(ctx, id, d); err != nil {
			return err
		}
		return tx.Enqueue(ctx, PurgeJob{Quarantine: id})
	})
}

// Purge removes the bytes of a confirmed purge, what was derived from them and every
// row that knows them, but the record of the purge itself. Bytes go first: a crash
// leaves rows without bytes, and the next run takes those; the other way round it
// would leave bytes that nobody knows. Done twice it does nothing.
func (a *App) Purge(ctx context.Context, id kpi.QuarantineID) error {
	err := a.Store.InTx(ctx, func(tx Tx) error {
		q, err := tx.LockQuarantine(ctx, id)
		if err != nil || q.Confirmed == nil || q.PurgedAt != nil {
			return err
		}
		h, err := storage.ParseHash(q.Hash)
		if err != nil {
			return fmt.Errorf("quarantine %d: %w", id, err)
		}
		if err := tx.LockHash(ctx, h); err != nil {
			return err
		}
		if err := a.removeBytes(ctx, h); err != nil {
			return err
		}
		if err := tx.PurgeContent(ctx, id, h, a.now()); err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "content.purged", 0, object("quarantine", id), q.UnitID, struct {
			Hash   string      `json:"hash"`
			Reason PurgeReason `json:"reason"`
		}{q.Hash, q.PurgeReason}); err != nil {
			return err
		}
		if err := a.notify(ctx, tx, "purge.done", object("quarantine", id), q.UnitID, 0, kpi.Admin, kpi.Head); err != nil {
			return err
		}
		return tx.Enqueue(ctx, IndexJob{Product: q.Product})
	})
	if err != nil {
		return fmt.Errorf("purge %d: %w", id, err)
	}
	return nil
}

func (a *App) removeBytes(ctx context.Context, h storage.Hash) error {
	if err := a.Bucket.Delete(ctx, h); err != nil {
		return fmt.Errorf("bytes: %w", err)
	}
	if err := a.Bucket.DeleteDerived(ctx, h); err != nil {
		return fmt.Errorf("pictures: %w", err)
	}
	return nil
}

// sweepPurges finishes purges that a crash or a store that did not answer left.
func (a *App) sweepPurges(ctx context.Context) (n int, err error) {
	var due []kpi.QuarantineID
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		due, err = tx.PurgesDue(ctx)
		return err
	}); err != nil {
		return 0, err
	}
	for _, id := range due {
		if err := a.Purge(ctx, id); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
