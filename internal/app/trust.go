package app

import (
	"context"
	"errors"
	"fmt"

	"minhchung/internal/kpi"
	"minhchung/storage"
)

// JudgeAnew judges the signatures of files anew that were judged by other trusted
// certificates than those of now, and returns how many files these were. An office that
// trusts its authority from today on sees the papers of before in that light, too; a
// word that changes is told by the log. It can be stopped, and goes on where it was.
func (a *App) JudgeAnew(ctx context.Context) (judged int, err error) {
	const together = 50
	trust, err := a.Reading.Trust()
	if err != nil {
		return 0, fmt.Errorf("judge anew: %w", err) // nothing is worth less because a folder was away
	}
	for after := (storage.Hash{}); ; {
		var hashes []storage.Hash
		if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
			hashes, err = tx.JudgedByOthers(ctx, trust, after, together)
			return err
		}); err != nil || len(hashes) == 0 {
			return judged, err
		}
		for _, h := range hashes {
			switch err := a.judgeAnew(ctx, h, trust); {
			case err == nil:
				judged++
			case ctx.Err() != nil:
				return judged, ctx.Err()
			default: // the others are not held up; this one is tried again the next time
				a.Log.WarnContext(ctx, "signatures not judged anew", "hash", h, "err", err)
			}
		}
		after = hashes[len(hashes)-1]
	}
}

var errNotJudged = errors.New("signatures could not be checked this time")

func (a *App) judgeAnew(ctx context.Context, h storage.Hash, trust string) error {
	var s Signed
	if err := a.Bucket.Local(ctx, h, func(path string) (err error) {
		s, err = a.Reading.Signed(ctx, path)
		return err
	}); err != nil {
		return err
	}
	if s.Trust != trust || s.Verdict == kpi.SignatureUndetermined && len(s.Signatures) == 0 {
		return errNotJudged // the folder changed meanwhile, or the checker was ended: what is known stays
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		was, err := tx.SaveSigned(ctx, h, s)
		if kpi.CodeOf(err) == kpi.NotFound {
			return nil // purged or set aside meanwhile
		}
		if err != nil || was == s.Verdict {
			return err
		}
		products, err := tx.ProductsOf(ctx, h)
		if err != nil {
			return err
		}
		for _, p := range products {
			if _, _, err := a.write(ctx, tx, "product.judged", 0, object("product", p.ID), p.UnitID, struct {
				Product kpi.ProductID        `json:"product"`
				Hash    storage.Hash         `json:"hash"`
				Was     kpi.SignatureVerdict `json:"was"`
				Verdict kpi.SignatureVerdict `json:"verdict"`
				Trust   string               `json:"trust"`
			}{p.ID, h, was, s.Verdict, s.Trust}); err != nil {
				return err
			}
			if err := tx.Publish(ctx, Event{Official: p.SubmittedBy, Product: p.ID, Read: p.Read, Stage: StageDone}); err != nil {
				return err
			}
		}
		return nil
	})
}
