package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/postgres"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// told is one line of interest of a stream: an event with its data, or a retry.
type told struct {
	name, data string
}

// ear is a browser tab that listens.
type ear struct {
	lines chan told // closed when the stream ends in order
	end   chan error
	body  io.Closer
}

// listen opens a stream and returns when it is open.
func (p *person) listen(t *testing.T) *ear {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.site.addr+"/api/me/events", nil)
	must(t, err)
	req.Header.Set("Cookie", "mc_session="+p.token)
	res, err := client().Do(req)
	must(t, err)
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%s %v", res.Status, res.Header)
	}
	e := &ear{lines: make(chan told, 10_000), end: make(chan error, 1), body: res.Body}
	t.Cleanup(func() { _ = res.Body.Close() })
	go func() {
		defer close(e.lines)
		s := bufio.NewScanner(res.Body)
		for name := ""; s.Scan(); {
			if v, ok := strings.CutPrefix(s.Text(), "event: "); ok {
				name = v
			}
			if v, ok := strings.CutPrefix(s.Text(), "data: "); ok {
				e.lines <- told{name, v}
			}
			if v, ok := strings.CutPrefix(s.Text(), "retry: "); ok {
				e.lines <- told{"retry", v}
			}
		}
		e.end <- s.Err()
	}()
	if first := e.next(t); first.name != "retry" || first.data != "3000" {
		t.Fatalf("it begins with %+v", first)
	}
	return e
}

const patience = 20 * time.Second

// next waits for something to be told.
func (e *ear) next(t *testing.T) told {
	t.Helper()
	select {
	case x, ok := <-e.lines:
		if !ok {
			t.Fatal("the stream ended")
		}
		return x
	case <-time.After(patience):
		t.Fatal("nothing is told")
	}
	return told{}
}

// ends waits for the end of the stream, and that it is one in order.
func (e *ear) ends(t *testing.T) (rest []told) {
	t.Helper()
	for {
		select {
		case x, ok := <-e.lines:
			if !ok {
				if err := <-e.end; err != nil {
					t.Errorf("the stream broke off: %v", err)
				}
				return rest
			}
			rest = append(rest, x)
		case <-time.After(patience):
			t.Fatal("the stream does not end")
		}
	}
}

// silent says that nothing was told up to now: an event of its own comes first.
func (e *ear) silent(t *testing.T, s *site, login string) {
	t.Helper()
	must(t, s.Store.Publish(t.Context(), app.Event{Official: s.People[login].Official, Product: 424242, Stage: "done"}))
	if x := e.next(t); !strings.Contains(x.data, "424242") {
		t.Errorf("%s is told %+v", login, x)
	}
}

// elsewhere is a worker on another machine: its own connections, the same rows and
// bytes.
func (s *site) elsewhere(t *testing.T) *app.App {
	t.Helper()
	store, err := postgres.Open(t.Context(), s.Database, 2, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(store.Close)
	return &app.App{
		Store: store, Bucket: s.App.Bucket, Index: s.App.Index, Reading: s.App.Reading, Rulebooks: s.App.Rulebooks,
		Passwords: s.App.Passwords, Log: s.App.Log, Now: s.App.Now,
	}
}

// A file that is read elsewhere is followed page by page by whoever submitted it,
// and by nobody else.
func TestProgressIsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an, binh := s.as(t, "an").listen(t), s.as(t, "binh").listen(t)
	head := s.as(t, "giang").listen(t) // who could open the product all the same
	worker := s.elsewhere(t)
	read := worker.Reading.Read
	worker.Reading.Read = func(ctx context.Context, path string, units []string, progress func(app.Progress)) (app.FileFacts, error) {
		for page := 1; page <= 3; page++ { // a scan of three pages
			progress(app.Progress{Stage: "ocr", Page: page, Pages: 3})
			time.Sleep(250 * time.Millisecond)
		}
		return read(ctx, path, units, progress)
	}
	r, err := s.App.Submit(t.Context(), s.Actor(t, "an"), app.Upload{Name: "a.pdf", Declared: int64(len(testkit.Paper(t, 401))), Body: strings.NewReader(string(testkit.Paper(t, 401)))})
	must(t, err)
	must(t, worker.Recognise(t.Context(), r.ProductID))

	var stages []string
	for {
		x := an.next(t)
		e := read1[web.ProductEvent](t, x)
		if x.name != "product" || e.ID != r.ProductID {
			t.Fatalf("%+v", x)
		}
		stages = append(stages, fmt.Sprint(e.Stage, e.Page, "/", e.Pages, " ", e.Read))
		if e.Stage == "done" {
			break
		}
	}
	for _, want := range []string{"queued0/0 pending", "ocr1/3 pending", "ocr2/3 pending", "ocr3/3 pending", "fields1/1 pending", "done1/1 read"} {
		if !slices.Contains(stages, want) {
			t.Errorf("nobody was told %q: %v", want, stages)
		}
	}
	if stages[0] != "queued0/0 pending" || !slices.IsSortedFunc(stages, func(a, b string) int { return stageRank(a) - stageRank(b) }) {
		t.Errorf("out of order: %v", stages)
	}
	binh.silent(t, s, "binh")
	head.silent(t, s, "giang")
}

