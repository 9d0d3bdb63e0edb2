package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
)

func (t *tx) Period(ctx context.Context, id kpi.PeriodID) (kpi.Period, error) {
	p, err := t.q.Period(ctx, int64(id))
	return periodOf(p), err
}

func (t *tx) Periods(ctx context.Context, agency kpi.UnitID) ([]kpi.Period, error) {
	rows, err := t.q.Periods(ctx, int64(agency))
	return each(rows, periodOf), err
}

func (t *tx) AddPeriod(ctx context.Context, p kpi.Period) (kpi.PeriodID, error) {
	id, err := t.q.AddPeriod(ctx, gen.AddPeriodParams{
		AgencyID: int64(p.AgencyID), Kind: string(p.Kind), FirstDay: p.First, LastDay: p.Last, ReviewCloses: p.ReviewCloses,
		State: string(p.State), Rulebook: p.Rulebook,
	})
	return kpi.PeriodID(id), err
}

func (t *tx) ProductType(ctx context.Context, id kpi.ProductTypeID) (kpi.ProductType, error) {
	r, err := t.q.ProductType(ctx, int64(id))
	return typeOf(r), err
}

func (t *tx) ProductTypes(ctx context.Context) ([]kpi.ProductType, error) {
	rows, err := t.q.ProductTypes(ctx)
	return each(rows, typeOf), err
}

func (t *tx) AddProductType(ctx context.Context, p kpi.ProductType) (kpi.ProductTypeID, error) {
	recognises := p.Recognises
	if recognises == nil {
		recognises = []string{}
	}
	id, err := t.q.AddProductType(ctx, gen.AddProductTypeParams{
		Code: p.Code, Version: int32(p.Version), Name: p.Name, GroupCode: p.Group, Act: string(p.Act), Unit: p.Unit, //nolint:gosec // a version number
		PerProduct: p.PerProduct, Coefficient: p.Coefficient, Cap: p.Cap, Hours: p.Hours, Needs: string(p.Needs),
		Recognises: recognises, State: string(p.State), ValidFrom: p.From, ValidTo: day(p.To), Source: p.Source,
	})
	return kpi.ProductTypeID(id), err
}

func indicatorOf(i gen.IndicatorsRow) kpi.Indicator {
	return kpi.Indicator{
		ID: kpi.IndicatorID(i.ID), UnitID: kpi.UnitID(i.UnitID), Code: i.Code, Version: int(i.Version), Name: i.Name,
		DataSource: i.DataSource, ClosesDay: int(i.ClosesDay), State: kpi.ApprovalState(i.State),
		Types: typed[kpi.ProductTypeID](i.Types),
	}
}

func (t *tx) Indicator(ctx context.Context, id kpi.IndicatorID) (kpi.Indicator, error) {
	rows, err := t.q.Indicators(ctx, gen.IndicatorsParams{ID: int64(id), Units: []int64{}})
	if err == nil && (len(rows) == 0 || id == 0) {
		err = mapError("postgres", pgx.ErrNoRows)
	}
	if err != nil {
		return kpi.Indicator{}, err
	}
	return indicatorOf(rows[0]), nil
}

func (t *tx) Indicators(ctx context.Context, units []kpi.UnitID) ([]kpi.Indicator, error) {
	rows, err := t.q.Indicators(ctx, gen.IndicatorsParams{Units: ids(units)})
	return each(rows, indicatorOf), err
}

func (t *tx) AddIndicator(ctx context.Context, i kpi.Indicator) (kpi.IndicatorID, error) {
	id, err := t.q.AddIndicator(ctx, gen.AddIndicatorParams{
		UnitID: int64(i.UnitID), Code: i.Code, Version: int32(i.Version), Name: i.Name, DataSource: i.DataSource, //nolint:gosec // a version number
		ClosesDay: int32(i.ClosesDay), State: string(i.State), //nolint:gosec // 0 to 31
	})
	if err != nil {
		return 0, err
	}
	return kpi.IndicatorID(id), t.q.AddIndicatorTypes(ctx, gen.AddIndicatorTypesParams{IndicatorID: id, Types: ids(i.Types)})
}

