package app_test

import (
	"context"
	"io"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// A month of 64,000 dossiers ends with more decided items than one queue holds.
func TestWhatWaitsIsNeverPushedOutOfTheQueue(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	waits := w.Attach(t, "an", 191)
	decided := w.Attach(t, "binh", 192)
	accept(t, w, "dung", decided)
	testkit.SQL(t, w.Database, "DROP TRIGGER countings_of_evidence ON evidence") // many rows of one product, made past the program
	testkit.SQL(t, w.Database, `INSERT INTO evidence (product_id, indicator_id, type_id, act, official_id, unit_id, period_id, plan_line_id, state, units, reviewer, submitted_at, decided_at, entry_id)
		SELECT product_id, indicator_id, type_id, act, official_id, unit_id, period_id, plan_line_id, state, units, reviewer, submitted_at, decided_at, entry_id
		FROM evidence, generate_series(1, 2100) WHERE id = $1`, int64(decided.ID))
	q, err := w.App.Reviews(t.Context(), w.Actor(t, "dung"), 0, w.Period)
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Items) == 0 || q.Items[0].ID != waits.ID {
		t.Errorf("of %d items the first does not wait", len(q.Items))
	}
}

// Somebody who closes the page is refused all the same, and that is remembered.
func TestARefusalOfSomebodyGoneIsRemembered(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	who := w.Actor(t, "an")
	ctx, leave := context.WithCancel(t.Context())
	body := readerFunc(func([]byte) (int, error) {
		leave()
		return 0, io.EOF
	})
	if _, err := w.App.Submit(ctx, who, app.Upload{Name: "a.pdf", Declared: 9, Body: body}); kpi.ReasonOf(err) != "upload.truncated" {
		t.Fatalf("err = %v", err)
	}
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM refusals"); n != 1 {
		t.Errorf("%d refusals are remembered", n)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
