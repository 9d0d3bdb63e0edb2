package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// MaxChunk is the largest piece of an upload that arrives in pieces, in bytes: what
// a broken line costs at most.
const MaxChunk = 8 << 20

// UploadLife is how long an upload in pieces may take before it is removed.
const UploadLife = 24 * time.Hour

// What one account may have open at a time: so many uploads, and so many bytes as a
// multiple of the limit of one file.
const (
	openUploads = 20
	openLimits  = 10
)

// lockPatience is how long a request waits for another one of the same upload to
// let go of it.
const lockPatience = 10 * time.Second

// Resumable is a file that arrives in pieces.
type Resumable struct {
	ID       string // 32 hexadecimal digits
	Account  kpi.AccountID
	FileName string
	Declared int64 // bytes
	Received int64 // bytes that are durable
	Created  time.Time
	Expires  time.Time
	Product  kpi.ProductID // what it became; 0 = it is still arriving
}

// resumableRows is what the database knows of uploads in pieces.
type resumableRows interface {
	// LockAccount makes others wait who open uploads or declare units for the account.
	LockAccount(ctx context.Context, id kpi.AccountID) error
	// OpenUploads counts what has neither become a product nor expired.
	OpenUploads(ctx context.Context, id kpi.AccountID, at time.Time) (n int, bytes int64, err error)
	AddUpload(ctx context.Context, u Resumable) error
	Upload(ctx context.Context, id string) (Resumable, error)
	// NoteReceived moves the offset from was to received; Unavailable when it stands
	// elsewhere, as for CloseUpload of what is closed or gone.
	NoteReceived(ctx context.Context, id string, was, received int64) error
	// The name goes with closing: the product has it, and must be able to forget it.
	CloseUpload(ctx context.Context, id string, p kpi.ProductID) error
	DropUpload(ctx context.Context, id string) error
	ExpiredUploads(ctx context.Context, at time.Time) ([]string, error)
}

// OpenedAt says where an upload in pieces stands.
type OpenedAt struct {
	Offset int64 `json:"offset" doc:"Bytes that are kept; the next piece begins here"`
}

// BeginUpload opens an upload in pieces. Rights, name and length are looked at
// before a byte is sent.
//
// Error reasons: upload.name, upload.empty, upload.length, upload.too_large,
// upload.too_many.
func (a *App) BeginUpload(ctx context.Context, who access.Actor, name string, declared int64) (Resumable, error) {
	if _, err := a.submitUnit(ctx, who); err != nil {
		return Resumable{}, err
	}
	name, err := a.Reading.CheckName(name)
	if err == nil {
		err = a.checkLength(declared)
	}
	if err != nil {
		a.noteRefusal(ctx, who, err)
		return Resumable{}, err
	}
	now := a.now().UTC().Truncate(time.Microsecond)
	u := Resumable{ID: newUploadID(), Account: who.Account, FileName: name, Declared: declared, Created: now, Expires: now.Add(UploadLife)}
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.LockAccount(ctx, who.Account); err != nil {
			return err
		}
		n, bytes, err := tx.OpenUploads(ctx, who.Account, now)
		if err != nil {
			return err
		}
		if n >= openUploads || bytes+declared > openLimits*a.UploadLimit() {
			return kpi.E(kpi.Unavailable, "upload.too_many",
				"Bạn đang có quá nhiều tệp tải lên dở dang. Hãy đợi các tệp đó xong, hoặc hủy bớt, rồi thử lại.",
				"You have too many unfinished uploads. Wait for them, or give some up, and try again.")
		}
		return tx.AddUpload(ctx, u)
	})
	return u, err
}

func newUploadID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails; see newSalt
	return hex.EncodeToString(b[:])
}

// FindUpload says how far an upload in pieces has come. To everybody but the
// account that opened it there is none.
//
// Error reasons: upload.not_found, upload.busy.
func (a *App) FindUpload(ctx context.Context, who access.Actor, id string) (u Resumable, err error) {
	err = a.withUpload(ctx, who, id, func(now Resumable, _ *storage.Partial) error { u = now; return nil })
	return u, err
}

