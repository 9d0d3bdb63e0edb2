package postgres

import (
	"context"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
)

func (t *tx) LockAccount(ctx context.Context, id kpi.AccountID) error {
	_, err := t.q.LockAccount(ctx, int64(id))
	return err
}

func (t *tx) OpenUploads(ctx context.Context, id kpi.AccountID, at time.Time) (int, int64, error) {
	r, err := t.q.OpenUploads(ctx, gen.OpenUploadsParams{AccountID: int64(id), At: at})
	return int(r.N), r.Bytes, err
}

func (t *tx) AddUpload(ctx context.Context, u app.Resumable) error {
	return t.q.AddUpload(ctx, gen.AddUploadParams{
		ID: u.ID, AccountID: int64(u.Account), FileName: u.FileName, Declared: u.Declared, CreatedAt: u.Created, ExpiresAt: u.Expires,
	})
}

func (t *tx) Upload(ctx context.Context, id string) (app.Resumable, error) {
	u, err := t.q.Upload(ctx, id)
	return app.Resumable{
		ID: u.ID, Account: kpi.AccountID(u.AccountID), FileName: u.FileName, Declared: u.Declared, Received: u.Received,
		Created: u.CreatedAt, Expires: u.ExpiresAt, Product: kpi.ProductID(deref(u.ProductID)),
	}, err
}

func (t *tx) NoteReceived(ctx context.Context, id string, was, received int64) error {
	return stillThere(t.q.NoteReceived(ctx, gen.NoteReceivedParams{ID: id, Was: was, Received: received}))
}

func (t *tx) CloseUpload(ctx context.Context, id string, p kpi.ProductID) error {
	product := int64(p)
	return stillThere(t.q.CloseUpload(ctx, gen.CloseUploadParams{ID: id, ProductID: &product}))
}

// stillThere says that an upload is no longer where the caller saw it.
func stillThere(n int64, err error) error {
	if err == nil && n == 0 {
		return kpi.E(kpi.Unavailable, "upload.moved",
			"Tệp này vừa được thay đổi từ nơi khác. Hãy hỏi lại vị trí rồi gửi tiếp.",
			"This upload was changed from elsewhere. Ask where it stands and go on.")
	}
	return err
}

func (t *tx) DropUpload(ctx context.Context, id string) error { return t.q.DropUpload(ctx, id) }

func (t *tx) ExpiredUploads(ctx context.Context, at time.Time) ([]string, error) {
	return t.q.ExpiredUploads(ctx, at)
}
