package scoring_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

func TestPointsOfTheLinesSumExactlyToTask(t *testing.T) {
	t.Parallel()
	scored := 0
	always(t, func(_ *rand.Rand, rb scoring.Rulebook, f scoring.Facts) error {
		card, err := compute(rb, f)
		if err != nil || card.Task == nil {
			return err
		}
		scored++
		var points, lost kpi.Rat
		for _, l := range card.Lines {
			if l.Points.Exact.Sign() < 0 || l.Lost.Exact.Sign() < 0 {
				return fmt.Errorf("line %d/%d: points %s, lost %s", l.IndicatorID, l.TypeID, l.Points.Exact, l.Lost.Exact)
			}
			points, lost = points.Add(l.Points.Exact), lost.Add(l.Lost.Exact)
		}
		task := card.Task.Exact
		switch {
		case !points.Equal(task):
			return fmt.Errorf("lines have %s points, task is %s", points, task)
		case !points.Add(lost).Equal(kpi.Int(70)):
			return fmt.Errorf("points %s and lost %s are not 70", points, lost)
		case task.Sign() < 0 || kpi.Int(70).Less(task):
			return fmt.Errorf("task %s is outside 0 to 70", task)
		}
		return nil
	})
	if scored < 300 {
		t.Fatalf("only %d of the made facts had a task", scored)
	}
}

func TestEveryPieceOfEvidenceIsOnALineOrHasItsReason(t *testing.T) {
	t.Parallel()
	always(t, func(_ *rand.Rand, rb scoring.Rulebook, f scoring.Facts) error {
		card, err := compute(rb, f)
		if err != nil {
			return err
		}
		times := map[kpi.EvidenceID]int{}
		for _, l := range card.Lines {
			var done kpi.Rat
			for _, e := range l.Evidence {
				times[e.EvidenceID]++
				done = done.Add(e.Units.Exact)
			}
			if !done.Equal(l.Done.Exact) {
				return fmt.Errorf("line %d/%d: evidence has %s units, done is %s", l.IndicatorID, l.TypeID, done, l.Done.Exact)
			}
		}
		for _, n := range card.NotCounted {
			times[n.EvidenceID]++
			if len(n.Reasons) == 0 {
				return fmt.Errorf("evidence %d: no reason", n.EvidenceID)
			}
		}
		for _, e := range f.Evidence {
			if times[e.ID] != 1 {
				return fmt.Errorf("evidence %d stands %d times on the card", e.ID, times[e.ID])
			}
		}
		return nil
	})
}

func TestEverySentenceIsWholeInBothLanguages(t *testing.T) {
	t.Parallel()
	always(t, func(_ *rand.Rand, rb scoring.Rulebook, f scoring.Facts) error {
		card, err := compute(rb, f)
		if err != nil {
			return err
		}
		b, err := json.Marshal(card)
		if err != nil {
			return err
		}
		for _, bad := range []string{`"vi":""`, `"en":""`, "%!", ":null,\"unconfirmed", `"lines":null`, `"evidence":null`, `"reasons":null`, `"missing":null`, `"steps":null`, `"not_counted":null`} {
			if strings.Contains(string(b), bad) {
				return fmt.Errorf("the card holds %s: %s", bad, b)
			}
		}
		if (card.Status == kpi.CardComplete) != (card.Level != nil && len(card.Missing) == 0) {
			return fmt.Errorf("status %s, level %v, missing %v", card.Status, card.Level, card.Missing)
		}
		return nil
	})
}

func TestTheOrderOfTheFactsDoesNotMatter(t *testing.T) {
	t.Parallel()
	always(t, func(r *rand.Rand, rb scoring.Rulebook, f scoring.Facts) error {
		before, err := compute(rb, f)
		if err != nil {
			return err
		}
		frozen := string(f.Canonical())
		r.Shuffle(len(f.Plan), func(i, j int) { f.Plan[i], f.Plan[j] = f.Plan[j], f.Plan[i] })
		r.Shuffle(len(f.Types), func(i, j int) { f.Types[i], f.Types[j] = f.Types[j], f.Types[i] })
		r.Shuffle(len(f.Evidence), func(i, j int) { f.Evidence[i], f.Evidence[j] = f.Evidence[j], f.Evidence[i] })
		for _, e := range f.Evidence {
			r.Shuffle(len(e.Refusals), func(i, j int) { e.Refusals[i], e.Refusals[j] = e.Refusals[j], e.Refusals[i] })
		}
		after, err := compute(rb, f)
		if err != nil {
			return err
		}
		if again := string(f.Canonical()); again != frozen {
			return fmt.Errorf("canonical form changed to %s", again)
		}
		if !reflect.DeepEqual(before, after) {
			return fmt.Errorf("card changed:\n%+v\n%+v", before, after)
		}
		return nil
	})
}

