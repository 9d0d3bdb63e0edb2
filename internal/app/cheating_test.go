package app_test

import (
	"strings"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// What somebody might try who wants points for nothing, each told as they would.

func claim(w *testkit.World, login string, product kpi.ProductID) app.Claim {
	return app.Claim{ProductID: product, IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, PlanLineID: w.People[login].Plan}
}

func accept(t *testing.T, w *testkit.World, boss string, v app.EvidenceView) app.EvidenceView {
	t.Helper()
	return must[app.EvidenceView](t)(w.App.Accept(t.Context(), w.Actor(t, boss), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, Faults: v.Faults}))
}

func sendBack(t *testing.T, w *testkit.World, v app.EvidenceView, why kpi.ReturnReason) app.EvidenceView {
	t.Helper()
	return must[app.EvidenceView](t)(w.App.Return(t.Context(), w.Actor(t, "dung"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, ReasonCode: why}))
}

func TestAFaultIsNotShedByTakingTheClaimBack(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	v := sendBack(t, w, w.Attach(t, "an", 101), kpi.ReturnContent)
	_, err := w.App.Link(ctx, me, claim(w, "an", v.ProductID))
	wantReason(t, err, "evidence.returned_waits") // a second claim on the same file would have no fault
	v = must[app.EvidenceView](t)(w.App.Resubmit(ctx, me, v.ID, v.Version, v.ProductID))
	_, err = w.App.Withdraw(ctx, me, v.ID, v.Version)
	wantReason(t, err, "evidence.decided")
	// Past the program, the database refuses it too.
	v = sendBack(t, w, v, kpi.ReturnUnreadable)
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM countings WHERE evidence_id = $1", int64(v.ID)); n == 0 {
		t.Error("a standing fault leaves its document free to be claimed anew")
	}
}

func TestAnUnplannedLineBelongsToItsOwnWork(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	c := claim(w, "an", w.Submit(t, "an", 121).ProductID)
	c.PlanLineID = 0
	v := must[app.EvidenceView](t)(w.App.Link(ctx, me, c))
	second := claim(w, "an", w.Submit(t, "an", 122).ProductID)
	second.PlanLineID = v.PlanLineID // two works on one approval: undoing one would take the other's away
	_, err := w.App.Link(ctx, me, second)
	wantReason(t, err, "evidence.plan_mismatch")
	if _, err := w.App.Withdraw(ctx, me, v.ID, v.Version); err != nil {
		t.Fatal(err)
	}
	tasks, err := w.App.Tasks(ctx, me, me.Official, w.Period)
	if err != nil || len(tasks) != 1 {
		t.Errorf("%d tasks after the withdrawal (%v); the line of withdrawn work is left over", len(tasks), err)
	}
}

// Every list of tasks asks for the evidence of each line: without an index that is
// the whole table, once a line.
func TestEvidenceOfALineIsFoundByIndex(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	for _, index := range []string{"evidence (plan_line_id, state)", "evidence (official_id, period_id, type_id) WHERE", "log_entries (unit_id, id)"} {
		table, columns, _ := strings.Cut(index, " ")
		if n := testkit.Count(t, w.Database, "SELECT count(*) FROM pg_indexes WHERE tablename = $1 AND indexdef LIKE '%' || $2 || '%'", table, columns); n == 0 {
			t.Errorf("no index on %s", index)
		}
	}
}
