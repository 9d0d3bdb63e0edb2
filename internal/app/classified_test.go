package app_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// Work that may leave no word here is counted by the word of the head.

func declare(t *testing.T, w *testkit.World, login string) app.EvidenceView {
	t.Helper()
	return must[app.EvidenceView](t)(w.App.DeclareClassified(t.Context(), w.Actor(t, login), app.Declaration{
		IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, PlanLineID: w.People[login].Plan, CompletedOn: kpi.NewDate(2026, 11, 16),
	}))
}

func TestClassifiedWorkCountsByTheWordOfTheHeadAlone(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	v := declare(t, w, "an")
	if card := w.Score(t, "an"); card.Lines[0].Done.Exact.Sign() != 0 || len(card.NotCounted) != 1 {
		t.Errorf("a declaration counts before anybody confirmed it: %+v", card.NotCounted)
	}
	boss, head := w.Actor(t, "dung"), w.Actor(t, "giang")
	_, err := w.App.Accept(ctx, boss, v.ID, app.Decision{Version: v.Version})
	wantReason(t, err, "evidence.head_only")
	_, err = w.App.ConfirmClassified(ctx, boss, v.ID, v.Version, 0)
	wantReason(t, err, "access.forbidden")
	_, err = w.App.ConfirmClassified(ctx, w.Actor(t, "ik"), v.ID, v.Version, 0)
	wantReason(t, err, "evidence.not_found")
	// Past the program: accepted in the name of the supervisor, or with words beside it.
	row, at := v.EvidenceRow, w.Now()
	row.State, row.Reviewer, row.DecidedAt = kpi.EvidenceAccepted, boss.Account, &at
	wantReason(t, w.Store.InTx(ctx, func(tx app.Tx) error { return tx.UpdateEvidence(ctx, row) }), "evidence.head_only")
	row = v.EvidenceRow
	row.Reason = "về việc bố trí lực lượng"
	wantReason(t, w.Store.InTx(ctx, func(tx app.Tx) error { return tx.UpdateEvidence(ctx, row) }), "evidence.head_only")

	queue := must[app.Queue](t)(w.App.Reviews(ctx, boss, 0, w.Period))
	if len(queue.Items) != 0 {
		t.Error("the supervisor is asked to judge it")
	}
	queue = must[app.Queue](t)(w.App.Reviews(ctx, head, 0, w.Period))
	if len(queue.Items) != 1 {
		t.Error("the head is not asked")
	}
	v = must[app.EvidenceView](t)(w.App.ConfirmClassified(ctx, head, v.ID, v.Version, 1))
	card := w.Score(t, "an")
	if len(card.Lines[0].Evidence) != 1 || card.Lines[0].Done.Exact.String() != "1/1" || card.C.Exact.String() != "75/2" {
		t.Fatalf("confirmed and late once: %+v, refused %+v", card.Lines[0], card.NotCounted)
	}
	if title := card.Lines[0].Evidence[0].Title; !strings.Contains(title, "không kèm nội dung") || !strings.Contains(title, "Người giang") {
		t.Errorf("the card does not say who stands for it: %q", title)
	}
	if f := must[app.Verified](t)(w.App.Verify(ctx, true, func(app.Finding) {})); len(f.Findings) != 0 {
		t.Errorf("verify is upset: %+v", f.Findings)
	}
	v = must[app.EvidenceView](t)(w.App.Undo(ctx, head, v.ID, v.Version))
	v = must[app.EvidenceView](t)(w.App.DeclineClassified(ctx, head, v.ID, v.Version))
	if card := w.Score(t, "an"); v.State != kpi.EvidenceReturned || v.Faults != 0 || card.Lines[0].Done.Exact.Sign() != 0 {
		t.Errorf("declined: %s with %d faults, done %s", v.State, v.Faults, card.Lines[0].Done.Exact)
	}
}

