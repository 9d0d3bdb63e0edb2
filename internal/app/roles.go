package app

import (
	"context"
	"slices"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// RoleGrants lists the roles given over units that the actor administers.
func (a *App) RoleGrants(ctx context.Context, who access.Actor) (list []RoleGrant, err error) {
	g, err := access.Allow(who, access.ConfirmRole)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		list, err = tx.RoleGrants(ctx, g)
		return err
	})
	return list, err
}

// GiveRole gives a role over a unit. Nobody gives one to themselves. A role that
// reads documents waits until a second person confirms it.
//
// Error reasons: role.self, role.unknown, access.forbidden.
func (a *App) GiveRole(ctx context.Context, who access.Actor, r RoleGrant) (RoleGrant, error) {
	if _, err := access.Check(who, access.GiveRole, access.Object{Unit: r.UnitID}); err != nil {
		return r, err
	}
	if r.AccountID == who.Account {
		return r, errSelf()
	}
	if !r.Role.Valid() {
		return r, kpi.E(kpi.Invalid, "role.unknown", "Không có vai trò này.", "There is no such role.")
	}
	if r.From.IsZero() {
		r.From = a.today()
	}
	r.GrantedBy = who.Account
	err := a.Store.InTx(ctx, func(tx Tx) error {
		waits, err := a.waits(ctx, tx, who, r)
		if err != nil {
			return err
		}
		r.Active = !waits
		if _, _, err := a.managesAccount(ctx, tx, who, r.AccountID); err != nil {
			return err
		}
		id, err := tx.AddRoleGrant(ctx, r)
		if err != nil {
			return err
		}
		if err := a.logRole(ctx, tx, who, "role.given", id, r); err != nil {
			return err
		}
		r, err = tx.RoleGrant(ctx, id)
		return err
	})
	return r, err
}

// waits reports whether a role needs a second person: one that reads documents
// always, and that of an admin as soon as there is somebody to ask. Otherwise one
// admin would make a second account, give it the role and confirm with it.
func (a *App) waits(ctx context.Context, tx Tx, who access.Actor, r RoleGrant) (bool, error) {
	if r.Role != kpi.Admin {
		return r.Role.ReadsDocuments(), nil
	}
	all, err := tx.RoleGrants(ctx, access.System())
	if err != nil {
		return false, err
	}
	above, err := a.unitsAbove(ctx, tx, who, r.UnitID)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(all, func(g RoleGrant) bool {
		confirms := g.Role == kpi.Admin || g.Role == kpi.Head
		return confirms && g.Active && !g.Revoked && slices.Contains(above, g.UnitID) && g.AccountID != who.Account && g.AccountID != r.AccountID
	}), nil
}

func errSelf() *kpi.Error {
	return kpi.E(kpi.Forbidden, "role.self",
		"Không ai được tự giao hoặc tự xác nhận quyền cho mình. Không có gì bị thay đổi.",
		"Nobody gives or confirms a right for themselves. Nothing was changed.")
}

// ConfirmRole is the second person's word on a role that reads documents: neither
// who gave it nor who gets it.
//
// Error reasons: role.self, role.same_person, role.not_waiting.
func (a *App) ConfirmRole(ctx context.Context, who access.Actor, id kpi.GrantID) (r RoleGrant, err error) {
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if r, err = a.roleGrant(ctx, tx, who, access.ConfirmRole, id); err != nil {
			return err
		}
		switch {
		case r.AccountID == who.Account:
			return errSelf()
		case r.GrantedBy == who.Account:
			return kpi.E(kpi.Forbidden, "role.same_person",
				"Người giao quyền không được tự xác nhận. Cần một người thứ hai.",
				"Who gave the role cannot confirm it. A second person is needed.")
		case r.Active || r.Revoked:
			return kpi.E(kpi.Conflict, "role.not_waiting", "Quyền này không còn chờ xác nhận.", "This role no longer waits for confirmation.")
		}
		if err := tx.ConfirmRoleGrant(ctx, id, who.Account); err != nil {
			return err
		}
		if err := a.logRole(ctx, tx, who, "role.confirmed", id, r); err != nil {
			return err
		}
		r, err = tx.RoleGrant(ctx, id)
		return err
	})
	return r, err
}

// RevokeRole ends a role at once.
func (a *App) RevokeRole(ctx context.Context, who access.Actor, id kpi.GrantID) (r RoleGrant, err error) {
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if r, err = a.roleGrant(ctx, tx, who, access.GiveRole, id); err != nil {
			return err
		}
		if r.Revoked {
			return nil
		}
		if r.AccountID == who.Account {
			return errSelf()
		}
		if err := tx.RevokeRoleGrant(ctx, id, who.Account, a.now()); err != nil {
			return err
		}
		if err := a.logRole(ctx, tx, who, "role.revoked", id, r); err != nil {
			return err
		}
		r, err = tx.RoleGrant(ctx, id)
		return err
	})
	return r, err
}

// roleGrant returns a grant over a unit where the actor may do the action.
func (a *App) roleGrant(ctx context.Context, tx Tx, who access.Actor, action access.Action, id kpi.GrantID) (RoleGrant, error) {
	if _, err := access.Allow(who, action); err != nil {
		return RoleGrant{}, err
	}
	r, err := tx.RoleGrant(ctx, id)
	if err != nil {
		return r, err
	}
	if _, err := access.Check(who, action, access.Object{Unit: r.UnitID}); err != nil {
		return RoleGrant{}, kpi.E(kpi.NotFound, "role.not_found", "Không có quyền này.", "There is no such role.")
	}
	return r, nil
}

func (a *App) logRole(ctx context.Context, tx Tx, who access.Actor, kind string, id kpi.GrantID, r RoleGrant) error {
	_, _, err := a.write(ctx, tx, kind, who.Account, object("grant", id), r.UnitID, struct {
		Grant   kpi.GrantID   `json:"grant"`
		Account kpi.AccountID `json:"account"`
		Role    kpi.Role      `json:"role"`
		Unit    kpi.UnitID    `json:"unit"`
		From    kpi.Date      `json:"from"`
		To      kpi.Date      `json:"to"`
	}{id, r.AccountID, r.Role, r.UnitID, r.From, r.To})
	return err
}

// MayConfirm reports whether the actor could be the second person for r.
func MayConfirm(who access.Actor, r RoleGrant) bool {
	if r.Active || r.Revoked || r.AccountID == who.Account || r.GrantedBy == who.Account {
		return false
	}
	_, err := access.Check(who, access.ConfirmRole, access.Object{Unit: r.UnitID})
	return err == nil
}

// Entries lists log entries that concern the actor's units, newest first.
func (a *App) Entries(ctx context.Context, who access.Actor, f LogFilter) (list []LogRow, err error) {
	g, err := access.Allow(who, access.ReadLog)
	if err != nil {
		return nil, err
	}
	f.Limit = min(max(f.Limit, 1), 200)
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		list, err = tx.Entries(ctx, g, f)
		return err
	})
	return slices.Clip(list), err
}
