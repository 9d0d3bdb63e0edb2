package app_test

import (
	"bytes"
	"fmt"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// Joint work, other people's work, and new files for old ones.

// upload submits and reads a file of the caller's making.
func upload(t *testing.T, w *testkit.World, login string, file []byte) app.Receipt {
	t.Helper()
	r := must[app.Receipt](t)(w.App.Submit(t.Context(), w.Actor(t, login), app.Upload{Name: "ban-quet.pdf", Declared: int64(len(file)), Body: bytes.NewReader(file)}))
	if err := w.App.Recognise(t.Context(), r.ProductID); err != nil {
		t.Fatal(err)
	}
	return r
}

// rescan is decision n in other bytes.
func rescan(t *testing.T, n int) []byte {
	return append(testkit.Paper(t, n), "\n% another scan\n"...)
}

func TestAFailedFileIsNotClaimedBesideItsCorrection(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	v := sendBack(t, w, w.Attach(t, "an", 103), kpi.ReturnContent)
	failed, better := v.ProductID, w.Submit(t, "an", 104)
	_ = must[app.EvidenceView](t)(w.App.Resubmit(ctx, me, v.ID, v.Version, better.ProductID))
	_, err := w.App.Link(ctx, me, claim(w, "an", failed))
	wantReason(t, err, "evidence.duplicate_document")
	wantReason(t, w.App.RemoveProduct(ctx, me, failed), "product.used")

	// A wrong file was no failed work: it stays free for what it is.
	v = sendBack(t, w, w.Attach(t, "an", 105), kpi.ReturnWrongFile)
	wrong := v.ProductID
	_ = must[app.EvidenceView](t)(w.App.Resubmit(ctx, me, v.ID, v.Version, w.Submit(t, "an", 106).ProductID))
	if _, err := w.App.Link(ctx, me, claim(w, "an", wrong)); err != nil {
		t.Errorf("the wrong file cannot be used where it belongs: %v", err)
	}
}

// The usual answer to "unreadable" is a better scan of the same paper.
func TestABetterScanOfTheSamePaperAnswersAReturn(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	v := sendBack(t, w, w.Attach(t, "an", 107), kpi.ReturnUnreadable)
	old, again := v.ProductID, upload(t, w, "an", rescan(t, 107))
	v = must[app.EvidenceView](t)(w.App.Resubmit(ctx, me, v.ID, v.Version, again.ProductID))
	_, err := w.App.Link(ctx, me, claim(w, "an", old))
	wantReason(t, err, "evidence.duplicate_document")
	accept(t, w, "dung", v)
	if card := w.Score(t, "an"); card.A.Exact.String() != "50/1" {
		t.Errorf("a = %s with refusals %+v; want the better scan counted once", card.A.Exact, card.NotCounted)
	}
	third := upload(t, w, "an", append(rescan(t, 107), "% and another\n"...))
	_, err = w.App.Link(ctx, me, claim(w, "an", third.ProductID))
	wantReason(t, err, "evidence.duplicate_document")
}

func TestNobodyClaimsWorkInWhichTheyAreNotNamed(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, boss := t.Context(), w.Actor(t, "dung")
	r := w.Submit(t, "an", 111) // dung may read it, being the supervisor
	_, err := w.App.Link(ctx, boss, claim(w, "dung", r.ProductID))
	wantReason(t, err, "evidence.not_named")
	own := sendBack2(t, w, w.Attach(t, "dung", 112))
	_, err = w.App.Resubmit(ctx, boss, own.ID, own.Version, r.ProductID)
	wantReason(t, err, "evidence.not_named")
	if _, err := w.App.Link(ctx, w.Actor(t, "an"), claim(w, "an", r.ProductID)); err != nil {
		t.Errorf("the owner cannot claim any more: %v", err)
	}
	if err := w.App.Contribute(ctx, w.Actor(t, "an"), kpi.Contribution{
		ProductID: w.Submit(t, "an", 113).ProductID, Act: kpi.ActDraft, OfficialID: boss.Official, Share: kpi.NewRat(1, 3),
	}); err != nil {
		t.Fatal(err)
	}
}

// sendBack2 returns work of the supervisor, as the head.
func sendBack2(t *testing.T, w *testkit.World, v app.EvidenceView) app.EvidenceView {
	t.Helper()
	return must[app.EvidenceView](t)(w.App.Return(t.Context(), w.Actor(t, "giang"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, ReasonCode: kpi.ReturnWrongFile}))
}

func TestAShareDoesNotGrowThroughANewFile(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	name := func(p kpi.ProductID, login string, s kpi.Rat) error {
		return w.App.Contribute(ctx, me, kpi.Contribution{ProductID: p, Act: kpi.ActDraft, OfficialID: w.People[login].Official, Share: s})
	}
	joint := w.Submit(t, "an", 115).ProductID
	if err := name(joint, "binh", kpi.NewRat(2, 3)); err != nil {
		t.Fatal(err)
	}
	v := must[app.EvidenceView](t)(w.App.Link(ctx, me, claim(w, "an", joint)))
	v = sendBack(t, w, v, kpi.ReturnUnreadable)
	whole := w.Submit(t, "an", 116).ProductID
	if err := name(whole, "an", kpi.Int(1)); err != nil {
		t.Fatal(err)
	}
	_, err := w.App.Resubmit(ctx, me, v.ID, v.Version, whole)
	wantReason(t, err, "evidence.share_grew")
	v = must[app.EvidenceView](t)(w.App.Resubmit(ctx, me, v.ID, v.Version, w.Submit(t, "an", 117).ProductID))
	accept(t, w, "dung", v)
	if card := w.Score(t, "an"); card.Lines[0].Done.Exact.String() != "1/3" {
		t.Errorf("a third of joint work became %s through another file", card.Lines[0].Done.Exact)
	}
}

func TestAShareThatStandsIsNotChangedByNamingAgain(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	p := w.Submit(t, "an", 118).ProductID
	name := func(s kpi.Rat) error {
		return w.App.Contribute(t.Context(), w.Actor(t, "an"), kpi.Contribution{ProductID: p, Act: kpi.ActDraft, OfficialID: w.People["binh"].Official, Share: s})
	}
	if err := name(kpi.NewRat(1, 3)); err != nil {
		t.Fatal(err)
	}
	before := testkit.Count(t, w.Database, "SELECT count(*) FROM log_entries WHERE kind = 'contribution.named'")
	if err := name(kpi.NewRat(1, 3)); err != nil {
		t.Errorf("naming the same share again: %v", err)
	}
	wantReason(t, name(kpi.NewRat(1, 2)), "contribution.named") // a success that changes nothing would be a lie
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM log_entries WHERE kind = 'contribution.named'"); n != before {
		t.Errorf("the log tells of %d namings that did not happen", n-before)
	}
}

func TestARefusalDoesNotNameAnotherAgencysProduct(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	w.Submit(t, "xa", 161)
	mine := upload(t, w, "an", rescan(t, 161))
	_, err := w.App.Link(t.Context(), w.Actor(t, "an"), claim(w, "an", mine.ProductID))
	wantReason(t, err, "evidence.duplicate_document")
	if s := fmt.Sprintf("%+v", infoOf(err)); s != fmt.Sprintf("%+v", app.Duplicate{}) {
		t.Errorf("the refusal tells %s", s)
	}
}

func infoOf(err error) any {
	for ; err != nil; err = unwrap(err) {
		if e, ok := err.(*kpi.Error); ok { //nolint:errorlint // walks the chain itself
			return e.Info
		}
	}
	return nil
}

func unwrap(err error) error {
	u, ok := err.(interface{ Unwrap() error }) //nolint:errorlint // walks the chain itself
	if !ok {
		return nil
	}
	return u.Unwrap()
}
