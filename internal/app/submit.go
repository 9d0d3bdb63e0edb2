package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// Upload is one file on its way in.
type Upload struct {
	Name     string         // file name as the browser gave it
	Declared int64          // bytes, from Content-Length; required
	Task     kpi.PlanLineID // the task row it was dropped on; 0 = none
	Body     io.Reader
}

// Receipt is the answer to an upload: the file is stored and the log knows it.
type Receipt struct {
	ProductID  kpi.ProductID `json:"product_id"`
	Hash       string        `json:"hash" doc:"SHA-256, lower hex"`
	Size       int64         `json:"size" doc:"Bytes"`
	MediaType  string        `json:"media_type"`
	FileName   string        `json:"file_name"`
	ReceivedAt time.Time     `json:"received_at"`
	EntryID    kpi.EntryID   `json:"entry_id"`
	EntryHash  string        `json:"entry_hash" doc:"Leaf hash of the log entry, lower hex"`

	Quarantined kpi.Quarantine `json:"quarantined" enum:"classified,active," doc:"Why it was set aside at once: it is kept shut away, and never counts"`
}

// Duplicate tells about the product that holds the same bytes or the same
// document; its fields are empty when the asker may not know.
type Duplicate struct {
	ProductID kpi.ProductID `json:"product_id,omitempty"`
	Submitter string        `json:"submitter,omitempty"`
	At        *time.Time    `json:"at,omitempty"`
	Title     string        `json:"title,omitempty"`
}

// Submit stores one file and answers with its receipt. Until the receipt is
// returned nothing counts; after it the bytes survive a crash.
//
// Error reasons: upload.name, upload.empty, upload.length, upload.too_large,
// upload.truncated, upload.unsupported, upload.encrypted, upload.bomb,
// upload.classified, upload.quarantined, upload.duplicate, upload.swept.
func (a *App) Submit(ctx context.Context, who access.Actor, u Upload) (Receipt, error) {
	r, err := a.submit(ctx, who, u)
	a.noteRefusal(ctx, who, err)
	return r, err
}

// noteRefusal keeps time, actor and reason code of a refused file: no name, number
// or text.
func (a *App) noteRefusal(ctx context.Context, who access.Actor, err error) {
	if e := new(kpi.Error); errors.As(err, &e) && strings.HasPrefix(e.Reason, "upload.") {
		ctx := context.WithoutCancel(ctx) // also of somebody who did not wait for the answer
		_ = a.Store.InTx(ctx, func(tx Tx) error {
			return tx.AddRefusal(ctx, who.Account, e.Reason, a.now())
		})
	}
}

func (a *App) submit(ctx context.Context, who access.Actor, u Upload) (Receipt, error) {
	name, err := a.Reading.CheckName(u.Name)
	if err != nil {
		return Receipt{}, err
	}
	if err := a.checkLength(u.Declared); err != nil {
		return Receipt{}, err
	}
	unit, err := a.submitUnit(ctx, who)
	if err != nil {
		return Receipt{}, err
	}

	in := Intention{Account: who.Account, FileName: name, Declared: u.Declared, At: a.now()}
	return a.store(ctx, who, unit, in, u.Task, func() (*storage.Staged, error) {
		return a.Bucket.Stage(ctx, u.Body, u.Declared, a.UploadLimit())
	}, nil)
}

// store takes bytes that stage brings through the intention, the look and the
// commit to a product. What also says commits with the product; it may be nil.
func (a *App) store(ctx context.Context, who access.Actor, unit kpi.UnitID, in Intention, task kpi.PlanLineID,
	stage func() (*storage.Staged, error), also func(Tx, kpi.ProductID) error,
) (Receipt, error) {
	const op = "app.Submit"
	if err := a.Store.InTx(ctx, func(tx Tx) (err error) {
		in.ID, err = tx.AddIntention(ctx, in)
		return err
	}); err != nil {
		return Receipt{}, err
	}
	// Until bytes can be in the bucket a failed upload takes its intention along;
	// from then on only the sweeper may judge what is left.
	committing := false
	defer func() {
		if !committing {
			a.abandon(context.WithoutCancel(ctx), in.ID)
		}
	}()

	staged, err := stage()
	if err != nil {
		return Receipt{}, stageError(op, err, a.UploadLimit())
	}
	defer func() { _ = staged.Discard() }() // does nothing once committed

	look, err := a.Reading.Look(ctx, staged.Path(), in.FileName)
	if err != nil {
		return Receipt{}, err
	}
	// A file with a program is kept, shut away, so that somebody can look into where it
	// came from; everything else that is refused leaves nothing.
	if look.Problem != nil && look.Problem.Reason != active {
		return Receipt{}, look.Problem
	}
	if err := a.refuseSameBytes(ctx, who, staged.Hash()); err != nil {
		return Receipt{}, err
	}
	if err := a.Store.InTx(ctx, func(tx Tx) error {
		return tx.StageIntention(ctx, in.ID, staged.Hash())
	}); err != nil {
		return Receipt{}, err
	}
	committing = true
	if err := staged.Commit(ctx); err != nil {
		return Receipt{}, storeError(op, err)
	}
	return a.register(ctx, who, unit, in, task, Content{staged.Hash(), staged.Size(), look.MediaType}, look.Problem != nil, also)
}

