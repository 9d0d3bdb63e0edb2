package app

import (
	"context"
	"fmt"
	"slices"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// QuarantineJob removes what was derived from a content that was set aside.
type QuarantineJob struct {
	Hash string `json:"hash"`
}

// Kind names the job.
func (QuarantineJob) Kind() string { return "quarantine" }

// asideFor says why a file is to be set aside; empty when it is not.
func asideFor(problems []FileProblem) kpi.Quarantine {
	has := func(code string) bool {
		return slices.ContainsFunc(problems, func(f FileProblem) bool { return f.Code == code })
	}
	switch {
	case has(classified):
		return kpi.QuarantineClassified
	case has("pdf.active"), has(active):
		return kpi.QuarantineActive
	}
	return ""
}

// active is the reason code of files that carry a program.
const active = "upload.active"

// setAside quarantines the content of a product: nobody opens it any more, it never
// counts, and the people who have to know are told. Of a classified paper no word
// stays: neither text nor fields, titles, reasons, nor what the log and the cards
// repeat. The bytes wait, shut away, for the purge that two people decide.
func (a *App) setAside(ctx context.Context, tx Tx, p Product, why kpi.Quarantine) error {
	h := *p.Content
	used, err := tx.EvidenceList(ctx, access.System(), EvidenceFilter{Product: p.ID, Limit: 1000})
	if err != nil {
		return err
	}
	problem := active
	if why == kpi.QuarantineClassified {
		problem = classified
	}
	id, err := tx.SetAside(ctx, NewQuarantine{Hash: h, Product: p.ID, Unit: p.UnitID, Reason: why, Problem: problem, At: a.now()})
	if err != nil {
		return err
	}
	if err := tx.ForgetText(ctx, h); err != nil {
		return err
	}
	if err := tx.ForgetIdentities(ctx, p.ID); err != nil { // a printed copy, or the next paper of this number, is free to come
		return err
	}
	if why == kpi.QuarantineClassified {
		if err := tx.ForgetWords(ctx, h); err != nil {
			return err
		}
	}
	if _, _, err := a.write(ctx, tx, "product.quarantined", 0, object("product", p.ID), p.UnitID, struct {
		Product kpi.ProductID  `json:"product"`
		Hash    storage.Hash   `json:"hash"`
		Reason  kpi.Quarantine `json:"reason"`
		Tool    string         `json:"tool"`
	}{p.ID, h, why, a.Reading.Tool}); err != nil {
		return err
	}
	if err := a.notify(ctx, tx, "quarantine."+string(why), object("quarantine", id), p.UnitID, p.SubmittedBy, kpi.Admin, kpi.Head); err != nil {
		return err
	}
	for _, e := range used {
		period, err := tx.Period(ctx, e.PeriodID)
		if err != nil {
			return err
		}
		if err := a.wantScore(ctx, tx, e.OfficialID, period); err != nil {
			return err
		}
	}
	if err := tx.Publish(ctx, Event{Official: p.SubmittedBy, Product: p.ID, Read: kpi.ReadNot, Stage: StageDone}); err != nil {
		return err
	}
	return tx.Enqueue(ctx, IndexJob{Product: p.ID}, QuarantineJob{Hash: h.String()})
}

// Shut refuses to hand out any byte, picture or word of what is set aside.
func Shut(p Product) error {
	switch p.Quarantined {
	case "":
		return nil
	case kpi.QuarantineClassified:
		return kpi.E(kpi.Forbidden, "product.quarantined",
			"Tài liệu mang dấu mật nên đã bị cách ly theo Luật Bảo vệ bí mật nhà nước số 117/2025/QH15. Không ai mở được; tệp chờ tiêu hủy theo thủ tục.",
			"The document bears a mark of classification and is set aside under the State Secrets Law 117/2025/QH15. Nobody can open it; it waits for the recorded purge.")
	default:
		return kpi.E(kpi.Forbidden, "product.quarantined",
			"Tệp mang theo chương trình chạy được nên đã bị cách ly. Không ai mở được. Hãy in lại ra PDF mới rồi nộp bản đó.",
			"The file carries a program and is set aside. Nobody can open it. Print it to a new PDF and hand that in.")
	}
}

// RemoveDerived removes pictures of a content that was set aside.
func (a *App) RemoveDerived(ctx context.Context, hash string) error {
	h, err := storage.ParseHash(hash)
	if err != nil {
		return fmt.Errorf("quarantine: %w", err)
	}
	if err := a.Bucket.DeleteDerived(ctx, h); err != nil {
		return fmt.Errorf("quarantine %s: %w", h, err)
	}
	return nil
}

// refuseQuarantined refuses bytes that are set aside or were purged, for ever.
func refuseQuarantined(ctx context.Context, tx Tx, h storage.Hash) error {
	state, err := tx.QuarantineState(ctx, h)
	if err != nil || state != SetAside {
		return err
	}
	return kpi.E(kpi.Forbidden, "upload.quarantined",
		"Chính tệp này đang bị cách ly hoặc đã bị tiêu hủy theo thủ tục, nên không được nhận lại. Chưa lưu gì.",
		"This very file is set aside or was purged by the recorded procedure, and is not taken again. Nothing was kept.")
}

// Quarantines lists what was set aside in the actor's units, newest first: when, why
// and whose, and no word of it.
func (a *App) Quarantines(ctx context.Context, who access.Actor) (list []Quarantine, err error) {
	g, err := access.Allow(who, access.ReadQuarantine)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		list, err = tx.Quarantines(ctx, g)
		return err
	})
	return list, err
}

