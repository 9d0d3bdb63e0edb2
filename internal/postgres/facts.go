package postgres

import (
	"context"
	"slices"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
)

// FactRows reads everything a score is made of, in the caller's snapshot.
func (t *tx) FactRows(ctx context.Context, j app.ScoreJob, on kpi.Date) (f app.FactRows, err error) {
	if f.Period, err = t.Period(ctx, j.Period); err != nil {
		return f, err
	}
	if on.After(f.Period.Last) {
		on = f.Period.Last // the post held in the period, not one held since
	}
	if f.Official, err = t.Official(ctx, j.Official, on); err != nil {
		return f, err
	}
	if f.Plan, err = t.PlanLines(ctx, access.System(), j.Official, j.Period); err != nil {
		return f, err
	}
	if f.Carried, err = t.CarriedLines(ctx, j.Official, f.Period); err != nil {
		return f, err
	}
	rows, err := t.q.FactEvidence(ctx, gen.FactEvidenceParams{Official: int64(j.Official), Period: int64(j.Period)})
	if err != nil {
		return f, err
	}
	f.Evidence = each(rows, factEvidenceOf)
	g, err := t.General(ctx, j.Official, j.Period)
	switch {
	case err == nil:
		f.General = &g
	case kpi.CodeOf(err) != kpi.NotFound:
		return f, err
	}
	return f, nil
}

// CarriedLines returns the lines of the period just before that it left unfinished.
func (t *tx) CarriedLines(ctx context.Context, official kpi.OfficialID, p kpi.Period) ([]app.CarriedLine, error) {
	rows, err := t.q.CarriedLines(ctx, gen.CarriedLinesParams{
		Official: int64(official), Agency: int64(p.AgencyID), Kind: string(p.Kind), DayBefore: p.First.AddDays(-1),
	})
	if err != nil {
		return nil, err
	}
	lines := each(rows, carriedOf)
	return slices.DeleteFunc(lines, func(l app.CarriedLine) bool { return !l.Finished.Less(l.Quantity) }), nil
}

func carriedOf(r gen.CarriedLinesRow) app.CarriedLine {
	return app.CarriedLine{
		PlanLine: app.PlanLine{
			PlanLine: kpi.PlanLine{
				ID: kpi.PlanLineID(r.ID), OfficialID: kpi.OfficialID(r.OfficialID), PeriodID: kpi.PeriodID(r.PeriodID),
				IndicatorID: kpi.IndicatorID(r.IndicatorID), TypeID: kpi.ProductTypeID(r.TypeID), Quantity: r.Quantity,
				HandedOver: r.HandedOver, Due: r.Due, Title: r.Title, Approved: r.Approved,
			},
			UnitID: kpi.UnitID(r.UnitID), IndicatorName: r.IndicatorName, Type: typeOf(r.ProductType),
		},
		Finished: sum(r.Finished),
	}
}

func factEvidenceOf(r gen.FactEvidenceRow) app.FactEvidence {
	row := evidenceOf(r.Evidence)
	e := app.FactEvidence{
		EvidenceRow: row, Type: typeOf(r.ProductType),
		Indicator: kpi.Indicator{ID: row.IndicatorID, Name: r.IndicatorName, State: kpi.ApprovalState(r.IndicatorState)},
		Product: kpi.Product{
			ID: row.ProductID, Title: r.Title, Hash: hexOf(r.Hash), Read: kpi.ReadState(r.ReadState),
			CompletedOn: deref(r.CompletedOn), ReceivedAt: r.ReceivedAt.UTC(), Source: kpi.Source(r.Source),
		},
		Typed: r.Typed, Duplicate: r.Duplicate, Withdrawn: r.Withdrawn, SetAside: r.Quarantined,
		ConfirmedBy: r.ConfirmedBy, ConfirmedOn: dayOf(r.ConfirmedAt), Opened: r.Opened, Share: sum([]string{r.Share}),
	}
	if r.TypeAccepted {
		e.Indicator.Types = []kpi.ProductTypeID{row.TypeID}
	}
	if row.PlanLineID != 0 {
		e.Plan = &kpi.PlanLine{
			ID: row.PlanLineID, OfficialID: kpi.OfficialID(r.PlanOfficial), PeriodID: kpi.PeriodID(r.PlanPeriod),
			IndicatorID: row.IndicatorID, TypeID: row.TypeID, Unplanned: r.Unplanned, Approved: r.PlanApproved,
		}
	}
	return e
}

func dayOf(at *time.Time) kpi.Date {
	if at == nil {
		return kpi.Date{}
	}
	return kpi.DateOf(*at)
}
