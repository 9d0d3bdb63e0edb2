package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

func (s *Server) units() {
	a := s.cfg.App
	op(s, operation{method: "GET", path: "/api/units", id: "list-units", summary: "Units of the installation", action: access.Profile},
		func(ctx context.Context, who access.Actor, _ *none) (List[kpi.Unit], error) {
			list, err := a.Units(ctx, who)
			return listOf(list), err
		})
	type addInput struct {
		Body struct {
			ParentID kpi.UnitID `json:"parent_id"`
			Code     string     `json:"code" maxLength:"50"`
			Name     string     `json:"name" maxLength:"300"`
			Symbol   string     `json:"symbol" required:"false" maxLength:"50"`
		}
	}
	op(s, operation{method: "POST", path: "/api/units", id: "add-unit", summary: "Make a division", action: access.ManageUnits, status: 201},
		func(ctx context.Context, who access.Actor, in *addInput) (kpi.Unit, error) {
			return a.AddUnit(ctx, who, kpi.Unit{ParentID: in.Body.ParentID, Code: in.Body.Code, Name: in.Body.Name, Symbol: in.Body.Symbol})
		})
	type changeInput struct {
		ID   kpi.UnitID `path:"id" minimum:"1"`
		Body struct {
			Name   *string   `json:"name,omitempty" maxLength:"300"`
			Symbol *string   `json:"symbol,omitempty" maxLength:"50"`
			To     *kpi.Date `json:"valid_to,omitempty"`
		}
	}
	op(s, operation{method: "PATCH", path: "/api/units/{id}", id: "change-unit", summary: "Rename a unit or end it", action: access.ManageUnits},
		func(ctx context.Context, who access.Actor, in *changeInput) (kpi.Unit, error) {
			return a.RenameUnit(ctx, who, in.ID, in.Body.Name, in.Body.Symbol, in.Body.To)
		})
}
