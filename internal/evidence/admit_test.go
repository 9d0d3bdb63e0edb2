package evidence_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"minhchung/internal/evidence"
	"minhchung/internal/kpi"
)

const hash = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"

// counting is a candidate that counts; each test breaks it in one way.
func counting() evidence.Candidate {
	one := kpi.Int(1)
	return evidence.Candidate{
		Evidence: kpi.Evidence{
			ID: 1, ProductID: 2, IndicatorID: 3, TypeID: 4, OfficialID: 5, PeriodID: 6, PlanLineID: 7,
			State: kpi.EvidenceAccepted, Units: one, JudgedHash: hash, Reviewer: 8,
			SubmittedAt: time.Date(2026, 3, 20, 2, 0, 0, 0, time.UTC),
		},
		Product: kpi.Product{ID: 2, CompletedOn: kpi.NewDate(2026, 3, 19), Read: kpi.ReadDone, Hash: hash},
		Type: kpi.ProductType{
			ID: 4, Coefficient: &one, State: kpi.Approved, Needs: kpi.NeedsFile, From: kpi.NewDate(2026, 1, 1),
		},
		Indicator: kpi.Indicator{ID: 3, State: kpi.Approved, Types: []kpi.ProductTypeID{9, 4}},
		Plan:      &kpi.PlanLine{ID: 7, OfficialID: 5, PeriodID: 6},
		Period: kpi.Period{
			ID: 6, First: kpi.NewDate(2026, 3, 1), Last: kpi.NewDate(2026, 3, 31), ReviewCloses: kpi.NewDate(2026, 4, 5),
		},
		Share: one,
	}
}

type change struct {
	name string
	do   func(*evidence.Candidate)
	want []string
}

// refusals are independent of each other, so that any set of them can be combined.
func refusals() []change {
	return []change{
		{"returned", func(c *evidence.Candidate) { c.Evidence.State = kpi.EvidenceReturned }, []string{evidence.StateReturned}},
		{"quarantined", func(c *evidence.Candidate) { c.Facts.Quarantined = true }, []string{evidence.Quarantined}},
		{"counted elsewhere", func(c *evidence.Candidate) { c.Facts.CountedElsewhere = true }, []string{evidence.CountedElsewhere}},
		{"other official's plan", func(c *evidence.Candidate) { c.Evidence.OfficialID = 50 }, []string{evidence.Mismatch}},
		{"draft type", func(c *evidence.Candidate) { c.Type.State = kpi.Draft }, []string{evidence.TypeNotApproved}},
		{"type not yet in force", func(c *evidence.Candidate) { c.Type.From = kpi.NewDate(2026, 6, 1) }, []string{evidence.TypeNotInForce}},
		{"no coefficient", func(c *evidence.Candidate) { c.Type.Coefficient = nil }, []string{evidence.TypeNoCoefficient}},
		{"draft indicator", func(c *evidence.Candidate) { c.Indicator.State = kpi.Draft }, []string{evidence.IndicatorNotApproved}},
		{"type not taken", func(c *evidence.Candidate) { c.Indicator.Types = []kpi.ProductTypeID{9} }, []string{evidence.IndicatorRefusesType}},
		{"plan of another period", func(c *evidence.Candidate) { c.Plan.PeriodID = 60 }, []string{evidence.PlanOtherPeriod}},
		{"unapproved unplanned work", func(c *evidence.Candidate) { c.Plan.Unplanned = true }, []string{evidence.PlanUnapproved}},
		{"completed outside", func(c *evidence.Candidate) { c.Product.CompletedOn = kpi.NewDate(2026, 4, 1) }, []string{evidence.CompletedOutside}},
		{"submitted late", func(c *evidence.Candidate) { c.Evidence.SubmittedAt = kpi.NewDate(2026, 4, 6).Start() }, []string{evidence.SubmittedLate}},
		{"judged another version", func(c *evidence.Candidate) { c.Evidence.JudgedHash = "00" }, []string{evidence.JudgedOther}},
		{"needs a record", func(c *evidence.Candidate) { c.Type.Needs = kpi.NeedsRecord }, []string{evidence.ProofRecord}},
		{"not read", func(c *evidence.Candidate) { c.Product.Read = kpi.ReadNot }, []string{evidence.ReadNotTyped, evidence.ReadNotOpened}},
		{"no units", func(c *evidence.Candidate) { c.Evidence.Units = kpi.Rat{} }, []string{evidence.UnitsNone}},
		{"share above 1", func(c *evidence.Candidate) { c.Share = kpi.NewRat(4, 3) }, []string{evidence.ShareRange}},
	}
}

