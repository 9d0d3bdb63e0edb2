package app

import (
	"context"
	"sync"
	"time"

	"minhchung/internal/kpi"
)

// Event tells the screens of one official that something of theirs moved on: a
// product, or with Product 0 the card of a period. It carries ids and numbers only,
// never a name or a text: whoever wants more asks, and is asked for rights.
type Event struct {
	Official    kpi.OfficialID
	Product     kpi.ProductID
	Read        kpi.ReadState
	Stage       string // queued, text, ocr, fields, done; copy after that
	Page, Pages int    // done so far in this stage, and to do
	Period      kpi.PeriodID
}

// The stages of a product that reading itself does not name.
const (
	StageQueued = "queued"
	StageDone   = "done"
	StageCopy   = "copy" // the copy of a scan or an office document is being made
)

// Progress tells how far a reader has come.
type Progress struct {
	Stage string // text, ocr, fields
	Page  int    // done so far in this stage
	Pages int    // to do in this stage
}

// progressPace is the shortest time between two events of one product that is read.
const progressPace = 200 * time.Millisecond

// showProgress publishes how far reading a product has come: the newest state, at
// the pace above. What came last is always published; end waits for it. Events are
// a courtesy: reading does not wait for them, nor fail with them.
func (a *App) showProgress(ctx context.Context, p Product, read kpi.ReadState) (progress func(Progress), end func()) {
	newest, stop, done := make(chan Progress, 1), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for at := range newest {
			e := Event{Official: p.SubmittedBy, Product: p.ID, Read: read, Stage: at.Stage, Page: at.Page, Pages: at.Pages}
			if err := a.Store.Publish(ctx, e); err != nil {
				a.Log.DebugContext(ctx, "progress not shown", "product", p.ID, "err", err)
			}
			select {
			case <-stop:
			case <-time.After(progressPace):
			}
		}
	}()
	var mu sync.Mutex // readers may report from several goroutines
	progress = func(at Progress) {
		mu.Lock()
		defer mu.Unlock()
		select {
		case <-newest: // nobody saw it, and it is out of date
		default:
		}
		newest <- at // there is room: only this function, one at a time, fills it
	}
	return progress, func() {
		close(stop)
		close(newest)
		<-done
	}
}
