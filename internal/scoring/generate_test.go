package scoring_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
	"minhchung/internal/scoring/rulebooks"
)

// readings returns the published rulebook and every combination of its readings
// that keeps a, b and c capped.
func readings(t testing.TB) []scoring.Rulebook {
	t.Helper()
	set, err := rulebooks.Load()
	if err != nil {
		t.Fatal(err)
	}
	rb, err := set.Get("vn-335-2025-nonleader@1")
	if err != nil {
		t.Fatal(err)
	}
	out := []scoring.Rulebook{rb}
	for _, choice := range [][2]string{
		{"deduction.reading", "drop"}, {"assignment.period", "handed-over"}, {"substitution", "free"},
		{"unplanned", "numerator"}, {"unplanned", "ignore"},
	} {
		for _, base := range out {
			read, err := base.Reading(choice[0], choice[1])
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, read)
		}
	}
	return out
}

// office is facts with a period and nobody's work.
func office() scoring.Facts {
	return scoring.Facts{
		Rulebook: "vn-335-2025-nonleader@1", Agency: 1, Official: scoring.OfficialFact{ID: 7, StaffCode: "CB-0007"},
		Period: scoring.PeriodFact{ID: 3, Kind: kpi.Month, First: kpi.NewDate(2026, 3, 1), Last: kpi.NewDate(2026, 3, 31)},
		AsOf:   kpi.NewDate(2026, 3, 31),
	}
}

// someFacts makes valid facts with every feature in them, small enough to collide:
// caps, missing coefficients, carried, early, unplanned and foreign work, shares.
func someFacts(r *rand.Rand) scoring.Facts {
	f := office()
	day := func() kpi.Date { return f.Period.First.AddDays(r.IntN(60) - 10) }
	maybe := func(n int) bool { return r.IntN(n) == 0 }
	types := 1 + r.IntN(3)
	for i := range types {
		t := scoring.TypeFact{ID: kpi.ProductTypeID(i + 1), Unit: "văn bản"}
		if k := kpi.NewRat(int64(1+r.IntN(20)), int64(1+r.IntN(10))); !maybe(8) {
			t.Coefficient = &k
		}
		if c := kpi.NewRat(int64(r.IntN(12)), int64(1+r.IntN(2))); maybe(3) {
			t.Cap = &c
		}
		f.Types = append(f.Types, t)
	}
	lines := r.IntN(7)
	for i := range lines {
		p := scoring.PlanFact{
			PlanLineID: kpi.PlanLineID(i + 1), IndicatorID: kpi.IndicatorID(1 + r.IntN(2)), TypeID: kpi.ProductTypeID(1 + r.IntN(types)),
			Quantity: kpi.NewRat(int64(r.IntN(9)), int64(1+r.IntN(2))), Due: day(), Carried: maybe(3), CarriedDelays: r.IntN(3),
			Unplanned: maybe(3), Approved: maybe(2),
		}
		p.HandedOver = p.Due.AddDays(-r.IntN(30))
		if maybe(4) {
			p.FinishedBefore = kpi.Int(int64(r.IntN(3)))
		}
		f.Plan = append(f.Plan, p)
	}
	for i := range r.IntN(20) {
		f.Evidence = append(f.Evidence, someEvidence(r, kpi.EvidenceID(i+1), types, lines))
	}
	if maybe(2) {
		f.General = &scoring.GeneralFact{Conduct: kpi.Int(int64(r.IntN(11))), Capacity: kpi.NewRat(int64(r.IntN(21)), 2), Innovation: kpi.Int(8)}
	}
	return f
}

func someEvidence(r *rand.Rand, id kpi.EvidenceID, types, lines int) scoring.EvidenceFact {
	e := scoring.EvidenceFact{
		ID: id, ProductID: kpi.ProductID(id), IndicatorID: kpi.IndicatorID(1 + r.IntN(2)), TypeID: kpi.ProductTypeID(1 + r.IntN(types)),
		PlanLineID: kpi.PlanLineID(r.IntN(lines + 2)), Units: kpi.NewRat(int64(r.IntN(6)), int64(1+r.IntN(3))),
		Share: kpi.NewRat(int64(1+r.IntN(3)), 3), Faults: r.IntN(6), Delays: r.IntN(6), FaultsExcused: r.IntN(3), DelaysExcused: r.IntN(3),
		CompletedOn: kpi.NewDate(2026, 3, 1+r.IntN(31)), Counted: r.IntN(5) > 0,
	}
	if !e.Counted {
		e.Refusals = []string{"state.submitted", "judged.other-version"}[:1+r.IntN(2)]
	}
	return e
}

// always runs a property on many facts under every reading.
func always(t *testing.T, property func(r *rand.Rand, rb scoring.Rulebook, f scoring.Facts) error) {
	t.Helper()
	books := readings(t)
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 335))
		f, rb := someFacts(r), books[r.IntN(len(books))]
		f.Rulebook = rb.ID
		if err := property(r, rb, f); err != nil {
			t.Fatalf("seed %d, %s: %v\n%s", seed, rb.ID, err, f.Canonical())
		}
	}
}

func compute(rb scoring.Rulebook, f scoring.Facts) (kpi.Scorecard, error) {
	card, err := scoring.Compute(rb, f)
	if err != nil {
		return card, fmt.Errorf("compute: %w", err)
	}
	return card, nil
}
