package testkit

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/identity"
	"minhchung/internal/intake"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres"
	"minhchung/internal/scoring/rulebooks"
	"minhchung/internal/seed/paper"
	"minhchung/search"
	"minhchung/search/blevesearch"
	"minhchung/storage"
	"minhchung/storage/fsstore"
)

// Rulebook scores every period of the world.
const Rulebook = "vn-335-2025-nonleader@1"

// Password is that of every account of the world.
const Password = "mat-khau-thu-nghiem"

// World is a ward with two divisions, an agency that is none of its business, and
// somebody in every role. The clock stands at noon of 20 November 2026 until moved.
type World struct {
	App      *app.App
	Store    *postgres.Store
	Database string
	Dir      string

	Ward, Office, Economy, Foreign kpi.UnitID
	Period, ForeignPeriod          kpi.PeriodID
	Decision, Report               kpi.ProductTypeID // coefficients 1 and 2
	Indicator                      kpi.IndicatorID   // of the ward; takes both types

	People map[string]Person // by login; see Logins

	mu  sync.Mutex
	now time.Time
}

// Person is somebody in the world.
type Person struct {
	Login    string
	Account  kpi.AccountID
	Official kpi.OfficialID // 0 for nobody who is judged
	Unit     kpi.UnitID
	Role     kpi.Role
	Plan     kpi.PlanLineID // one assigned decision, when judged
}

// Logins lists the people: an and binh are staff of the office, cuc of the economy
// division; dung supervises the office and em the economy division; giang heads
// the ward; hanh inspects it; ik and long administer it; xa is staff, ya head and
// za admin of the foreign agency.
func Logins() []string {
	return []string{"an", "binh", "cuc", "dung", "em", "giang", "hanh", "ik", "long", "xa", "ya", "za"}
}

// NewWorld makes a world of the test's own.
func NewWorld(t testing.TB) *World {
	t.Helper()
	w := &World{Database: DatabaseURL(t), Dir: t.TempDir(), People: map[string]Person{}}
	w.now = time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	log := slog.New(slog.DiscardHandler)
	var err error
	w.Store, err = postgres.Open(t.Context(), w.Database, 4, log)
	must(t, err)
	t.Cleanup(w.Store.Close)
	files, err := fsstore.Open(filepath.Join(w.Dir, "bytes"))
	must(t, err)
	bucket, err := storage.New(files, storage.Options{Scratch: filepath.Join(w.Dir, "scratch")})
	must(t, err)
	t.Cleanup(func() { _ = bucket.Close() })
	words, err := blevesearch.Open(filepath.Join(w.Dir, "words"))
	must(t, err)
	index := search.New(words)
	t.Cleanup(func() { _ = index.Close() })
	reader, err := intake.New(intake.Config{Logger: log, Trust: filepath.Join(w.Dir, "trust")})
	must(t, err)
	t.Cleanup(func() { _ = reader.Close() })
	books, err := rulebooks.Load()
	must(t, err)
	w.App = &app.App{
		Store: w.Store, Bucket: bucket, Index: index, Rulebooks: books, Passwords: identity.New(), Log: log,
		MaxUpload: 8 << 20, Now: w.Now, Reading: Reading(reader),
	}
	w.settle(t)
	return w
}

// Reading wires the intake room as the program does.
func Reading(r *intake.Reader) app.Reading {
	reading := app.Reading{
		Tool: r.Version(), CheckName: intake.CheckName,
		Look: func(ctx context.Context, path, name string) (app.Look, error) {
			l, err := r.Look(ctx, path, name)
			return app.Look(l), err
		},
		Read: func(ctx context.Context, path string, units []string, progress func(app.Progress)) (app.FileFacts, error) {
			f, err := r.Read(ctx, path, units, func(p intake.Progress) { progress(app.Progress(p)) })
			out := app.FileFacts{Pages: f.Pages, TextChars: f.TextChars, Guesses: f.Guesses, Dossiers: f.Dossiers, Signed: app.Signed{Verdict: f.Signed, Signatures: f.Signatures, Trust: f.Trust}}
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

// Now is the clock of the world.
func (w *World) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// Move sets the clock.
func (w *World) Move(to time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = to
}

// Actor returns a person as the use cases see them today.
func (w *World) Actor(t testing.TB, login string) (who access.Actor) {
	t.Helper()
	p := w.People[login]
	must(t, w.Store.Snapshot(t.Context(), func(tx app.Tx) (err error) {
		who = access.Actor{Account: p.Account, Official: p.Official, Name: login, Login: login}
		who.Roles, err = tx.HeldRoles(t.Context(), p.Account, w.App.Today())
		return err
	}))
	return who
}

// Paper renders a decision of the world, number n of the year.
func Paper(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, paper.Render(&b, paper.Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", Number: n, Symbol: "QĐ-UBND", TypeCode: "QĐ", TypeName: "QUYẾT ĐỊNH",
		Place: "Phường Mẫu", Date: kpi.NewDate(2026, 11, 16), Excerpt: "Về việc hỗ trợ hộ nghèo xây dựng nhà ở",
		Paragraphs: []string{"Điều 1. Hỗ trợ kinh phí xây dựng nhà ở cho hộ nghèo trên địa bàn phường."},
		Sign:       paper.Signature{Authority: "TM. ỦY BAN NHÂN DÂN", Position: "CHỦ TỊCH", Name: "Người Ký Mẫu"},
		Recipients: []string{"Như Điều 1", "Lưu: VT"},
	}))
	return b.Bytes()
}

// Submit uploads and reads decision n for a person, and returns its receipt.
func (w *World) Submit(t testing.TB, login string, n int) app.Receipt {
	t.Helper()
	file := Paper(t, n)
	r, err := w.App.Submit(t.Context(), w.Actor(t, login), app.Upload{Name: "quyet-dinh.pdf", Declared: int64(len(file)), Body: bytes.NewReader(file)})
	must(t, err)
	must(t, w.App.Recognise(t.Context(), r.ProductID))
	return r
}

// Attach makes decision n evidence on the person's assigned line.
func (w *World) Attach(t testing.TB, login string, n int) app.EvidenceView {
	t.Helper()
	r := w.Submit(t, login, n)
	v, err := w.App.Link(t.Context(), w.Actor(t, login), app.Claim{
		ProductID: r.ProductID, IndicatorID: w.Indicator, TypeID: w.Decision, PeriodID: w.Period, PlanLineID: w.People[login].Plan,
	})
	must(t, err)
	return v
}

// Score computes the person's card as the job would.
func (w *World) Score(t testing.TB, login string) kpi.Scorecard {
	t.Helper()
	o := w.People[login].Official
	must(t, w.App.Score(t.Context(), app.ScoreJob{Official: o, Agency: w.Ward, Rulebook: Rulebook, Period: w.Period}))
	var card app.CardRow
	must(t, w.Store.Snapshot(t.Context(), func(tx app.Tx) (err error) {
		card, err = tx.LatestCard(t.Context(), o, w.Period)
		return err
	}))
	return card.Scorecard
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
