package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// CardJSON is a scorecard as people open it.
type CardJSON struct {
	Card          *kpi.Scorecard       `json:"card,omitempty" doc:"Absent while nothing was computed"`
	Official      kpi.Official         `json:"official"`
	Period        PeriodJSON           `json:"period"`
	Computing     bool                 `json:"computing" doc:"A newer card is on its way"`
	MayAssess     bool                 `json:"may_assess_general"`
	General       *kpi.GeneralCriteria `json:"general,omitempty"`
	RulebookTitle kpi.Text             `json:"rulebook_title"`
}

// CardRowJSON is one official in the table of a team.
type CardRowJSON struct {
	Official kpi.Official   `json:"official"`
	Status   kpi.CardStatus `json:"status" doc:"Empty while nothing was computed"`
	Task     *kpi.Number    `json:"task,omitempty"`
	General  *kpi.Number    `json:"general,omitempty"`
	Total    *kpi.Number    `json:"total,omitempty"`
	Level    *kpi.Level     `json:"level" nullable:"true"`
	Pending  int            `json:"pending"`
	Returned int            `json:"returned"`
	Overdue  int            `json:"overdue"`
}

type cardInput struct {
	Official kpi.OfficialID `path:"official" minimum:"1"`
	Period   kpi.PeriodID   `query:"period" minimum:"1" required:"true"`
}

func (s *Server) card(ctx context.Context, who access.Actor, official kpi.OfficialID, period kpi.PeriodID) (CardJSON, error) {
	c, err := s.cfg.App.OpenCard(ctx, who, official, period)
	if err == nil {
		err = s.hideTitles(ctx, who, c.Card)
	}
	return CardJSON{
		Card: c.Card, Official: c.Official, Period: periodJSON(c.Period), Computing: c.Computing, MayAssess: c.MayAssess,
		General: c.General, RulebookTitle: c.Title,
	}, err
}

func (s *Server) scores() {
	a := s.cfg.App
	op(s, operation{method: "GET", path: "/api/scorecards/{official}", id: "get-scorecard", summary: "A scorecard and why", action: access.ReadScore},
		func(ctx context.Context, who access.Actor, in *cardInput) (CardJSON, error) {
			return s.card(ctx, who, in.Official, in.Period)
		})
	type teamInput struct {
		Period kpi.PeriodID `query:"period" minimum:"1" required:"true"`
		Unit   kpi.UnitID   `query:"unit" minimum:"0"`
	}
	op(s, operation{method: "GET", path: "/api/scorecards", id: "list-scorecards", summary: "The scores of a team", action: access.ReadScore},
		func(ctx context.Context, who access.Actor, in *teamInput) (List[CardRowJSON], error) {
			list, err := a.Cards(ctx, who, in.Unit, in.Period)
			return listOf(cardRows(list)), err
		})
	type generalInput struct {
		Official kpi.OfficialID `path:"official" minimum:"1"`
		Body     struct {
			PeriodID   kpi.PeriodID `json:"period_id"`
			Conduct    kpi.Rat      `json:"conduct" doc:"Points, exact"`
			Capacity   kpi.Rat      `json:"capacity"`
			Innovation kpi.Rat      `json:"innovation"`
			Reason     string       `json:"reason" maxLength:"2000"`
		}
	}
	op(s, operation{method: "PUT", path: "/api/general/{official}", id: "assess-general", summary: "Give the points of the general criteria", action: access.AssessGeneral},
		func(ctx context.Context, who access.Actor, in *generalInput) (CardJSON, error) {
			b := in.Body
			if err := a.AssessGeneral(ctx, who, in.Official, b.PeriodID, kpi.GeneralCriteria{
				Conduct: b.Conduct, Capacity: b.Capacity, Innovation: b.Innovation, Reason: b.Reason,
			}); err != nil {
				return CardJSON{}, err
			}
			return s.card(ctx, who, in.Official, b.PeriodID)
		})
}

func cardRows(list []app.CardSummary) []CardRowJSON {
	out := make([]CardRowJSON, 0, len(list))
	for _, c := range list {
		r := CardRowJSON{Official: c.Official, Pending: c.Pending, Returned: c.Returned, Overdue: c.Overdue}
		if c.Card != nil {
			r.Status, r.Task, r.General, r.Total, r.Level = c.Card.Status, c.Card.Task, c.Card.General, c.Card.Total, c.Card.Level
		}
		out = append(out, r)
	}
	return out
}
