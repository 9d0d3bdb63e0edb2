package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func wantReason(t *testing.T, err error, reason string) {
	t.Helper()
	if kpi.ReasonOf(err) != reason {
		t.Errorf("err = %v, want reason %s", err, reason)
	}
}

// The promise in one walk: attached, judged, counted, explained, found; and no
// number of finished works was typed by anybody.
func TestAScoreIsCountedFromAcceptedEvidence(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()

	v := w.Attach(t, "an", 12)
	if card := w.Score(t, "an"); card.A.Show != "0" || len(card.NotCounted) != 1 {
		t.Errorf("before the decision a = %s with %d not counted", card.A.Show, len(card.NotCounted))
	}
	boss := w.Actor(t, "dung")
	v = must[app.EvidenceView](t)(w.App.Accept(ctx, boss, v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, SeenMS: 4000}))
	if v.State != kpi.EvidenceAccepted {
		t.Fatalf("state = %s", v.State)
	}
	card := w.Score(t, "an")
	if got := card.A.Exact.String(); got != "50/1" { // one of two assigned decisions
		t.Errorf("a = %s, want 50", got)
	}
	if got := card.Task.Exact.String(); got != "35/1" {
		t.Errorf("task = %s, want (50+50+50)/3/100 × 70 = 35", got)
	}
	if card.Status != kpi.CardProvisional || card.Level != nil {
		t.Errorf("without general criteria the card is %s, level %v", card.Status, card.Level)
	}
	if err := w.App.AssessGeneral(ctx, boss, w.People["an"].Official, w.Period, kpi.GeneralCriteria{
		Conduct: kpi.Int(9), Capacity: kpi.Int(9), Innovation: kpi.NewRat(17, 2), Reason: "Theo biên bản họp",
	}); err != nil {
		t.Fatal(err)
	}
	card = w.Score(t, "an")
	if got := card.Total.Exact.String(); got != "123/2" || *card.Level != kpi.Completed {
		t.Errorf("total = %s, level %v; want 35 + 26.5 = 61.5, completed", got, *card.Level)
	}
	if len(card.Lines) != 1 || len(card.Lines[0].Evidence) != 1 || card.Lines[0].Evidence[0].EvidenceID != v.ID {
		t.Errorf("the points do not open to the evidence: %+v", card.Lines)
	}

	// Undo takes the points away again.
	_ = must[app.EvidenceView](t)(w.App.Undo(ctx, boss, v.ID, v.Version))
	if card := w.Score(t, "an"); card.A.Show != "0" {
		t.Errorf("after undo a = %s", card.A.Show)
	}
	// The same facts make no new card.
	before := testkit.Count(t, w.Database, "SELECT count(*) FROM scorecards")
	w.Score(t, "an")
	if after := testkit.Count(t, w.Database, "SELECT count(*) FROM scorecards"); after != before {
		t.Errorf("the same facts made %d new cards", after-before)
	}
}

func TestTheArchiveFindsWithAndWithoutMarksAndObeysRights(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	r := w.Submit(t, "an", 21)
	if err := w.App.IndexProduct(t.Context(), r.ProductID); err != nil {
		t.Fatal(err)
	}
	for login, want := range map[string]int{"an": 1, "binh": 0, "cuc": 0, "dung": 1, "em": 0, "giang": 1, "hanh": 1, "xa": 0, "ya": 0} {
		for _, q := range []string{"hộ nghèo", "ho ngheo", `"xây dựng nhà ở"`, "21/QĐ-UBND", ""} {
			f, err := w.App.Find(t.Context(), w.Actor(t, login), q, app.ProductFilter{Limit: 10}, 0)
			if err != nil {
				t.Fatalf("%s asks %q: %v", login, q, err)
			}
			n := 0
			for _, x := range f.Facets {
				if x.Field == "type" {
					n += x.Count
				}
			}
			if len(f.Hits) != want || f.Total != want || n != want {
				t.Errorf("%s asks %q: %d hits, total %d, %d in facets; want %d", login, q, len(f.Hits), f.Total, n, want)
			}
		}
	}
	if _, err := w.App.Find(t.Context(), w.Actor(t, "ik"), "nghèo", app.ProductFilter{}, 0); kpi.CodeOf(err) != kpi.Forbidden {
		t.Errorf("an admin searched documents: %v", err)
	}
}

