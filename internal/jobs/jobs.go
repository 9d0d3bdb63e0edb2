// Package jobs holds the workers of the job queue: ten lines each that hand a job
// to its use case, and the schedule of what runs by the clock. It decides nothing
// and knows no SQL: the client, its queues and its tables are in postgres.
package jobs

import (
	"context"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"minhchung/internal/app"
)

// Workers returns the workers of every kind of job.
func Workers(a *app.App) *river.Workers {
	w := river.NewWorkers()
	river.AddWorker(w, work(10*time.Minute, func(ctx context.Context, j app.RecogniseJob) error { return a.Recognise(ctx, j.Product) }))
	river.AddWorker(w, work(copying, func(ctx context.Context, j app.SearchableJob) error { return a.MakeCopy(ctx, j.Product) }))
	river.AddWorker(w, work(10*time.Minute, func(ctx context.Context, j app.PrintJob) error { return a.MakeCopy(ctx, j.Product) }))
	river.AddWorker(w, work(time.Minute, func(ctx context.Context, j app.IndexJob) error { return a.IndexProduct(ctx, j.Product) }))
	river.AddWorker(w, work(time.Minute, a.Score))
	river.AddWorker(w, work(time.Minute, func(ctx context.Context, j app.QuarantineJob) error { return a.RemoveDerived(ctx, j.Hash) }))
	river.AddWorker(w, work(5*time.Minute, func(ctx context.Context, j app.PurgeJob) error { return a.Purge(ctx, j.Quarantine) }))
	river.AddWorker(w, work(10*time.Minute, func(ctx context.Context, _ app.TrustJob) error {
		n, err := a.JudgeAnew(ctx)
		if n > 0 {
			a.Log.InfoContext(ctx, "other certificates are trusted", "files_judged_anew", n)
		}
		return err
	}))
	river.AddWorker(w, work(10*time.Minute, func(ctx context.Context, _ app.SweepJob) error {
		s, err := a.Sweep(ctx, app.SweepGrace)
		if s != (app.Swept{}) {
			a.Log.InfoContext(ctx, "swept", slog.Any("removed", s))
		}
		return err
	}))
	return w
}

// copying is how long one searchable copy may take: fifty pages of 40 s each, the most
// that a page may cost, and drawing them.
const copying = 45 * time.Minute

// Schedule returns what runs by the clock.
func Schedule() []*river.PeriodicJob {
	return []*river.PeriodicJob{
		river.NewPeriodicJob(river.PeriodicInterval(15*time.Minute), func() (river.JobArgs, *river.InsertOpts) {
			return app.SweepJob{}, nil
		}, &river.PeriodicJobOpts{RunOnStart: true}),
		river.NewPeriodicJob(river.PeriodicInterval(5*time.Minute), trustNow, &river.PeriodicJobOpts{RunOnStart: true}),
	}
}

// trustNow is one look at who is trusted, unless another one waits or goes on. One that
// has ended is none: left alone, River would take it for one until it forgets it, a day
// later.
func trustNow() (river.JobArgs, *river.InsertOpts) {
	return app.TrustJob{}, &river.InsertOpts{
		Queue: app.TrustJob{}.Kind(), MaxAttempts: 1,
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
		}},
	}
}

// worker runs one kind of job with a time limit of its own.
type worker[J app.Job] struct {
	river.WorkerDefaults[J]
	limit time.Duration
	do    func(context.Context, J) error
}

func work[J app.Job](limit time.Duration, do func(context.Context, J) error) *worker[J] {
	return &worker[J]{limit: limit, do: do}
}

// Work runs the use case.
func (w *worker[J]) Work(ctx context.Context, j *river.Job[J]) error { return w.do(ctx, j.Args) }

// Timeout is how long one job may take.
func (w *worker[J]) Timeout(*river.Job[J]) time.Duration { return w.limit }
