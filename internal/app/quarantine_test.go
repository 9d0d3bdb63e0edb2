package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
	"minhchung/storage"
)

// What may not be kept, what is shut away, and what is left of it.

// findMark makes the reader find a mark of classification in what it reads next, as
// recognition of a picture does.
func findMark(w *testkit.World, code string) (undo func()) {
	read := w.App.Reading.Read
	w.App.Reading.Read = func(ctx context.Context, path string, units []string, progress func(app.Progress)) (app.FileFacts, error) {
		f, err := read(ctx, path, units, progress)
		f.Problems = append(f.Problems, app.FileProblem{Code: code, Page: 1})
		return f, err
	}
	return func() { w.App.Reading.Read = read }
}

// secret is a word of the papers of these tests that must be nowhere afterwards.
const secret = "hộ nghèo"

// traces returns the tables that hold a word in any column.
func traces(t *testing.T, w *testkit.World, word string) []string {
	t.Helper()
	var out []string
	for _, table := range []string{"products", "product_versions", "content_pages", "content_facts", "near_sketches", "identities", "plan_lines", "evidence", "evidence_history",
		"scorecards", "notices", "quarantines", "copies", "uploads", "intentions", "river_job", "refusals", "log_entries"} {
		if testkit.Count(t, w.Database, fmt.Sprintf("SELECT count(*) FROM %s r WHERE r::text ILIKE '%%' || $1 || '%%'", table), word) > 0 {
			out = append(out, table)
		}
	}
	if testkit.Count(t, w.Database, "SELECT count(*) FROM log_bodies WHERE convert_from(body, 'UTF8') ILIKE '%' || $1 || '%'", word) > 0 {
		out = append(out, "log_bodies")
	}
	return out
}

// A paper that is in use as accepted evidence when a better reader finds the mark: no
// word of it is left in any row, nobody opens it, and it no longer counts.
func TestAMarkFoundLateLeavesNoWordOfThePaper(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	c := claim(w, "an", w.Submit(t, "an", 301).ProductID)
	c.PlanLineID = 0 // its plan line has the title of the paper
	v := must[app.EvidenceView](t)(w.App.Link(ctx, me, c))
	v = must[app.EvidenceView](t)(w.App.Return(ctx, w.Actor(t, "dung"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, ReasonCode: kpi.ReturnUnreadable, Reason: "trang về " + secret + " mờ"}))
	v = must[app.EvidenceView](t)(w.App.Resubmit(ctx, me, v.ID, v.Version, v.ProductID))
	v = must[app.EvidenceView](t)(w.App.Accept(ctx, w.Actor(t, "dung"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, Reason: secret}))
	w.Score(t, "an")
	if err := w.App.IndexProduct(ctx, v.ProductID); err != nil {
		t.Fatal(err)
	}
	_ = must[[]byte](t)(w.App.PagePicture(ctx, w.Actor(t, "dung"), v.ProductID, 1, app.PictureWidth))
	if len(traces(t, w, secret)) < 6 {
		t.Fatalf("the test looks in the wrong places: %v", traces(t, w, secret))
	}

	defer findMark(w, "upload.classified")()
	w.App.Reading.Tool = "a better reader"
	if err := w.App.Recognise(ctx, v.ProductID); err != nil {
		t.Fatal(err)
	}
	card := w.Score(t, "an")
	if err := errors.Join(w.App.IndexProduct(ctx, v.ProductID), w.App.RemoveDerived(ctx, v.Hash)); err != nil {
		t.Fatal(err)
	}
	if left := traces(t, w, secret); len(left) > 0 {
		t.Errorf("words of the paper are left in %v", left)
	}
	if card.Lines[0].Done.Exact.Sign() != 0 || !slices.ContainsFunc(card.NotCounted, func(n kpi.NotCounted) bool { return n.EvidenceID == v.ID }) {
		t.Errorf("it counts still: done %s, not counted %+v", card.Lines[0].Done.Exact, card.NotCounted)
	}
	for _, login := range []string{"dung", "giang", "hanh"} {
		_, err := w.App.OpenProduct(ctx, w.Actor(t, login), v.ProductID)
		wantReason(t, err, "product.not_found")
		if found := must[app.Found](t)(w.App.Find(ctx, w.Actor(t, login), secret, app.ProductFilter{Limit: 10}, 0)); len(found.Hits) != 0 {
			t.Errorf("%s finds it by its words", login)
		}
	}
	p := must[app.ProductView](t)(w.App.OpenProduct(ctx, me, v.ProductID)).Product
	_, err := w.App.OpenFile(ctx, me, p, 0, -1)
	wantReason(t, err, "product.quarantined")
	_, err = w.App.ProductText(ctx, me, p.ID)
	wantReason(t, err, "product.quarantined")
	_, err = w.App.PagePicture(ctx, me, p.ID, 1, app.ThumbWidth)
	wantReason(t, err, "product.quarantined")
	wantReason(t, w.App.RemoveProduct(ctx, me, p.ID), "product.quarantined")
	if found := must[app.Verified](t)(w.App.Verify(ctx, true, func(app.Finding) {})); len(found.Findings) != 0 {
		t.Errorf("verify is upset: %+v", found.Findings)
	}
}

