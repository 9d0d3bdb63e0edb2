package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// ChoicesJSON is what can be chosen when a product is attached.
type ChoicesJSON struct {
	Indicators []ChoiceIndicator `json:"indicators"`
}

// ChoiceIndicator is an indicator with the product types it accepts.
type ChoiceIndicator struct {
	ID    kpi.IndicatorID   `json:"id"`
	Code  string            `json:"code"`
	Name  string            `json:"name"`
	Types []kpi.ProductType `json:"types"`
}

func choices(c app.Catalogue) ChoicesJSON {
	byID := map[kpi.ProductTypeID]kpi.ProductType{}
	for _, t := range c.Types {
		byID[t.ID] = t
	}
	out := ChoicesJSON{Indicators: []ChoiceIndicator{}}
	for _, i := range c.Indicators {
		ci := ChoiceIndicator{ID: i.ID, Code: i.Code, Name: i.Name, Types: []kpi.ProductType{}}
		for _, id := range i.Types {
			if t := byID[id]; t.State == kpi.Approved {
				ci.Types = append(ci.Types, t)
			}
		}
		out.Indicators = append(out.Indicators, ci)
	}
	return out
}

func (s *Server) catalogue() {
	a := s.cfg.App
	type unitInput struct {
		Unit kpi.UnitID `query:"unit" minimum:"0" doc:"0 = the asker's own"`
	}
	op(s, operation{method: "GET", path: "/api/choices", id: "get-choices", summary: "Indicators and the product types they accept", action: access.Profile},
		func(ctx context.Context, who access.Actor, in *unitInput) (ChoicesJSON, error) {
			c, err := a.Choices(ctx, who, in.Unit)
			return choices(c), err
		})
	op(s, operation{method: "GET", path: "/api/product-types", id: "list-product-types", summary: "The catalogue of standard products", action: access.Profile},
		func(ctx context.Context, who access.Actor, _ *none) (List[kpi.ProductType], error) {
			c, err := a.Choices(ctx, who, 0)
			return listOf(c.Types), err
		})
	op(s, operation{method: "GET", path: "/api/indicators", id: "list-indicators", summary: "Indicators of the asker's units", action: access.Profile},
		func(ctx context.Context, who access.Actor, in *unitInput) (List[kpi.Indicator], error) {
			c, err := a.Choices(ctx, who, in.Unit)
			return listOf(c.Indicators), err
		})
}