// AppendUpload writes one piece behind the first at bytes. What it reports as
// received is durable. When the line breaks, what arrived before is kept: the error
// then comes together with the new offset.
//
// Error reasons: upload.not_found, upload.offset, upload.too_long, upload.cut,
// upload.busy.
func (a *App) AppendUpload(ctx context.Context, who access.Actor, id string, at int64, body io.Reader, length int64) (u Resumable, err error) {
	const op = "app.AppendUpload"
	if length > MaxChunk {
		return u, kpi.E(kpi.TooLarge, "upload.chunk",
			fmt.Sprintf("Mỗi phần của tệp tối đa %d MB. Phần này chưa được lưu.", MaxChunk>>20),
			fmt.Sprintf("A piece of a file has at most %d MB. This piece was not kept.", MaxChunk>>20))
	}
	err = a.withUpload(ctx, who, id, func(now Resumable, p *storage.Partial) error {
		u = now
		switch {
		case at != u.Received || u.Product != 0:
			return kpi.E(kpi.Conflict, "upload.offset",
				"Phần này không nối tiếp phần đã nhận. Những gì đã nhận vẫn còn. Hãy hỏi vị trí hiện tại rồi gửi tiếp.",
				"This piece does not follow what was received. What arrived is kept. Ask where it stands and go on from there.").With(OpenedAt{u.Received})
		case at+length > u.Declared:
			return kpi.E(kpi.TooLarge, "upload.too_long",
				"Phần này vượt quá độ dài đã báo của tệp. Phần này chưa được lưu.",
				"This piece goes past the announced length of the file. It was not kept.")
		case length == 0:
			return nil
		}
		n, appendErr := p.Append(ctx, at, body, length)
		if errors.Is(appendErr, storage.ErrUnavailable) || errors.Is(appendErr, storage.ErrInvalid) {
			return storeError(op, appendErr)
		}
		if n > 0 { // noted before anybody else may write, also when the asker has gone
			keep := context.WithoutCancel(ctx)
			if err := a.Store.InTx(keep, func(tx Tx) error { return tx.NoteReceived(keep, id, at, at+n) }); err != nil {
				return err
			}
		}
		u.Received = at + n
		if n < length {
			return kpi.E(kpi.Invalid, "upload.cut",
				"Đường truyền bị ngắt. Phần đã đến vẫn được giữ. Hãy gửi tiếp từ chỗ đó.",
				"The connection broke. What arrived is kept. Go on from there.").With(OpenedAt{u.Received}).At(op, appendErr)
		}
		return nil
	})
	return u, err
}

// DropUpload gives an upload in pieces up and removes its bytes.
//
// Error reasons: upload.not_found, upload.busy, upload.finished.
func (a *App) DropUpload(ctx context.Context, who access.Actor, id string) error {
	return a.withUpload(ctx, who, id, func(u Resumable, p *storage.Partial) error {
		if u.Product != 0 {
			return kpi.E(kpi.Conflict, "upload.finished",
				"Tệp đã được nộp xong và không còn là bản tải dở. Hãy gỡ chính sản phẩm đó nếu cần.",
				"The file was submitted and is no unfinished upload any more. Remove the product itself if you must.")
		}
		return a.dropUpload(ctx, id, p)
	})
}

func (a *App) dropUpload(ctx context.Context, id string, p *storage.Partial) error {
	if err := p.Remove(); err != nil {
		return storeError("app.dropUpload", err)
	}
	return a.Store.InTx(ctx, func(tx Tx) error { return tx.DropUpload(ctx, id) })
}

// withUpload runs fn on an upload of the actor's own while nobody else holds it.
func (a *App) withUpload(ctx context.Context, who access.Actor, id string, fn func(Resumable, *storage.Partial) error) error {
	if _, err := a.ownUpload(ctx, who, id); err != nil { // before a stranger's request holds anything
		return err
	}
	wait, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	p, err := a.Bucket.Partial(wait, id)
	if errors.Is(err, storage.ErrBusy) {
		return kpi.E(kpi.Conflict, "upload.busy",
			"Tệp này đang được gửi từ một kết nối khác. Những gì đã nhận vẫn còn. Hãy thử lại sau vài giây.",
			"This file is being sent over another connection. What arrived is kept. Try again in a few seconds.").At("app.withUpload", err)
	}
	if err != nil {
		return storeError("app.withUpload", err)
	}
	defer func() { _ = p.Close() }()
	u, err := a.ownUpload(ctx, who, id) // as it is now that nobody else changes it
	if kpi.CodeOf(err) == kpi.NotFound || u.Product != 0 {
		if err := p.Remove(); err != nil { // asking made an empty file
			return storeError("app.withUpload", err)
		}
	}
	if err != nil {
		return err
	}
	if u.Product != 0 {
		return fn(u, p)
	}
	if p.Size() < u.Received { // the scratch folder was emptied: it can only begin again
		if err := a.dropUpload(ctx, id, p); err != nil {
			return err
		}
		return errNoUpload()
	}
	return fn(u, p)
}

// ownUpload returns an upload that the actor opened and that has not expired.
func (a *App) ownUpload(ctx context.Context, who access.Actor, id string) (u Resumable, err error) {
	if _, err := access.Allow(who, access.SubmitProduct); err != nil {
		return u, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		u, err = tx.Upload(ctx, id)
		return err
	})
	if kpi.CodeOf(err) == kpi.NotFound || (err == nil && (u.Account != who.Account || !u.Expires.After(a.now()))) {
		return Resumable{}, errNoUpload()
	}
	return u, err
}

func errNoUpload() *kpi.Error {
	return kpi.E(kpi.NotFound, "upload.not_found",
		"Không có tệp tải lên dở dang này, hoặc đã quá hạn. Chưa có gì được lưu. Hãy gửi lại từ đầu.",
		"There is no such unfinished upload, or it expired. Nothing was kept. Send the file again from the beginning.")
}
