package kpi

// PeriodKind is how long a period of assessment lasts.
type PeriodKind string

// The kinds of periods. Decree 335/2025 scores each month or quarter and
// classifies by work year.
const (
	Month   PeriodKind = "month"
	Quarter PeriodKind = "quarter"
	Year    PeriodKind = "year"
)

// PeriodState is the visible state machine of a period.
type PeriodState string

// The states of a period, in order; no step goes back.
const (
	PeriodOpen   PeriodState = "open"   // evidence is attached and judged
	PeriodReview PeriodState = "review" // the period ended, evidence is still attached and judged until review closes
	PeriodClosed PeriodState = "closed" // nothing is attached any more; corrections by petition only
	PeriodSealed PeriodState = "sealed" // signed; recomputed offline by anyone
)

// Period (kỳ đánh giá) is the span in which officials of one agency are judged.
// First and Last are both inside it.
type Period struct {
	ID           PeriodID    `json:"id"`
	AgencyID     UnitID      `json:"agency_id"`
	Kind         PeriodKind  `json:"kind" enum:"month,quarter,year"`
	First        Date        `json:"first"`
	Last         Date        `json:"last"`
	ReviewCloses Date        `json:"review_closes" doc:"Last day on which evidence is attached and judged"`
	State        PeriodState `json:"state" enum:"open,review,closed,sealed"`
	Rulebook     string      `json:"rulebook" doc:"Identifier of the published rulebook, e.g. vn-335-2025-nonleader@1"`
}

// Contains reports whether d lies in the period.
func (p Period) Contains(d Date) bool {
	return !d.IsZero() && !d.Before(p.First) && !d.After(p.Last)
}

// TakesChanges reports whether evidence may still be attached or judged.
func (p Period) TakesChanges() bool { return p.State == PeriodOpen || p.State == PeriodReview }
