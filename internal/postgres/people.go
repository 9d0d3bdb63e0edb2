package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
)

func unitOf(u gen.UnitRow) kpi.Unit {
	return kpi.Unit{
		ID: kpi.UnitID(u.ID), ParentID: kpi.UnitID(u.ParentID), AgencyID: kpi.UnitID(u.AgencyID), Kind: kpi.UnitKind(u.Kind),
		Code: u.Code, Name: u.Name, Symbol: u.Symbol, From: u.ValidFrom, To: deref(u.ValidTo),
	}
}

func (t *tx) Unit(ctx context.Context, id kpi.UnitID) (kpi.Unit, error) {
	u, err := t.q.Unit(ctx, int64(id))
	return unitOf(u), err
}

func (t *tx) Units(ctx context.Context, on kpi.Date) ([]kpi.Unit, error) {
	rows, err := t.q.Units(ctx, on)
	return each(rows, func(u gen.UnitsRow) kpi.Unit { return unitOf(gen.UnitRow(u)) }), err
}

func (t *tx) Subtree(ctx context.Context, id kpi.UnitID) ([]kpi.UnitID, error) {
	rows, err := t.q.Subtree(ctx, int64(id))
	return typed[kpi.UnitID](rows), err
}

func (t *tx) AddUnit(ctx context.Context, u kpi.Unit) (kpi.UnitID, error) {
	id, err := t.q.AddUnit(ctx, gen.AddUnitParams{
		ParentID: int64(u.ParentID), AgencyID: int64(u.AgencyID), Kind: string(u.Kind), Code: u.Code, Name: u.Name,
		Symbol: u.Symbol, ValidFrom: u.From, ValidTo: day(u.To),
	})
	if err == nil && u.AgencyID == 0 {
		err = t.q.OwnAgency(ctx, id)
	}
	return kpi.UnitID(id), err
}

func (t *tx) UpdateUnit(ctx context.Context, u kpi.Unit) error {
	return t.q.UpdateUnit(ctx, gen.UpdateUnitParams{ID: int64(u.ID), Name: u.Name, Symbol: u.Symbol, ValidTo: day(u.To)})
}

func officialOf(o gen.OfficialRow) kpi.Official {
	return kpi.Official{
		ID: kpi.OfficialID(o.ID), StaffCode: o.StaffCode, Name: o.Name, UnitID: kpi.UnitID(o.UnitID), UnitName: o.UnitName,
		PostTitle: o.Title, Leader: o.Leader,
	}
}

func (t *tx) Official(ctx context.Context, id kpi.OfficialID, on kpi.Date) (kpi.Official, error) {
	o, err := t.q.Official(ctx, gen.OfficialParams{ID: int64(id), OnDay: on})
	return officialOf(o), err
}

func (t *tx) Officials(ctx context.Context, g access.Grant, on kpi.Date) ([]kpi.Official, error) {
	s := scopeOf(g)
	rows, err := t.q.Officials(ctx, gen.OfficialsParams{OnDay: on, Everything: s.everything, Units: s.units, Own: s.own})
	return each(rows, func(o gen.OfficialsRow) kpi.Official { return officialOf(gen.OfficialRow(o)) }), err
}

func (t *tx) AddOfficial(ctx context.Context, o app.NewOfficial) (kpi.OfficialID, error) {
	id, err := t.q.AddOfficial(ctx, gen.AddOfficialParams{StaffCode: o.StaffCode, Name: o.Name})
	if err != nil {
		return 0, err
	}
	post, err := t.q.AddPost(ctx, gen.AddPostParams{UnitID: int64(o.UnitID), Title: o.PostTitle, Leader: o.Leader})
	if err != nil {
		return 0, err
	}
	return kpi.OfficialID(id), t.q.AddHolding(ctx, gen.AddHoldingParams{OfficialID: id, PostID: post, ValidFrom: o.From})
}

func accountOf(a gen.AccountRow) app.Account {
	return app.Account{
		ID: kpi.AccountID(a.ID), Login: a.Login, Name: a.Name, OfficialID: kpi.OfficialID(a.OfficialID),
		PasswordHash: a.PasswordHash, MustChange: a.MustChange, Disabled: a.Disabled,
	}
}

func (t *tx) Account(ctx context.Context, id kpi.AccountID) (app.Account, error) {
	a, err := t.q.Account(ctx, int64(id))
	return accountOf(a), err
}

func (t *tx) AccountByLogin(ctx context.Context, login string) (app.Account, error) {
	a, err := t.q.AccountByLogin(ctx, login)
	return accountOf(gen.AccountRow(a)), err
}

func (t *tx) Accounts(ctx context.Context, g access.Grant, on kpi.Date) ([]app.Account, error) {
	s := scopeOf(g)
	rows, err := t.q.Accounts(ctx, gen.AccountsParams{OnDay: on, Everything: s.everything, Units: s.units})
	return each(rows, func(a gen.AccountsRow) app.Account { return accountOf(gen.AccountRow(a)) }), err
}

