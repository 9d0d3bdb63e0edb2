package app

import (
	"context"
	"slices"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Tasks lists what is assigned to an official in a period, by deadline, with what
// the period before left unfinished.
func (a *App) Tasks(ctx context.Context, who access.Actor, official kpi.OfficialID, period kpi.PeriodID) (lines []PlanLine, err error) {
	g, err := access.Allow(who, access.ReadPlan)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if lines, err = tx.PlanLines(ctx, g, official, period); err != nil || period == 0 {
			return err
		}
		p, err := tx.Period(ctx, period)
		if err != nil {
			return err
		}
		carried, err := tx.CarriedLines(ctx, official, p)
		for _, l := range carried {
			if g.Covers(access.Object{Official: l.OfficialID, Unit: l.UnitID}) {
				lines = append(lines, l.PlanLine)
			}
		}
		return err
	})
	slices.SortStableFunc(lines, func(x, y PlanLine) int { return x.Due.Compare(y.Due) })
	return lines, err
}

// Assign gives an official a line of work: it enters the denominator.
//
// Error reasons: plan.quantity, plan.period_mismatch, evidence.plan_mismatch,
// evidence.period_closed.
func (a *App) Assign(ctx context.Context, who access.Actor, l kpi.PlanLine) (line PlanLine, err error) {
	if l.Quantity.Sign() <= 0 {
		return line, kpi.E(kpi.Invalid, "plan.quantity", "Số lượng giao phải lớn hơn 0.", "The assigned quantity must be above 0.")
	}
	err = a.Store.InTx(ctx, func(tx Tx) error {
		o, err := a.visibleOfficial(ctx, tx, who, access.AssignPlan, l.OfficialID)
		if err != nil {
			return err
		}
		period, err := a.takesEvidence(ctx, tx, l.PeriodID, o.UnitID)
		if err != nil {
			return err
		}
		claim := Claim{IndicatorID: l.IndicatorID, TypeID: l.TypeID}
		if _, err := a.claimedType(ctx, tx, claim, o.UnitID); err != nil && kpi.ReasonOf(err) != "evidence.type_not_counted" {
			return err
		}
		l.Unplanned, l.Approved, l.Title = false, true, strings.TrimSpace(l.Title)
		l.HandedOver = a.today()
		if l.Due.IsZero() {
			l.Due = period.Last
		}
		if !period.Contains(l.Due) { // no period would count it, or a later one only once
			return kpi.E(kpi.Invalid, "plan.period_mismatch",
				"Hạn hoàn thành phải nằm trong kỳ đánh giá. Chưa giao việc nào. Hãy chọn lại hạn hoặc kỳ.",
				"The deadline must lie in the period. Nothing was assigned. Choose another day or another period.")
		}
		id, err := a.AddPlan(ctx, tx, "plan.assigned", PlanLine{PlanLine: l, UnitID: o.UnitID, AssignedBy: who.Account})
		if err != nil {
			return err
		}
		if err := a.wantScore(ctx, tx, l.OfficialID, period); err != nil {
			return err
		}
		line, err = tx.PlanLine(ctx, id)
		return err
	})
	return line, err
}

// Periods lists the periods of the agencies in which the actor has a place.
func (a *App) Periods(ctx context.Context, who access.Actor) (list []kpi.Period, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		agencies, err := a.agenciesOf(ctx, tx, who)
		if err != nil {
			return err
		}
		for _, id := range agencies {
			p, err := tx.Periods(ctx, id)
			if err != nil {
				return err
			}
			list = append(list, p...)
		}
		return nil
	})
	slices.SortFunc(list, func(x, y kpi.Period) int { return y.First.Compare(x.First) })
	return list, err
}

func (a *App) agenciesOf(ctx context.Context, tx Tx, who access.Actor) ([]kpi.UnitID, error) {
	var out []kpi.UnitID
	for _, h := range who.Roles {
		u, err := tx.Unit(ctx, h.Unit)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, u.AgencyID) {
			out = append(out, u.AgencyID)
		}
	}
	return out, nil
}

// AddPeriod opens a period for an agency that the actor administers.
//
// Error reasons: period.days, period.rulebook, period.overlap.
func (a *App) AddPeriod(ctx context.Context, who access.Actor, p kpi.Period) (kpi.Period, error) {
	if _, err := access.Check(who, access.ManagePeriods, access.Object{Unit: p.AgencyID}); err != nil {
		return p, err
	}
	if p.First.IsZero() || p.Last.Before(p.First) || p.ReviewCloses.Before(p.Last) {
		return p, kpi.E(kpi.Invalid, "period.days",
			"Ngày đầu, ngày cuối và hạn chấm phải theo thứ tự.", "First day, last day and end of review must be in this order.")
	}
	if _, err := a.Rulebooks.Get(p.Rulebook); err != nil {
		return p, kpi.E(kpi.Invalid, "period.rulebook", "Không có bộ quy tắc này.", "There is no such rulebook.").At("app.AddPeriod", err)
	}
	p.State = kpi.PeriodOpen
	err := a.Store.InTx(ctx, func(tx Tx) (err error) {
		others, err := tx.Periods(ctx, p.AgencyID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(others, func(o kpi.Period) bool { return o.Kind == p.Kind && !o.Last.Before(p.First) && !p.Last.Before(o.First) }) {
			return kpi.E(kpi.Conflict, "period.overlap",
				"Cơ quan đã có một kỳ cùng loại trùng ngày. Chưa mở kỳ nào: một sản phẩm không được tính ở hai kỳ.",
				"The agency has a period of this kind over some of these days. None was opened: no product may count in two periods.")
		}
		if p.ID, err = tx.AddPeriod(ctx, p); err != nil {
			return err
		}
		_, _, err = a.write(ctx, tx, "period.opened", who.Account, object("period", p.ID), p.AgencyID, p)
		return err
	})
	return p, err
}

// Catalogue is what can be chosen: indicators with the product types they accept.
type Catalogue struct {
	Indicators []kpi.Indicator
	Types      []kpi.ProductType
}

// Choices lists the indicators of a unit and of the units above it with the
// product types that they accept; unit 0 lists all of the actor's agencies.
func (a *App) Choices(ctx context.Context, who access.Actor, unit kpi.UnitID) (c Catalogue, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if unit == 0 && who.Official != 0 {
			o, err := tx.Official(ctx, who.Official, a.today())
			if err != nil {
				return err
			}
			unit = o.UnitID
		}
		units, err := a.unitsAbove(ctx, tx, who, unit)
		if err != nil {
			return err
		}
		if c.Indicators, err = tx.Indicators(ctx, units); err != nil {
			return err
		}
		c.Types, err = tx.ProductTypes(ctx)
		return err
	})
	return c, err
}

// unitsAbove returns a unit and all above it, or every unit under the actor's
// roles when none is named.
func (a *App) unitsAbove(ctx context.Context, tx Tx, who access.Actor, unit kpi.UnitID) ([]kpi.UnitID, error) {
	var units []kpi.UnitID
	if unit == 0 {
		for _, h := range who.Roles {
			units = append(units, h.Under...)
		}
		return units, nil
	}
	for u := unit; u != 0; {
		row, err := tx.Unit(ctx, u)
		if err != nil {
			return nil, err
		}
		units = append(units, u)
		u = row.ParentID
	}
	return units, nil
}