func stageRank(s string) int {
	return slices.IndexFunc([]string{"queued", "ocr", "text", "fields", "done"}, func(p string) bool { return strings.HasPrefix(s, p) })
}

func read1[T any](t *testing.T, x told) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(x.data), &v); err != nil {
		t.Fatalf("%v in %q", err, x.data)
	}
	return v
}

// One's own card tells that it changed; the same facts again tell nothing.
func TestNewCardIsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an, dung := s.as(t, "an").listen(t), s.as(t, "dung").listen(t)
	s.Score(t, "an")
	x := an.next(t)
	if e := read1[web.ScoreEvent](t, x); x.name != "score" || e.Official != s.People["an"].Official || e.Period != s.Period {
		t.Errorf("%+v", x)
	}
	s.Score(t, "an")
	an.silent(t, s, "an")
	dung.silent(t, s, "dung")
}

// An event that is published in a transaction which fails was never told.
func TestWhatDidNotHappenIsNotTold(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an").listen(t)
	err := s.Store.InTx(t.Context(), func(tx app.Tx) error {
		must(t, tx.Publish(t.Context(), app.Event{Official: s.People["an"].Official, Product: 1}))
		return io.ErrUnexpectedEOF
	})
	if err == nil {
		t.Fatal("it committed")
	}
	an.silent(t, s, "an")
}

// A stopped server ends its streams in order and leaves no goroutine behind, and so
// does a browser that goes away without a word.
func TestStoppedServerEndsStreams(t *testing.T) { //nolint:paralleltest // it counts the goroutines of the whole process
	s := newSite(t, func(c *web.Config) { c.Beat = 20 * time.Millisecond })
	an, gone := s.as(t, "an"), s.as(t, "binh").listen(t)
	first, second := an.listen(t), an.listen(t)
	must(t, gone.body.Close())
	awaitGoroutines(t, "web.teller.tell", 2)
	must(t, s.srv.Close(t.Context()))
	first.ends(t)
	second.ends(t)
	awaitGoroutines(t, "web.teller.tell", 0)
	awaitGoroutines(t, "app.(*Feed).run", 0)
	awaitGoroutines(t, "postgres.(*Store).Events", 0)
}

func awaitGoroutines(t *testing.T, name string, want int) {
	t.Helper()
	n := 0
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		buf := make([]byte, 4<<20)
		if n = strings.Count(string(buf[:runtime.Stack(buf, true)]), name+"("); n == want {
			return
		}
	}
	t.Errorf("%d goroutines in %s, want %d", n, name, want)
}

// Whoever signs out, or is disabled, hears nothing more.
func TestStreamEndsWithTheSession(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *web.Config) { c.Beat = 20 * time.Millisecond })
	an, binh, other := s.as(t, "an"), s.as(t, "binh"), s.as(t, "an")
	mine, his, stays := an.listen(t), binh.listen(t), other.listen(t)
	if r := an.do(t, http.MethodDelete, "/api/session", nil); r.status != http.StatusNoContent {
		t.Fatalf("%d %s", r.status, r.body)
	}
	mine.ends(t)
	s.inTx(t, func(tx app.Tx) error { return tx.SetDisabled(t.Context(), s.People["binh"].Account, true) })
	his.ends(t)
	stays.silent(t, s, "an")

	// To listen is no use of a session: one that is not used ends.
	seen := testkit.Count(t, s.Database, "SELECT count(*) FROM sessions")
	s.Move(s.Now().Add(app.SessionIdle + time.Minute))
	stays.ends(t)
	if n := testkit.Count(t, s.Database, "SELECT count(*) FROM sessions"); n != seen {
		t.Errorf("%d sessions, were %d", n, seen)
	}
}

// The sixth stream of an account takes the place of the first, which stays away.
func TestStreamsOfAnAccountAreFive(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an, binh := s.as(t, "an"), s.as(t, "binh").listen(t)
	var ears []*ear
	for range 6 {
		ears = append(ears, an.listen(t))
	}
	if rest := ears[0].ends(t); !slices.Equal(rest, []told{{"retry", "60000"}}) {
		t.Errorf("the first is told %v", rest)
	}
	must(t, s.Store.Publish(t.Context(), app.Event{Official: s.People["an"].Official, Product: 7, Stage: "done"}))
	for _, e := range ears[1:] {
		if x := e.next(t); !strings.Contains(x.data, `"id":7`) {
			t.Errorf("%+v", x)
		}
	}
	binh.silent(t, s, "binh")
}

// When the connection to the database is lost, streams end, so that browsers come
// again and look for themselves; then they hear again.
func TestLostConnectionIsTakenUp(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	before := an.listen(t)
	if n := testkit.SQL(t, s.Database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN minhchung%'"); n != 1 {
		t.Fatalf("%d connections listen", n)
	}
	before.ends(t)
	an.listen(t).silent(t, s, "an")
}

func TestStreamNeedsASession(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	if r := s.nobody().get(t, "/api/me/events"); r.status != http.StatusUnauthorized {
		t.Errorf("%d %s", r.status, r.body)
	}
	if r := s.as(t, "hanh").do(t, http.MethodHead, "/api/me/events", nil); r.status != http.StatusOK {
		t.Errorf("HEAD: %d", r.status)
	}
}
