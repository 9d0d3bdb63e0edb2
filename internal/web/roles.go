package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// GrantJSON is one role given to one account over one unit.
type GrantJSON struct {
	ID          kpi.GrantID   `json:"id"`
	AccountID   kpi.AccountID `json:"account_id"`
	Login       string        `json:"login"`
	Name        string        `json:"name"`
	Role        kpi.Role      `json:"role" enum:"staff,supervisor,head,inspector,admin"`
	UnitID      kpi.UnitID    `json:"unit_id"`
	UnitName    string        `json:"unit_name"`
	From        kpi.Date      `json:"from"`
	To          kpi.Date      `json:"to"`
	State       string        `json:"state" enum:"waiting,active,revoked"`
	GrantedBy   string        `json:"granted_by" doc:"Empty: the installation itself"`
	ConfirmedBy string        `json:"confirmed_by"`
	MayConfirm  bool          `json:"may_confirm" doc:"The asker could be the second person"`
}

func grantJSON(r app.RoleGrant, who access.Actor) GrantJSON {
	state := "waiting"
	switch {
	case r.Revoked:
		state = "revoked"
	case r.Active:
		state = "active"
	}
	return GrantJSON{
		r.ID, r.AccountID, r.Login, r.Name, r.Role, r.UnitID, r.UnitName, r.From, r.To, state, r.GrantedName, r.Confirmer,
		app.MayConfirm(who, r),
	}
}

// GrantPath is the address of a role that was given.
type GrantPath struct {
	ID kpi.GrantID `path:"id" minimum:"1"`
}

func (s *Server) roles() {
	a := s.cfg.App
	op(s, operation{method: "GET", path: "/api/grants", id: "list-grants", summary: "Roles over the asker's units, waiting ones first", action: access.ConfirmRole},
		func(ctx context.Context, who access.Actor, _ *none) (List[GrantJSON], error) {
			list, err := a.RoleGrants(ctx, who)
			out := make([]GrantJSON, 0, len(list))
			for _, r := range list {
				out = append(out, grantJSON(r, who))
			}
			return listOf(out), err
		})
	type giveInput struct {
		Body struct {
			AccountID kpi.AccountID `json:"account_id"`
			Role      kpi.Role      `json:"role" enum:"staff,supervisor,head,inspector,admin"`
			UnitID    kpi.UnitID    `json:"unit_id"`
			From      kpi.Date      `json:"from" required:"false"`
			To        kpi.Date      `json:"to" required:"false"`
		}
	}
	op(s, operation{method: "POST", path: "/api/grants", id: "give-role", summary: "Give a role; one that reads documents waits for a second person", action: access.GiveRole, status: 201},
		func(ctx context.Context, who access.Actor, in *giveInput) (GrantJSON, error) {
			b := in.Body
			r, err := a.GiveRole(ctx, who, app.RoleGrant{AccountID: b.AccountID, Role: b.Role, UnitID: b.UnitID, From: b.From, To: b.To})
			return grantJSON(r, who), err
		})
	op(s, operation{method: "POST", path: "/api/grants/{id}/confirm", id: "confirm-role", summary: "The second person's word", action: access.ConfirmRole},
		func(ctx context.Context, who access.Actor, in *GrantPath) (GrantJSON, error) {
			r, err := a.ConfirmRole(ctx, who, in.ID)
			return grantJSON(r, who), err
		})
	op(s, operation{method: "POST", path: "/api/grants/{id}/revoke", id: "revoke-role", summary: "End a role at once", action: access.GiveRole},
		func(ctx context.Context, who access.Actor, in *GrantPath) (GrantJSON, error) {
			r, err := a.RevokeRole(ctx, who, in.ID)
			return grantJSON(r, who), err
		})
}