func aside(t *testing.T, w *testkit.World, login string, n int) app.Quarantine {
	t.Helper()
	undo := findMark(w, "upload.classified")
	r := w.Submit(t, login, n)
	undo()
	for _, q := range must[[]app.Quarantine](t)(w.App.Quarantines(t.Context(), w.Actor(t, "ik"))) {
		if q.Hash == r.Hash {
			return q
		}
	}
	t.Fatal("the administrator does not see what was set aside")
	return app.Quarantine{}
}

func TestAPurgeNeedsTwoPersonsAndLeavesHashTimeAndReason(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	q := aside(t, w, "an", 311)
	head, admin := w.Actor(t, "giang"), w.Actor(t, "ik")
	_, err := w.App.ConfirmPurge(ctx, head, q.ID)
	wantReason(t, err, "quarantine.not_requested")
	_, err = w.App.RequestPurge(ctx, head, q.ID, app.PurgeSecret)
	wantReason(t, err, "access.forbidden")
	_, err = w.App.RequestPurge(ctx, admin, q.ID, "a sentence about the paper")
	wantReason(t, err, "purge.reason")
	_ = must[app.Quarantine](t)(w.App.RequestPurge(ctx, admin, q.ID, app.PurgeSecret))
	_, err = w.App.ConfirmPurge(ctx, admin, q.ID)
	wantReason(t, err, "access.forbidden")
	both := head // somebody who is both, and asked themselves
	both.Account = admin.Account
	_, err = w.App.ConfirmPurge(ctx, both, q.ID)
	wantReason(t, err, "quarantine.second_person")
	_ = must[app.Quarantine](t)(w.App.ConfirmPurge(ctx, head, q.ID))
	_, err = w.App.ReleaseQuarantine(ctx, head, q.ID)
	wantReason(t, err, "quarantine.decided")
	for range 2 { // a job runs at least once
		if err := w.App.Purge(ctx, q.ID); err != nil {
			t.Fatal(err)
		}
	}
	hash, _ := storage.ParseHash(q.Hash)
	if _, err := w.App.Bucket.Stat(ctx, hash); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the bytes are still there: %v", err)
	}
	for _, table := range []string{"contents", "content_facts", "content_pages", "near_sketches", "product_versions"} {
		if n := testkit.Count(t, w.Database, "SELECT count(*) FROM "+table); n != 0 {
			t.Errorf("%d rows in %s", n, table)
		}
	}
	list := must[[]app.Quarantine](t)(w.App.Quarantines(ctx, admin))
	if len(list) != 1 || list[0].Hash != q.Hash || list[0].PurgedAt == nil || list[0].PurgeReason != app.PurgeSecret ||
		list[0].Requested.By != "Người ik" || list[0].Confirmed.By != "Người giang" {
		t.Errorf("the record of the purge is %+v", list)
	}
	file := testkit.Paper(t, 311)
	_, err = w.App.Submit(ctx, w.Actor(t, "binh"), app.Upload{Name: "a.pdf", Declared: int64(len(file)), Body: bytes.NewReader(file)})
	wantReason(t, err, "upload.quarantined")
	_, err = w.App.KnownHash(ctx, w.Actor(t, "binh"), q.Hash)
	wantReason(t, err, "upload.quarantined")
	err = w.Store.InTx(ctx, func(tx app.Tx) error { return tx.AddContent(ctx, app.Content{Hash: hash, Size: 1, MediaType: "x"}) })
	wantReason(t, err, "upload.quarantined") // past the program, too
	if v := must[app.Verified](t)(w.App.Verify(ctx, true, func(app.Finding) {})); len(v.Findings) != 0 {
		t.Errorf("verify is upset: %+v", v.Findings)
	}
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM log_entries WHERE kind IN ('product.quarantined', 'purge.request', 'purge.confirm', 'content.purged')"); n != 4 {
		t.Errorf("the log tells of %d steps", n)
	}
	_ = must[app.ProductView](t)(w.App.OpenProduct(ctx, w.Actor(t, "an"), q.Product)) // its owner still sees what became of it
}

