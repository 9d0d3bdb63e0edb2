package app

import (
	"context"
	"strings"

	"minhchung/internal/kpi"
)

// NeedsSetup reports whether nobody can sign in yet.
func (a *App) NeedsSetup(ctx context.Context) (need bool, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		n, err := tx.CountAccounts(ctx)
		need = n == 0
		return err
	})
	return need, err
}

// InviteFirstAdmin makes a one-time token for the first admin; only its hash is
// kept. It is valid for a day and replaces nothing: the first one used wins.
func (a *App) InviteFirstAdmin(ctx context.Context) (token string, err error) {
	token, hash := a.Passwords.Secret()
	err = a.Store.InTx(ctx, func(tx Tx) error {
		return tx.AddInvitation(ctx, hash, purposeFirstUser, a.now().Add(invitationLife))
	})
	return token, err
}

// FirstAdmin describes the first person of an installation and its agency.
type FirstAdmin struct {
	Token, Login, Name, Password string
	AgencyName                   string
}

// SetUp makes the agency and its first admin. It works once.
//
// Error reasons: setup.done, setup.token, account.login, password.weak.
func (a *App) SetUp(ctx context.Context, f FirstAdmin) error {
	hash, err := a.Passwords.Hash(ctx, f.Password)
	if err != nil {
		return err
	}
	login, err := checkLogin(f.Login)
	if err != nil {
		return err
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.UseInvitation(ctx, a.Passwords.HashSecret(f.Token), purposeFirstUser, a.now()); err != nil {
			return err
		}
		if n, err := tx.CountAccounts(ctx); err != nil || n > 0 {
			if err == nil {
				err = kpi.E(kpi.Closed, "setup.done", "Hệ thống đã có người quản trị.", "There is an administrator already.")
			}
			return err
		}
		name := strings.TrimSpace(f.AgencyName)
		if name == "" {
			name = "Cơ quan"
		}
		unit, err := tx.AddUnit(ctx, kpi.Unit{Kind: kpi.UnitAgency, Code: "CQ", Name: name, From: a.today()})
		if err != nil {
			return err
		}
		id, err := tx.AddAccount(ctx, Account{Login: login, Name: strings.TrimSpace(f.Name), PasswordHash: hash})
		if err != nil {
			return err
		}
		if _, err := tx.AddRoleGrant(ctx, RoleGrant{AccountID: id, Role: kpi.Admin, UnitID: unit, From: a.today(), Active: true}); err != nil {
			return err
		}
		_, _, err = a.write(ctx, tx, "installation.set_up", id, object("account", id), unit, struct {
			Account kpi.AccountID `json:"account"`
			Agency  kpi.UnitID    `json:"agency"`
		}{id, unit})
		return err
	})
}

// checkLogin accepts 2 to 40 letters a–z, digits, dots, dashes and underscores.
func checkLogin(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) < 2 || len(s) > 40 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789._-") != "" {
		return "", kpi.E(kpi.Invalid, "account.login",
			"Tên đăng nhập gồm 2–40 ký tự a–z, số, chấm, gạch.", "A login is 2–40 letters a–z, digits, dots or dashes.")
	}
	return s, nil
}

// ForcePassword sets an account's password from the machine itself, e.g. when the
// only administrator forgot theirs; its sessions end, and the log says so.
func (a *App) ForcePassword(ctx context.Context, login, password string) error {
	hash, err := a.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		acc, err := tx.AccountByLogin(ctx, strings.ToLower(strings.TrimSpace(login)))
		if err != nil {
			return err
		}
		if err := tx.SetPassword(ctx, acc.ID, hash, true); err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "account.password_forced", 0, object("account", acc.ID), 0, struct {
			Account kpi.AccountID `json:"account"`
		}{acc.ID}); err != nil {
			return err
		}
		return tx.DeleteSessionsOf(ctx, acc.ID, nil)
	})
}
