package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Suggestion is one indicator that a product may prove, with the reason why it
// is offered. Suggestions are rules of the catalogue, not a model.
type Suggestion struct {
	IndicatorID   kpi.IndicatorID   `json:"indicator_id"`
	IndicatorName string            `json:"indicator_name"`
	TypeID        kpi.ProductTypeID `json:"type_id"`
	TypeName      string            `json:"type_name"`
	Act           kpi.Act           `json:"act"`
	PeriodID      kpi.PeriodID      `json:"period_id"`
	PlanLineID    kpi.PlanLineID    `json:"plan_line_id" doc:"0 for work that nobody assigned"`
	PlanTitle     string            `json:"plan_title"`
	Due           kpi.Date          `json:"due"`
	Units         kpi.Rat           `json:"units"`
	Why           kpi.Text          `json:"why"`

	rank int
}

// suggest orders the open plan lines of the owner by how well the product fits.
func (a *App) suggest(ctx context.Context, tx Tx, who access.Actor, p Product) ([]Suggestion, error) {
	g, err := access.Allow(who, access.ReadPlan)
	if err != nil {
		return nil, nil //nolint:nilerr // no plan to see, nothing to suggest
	}
	periods, err := a.openPeriods(ctx, tx, p.UnitID)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, period := range periods {
		lines, err := tx.PlanLines(ctx, g, p.SubmittedBy, period.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if s, ok := fit(p, period, l); ok {
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Suggestion) int {
		return cmp.Or(cmp.Compare(y.rank, x.rank), x.Due.Compare(y.Due), cmp.Compare(x.PlanLineID, y.PlanLineID))
	})
	return out[:min(len(out), 3)], nil
}

// fit judges one plan line; lines that take no file, or are done, do not fit.
func fit(p Product, period kpi.Period, l PlanLine) (Suggestion, bool) {
	if l.Type.Needs == kpi.NeedsRecord || l.Unplanned {
		return Suggestion{}, false
	}
	s := Suggestion{
		IndicatorID: l.IndicatorID, IndicatorName: l.IndicatorName, TypeID: l.TypeID, TypeName: l.Type.Name,
		Act: l.Type.Act, PeriodID: period.ID, PlanLineID: l.ID, PlanTitle: l.Title, Due: l.Due, Units: l.Type.PerProduct,
	}
	ref := p.DocType
	if p.DossierCode != "" && p.DocType == "" {
		ref = "HS"
	}
	if p.DueOn == l.Due && !p.DueOn.IsZero() {
		s.rank += 8
		s.Why = kpi.Text{Vi: "Bạn đã thả tệp vào đúng việc này.", En: "You dropped the file on this task."}
	}
	if slices.Contains(l.Type.Recognises, ref) && ref != "" {
		s.rank += 4
		if s.Why.IsZero() {
			s.Why = kpi.Text{
				Vi: fmt.Sprintf("Loại văn bản “%s” được danh mục xếp vào sản phẩm này.", ref),
				En: fmt.Sprintf("The catalogue puts documents of type “%s” under this product.", ref),
			}
		}
	}
	left := l.Quantity.Sub(l.Accepted).Sub(l.Pending)
	if left.Sign() > 0 {
		s.rank += 2
	}
	if s.Why.IsZero() {
		s.Why = kpi.Text{Vi: "Việc được giao còn thiếu minh chứng, hạn gần nhất.", En: "An assigned task still lacks evidence; nearest deadline."}
	}
	return s, s.rank > 0
}

// openPeriods returns the periods of the unit's agency that still take evidence,
// the one that holds today first.
func (a *App) openPeriods(ctx context.Context, tx Tx, unit kpi.UnitID) ([]kpi.Period, error) {
	u, err := tx.Unit(ctx, unit)
	if err != nil {
		return nil, err
	}
	all, err := tx.Periods(ctx, u.AgencyID)
	if err != nil {
		return nil, err
	}
	today := a.today()
	open := slices.DeleteFunc(all, func(p kpi.Period) bool { return !p.TakesChanges() || p.First.After(today) })
	slices.SortStableFunc(open, func(x, y kpi.Period) int {
		return cmp.Or(cmp.Compare(b2i(y.Contains(today)), b2i(x.Contains(today))), y.First.Compare(x.First))
	})
	return open, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
