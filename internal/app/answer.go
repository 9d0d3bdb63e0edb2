package app

import (
	"context"
	"slices"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// AnswerCopy answers the question whether the document of a piece of evidence is
// the same paper as an earlier one that it resembles. "Same" sends the evidence back
// without a fault and makes the document a duplicate, which the database does not
// count beside the first; "other" ends the question.
//
// Error reasons: evidence.changed, evidence.decided, evidence.own_document,
// evidence.no_question, evidence.period_closed.
func (a *App) AnswerCopy(ctx context.Context, who access.Actor, id kpi.EvidenceID, version int, of kpi.ProductID, same bool) (EvidenceView, error) {
	return a.change(ctx, who, id, version, access.ReviewEvidence, func(tx Tx, e *EvidenceRow) (History, error) {
		v, err := tx.Evidence(ctx, id)
		if err != nil {
			return History{}, err
		}
		if OwnDocument(who, v) || e.State != kpi.EvidenceSubmitted {
			return History{}, a.judgeable(ctx, tx, who, *e, Decision{JudgedHash: v.Hash})
		}
		p, err := tx.Product(ctx, e.ProductID)
		if err != nil {
			return History{}, err
		}
		q, err := a.asked(ctx, tx, who, p, of)
		if err != nil {
			return History{}, err
		}
		c := Copy{Product: p.ID, Of: of, Answer: "other"}
		if same {
			c.Answer = "same"
		}
		if err := tx.AnswerCopy(ctx, c, Deed{Account: who.Account, At: a.now()}); err != nil || !same {
			return History{Action: "compared", Reason: e.Reason}, err
		}
		e.State = kpi.EvidenceReturned
		a.decide(who, e, Decision{JudgedHash: p.Hash})
		if err := tx.UpdateEvidence(ctx, *e); err != nil { // first it stops counting, then it is a duplicate
			return History{}, err
		}
		p.DuplicateOf = q.ID
		if q.DuplicateOf != 0 {
			p.DuplicateOf = q.DuplicateOf
		}
		return History{Action: "returned", ReasonCode: kpi.ReturnWrongFile}, tx.UpdateProduct(ctx, p)
	})
}

// asked returns the earlier product of an open question that the actor may read.
func (a *App) asked(ctx context.Context, tx Tx, who access.Actor, p Product, of kpi.ProductID) (Product, error) {
	none := kpi.E(kpi.NotFound, "evidence.no_question",
		"Không có câu hỏi nào về hai tài liệu này, hoặc đã có người trả lời.", "There is no such question about these two, or somebody answered it.")
	list, err := tx.Copies(ctx, p.ID)
	if err != nil {
		return Product{}, err
	}
	if !slices.ContainsFunc(list, func(c Copy) bool { return c.Product == p.ID && c.Of == of && c.Answer == "" }) {
		return Product{}, none
	}
	q, err := a.readable(ctx, tx, who, of)
	if kpi.CodeOf(err) == kpi.NotFound {
		err = none
	}
	return q, err
}