func TestADecisionIsAboutWhatWasOnTheScreen(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, boss := t.Context(), w.Actor(t, "dung")
	v := w.Attach(t, "an", 31)
	_, err := w.App.Accept(ctx, boss, v.ID, app.Decision{Version: v.Version, JudgedHash: strings.Repeat("0", 64)})
	wantReason(t, err, "evidence.file_changed")
	_, err = w.App.Accept(ctx, boss, v.ID, app.Decision{Version: v.Version + 1, JudgedHash: v.Hash})
	wantReason(t, err, "evidence.changed")
	e := new(kpi.Error)
	if errors.As(err, &e); e.Info.(app.EvidenceView).Version != v.Version {
		t.Error("the refusal does not say what stands now")
	}
	_, err = w.App.Accept(ctx, w.Actor(t, "an"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash})
	wantReason(t, err, "access.forbidden")
	_, err = w.App.Accept(ctx, w.Actor(t, "em"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash})
	wantReason(t, err, "evidence.not_found") // another unit's supervisor does not even see it
	own := w.Attach(t, "dung", 32)
	_, err = w.App.Accept(ctx, boss, own.ID, app.Decision{Version: own.Version, JudgedHash: own.Hash})
	wantReason(t, err, "access.forbidden")
	_, err = w.App.Accept(ctx, boss, v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, Delays: 1, DelaysExcused: 1})
	wantReason(t, err, "evidence.excuse_reason")
}

func TestAReturnForContentStaysAsOneFault(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, boss, me := t.Context(), w.Actor(t, "dung"), w.Actor(t, "an")
	v := w.Attach(t, "an", 41)
	v = must[app.EvidenceView](t)(w.App.Return(ctx, boss, v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, ReasonCode: kpi.ReturnContent, Reason: "Sai căn cứ"}))
	if v.Faults != 1 || v.State != kpi.EvidenceReturned {
		t.Fatalf("faults %d, state %s", v.Faults, v.State)
	}
	_, err := w.App.Withdraw(ctx, me, v.ID, v.Version)
	wantReason(t, err, "evidence.decided")
	again := w.Submit(t, "an", 42)
	v = must[app.EvidenceView](t)(w.App.Resubmit(ctx, me, v.ID, v.Version, again.ProductID))
	_, err = w.App.Accept(ctx, boss, v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, Faults: 0})
	wantReason(t, err, "evidence.faults")
	v = must[app.EvidenceView](t)(w.App.Accept(ctx, boss, v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, Faults: 1}))
	card := w.Score(t, "an")
	if card.A.Exact.String() != "50/1" || card.B.Exact.String() != "75/2" {
		t.Errorf("a = %s, b = %s; one fault takes a quarter of the product's weight in b", card.A.Exact, card.B.Exact)
	}
	// A return for form costs nothing, and undo gives back what stood before.
	v = must[app.EvidenceView](t)(w.App.Undo(ctx, boss, v.ID, v.Version))
	if v.Faults != 1 {
		t.Errorf("undo forgot the earlier return: faults %d", v.Faults)
	}
	v = must[app.EvidenceView](t)(w.App.Return(ctx, boss, v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, ReasonCode: kpi.ReturnUnreadable}))
	if v.Faults != 1 {
		t.Errorf("a return for form cost a fault: %d", v.Faults)
	}
}

func TestTheSameWorkIsCountedOnce(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	v := w.Attach(t, "an", 51)
	claim := app.Claim{ProductID: v.ProductID, IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, PlanLineID: w.People["an"].Plan}
	_, err := w.App.Link(ctx, me, claim)
	wantReason(t, err, "evidence.counted_already")

	// The same bytes are told apart by who may know.
	file := testkit.Paper(t, 51)
	up := func(login string) error {
		_, err := w.App.Submit(ctx, w.Actor(t, login), app.Upload{Name: "a.pdf", Declared: int64(len(file)), Body: bytes.NewReader(file)})
		return err
	}
	for login, knows := range map[string]bool{"an": true, "binh": false, "giang": true} {
		err := up(login)
		wantReason(t, err, "upload.duplicate")
		e := new(kpi.Error)
		if errors.As(err, &e); (e.Info.(app.Duplicate).ProductID != 0) != knows {
			t.Errorf("%s learns %+v", login, e.Info)
		}
	}
	// The same document in other bytes is the same work.
	other := append(append([]byte{}, file...), "\n% another scan\n"...)
	r, err := w.App.Submit(ctx, me, app.Upload{Name: "b.pdf", Declared: int64(len(other)), Body: bytes.NewReader(other)})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.App.Recognise(ctx, r.ProductID); err != nil {
		t.Fatal(err)
	}
	claim.ProductID = r.ProductID
	_, err = w.App.Link(ctx, me, claim)
	wantReason(t, err, "evidence.duplicate_document")
}

