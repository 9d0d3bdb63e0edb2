package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"minhchung/internal/app"
)

// queueOf maps a kind of job to its queue. Reading files is slow and must not
// hold up scores; copies of scans, which nobody waits for, must not hold up reading or
// the pages of an office document, nor a new authority's thousand signatures what was set
// aside; the index has one writer a process.
func queueOf(kind string) string {
	switch kind {
	case "recognise", "searchable", "print", "index", "score", "trust":
		return kind
	}
	return river.QueueDefault
}

func (t *tx) Enqueue(ctx context.Context, jobs ...app.Job) error {
	for _, j := range jobs {
		if _, err := t.insert.InsertTx(ctx, t.t, j, &river.InsertOpts{Queue: queueOf(j.Kind())}); err != nil {
			return mapError("postgres.Enqueue", err)
		}
	}
	return nil
}

// Working is a running set of workers.
type Working struct {
	client *river.Client[pgx.Tx]
	pool   *pgxpool.Pool
}

// rescueAfter is when a job that still runs is taken for one of a dead process, or at
// the end of the time limit that package jobs gives it, if that is later.
const rescueAfter = 15 * time.Minute

// TakeUpWork makes jobs that a killed process was working on wait for a worker
// again, at once instead of after rescueAfter. Only for whoever alone works on
// this database, and before Work: it cannot tell the dead from the living.
func (s *Store) TakeUpWork(ctx context.Context) error {
	_, err := s.pool.Exec(ctx, "UPDATE river_job SET state = 'available', scheduled_at = now() WHERE state = 'running'")
	return mapError("postgres.TakeUpWork", err)
}

// Work starts workers on a pool of their own, so that slow jobs never take the
// connections of people. Queues named in without are left to another process.
func (s *Store) Work(ctx context.Context, workers *river.Workers, periodic []*river.PeriodicJob, without ...string) (*Working, error) {
	pool, err := newPool(ctx, s.url, 6)
	if err != nil {
		return nil, err
	}
	queues := map[string]river.QueueConfig{
		river.QueueDefault: {MaxWorkers: 1}, "recognise": {MaxWorkers: 2}, "searchable": {MaxWorkers: 1}, "print": {MaxWorkers: 1}, "trust": {MaxWorkers: 1}, "index": {MaxWorkers: 1}, "score": {MaxWorkers: 2},
	}
	for _, q := range without {
		delete(queues, q)
	}
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Logger: s.log, Workers: workers, PeriodicJobs: periodic, Queues: queues, RescueStuckJobsAfter: rescueAfter,
	})
	if err == nil {
		err = client.Start(ctx)
	}
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("start workers: %w", err)
	}
	return &Working{client, pool}, nil
}

// Stop lets running jobs finish until ctx ends, then cancels them: they run again
// at the next start.
func (w *Working) Stop(ctx context.Context) error {
	defer w.pool.Close()
	if err := w.client.Stop(ctx); err == nil {
		return nil
	}
	if err := w.client.StopAndCancel(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("stop workers: %w", err)
	}
	return nil
}