func TestEachRefusalHasItsReason(t *testing.T) {
	t.Parallel()
	more := []change{
		{"draft", func(c *evidence.Candidate) { c.Evidence.State = kpi.EvidenceDraft }, []string{evidence.StateDraft}},
		{"submitted", func(c *evidence.Candidate) { c.Evidence.State = kpi.EvidenceSubmitted }, []string{evidence.StateSubmitted}},
		{"withdrawn", func(c *evidence.Candidate) { c.Evidence.State = kpi.EvidenceWithdrawn }, []string{evidence.StateWithdrawn}},
		{"no state", func(c *evidence.Candidate) { c.Evidence.State = "" }, []string{evidence.StateUnknown}},
		{"accepted by nobody", func(c *evidence.Candidate) { c.Evidence.Reviewer = 0 }, []string{evidence.StateNobody}},
		{"another product", func(c *evidence.Candidate) { c.Product.ID = 20 }, []string{evidence.Mismatch}},
		{"retired without a last day", func(c *evidence.Candidate) { c.Type.State = kpi.Retired }, []string{evidence.TypeNotApproved}},
		{"retired before completion", func(c *evidence.Candidate) {
			c.Type.State, c.Type.To = kpi.Retired, kpi.NewDate(2026, 3, 18)
		}, []string{evidence.TypeNotInForce}},
		{"nobody assigned it", func(c *evidence.Candidate) { c.Plan, c.Evidence.PlanLineID = nil, 0 }, []string{evidence.PlanNone}},
		{"no day of completion", func(c *evidence.Candidate) { c.Product.CompletedOn = kpi.Date{} }, []string{evidence.CompletedUnknown}},
		{"completed the day before", func(c *evidence.Candidate) { c.Product.CompletedOn = kpi.NewDate(2026, 2, 28) }, []string{evidence.CompletedOutside}},
		{"carried and completed after", func(c *evidence.Candidate) {
			c.Facts.Carried, c.Product.CompletedOn = true, kpi.NewDate(2026, 4, 1)
		}, []string{evidence.CompletedOutside}},
		{"never submitted", func(c *evidence.Candidate) { c.Evidence.SubmittedAt = time.Time{} }, []string{evidence.SubmittedNever}},
		{"decision names no version", func(c *evidence.Candidate) { c.Evidence.JudgedHash = "" }, []string{evidence.JudgedNothing}},
		{"a record where a file is needed", func(c *evidence.Candidate) {
			c.Facts.FromRecord, c.Product.Hash, c.Evidence.JudgedHash = true, "", ""
		}, []string{evidence.ProofFile}},
		{"classified, confirmed by nobody", func(c *evidence.Candidate) {
			c.Facts.ContentFree, c.Product.Hash, c.Evidence.JudgedHash = true, "", ""
		}, []string{evidence.HeadNotConfirmed}},
		{"classified, where a record is needed", func(c *evidence.Candidate) {
			c.Facts.ContentFree, c.Facts.HeadConfirmed, c.Type.Needs = true, true, kpi.NeedsRecord
			c.Product.Hash, c.Evidence.JudgedHash = "", ""
		}, []string{evidence.ProofRecord}},
		{"neither file nor record", func(c *evidence.Candidate) {
			c.Type.Needs, c.Product.Hash, c.Evidence.JudgedHash = kpi.NeedsEither, "", ""
		}, []string{evidence.ProofNone}},
		{"still being read", func(c *evidence.Candidate) { c.Product.Read = kpi.ReadPending }, []string{evidence.ReadPending}},
		{"not read, typed only", func(c *evidence.Candidate) {
			c.Product.Read, c.Facts.IdentityTyped = kpi.ReadNot, true
		}, []string{evidence.ReadNotOpened}},
		{"share 0", func(c *evidence.Candidate) { c.Share = kpi.Rat{} }, []string{evidence.ShareRange}},
	}
	for _, ch := range slices.Concat(refusals(), more) {
		t.Run(ch.name, func(t *testing.T) {
			t.Parallel()
			c := counting()
			ch.do(&c)
			got := evidence.Admit(c)
			if got.Counted || !slices.Equal(got.Codes(), ch.want) {
				t.Fatalf("counted %v, reasons %v, want %v", got.Counted, got.Codes(), ch.want)
			}
			for _, r := range got.Reasons {
				if r.Text.Vi == "" || r.Text.En == "" {
					t.Errorf("%s says nothing in one language", r.Code)
				}
			}
		})
	}
}

