package app

import (
	"context"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// Known answers whether bytes of a hash were submitted before.
type Known struct {
	Known   bool          `json:"known"`
	Product *KnownProduct `json:"product,omitempty" doc:"Absent when the asker may not know who submitted it"`
}

// KnownProduct is the earlier product, for somebody who may open it.
type KnownProduct struct {
	ID         kpi.ProductID `json:"id"`
	Title      string        `json:"title"`
	Submitter  string        `json:"submitter"`
	ReceivedAt time.Time     `json:"received_at"`
	State      kpi.ReadState `json:"state" enum:"pending,read,not-read" doc:"How far it is read"`
}

// KnownHash says before a byte is sent what Submit would say about the same bytes
// afterwards, and no more: only to people who may submit, and the earlier product
// only to those who may open it. It trusts the hash (64 hexadecimal digits); Submit
// does not. Error reasons: upload.hash, upload.quarantined.
func (a *App) KnownHash(ctx context.Context, who access.Actor, hash string) (k Known, err error) {
	h, err := storage.ParseHash(hash)
	if err != nil {
		return k, kpi.E(kpi.Invalid, "upload.hash", "Mã băm không đúng dạng.", "This is no hash.").At("app.KnownHash", err)
	}
	if _, err := a.submitUnit(ctx, who); err != nil {
		return k, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if err := refuseQuarantined(ctx, tx, h); err != nil { // such bytes had better not travel
			return err
		}
		id, err := tx.IdentityHolder(ctx, kpi.Identity{Kind: kpi.IdentityHash, Key: h.String()})
		if kpi.CodeOf(err) == kpi.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		k.Known = true
		d, err := a.duplicateInfo(ctx, tx, who, id)
		if err != nil || d.ProductID == 0 {
			return err
		}
		p, err := tx.Product(ctx, id)
		k.Product = &KnownProduct{ID: d.ProductID, Title: d.Title, Submitter: d.Submitter, ReceivedAt: p.ReceivedAt, State: p.Read}
		return err
	})
	return k, err
}