func TestSharesOfJointWorkNeverPassOne(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, owner := t.Context(), w.Actor(t, "an")
	r := w.Submit(t, "an", 61)
	share := func(login string, s kpi.Rat) error {
		return w.App.Contribute(ctx, owner, kpi.Contribution{ProductID: r.ProductID, Act: kpi.ActDraft, OfficialID: w.People[login].Official, Share: s})
	}
	if err := errors.Join(share("an", kpi.NewRat(2, 3)), share("binh", kpi.NewRat(1, 3))); err != nil {
		t.Fatal(err)
	}
	wantReason(t, share("cuc", kpi.NewRat(1, 1000000)), "evidence.act_taken")
	if _, err := w.App.OpenProduct(ctx, w.Actor(t, "binh"), r.ProductID); err != nil {
		t.Errorf("a named contributor may not read the product: %v", err)
	}

	// Two claimants at the same moment, two thirds each: one of them is refused.
	p := w.Submit(t, "an", 62)
	errs := make(chan error, 2)
	for _, login := range []string{"binh", "cuc"} {
		go func() {
			errs <- w.App.Contribute(ctx, owner, kpi.Contribution{ProductID: p.ProductID, Act: kpi.ActDraft, OfficialID: w.People[login].Official, Share: kpi.NewRat(2, 3)})
		}()
	}
	a, b := <-errs, <-errs
	if (a == nil) == (b == nil) {
		t.Errorf("of two claimants of two thirds, errors %v and %v", a, b)
	}
}

func TestUnplannedWorkCountsOnceItsAssignmentIsApproved(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	r := w.Submit(t, "an", 71)
	v := must[app.EvidenceView](t)(w.App.Link(ctx, me, app.Claim{ProductID: r.ProductID, IndicatorID: w.Indicator, TypeID: w.Report, PeriodID: w.Period}))
	if card := w.Score(t, "an"); card.Lines[0].AssignedConv.Show != "2" || len(card.Lines) > 2 {
		t.Errorf("unapproved work entered the plan: %+v", card.Lines)
	}
	_ = must[app.EvidenceView](t)(w.App.Accept(ctx, w.Actor(t, "dung"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash}))
	if card := w.Score(t, "an"); card.A.Exact.String() != "50/1" { // 2 of 2 + 2
		t.Errorf("a = %s, want both sides to grow: 2 / 4", card.A.Exact)
	}
}

func TestAClosedPeriodTakesNothing(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	v := w.Attach(t, "an", 81)
	testkit.SQL(t, w.Database, "UPDATE periods SET state = 'closed' WHERE id = $1", int64(w.Period))
	_, err := w.App.Accept(t.Context(), w.Actor(t, "dung"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash})
	wantReason(t, err, "evidence.period_closed")
	_, err = w.App.Withdraw(t.Context(), w.Actor(t, "an"), v.ID, v.Version)
	wantReason(t, err, "evidence.period_closed")
}

