package app

import (
	"context"
	"fmt"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Declaration is one unit of classified work: a type, an indicator and a day. It has
// no title, number or words, and no field in which anybody could write some (State
// Secrets Law 117/2025/QH15).
type Declaration struct {
	IndicatorID kpi.IndicatorID   `json:"indicator_id"`
	TypeID      kpi.ProductTypeID `json:"type_id"`
	PeriodID    kpi.PeriodID      `json:"period_id"`
	PlanLineID  kpi.PlanLineID    `json:"plan_line_id"`
	CompletedOn kpi.Date          `json:"completed_on"`
	Others      int               `json:"others"` // units of the same type and day that it is declared beside, knowingly
}

// DeclaredBefore says what a unit looks like that was declared already.
type DeclaredBefore struct {
	Others int `json:"others" doc:"Units of the same type and day that this official has declared and that stand"`
}

// DeclareClassified claims that one classified product was finished on a day. It
// counts once the head, who has seen the paper where it is kept, confirms it; no
// supervisor can.
//
// Such work has nothing by which one could be told from another, so that the same one
// must not be counted twice by oversight: whoever declares a second unit of a type
// for one day has to know of the first, and the head is told of it.
//
// Error reasons: product.date, evidence.declared_before (with DeclaredBefore),
// evidence.period_closed, evidence.plan_mismatch, evidence.type_not_counted.
func (a *App) DeclareClassified(ctx context.Context, who access.Actor, d Declaration) (v EvidenceView, err error) {
	unit, err := a.submitUnit(ctx, who)
	if err != nil {
		return v, err
	}
	if d.CompletedOn.IsZero() || d.CompletedOn.After(a.today()) {
		return v, kpi.E(kpi.Invalid, "product.date",
			"Ngày hoàn thành phải có và không được sau hôm nay. Chưa có gì được ghi.",
			"The day of completion is needed and cannot be after today. Nothing was recorded.")
	}
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.LockAccount(ctx, who.Account); err != nil { // two at once are one after the other
			return err
		}
		if others, err := tx.DeclaredUnits(ctx, who.Official, d.TypeID, d.CompletedOn); err != nil {
			return err
		} else if others != d.Others {
			return errDeclaredBefore(others)
		}
		id, err := tx.AddClassified(ctx, NewClassified{Unit: unit, By: who.Official, CompletedOn: d.CompletedOn, At: a.now()})
		if err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "product.declared", who.Account, object("product", id), unit, struct {
			Product   kpi.ProductID  `json:"product"`
			Official  kpi.OfficialID `json:"official"`
			Completed kpi.Date       `json:"completed"`
		}{id, who.Official, d.CompletedOn}); err != nil {
			return err
		}
		p, err := tx.Product(ctx, id)
		if err != nil {
			return err
		}
		e, period, err := a.newEvidence(ctx, tx, who, p, Claim{
			ProductID: id, IndicatorID: d.IndicatorID, TypeID: d.TypeID, PeriodID: d.PeriodID, PlanLineID: d.PlanLineID,
		})
		if err != nil {
			return err
		}
		if err := credit(ctx, tx, p, e, kpi.Int(1)); err != nil {
			return err
		}
		if e.ID, err = tx.AddEvidence(ctx, e); err != nil {
			return err
		}
		if err := a.record(ctx, tx, who, &e, History{Action: "submitted"}); err != nil {
			return err
		}
		if err := a.wantScore(ctx, tx, e.OfficialID, period); err != nil {
			return err
		}
		if err := a.notify(ctx, tx, "classified.waits", object("evidence", e.ID), unit, 0, kpi.Head); err != nil {
			return err
		}
		v, err = tx.Evidence(ctx, e.ID)
		return err
	})
	return v, err
}

func errDeclaredBefore(others int) *kpi.Error {
	return kpi.E(kpi.Conflict, "evidence.declared_before",
		fmt.Sprintf("Bạn đã khai %d đơn vị việc mật cùng loại, cùng ngày hoàn thành. Chưa có gì được ghi thêm. Nếu đây là việc khác, hãy khai rõ là việc khác.", others),
		fmt.Sprintf("You have declared %d units of classified work of this type for this day. Nothing more was recorded. If this is another piece of work, say so.", others)).
		With(DeclaredBefore{others})
}

// ConfirmClassified is the head's word that the work was done: it counts from then
// on, with the deadlines missed. Nobody confirms their own.
//
// Error reasons: evidence.changed, evidence.decided, evidence.not_classified,
// evidence.faults, evidence.period_closed.
func (a *App) ConfirmClassified(ctx context.Context, who access.Actor, id kpi.EvidenceID, version, delays int) (EvidenceView, error) {
	return a.decideClassified(ctx, who, id, version, func(tx Tx, e *EvidenceRow) (History, error) {
		if delays < 0 || delays > 100 {
			return History{}, kpi.E(kpi.Invalid, "evidence.faults", "Số lần chậm phải từ 0 đến 100.", "Delays are 0 to 100.")
		}
		e.State, e.Delays = kpi.EvidenceAccepted, delays
		if err := tx.ConfirmByHead(ctx, id, who.Account, a.now()); err != nil {
			return History{}, err
		}
		return History{Action: "confirmed"}, a.approveUnplanned(ctx, tx, who, *e, true)
	})
}

// DeclineClassified returns a unit that the head knows nothing of, or that was
// claimed for the wrong type. It costs nothing.
//
// Error reasons: those of ConfirmClassified.
func (a *App) DeclineClassified(ctx context.Context, who access.Actor, id kpi.EvidenceID, version int) (EvidenceView, error) {
	return a.decideClassified(ctx, who, id, version, func(_ Tx, e *EvidenceRow) (History, error) {
		e.State = kpi.EvidenceReturned
		return History{Action: "returned", ReasonCode: kpi.ReturnIndicator}, nil
	})
}

func (a *App) decideClassified(ctx context.Context, who access.Actor, id kpi.EvidenceID, version int, fn func(Tx, *EvidenceRow) (History, error)) (EvidenceView, error) {
	return a.change(ctx, who, id, version, access.ConfirmClassified, func(tx Tx, e *EvidenceRow) (History, error) {
		p, err := tx.Product(ctx, e.ProductID)
		if err != nil {
			return History{}, err
		}
		if p.Source != kpi.SourceClassified {
			return History{}, kpi.E(kpi.Conflict, "evidence.not_classified",
				"Minh chứng này có tệp: người phụ trách xem xét như thường lệ.", "This evidence has a file: its supervisor decides as usual.")
		}
		if e.State != kpi.EvidenceSubmitted {
			return History{}, errDecided()
		}
		h, err := fn(tx, e)
		if err != nil {
			return h, err
		}
		a.decide(who, e, Decision{})
		return h, a.notify(ctx, tx, "classified.confirmed", object("evidence", id), e.UnitID, e.OfficialID)
	})
}

// withoutContent is what a card and a list show in place of a title.
func withoutContent(confirmedBy string, on kpi.Date) string {
	if confirmedBy == "" {
		return "Công việc mật, không kèm nội dung · chờ người đứng đầu xác nhận"
	}
	return "Công việc mật, không kèm nội dung · " + confirmedBy + " xác nhận ngày " + on.Display()
}
