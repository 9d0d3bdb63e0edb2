package scoring

import "minhchung/internal/kpi"

// side is where an assignment stands in the sum of this period.
type side int

const (
	sideOut   side = iota // in neither: it belongs to another period, or does not count
	sideIn                // in the denominator with all its remaining units
	sideEarly             // due later: in both, with the units finished now and no others
	sideExtra             // approved unplanned work under the reading "numerator"
)

// placed is one assignment with its side and, for the last two, what room is left.
type placed struct {
	plan PlanFact
	side side
	why  kpi.Text // when out
	room kpi.Rat
}

// place decides which period an assignment belongs to. Due (the default reading):
// the period in which it falls due, or in which it is finished if earlier; overdue
// work comes once more, carried, with its delays.
func place(rb Rulebook, period PeriodFact, p PlanFact) placed {
	out := placed{plan: p, room: p.remaining()}
	if p.Unplanned && !p.Approved {
		out.why = sayUnapproved()
		return out
	}
	if p.Unplanned && rb.Parameters.Unplanned.Value == Ignore {
		out.why = sayUnplannedIgnored()
		return out
	}
	day := p.Due
	if rb.Parameters.AssignmentPeriod.Value == ByHandedOver {
		day = p.HandedOver
	}
	switch {
	case day.IsZero(), !day.Before(period.First) && !day.After(period.Last):
		out.side = sideIn
	case day.After(period.Last) && rb.Parameters.AssignmentPeriod.Value == ByDue:
		out.side = sideEarly
	case day.Before(period.First) && p.Carried:
		out.side = sideIn
	default:
		out.why = sayOtherPeriod(day)
	}
	if out.side != sideOut && p.Unplanned && rb.Parameters.Unplanned.Value == NumeratorOnly {
		out.side = sideExtra
	}
	return out
}