func TestBadUploadsLeaveNothing(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	me := w.Actor(t, "an")
	pdf := testkit.Paper(t, 91)
	broken := io.MultiReader(bytes.NewReader(pdf[:1000]), failing{})
	for name, c := range map[string]struct {
		up     app.Upload
		reason string
	}{
		"empty":            {app.Upload{Name: "a.pdf", Declared: 0, Body: strings.NewReader("")}, "upload.empty"},
		"no length":        {app.Upload{Name: "a.pdf", Declared: -1, Body: bytes.NewReader(pdf)}, "upload.length"},
		"over the limit":   {app.Upload{Name: "a.pdf", Declared: 9 << 20, Body: bytes.NewReader(pdf)}, "upload.too_large"},
		"shorter":          {app.Upload{Name: "a.pdf", Declared: int64(len(pdf)) + 5, Body: bytes.NewReader(pdf)}, "upload.truncated"},
		"cut connection":   {app.Upload{Name: "a.pdf", Declared: int64(len(pdf)), Body: broken}, "storage.unavailable"},
		"not a PDF":        {app.Upload{Name: "a.pdf", Declared: 11, Body: strings.NewReader("MZ\x90\x00program")}, "upload.unsupported"},
		"path-like name":   {app.Upload{Name: "../../etc/passwd.pdf", Declared: int64(len(pdf)), Body: bytes.NewReader(pdf)}, "upload.name"},
		"right-to-left":    {app.Upload{Name: "a\u202efdp.exe", Declared: int64(len(pdf)), Body: bytes.NewReader(pdf)}, "upload.name"},
		"half of the file": {app.Upload{Name: "a.pdf", Declared: int64(len(pdf) / 2), Body: bytes.NewReader(pdf[:len(pdf)/2])}, "upload.truncated"},
	} {
		_, err := w.App.Submit(t.Context(), me, c.up)
		if got := kpi.ReasonOf(err); got != c.reason && (name != "cut connection" || got != "upload.truncated") {
			t.Errorf("%s: err = %v, want %s", name, err, c.reason)
		}
	}
	for table, want := range map[string]int64{"products": 0, "contents": 0, "intentions": 0, "product_versions": 0} {
		if n := testkit.Count(t, w.Database, "SELECT count(*) FROM "+table); n != want {
			t.Errorf("%d rows are left in %s", n, table)
		}
	}
	orphans, err := w.App.Orphans(t.Context())
	if err != nil || len(orphans) > 0 {
		t.Errorf("orphans %v, err %v", orphans, err)
	}
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM refusals"); n < 7 {
		t.Errorf("only %d refusals are remembered", n)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

func TestTheSweeperTakesOnlyWhatNobodyKnows(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	kept := w.Submit(t, "an", 95)
	// A crash between the bytes and the row: staged, committed, never registered.
	pdf := testkit.Paper(t, 96)
	staged, err := w.App.Bucket.Stage(ctx, bytes.NewReader(pdf), int64(len(pdf)), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Store.InTx(ctx, func(tx app.Tx) error {
		id, err := tx.AddIntention(ctx, app.Intention{Account: w.People["an"].Account, FileName: "x.pdf", Declared: int64(len(pdf)), At: w.Now()})
		if err != nil {
			return err
		}
		return tx.StageIntention(ctx, id, staged.Hash())
	}); err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if s, err := w.App.Sweep(ctx, time.Hour); err != nil || s.Contents != 0 || s.Intentions != 0 {
		t.Errorf("a young upload was swept: %+v, %v", s, err)
	}
	w.Move(w.Now().Add(2 * time.Hour))
	if s, err := w.App.Sweep(ctx, time.Hour); err != nil || s.Contents != 1 || s.Intentions != 1 {
		t.Errorf("swept %+v, %v; want the one orphan", s, err)
	}
	if orphans, err := w.App.Orphans(ctx); err != nil || len(orphans) != 0 {
		t.Errorf("orphans %v, %v", orphans, err)
	}
	p, err := w.App.ReadableProduct(ctx, w.Actor(t, "an"), kept.ProductID)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.App.Bucket.Verify(ctx, *p.Content); err != nil {
		t.Errorf("the sweeper touched a registered file: %v", err)
	}
}

func TestVerifyFindsWhatNobodyDecided(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	v := w.Attach(t, "an", 98)
	_ = must[app.EvidenceView](t)(w.App.Accept(ctx, w.Actor(t, "dung"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash}))
	if err := w.App.AssessGeneral(ctx, w.Actor(t, "dung"), w.People["an"].Official, w.Period, kpi.GeneralCriteria{Conduct: kpi.Int(9), Reason: "Biên bản"}); err != nil {
		t.Fatal(err)
	}
	w.Score(t, "an")
	findings := func() []app.Finding {
		got, err := w.App.Verify(context.Background(), true, func(app.Finding) {})
		if err != nil {
			t.Fatal(err)
		}
		return got.Findings
	}
	if f := findings(); len(f) != 0 {
		t.Fatalf("an untouched installation has findings: %+v", f)
	}
	for name, c := range map[string]struct{ sql, undo, code string }{
		"more units":      {"UPDATE evidence SET units = '9/1'", "UPDATE evidence SET units = '1/1'", "evidence.altered"},
		"fewer delays":    {"UPDATE evidence SET delays = 1", "UPDATE evidence SET delays = 0", "evidence.altered"},
		"another reason":  {"UPDATE evidence SET reason = 'x'", "UPDATE evidence SET reason = ''", "evidence.altered"},
		"a larger share":  {"UPDATE contributions SET share = '1/2'", "UPDATE contributions SET share = '1/1'", "evidence.altered"},
		"another day":     {"UPDATE products SET completed_on = completed_on - 1", "UPDATE products SET completed_on = completed_on + 1", "evidence.altered"},
		"less to do":      {"UPDATE plan_lines SET quantity = '1/1'", "UPDATE plan_lines SET quantity = '2/1'", "plan.altered"},
		"a line vanishes": {"DELETE FROM plan_lines WHERE id = (SELECT max(id) FROM plan_lines)", "", "plan.lost"},
		"score in a card": {"UPDATE scorecards SET total = '100/1' WHERE latest", "UPDATE scorecards SET total = '44/1' WHERE latest", "score.total"},
		"line of a card":  {`UPDATE scorecards SET card = jsonb_set(card, '{lines,0,points,exact}', '"60/1"') WHERE latest`, `UPDATE scorecards SET card = jsonb_set(card, '{lines,0,points,exact}', '"35/1"') WHERE latest`, "score.total"},
		"general points":  {"UPDATE general_criteria SET conduct = '10/1'", "UPDATE general_criteria SET conduct = '9/1'", "general.altered"},
		"log body":        {"UPDATE log_bodies SET body = 'x' WHERE entry_id = 1", "", "log.body"},
	} {
		testkit.SQL(t, w.Database, c.sql)
		f := findings()
		ok := false
		for _, x := range f {
			ok = ok || x.Code == c.code
		}
		if !ok {
			t.Errorf("%s: findings %+v, want %s", name, f, c.code)
		}
		if c.undo != "" {
			testkit.SQL(t, w.Database, c.undo)
		}
	}
}

func TestUnfinishedWorkIsCarriedIntoTheNextPeriod(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
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
	w.Move(time.Date(2026, 12, 3, 5, 0, 0, 0, time.UTC))
	tasks, err := w.App.Tasks(ctx, me, me.Official, next)
	if err != nil || len(tasks) != 1 || tasks[0].ID != w.People["an"].Plan {
		t.Fatalf("tasks of the next period: %+v, %v", tasks, err)
	}
	r := w.Submit(t, "an", 45)
	done := kpi.NewDate(2026, 12, 2)
	if _, err := w.App.EditProduct(ctx, me, r.ProductID, app.ProductEdit{CompletedOn: &done}); err != nil {
		t.Fatal(err)
	}
	v := must[app.EvidenceView](t)(w.App.Link(ctx, me, app.Claim{
		ProductID: r.ProductID, IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: next, PlanLineID: w.People["an"].Plan,
	}))
	_ = must[app.EvidenceView](t)(w.App.Accept(ctx, w.Actor(t, "dung"), v.ID, app.Decision{Version: v.Version, JudgedHash: v.Hash, Delays: 1}))
	if err := w.App.Score(ctx, app.ScoreJob{Official: me.Official, Agency: w.Ward, Rulebook: testkit.Rulebook, Period: next}); err != nil {
		t.Fatal(err)
	}
	c := must[app.Card](t)(w.App.OpenCard(ctx, me, me.Official, next))
	if c.Card == nil || c.Card.A == nil || c.Card.A.Exact.String() != "50/1" || c.Card.C.Exact.String() != "75/2" {
		t.Errorf("card = %+v; want a = 1 of 2 carried, c a quarter less for its delay", c.Card)
	}
}

func TestAPaperWithoutItsDayWaits(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	r := w.Submit(t, "an", 46)
	testkit.SQL(t, w.Database, "UPDATE products SET completed_on = NULL")
	_, err := w.App.Link(t.Context(), w.Actor(t, "an"), app.Claim{
		ProductID: r.ProductID, IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, PlanLineID: w.People["an"].Plan,
	})
	wantReason(t, err, "evidence.completed_unknown")
}

// A mark that only recognition of the picture sees comes after the file is stored:
// nothing of its text is kept, and it is nobody's evidence.
func TestAPaperFoundClassifiedLaterIsShutAway(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	read := w.App.Reading.Read
	w.App.Reading.Read = func(ctx context.Context, path string, units []string, progress func(app.Progress)) (app.FileFacts, error) {
		f, err := read(ctx, path, units, progress)
		f.Problems = append(f.Problems, app.FileProblem{Code: "upload.classified", Page: 1})
		return f, err
	}
	r := w.Submit(t, "an", 47)
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM content_pages"); n != 0 {
		t.Errorf("%d pages of its text were kept", n)
	}
	if _, err := w.App.OpenProduct(t.Context(), w.Actor(t, "giang"), r.ProductID); kpi.CodeOf(err) != kpi.NotFound {
		t.Errorf("another person opened it: %v", err)
	}
	_, err := w.App.Link(t.Context(), w.Actor(t, "an"), app.Claim{
		ProductID: r.ProductID, IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, PlanLineID: w.People["an"].Plan,
	})
	wantReason(t, err, "product.quarantined")
}
