package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

func (s *Server) plans() {
	a := s.cfg.App
	type assignInput struct {
		Body struct {
			OfficialID  kpi.OfficialID    `json:"official_id"`
			PeriodID    kpi.PeriodID      `json:"period_id"`
			IndicatorID kpi.IndicatorID   `json:"indicator_id"`
			TypeID      kpi.ProductTypeID `json:"type_id"`
			Quantity    kpi.Rat           `json:"quantity" doc:"Units, exact"`
			Due         kpi.Date          `json:"due" required:"false" doc:"Absent: the last day of the period"`
			Title       string            `json:"title" required:"false" maxLength:"500"`
		}
	}
	op(s, operation{method: "POST", path: "/api/plans", id: "assign-plan", summary: "Assign work to an official", action: access.AssignPlan, status: 201},
		func(ctx context.Context, who access.Actor, in *assignInput) (TaskJSON, error) {
			b := in.Body
			l, err := a.Assign(ctx, who, kpi.PlanLine{
				OfficialID: b.OfficialID, PeriodID: b.PeriodID, IndicatorID: b.IndicatorID, TypeID: b.TypeID,
				Quantity: b.Quantity, Due: b.Due, Title: b.Title,
			})
			return taskJSON(l, a.Today()), err
		})
	op(s, operation{method: "GET", path: "/api/periods", id: "list-periods", summary: "Periods of the asker's agencies", action: access.Profile},
		func(ctx context.Context, who access.Actor, _ *none) (List[PeriodJSON], error) {
			list, err := a.Periods(ctx, who)
			out := make([]PeriodJSON, 0, len(list))
			for _, p := range list {
				out = append(out, periodJSON(p))
			}
			return listOf(out), err
		})
	type periodInput struct {
		Body struct {
			AgencyID     kpi.UnitID     `json:"agency_id"`
			Kind         kpi.PeriodKind `json:"kind" enum:"month,quarter,year"`
			First        kpi.Date       `json:"first"`
			Last         kpi.Date       `json:"last"`
			ReviewCloses kpi.Date       `json:"review_closes"`
			Rulebook     string         `json:"rulebook" maxLength:"100"`
		}
	}
	op(s, operation{method: "POST", path: "/api/periods", id: "add-period", summary: "Open a period", action: access.ManagePeriods, status: 201},
		func(ctx context.Context, who access.Actor, in *periodInput) (PeriodJSON, error) {
			b := in.Body
			p, err := a.AddPeriod(ctx, who, kpi.Period{
				AgencyID: b.AgencyID, Kind: b.Kind, First: b.First, Last: b.Last, ReviewCloses: b.ReviewCloses, Rulebook: b.Rulebook,
			})
			return periodJSON(p), err
		})
}
