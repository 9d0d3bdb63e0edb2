package seed_test

import (
	"reflect"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/seed"
)

func TestLargeRowsFitTogether(t *testing.T) {
	t.Parallel()
	const officials, products = 333, 20000
	in := seed.Large(7, officials, products)
	agency := map[int64]int64{}
	for u := range in.Units {
		if u.ID != int64(len(agency)+1) || u.Parent != 0 && u.Parent != u.Agency {
			t.Fatalf("unit %+v", u)
		}
		agency[u.ID] = u.Agency
	}
	n := int64(0)
	for o := range in.Officials {
		if n++; o.ID != n || agency[o.Unit] != o.Agency {
			t.Fatalf("official %+v", o)
		}
	}
	if n != officials || in.NOfficials != officials {
		t.Errorf("%d officials", n)
	}
	owner, types := map[int64]int64{}, map[int64]int{}
	catalogue := seed.Demo(kpi.NewDate(2026, 11, 23), 1).Types
	for p := range in.Plans {
		owner[p.ID], types[p.ID] = p.Official, p.Type
		if p.Official < 1 || p.Official > officials || p.Quantity.Sign() <= 0 || catalogue[p.Type].Coefficient == nil {
			t.Fatalf("plan %+v", p)
		}
	}
	if len(owner) != in.NPlans {
		t.Errorf("%d plan lines, said %d", len(owner), in.NPlans)
	}
	ids, hashes := map[kpi.Identity]bool{}, map[string]bool{}
	states := map[kpi.EvidenceState]int{}
	for p := range in.Products {
		if owner[p.Plan] != p.Official || types[p.Plan] != p.Type || agency[p.Unit] != p.Agency || len(p.Hash) != 64 {
			t.Fatalf("product %+v", p)
		}
		if (p.Delays > 0) != p.Due.Before(p.CompletedOn) {
			t.Fatalf("product %+v: due and delays disagree", p)
		}
		ids[p.Identity], hashes[p.Hash] = true, true
		states[p.State]++
	}
	if len(ids) != products || len(hashes) != products {
		t.Errorf("%d identities and %d hashes for %d products", len(ids), len(hashes), products)
	}
	if states[kpi.EvidenceAccepted] < products*4/5 || len(states) != 3 {
		t.Errorf("states: %v", states)
	}
}

func TestLargeRepeatsItself(t *testing.T) {
	t.Parallel()
	first := func(in seed.Installation) (out []seed.LargeProduct) {
		for p := range in.Products {
			if out = append(out, p); len(out) == 50 {
				return out
			}
		}
		return out
	}
	in := seed.Large(7, 100, 1000)
	if !reflect.DeepEqual(first(in), first(in)) || !reflect.DeepEqual(first(in), first(seed.Large(7, 100, 1000))) {
		t.Error("two walks differ")
	}
	if reflect.DeepEqual(first(in), first(seed.Large(8, 100, 1000))) {
		t.Error("the seed changes nothing")
	}
}
