package app

import (
	"minhchung/internal/evidence"
	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

// factsOf turns the rows of one snapshot into the facts of a score: who was
// assigned what, and for each piece of evidence whether it counts, or why not.
//
// AsOf stays empty: it only colours a sentence, and a day in it would make a new
// card of the same facts every day.
func factsOf(j ScoreJob, rows FactRows) scoring.Facts {
	f := scoring.Facts{
		Format: scoring.FactsFormat, Rulebook: j.Rulebook, Agency: j.Agency,
		Official: scoring.OfficialFact{ID: rows.Official.ID, StaffCode: rows.Official.StaffCode, Leader: rows.Official.Leader},
		Period: scoring.PeriodFact{
			ID: rows.Period.ID, Kind: rows.Period.Kind, First: rows.Period.First, Last: rows.Period.Last,
		},
		Types: []scoring.TypeFact{}, Plan: []scoring.PlanFact{}, Evidence: []scoring.EvidenceFact{},
	}
	types := map[kpi.ProductTypeID]bool{}
	addType := func(t kpi.ProductType) {
		if !types[t.ID] {
			types[t.ID] = true
			f.Types = append(f.Types, scoring.TypeFact{ID: t.ID, Coefficient: t.Coefficient, Cap: t.Cap, Unit: t.Unit})
		}
	}
	for _, l := range rows.Plan {
		addType(l.Type)
		f.Plan = append(f.Plan, planFact(l.PlanLine))
	}
	carried := map[kpi.PlanLineID]bool{}
	for _, l := range rows.Carried {
		carried[l.ID] = true
		addType(l.Type)
		p := planFact(l.PlanLine.PlanLine)
		p.Carried, p.FinishedBefore = true, l.Finished
		if l.Due.Before(rows.Period.First) {
			p.CarriedDelays = 1
		}
		f.Plan = append(f.Plan, p)
	}
	for _, e := range rows.Evidence {
		addType(e.Type)
		f.Evidence = append(f.Evidence, evidenceFact(e, rows.Period, carried[e.PlanLineID]))
	}
	if g := rows.General; g != nil {
		f.General = &scoring.GeneralFact{Conduct: g.Conduct, Capacity: g.Capacity, Innovation: g.Innovation}
	}
	return f
}

func planFact(l kpi.PlanLine) scoring.PlanFact {
	return scoring.PlanFact{
		PlanLineID: l.ID, IndicatorID: l.IndicatorID, TypeID: l.TypeID, Quantity: l.Quantity,
		HandedOver: l.HandedOver, Due: l.Due, Unplanned: l.Unplanned, Approved: l.Approved,
	}
}

func evidenceFact(e FactEvidence, period kpi.Period, carried bool) scoring.EvidenceFact {
	ok := evidence.Admit(evidence.Candidate{
		Evidence: e.Evidence, Product: e.Product, Type: e.Type, Indicator: e.Indicator, Plan: e.Plan, Period: period,
		Share: e.Share,
		Facts: evidence.Facts{
			Quarantined: e.Withdrawn || e.SetAside, IdentityTyped: e.Typed, OpenedBySupervisor: e.Opened,
			CountedElsewhere: e.Duplicate, Carried: carried,
			ContentFree: e.Product.Source == kpi.SourceClassified, HeadConfirmed: e.ConfirmedBy != "",
		},
	})
	f := scoring.EvidenceFact{
		ID: e.ID, ProductID: e.ProductID, IndicatorID: e.IndicatorID, TypeID: e.TypeID, PlanLineID: e.PlanLineID,
		Units: e.Units, Share: e.Share, Faults: e.Faults, FaultsExcused: e.FaultsOff, Delays: e.Delays,
		DelaysExcused: e.DelaysOff, CompletedOn: e.Product.CompletedOn, Counted: ok.Counted,
	}
	if !ok.Counted {
		f.Refusals = ok.Codes()
	}
	return f
}

// labelsOf collects the names that people read on the card.
func labelsOf(rows FactRows) scoring.Labels {
	l := scoring.Labels{
		Indicators: map[kpi.IndicatorID]string{}, Types: map[kpi.ProductTypeID]string{},
		Products: map[kpi.ProductID]string{}, Refusal: evidence.Sentence,
	}
	lines := rows.Plan
	for _, c := range rows.Carried {
		lines = append(lines, c.PlanLine)
	}
	for _, p := range lines {
		l.Indicators[p.IndicatorID], l.Types[p.TypeID] = p.IndicatorName, p.Type.Name
	}
	for _, e := range rows.Evidence {
		l.Indicators[e.IndicatorID], l.Types[e.TypeID] = e.Indicator.Name, e.Type.Name
		l.Products[e.ProductID] = e.Product.Title
		if e.Product.Source == kpi.SourceClassified {
			l.Products[e.ProductID] = withoutContent(e.ConfirmedBy, e.ConfirmedOn)
		}
	}
	return l
}
