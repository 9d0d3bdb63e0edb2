package postgres

import (
	"context"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
	"minhchung/storage"
)

func (t *tx) AddIntention(ctx context.Context, i app.Intention) (kpi.IntentionID, error) {
	id, err := t.q.AddIntention(ctx, gen.AddIntentionParams{
		AccountID: int64(i.Account), FileName: i.FileName, Declared: i.Declared, At: i.At,
	})
	return kpi.IntentionID(id), err
}

func (t *tx) LockHash(ctx context.Context, h storage.Hash) error { return t.q.LockHash(ctx, h.Bytes()) }

func (t *tx) StageIntention(ctx context.Context, id kpi.IntentionID, h storage.Hash) error {
	if err := t.LockHash(ctx, h); err != nil {
		return err
	}
	n, err := t.q.StageIntention(ctx, gen.StageIntentionParams{ID: int64(id), Hash: h.Bytes()})
	return swept(n, err)
}

func (t *tx) FinishIntention(ctx context.Context, id kpi.IntentionID, _ storage.Hash) error {
	n, err := t.q.DropIntention(ctx, int64(id))
	return swept(n, err)
}

// swept says that the sweeper took an upload for dead.
func swept(n int64, err error) error {
	if err == nil && n == 0 {
		return kpi.E(kpi.Unavailable, "upload.swept",
			"Việc tải lên kéo dài quá lâu nên đã bị hủy. Chưa có gì được lưu. Hãy gửi lại.",
			"The upload took too long and was given up. Nothing was kept. Send it again.")
	}
	return err
}

func (t *tx) AbandonIntention(ctx context.Context, id kpi.IntentionID) error {
	_, err := t.q.DropIntention(ctx, int64(id))
	return err
}

func (t *tx) Intentions(ctx context.Context, before time.Time) ([]app.Intention, error) {
	rows, err := t.q.Intentions(ctx, before)
	return each(rows, func(i gen.Intention) app.Intention {
		return app.Intention{
			ID: kpi.IntentionID(i.ID), Account: kpi.AccountID(i.AccountID), FileName: i.FileName,
			Declared: i.Declared, Hash: hashOf(i.Hash), At: i.At,
		}
	}), err
}

func (t *tx) HashWanted(ctx context.Context, h storage.Hash, except kpi.IntentionID) (bool, error) {
	return t.q.HashWanted(ctx, gen.HashWantedParams{Hash: h.Bytes(), ExceptID: int64(except)})
}

func (t *tx) AddRefusal(ctx context.Context, by kpi.AccountID, reason string, at time.Time) error {
	return t.q.AddRefusal(ctx, gen.AddRefusalParams{AccountID: int64(by), Reason: reason, At: at})
}

func (t *tx) AddContent(ctx context.Context, c app.Content) error {
	return t.q.AddContent(ctx, gen.AddContentParams{Hash: c.Hash.Bytes(), Size: c.Size, MediaType: c.MediaType})
}

func (t *tx) EachContent(ctx context.Context, fn func(app.Content) error) error {
	after := []byte{}
	for {
		rows, err := t.q.ContentsAfter(ctx, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if err := fn(app.Content{Hash: storage.Hash(r.Hash), Size: r.Size, MediaType: r.MediaType}); err != nil {
				return err
			}
			after = r.Hash
		}
	}
}
