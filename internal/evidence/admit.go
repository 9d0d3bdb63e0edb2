package evidence

import (
	"slices"

	"minhchung/internal/kpi"
)

// Admit decides whether the candidate counts. All checks run: the reasons are
// complete, in a fixed order, without repetition.
func Admit(c Candidate) Admission {
	var codes []string
	for _, check := range []func(Candidate) []string{
		decision, belonging, catalogue, assignment, days, judgedVersion, proof, reading, amount,
	} {
		codes = append(codes, check(c)...)
	}
	if len(codes) == 0 {
		return Admission{Counted: true}
	}
	out := Admission{Reasons: make([]Reason, 0, len(codes))}
	for _, code := range codes {
		text, _ := Sentence(code)
		out.Reasons = append(out.Reasons, Reason{Code: code, Text: text})
	}
	return out
}

// when collects the codes whose condition holds.
type when []string

func (w *when) is(cond bool, code string) {
	if cond {
		*w = append(*w, code)
	}
}

// decision: a named person accepted it, and nothing has put it aside since.
func decision(c Candidate) []string {
	var w when
	switch c.Evidence.State {
	case kpi.EvidenceAccepted:
		w.is(c.Evidence.Reviewer == 0, StateNobody)
	case kpi.EvidenceDraft:
		w.is(true, StateDraft)
	case kpi.EvidenceSubmitted:
		w.is(true, StateSubmitted)
	case kpi.EvidenceReturned:
		w.is(true, StateReturned)
	case kpi.EvidenceWithdrawn:
		w.is(true, StateWithdrawn)
	default:
		w.is(true, StateUnknown)
	}
	w.is(c.Facts.Quarantined, Quarantined)
	w.is(c.Facts.CountedElsewhere, CountedElsewhere)
	return w
}

// belonging: the parts of the candidate are those the evidence names. A mismatch is
// a fault of ours and must never become somebody's point.
func belonging(c Candidate) []string {
	e := c.Evidence
	ok := e.ProductID == c.Product.ID && e.TypeID == c.Type.ID && e.IndicatorID == c.Indicator.ID && e.PeriodID == c.Period.ID
	if c.Plan == nil {
		ok = ok && e.PlanLineID == 0
	} else {
		ok = ok && e.PlanLineID == c.Plan.ID && e.OfficialID == c.Plan.OfficialID
	}
	var w when
	w.is(!ok, Mismatch)
	return w
}

// catalogue: the version of the type is approved, was in force on the day the work
// was finished and can be converted, and the indicator takes the type. A version
// retired since still counts for work finished while it was in force: retiring one
// must not rewrite earlier scores.
func catalogue(c Candidate) []string {
	var w when
	t, day := c.Type, c.Product.CompletedOn
	w.is(t.State != kpi.Approved && (t.State != kpi.Retired || t.To.IsZero()), TypeNotApproved)
	w.is(!day.IsZero() && (day.Before(t.From) || (!t.To.IsZero() && day.After(t.To))), TypeNotInForce)
	w.is(t.Coefficient == nil || t.Coefficient.Sign() <= 0, TypeNoCoefficient)
	w.is(c.Indicator.State != kpi.Approved && c.Indicator.State != kpi.Retired, IndicatorNotApproved)
	w.is(!slices.Contains(c.Indicator.Types, t.ID), IndicatorRefusesType)
	return w
}

// assignment: work nobody assigned counts once the supervisor approved its
// assignment, and an assignment of another period only when it was carried.
func assignment(c Candidate) []string {
	var w when
	p := c.Plan
	if p == nil {
		w.is(!c.Facts.AllowUnassigned, PlanNone)
		return w
	}
	w.is(p.Unplanned && !p.Approved && !c.Facts.AllowUnassigned, PlanUnapproved)
	w.is(p.PeriodID != c.Period.ID && !c.Facts.Carried, PlanOtherPeriod)
	return w
}

// days: finished inside the period and attached before its review closes. Carried
// work may have been finished in the days between, before the register knew.
func days(c Candidate) []string {
	var w when
	done, p := c.Product.CompletedOn, c.Period
	switch {
	case done.IsZero():
		w.is(true, CompletedUnknown)
	case c.Facts.Carried && c.Plan != nil:
		w.is(done.After(p.Last), CompletedOutside)
	default:
		w.is(!p.Contains(done), CompletedOutside)
	}
	closes := p.ReviewCloses
	if closes.IsZero() {
		closes = p.Last
	}
	switch {
	case c.Evidence.SubmittedAt.IsZero():
		w.is(true, SubmittedNever)
	default:
		w.is(kpi.DateOf(c.Evidence.SubmittedAt).After(closes) && !c.Facts.ByPetition, SubmittedLate)
	}
	return w
}

// judgedVersion: what was judged is what is there now, byte for byte.
func judgedVersion(c Candidate) []string {
	var w when
	now, judged := c.Product.Hash, c.Evidence.JudgedHash
	// What waits for its decision has been judged by nobody, and its state says so.
	w.is(now != "" && judged == "" && c.Evidence.State == kpi.EvidenceAccepted, JudgedNothing)
	w.is(judged != "" && judged != now, JudgedOther)
	return w
}

// proof: the type says what it takes as proof. Of classified work nothing may be kept
// here, and the word of the head is the proof.
func proof(c Candidate) []string {
	var w when
	file, record := c.Product.Hash != "", c.Facts.FromRecord
	if c.Facts.ContentFree { // the head's word stands in for the file that may not be here
		w.is(!c.Facts.HeadConfirmed, HeadNotConfirmed)
		w.is(c.Type.Needs == kpi.NeedsRecord, ProofRecord)
		return w
	}
	switch c.Type.Needs {
	case kpi.NeedsFile:
		w.is(!file, ProofFile)
	case kpi.NeedsRecord:
		w.is(!record, ProofRecord)
	default:
		w.is(!file && !record, ProofNone)
	}
	return w
}

// reading: a file nobody could read by machine counts only when a person typed what
// it is and the supervisor opened it.
func reading(c Candidate) []string {
	var w when
	if c.Product.Hash == "" {
		return nil
	}
	switch c.Product.Read {
	case kpi.ReadDone:
	case kpi.ReadNot:
		w.is(!c.Facts.IdentityTyped, ReadNotTyped)
		w.is(!c.Facts.OpenedBySupervisor, ReadNotOpened)
	default:
		w.is(true, ReadPending)
	}
	return w
}

// amount: the claimed units and the share of joint work are in their ranges.
func amount(c Candidate) []string {
	var w when
	w.is(c.Evidence.Units.Sign() <= 0, UnitsNone)
	w.is(c.Share.Sign() <= 0 || kpi.Int(1).Less(c.Share), ShareRange)
	return w
}