func (t *tx) AccountIn(ctx context.Context, g access.Grant, id kpi.AccountID, on kpi.Date) (app.Account, error) {
	s := scopeOf(g)
	rows, err := t.q.Accounts(ctx, gen.AccountsParams{OnDay: on, Everything: s.everything, Units: s.units, ID: int64(id)})
	if err == nil && (len(rows) == 0 || id == 0) {
		err = mapError("postgres", pgx.ErrNoRows)
	}
	if err != nil {
		return app.Account{}, err
	}
	return accountOf(gen.AccountRow(rows[0])), nil
}

func (t *tx) HoldsBeyond(ctx context.Context, g access.Grant, id kpi.AccountID) (bool, error) {
	s := scopeOf(g)
	if s.everything {
		return false, nil
	}
	return t.q.HoldsBeyond(ctx, gen.HoldsBeyondParams{AccountID: int64(id), Units: s.units})
}

func (t *tx) AddAccount(ctx context.Context, a app.Account) (kpi.AccountID, error) {
	id, err := t.q.AddAccount(ctx, gen.AddAccountParams{
		Login: a.Login, Name: a.Name, OfficialID: int64(a.OfficialID), PasswordHash: a.PasswordHash, MustChange: a.MustChange,
	})
	return kpi.AccountID(id), err
}

func (t *tx) SetPassword(ctx context.Context, id kpi.AccountID, hash string, mustChange bool) error {
	return t.q.SetPassword(ctx, gen.SetPasswordParams{ID: int64(id), PasswordHash: hash, MustChange: mustChange})
}

func (t *tx) SetDisabled(ctx context.Context, id kpi.AccountID, disabled bool) error {
	return t.q.SetDisabled(ctx, gen.SetDisabledParams{ID: int64(id), Disabled: disabled})
}

func (t *tx) CountAccounts(ctx context.Context) (int, error) {
	n, err := t.q.CountAccounts(ctx)
	return int(n), err
}

func (t *tx) HeldRoles(ctx context.Context, id kpi.AccountID, on kpi.Date) ([]access.Held, error) {
	rows, err := t.q.HeldRoles(ctx, gen.HeldRolesParams{AccountID: int64(id), OnDay: on})
	if err != nil {
		return nil, err
	}
	held := make([]access.Held, 0, len(rows))
	for _, r := range rows {
		under, err := t.Subtree(ctx, kpi.UnitID(r.UnitID))
		if err != nil {
			return nil, err
		}
		held = append(held, access.Held{Role: kpi.Role(r.Role), Unit: kpi.UnitID(r.UnitID), Under: under})
	}
	return held, nil
}

func roleGrantOf(g gen.RoleGrantsRow) app.RoleGrant {
	return app.RoleGrant{
		ID: kpi.GrantID(g.ID), AccountID: kpi.AccountID(g.AccountID), Login: g.Login, Name: g.Name, Role: kpi.Role(g.Role),
		UnitID: kpi.UnitID(g.UnitID), UnitName: g.UnitName, From: g.ValidFrom, To: deref(g.ValidTo),
		GrantedBy: kpi.AccountID(g.GrantedBy), GrantedName: g.GrantedName, ConfirmedBy: kpi.AccountID(g.ConfirmedBy),
		Confirmer: g.Confirmer, Active: g.Active, Revoked: g.Revoked,
	}
}

func (t *tx) RoleGrants(ctx context.Context, g access.Grant) ([]app.RoleGrant, error) {
	s := scopeOf(g)
	rows, err := t.q.RoleGrants(ctx, gen.RoleGrantsParams{Everything: s.everything, Units: s.units})
	return each(rows, roleGrantOf), err
}

func (t *tx) RoleGrant(ctx context.Context, id kpi.GrantID) (app.RoleGrant, error) {
	rows, err := t.q.RoleGrants(ctx, gen.RoleGrantsParams{Everything: true, ID: int64(id), Units: []int64{}})
	if err == nil && len(rows) == 0 {
		err = mapError("postgres", pgx.ErrNoRows)
	}
	if err != nil {
		return app.RoleGrant{}, err
	}
	return roleGrantOf(rows[0]), nil
}

func (t *tx) AddRoleGrant(ctx context.Context, r app.RoleGrant) (kpi.GrantID, error) {
	id, err := t.q.AddRoleGrant(ctx, gen.AddRoleGrantParams{
		AccountID: int64(r.AccountID), Role: string(r.Role), UnitID: int64(r.UnitID), ValidFrom: r.From, ValidTo: day(r.To),
		GrantedBy: int64(r.GrantedBy), Active: r.Active,
	})
	return kpi.GrantID(id), err
}

func (t *tx) ConfirmRoleGrant(ctx context.Context, id kpi.GrantID, by kpi.AccountID) error {
	who := int64(by)
	n, err := t.q.ConfirmRoleGrant(ctx, gen.ConfirmRoleGrantParams{ID: int64(id), ConfirmedBy: &who})
	return oneRow(n, err)
}

func (t *tx) RevokeRoleGrant(ctx context.Context, id kpi.GrantID, by kpi.AccountID, at time.Time) error {
	who := int64(by)
	n, err := t.q.RevokeRoleGrant(ctx, gen.RevokeRoleGrantParams{ID: int64(id), RevokedBy: &who, RevokedAt: &at})
	return oneRow(n, err)
}

// oneRow is NotFound when a statement changed nothing.
func oneRow(n int64, err error) error {
	if err == nil && n == 0 {
		err = mapError("postgres", pgx.ErrNoRows)
	}
	return err
}
