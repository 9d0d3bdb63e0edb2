package postgres

import (
	"context"
	"fmt"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/intake/nearcopy"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
	"minhchung/storage"
)

//nolint:gosec // counts bounded by the method of the sketch; a hash is bits
func (t *tx) SaveSketch(ctx context.Context, h storage.Hash, s *nearcopy.Sketch) error {
	if s == nil {
		return t.q.DropSketch(ctx, h.Bytes())
	}
	return t.q.SaveSketch(ctx, gen.SaveSketchParams{
		Hash: h.Bytes(), Method: nearcopy.Method, Words: int32(s.Words), Picture: s.Picture, Minima: s.Encode(),
		Whole: int64(s.Whole), Particulars: orEmpty(s.Particulars), Keys: s.Bands(),
	})
}

func (t *tx) NearCandidates(ctx context.Context, s nearcopy.Sketch, product kpi.ProductID, most int) ([]app.NearCandidate, error) {
	rows, err := t.q.NearCandidates(ctx, gen.NearCandidatesParams{
		Method: nearcopy.Method, Product: int64(product), Keys: s.Bands(), Most: int32(most), //nolint:gosec // a page size of ours
	})
	if err != nil {
		return nil, err
	}
	out := make([]app.NearCandidate, 0, len(rows))
	for _, r := range rows {
		c := app.NearCandidate{Product: kpi.ProductID(r.ProductID), Sketch: nearcopy.Sketch{
			Words: int(r.Words), Picture: r.Picture, Whole: uint64(r.Whole), Particulars: r.Particulars, //nolint:gosec // bits of a hash
		}}
		if !c.Sketch.Decode(r.Minima) {
			return nil, fmt.Errorf("sketch of product %d: %d bytes", r.ProductID, len(r.Minima))
		}
		out = append(out, c)
	}
	return out, nil
}

func (t *tx) SaveCopy(ctx context.Context, c app.Copy, at time.Time) error {
	return t.q.SaveCopy(ctx, gen.SaveCopyParams{
		ProductID: int64(c.Product), OfID: int64(c.Of), Relation: string(c.Relation), Percent: int32(c.Percent), FoundAt: at, //nolint:gosec // a percentage
	})
}

func (t *tx) DropCopies(ctx context.Context, p kpi.ProductID) error {
	return t.q.DropCopies(ctx, int64(p))
}

func (t *tx) Copies(ctx context.Context, p kpi.ProductID) ([]app.Copy, error) {
	rows, err := t.q.Copies(ctx, int64(p))
	return each(rows, func(r gen.CopiesRow) app.Copy {
		return app.Copy{
			Product: kpi.ProductID(r.ProductID), Of: kpi.ProductID(r.OfID), Relation: app.Relation(r.Relation),
			Percent: int(r.Percent), Answer: r.Answer,
		}
	}), err
}

func (t *tx) AnswerCopy(ctx context.Context, c app.Copy, d app.Deed) error {
	return t.q.AnswerCopy(ctx, gen.AnswerCopyParams{Product: int64(c.Product), OfProduct: int64(c.Of), Answer: c.Answer, By: int64(d.Account), At: d.At})
}
