package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"minhchung/storage"
)

// UploadTime is the longest that one upload may take, on the worst of lines.
const UploadTime = 2 * time.Hour

// SweepGrace is how old an unfinished upload must be before the sweeper touches
// it: longer than any upload that is still alive.
const SweepGrace = UploadTime + time.Hour

// Swept says what a sweep removed.
type Swept struct {
	Intentions int // uploads that were never finished
	Contents   int // stored bytes without a product
	Uploads    int // uploads in pieces that expired
	Purges     int // confirmed purges that something had stopped
	Scratch    int // staged files of dead processes
	Copies     int // copies of scans and office documents that nobody was making any more: begun again
}

// Sweep removes what interrupted uploads left behind: intentions older than
// grace, the bytes they committed when no product took them, uploads in pieces that
// expired, and staged files of processes that are gone; and it finishes purges that two
// people decided, and has copies made that are still wanted. It never touches
// other bytes that a row knows.
func (a *App) Sweep(ctx context.Context, grace time.Duration) (s Swept, err error) {
	var old []Intention
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		old, err = tx.Intentions(ctx, a.now().Add(-grace))
		return err
	}); err != nil {
		return s, err
	}
	for _, in := range old {
		removed, err := a.sweepOne(ctx, in)
		if err != nil {
			return s, err
		}
		s.Intentions++
		s.Contents += b2i(removed)
	}
	if err := a.Store.InTx(ctx, func(tx Tx) error { return tx.ForgetExpired(ctx, a.now()) }); err != nil {
		return s, err
	}
	if s.Uploads, err = a.sweepUploads(ctx); err != nil {
		return s, err
	}
	if s.Purges, err = a.sweepPurges(ctx); err != nil {
		return s, err
	}
	if s.Copies, err = a.sweepCopies(ctx); err != nil {
		return s, err
	}
	s.Scratch, err = a.Bucket.SweepScratch(ctx, grace)
	return s, err
}

// sweepOne holds the lock of the hash while it looks and deletes, so that an
// upload of the same bytes waits and then finds its intention gone or its bytes.
func (a *App) sweepOne(ctx context.Context, in Intention) (removed bool, err error) {
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if in.Hash == nil {
			return tx.AbandonIntention(ctx, in.ID)
		}
		if err := tx.LockHash(ctx, *in.Hash); err != nil {
			return err
		}
		wanted, err := tx.HashWanted(ctx, *in.Hash, in.ID)
		if err != nil {
			return err
		}
		if !wanted {
			err := a.Bucket.Delete(ctx, *in.Hash)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return fmt.Errorf("sweep %s: %w", in.Hash, err)
			}
			removed = err == nil
		}
		return tx.AbandonIntention(ctx, in.ID)
	})
	return removed, err
}

// Orphans lists stored originals that no row and no intention knows, reading the
// whole bucket: for tests and for an operator's check, not for every sweep.
func (a *App) Orphans(ctx context.Context) ([]storage.Hash, error) {
	var out []storage.Hash
	err := a.Bucket.Originals(ctx, func(i storage.Info) error {
		var wanted bool
		err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
			wanted, err = tx.HashWanted(ctx, i.Hash, 0)
			return err
		})
		if err == nil && !wanted {
			out = append(out, i.Hash)
		}
		return err
	})
	return out, err
}
