package scoring

import (
	"cmp"
	"slices"

	"minhchung/internal/kpi"
)

// key names one line of the card.
type key struct {
	indicator kpi.IndicatorID
	typ       kpi.ProductTypeID
}

// tallyLine is one indicator and product type while it is counted, in units.
type tallyLine struct {
	key
	assigned, early, carried     kpi.Rat // early and carried are parts of assigned
	done, quality, onTime, extra kpi.Rat // extra is the part of done outside the denominator
	rows                         []row
	outside                      []kpi.Text // why assignments are not in this period's sum
}

// row is one piece of evidence with what was taken of it.
type row struct {
	fact          EvidenceFact
	delays        int // not excused
	taken         kpi.Rat
	quality, time kpi.Rat // part of its weight kept, 0 to 1
	carried       bool
}

// refused is evidence that brings nothing, and why.
type refused struct {
	fact EvidenceFact
	why  []kpi.Text
}

// pool is what one product type may still count.
type pool struct {
	assigned kpi.Rat  // left of the assigned units (reading within-type)
	cap      *kpi.Rat // left of the cap of the type; nil = none
}

// tally counts units; it knows nothing of points.
type tally struct {
	rb      Rulebook
	types   map[kpi.ProductTypeID]TypeFact
	plans   map[kpi.PlanLineID]*placed
	lines   map[key]*tallyLine
	pools   map[kpi.ProductTypeID]*pool
	refused []refused
}

func count(rb Rulebook, f Facts) *tally {
	t := &tally{
		rb:    rb,
		types: make(map[kpi.ProductTypeID]TypeFact, len(f.Types)),
		plans: make(map[kpi.PlanLineID]*placed, len(f.Plan)),
		lines: map[key]*tallyLine{},
		pools: make(map[kpi.ProductTypeID]*pool, len(f.Types)),
	}
	for _, typ := range f.Types {
		t.types[typ.ID] = typ
		t.pools[typ.ID] = &pool{cap: typ.Cap}
	}
	for _, p := range f.Plan {
		t.assign(f, p)
	}
	t.countEvidence(f)
	return t
}

func (t *tally) line(k key) *tallyLine {
	l := t.lines[k]
	if l == nil {
		l = &tallyLine{key: k}
		t.lines[k] = l
	}
	return l
}

// assign puts one assignment into the denominator, or keeps its room for evidence.
func (t *tally) assign(f Facts, p PlanFact) {
	at := place(t.rb, f.Period, p)
	if p.PlanLineID != 0 {
		t.plans[p.PlanLineID] = &at
	}
	l := t.line(key{p.IndicatorID, p.TypeID})
	switch at.side {
	case sideOut:
		l.outside = append(l.outside, at.why)
	case sideIn:
		l.assigned = l.assigned.Add(at.room)
		t.pools[p.TypeID].assigned = t.pools[p.TypeID].assigned.Add(at.room)
		if p.Carried {
			l.carried = l.carried.Add(at.room)
		}
	}
}

// countEvidence takes units in three rounds: work of this period, approved
// unplanned work, work finished before it is due. Inside a round, what was
// completed first counts first; neither faults nor delays decide, so that a fault
// can never bring a better product into the count. The rounds are ordered so that
// one more accepted piece of evidence never lowers a, also under a cap of a type.
func (t *tally) countEvidence(f Facts) {
	var rounds [3][]EvidenceFact
	for _, e := range f.Evidence {
		switch side, why := t.sideOf(e); {
		case len(why) > 0:
			t.refused = append(t.refused, refused{e, why})
		case side == sideExtra:
			rounds[1] = append(rounds[1], e)
		case side == sideEarly:
			rounds[2] = append(rounds[2], e)
		default:
			rounds[0] = append(rounds[0], e)
		}
	}
	for i, round := range rounds {
		slices.SortFunc(round, func(a, b EvidenceFact) int {
			return cmp.Or(a.CompletedOn.Compare(b.CompletedOn), cmp.Compare(a.ID, b.ID))
		})
		for _, e := range round {
			t.take(e, [...]side{sideIn, sideExtra, sideEarly}[i])
		}
	}
	slices.SortFunc(t.refused, func(a, b refused) int { return cmp.Compare(a.fact.ID, b.fact.ID) })
}

