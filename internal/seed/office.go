package seed

import (
	"minhchung/internal/kpi"
	"minhchung/internal/seed/paper"
)

// Office is one agency with its people, catalogue, plans and a month of work.
// Parts name each other by keys that are stable over runs: unit code, staff code,
// login, type code, indicator code, plan line key, document key.
type Office struct {
	Today      kpi.Date
	Seed       uint64 // what chance and keys follow from
	Units      []Unit
	Officials  []Official
	Accounts   []Account
	Types      []kpi.ProductType // ids are zero; Code is the key
	Indicators []Indicator
	Periods    []Period // Periods[0] holds the stories; a second one is the current month when it has only begun
	Plans      []PlanLine
	Documents  []Document
	Dossiers   []Dossier
	General    []General
	Batches    []Batch
}

// Unit is the agency (no parent) or one of its divisions. The agency comes first.
type Unit struct {
	Code   string // "H99.12", "H99.12.02"
	Parent string // code; empty for the agency
	Kind   kpi.UnitKind
	Name   string
	Symbol string // "UBND", "KTHTĐT"
	From   kpi.Date
}

// Official is one person in one post.
type Official struct {
	StaffCode string
	Name      string
	Unit      string // unit code
	Post      string
	Leader    bool   // judged by the leader formula
	Reviewer  string // login of the person who judges this official's evidence
	Story     string // what the demonstration shows with this person; empty for most
}

// Account is somebody who signs in.
type Account struct {
	Login     string // lower-case ASCII
	Name      string
	StaffCode string // empty for accounts that are no official of the ward
	Grants    []Grant
}

// Grant is one role over one unit. A role that reads documents needs the
// confirmation of a second administrator: By asks, ConfirmedBy confirms.
type Grant struct {
	Role        kpi.Role
	Unit        string
	By          string // login
	ConfirmedBy string // login; empty where one person suffices
}

// Indicator is an indicator with its product types by code.
type Indicator struct {
	Code       string
	Unit       string
	Name       string
	DataSource string
	ClosesDay  int
	Types      []string
}

// Period is a period without its rulebook: that is chosen where it is stored.
type Period struct {
	Key                       string // "2026-11"
	Kind                      kpi.PeriodKind
	First, Last, ReviewCloses kpi.Date
	State                     kpi.PeriodState // open or review
}

// PlanLine is one assigned line.
type PlanLine struct {
	Key        string // "VX03/trocap", or "VX03/trocap@2026-12" in a second period
	Period     string
	Official   string // staff code
	Indicator  string
	Type       string
	Quantity   kpi.Rat
	HandedOver kpi.Date
	Due        kpi.Date
	Title      string
	// FromDossiers marks a line that the import of dossiers assigns by itself (every
	// dossier handed to the officer is assigned): it is not to be entered twice.
	FromDossiers bool
}

// Document is one file that is submitted, with what it proves for whom.
type Document struct {
	Key         string // "d01"
	Paper       paper.Paper
	Scan        bool   // make the file with paper.Scan(Seed), else with paper.Render
	Seed        uint64 // of the scan
	Signing     Signing
	FileName    string
	Submitter   string // staff code
	CompletedOn kpi.Date
	Due         kpi.Date
	SubmittedOn kpi.Date
	Uses        []Use // the first one is the submitter's
}

// Use is one piece of evidence: the document on a plan line of one official.
type Use struct {
	Official  string // staff code
	PlanLine  string
	Act       kpi.Act
	Share     kpi.Rat // contribution, 0 < share ≤ 1
	Units     kpi.Rat // claimed units of count
	Delays    int     // deadlines missed
	DelaysOff int     // of them, excused
	Excuse    string  // why excused
	Decisions []Decision
}

// Decision is one step of a review, in order. No decision at all: pending.
type Decision struct {
	On     kpi.Date
	By     string // login
	Accept bool
	Reason kpi.ReturnReason // of a return; empty when accepted
	Note   string
}

// Faults returns how many returns for content the use has met.
func (u Use) Faults() int {
	n := 0
	for _, d := range u.Decisions {
		if kind, ok := d.Reason.Kind(); ok && kind == kpi.ReturnQuality {
			n++
		}
	}
	return n
}

// State returns where the evidence stands after its decisions.
func (u Use) State() kpi.EvidenceState {
	switch {
	case len(u.Decisions) == 0:
		return kpi.EvidenceSubmitted
	case u.Decisions[len(u.Decisions)-1].Accept:
		return kpi.EvidenceAccepted
	}
	return kpi.EvidenceReturned
}

// Dossier is one row of a one-stop export (hồ sơ TTHC).
type Dossier struct {
	Code          string // H99.12-YYMMDD-XXXX
	ProcedureCode string
	Procedure     string
	Field         string
	Applicant     string
	Received      kpi.Date
	Due           kpi.Date
	PausedDays    int // waiting for a supplement: not the officer's delay
	Finished      kpi.Date
	Returned      kpi.Date
	Handler       string // staff code
	Unit          string // unit code
	Status        string // in Vietnamese, as exports say it
	Type          string // product type code it counts as
	Indicator     string
}

// General is a decision on the general criteria of one official.
type General struct {
	Official                      string
	By                            string // login
	Conduct, Capacity, Innovation kpi.Rat
	Reason                        string
}

// Batch names the dossiers of one import, e.g. of one week.
type Batch struct {
	Name     string
	First, N int // Dossiers[First : First+N]
	By       string
	On       kpi.Date
}
