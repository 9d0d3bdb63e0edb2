// Package access decides who may do what. The whole decision is one table of
// (role, action, relation); everything else here only finds the relation.
//
// It is pure and knows no sessions, HTTP or rows. It does not hide rows by
// itself: it hands out a Grant, and every list of the store takes one, so that a
// forgotten filter does not compile.
package access

import (
	"slices"

	"minhchung/internal/kpi"
)

// Actor is somebody signed in, with the roles in force today.
type Actor struct {
	Account  kpi.AccountID
	Official kpi.OfficialID // 0 when the account is nobody who is judged
	Name     string
	Login    string
	Roles    []Held
}

// Held is one role in force, with every unit it covers: the unit it was given
// over and all below it.
type Held struct {
	Role  kpi.Role
	Unit  kpi.UnitID
	Under []kpi.UnitID
}

// Object is what an action is done to, as far as rights are concerned.
type Object struct {
	Official   kpi.OfficialID  // whose work it is; 0 when nobody's
	Unit       kpi.UnitID      // where it belongs
	Restricted bool            // only its owner and the named readers may open it
	Readers    []kpi.AccountID // the named readers
}

// Grant is the permission to do one action to a set of objects. The zero Grant
// covers nothing; only this package makes others.
type Grant struct {
	action  Action
	account kpi.AccountID
	own     kpi.OfficialID // objects of this official
	units   []kpi.UnitID   // objects of these units
	system  bool
}

// ErrForbidden is returned when no rule allows the action.
func ErrForbidden() *kpi.Error {
	return kpi.E(kpi.Forbidden, "access.forbidden",
		"Bạn không có quyền làm việc này. Không có gì bị thay đổi. Hãy hỏi người quản trị của cơ quan để được giao quyền.",
		"You may not do this. Nothing was changed. Ask your agency's administrator for the right.")
}

// Allow returns what the actor may do the action to, as a Grant for lists. It
// fails when there is no object at all to which the actor may do it.
func Allow(a Actor, action Action) (Grant, error) {
	g := Grant{action: action, account: a.Account}
	for _, h := range a.Roles {
		for _, rule := range Table() {
			if rule.Role != h.Role || rule.Action != action {
				continue
			}
			switch rule.Relation {
			case Own:
				g.own = a.Official
			case Under:
				g.units = append(g.units, h.Under...)
			}
		}
	}
	slices.Sort(g.units)
	g.units = slices.Compact(g.units)
	if g.own == 0 && len(g.units) == 0 && action != Profile {
		return Grant{}, ErrForbidden()
	}
	return g, nil
}

// Check returns a Grant when the actor may do the action to the object.
func Check(a Actor, action Action, o Object) (Grant, error) {
	g, err := Allow(a, action)
	if err != nil {
		return Grant{}, err
	}
	if !g.Covers(o) || (neverOwn(action) && o.Official != 0 && o.Official == a.Official) {
		return Grant{}, ErrForbidden()
	}
	return g, nil
}

// neverOwn lists the actions that nobody does to their own work, whatever other
// roles they hold.
func neverOwn(action Action) bool {
	return action == ReviewEvidence || action == AssessGeneral || action == AssignPlan || action == ConfirmClassified
}

// System returns the Grant of the installation itself, for jobs and commands
// that serve no person.
func System() Grant { return Grant{system: true} }

// Covers reports whether the object is in the set.
func (g Grant) Covers(o Object) bool {
	if g.system {
		return true
	}
	if g.own != 0 && o.Official == g.own {
		return true
	}
	if o.Restricted && !slices.Contains(o.Readers, g.account) {
		return false
	}
	_, found := slices.BinarySearch(g.units, o.Unit)
	return found
}

// Everything reports whether the grant has no bounds.
func (g Grant) Everything() bool { return g.system }

// Own returns the official whose objects are covered; 0 is nobody.
func (g Grant) Own() kpi.OfficialID { return g.own }

// Units returns the units whose objects are covered, sorted.
func (g Grant) Units() []kpi.UnitID { return slices.Clone(g.units) }

// Account returns who asks; 0 is the installation.
func (g Grant) Account() kpi.AccountID { return g.account }

// NotOwn reports whether the covered set leaves out the asker's own work.
func (g Grant) NotOwn() bool { return neverOwn(g.action) }

// Narrow returns the grant bounded to one unit's subtree, and false when nothing
// of it is left.
func (g Grant) Narrow(units []kpi.UnitID) (Grant, bool) {
	if g.system {
		return Grant{units: slices.Sorted(slices.Values(units))}, len(units) > 0
	}
	n := g
	n.units = nil
	for _, u := range units {
		if _, ok := slices.BinarySearch(g.units, u); ok {
			n.units = append(n.units, u)
		}
	}
	slices.Sort(n.units)
	return n, len(n.units) > 0 || n.own != 0
}

// Has reports whether the actor holds the role anywhere.
func (a Actor) Has(r kpi.Role) bool {
	return slices.ContainsFunc(a.Roles, func(h Held) bool { return h.Role == r })
}