// register makes the product: row, version, identity, log entry and job commit
// together, and the intention goes. What carries a program is set aside instead of read.
func (a *App) register(ctx context.Context, who access.Actor, unit kpi.UnitID, in Intention, task kpi.PlanLineID, c Content, program bool, also func(Tx, kpi.ProductID) error) (Receipt, error) {
	r := Receipt{
		Hash: c.Hash.String(), Size: c.Size, MediaType: c.MediaType,
		FileName: in.FileName, ReceivedAt: a.now().UTC().Truncate(time.Microsecond),
	}
	err := a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.LockHash(ctx, c.Hash); err != nil {
			return err
		}
		if err := tx.FinishIntention(ctx, in.ID, c.Hash); err != nil {
			return err
		}
		p := NewProduct{
			UnitID: unit, SubmittedBy: who.Official, ReceivedAt: r.ReceivedAt, Hash: c.Hash,
			Title: strings.TrimSuffix(in.FileName, path.Ext(in.FileName)),
		}
		if task != 0 {
			line, err := tx.PlanLine(ctx, task)
			if err == nil && line.OfficialID == who.Official {
				p.DueOn = line.Due
			}
		}
		if err := tx.AddContent(ctx, c); err != nil {
			return err
		}
		var err error
		if r.ProductID, err = tx.AddProduct(ctx, p); err != nil {
			return err
		}
		if err := tx.AddIdentity(ctx, r.ProductID, kpi.Identity{Kind: kpi.IdentityHash, Key: r.Hash}); err != nil {
			return err
		}
		entry, hash, err := a.write(ctx, tx, "product.submitted", who.Account, object("product", r.ProductID), unit, struct {
			Product  kpi.ProductID  `json:"product"`
			Hash     string         `json:"hash"`
			Size     int64          `json:"size"`
			Official kpi.OfficialID `json:"official"`
		}{r.ProductID, r.Hash, r.Size, who.Official})
		if err != nil {
			return err
		}
		r.EntryID, r.EntryHash = entry, storage.Hash(hash).String()
		if err := tx.AddVersion(ctx, r.ProductID, Version{c.Hash, in.FileName, who.Account, r.ReceivedAt, entry}); err != nil {
			return err
		}
		if also != nil {
			if err := also(tx, r.ProductID); err != nil {
				return err
			}
		}
		if program {
			r.Quarantined = kpi.QuarantineActive
			made, err := tx.Product(ctx, r.ProductID)
			if err != nil {
				return err
			}
			return a.setAside(ctx, tx, made, r.Quarantined)
		}
		if err := tx.Publish(ctx, Event{Official: who.Official, Product: r.ProductID, Read: kpi.ReadPending, Stage: StageQueued}); err != nil {
			return err
		}
		return tx.Enqueue(ctx, RecogniseJob{Product: r.ProductID})
	})
	if kpi.ReasonOf(err) == "identity.held" { // the same bytes arrived twice at the same moment
		if same := a.refuseSameBytes(ctx, who, c.Hash); same != nil {
			return Receipt{}, same
		}
		return Receipt{}, err // whoever held them removed them meanwhile: nothing was kept of these
	}
	return r, err
}

func (a *App) checkLength(declared int64) error {
	switch {
	case declared < 0:
		return kpi.E(kpi.Invalid, "upload.length",
			"Yêu cầu không cho biết độ dài tệp. Chưa có gì được lưu. Hãy gửi lại từ trang này.",
			"The request does not say how long the file is. Nothing was kept. Send it again from this page.")
	case declared == 0:
		return errEmpty()
	case declared > a.UploadLimit():
		return tooLarge(a.UploadLimit())
	}
	return nil
}

