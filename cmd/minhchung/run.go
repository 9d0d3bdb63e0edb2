package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/config"
	"minhchung/internal/identity"
	"minhchung/internal/intake"
	"minhchung/internal/jobs"
	"minhchung/internal/kpi"
	"minhchung/internal/localpg"
	"minhchung/internal/postgres"
	"minhchung/internal/scoring/rulebooks"
	"minhchung/internal/web"
	"minhchung/search"
	"minhchung/search/blevesearch"
	"minhchung/storage"
	"minhchung/storage/driver"
	"minhchung/storage/fsstore"
	"minhchung/storage/s3store"
)

// Main is an installation opened for use. It is the only place where parts are
// wired together; every command and every end-to-end test goes through it.
type Main struct {
	Config config.Config
	Log    *slog.Logger

	local  *localpg.Server // nil when a database is configured
	store  *postgres.Store
	bucket *storage.Bucket
	index  *search.Index
	reader *intake.Reader
	books  rulebooks.Set
	app    *app.App
	stale  bool // the index was made anew and must be filled

	mu      sync.Mutex // the two halves of Open add closers at once
	closers []func(context.Context) error
}

// Open starts the parts and brings the schema up to date.
func (m *Main) Open(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, m.Close(context.WithoutCancel(ctx)))
		}
	}()
	//nolint:gosec // the account of a private PostgreSQL passes through; what is inside is private
	if err := os.MkdirAll(m.Config.Data, 0o711); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	// The database takes longest to start; the rest opens beside it.
	var wg sync.WaitGroup
	var restErr error
	wg.Go(func() { restErr = m.openRest(ctx) })
	rowsErr := m.openRows(ctx)
	wg.Wait()
	if err := errors.Join(rowsErr, restErr); err != nil {
		return err
	}
	m.app = m.newApp(time.Now)
	return nil
}

// newApp makes the use cases with a clock.
func (m *Main) newApp(now func() time.Time) *app.App {
	return &app.App{
		Store: m.store, Bucket: m.bucket, Index: m.index, Rulebooks: m.books, Passwords: identity.New(), Log: m.Log,
		MaxUpload: int64(m.Config.MaxUploadMB) << 20, Now: now, Reading: reading(m.reader),
	}
}

func (m *Main) openRows(ctx context.Context) error {
	url := m.Config.DatabaseURL
	if url == "" {
		var err error
		m.local, err = localpg.Start(ctx, localpg.Config{
			Dir: filepath.Join(m.Config.Data, "rows"), Logger: m.Log, ToolsDir: m.Config.Tools,
		})
		if err != nil {
			return err
		}
		m.later(m.local.Stop)
		url = m.local.URL()
	}
	var err error
	if m.store, err = postgres.Open(ctx, url, 0, m.Log); err != nil {
		return err
	}
	m.later(func(context.Context) error { m.store.Close(); return nil })
	return m.store.Migrate(ctx)
}

func (m *Main) openRest(ctx context.Context) error {
	var err error
	if m.books, err = rulebooks.Load(); err != nil {
		return err
	}
	if err := m.openBytes(ctx); err != nil {
		return err
	}
	if err := m.openWords(); err != nil {
		return err
	}
	if m.reader, err = intake.New(intake.Config{Logger: m.Log, Trust: m.trustFolder()}); err != nil {
		return err
	}
	m.later(func(context.Context) error { return m.reader.Close() })
	return nil
}

// trustFolder is where the certificates lie whose signatures are trusted.
func (m *Main) trustFolder() string {
	if m.Config.Trust != "" {
		return m.Config.Trust
	}
	return filepath.Join(m.Config.Data, "trust")
}

func (m *Main) openBytes(ctx context.Context) (err error) {
	var d driver.Bucket
	if m.Config.StorageURL != "" {
		d, err = s3store.Open(ctx, m.Config.StorageURL)
	} else {
		d, err = fsstore.Open(filepath.Join(m.Config.Data, "bytes"))
	}
	if err != nil {
		return err
	}
	m.bucket, err = storage.New(d, storage.Options{Scratch: filepath.Join(m.Config.Data, "scratch")})
	if err == nil {
		m.later(func(context.Context) error { return m.bucket.Close() })
	}
	return err
}

