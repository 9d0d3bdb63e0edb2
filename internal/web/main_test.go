package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// site is a world behind a real listener.
type site struct {
	*testkit.World
	srv  *web.Server
	addr string
	log  *lines
}

// newSite serves a world of the test's own on a loopback port; change adjusts
// what is served.
func newSite(t *testing.T, change func(*web.Config)) *site {
	t.Helper()
	return serve(t, testkit.NewWorld(t), change)
}

func serve(t *testing.T, w *testkit.World, change func(*web.Config)) *site {
	t.Helper()
	s := &site{World: w, log: &lines{}}
	log := slog.New(slog.NewTextHandler(s.log, nil))
	cfg := web.Config{App: w.App, Log: log, Version: "test"}
	if change != nil {
		change(&cfg)
	}
	s.srv = web.New(cfg)
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = ln.Addr().String()
	ended := make(chan error, 1)
	go func() { ended <- s.srv.Serve(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := s.srv.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

// person is somebody's browser: their cookie and nothing else.
type person struct {
	site  *site
	login string
	token string
}

// nobody has no cookie.
func (s *site) nobody() *person { return &person{site: s} }

// as signs somebody of the world in.
func (s *site) as(t *testing.T, login string) *person {
	t.Helper()
	p := &person{site: s, login: login}
	r := p.do(t, http.MethodPost, "/api/session", map[string]string{"login": login, "password": testkit.Password})
	if r.status != http.StatusOK {
		t.Fatalf("sign in as %s: %d %s", login, r.status, r.body)
	}
	p.token = tokenOf(r)
	return p
}

func tokenOf(r reply) string {
	for _, c := range (&http.Response{Header: r.header}).Cookies() {
		if c.Name == "mc_session" {
			return c.Value
		}
	}
	return ""
}

type reply struct {
	status int
	header http.Header
	body   []byte
}

// reason is the stable reason of a refusal, "" when there is none.
func (r reply) reason() string {
	var p web.Problem
	_ = json.Unmarshal(r.body, &p)
	return p.Reason
}

// read decodes the body.
func read[T any](t *testing.T, r reply) (v T) {
	t.Helper()
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
	return v
}

// do sends one request. A body that is no io.Reader is sent as JSON; header pairs
// follow it.
func (p *person) do(t *testing.T, method, path string, body any, header ...string) reply {
	t.Helper()
	var from io.Reader
	switch b := body.(type) {
	case nil:
	case io.Reader:
		from = b
	case string:
		from = strings.NewReader(b)
	default:
		j, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		from = bytes.NewReader(j)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+p.site.addr+path, from)
	if err != nil {
		t.Fatal(err)
	}
	if from != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if p.token != "" {
		req.Header.Set("Cookie", "mc_session="+p.token)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := client().Do(req)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return reply{res.StatusCode, res.Header, b}
}

// client follows nothing and unpacks nothing: a test sees what was sent.
func client() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (p *person) get(t *testing.T, path string, header ...string) reply {
	t.Helper()
	return p.do(t, http.MethodGet, path, nil, header...)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// inTx runs fn past the rights, as settling a world does.
func (s *site) inTx(t *testing.T, fn func(app.Tx) error) {
	t.Helper()
	must(t, s.Store.InTx(t.Context(), fn))
}
