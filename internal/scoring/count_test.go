package scoring_test

import (
	"strings"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

// desk is an office with one type worth 1, and n units due in the period.
func desk(n int64) scoring.Facts {
	f, one := office(), kpi.Int(1)
	f.Types = []scoring.TypeFact{{ID: 1, Coefficient: &one, Unit: "văn bản"}}
	f.Plan = []scoring.PlanFact{{PlanLineID: 1, IndicatorID: 1, TypeID: 1, Quantity: kpi.Int(n), Due: f.Period.Last}}
	f.General = &scoring.GeneralFact{Conduct: kpi.Int(10), Capacity: kpi.Int(10), Innovation: kpi.Int(10)}
	return f
}

// done is n units of type 1, finished on that day of the month.
func done(id kpi.EvidenceID, line kpi.PlanLineID, day int, n int64) scoring.EvidenceFact {
	return scoring.EvidenceFact{
		ID: id, ProductID: kpi.ProductID(id), IndicatorID: 1, TypeID: 1, PlanLineID: line,
		Units: kpi.Int(n), Share: kpi.Int(1), CompletedOn: kpi.NewDate(2026, 3, day), Counted: true,
	}
}

func TestUnderACapWorkDueNowCountsBeforeWorkDueLater(t *testing.T) {
	t.Parallel()
	f, four := desk(4), kpi.Int(4)
	f.Types[0].Cap = &four
	f.Plan = append(f.Plan, scoring.PlanFact{PlanLineID: 2, IndicatorID: 1, TypeID: 1, Quantity: kpi.Int(3), Due: f.Period.Last.AddDays(9)})
	f.Evidence = []scoring.EvidenceFact{done(1, 2, 3, 2), done(2, 1, 20, 3)}
	card, err := scoring.Compute(readings(t)[0], f)
	if err != nil {
		t.Fatal(err)
	}
	// 3 of the 4 due now, and 1 of the 2 finished early fills the cap: 4 of 4 + 1.
	if line := card.Lines[0]; !line.Assigned.Exact.Equal(kpi.Int(5)) || !line.Done.Exact.Equal(four) {
		t.Fatalf("assigned %s, done %s", line.Assigned.Show, line.Done.Show)
	}
	if !strings.Contains(card.Lines[0].Evidence[1].Reasons[0].En, "1 of 2") {
		t.Errorf("nobody says that a part counts: %+v", card.Lines[0].Evidence)
	}
}

func TestWhichUnitsCountDependsOnNeitherFaultsNorDelays(t *testing.T) {
	t.Parallel()
	f := desk(2)
	f.Evidence = []scoring.EvidenceFact{done(1, 1, 20, 1), done(2, 1, 3, 1), done(3, 1, 3, 1)}
	f.Evidence[1].Faults, f.Evidence[2].Delays = 3, 4
	card, err := scoring.Compute(readings(t)[0], f)
	if err != nil {
		t.Fatal(err)
	}
	if len(card.NotCounted) != 1 || card.NotCounted[0].EvidenceID != 1 {
		t.Fatalf("what was completed last must be the surplus: %+v", card.NotCounted)
	}
}

func TestLevelsBeginExactlyOnTheirThresholds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		done, general string
		want          kpi.Level
	}{
		{"100", "20", kpi.Excellent}, {"100", "1999999999/100000000", kpi.Good},
		{"100", "0", kpi.Good}, {"99999999/1000000", "0", kpi.Completed},
		{"50", "15", kpi.Completed}, {"50", "1499/100", kpi.NotCompleted}, {"0", "0", kpi.NotCompleted},
	} {
		f := desk(100)
		f.General = &scoring.GeneralFact{Conduct: kpi.MustRat(c.general)}
		e := done(1, 1, 9, 1)
		e.Units = kpi.MustRat(c.done)
		f.Evidence = []scoring.EvidenceFact{e}
		card, err := scoring.Compute(readings(t)[0], f)
		if err != nil {
			t.Fatal(err)
		}
		if card.Level == nil || *card.Level != c.want {
			t.Errorf("done %s, general %s: total %s, level %v, want %s", c.done, c.general, card.Total.Exact, *card.Level, c.want)
		}
	}
}

