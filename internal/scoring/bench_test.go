package scoring_test

import (
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

// busyOfficial is one official with n single pieces of evidence on ten types.
func busyOfficial(n int) scoring.Facts {
	f := office()
	for typ := range 10 {
		id := kpi.ProductTypeID(typ + 1)
		k := kpi.NewRat(int64(typ+5), 10)
		f.Types = append(f.Types, scoring.TypeFact{ID: id, Coefficient: &k, Unit: "văn bản"})
		f.Plan = append(f.Plan, scoring.PlanFact{
			PlanLineID: kpi.PlanLineID(id), IndicatorID: kpi.IndicatorID(1 + typ/3), TypeID: id, Quantity: kpi.Int(int64(n/10 + 2)),
		})
	}
	for i := range n {
		id := kpi.PlanLineID(i%10 + 1)
		f.Evidence = append(f.Evidence, scoring.EvidenceFact{
			ID: kpi.EvidenceID(i + 1), ProductID: kpi.ProductID(i + 1), IndicatorID: kpi.IndicatorID(1 + (i%10)/3), TypeID: kpi.ProductTypeID(id),
			PlanLineID: id, Units: kpi.NewRat(1, int64(1+i%3)), Share: kpi.NewRat(1, int64(1+i%2)), Delays: i % 7 / 5, Faults: i % 11 / 9,
			CompletedOn: f.Period.First.AddDays(i % 30), Counted: true,
		})
	}
	return f
}

func BenchmarkCompute(b *testing.B) {
	rb := readings(b)[0]
	for _, size := range []struct {
		name string
		rows int
	}{{"13rows", 13}, {"300rows", 300}} {
		f := busyOfficial(size.rows)
		f.Rulebook = rb.ID
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := scoring.Compute(rb, f); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(size.name+"/hash", func(b *testing.B) {
			for b.Loop() {
				f.Hash()
			}
		})
	}
}

// BenchmarkProvince scores every official of a province for one month: 5,018 people
// with 13 dossiers and 13 documents each.
func BenchmarkProvince(b *testing.B) {
	rb := readings(b)[0]
	f := busyOfficial(26)
	for b.Loop() {
		for i := range 5018 {
			f.Official.ID = kpi.OfficialID(i + 1)
			if _, err := scoring.Compute(rb, f); err != nil {
				b.Fatal(err)
			}
		}
	}
}
