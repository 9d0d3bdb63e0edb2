package app

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Resubmit answers a returned item with a new file, or with the same one; its
// faults and its share stay with it. A better scan of the same paper takes the
// paper's identities over, and a file that failed for its content is not claimed
// beside its correction.
//
// Error reasons: those of Link, evidence.changed, evidence.decided,
// evidence.share_grew.
func (a *App) Resubmit(ctx context.Context, who access.Actor, id kpi.EvidenceID, version int, product kpi.ProductID) (EvidenceView, error) {
	return a.change(ctx, who, id, version, access.SubmitEvidence, func(tx Tx, e *EvidenceRow) (History, error) {
		if e.State != kpi.EvidenceReturned {
			return History{}, errDecided()
		}
		for _, p := range []kpi.ProductID{min(product, e.ProductID), max(product, e.ProductID)} { // one order for everybody
			if err := tx.LockProduct(ctx, p); err != nil {
				return History{}, err
			}
		}
		p, err := a.readable(ctx, tx, who, product)
		if err != nil {
			return History{}, err
		}
		if err := a.confirmed(ctx, tx, who, &p); err != nil {
			return History{}, err
		}
		if p.ID != e.ProductID {
			if p, err = a.replace(ctx, tx, *e, p); err != nil {
				return History{}, err
			}
		}
		if err := a.attachable(ctx, tx, who, p); err != nil {
			return History{}, err
		}
		most, err := shareOf(ctx, tx, *e)
		if err != nil {
			return History{}, err
		}
		if err := credit(ctx, tx, p, *e, most); err != nil {
			return History{}, err
		}
		e.ProductID, e.State, e.SubmittedAt = p.ID, kpi.EvidenceSubmitted, a.now()
		return History{Action: "resubmitted"}, tx.Enqueue(ctx, IndexJob{Product: p.ID})
	})
}

// replace settles what becomes of the file that a new one answers for, and returns
// the new one. A wrong or unreadable file of other work is left alone.
func (a *App) replace(ctx context.Context, tx Tx, e EvidenceRow, p Product) (Product, error) {
	old, err := tx.Product(ctx, e.ProductID)
	if err != nil {
		return p, err
	}
	past, err := tx.Histories(ctx, e.ID)
	if err != nil {
		return p, err
	}
	failed := false
	for _, h := range past { // oldest first: the return that is answered comes last
		if kind, ok := h.ReasonCode.Kind(); ok {
			failed = kind == kpi.ReturnQuality
		}
	}
	same := p.DuplicateOf == old.ID && old.Used <= 1 // nobody else counts the paper under its old file
	if same {
		p.DuplicateOf = 0
	}
	if same || failed {
		err = tx.ReplaceProduct(ctx, old.ID, p.ID, same)
	}
	return p, err
}

// shareOf returns the share with which a piece of evidence counts.
func shareOf(ctx context.Context, tx Tx, e EvidenceRow) (kpi.Rat, error) {
	all, err := tx.Contributions(ctx, e.ProductID)
	for _, c := range all {
		if c.Act == e.Act && c.OfficialID == e.OfficialID {
			return c.Share, err
		}
	}
	return kpi.Int(1), err
}

// credit makes the claimant's contribution: the share agreed on beforehand, or
// what nobody else is credited with in this act, and never more than most. Whoever
// did not submit the product has to be named by its owner: being able to read a
// document is no work on it.
func credit(ctx context.Context, tx Tx, p Product, e EvidenceRow, most kpi.Rat) error {
	all, err := tx.Contributions(ctx, p.ID)
	if err != nil {
		return err
	}
	left := kpi.Int(1)
	for _, c := range all {
		switch {
		case c.Act != e.Act:
		case c.OfficialID == e.OfficialID && most.Less(c.Share):
			return kpi.E(kpi.Conflict, "evidence.share_grew",
				"Tỷ lệ đóng góp ở tệp mới lớn hơn ở tệp bị trả lại. Hãy dùng tệp có cùng tỷ lệ.",
				"The share in the new file is above that in the returned one. Use a file with the same share.")
		case c.OfficialID == e.OfficialID:
			return nil
		default:
			left = left.Sub(c.Share)
		}
	}
	if p.SubmittedBy != e.OfficialID {
		return kpi.E(kpi.Forbidden, "evidence.not_named",
			"Bạn chưa được ghi nhận là người cùng làm tài liệu này. Hãy đề nghị người nộp ghi tên và tỷ lệ của bạn trước.",
			"You are not named as having worked on this document. Ask whoever submitted it to name you and your share first.")
	}
	if left.Sign() <= 0 {
		left = kpi.Int(1) // the database refuses it, and says that the act is taken
	}
	return tx.AddContribution(ctx, kpi.Contribution{ProductID: p.ID, Act: e.Act, OfficialID: e.OfficialID, Share: left.Min(most)})
}