func TestWhatCounts(t *testing.T) {
	t.Parallel()
	for _, ch := range []change{
		{name: "the ordinary case", do: func(*evidence.Candidate) {}},
		{name: "the first day", do: func(c *evidence.Candidate) { c.Product.CompletedOn = c.Period.First }},
		{name: "the last day", do: func(c *evidence.Candidate) { c.Product.CompletedOn = c.Period.Last }},
		{name: "submitted in the last minute of review in Vietnam", do: func(c *evidence.Candidate) {
			c.Evidence.SubmittedAt = time.Date(2026, 4, 5, 16, 59, 0, 0, time.UTC)
		}},
		{name: "submitted late through a petition", do: func(c *evidence.Candidate) {
			c.Evidence.SubmittedAt, c.Facts.ByPetition = kpi.NewDate(2026, 9, 1).Start(), true
		}},
		{name: "a trusted record without a file", do: func(c *evidence.Candidate) {
			c.Type.Needs, c.Facts.FromRecord = kpi.NeedsRecord, true
			c.Product.Hash, c.Evidence.JudgedHash, c.Product.Read = "", "", ""
		}},
		{name: "not read, typed and opened", do: func(c *evidence.Candidate) {
			c.Product.Read, c.Facts.IdentityTyped, c.Facts.OpenedBySupervisor = kpi.ReadNot, true, true
		}},
		{name: "unplanned with an approved assignment", do: func(c *evidence.Candidate) { c.Plan.Unplanned, c.Plan.Approved = true, true }},
		{name: "unassigned where the rulebook allows it", do: func(c *evidence.Candidate) {
			c.Plan, c.Evidence.PlanLineID, c.Facts.AllowUnassigned = nil, 0, true
		}},
		{name: "carried from the period before", do: func(c *evidence.Candidate) {
			c.Plan.PeriodID, c.Facts.Carried, c.Product.CompletedOn = 60, true, kpi.NewDate(2026, 2, 28)
		}},
		{name: "a version retired since", do: func(c *evidence.Candidate) {
			c.Type.State, c.Type.To = kpi.Retired, kpi.NewDate(2026, 3, 19)
		}},
		{name: "classified work that the head confirmed", do: func(c *evidence.Candidate) {
			c.Facts.ContentFree, c.Facts.HeadConfirmed, c.Product.Hash, c.Evidence.JudgedHash = true, true, "", ""
		}},
		{name: "a third of joint work", do: func(c *evidence.Candidate) { c.Share = kpi.NewRat(1, 3) }},
	} {
		t.Run(ch.name, func(t *testing.T) {
			t.Parallel()
			c := counting()
			ch.do(&c)
			if got := evidence.Admit(c); !got.Counted || len(got.Reasons) != 0 {
				t.Fatalf("not counted: %v", got.Codes())
			}
		})
	}
}

func TestAllReasonsAreReported(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		c := counting()
		var want []string
		for _, ch := range refusals() {
			if random.IntN(3) == 0 {
				ch.do(&c)
				want = append(want, ch.want...)
			}
		}
		got := evidence.Admit(c)
		codes := got.Codes()
		slices.Sort(want)
		slices.Sort(codes)
		if !slices.Equal(codes, want) || got.Counted != (len(want) == 0) {
			t.Fatalf("reasons %v, want %v", codes, want)
		}
	}
}

func TestAnEmptyCandidateIsRefusedAndNeverPanics(t *testing.T) {
	t.Parallel()
	if got := evidence.Admit(evidence.Candidate{}); got.Counted || len(got.Reasons) < 5 {
		t.Fatalf("an empty candidate: %+v", got)
	}
	if _, ok := evidence.Sentence("no.such-code"); ok {
		t.Error("an unknown code has a sentence")
	}
}