func TestOneMoreAcceptedEvidenceNeverLowersA(t *testing.T) {
	t.Parallel()
	never(t, func(r *rand.Rand, f *scoring.Facts) bool {
		e := someEvidence(r, kpi.EvidenceID(len(f.Evidence)+1), len(f.Types), len(f.Plan))
		e.Counted, e.Refusals = true, nil
		f.Evidence = append(f.Evidence, e)
		return true
	}, func(before, after kpi.Scorecard) error { return grew("a", before.A, after.A, false) })
}

func TestOneMoreFaultNeverRaisesB(t *testing.T) {
	t.Parallel()
	never(t, func(r *rand.Rand, f *scoring.Facts) bool {
		return someRow(r, f, func(e *scoring.EvidenceFact) { e.Faults++ })
	}, func(before, after kpi.Scorecard) error {
		return errors.Join(grew("b", after.B, before.B, false), grew("a", before.A, after.A, true), grew("c", before.C, after.C, true))
	})
}

func TestOneMoreDelayNeverRaisesC(t *testing.T) {
	t.Parallel()
	never(t, func(r *rand.Rand, f *scoring.Facts) bool {
		return someRow(r, f, func(e *scoring.EvidenceFact) { e.Delays++ })
	}, func(before, after kpi.Scorecard) error {
		return errors.Join(grew("c", after.C, before.C, false), grew("a", before.A, after.A, true), grew("b", before.B, after.B, true))
	})
}

func TestExcusesOnlyHelp(t *testing.T) {
	t.Parallel()
	never(t, func(r *rand.Rand, f *scoring.Facts) bool {
		return someRow(r, f, func(e *scoring.EvidenceFact) { e.FaultsExcused++; e.DelaysExcused++ })
	}, func(before, after kpi.Scorecard) error {
		return errors.Join(grew("b", before.B, after.B, false), grew("c", before.C, after.C, false), grew("task", before.Task, after.Task, false))
	})
}

func TestTheUnitOfCountDoesNotMatter(t *testing.T) {
	t.Parallel()
	never(t, func(r *rand.Rand, f *scoring.Facts) bool {
		k := kpi.NewRat(int64(1+r.IntN(50)), int64(1+r.IntN(9)))
		for i, p := range f.Plan {
			f.Plan[i].Quantity, f.Plan[i].FinishedBefore = p.Quantity.Mul(k), p.FinishedBefore.Mul(k)
		}
		for i, e := range f.Evidence {
			f.Evidence[i].Units = e.Units.Mul(k)
		}
		for i, typ := range f.Types {
			if typ.Cap != nil {
				scaled := typ.Cap.Mul(k)
				f.Types[i].Cap = &scaled
			}
		}
		return true
	}, func(before, after kpi.Scorecard) error {
		return errors.Join(grew("a", before.A, after.A, true), grew("b", before.B, after.B, true), grew("c", before.C, after.C, true), grew("task", before.Task, after.Task, true))
	})
}

// never changes made facts in one way and compares the two cards.
func never(t *testing.T, change func(*rand.Rand, *scoring.Facts) bool, compare func(before, after kpi.Scorecard) error) {
	t.Helper()
	always(t, func(r *rand.Rand, rb scoring.Rulebook, f scoring.Facts) error {
		before, err := compute(rb, f)
		if err != nil || !change(r, &f) {
			return err
		}
		after, err := compute(rb, f)
		if err != nil {
			return err
		}
		return compare(before, after)
	})
}

func someRow(r *rand.Rand, f *scoring.Facts, change func(*scoring.EvidenceFact)) bool {
	if len(f.Evidence) == 0 {
		return false
	}
	change(&f.Evidence[r.IntN(len(f.Evidence))])
	return true
}

// grew checks that a number did not fall, or that it stayed the same.
func grew(name string, from, to *kpi.Number, same bool) error {
	if from == nil || to == nil {
		return nil
	}
	if to.Exact.Less(from.Exact) || (same && !to.Exact.Equal(from.Exact)) {
		return fmt.Errorf("%s went from %s to %s", name, from.Exact, to.Exact)
	}
	return nil
}
