package app

import (
	"context"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Units lists the units of the installation that exist today: names and codes are
// public inside it.
func (a *App) Units(ctx context.Context, _ access.Actor) (units []kpi.Unit, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		units, err = tx.Units(ctx, a.today())
		return err
	})
	return units, err
}

// AddUnit makes a division below a unit that the actor administers.
func (a *App) AddUnit(ctx context.Context, who access.Actor, u kpi.Unit) (kpi.Unit, error) {
	if _, err := access.Check(who, access.ManageUnits, access.Object{Unit: u.ParentID}); err != nil {
		return u, err
	}
	u.Name, u.Code, u.Kind = strings.TrimSpace(u.Name), strings.TrimSpace(u.Code), kpi.UnitDivision
	if u.Name == "" || u.Code == "" {
		return u, kpi.E(kpi.Invalid, "unit.name", "Đơn vị phải có tên và mã.", "A unit needs a name and a code.")
	}
	if u.From.IsZero() {
		u.From = a.today()
	}
	err := a.Store.InTx(ctx, func(tx Tx) (err error) {
		parent, err := tx.Unit(ctx, u.ParentID)
		if err != nil {
			return err
		}
		u.AgencyID = parent.AgencyID
		if u.ID, err = tx.AddUnit(ctx, u); err != nil {
			return err
		}
		_, _, err = a.write(ctx, tx, "unit.added", who.Account, object("unit", u.ID), u.ID, u)
		return err
	})
	return u, err
}

// RenameUnit changes the name or symbol of a unit, or ends it on a day.
func (a *App) RenameUnit(ctx context.Context, who access.Actor, id kpi.UnitID, name, symbol *string, to *kpi.Date) (u kpi.Unit, err error) {
	if _, err := access.Check(who, access.ManageUnits, access.Object{Unit: id}); err != nil {
		return u, err
	}
	err = a.Store.InTx(ctx, func(tx Tx) error {
		if u, err = tx.Unit(ctx, id); err != nil {
			return err
		}
		if name != nil && strings.TrimSpace(*name) != "" {
			u.Name = strings.TrimSpace(*name)
		}
		if symbol != nil {
			u.Symbol = strings.TrimSpace(*symbol)
		}
		if to != nil {
			u.To = *to
		}
		if err := tx.UpdateUnit(ctx, u); err != nil {
			return err
		}
		_, _, err = a.write(ctx, tx, "unit.changed", who.Account, object("unit", id), id, u)
		return err
	})
	return u, err
}

// Officials lists the officials whom the actor may know of, in one unit's subtree
// or in all of them.
func (a *App) Officials(ctx context.Context, who access.Actor, unit kpi.UnitID) (list []kpi.Official, err error) {
	g, err := access.Allow(who, access.ReadPeople)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if g, err = a.narrow(ctx, tx, g, unit); err != nil {
			return err
		}
		list, err = tx.Officials(ctx, g, a.today())
		return err
	})
	return list, err
}

// narrow bounds a grant to a unit's subtree; a unit outside it is forbidden.
func (a *App) narrow(ctx context.Context, tx Tx, g access.Grant, unit kpi.UnitID) (access.Grant, error) {
	if unit == 0 {
		return g, nil
	}
	under, err := tx.Subtree(ctx, unit)
	if err != nil {
		return g, err
	}
	n, ok := g.Narrow(under)
	if !ok || len(n.Units()) == 0 {
		return access.Grant{}, access.ErrForbidden()
	}
	return n, nil
}

// AddOfficial makes an official with a post in a unit that the actor administers.
func (a *App) AddOfficial(ctx context.Context, who access.Actor, n NewOfficial) (o kpi.Official, err error) {
	if _, err := access.Check(who, access.ManagePeople, access.Object{Unit: n.UnitID}); err != nil {
		return o, err
	}
	n.StaffCode, n.Name, n.PostTitle = strings.TrimSpace(n.StaffCode), strings.TrimSpace(n.Name), strings.TrimSpace(n.PostTitle)
	if n.StaffCode == "" || n.Name == "" {
		return o, kpi.E(kpi.Invalid, "official.fields", "Cần mã cán bộ và họ tên.", "A staff code and a name are needed.")
	}
	if n.From.IsZero() {
		n.From = a.today()
	}
	err = a.Store.InTx(ctx, func(tx Tx) error {
		id, err := tx.AddOfficial(ctx, n)
		if err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "official.added", who.Account, object("official", id), n.UnitID, n); err != nil {
			return err
		}
		o, err = tx.Official(ctx, id, a.today())
		return err
	})
	return o, err
}

// Accounts lists the accounts that the actor administers.
func (a *App) Accounts(ctx context.Context, who access.Actor) (list []Account, err error) {
	g, err := access.Allow(who, access.ManagePeople)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		list, err = tx.Accounts(ctx, g, a.today())
		return err
	})
	return list, err
}

// AddAccount makes an account with a one-time password, which is returned once.
func (a *App) AddAccount(ctx context.Context, who access.Actor, login, name string, official kpi.OfficialID) (Account, string, error) {
	if _, err := access.Allow(who, access.ManagePeople); err != nil {
		return Account{}, "", err
	}
	login, err := checkLogin(login)
	if err != nil {
		return Account{}, "", err
	}
	password, hash, err := a.oneTime(ctx)
	if err != nil {
		return Account{}, "", err
	}
	acc := Account{Login: login, Name: strings.TrimSpace(name), OfficialID: official, PasswordHash: hash, MustChange: true}
	err = a.Store.InTx(ctx, func(tx Tx) (err error) {
		if official != 0 {
			o, err := a.visiblePerson(ctx, tx, who, official)
			if err != nil {
				return err
			}
			if acc.Name == "" {
				acc.Name = o.Name
			}
		}
		if acc.Name == "" {
			acc.Name = login
		}
		if acc.ID, err = tx.AddAccount(ctx, acc); err != nil {
			return err
		}
		unit, err := a.unitOfAccount(ctx, tx, who, official)
		if err != nil {
			return err
		}
		_, _, err = a.write(ctx, tx, "account.added", who.Account, object("account", acc.ID), unit, struct {
			Account  kpi.AccountID  `json:"account"`
			Official kpi.OfficialID `json:"official"`
		}{acc.ID, official})
		return err
	})
	return acc, password, err
}

func (a *App) oneTime(ctx context.Context) (password, hash string, err error) {
	token, _ := a.Passwords.Secret()
	password = token[:16]
	hash, err = a.Passwords.Hash(ctx, password)
	return password, hash, err
}

// visiblePerson returns an official whom the actor administers.
func (a *App) visiblePerson(ctx context.Context, tx Tx, who access.Actor, id kpi.OfficialID) (kpi.Official, error) {
	o, err := tx.Official(ctx, id, a.today())
	if err != nil {
		return o, err
	}
	_, err = access.Check(who, access.ManagePeople, access.Object{Unit: o.UnitID})
	return o, err
}
