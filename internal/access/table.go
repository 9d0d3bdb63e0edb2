package access

import "minhchung/internal/kpi"

// Action is something that can be done to an object of the register.
type Action string

// The actions. Routes name exactly one of them each.
const (
	Profile         Action = "profile"          // own account, public lists of units and catalogue
	SubmitProduct   Action = "product.submit"   // upload a finished document
	ReadProduct     Action = "product.read"     // open, search, list, download
	EditProduct     Action = "product.edit"     // correct recognised fields
	SubmitEvidence  Action = "evidence.submit"  // attach a product to an indicator, withdraw it
	ReadEvidence    Action = "evidence.read"    // see claims and decisions
	ReviewEvidence  Action = "evidence.review"  // accept, return, undo
	ReadScore       Action = "score.read"       // see a card and why
	AssessGeneral   Action = "general.assess"   // give the points of the general criteria
	ReadPlan        Action = "plan.read"        // see what is assigned
	AssignPlan      Action = "plan.assign"      // assign work
	ReadLog         Action = "log.read"         // see the log's entries (no names of documents in them)
	ReadPeople      Action = "people.read"      // list officials of a unit
	ManagePeople    Action = "people.manage"    // officials, accounts
	ManageUnits     Action = "units.manage"     // units
	ManagePeriods   Action = "periods.manage"   // periods
	GiveRole        Action = "role.give"        // propose or revoke a role
	ConfirmRole     Action = "role.confirm"     // the second person for a role that reads documents
	ManageCatalogue Action = "catalogue.manage" // product types, indicators

	ReadQuarantine    Action = "quarantine.read"    // what was set aside: when, why and whose, no word of it
	ReleaseQuarantine Action = "quarantine.release" // answer for it that a mark of classification is none
	RequestPurge      Action = "purge.request"      // ask that bytes be removed for good
	ConfirmPurge      Action = "purge.confirm"      // the second person's word
	ConfirmClassified Action = "classified.confirm" // count work that has no content here
)

// Relation is how the object stands to the actor.
type Relation string

// The relations, from the nearest.
const (
	Own   Relation = "own"   // the object belongs to the actor
	Under Relation = "under" // it belongs to somebody else in a unit that the role covers
)

// Rule says that a role may do an action to objects in a relation.
type Rule struct {
	Role     kpi.Role
	Action   Action
	Relation Relation
}

// Table is the whole of who may do what. What is not in it is forbidden.
//
// Own work is never judged by its owner: no rule pairs Own with ReviewEvidence,
// AssessGeneral, AssignPlan or ConfirmClassified. Being admin opens no document.
func Table() []Rule {
	var t []Rule
	allow := func(r kpi.Role, rel Relation, actions ...Action) {
		for _, a := range actions {
			t = append(t, Rule{r, a, rel})
		}
	}
	for _, r := range kpi.Roles() {
		allow(r, Own, Profile)
	}
	allow(kpi.Staff, Own, SubmitProduct, ReadProduct, EditProduct, SubmitEvidence, ReadEvidence, ReadScore, ReadPlan)

	reads := []Action{ReadProduct, ReadEvidence, ReadScore, ReadPlan, ReadPeople}
	for _, r := range []kpi.Role{kpi.Supervisor, kpi.Head} {
		allow(r, Under, reads...)
		allow(r, Under, ReviewEvidence, AssessGeneral, AssignPlan)
	}
	allow(kpi.Head, Under, ReadLog, ConfirmRole, ReadQuarantine, ReleaseQuarantine, ConfirmPurge, ConfirmClassified)
	allow(kpi.Inspector, Under, reads...)
	allow(kpi.Inspector, Under, ReadLog)
	allow(kpi.Admin, Under, ReadPeople, ManagePeople, ManageUnits, ManagePeriods, ManageCatalogue, GiveRole, ConfirmRole, ReadLog, ReadPlan, ReadQuarantine, RequestPurge)
	return t
}