func (m *Main) openWords() error {
	dir := filepath.Join(m.Config.Data, "words")
	d, err := blevesearch.Open(dir)
	if errors.Is(err, search.ErrStale) {
		m.stale = true
		d, err = blevesearch.Recreate(dir)
	}
	if err != nil {
		return fmt.Errorf("search index in %s: %w", dir, err)
	}
	m.index = search.New(d)
	m.later(func(context.Context) error { return m.index.Close() })
	return nil
}

// later keeps what Close does, last opened first; both halves of Open use it.
func (m *Main) later(fn func(context.Context) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closers = append(m.closers, fn)
}

// Work starts the workers of jobs; Close stops them first.
func (m *Main) Work(ctx context.Context, without ...string) error {
	if m.local != nil { // nobody else can be at work in a database that we started ourselves
		if err := m.store.TakeUpWork(ctx); err != nil {
			return err
		}
	}
	w, err := m.store.Work(ctx, jobs.Workers(m.app), jobs.Schedule(), without...)
	if err != nil {
		return err
	}
	m.later(w.Stop)
	return nil
}

// Close ends everything, last opened first.
func (m *Main) Close(ctx context.Context) error {
	var errs []error
	for i := len(m.closers) - 1; i >= 0; i-- {
		errs = append(errs, m.closers[i](ctx))
	}
	m.closers = nil
	return errors.Join(errs...)
}

// parts tells the state of each part.
func (m *Main) parts(ctx context.Context) []web.Part {
	part := func(name, kind string, err error) web.Part {
		p := web.Part{Name: name, Kind: kind, Ready: err == nil}
		if err != nil {
			p.Error = string(kpi.CodeOf(err))
		}
		return p
	}
	rows := "postgresql"
	if m.local != nil {
		rows = "private postgresql"
	}
	t := m.reader.Tools()
	var intakeErr error
	if !t.Poppler {
		intakeErr = errors.New("poppler-utils is not installed")
	}
	return []web.Part{
		part("rows", rows, m.store.Ping(ctx)),
		part("bytes", m.bucket.Facts().Kind, m.bucket.Ping(ctx)),
		part("words", "bleve", m.index.Ping(ctx)),
		part("intake", "sandbox: "+t.Sandbox, intakeErr),
	}
}

// reading turns the intake room into the function values that the app takes.
func reading(r *intake.Reader) app.Reading {
	reading := app.Reading{
		Tool:      r.Version(),
		CheckName: intake.CheckName,
		Look: func(ctx context.Context, path, name string) (app.Look, error) {
			l, err := r.Look(ctx, path, name)
			return app.Look(l), err
		},
		Read: func(ctx context.Context, path string, units []string, progress func(app.Progress)) (app.FileFacts, error) {
			f, err := r.Read(ctx, path, units, func(p intake.Progress) { progress(app.Progress(p)) })
			out := app.FileFacts{Tool: f.Tool, Pages: f.Pages, TextChars: f.TextChars, Guesses: f.Guesses, Dossiers: f.Dossiers, Signed: app.Signed{Verdict: f.Signed, Signatures: f.Signatures, Trust: f.Trust}}
			for _, p := range f.Text {
				out.Text = append(out.Text, app.PageText(p))
			}
			for _, p := range f.Problems {
				out.Problems = append(out.Problems, app.FileProblem(p))
			}
			return out, err
		},
		Trust: r.Trust,
		Signed: func(ctx context.Context, path string) (app.Signed, error) {
			s, err := r.Signed(ctx, path)
			return app.Signed{Verdict: s.Verdict, Signatures: s.Signatures, Trust: s.Trust}, err
		},
		Picture: func(ctx context.Context, path string, page, width int, w io.Writer) error {
			return r.Picture(ctx, path, page, width, w)
		},
	}
	if r.Copies() {
		reading.Searchable = func(ctx context.Context, path string, w io.Writer, progress func(app.Progress)) error {
			return r.Searchable(ctx, path, w, func(p intake.Progress) { progress(app.Progress(p)) })
		}
	}
	if r.Prints() {
		reading.Printed = r.Printed
	}
	return reading
}

// logger writes lines for an operator to standard error.
func logger(level string) *slog.Logger {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		l = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: l}))
}

// stopPatience is how long parts get to end in order.
const stopPatience = 20 * time.Second
