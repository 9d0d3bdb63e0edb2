package app_test

import (
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

func TestAnAdminTakesOverNobodyAboveThem(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	for _, victim := range []string{"hanh", "ik"} { // inspector and admin of the ward: officials of nowhere
		_, err := w.App.ResetPassword(ctx, w.Actor(t, "za"), w.People[victim].Account)
		wantReason(t, err, "account.not_found")
		wantReason(t, w.App.SetDisabled(ctx, w.Actor(t, "za"), w.People[victim].Account, true), "account.not_found")
	}
	// An official of the admin's own unit who holds a role beyond it.
	if err := w.Store.InTx(ctx, func(tx app.Tx) error {
		_, err := tx.AddRoleGrant(ctx, app.RoleGrant{AccountID: w.People["xa"].Account, Role: kpi.Inspector, UnitID: w.Ward, From: kpi.NewDate(2026, 1, 1), Active: true})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	_, err := w.App.ResetPassword(ctx, w.Actor(t, "za"), w.People["xa"].Account)
	wantReason(t, err, "access.forbidden")
	if _, err := w.App.ResetPassword(ctx, w.Actor(t, "ik"), w.People["hanh"].Account); err != nil {
		t.Errorf("the ward's own admin: %v", err)
	}
	list, err := w.App.Entries(ctx, w.Actor(t, "giang"), app.LogFilter{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, e := range list {
		seen = seen || e.Kind == "account.reset"
	}
	if !seen {
		t.Error("the head cannot see that a password was reset")
	}
}
