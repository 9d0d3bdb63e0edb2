package postgres

import (
	"context"
	"fmt"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
)

func (t *tx) AddEntry(ctx context.Context, e app.NewEntry) (kpi.EntryID, error) {
	id, err := t.q.AddEntry(ctx, gen.AddEntryParams{
		At: e.At, Kind: e.Kind, Actor: int64(e.Actor), Object: e.Object, UnitID: int64(e.Unit), Leaf: e.Leaf, LeafHash: e.Hash[:],
	})
	if err != nil {
		return 0, err
	}
	return kpi.EntryID(id), t.q.AddBody(ctx, gen.AddBodyParams{EntryID: id, Salt: e.Salt[:], Body: e.Body})
}

func storedEntryOf(r gen.StoredEntryRow) app.StoredEntry {
	return app.StoredEntry{
		ID: kpi.EntryID(r.ID), Kind: r.Kind, Object: r.Object, Leaf: r.Leaf, Hash: [32]byte(r.LeafHash), Salt: r.Salt, Body: r.Body,
	}
}

func (t *tx) StoredEntry(ctx context.Context, id kpi.EntryID) (app.StoredEntry, error) {
	r, err := t.q.StoredEntry(ctx, int64(id))
	if err != nil {
		return app.StoredEntry{}, err
	}
	return storedEntryOf(r), nil
}

func (t *tx) OpenedSince(ctx context.Context, p kpi.ProductID, by kpi.AccountID, since time.Time) (bool, error) {
	return t.q.OpenedSince(ctx, gen.OpenedSinceParams{Object: fmt.Sprintf("product:%d", p), Actor: int64(by), Since: since})
}

func (t *tx) EachEntry(ctx context.Context, fn func(app.StoredEntry) error) error {
	var after int64
	for {
		rows, err := t.q.EntriesAfter(ctx, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if err := fn(storedEntryOf(gen.StoredEntryRow(r))); err != nil {
				return err
			}
			after = r.ID
		}
	}
}

func (t *tx) Entries(ctx context.Context, g access.Grant, f app.LogFilter) ([]app.LogRow, error) {
	s := scopeOf(g)
	rows, err := t.q.Entries(ctx, gen.EntriesParams{
		Everything: s.everything, Units: s.units, Object: f.Object, Actor: int64(f.Actor), Before: int64(f.Before),
		Most: int32(min(max(f.Limit, 1), 500)), //nolint:gosec // bounded on this line
	})
	return each(rows, func(r gen.EntriesRow) app.LogRow {
		return app.LogRow{
			ID: kpi.EntryID(r.ID), At: r.At.UTC(), Kind: r.Kind, Actor: kpi.AccountID(r.Actor), ActorName: r.ActorName,
			Object: r.Object, Hash: [32]byte(r.LeafHash),
		}
	}), err
}
