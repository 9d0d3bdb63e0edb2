package app_test

import (
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

func TestNothingIsDecidedAfterReviewCloses(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	v := w.Attach(t, "an", 171)
	w.Move(time.Date(2026, 12, 10, 16, 59, 0, 0, time.UTC)) // the last minute in Vietnam
	v = accept(t, w, "dung", v)
	w.Move(time.Date(2026, 12, 10, 17, 0, 0, 0, time.UTC))
	_, err := w.App.Undo(ctx, w.Actor(t, "dung"), v.ID, v.Version)
	wantReason(t, err, "evidence.period_closed")
	if c := must[app.Card](t)(w.App.OpenCard(ctx, w.Actor(t, "dung"), w.People["an"].Official, w.Period)); c.MayAssess {
		t.Error("general criteria are offered after review closed")
	}
}

func TestWorkIsAssignedInThePeriodInWhichItFallsDue(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	for due, want := range map[string]string{"2026-10-31": "plan.period_mismatch", "2026-12-01": "plan.period_mismatch", "2026-11-30": ""} {
		d, err := kpi.ParseDate(due)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.App.Assign(t.Context(), w.Actor(t, "dung"), kpi.PlanLine{
			OfficialID: w.People["an"].Official, PeriodID: w.Period, IndicatorID: w.Indicator, TypeID: w.Decision, Quantity: kpi.Int(1), Due: d,
		})
		if got := kpi.ReasonOf(err); got != want {
			t.Errorf("due %s: %v, want %q", due, err, want)
		}
	}
}

// Two periods over the same days would let one product count in both.
func TestPeriodsOfOneKindDoNotOverlap(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	for name, c := range map[string]struct {
		kind        kpi.PeriodKind
		first, last kpi.Date
		want        string
	}{
		"its last day":     {kpi.Month, kpi.NewDate(2026, 11, 30), kpi.NewDate(2026, 12, 31), "period.overlap"},
		"around it":        {kpi.Month, kpi.NewDate(2026, 10, 1), kpi.NewDate(2026, 12, 31), "period.overlap"},
		"the month before": {kpi.Month, kpi.NewDate(2026, 10, 1), kpi.NewDate(2026, 10, 31), ""},
		"a quarter":        {kpi.Quarter, kpi.NewDate(2026, 10, 1), kpi.NewDate(2026, 12, 31), ""},
	} {
		_, err := w.App.AddPeriod(t.Context(), w.Actor(t, "ik"), kpi.Period{
			AgencyID: w.Ward, Kind: c.kind, First: c.first, Last: c.last, ReviewCloses: c.last.AddDays(10), Rulebook: testkit.Rulebook,
		})
		if got := kpi.ReasonOf(err); got != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// A paper accepted late for November takes the same work out of December.
func TestALateDecisionCountsTheNextPeriodAnew(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	var next kpi.PeriodID
	if err := w.Store.InTx(ctx, func(tx app.Tx) (err error) {
		next, err = tx.AddPeriod(ctx, kpi.Period{
			AgencyID: w.Ward, Kind: kpi.Month, First: kpi.NewDate(2026, 12, 1), Last: kpi.NewDate(2026, 12, 31),
			ReviewCloses: kpi.NewDate(2027, 1, 10), State: kpi.PeriodOpen, Rulebook: testkit.Rulebook,
		})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	v := w.Attach(t, "an", 181)
	if err := w.App.Score(ctx, app.ScoreJob{Official: w.People["an"].Official, Agency: w.Ward, Rulebook: testkit.Rulebook, Period: next}); err != nil {
		t.Fatal(err)
	}
	// December's work is often assigned, and so scored, before November ends.
	accept(t, w, "dung", v)
	if c := must[app.Card](t)(w.App.OpenCard(ctx, w.Actor(t, "an"), w.People["an"].Official, next)); !c.Computing {
		t.Error("the card of the next period still carries work that is finished")
	}
}

// Who holds two posts has one card, and stands in the list of the team once.
func TestTwoPostsAreOneLineOfTheTeam(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	testkit.SQL(t, w.Database, `WITH p AS (INSERT INTO posts (unit_id, title) SELECT id, 'Kiêm nhiệm' FROM units WHERE code = 'M1.2' RETURNING id)
		INSERT INTO holdings (official_id, post_id, valid_from) SELECT o.id, p.id, '2026-01-01' FROM p, officials o WHERE o.staff_code = 'MC-an'`)
	list := must[[]app.CardSummary](t)(w.App.Cards(t.Context(), w.Actor(t, "giang"), 0, w.Period))
	n := 0
	for _, c := range list {
		if c.Official.ID == w.People["an"].Official {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the official with two posts stands in the list %d times", n)
	}
}