func TestRefusedFactsAreRefusedWithTheirReason(t *testing.T) {
	t.Parallel()
	minus := kpi.Int(-1)
	for name, spoil := range map[string]func(*scoring.Facts){
		"share above 1":            func(f *scoring.Facts) { f.Evidence[0].Share = kpi.Int(2) },
		"negative units":           func(f *scoring.Facts) { f.Evidence[0].Units = minus },
		"negative quantity":        func(f *scoring.Facts) { f.Plan[0].Quantity = minus },
		"negative coefficient":     func(f *scoring.Facts) { f.Types[0].Coefficient = &minus },
		"unknown type":             func(f *scoring.Facts) { f.Evidence[0].TypeID = 99 },
		"evidence twice":           func(f *scoring.Facts) { f.Evidence = append(f.Evidence, f.Evidence[0]) },
		"plan line twice":          func(f *scoring.Facts) { f.Plan = append(f.Plan, f.Plan[0]) },
		"counted and refused":      func(f *scoring.Facts) { f.Evidence[0].Refusals = []string{"state.draft"} },
		"period without days":      func(f *scoring.Facts) { f.Period.Last = kpi.Date{} },
		"31 general points":        func(f *scoring.Facts) { f.General.Conduct = kpi.Int(11) },
		"a blocker nobody defined": func(f *scoring.Facts) { f.Blockers = []scoring.BlockerRecord{{ID: "mood", Applies: true}} },
		"another format":           func(f *scoring.Facts) { f.Format = "minhchung-facts/2" },
	} {
		f := desk(2)
		f.Evidence = []scoring.EvidenceFact{done(1, 1, 20, 1)}
		spoil(&f)
		if _, err := scoring.Compute(readings(t)[0], f); kpi.CodeOf(err) != kpi.Invalid || kpi.ReasonOf(err) != "facts.invalid" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOtherRulebooksAndTheLeaderFormulaAreRefused(t *testing.T) {
	t.Parallel()
	rb, f := readings(t)[0], desk(1)
	f.Rulebook = "vn-335-2025-nonleader@2"
	if _, err := scoring.Compute(rb, f); kpi.ReasonOf(err) != "facts.rulebook" {
		t.Errorf("facts of another rulebook: %v", err)
	}
	leader, err := rb.Reading("formula", "leader")
	if err != nil {
		t.Fatal(err)
	}
	f.Rulebook = leader.ID
	if _, err := scoring.Compute(leader, f); kpi.CodeOf(err) != kpi.Unsupported {
		t.Errorf("leader formula: %v", err)
	}
	for _, bad := range [][2]string{{"substitution", "sometimes"}, {"colour", "red"}, {"blocker.disciplined", "maybe"}} {
		if _, err := rb.Reading(bad[0], bad[1]); kpi.CodeOf(err) != kpi.Invalid {
			t.Errorf("reading %v: %v", bad, err)
		}
	}
	if rb.Blockers[0].On != true {
		t.Error("a reading changed the rulebook it was made from")
	}
}

func TestLabelsDressACardAndLeaveItsNumbers(t *testing.T) {
	t.Parallel()
	f := desk(2)
	f.Evidence = []scoring.EvidenceFact{done(1, 1, 20, 1), {ID: 2, ProductID: 2, Refusals: []string{"state.draft", "odd"}}}
	card, err := scoring.Compute(readings(t)[0], f)
	if err != nil {
		t.Fatal(err)
	}
	dressed := scoring.Labels{
		Indicators: map[kpi.IndicatorID]string{1: "Tham mưu"}, Types: map[kpi.ProductTypeID]string{1: "Văn bản"},
		Products: map[kpi.ProductID]string{1: "Tờ trình 12", 2: "Báo cáo 3"},
		Refusal:  func(code string) (kpi.Text, bool) { return kpi.Text{Vi: "nháp", En: "draft"}, code == "state.draft" },
	}.Dress(card)
	if l := dressed.Lines[0]; l.IndicatorName != "Tham mưu" || l.TypeName != "Văn bản" || l.Evidence[0].Title != "Tờ trình 12" {
		t.Errorf("line: %+v", l)
	}
	if n := dressed.NotCounted[0]; n.Title != "Báo cáo 3" || n.Reasons[0].Vi != "odd" || n.Reasons[1].Vi != "nháp" {
		t.Errorf("not counted: %+v", n)
	}
	if card.Lines[0].IndicatorName != "" || card.NotCounted[0].Title != "" || card.Lines[0].Evidence[0].Title != "" {
		t.Error("dressing changed the card that was given")
	}
}
