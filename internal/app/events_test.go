package app_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// hear collects what is published until an event of the stage.
func hear(t *testing.T, events <-chan app.Event, until string) (all []app.Event) {
	t.Helper()
	for {
		select {
		case e := <-events:
			if all = append(all, e); e.Stage == until {
				return all
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("no %q after %v", until, all)
		}
	}
}

// However often a reader reports, five a second are told; and what it said last.
func TestProgressIsPaced(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	events := must[<-chan app.Event](t)(w.Store.Events(t.Context()))
	const pages = 1000
	w.App.Reading.Read = func(_ context.Context, _ string, _ []string, progress func(app.Progress)) (app.FileFacts, error) {
		for page := range pages {
			progress(app.Progress{Stage: "ocr", Page: page + 1, Pages: pages})
		}
		return app.FileFacts{Pages: pages}, nil
	}
	start := time.Now()
	r := w.Submit(t, "an", 501)
	took := time.Since(start)
	all := hear(t, events, app.StageDone)
	if most := 4 + int(took/(200*time.Millisecond)); len(all) > most {
		t.Errorf("%d events in %s", len(all), took)
	}
	last := all[len(all)-2]
	if last.Page != pages || last.Product != r.ProductID || last.Official != w.People["an"].Official || last.Read != kpi.ReadPending {
		t.Errorf("the last page is not told: %+v", all)
	}
	if done := all[len(all)-1]; done.Read != kpi.ReadNot {
		t.Errorf("%+v", done)
	}
}

// A stream that nobody reads keeps what is newest of each product, and holds up
// neither those who publish nor those who read.
func TestASlowStreamKeepsTheNewest(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	feed := app.NewFeed(w.Store, slog.New(slog.DiscardHandler))
	t.Cleanup(feed.Close)
	an := w.People["an"]
	slow := must[*app.Stream](t)(feed.Subscribe(t.Context(), an.Account, an.Official))
	quick := must[*app.Stream](t)(feed.Subscribe(t.Context(), an.Account, an.Official))
	publish := func(e app.Event) {
		t.Helper()
		if err := w.Store.Publish(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	for page := 1; page <= 500; page++ {
		publish(app.Event{Official: an.Official, Product: kpi.ProductID(page % 2), Period: kpi.PeriodID(1 - page%2), Page: page})
	}
	publish(app.Event{Official: an.Official, Product: 99})
	for last := kpi.ProductID(0); last != 99; {
		select {
		case <-quick.Ready():
			for _, e := range quick.Take() {
				last = e.Product
			}
		case <-time.After(20 * time.Second):
			t.Fatal("the quick one waits for the slow one")
		}
	}
	got := slow.Take()
	if len(got) != 3 || got[0].Page != 499 || got[1].Page != 500 || got[2].Product != 99 {
		t.Errorf("the slow one has %+v", got)
	}
	feed.Close()
	<-slow.Ended()
	if _, err := feed.Subscribe(t.Context(), an.Account, an.Official); kpi.CodeOf(err) != kpi.Unavailable {
		t.Errorf("a closed feed: %v", err)
	}
}
