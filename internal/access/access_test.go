package access_test

import (
	"testing"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

const (
	ward, office, economy, otherWard kpi.UnitID     = 1, 2, 3, 9
	me, colleague, stranger          kpi.OfficialID = 10, 11, 19
)

func actor(r kpi.Role, under ...kpi.UnitID) access.Actor {
	return access.Actor{Account: 100, Official: me, Roles: []access.Held{{Role: r, Unit: under[0], Under: under}}}
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	mine := access.Object{Official: me, Unit: office}
	sibling := access.Object{Official: colleague, Unit: office}
	otherUnit := access.Object{Official: colleague, Unit: economy}
	foreign := access.Object{Official: stranger, Unit: otherWard}
	secret := access.Object{Official: colleague, Unit: office, Restricted: true}
	named := access.Object{Official: colleague, Unit: office, Restricted: true, Readers: []kpi.AccountID{100}}

	for _, c := range []struct {
		name   string
		actor  access.Actor
		action access.Action
		object access.Object
		want   bool
	}{
		{"staff reads own", actor(kpi.Staff, office), access.ReadProduct, mine, true},
		{"staff does not read a colleague's", actor(kpi.Staff, office), access.ReadProduct, sibling, false},
		{"staff submits own", actor(kpi.Staff, office), access.SubmitEvidence, mine, true},
		{"staff does not review", actor(kpi.Staff, office), access.ReviewEvidence, sibling, false},
		{"supervisor reads the unit", actor(kpi.Supervisor, office), access.ReadProduct, sibling, true},
		{"supervisor reviews the unit", actor(kpi.Supervisor, office), access.ReviewEvidence, sibling, true},
		{"supervisor does not review own", actor(kpi.Supervisor, office), access.ReviewEvidence, mine, false},
		{"supervisor does not see another unit", actor(kpi.Supervisor, office), access.ReadProduct, otherUnit, false},
		{"supervisor does not assess own general criteria", actor(kpi.Supervisor, office), access.AssessGeneral, mine, false},
		{"head reads every division", actor(kpi.Head, ward, office, economy), access.ReadProduct, otherUnit, true},
		{"head does not judge own", actor(kpi.Head, ward, office, economy), access.ReviewEvidence, mine, false},
		{"head does not see another ward", actor(kpi.Head, ward, office, economy), access.ReadProduct, foreign, false},
		{"inspector reads the scope", actor(kpi.Inspector, ward, office, economy), access.ReadProduct, otherUnit, true},
		{"inspector does not review", actor(kpi.Inspector, ward, office, economy), access.ReviewEvidence, otherUnit, false},
		{"inspector does not see another ward", actor(kpi.Inspector, ward, office, economy), access.ReadProduct, foreign, false},
		{"admin opens no document", actor(kpi.Admin, ward, office, economy), access.ReadProduct, sibling, false},
		{"admin manages people below", actor(kpi.Admin, ward, office, economy), access.ManagePeople, sibling, true},
		{"admin does not manage another ward", actor(kpi.Admin, ward, office, economy), access.ManagePeople, foreign, false},
		{"restricted stays shut to the head", actor(kpi.Head, ward, office), access.ReadProduct, secret, false},
		{"restricted opens to a named reader", actor(kpi.Head, ward, office), access.ReadProduct, named, true},
		{"nobody's zero unit is covered by nobody", actor(kpi.Head, ward, office), access.ReadProduct, access.Object{}, false},
	} {
		if _, err := access.Check(c.actor, c.action, c.object); (err == nil) != c.want {
			t.Errorf("%s: err = %v", c.name, err)
		}
	}
}

func TestNoRuleLetsAnybodyJudgeTheirOwnWork(t *testing.T) {
	t.Parallel()
	var all []access.Held
	for _, r := range kpi.Roles() {
		all = append(all, access.Held{Role: r, Unit: ward, Under: []kpi.UnitID{ward, office, economy}})
	}
	everything := access.Actor{Account: 1, Official: me, Roles: all}
	for _, a := range []access.Action{access.ReviewEvidence, access.AssessGeneral, access.AssignPlan} {
		if _, err := access.Check(everything, a, access.Object{Official: me, Unit: office}); err == nil {
			t.Errorf("%s: somebody with every role did it to their own work", a)
		}
	}
}

func TestZeroGrantCoversNothing(t *testing.T) {
	t.Parallel()
	var g access.Grant
	for _, o := range []access.Object{{}, {Official: me}, {Unit: ward}, {Official: me, Unit: ward}} {
		if g.Covers(o) {
			t.Errorf("zero grant covers %+v", o)
		}
	}
	if _, err := access.Allow(access.Actor{Account: 1, Official: me}, access.ReadProduct); err == nil {
		t.Error("an actor without roles was allowed")
	}
}

func TestNarrowNeverWidens(t *testing.T) {
	t.Parallel()
	g, err := access.Allow(actor(kpi.Head, ward, office), access.ReadProduct)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := g.Narrow([]kpi.UnitID{otherWard}); ok {
		t.Error("narrowing to a foreign unit left something")
	}
	n, ok := g.Narrow([]kpi.UnitID{office, otherWard})
	if !ok || n.Covers(access.Object{Official: colleague, Unit: ward}) || !n.Covers(access.Object{Official: colleague, Unit: office}) {
		t.Error("narrowing did not leave exactly the office")
	}
}

// Every role and action of the table is one that exists, and none stands twice.
func TestTableIsWellFormed(t *testing.T) {
	t.Parallel()
	seen := map[access.Rule]bool{}
	for _, r := range access.Table() {
		if !r.Role.Valid() || seen[r] {
			t.Errorf("rule %+v is unknown or stands twice", r)
		}
		seen[r] = true
	}
}