// Killed between the bytes and the rows, or before both: the sweep goes on with it.
func TestAPurgeThatWasCutShortIsFinished(t *testing.T) {
	t.Parallel()
	for _, bytesGone := range []bool{true, false} {
		t.Run(fmt.Sprintf("bytes gone %t", bytesGone), func(t *testing.T) {
			t.Parallel()
			w := testkit.NewWorld(t)
			ctx := t.Context()
			q := aside(t, w, "an", 312)
			hash, _ := storage.ParseHash(q.Hash)
			_ = must[app.Quarantine](t)(w.App.RequestPurge(ctx, w.Actor(t, "ik"), q.ID, app.PurgeSecret))
			_ = must[app.Quarantine](t)(w.App.ConfirmPurge(ctx, w.Actor(t, "giang"), q.ID))
			if bytesGone {
				// The store answers, the database does not: as a process killed at the commit.
				testkit.SQL(t, w.Database, "CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed' USING ERRCODE = '57P01'; END $$")
				testkit.SQL(t, w.Database, "CREATE TRIGGER dies BEFORE DELETE ON contents FOR EACH ROW EXECUTE FUNCTION dies()")
				if err := w.App.Purge(ctx, q.ID); err == nil {
					t.Fatal("the purge was not cut short")
				}
				testkit.SQL(t, w.Database, "DROP TRIGGER dies ON contents")
				if _, err := w.App.Bucket.Stat(ctx, hash); !errors.Is(err, storage.ErrNotFound) {
					t.Fatalf("the bytes did not go first: %v", err)
				}
			}
			v := must[app.Verified](t)(w.App.Verify(ctx, true, func(app.Finding) {}))
			if len(v.Findings) != 1 || v.Findings[0].Code != "purge.unfinished" {
				t.Errorf("verify finds %+v", v.Findings)
			}
			s := must[app.Swept](t)(w.App.Sweep(ctx, app.SweepGrace))
			if s.Purges != 1 || testkit.Count(t, w.Database, "SELECT count(*) FROM contents") != 0 {
				t.Errorf("the sweep finished %d purges", s.Purges)
			}
			if v := must[app.Verified](t)(w.App.Verify(ctx, true, func(app.Finding) {})); len(v.Findings) != 0 {
				t.Errorf("verify finds %+v", v.Findings)
			}
			// Bytes that come back, as from a backup, are found.
			file := testkit.Paper(t, 312)
			staged := must[*storage.Staged](t)(w.App.Bucket.Stage(ctx, bytes.NewReader(file), int64(len(file)), 1<<30))
			if err := staged.Commit(ctx); err != nil {
				t.Fatal(err)
			}
			if v := must[app.Verified](t)(w.App.Verify(ctx, true, func(app.Finding) {})); len(v.Findings) != 1 || v.Findings[0].Code != "purge.present" {
				t.Errorf("bytes restored from a backup: %+v", v.Findings)
			}
		})
	}
}

// The head answers for it that the mark is none: the file is read again and counts.
func TestAFalseAlarmIsReleasedByTheHead(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	undo := findMark(w, "upload.classified")
	r := w.Submit(t, "an", 313)
	q := must[[]app.Quarantine](t)(w.App.Quarantines(ctx, w.Actor(t, "giang")))[0]
	_, err := w.App.Link(ctx, w.Actor(t, "an"), claim(w, "an", r.ProductID))
	wantReason(t, err, "product.quarantined")
	row := app.EvidenceRow{Act: kpi.ActDraft, UnitID: w.Office, Evidence: kpi.Evidence{
		ProductID: r.ProductID, IndicatorID: w.Indicator, TypeID: w.Decision, OfficialID: w.People["an"].Official, PeriodID: w.Period,
		State: kpi.EvidenceSubmitted, Units: kpi.Int(1), Version: 1, SubmittedAt: w.Now(),
	}}
	err = w.Store.InTx(ctx, func(tx app.Tx) error { _, err := tx.AddEvidence(ctx, row); return err })
	wantReason(t, err, "evidence.quarantined") // past the program, too
	_, err = w.App.ReleaseQuarantine(ctx, w.Actor(t, "ik"), q.ID)
	wantReason(t, err, "access.forbidden")
	_ = must[app.Quarantine](t)(w.App.ReleaseQuarantine(ctx, w.Actor(t, "giang"), q.ID))
	if err := w.App.Recognise(ctx, r.ProductID); err != nil { // the reader still sees a mark
		t.Fatal(err)
	}
	undo()
	v, err := w.App.Link(ctx, w.Actor(t, "an"), claim(w, "an", r.ProductID))
	if err != nil || !strings.Contains(v.ProductTitle, "nhà ở") {
		t.Errorf("after the release: %v, title %q", err, v.ProductTitle)
	}
}

