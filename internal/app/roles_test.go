package app_test

import (
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// Otherwise one admin makes a second account, gives it the role of an admin, and is
// the second person for everything.
func TestAnAdminIsMadeByTwoPersonsOnceThereAreTwo(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, ik := t.Context(), w.Actor(t, "ik")
	puppet, _, err := w.App.AddAccount(ctx, ik, "roi", "Con rối", 0)
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.App.GiveRole(ctx, ik, app.RoleGrant{AccountID: puppet.ID, Role: kpi.Admin, UnitID: w.Ward})
	if err != nil {
		t.Fatal(err)
	}
	if r.Active {
		t.Error("one admin made another by themselves while a second admin was there to ask")
	}
	_, err = w.App.ConfirmRole(ctx, ik, r.ID)
	wantReason(t, err, "role.same_person")
	if r, err = w.App.ConfirmRole(ctx, w.Actor(t, "long"), r.ID); err != nil || !r.Active {
		t.Errorf("the second admin could not confirm: %+v, %v", r, err)
	}

	// With nobody to ask, the first admin makes the second alone.
	testkit.SQL(t, w.Database, "UPDATE grants SET active = false, revoked_at = now() WHERE role IN ('admin', 'head') AND account_id <> $1", int64(ik.Account))
	other, _, err := w.App.AddAccount(ctx, ik, "hai", "Quản trị hai", 0)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := w.App.GiveRole(ctx, ik, app.RoleGrant{AccountID: other.ID, Role: kpi.Admin, UnitID: w.Ward}); err != nil || !r.Active {
		t.Errorf("a lone admin cannot be joined by a second: %+v, %v", r, err)
	}
}
