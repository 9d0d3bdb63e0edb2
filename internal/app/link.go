package app

import (
	"context"
	"slices"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Claim attaches a product to an indicator as evidence.
type Claim struct {
	ProductID   kpi.ProductID     `json:"product_id"`
	IndicatorID kpi.IndicatorID   `json:"indicator_id"`
	TypeID      kpi.ProductTypeID `json:"type_id"`
	PeriodID    kpi.PeriodID      `json:"period_id"`
	PlanLineID  kpi.PlanLineID    `json:"plan_line_id"` // 0: work that nobody assigned
	Units       *kpi.Rat          `json:"units"`        // nil: what the catalogue says one product is worth
}

// Link submits a product as evidence for the actor's own work. Nothing counts
// before a supervisor accepts it.
//
// Error reasons: evidence.reading, evidence.completed_unknown, evidence.duplicate_document,
// evidence.period_closed, evidence.plan_mismatch, evidence.type_not_counted,
// evidence.units, evidence.counted_already, evidence.returned_waits,
// evidence.act_taken, evidence.not_named, product.quarantined.
func (a *App) Link(ctx context.Context, who access.Actor, c Claim) (v EvidenceView, err error) {
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.LockProduct(ctx, c.ProductID); err != nil {
			return err
		}
		p, err := a.readable(ctx, tx, who, c.ProductID)
		if err != nil {
			return err
		}
		if err := a.confirmed(ctx, tx, who, &p); err != nil {
			return err
		}
		e, period, err := a.newEvidence(ctx, tx, who, p, c)
		if err != nil {
			return err
		}
		if err := nothingReturned(ctx, tx, who, e); err != nil {
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
		if err := tx.Enqueue(ctx, IndexJob{Product: p.ID}); err != nil {
			return err
		}
		v, err = tx.Evidence(ctx, e.ID)
		return err
	})
	return v, err
}

// nothingReturned refuses a new claim on what stands returned for its content: the
// new one would come without the fault. The database refuses it too, in fewer words.
func nothingReturned(ctx context.Context, tx Tx, who access.Actor, e EvidenceRow) error {
	g, err := access.Allow(who, access.SubmitEvidence)
	if err != nil {
		return err
	}
	returned, err := tx.EvidenceList(ctx, g, EvidenceFilter{Product: e.ProductID, Official: e.OfficialID, State: kpi.EvidenceReturned})
	if slices.ContainsFunc(returned, func(v EvidenceView) bool { return v.Act == e.Act && v.Faults > 0 }) {
		return kpi.E(kpi.Conflict, "evidence.returned_waits",
			"Tài liệu này đang bị trả lại vì chất lượng. Hãy nộp lại ngay trên mục bị trả, không lập mục mới.",
			"This document stands returned for its content. Answer the returned item instead of making a new one.")
	}
	return err
}

// newEvidence checks a claim and makes the row of it.
func (a *App) newEvidence(ctx context.Context, tx Tx, who access.Actor, p Product, c Claim) (EvidenceRow, kpi.Period, error) {
	official, err := tx.Official(ctx, who.Official, a.today())
	if err != nil {
		return EvidenceRow{}, kpi.Period{}, err
	}
	e := EvidenceRow{
		Evidence: kpi.Evidence{
			ProductID: p.ID, IndicatorID: c.IndicatorID, TypeID: c.TypeID, OfficialID: who.Official,
			PeriodID: c.PeriodID, PlanLineID: c.PlanLineID, State: kpi.EvidenceSubmitted, Version: 1,
			SubmittedAt: a.now(),
		},
		UnitID: official.UnitID,
	}
	if _, err := access.Check(who, access.SubmitEvidence, e.Object()); err != nil {
		return e, kpi.Period{}, err
	}
	if err := a.attachable(ctx, tx, who, p); err != nil {
		return e, kpi.Period{}, err
	}
	period, err := a.takesEvidence(ctx, tx, c.PeriodID, official.UnitID)
	if err != nil {
		return e, period, err
	}
	typ, err := a.claimedType(ctx, tx, c, official.UnitID)
	if err != nil {
		return e, period, err
	}
	e.Act, e.Units = typ.Act, typ.PerProduct
	if c.Units != nil {
		if c.Units.Sign() <= 0 {
			return e, period, kpi.E(kpi.Invalid, "evidence.units", "Số lượng phải lớn hơn 0.", "The quantity must be above 0.")
		}
		e.Units = *c.Units
	}
	if c.PlanLineID != 0 {
		line, err := tx.PlanLine(ctx, c.PlanLineID)
		if err != nil {
			return e, period, err
		}
		// An unplanned line belongs to the one work it was made for: its approval is that of the work.
		if line.Unplanned || line.OfficialID != who.Official || line.IndicatorID != c.IndicatorID || line.TypeID != c.TypeID {
			return e, period, errPlanMismatch()
		}
		if line.PeriodID == c.PeriodID {
			return e, period, nil
		}
		// Overdue work of the period before is finished in this one.
		carried, err := tx.CarriedLines(ctx, who.Official, period)
		if err == nil && !slices.ContainsFunc(carried, func(l CarriedLine) bool { return l.ID == line.ID }) {
			err = errPlanMismatch()
		}
		return e, period, err
	}
	// Work that nobody assigned: its line waits, unapproved, for the supervisor.
	day := p.CompletedOn
	if day.IsZero() {
		day = kpi.DateOf(p.ReceivedAt)
	}
	e.PlanLineID, err = a.AddPlan(ctx, tx, "plan.proposed", PlanLine{
		PlanLine: kpi.PlanLine{
			OfficialID: who.Official, PeriodID: c.PeriodID, IndicatorID: c.IndicatorID, TypeID: c.TypeID,
			Quantity: e.Units, HandedOver: day, Due: day, Title: p.Title, Unplanned: true,
		},
		UnitID: official.UnitID, AssignedBy: who.Account,
	})
	return e, period, err
}