func planLineOf(l gen.PlanLinesRow) app.PlanLine {
	return app.PlanLine{
		PlanLine: kpi.PlanLine{
			ID: kpi.PlanLineID(l.ID), OfficialID: kpi.OfficialID(l.OfficialID), PeriodID: kpi.PeriodID(l.PeriodID),
			IndicatorID: kpi.IndicatorID(l.IndicatorID), TypeID: kpi.ProductTypeID(l.TypeID), Quantity: l.Quantity,
			HandedOver: l.HandedOver, Due: l.Due, Title: l.Title, Unplanned: l.Unplanned, Approved: l.Approved,
		},
		UnitID: kpi.UnitID(l.UnitID), AssignedBy: kpi.AccountID(deref(l.AssignedBy)), IndicatorName: l.IndicatorName,
		Type: typeOf(l.ProductType), Accepted: sum(l.Accepted), Pending: sum(l.Pending), Returned: int(l.Returned),
	}
}

// EachPlanLine walks all lines by id, as they stand in their rows alone.
func (t *tx) EachPlanLine(ctx context.Context, fn func(app.PlanLine) error) error {
	var after int64
	for {
		rows, err := t.q.PlanLinesAfter(ctx, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, l := range rows {
			if err := fn(app.PlanLine{
				PlanLine: kpi.PlanLine{
					ID: kpi.PlanLineID(l.ID), OfficialID: kpi.OfficialID(l.OfficialID), PeriodID: kpi.PeriodID(l.PeriodID),
					IndicatorID: kpi.IndicatorID(l.IndicatorID), TypeID: kpi.ProductTypeID(l.TypeID), Quantity: l.Quantity,
					HandedOver: l.HandedOver, Due: l.Due, Title: l.Title, Unplanned: l.Unplanned, Approved: l.Approved,
				},
				UnitID: kpi.UnitID(l.UnitID), AssignedBy: kpi.AccountID(deref(l.AssignedBy)),
			}); err != nil {
				return err
			}
			after = l.ID
		}
	}
}

func (t *tx) PlanLine(ctx context.Context, id kpi.PlanLineID) (app.PlanLine, error) {
	rows, err := t.q.PlanLines(ctx, gen.PlanLinesParams{ID: int64(id), Everything: true, Units: []int64{}})
	if err == nil && (len(rows) == 0 || id == 0) {
		err = mapError("postgres", pgx.ErrNoRows)
	}
	if err != nil {
		return app.PlanLine{}, err
	}
	return planLineOf(rows[0]), nil
}

func (t *tx) PlanLines(ctx context.Context, g access.Grant, official kpi.OfficialID, period kpi.PeriodID) ([]app.PlanLine, error) {
	s := scopeOf(g)
	rows, err := t.q.PlanLines(ctx, gen.PlanLinesParams{
		Official: int64(official), Period: int64(period), Everything: s.everything, Own: s.own, Units: s.units,
	})
	return each(rows, planLineOf), err
}

func (t *tx) AddPlanLine(ctx context.Context, l app.PlanLine) (kpi.PlanLineID, error) {
	id, err := t.q.AddPlanLine(ctx, gen.AddPlanLineParams{
		OfficialID: int64(l.OfficialID), UnitID: int64(l.UnitID), PeriodID: int64(l.PeriodID), IndicatorID: int64(l.IndicatorID),
		TypeID: int64(l.TypeID), Quantity: l.Quantity, HandedOver: l.HandedOver, Due: l.Due, Title: l.Title,
		Unplanned: l.Unplanned, Approved: l.Approved, AssignedBy: int64(l.AssignedBy),
	})
	return kpi.PlanLineID(id), err
}

func (t *tx) ApprovePlanLine(ctx context.Context, id kpi.PlanLineID, approved bool) error {
	return t.q.ApprovePlanLine(ctx, gen.ApprovePlanLineParams{ID: int64(id), Approved: approved})
}
