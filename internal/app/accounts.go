package app

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// managesAccount refuses accounts that the actor does not administer: the actor's
// are those of officials in their units, and of no official who hold a role there
// or none anywhere yet.
func (a *App) managesAccount(ctx context.Context, tx Tx, who access.Actor, id kpi.AccountID) (Account, access.Grant, error) {
	g, err := access.Allow(who, access.ManagePeople)
	if err != nil {
		return Account{}, g, err
	}
	acc, err := tx.AccountIn(ctx, g, id, a.today())
	if kpi.CodeOf(err) == kpi.NotFound {
		err = kpi.E(kpi.NotFound, "account.not_found", "Không có tài khoản này.", "There is no such account.")
	}
	return acc, g, err
}

// mayShut also refuses accounts with a role beyond the actor's units: whoever
// resets a password can be its owner, and would rise with it.
func (a *App) mayShut(ctx context.Context, tx Tx, who access.Actor, id kpi.AccountID) (Account, error) {
	acc, g, err := a.managesAccount(ctx, tx, who, id)
	if err != nil {
		return acc, err
	}
	beyond, err := tx.HoldsBeyond(ctx, g, id)
	if err == nil && beyond {
		err = access.ErrForbidden()
	}
	return acc, err
}

// ResetPassword gives an account a new one-time password and ends its sessions.
func (a *App) ResetPassword(ctx context.Context, who access.Actor, id kpi.AccountID) (string, error) {
	password, hash, err := a.oneTime(ctx)
	if err != nil {
		return "", err
	}
	err = a.Store.InTx(ctx, func(tx Tx) error {
		acc, err := a.mayShut(ctx, tx, who, id)
		if err != nil {
			return err
		}
		if err := tx.SetPassword(ctx, id, hash, true); err != nil {
			return err
		}
		return a.accountChanged(ctx, tx, who, acc, "account.reset")
	})
	if err != nil {
		return "", err
	}
	return password, nil
}

// SetDisabled shuts or opens an account; nobody shuts their own.
func (a *App) SetDisabled(ctx context.Context, who access.Actor, id kpi.AccountID, disabled bool) error {
	if id == who.Account {
		return access.ErrForbidden()
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		acc, err := a.mayShut(ctx, tx, who, id)
		if err != nil {
			return err
		}
		if err := tx.SetDisabled(ctx, id, disabled); err != nil {
			return err
		}
		kind := "account.enabled"
		if disabled {
			kind = "account.disabled"
		}
		return a.accountChanged(ctx, tx, who, acc, kind)
	})
}

func (a *App) accountChanged(ctx context.Context, tx Tx, who access.Actor, acc Account, kind string) error {
	unit, err := a.unitOfAccount(ctx, tx, who, acc.OfficialID)
	if err != nil {
		return err
	}
	if _, _, err := a.write(ctx, tx, kind, who.Account, object("account", acc.ID), unit, struct {
		Account kpi.AccountID `json:"account"`
	}{acc.ID}); err != nil {
		return err
	}
	return tx.DeleteSessionsOf(ctx, acc.ID, nil)
}

// unitOfAccount says where the log tells of a change of an account: in the unit of
// its official, else where the actor administers. An entry of no unit is read by
// nobody.
func (a *App) unitOfAccount(ctx context.Context, tx Tx, who access.Actor, official kpi.OfficialID) (kpi.UnitID, error) {
	if official != 0 {
		o, err := tx.Official(ctx, official, a.today())
		return o.UnitID, err
	}
	for _, h := range who.Roles {
		if h.Role == kpi.Admin {
			return h.Unit, nil
		}
	}
	return 0, nil
}