// attachable says whether a product may become evidence at all.
func (a *App) attachable(ctx context.Context, tx Tx, who access.Actor, p Product) error {
	switch {
	case p.Withdrawn:
		return errNoProduct()
	case p.Quarantined != "":
		return Shut(p)
	case p.Read == kpi.ReadPending:
		return kpi.E(kpi.Unavailable, "evidence.reading",
			"Tệp đang được đọc. Tệp đã được lưu; hãy xác nhận sau vài giây.",
			"The file is still being read. It is safely stored; confirm in a few seconds.")
	case p.CompletedOn.IsZero():
		return kpi.E(kpi.Invalid, "evidence.completed_unknown",
			"Chưa rõ ngày hoàn thành nên chưa tính được vào kỳ nào. Tệp đã được lưu; hãy điền ngày hoàn thành rồi xác nhận.",
			"The day of completion is not known, so no period can count it. The file is stored; fill in the day and confirm.")
	case p.DuplicateOf != 0 || p.ReplacedBy != 0:
		first := p.DuplicateOf
		if first == 0 {
			first = p.ReplacedBy
		}
		info, err := a.duplicateInfo(ctx, tx, who, first)
		if err != nil {
			return err
		}
		return kpi.E(kpi.Conflict, "evidence.duplicate_document",
			"Văn bản này (cùng cơ quan, năm, số và ký hiệu) đã có trong kho dưới một tệp khác. Hãy dùng bản đã nộp.",
			"This document (same agency, year, number and symbol) is in the register under another file. Use that one.").With(info)
	}
	return nil
}

// claimedType returns the product type, when the indicator takes it and may be
// used in the unit today.
func (a *App) claimedType(ctx context.Context, tx Tx, c Claim, unit kpi.UnitID) (kpi.ProductType, error) {
	ind, err := tx.Indicator(ctx, c.IndicatorID)
	if err != nil {
		return kpi.ProductType{}, err
	}
	above, err := tx.Subtree(ctx, ind.UnitID)
	if err != nil {
		return kpi.ProductType{}, err
	}
	if !slices.Contains(ind.Types, c.TypeID) || !slices.Contains(above, unit) {
		return kpi.ProductType{}, errPlanMismatch()
	}
	typ, err := tx.ProductType(ctx, c.TypeID)
	if err != nil {
		return typ, err
	}
	if ind.State != kpi.Approved || typ.State != kpi.Approved || typ.Coefficient == nil || typ.Needs == kpi.NeedsRecord {
		return typ, kpi.E(kpi.Invalid, "evidence.type_not_counted",
			"Loại sản phẩm này chưa được duyệt, chưa có hệ số hoặc không nhận tệp, nên không tính được.",
			"This product type is not approved, has no coefficient or takes no file, so it cannot be counted.")
	}
	return typ, nil
}

func errPlanMismatch() *kpi.Error {
	return kpi.E(kpi.Invalid, "evidence.plan_mismatch",
		"Việc được giao, chỉ tiêu và loại sản phẩm không khớp nhau. Hãy chọn lại trong danh sách.",
		"The assigned task, the indicator and the product type do not belong together. Choose again from the list.")
}

// takesEvidence returns the period when it belongs to the unit's agency and is
// still open to changes.
func (a *App) takesEvidence(ctx context.Context, tx Tx, id kpi.PeriodID, unit kpi.UnitID) (kpi.Period, error) {
	p, err := tx.Period(ctx, id)
	if err != nil {
		return p, err
	}
	u, err := tx.Unit(ctx, unit)
	if err != nil {
		return p, err
	}
	if p.AgencyID != u.AgencyID || !a.open(p) {
		return p, errPeriodClosed()
	}
	return p, nil
}

// open reports whether evidence is attached and judged in the period today: its
// state allows it, and its review has not ended.
func (a *App) open(p kpi.Period) bool { return p.TakesChanges() && !a.today().After(p.ReviewCloses) }

func errPeriodClosed() *kpi.Error {
	return kpi.E(kpi.Closed, "evidence.period_closed",
		"Kỳ đánh giá đã khóa. Không có gì bị thay đổi. Sau khi khóa, chỉ sửa được qua kiến nghị.",
		"The period is closed. Nothing was changed. After closing, only a petition can change it.")
}

// Withdraw takes the actor's own evidence back. An item that was ever returned for
// its content stays, also while its answer waits: it is one failed assessment, and
// taking it back would shed the fault.
//
// Error reasons: evidence.changed, evidence.decided, evidence.period_closed.
func (a *App) Withdraw(ctx context.Context, who access.Actor, id kpi.EvidenceID, version int) (EvidenceView, error) {
	return a.change(ctx, who, id, version, access.SubmitEvidence, func(_ Tx, e *EvidenceRow) (History, error) {
		if (e.State != kpi.EvidenceSubmitted && e.State != kpi.EvidenceReturned) || e.Faults > 0 {
			return History{}, errDecided()
		}
		e.State = kpi.EvidenceWithdrawn
		return History{Action: "withdrawn"}, nil
	})
}

func errDecided() *kpi.Error {
	return kpi.E(kpi.Conflict, "evidence.decided",
		"Minh chứng đã có quyết định nên không làm được việc này. Không có gì bị thay đổi.",
		"The evidence has been decided on, so this cannot be done. Nothing was changed.")
}