func errEmpty() *kpi.Error {
	return kpi.E(kpi.Invalid, "upload.empty",
		"Tệp rỗng (0 byte). Chưa có gì được lưu. Hãy chọn lại đúng tệp.",
		"The file is empty (0 bytes). Nothing was kept. Choose the right file.")
}

func tooLarge(limit int64) *kpi.Error {
	mb := limit >> 20
	return kpi.E(kpi.TooLarge, "upload.too_large",
		fmt.Sprintf("Tệp lớn hơn giới hạn %d MB. Chưa có gì được lưu. Hãy nén ảnh quét hoặc tách tệp rồi gửi lại.", mb),
		fmt.Sprintf("The file is over the limit of %d MB. Nothing was kept. Compress the scan or split the file and send again.", mb))
}

// submitUnit finds the unit in which the actor's new work belongs today.
func (a *App) submitUnit(ctx context.Context, who access.Actor) (kpi.UnitID, error) {
	if who.Official == 0 {
		return 0, access.ErrForbidden()
	}
	var unit kpi.UnitID
	err := a.Store.Snapshot(ctx, func(tx Tx) error {
		o, err := tx.Official(ctx, who.Official, a.today())
		unit = o.UnitID
		return err
	})
	if err != nil {
		return 0, err
	}
	_, err = access.Check(who, access.SubmitProduct, access.Object{Official: who.Official, Unit: unit})
	return unit, err
}

// refuseSameBytes answers who submitted the same bytes before, if the asker may
// know; nil when nobody did.
func (a *App) refuseSameBytes(ctx context.Context, who access.Actor, h storage.Hash) error {
	return a.Store.Snapshot(ctx, func(tx Tx) error {
		if err := refuseQuarantined(ctx, tx, h); err != nil {
			return err
		}
		id, err := tx.IdentityHolder(ctx, kpi.Identity{Kind: kpi.IdentityHash, Key: h.String()})
		if kpi.CodeOf(err) == kpi.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		info, err := a.duplicateInfo(ctx, tx, who, id)
		if err != nil {
			return err
		}
		return kpi.E(kpi.Conflict, "upload.duplicate",
			"Tệp này đã được nộp trước đó. Không lưu thêm bản nào. Hãy mở bản đã nộp để dùng làm minh chứng.",
			"This very file was submitted before. No second copy was kept. Open the earlier one to use it.").With(info)
	})
}

// duplicateInfo says what the asker may know of an earlier product.
func (a *App) duplicateInfo(ctx context.Context, tx Tx, who access.Actor, id kpi.ProductID) (Duplicate, error) {
	p, err := tx.Product(ctx, id)
	if err != nil {
		return Duplicate{}, err
	}
	if _, err := access.Check(who, access.ReadProduct, p.Object()); err != nil {
		return Duplicate{}, nil //nolint:nilerr // not allowed to know is an answer, not a failure
	}
	at := p.ReceivedAt
	return Duplicate{ProductID: id, Submitter: p.Submitter, At: &at, Title: p.Title}, nil
}

func (a *App) abandon(ctx context.Context, id kpi.IntentionID) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	err := a.Store.InTx(ctx, func(tx Tx) error { return tx.AbandonIntention(ctx, id) })
	if err != nil {
		a.Log.WarnContext(ctx, "intention left to the sweeper", "intention", id, "err", err)
	}
}

// stageError tells what went wrong while bytes arrived.
func stageError(op string, err error, limit int64) error {
	switch {
	case errors.Is(err, storage.ErrTooLarge):
		return tooLarge(limit)
	case errors.Is(err, storage.ErrTruncated):
		return kpi.E(kpi.Invalid, "upload.truncated",
			"Đường truyền bị ngắt, tệp chưa đến đủ. Chưa có gì được lưu. Hãy gửi lại.",
			"The connection broke before the whole file arrived. Nothing was kept. Send it again.").At(op, err)
	}
	return storeError(op, err)
}

// storeError tells that the room of bytes does not answer.
func storeError(op string, err error) error {
	return kpi.E(kpi.Unavailable, "storage.unavailable",
		"Kho tệp tạm thời không nhận được dữ liệu. Chưa có gì được lưu. Hãy thử lại sau ít phút.",
		"The file store cannot take data right now. Nothing was kept. Try again in a few minutes.").At(op, err)
}
