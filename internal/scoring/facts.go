package scoring

import "minhchung/internal/kpi"

// FactsFormat is the version of the canonical form. A field added later is left
// out while empty, so that facts frozen before it keep their bytes and hash.
const FactsFormat = "minhchung-facts/1"

// Facts is everything a score is computed from, frozen: one official, one period,
// one rulebook. Names are not in it (see Labels), so that a person's name can be
// erased or corrected without changing a hash.
type Facts struct {
	Format   string          `json:"format"` // FactsFormat, or empty for the same
	Rulebook string          `json:"rulebook"`
	Agency   kpi.UnitID      `json:"agency"`
	Official OfficialFact    `json:"official"`
	Period   PeriodFact      `json:"period"`
	AsOf     kpi.Date        `json:"as_of"` // "today": the day up to which the facts were gathered
	Types    []TypeFact      `json:"types"`
	Plan     []PlanFact      `json:"plan"`
	Evidence []EvidenceFact  `json:"evidence"`
	General  *GeneralFact    `json:"general,omitempty"`  // nil = not assessed
	Blockers []BlockerRecord `json:"blockers,omitempty"` // what named persons recorded
}

// OfficialFact is who is scored.
type OfficialFact struct {
	ID        kpi.OfficialID `json:"id"`
	StaffCode string         `json:"staff_code"`
	Leader    bool           `json:"leader,omitempty"`
}

// PeriodFact is the span that is scored; First and Last are inside it.
type PeriodFact struct {
	ID    kpi.PeriodID   `json:"id"`
	Kind  kpi.PeriodKind `json:"kind"`
	First kpi.Date       `json:"first"`
	Last  kpi.Date       `json:"last"`
}

// TypeFact is the version of a product type that the period is counted with.
type TypeFact struct {
	ID          kpi.ProductTypeID `json:"id"`
	Coefficient *kpi.Rat          `json:"coefficient"`   // nil = not configured: not counted, never 1
	Cap         *kpi.Rat          `json:"cap,omitempty"` // most units counted in one period; nil = none
	Unit        string            `json:"unit"`          // unit of count, e.g. hồ sơ
}

// PlanFact is assigned work: a plan line, or a group of assigned works of one
// indicator, type and pair of dates (the dossiers handed over by one import).
type PlanFact struct {
	PlanLineID     kpi.PlanLineID    `json:"plan_line_id"` // unique unless 0, which names no line
	IndicatorID    kpi.IndicatorID   `json:"indicator_id"`
	TypeID         kpi.ProductTypeID `json:"type_id"`
	Quantity       kpi.Rat           `json:"quantity"`                 // assigned units
	FinishedBefore kpi.Rat           `json:"finished_before,omitzero"` // of them, counted in an earlier period
	HandedOver     kpi.Date          `json:"handed_over"`              // no date = in this period
	Due            kpi.Date          `json:"due"`                      // no date = in this period
	Carried        bool              `json:"carried,omitempty"`        // unfinished at the end of the period before; set once, for one period
	CarriedDelays  int               `json:"carried_delays,omitempty"` // deadlines missed before it was carried: the least delays of what finishes it
	Unplanned      bool              `json:"unplanned,omitempty"`      // việc phát sinh
	Approved       bool              `json:"approved,omitempty"`       // its assignment, by the supervisor
}

// EvidenceFact is one accepted or refused piece of evidence, or a group that is
// alike in everything but the product: Units is then the units of the whole group
// and the faults and delays are those of each product in it. Ten thousand dossiers
// resolved on time are one fact, those late once another.
type EvidenceFact struct {
	ID            kpi.EvidenceID    `json:"id"` // unique; the first of a group
	ProductID     kpi.ProductID     `json:"product_id"`
	Count         int64             `json:"count,omitempty"` // products in the group; 0 = one
	IndicatorID   kpi.IndicatorID   `json:"indicator_id"`
	TypeID        kpi.ProductTypeID `json:"type_id"`
	PlanLineID    kpi.PlanLineID    `json:"plan_line_id,omitempty"` // 0 = any assigned work of its type
	Units         kpi.Rat           `json:"units"`                  // before the share
	Share         kpi.Rat           `json:"share"`                  // of joint work, in (0, 1]
	Faults        int               `json:"faults,omitempty"`
	FaultsExcused int               `json:"faults_excused,omitempty"`
	Delays        int               `json:"delays,omitempty"`
	DelaysExcused int               `json:"delays_excused,omitempty"`
	CompletedOn   kpi.Date          `json:"completed_on"` // of a group: of its last
	Counted       bool              `json:"counted"`      // the admission
	Refusals      []string          `json:"refusals,omitempty"`
}

// GeneralFact is the points of the general criteria (tiêu chí chung); the reasons
// and the person who gave them are in the decision, not in the facts.
type GeneralFact struct {
	Conduct    kpi.Rat `json:"conduct"`
	Capacity   kpi.Rat `json:"capacity"`
	Innovation kpi.Rat `json:"innovation"`
}

// BlockerRecord is what a named person recorded about one blocker: that it applies,
// or (for a computed one) that an objective cause lifts it.
type BlockerRecord struct {
	ID      string `json:"id"`
	Applies bool   `json:"applies"`
}

// Total returns the sum of the three groups.
func (g GeneralFact) Total() kpi.Rat { return g.Conduct.Add(g.Capacity).Add(g.Innovation) }

// remaining is what of the assignment an earlier period did not already count.
func (p PlanFact) remaining() kpi.Rat { return p.Quantity.Sub(p.FinishedBefore).Max(kpi.Rat{}) }

// products is how many products the fact stands for.
func (e EvidenceFact) products() int64 { return max(1, e.Count) }

// units is what the official's share of the claimed units comes to.
func (e EvidenceFact) units() kpi.Rat { return e.Units.Mul(e.Share) }

// faults is the failed assessments that no objective cause excused.
func (e EvidenceFact) faults() int { return max(0, e.Faults-e.FaultsExcused) }

// delays is the missed deadlines that no objective cause excused; carried is what
// the assignment had already missed when it was carried into the period.
func (e EvidenceFact) delays(carried int) int { return max(0, max(e.Delays, carried)-e.DelaysExcused) }
