package app_test

import (
	"strings"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// Who judges, and what is said beside the document.

func TestNobodyJudgesADocumentOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, boss := t.Context(), w.Actor(t, "dung")
	share := func(owner, other string, n int) app.EvidenceView {
		p := w.Submit(t, owner, n).ProductID
		if err := w.App.Contribute(ctx, w.Actor(t, owner), kpi.Contribution{
			ProductID: p, Act: kpi.ActDraft, OfficialID: w.People[other].Official, Share: kpi.NewRat(1, 2),
		}); err != nil {
			t.Fatal(err)
		}
		return must[app.EvidenceView](t)(w.App.Link(ctx, w.Actor(t, "an"), claim(w, "an", p)))
	}
	for what, v := range map[string]app.EvidenceView{"submitted by the judge": share("dung", "an", 131), "drafted with the judge": share("an", "dung", 132)} {
		d := app.Decision{Version: v.Version, JudgedHash: v.Hash, ReasonCode: kpi.ReturnContent}
		_, err := w.App.Accept(ctx, boss, v.ID, d)
		if kpi.ReasonOf(err) != "evidence.own_document" {
			t.Errorf("%s, accepted: %v", what, err)
		}
		_, err = w.App.Return(ctx, boss, v.ID, d)
		if kpi.ReasonOf(err) != "evidence.own_document" {
			t.Errorf("%s, returned: %v", what, err)
		}
		q, err := w.App.Reviews(ctx, boss, 0, w.Period)
		if err != nil || len(q.Items) != 0 {
			t.Errorf("%s: %d items wait for somebody who may not decide them, %v", what, len(q.Items), err)
		}
		accept(t, w, "giang", v)
	}
}

func says(v app.EvidenceView, part string) bool {
	for _, x := range app.Exceptions(v) {
		if strings.Contains(x.En, part) {
			return true
		}
	}
	return false
}

func TestTheSupervisorSeesWhatIsUnusual(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	plain := w.Attach(t, "an", 141)
	if got := app.Exceptions(plain); len(got) != 0 {
		t.Errorf("an ordinary paper wants a look: %v", got)
	}
	c, many := claim(w, "an", w.Submit(t, "an", 142).ProductID), kpi.Int(40)
	c.Units = &many
	if v := must[app.EvidenceView](t)(w.App.Link(ctx, me, c)); !says(v, "40") {
		t.Errorf("forty units of one paper: %v", app.Exceptions(v))
	}
	// The same paper in other bytes, renamed by hand so that nobody finds the first.
	twin := upload(t, w, "an", rescan(t, 141)).ProductID
	number, early := "1410", kpi.NewDate(2026, 11, 12)
	_ = must[app.ProductView](t)(w.App.EditProduct(ctx, me, twin, app.ProductEdit{Number: &number, CompletedOn: &early}))
	v := must[app.EvidenceView](t)(w.App.Link(ctx, me, claim(w, "an", twin)))
	if !says(v, "differ from what was read") || !says(v, "before the day of issue") {
		t.Errorf("a number typed over and a day before its issue: %v", app.Exceptions(v))
	}
	// The same number under another spelling of the agency: with the same text it is
	// the same paper, with another one it is for a person to see.
	third := upload(t, w, "an", append(rescan(t, 141), "% third\n"...)).ProductID
	agency, same, symbol := "UBND P. Mẫu", "141", "QĐ-UBND"
	_ = must[app.ProductView](t)(w.App.EditProduct(ctx, me, third, app.ProductEdit{Issuer: &agency}))
	_, err := w.App.Link(ctx, me, claim(w, "an", third))
	wantReason(t, err, "evidence.duplicate_document")
	other := upload(t, w, "an", printed(t, notice(7, "tổ dân phố số 3"))).ProductID
	agency = "Ủy ban P. Mẫu"
	_ = must[app.ProductView](t)(w.App.EditProduct(ctx, me, other, app.ProductEdit{Issuer: &agency, Number: &same, Symbol: &symbol}))
	if v := must[app.EvidenceView](t)(w.App.Link(ctx, me, claim(w, "an", other))); !says(v, "same number and symbol") {
		t.Errorf("the same number twice: %v", app.Exceptions(v))
	}
}

// New work beside a returned one may be the returned one without its fault.
func TestNewWorkBesideAReturnedOneIsPointedOut(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	sendBack(t, w, w.Attach(t, "an", 145), kpi.ReturnContent)
	c := claim(w, "an", w.Submit(t, "an", 146).ProductID)
	c.PlanLineID = 0 // unplanned: on no line together with the other
	if v := must[app.EvidenceView](t)(w.App.Link(t.Context(), w.Actor(t, "an"), c)); !says(v, "stands returned") {
		t.Errorf("exceptions: %v", app.Exceptions(v))
	}
}