// Content-free work has no number by which the same could be told: a second unit of
// one type and day is said to be another one, and the head is asked.
func TestASecondUnitOfOneDayIsDeclaredKnowingly(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me, head := t.Context(), w.Actor(t, "an"), w.Actor(t, "giang")
	declaration := app.Declaration{
		IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, PlanLineID: w.People["an"].Plan, CompletedOn: kpi.NewDate(2026, 11, 16),
	}
	refused := make(chan error, 4)
	var all sync.WaitGroup
	for range cap(refused) { // the button was pressed four times
		all.Go(func() {
			if _, err := w.App.DeclareClassified(ctx, me, declaration); err != nil {
				refused <- err
			}
		})
	}
	all.Wait()
	close(refused)
	if len(refused) != 3 {
		t.Fatalf("%d of 4 at once are refused, want 3", len(refused))
	}
	for err := range refused {
		wantReason(t, err, "evidence.declared_before")
		if e := new(kpi.Error); !errors.As(err, &e) || e.Info != (app.DeclaredBefore{Others: 1}) {
			t.Errorf("it does not say how many there are: %+v", err)
		}
	}
	asked := func(want int) (list []app.EvidenceView) {
		t.Helper()
		for _, v := range must[app.Queue](t)(w.App.Reviews(ctx, head, 0, w.Period)).Items {
			if v.State == kpi.EvidenceSubmitted {
				list = append(list, v)
				if v.Declared != want || slices.ContainsFunc(app.Exceptions(v), func(x kpi.Text) bool { return strings.Contains(x.Vi, "việc mật khác cùng loại") }) != (want > 0) {
					t.Errorf("the head is told of %d others, want %d: %v", v.Declared, want, app.Exceptions(v))
				}
			}
		}
		return list
	}
	asked(0)
	other := declaration
	other.CompletedOn = kpi.NewDate(2026, 11, 13)
	must[app.EvidenceView](t)(w.App.DeclareClassified(ctx, me, other))
	asked(0)
	declaration.Others = 1
	second := must[app.EvidenceView](t)(w.App.DeclareClassified(ctx, me, declaration))
	_, err := w.App.DeclareClassified(ctx, me, declaration)
	wantReason(t, err, "evidence.declared_before")
	for _, v := range must[app.Queue](t)(w.App.Reviews(ctx, head, 0, w.Period)).Items {
		if twice := v.CompletedOn == declaration.CompletedOn; (v.Declared == 1) != twice || v.Declared > 1 {
			t.Errorf("%s: %d others", v.CompletedOn, v.Declared)
		}
	}
	declaration.Others = 999
	_, err = w.App.DeclareClassified(ctx, me, declaration)
	wantReason(t, err, "evidence.declared_before")
	declaration.Others = 1
	must[app.EvidenceView](t)(w.App.DeclineClassified(ctx, head, second.ID, second.Version))
	asked(0)
	must[app.EvidenceView](t)(w.App.DeclareClassified(ctx, me, declaration)) // what was declined is none beside it
}

func TestNobodyConfirmsTheirOwnClassifiedWork(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	v := declare(t, w, "giang")
	_, err := w.App.ConfirmClassified(t.Context(), w.Actor(t, "giang"), v.ID, v.Version, 0)
	wantReason(t, err, "access.forbidden")
	_, err = w.App.ConfirmClassified(t.Context(), w.Actor(t, "ya"), v.ID, v.Version, 0) // head of another agency
	wantReason(t, err, "evidence.not_found")
}

func TestClassifiedWorkHasNoPlaceForWords(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	v := declare(t, w, "an")
	title := "Báo cáo về …"
	_, err := w.App.EditProduct(ctx, me, v.ProductID, app.ProductEdit{Title: &title})
	wantReason(t, err, "product.content_free")
	for _, column := range []string{"title", "number", "symbol", "issuer", "dossier_code", "doc_type"} {
		err := w.Store.InTx(ctx, func(tx app.Tx) error {
			p, err := tx.Product(ctx, v.ProductID)
			if err != nil {
				return err
			}
			to := map[string]*string{"title": &p.Title, "number": &p.Number, "symbol": &p.Symbol, "issuer": &p.Issuer, "dossier_code": &p.DossierCode, "doc_type": &p.DocType}
			*to[column] = "x"
			return tx.UpdateProduct(ctx, p)
		})
		if kpi.CodeOf(err) != kpi.Conflict {
			t.Errorf("words in %s: %v", column, err)
		}
	}
	_, err = w.App.DeclareClassified(ctx, me, app.Declaration{IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, CompletedOn: kpi.NewDate(2026, 11, 21)})
	wantReason(t, err, "product.date")
	if c := must[app.EvidenceView](t)(w.App.DeclareClassified(ctx, me, app.Declaration{
		IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, CompletedOn: kpi.NewDate(2026, 11, 12),
	})); c.PlanTitle != "" || !c.Unplanned {
		t.Errorf("unplanned classified work has a line %+v", c.PlanTitle)
	}
	ordinary := w.Attach(t, "an", 331)
	_, err = w.App.ConfirmClassified(ctx, w.Actor(t, "giang"), ordinary.ID, ordinary.Version, 0)
	wantReason(t, err, "evidence.not_classified")
}