// sideOf says on which side a piece of evidence counts, or why it does not.
func (t *tally) sideOf(e EvidenceFact) (side, []kpi.Text) {
	if !e.Counted {
		return sideOut, sayRefusals(e.Refusals)
	}
	if t.types[e.TypeID].Coefficient == nil {
		return sideOut, []kpi.Text{sayNoCoefficient()}
	}
	if e.PlanLineID == 0 {
		return sideIn, nil
	}
	p := t.plans[e.PlanLineID]
	switch {
	case p == nil:
		return sideOut, []kpi.Text{sayUnknownLine()}
	case p.side == sideOut:
		return sideOut, []kpi.Text{p.why}
	case p.side != sideIn && p.plan.TypeID != e.TypeID:
		return sideIn, nil // another type than its line asks for: like work without a line
	}
	return p.side, nil
}

// take counts what the assigned units, the line's room and the cap of the type leave.
func (t *tally) take(e EvidenceFact, on side) {
	claimed := e.units()
	left := t.pools[e.TypeID]
	p := t.plans[e.PlanLineID] // nil for evidence without a line
	taken, why := claimed, kpi.Text{}
	switch {
	case on != sideIn:
		taken, why = taken.Min(p.room), saySurplusLine()
		p.room = p.room.Sub(taken)
	case t.rb.Parameters.Substitution.Value == WithinType:
		taken, why = taken.Min(left.assigned), saySurplusType()
	}
	if left.cap != nil && left.cap.Less(taken) {
		taken, why = *left.cap, sayTypeCap(t.types[e.TypeID])
	}
	if left.cap != nil {
		rest := left.cap.Sub(taken)
		left.cap = &rest
	}
	if taken.IsZero() {
		if claimed.IsZero() {
			why = sayNoUnits()
		}
		t.refused = append(t.refused, refused{e, []kpi.Text{why}})
		return
	}
	l := t.line(key{e.IndicatorID, e.TypeID})
	switch on {
	case sideIn:
		left.assigned = left.assigned.Sub(taken)
	case sideExtra:
		l.extra = l.extra.Add(taken)
	case sideEarly:
		home := t.line(key{p.plan.IndicatorID, p.plan.TypeID})
		home.assigned, home.early = home.assigned.Add(taken), home.early.Add(taken)
	}
	carried := p != nil && p.plan.Carried
	missed := 0
	if carried {
		missed = p.plan.CarriedDelays
	}
	r := row{fact: e, taken: taken, carried: carried, delays: e.delays(missed)}
	r.quality = t.kept(e.faults(), t.rb.Parameters.QualityStep.Value)
	r.time = t.kept(r.delays, t.rb.Parameters.ProgressStep.Value)
	l.done = l.done.Add(taken)
	l.quality = l.quality.Add(taken.Mul(r.quality))
	l.onTime = l.onTime.Add(taken.Mul(r.time))
	l.rows = append(l.rows, r)
}

// kept is the part of its own weight that a product keeps after n faults or delays.
func (t *tally) kept(n int, step kpi.Rat) kpi.Rat {
	one := kpi.Int(1)
	switch {
	case n == 0:
		return one
	case t.rb.Parameters.Deduction.Value == Drop:
		return kpi.Rat{}
	}
	return one.Sub(step.Mul(kpi.Int(int64(n)))).Max(kpi.Rat{})
}

// ordered returns the lines by indicator, then type.
func (t *tally) ordered() []*tallyLine {
	out := make([]*tallyLine, 0, len(t.lines))
	for _, l := range t.lines {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b *tallyLine) int {
		return cmp.Or(cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.typ, b.typ))
	})
	return out
}
