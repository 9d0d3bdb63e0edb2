package scoring

import (
	"slices"
	"strings"

	"minhchung/internal/kpi"
)

// lines writes the tally down for people: units, converted units, points, reasons.
// A line that neither assigns nor counts anything says why its work is elsewhere.
func (s sums) lines(f Facts) []kpi.CardLine {
	out := make([]kpi.CardLine, 0, len(s.byLine))
	var criteria [3]share
	of := [3]func(lineSum) kpi.Rat{lineSum.doneConv, lineSum.qualityConv, lineSum.onTimeConv}
	pointed := !s.assigned.IsZero() && !f.Official.Leader
	if pointed {
		for i, total := range []kpi.Rat{s.done, s.quality, s.onTime} {
			criteria[i] = s.share(total, of[i])
		}
	}
	for _, l := range s.byLine {
		var points, lost kpi.Rat
		if pointed {
			for i, c := range criteria {
				part := of[i](l)
				points = points.Add(part.Mul(c.brings))
				lost = lost.Add(l.assigned.Sub(part).Max(kpi.Rat{}).Mul(c.loses))
			}
		}
		out = append(out, s.line(l, points, lost, f))
	}
	return out
}

func (s sums) line(l lineSum, points, lost kpi.Rat, f Facts) kpi.CardLine {
	typ := s.t.types[l.typ]
	line := kpi.CardLine{
		IndicatorID:  l.indicator,
		TypeID:       l.typ,
		Unit:         typ.Unit,
		Coefficient:  kpi.Number{Show: "—"},
		Assigned:     kpi.Num(l.tallyLine.assigned),
		Done:         kpi.Num(l.tallyLine.done),
		AssignedConv: kpi.Num(l.assigned),
		DoneConv:     kpi.Num(l.done),
		QualityConv:  kpi.Num(l.quality),
		OnTimeConv:   kpi.Num(l.onTime),
		Points:       kpi.Num(points),
		Lost:         kpi.Num(lost),
		Reasons:      s.lineReasons(l, typ, f),
		Evidence:     make([]kpi.CardEvidence, 0, len(l.rows)),
	}
	if typ.Coefficient != nil {
		line.Coefficient = kpi.Num(*typ.Coefficient)
	}
	for _, r := range l.rows {
		line.Evidence = append(line.Evidence, kpi.CardEvidence{
			EvidenceID: r.fact.ID,
			ProductID:  r.fact.ProductID,
			Units:      kpi.Num(r.taken),
			Quality:    kpi.Num(percent(r.quality)),
			OnTime:     kpi.Num(percent(r.time)),
			Reasons:    rowReasons(r, typ),
		})
	}
	return line
}

func (s sums) lineReasons(l lineSum, typ TypeFact, f Facts) []kpi.Text {
	out := []kpi.Text{}
	add := func(amount kpi.Rat, t func(TypeFact, kpi.Rat) kpi.Text) {
		if amount.Sign() > 0 {
			out = append(out, t(typ, amount))
		}
	}
	if typ.Coefficient == nil && l.tallyLine.assigned.Sign() > 0 {
		out = append(out, sayUnconfigured(typ, l.tallyLine.assigned))
	}
	add(l.tallyLine.assigned.Sub(l.tallyLine.done), func(t TypeFact, n kpi.Rat) kpi.Text { return sayShort(t, n, f.AsOf) })
	add(l.tallyLine.done.Sub(l.tallyLine.quality), sayQualityLoss)
	add(l.tallyLine.done.Sub(l.tallyLine.onTime), sayTimeLoss)
	add(l.carried, sayCarried)
	add(l.early, sayEarly)
	add(l.extra, sayExtra)
	add(l.tallyLine.done.Sub(l.extra).Sub(l.tallyLine.assigned), sayFree)
	if typ.Cap != nil && typ.Cap.Less(l.tallyLine.assigned) {
		out = append(out, sayCapBelowPlan(typ))
	}
	return append(out, distinct(l.outside)...)
}

// distinct orders sentences and says each once, whatever order the facts came in.
func distinct(in []kpi.Text) []kpi.Text {
	out := slices.SortedFunc(slices.Values(in), func(a, b kpi.Text) int { return strings.Compare(a.Vi, b.Vi) })
	return slices.Compact(out)
}

func rowReasons(r row, typ TypeFact) []kpi.Text {
	out := []kpi.Text{}
	if n := r.fact.products(); n > 1 {
		out = append(out, sayGroup(n))
	}
	if r.fact.Share.Less(kpi.Int(1)) {
		out = append(out, sayShare(r.fact.Share))
	}
	if claimed := r.fact.units(); r.taken.Less(claimed) {
		out = append(out, sayPart(typ, r.taken, claimed))
	}
	if n := r.fact.faults(); n > 0 {
		out = append(out, sayFaults(n, r.quality))
	}
	if n := min(r.fact.Faults, r.fact.FaultsExcused); n > 0 {
		out = append(out, sayFaultsExcused(n))
	}
	if r.delays > 0 {
		out = append(out, sayDelays(r.delays, r.time, r.carried))
	}
	if n := min(r.fact.Delays, r.fact.DelaysExcused); n > 0 {
		out = append(out, sayDelaysExcused(n))
	}
	return out
}
