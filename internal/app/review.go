package app

import (
	"context"
	"slices"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Decision is what a supervisor decides about one piece of evidence. Version and
// JudgedHash say what was on the screen: a decision about something else is
// refused.
type Decision struct {
	Version       int              `json:"version"`
	JudgedHash    string           `json:"judged_hash" doc:"SHA-256 of the file that was judged"`
	Faults        int              `json:"faults" minimum:"0" maximum:"100" doc:"Failed quality assessments in all"`
	FaultsExcused int              `json:"faults_excused" minimum:"0" maximum:"100"`
	Delays        int              `json:"delays" minimum:"0" maximum:"100" doc:"Deadlines missed"`
	DelaysExcused int              `json:"delays_excused" minimum:"0" maximum:"100"`
	Reason        string           `json:"reason" maxLength:"2000"`
	ReasonCode    kpi.ReturnReason `json:"reason_code" enum:"content,incomplete,authority,wrong-file,unreadable,wrong-indicator,"`
	SeenMS        int64            `json:"seen_ms" minimum:"0" doc:"Milliseconds the document was on screen"`
}

// Accept counts a piece of evidence, with its faults and delays.
//
// Error reasons: evidence.changed, evidence.decided, evidence.file_changed,
// evidence.own_document,
// evidence.faults, evidence.excuse_reason, evidence.period_closed.
func (a *App) Accept(ctx context.Context, who access.Actor, id kpi.EvidenceID, d Decision) (EvidenceView, error) {
	return a.change(ctx, who, id, d.Version, access.ReviewEvidence, func(tx Tx, e *EvidenceRow) (History, error) {
		if err := a.judgeable(ctx, tx, who, *e, d); err != nil {
			return History{}, err
		}
		if d.Faults < e.Faults || d.FaultsExcused > d.Faults || d.DelaysExcused > d.Delays || d.FaultsExcused < 0 || d.DelaysExcused < 0 || d.Delays < 0 {
			return History{}, kpi.E(kpi.Invalid, "evidence.faults",
				"Số lỗi không được ít hơn số lần đã trả lại vì chất lượng, và phần được miễn không được nhiều hơn số lỗi hoặc số lần chậm.",
				"Faults cannot be fewer than the returns for quality so far, and excused ones cannot outnumber faults or delays.")
		}
		if d.FaultsExcused+d.DelaysExcused > 0 && strings.TrimSpace(d.Reason) == "" {
			return History{}, kpi.E(kpi.Invalid, "evidence.excuse_reason",
				"Miễn lỗi hoặc miễn chậm phải ghi rõ nguyên nhân khách quan đã được xác nhận.",
				"Excusing a fault or a delay needs the confirmed objective cause in words.")
		}
		e.State = kpi.EvidenceAccepted
		e.Faults, e.FaultsOff, e.Delays, e.DelaysOff = d.Faults, d.FaultsExcused, d.Delays, d.DelaysExcused
		a.decide(who, e, d)
		return History{Action: "accepted", Reason: e.Reason, SeenMS: d.SeenMS}, a.approveUnplanned(ctx, tx, who, *e, true)
	})
}

// Return sends a piece of evidence back. A return for content is one failed
// assessment and stays; a return for form costs nothing.
//
// Error reasons: evidence.changed, evidence.decided, evidence.file_changed,
// evidence.reason_code, evidence.period_closed.
func (a *App) Return(ctx context.Context, who access.Actor, id kpi.EvidenceID, d Decision) (EvidenceView, error) {
	return a.change(ctx, who, id, d.Version, access.ReviewEvidence, func(tx Tx, e *EvidenceRow) (History, error) {
		if err := a.judgeable(ctx, tx, who, *e, d); err != nil {
			return History{}, err
		}
		kind, ok := d.ReasonCode.Kind()
		if !ok {
			return History{}, kpi.E(kpi.Invalid, "evidence.reason_code", "Hãy chọn lý do trả lại (1–6).", "Choose a reason for the return (1–6).")
		}
		e.State = kpi.EvidenceReturned
		if kind == kpi.ReturnQuality {
			e.Faults++
		}
		a.decide(who, e, d)
		return History{Action: "returned", Reason: e.Reason, ReasonCode: d.ReasonCode, SeenMS: d.SeenMS}, nil
	})
}

// Undo takes the actor's own last decision back, as long as the period takes
// changes and nothing happened to the item since.
//
// Error reasons: evidence.changed, evidence.not_undoable, evidence.period_closed.
func (a *App) Undo(ctx context.Context, who access.Actor, id kpi.EvidenceID, version int) (EvidenceView, error) {
	return a.change(ctx, who, id, version, access.ReviewEvidence, func(tx Tx, e *EvidenceRow) (History, error) {
		if e.Reviewer != who.Account || (e.State != kpi.EvidenceAccepted && e.State != kpi.EvidenceReturned) {
			return History{}, kpi.E(kpi.Conflict, "evidence.not_undoable",
				"Chỉ người vừa quyết định mới hoàn tác được, và chỉ khi minh chứng chưa thay đổi. Không có gì bị thay đổi.",
				"Only the person who decided can undo it, and only while nothing else happened to it. Nothing was changed.")
		}
		past, err := tx.Histories(ctx, id)
		if err != nil {
			return History{}, err
		}
		e.Faults = 0
		for _, h := range past { // oldest first: what stood before the decision that is undone
			if h.Version == e.Version-1 {
				e.Faults = h.Faults
			}
		}
		wasAccepted := e.State == kpi.EvidenceAccepted
		e.State, e.FaultsOff, e.Delays, e.DelaysOff = kpi.EvidenceSubmitted, 0, 0, 0
		e.Reviewer, e.DecidedAt, e.JudgedHash, e.Reason = 0, nil, "", ""
		if !wasAccepted {
			return History{Action: "undone"}, nil
		}
		return History{Action: "undone"}, a.approveUnplanned(ctx, tx, who, *e, false)
	})
}

// judgeable refuses a decision on something that was not on the screen, and on a
// document in which the actor has a part.
func (a *App) judgeable(ctx context.Context, tx Tx, who access.Actor, e EvidenceRow, d Decision) error {
	if e.State != kpi.EvidenceSubmitted {
		return errDecided()
	}
	v, err := tx.Evidence(ctx, e.ID)
	if err != nil {
		return err
	}
	if OwnDocument(who, v) {
		return kpi.E(kpi.Forbidden, "evidence.own_document",
			"Bạn là người nộp hoặc cùng làm tài liệu này nên không được chấm. Hãy để người phụ trách khác quyết định.",
			"You submitted this document or worked on it, so you cannot judge it. Leave it to another superior.")
	}
	p, err := tx.Product(ctx, e.ProductID)
	if err != nil {
		return err
	}
	if p.Source == kpi.SourceClassified {
		return kpi.E(kpi.Forbidden, "evidence.head_only",
			"Việc không kèm nội dung chỉ do người đứng đầu xác nhận. Chưa có quyết định nào được ghi.",
			"Work without content is confirmed by the head alone. No decision was recorded.")
	}
	if d.JudgedHash == "" || d.JudgedHash != p.Hash {
		return kpi.E(kpi.Conflict, "evidence.file_changed",
			"Tệp trên màn hình không phải là bản hiện tại. Chưa có quyết định nào được ghi. Hãy mở lại tài liệu.",
			"The file on the screen is not the current one. No decision was recorded. Open the document again.")
	}
	return nil
}

// OwnDocument reports whether the actor submitted the document or is credited with
// the same act of it: judging it for somebody else would be judging own work. Who
// signs what another drafted may judge the draft.
func OwnDocument(who access.Actor, v EvidenceView) bool {
	return who.Official != 0 && (v.Submitter == who.Official || slices.Contains(v.Authors, who.Official))
}

func (a *App) decide(who access.Actor, e *EvidenceRow, d Decision) {
	at := a.now()
	e.Reviewer, e.DecidedAt, e.JudgedHash = who.Account, &at, d.JudgedHash
	e.Reason = strings.TrimSpace(d.Reason)
}

// approveUnplanned approves the assignment of unplanned work together with the
// work: it enters plan and result at once, or leaves both.
func (a *App) approveUnplanned(ctx context.Context, tx Tx, who access.Actor, e EvidenceRow, approved bool) error {
	line, err := tx.PlanLine(ctx, e.PlanLineID)
	if err != nil || !line.Unplanned {
		return err
	}
	if err := tx.ApprovePlanLine(ctx, line.ID, approved); err != nil {
		return err
	}
	kind := "plan.approved"
	if !approved {
		kind = "plan.unapproved"
	}
	line.Approved = approved
	_, _, err = a.write(ctx, tx, kind, who.Account, object("plan", line.ID), line.UnitID, planBodyOf(line))
	return err
}

// change runs one change of a piece of evidence: locked, checked against the
// version the actor saw, recorded in history and log, and scored anew.
func (a *App) change(ctx context.Context, who access.Actor, id kpi.EvidenceID, version int, action access.Action, fn func(Tx, *EvidenceRow) (History, error)) (v EvidenceView, err error) {
	err = a.Store.InTx(ctx, func(tx Tx) error {
		e, err := tx.LockEvidence(ctx, id)
		if err != nil {
			return err
		}
		if err := a.mayTouch(ctx, tx, who, action, e); err != nil {
			return err
		}
		period, err := tx.Period(ctx, e.PeriodID)
		if err != nil {
			return err
		}
		if !a.open(period) {
			return errPeriodClosed()
		}
		if e.Version != version {
			now, err := tx.Evidence(ctx, id)
			if err != nil {
				return err
			}
			return kpi.E(kpi.Conflict, "evidence.changed",
				"Minh chứng đã được thay đổi trong lúc bạn xem. Quyết định của bạn chưa được ghi. Hãy xem lại rồi quyết định.",
				"The evidence changed while you were looking. Your decision was not recorded. Look again and decide.").With(now)
		}
		product := e.ProductID
		h, err := fn(tx, &e)
		if err != nil {
			return err
		}
		e.Version++
		if err := a.record(ctx, tx, who, &e, h); err != nil {
			return err
		}
		if err := a.wantScore(ctx, tx, e.OfficialID, period); err != nil {
			return err
		}
		if product != e.ProductID {
			if err := tx.Enqueue(ctx, IndexJob{Product: product}); err != nil {
				return err
			}
		}
		v, err = tx.Evidence(ctx, id)
		return err
	})
	return v, err
}

// mayTouch checks the right; evidence that the actor may not even see is not there.
func (a *App) mayTouch(ctx context.Context, tx Tx, who access.Actor, action access.Action, e EvidenceRow) error {
	if _, err := access.Check(who, access.ReadEvidence, e.Object()); err != nil {
		return errNoEvidence()
	}
	if action == access.ReviewEvidence { // nobody judges a document they may not open
		p, err := tx.Product(ctx, e.ProductID)
		if err != nil {
			return err
		}
		seen := p.Object()
		seen.Official, seen.Unit = e.OfficialID, e.UnitID
		if _, err := access.Check(who, access.ReadProduct, seen); err != nil {
			return err
		}
	}
	_, err := access.Check(who, action, e.Object())
	return err
}

func errNoEvidence() *kpi.Error {
	return kpi.E(kpi.NotFound, "evidence.not_found",
		"Không có minh chứng này, hoặc bạn không có quyền xem.", "There is no such evidence, or you may not see it.")
}

// record writes the log entry, the row and its history for the new state of e.
func (a *App) record(ctx context.Context, tx Tx, who access.Actor, e *EvidenceRow, h History) error {
	basis, err := basisOf(ctx, tx, *e)
	if err != nil {
		return err
	}
	entry, _, err := a.write(ctx, tx, "evidence."+h.Action, who.Account, object("evidence", e.ID), e.UnitID, bodyOf(*e, basis))
	if err != nil {
		return err
	}
	e.Entry = entry
	if err := tx.UpdateEvidence(ctx, *e); err != nil {
		return err
	}
	h.Version, h.At, h.Account, h.Entry = e.Version, a.now(), who.Account, entry
	h.State, h.Faults, h.Delays = string(e.State), e.Faults, e.Delays
	return tx.AddHistory(ctx, *e, h)
}