// ReleaseQuarantine undoes a false alarm: the head answers for it that the mark is
// none. The file is read again from its bytes; a file with a program is not released.
//
// Error reasons: quarantine.not_found, quarantine.decided, quarantine.program.
func (a *App) ReleaseQuarantine(ctx context.Context, who access.Actor, id kpi.QuarantineID) (Quarantine, error) {
	return a.decideQuarantine(ctx, who, id, access.ReleaseQuarantine, func(tx Tx, q Quarantine, d Deed) error {
		if q.Reason != kpi.QuarantineClassified {
			return kpi.E(kpi.Conflict, "quarantine.program",
				"Tệp mang chương trình không được trả ra. Hãy in lại ra PDF mới rồi nộp bản đó.",
				"A file with a program is not released. Print it to a new PDF and hand that in.")
		}
		h, err := storage.ParseHash(q.Hash)
		if err != nil {
			return fmt.Errorf("release: %w", err)
		}
		if err := tx.ReleaseQuarantine(ctx, id, h, d); err != nil {
			return err
		}
		p, err := tx.Product(ctx, q.Product)
		if err != nil {
			return err
		}
		if err := a.notify(ctx, tx, "quarantine.released", object("quarantine", id), q.UnitID, p.SubmittedBy, kpi.Admin); err != nil {
			return err
		}
		return tx.Enqueue(ctx, RecogniseJob{Product: q.Product})
	})
}

// decideQuarantine runs one decision about what is set aside: locked, allowed, while
// it still waits for one, and logged.
func (a *App) decideQuarantine(ctx context.Context, who access.Actor, id kpi.QuarantineID, action access.Action, fn func(Tx, Quarantine, Deed) error) (q Quarantine, err error) {
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if q, err = tx.LockQuarantine(ctx, id); err != nil {
			return err
		}
		if _, err := access.Check(who, access.ReadQuarantine, access.Object{Unit: q.UnitID}); err != nil {
			return kpi.E(kpi.NotFound, "quarantine.not_found", "Không có mục cách ly này, hoặc bạn không có quyền xem.", "There is no such record, or you may not see it.")
		}
		if _, err := access.Check(who, action, access.Object{Unit: q.UnitID}); err != nil {
			return err
		}
		if !q.Waits() {
			return kpi.E(kpi.Conflict, "quarantine.decided", "Mục cách ly này đã được quyết định. Không có gì bị thay đổi.", "This has been decided on already. Nothing was changed.")
		}
		d := Deed{Account: who.Account, By: who.Name, At: a.now()}
		if err := fn(tx, q, d); err != nil {
			return err
		}
		was := q.Requested
		if q, err = tx.LockQuarantine(ctx, id); err != nil {
			return err
		}
		_, _, err := a.write(ctx, tx, string(action), who.Account, object("quarantine", id), q.UnitID, struct {
			Quarantine kpi.QuarantineID `json:"quarantine"`
			Hash       string           `json:"hash"`
			Reason     PurgeReason      `json:"reason"`
			Requested  bool             `json:"requested"`
		}{id, q.Hash, q.PurgeReason, was != nil})
		return err
	})
	return q, err
}
