package app_test

import (
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