// A file with a program is kept for whoever looks into where it came from; nobody
// opens it, and the same paper without the program is welcome.
func TestAFileWithAProgramIsShutAway(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	look := w.App.Reading.Look
	w.App.Reading.Look = func(ctx context.Context, path, name string) (app.Look, error) {
		l, err := look(ctx, path, name)
		l.Problem = kpi.E(kpi.Unsupported, "upload.active", "x", "x")
		return l, err
	}
	file := testkit.Paper(t, 314)
	r := must[app.Receipt](t)(w.App.Submit(ctx, me, app.Upload{Name: "bay.pdf", Declared: int64(len(file)), Body: bytes.NewReader(file)}))
	if r.Quarantined != kpi.QuarantineActive {
		t.Errorf("the receipt does not tell: %+v", r)
	}
	w.App.Reading.Look = look
	if err := w.App.Recognise(ctx, r.ProductID); err != nil {
		t.Fatal(err)
	}
	v := must[app.ProductView](t)(w.App.OpenProduct(ctx, me, r.ProductID))
	if v.Product.FileName != "bay.pdf" || v.MaySubmit || v.MayEdit {
		t.Errorf("its owner sees %+v", v)
	}
	_, err := w.App.PagePicture(ctx, me, r.ProductID, 1, app.ThumbWidth)
	wantReason(t, err, "product.quarantined")
	list := must[[]app.Quarantine](t)(w.App.Quarantines(ctx, w.Actor(t, "long")))
	if len(list) != 1 || list[0].Reason != kpi.QuarantineActive || list[0].Submitter != "Người an" {
		t.Errorf("the administrator sees %+v", list)
	}
	_, err = w.App.ReleaseQuarantine(ctx, w.Actor(t, "giang"), list[0].ID)
	wantReason(t, err, "quarantine.program")
	if _, err := w.App.Link(ctx, me, claim(w, "an", upload(t, w, "an", rescan(t, 314)).ProductID)); err != nil {
		t.Errorf("the printed copy is not taken: %v", err)
	}
}

func TestTheRightPeopleAreToldAndNobodyElse(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	q := aside(t, w, "cuc", 315)
	told := func(login string) (kinds []string, unread int) {
		list, n, err := w.App.Notices(ctx, w.Actor(t, login))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range list {
			if x.Object != fmt.Sprintf("quarantine:%d", q.ID) || x.Text.Vi == "" || x.Text.Vi == x.Kind {
				t.Errorf("%s is told %+v", login, x)
			}
			kinds = append(kinds, x.Kind)
		}
		return kinds, n
	}
	for _, login := range testkit.Logins() {
		want := 0
		if slices.Contains([]string{"cuc", "giang", "ik", "long"}, login) {
			want = 1
		}
		if kinds, n := told(login); len(kinds) != want || n != want {
			t.Errorf("%s is told %v, %d unread", login, kinds, n)
		}
	}
	_ = must[app.Quarantine](t)(w.App.RequestPurge(ctx, w.Actor(t, "ik"), q.ID, app.PurgeSecret))
	list, unread, _ := w.App.Notices(ctx, w.Actor(t, "giang"))
	if unread != 2 || list[0].Kind != "purge.requested" {
		t.Errorf("the head is told %+v", list)
	}
	if err := w.App.ReadNotices(ctx, w.Actor(t, "giang"), list[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, n := told("giang"); n != 0 {
		t.Errorf("%d are unread after reading", n)
	}
	if _, n := told("ik"); n != 1 {
		t.Error("reading one's own notices marked another's")
	}
}
