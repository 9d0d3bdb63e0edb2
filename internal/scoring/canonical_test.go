package scoring_test

import (
	"bytes"
	"encoding/hex"
	"math/rand/v2"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

// The bytes below are frozen: cards in sealed periods cite their hash. A change
// that turns this test red needs a new FactsFormat.
func TestTheCanonicalFormIsFrozen(t *testing.T) {
	t.Parallel()
	const golden = `{"format":"minhchung-facts/1","rulebook":"vn-335-2025-nonleader@1","agency":1,` +
		`"official":{"id":7,"staff_code":"CB-0007"},"period":{"id":3,"kind":"month","first":"2026-03-01","last":"2026-03-31"},` +
		`"as_of":"2026-03-31","types":[{"id":1,"coefficient":"1/1","unit":"văn bản"},{"id":2,"coefficient":null,"cap":"5/2","unit":"<buổi>"}],` +
		`"plan":[{"plan_line_id":1,"indicator_id":1,"type_id":1,"quantity":"2/1","handed_over":"","due":"2026-03-31"},` +
		`{"plan_line_id":2,"indicator_id":1,"type_id":1,"quantity":"3/1","finished_before":"1/2","handed_over":"2026-02-01","due":"2026-02-20",` +
		`"carried":true,"carried_delays":1,"unplanned":true,"approved":true}],` +
		`"evidence":[{"id":1,"product_id":1,"indicator_id":1,"type_id":1,"plan_line_id":1,"units":"1/1","share":"1/1","completed_on":"2026-03-20","counted":true},` +
		`{"id":2,"product_id":20,"count":4,"indicator_id":0,"type_id":0,"units":"0/1","share":"0/1","faults":1,"faults_excused":2,"delays":3,"delays_excused":4,` +
		`"completed_on":"","counted":false,"refusals":["read.pending","state.draft"]}],` +
		`"general":{"conduct":"10/1","capacity":"10/1","innovation":"10/1"},"blockers":[{"id":"degradation","applies":false},{"id":"disciplined","applies":true}]}`
	const hash = "98a8ebd2c634bc475bb7136c3dd24e8857e8c697ae20d5429cb5ded2d16566d7"
	f, half := desk(2), kpi.NewRat(5, 2)
	f.Types = append([]scoring.TypeFact{{ID: 2, Cap: &half, Unit: "<buổi>"}}, f.Types...)
	f.Plan = append([]scoring.PlanFact{{
		PlanLineID: 2, IndicatorID: 1, TypeID: 1, Quantity: kpi.Int(3), FinishedBefore: kpi.NewRat(1, 2),
		HandedOver: kpi.NewDate(2026, 2, 1), Due: kpi.NewDate(2026, 2, 20), Carried: true, CarriedDelays: 1, Unplanned: true, Approved: true,
	}}, f.Plan...)
	f.Evidence = []scoring.EvidenceFact{
		{ID: 2, ProductID: 20, Count: 4, Faults: 1, FaultsExcused: 2, Delays: 3, DelaysExcused: 4, Refusals: []string{"state.draft", "read.pending"}},
		done(1, 1, 20, 1),
	}
	f.Blockers = []scoring.BlockerRecord{{ID: "disciplined", Applies: true}, {ID: "degradation"}}
	if got := string(f.Canonical()); got != golden {
		t.Errorf("canonical form:\n%s\nwant\n%s", got, golden)
	}
	if sum := f.Hash(); hex.EncodeToString(sum[:]) != hash {
		t.Errorf("hash %x, want %s", sum, hash)
	}
	if f.Evidence[0].Refusals[0] != "state.draft" || f.Plan[0].PlanLineID != 2 {
		t.Error("freezing the facts changed them")
	}
}

func TestTheEmptyFactsAreFrozenToo(t *testing.T) {
	t.Parallel()
	const want = `{"format":"minhchung-facts/1","rulebook":"","agency":0,"official":{"id":0,"staff_code":""},` +
		`"period":{"id":0,"kind":"","first":"","last":""},"as_of":"","types":[],"plan":[],"evidence":[]}`
	if got := string(scoring.Facts{}.Canonical()); got != want {
		t.Errorf("got %s", got)
	}
}

func TestFrozenFactsAreReadBackAndScoreTheSame(t *testing.T) {
	t.Parallel()
	always(t, func(_ *rand.Rand, rb scoring.Rulebook, f scoring.Facts) error {
		before, err := compute(rb, f)
		if err != nil {
			return err
		}
		read, err := scoring.ParseFacts(f.Canonical())
		if err != nil {
			return err
		}
		after, err := compute(rb, read)
		if err != nil {
			return err
		}
		if before.FactsHash != after.FactsHash || (before.Task == nil) != (after.Task == nil) {
			t.Errorf("hash %s became %s", before.FactsHash, after.FactsHash)
		}
		return grew("task", before.Task, after.Task, true)
	})
}

func TestUnreadableFactsAreRefused(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{``, `[]`, `{"colour":1}`, `{} {}`, `{"as_of":"31/03/2026"}`, `{"general":{"conduct":"1e9"}}`, `{"plan":[{"quantity":0.5}]}`} {
		if _, err := scoring.ParseFacts([]byte(bad)); kpi.ReasonOf(err) != "facts.unreadable" {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// FuzzCompute feeds arbitrary facts: whatever they hold, the answer is a card whose
// points add up, or an error, and never a panic.
func FuzzCompute(f *testing.F) {
	rb := readings(f)[0]
	for seed := range uint64(30) {
		f.Add(someFacts(rand.New(rand.NewPCG(seed, 1))).Canonical())
	}
	f.Add([]byte(`{"rulebook":"vn-335-2025-nonleader@1","evidence":[{"id":1,"counted":true,"share":"1"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		facts, err := scoring.ParseFacts(b)
		if err != nil {
			return
		}
		frozen := facts.Canonical()
		again, err := scoring.ParseFacts(frozen)
		if err != nil || !bytes.Equal(again.Canonical(), frozen) {
			t.Fatalf("the canonical form is not stable: %v\n%s", err, frozen)
		}
		card, err := scoring.Compute(rb, facts)
		if err != nil || card.Task == nil {
			return
		}
		var points kpi.Rat
		for _, l := range card.Lines {
			points = points.Add(l.Points.Exact)
		}
		if !points.Equal(card.Task.Exact) {
			t.Fatalf("lines %s, task %s", points, card.Task.Exact)
		}
	})
}
