package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// pages is a front end of three files.
func pages() fstest.MapFS {
	return fstest.MapFS{
		"index.html":          {Data: []byte("<!doctype html><title>Minh Chứng</title>")},
		"assets/app-1234.js":  {Data: []byte("export {}")},
		"assets/app-1234.css": {Data: []byte("body{}")},
	}
}

// Every kind of answer carries the headers that keep a page in its own house.
func TestEveryAnswerIsGuarded(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *web.Config) { c.Files, c.Secure = pages(), true })
	an := s.as(t, "an")
	doc := s.Submit(t, "an", 4)
	file := fmt.Sprintf("/api/products/%d/file", doc.ProductID)
	for _, c := range []struct {
		name, path string
		who        *person
		status     int
		header     []string
	}{
		{"page", "/", an, 200, nil},
		{"page of the application", "/archive/12", an, 200, nil},
		{"script", "/assets/app-1234.js", an, 200, nil},
		{"missing file", "/assets/none.js", an, 404, nil},
		{"path out of the folder", "/..%2f..%2fetc/passwd", an, 200, nil}, // an address of the application: its first page
		{"docs", "/docs", an, 200, nil},
		{"description", "/openapi.json", an, 200, nil},
		{"health", "/healthz", an, 200, nil},
		{"metrics", "/metrics", an, 200, nil},
		{"API", "/api/me", an, 200, nil},
		{"API without a session", "/api/me", s.nobody(), 401, nil},
		{"API with a wrong field", "/api/products?limit=x", an, 422, nil},
		{"unknown API", "/api/none", an, 404, nil},
		{"file", file, an, 200, nil},
		{"part of a file", file, an, 206, []string{"Range", "bytes=0-3"}},
		{"no such part", file, an, 416, []string{"Range", "bytes=99999999-"}},
		{"same file", file, an, 304, []string{"If-None-Match", `"` + doc.Hash + `"`}},
	} {
		r := c.who.get(t, c.path, c.header...)
		if r.status != c.status {
			t.Errorf("%s: %d %.200s", c.name, r.status, r.body)
		}
		csp := r.header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "default-src 'self'"} {
			if strings.Contains(csp, part) {
				csp = ""
			}
		}
		if csp != "" || r.header.Get("Content-Security-Policy") == "" || strings.Contains(r.header.Get("Content-Security-Policy"), "http") ||
			strings.Contains(r.header.Get("Content-Security-Policy"), "script-src 'self' 'unsafe-inline'") {
			t.Errorf("%s: CSP %q", c.name, r.header.Get("Content-Security-Policy"))
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000",
		} {
			if r.header.Get(name) != want {
				t.Errorf("%s: %s = %q", c.name, name, r.header.Get(name))
			}
		}
		if r.header.Get("X-Request-Id") == "" || r.header.Get("Server") != "" || r.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: headers %v", c.name, r.header)
		}
		if strings.HasPrefix(c.path, "/api/") && !strings.HasSuffix(c.path, "/file") && r.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: a proxy may keep it: %q", c.name, r.header.Get("Cache-Control"))
		}
	}
}

// A change sent by another site's page is refused and changes nothing.
func TestChangesComeFromOurPages(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	for _, c := range []struct {
		name   string
		header []string
		ok     bool
	}{
		{"own page", []string{"Origin", "http://" + s.addr}, true},
		{"own page behind https", []string{"Origin", "https://" + s.addr}, true},
		{"another site", []string{"Origin", "https://evil.example"}, false},
		{"same host, another port", []string{"Origin", "http://127.0.0.1:1"}, false},
		{"name that begins alike", []string{"Origin", "http://" + s.addr + ".evil.example"}, false},
		{"sandboxed page", []string{"Origin", "null"}, false},
		{"no origin, cross-site", []string{"Sec-Fetch-Site", "cross-site"}, false},
		{"no origin, sibling host", []string{"Sec-Fetch-Site", "same-site"}, false},
		{"no origin, own page", []string{"Sec-Fetch-Site", "same-origin"}, true},
		{"typed address", []string{"Sec-Fetch-Site", "none"}, true},
		{"program", nil, true},
		{"origin beats the other header", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"}, false},
	} {
		r := an.do(t, http.MethodPost, "/api/me/password", obj{"old": "sai-mat-khau", "new": "mat-khau-moi-dai"}, c.header...)
		if c.ok != (r.reason() == "password.wrong") || !c.ok != (r.reason() == "request.origin") {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	if r := an.get(t, "/api/me", "Origin", "https://evil.example"); r.status != 200 || r.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("reading: %d, %v", r.status, r.header)
	}
}

// A refusal says what happened in both languages and nothing of the inside, and
// repeats nothing that was sent.
func TestProblemsSayEnoughAndNoMore(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	const sent = "GiaTriDaGui"
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		reason                   string
	}{
		{"no such route", "GET", "/api/" + sent, "", 404, "route.not_found"},
		{"no such method", "DELETE", "/api/me", "", 405, "route.method"},
		{"no such product", "GET", "/api/products/999", "", 404, ""},
		{"number too large", "GET", "/api/products/99999999999999999999", "", 422, "request.invalid"},
		{"not a number", "GET", "/api/products/" + sent, "", 422, "request.invalid"},
		{"not a number, raw", "GET", "/api/products/" + sent + "/file", "", 404, ""},
		{"below the least", "GET", "/api/products/-5", "", 422, "request.invalid"},
		{"field of another kind", "POST", "/api/evidence", `{"product_id":"` + sent + `"}`, 422, "request.invalid"},
		{"unknown field", "POST", "/api/me/password", `{"old":"a","new":"b","` + sent + `":1}`, 422, "request.invalid"},
		{"not a fraction", "POST", "/api/plans", `{"official_id":1,"period_id":1,"indicator_id":1,"type_id":1,"quantity":"` + sent + `"}`, 422, "request.invalid"},
		{"fraction by zero", "POST", "/api/plans", `{"official_id":1,"period_id":1,"indicator_id":1,"type_id":1,"quantity":"1/0"}`, 422, "request.invalid"},
		{"not a day", "PATCH", "/api/products/1", `{"issued_on":"` + sent + `"}`, 422, "request.invalid"},
		{"not among the words", "POST", "/api/grants", `{"account_id":1,"unit_id":1,"role":"` + sent + `"}`, 422, "request.invalid"},
		{"broken JSON", "POST", "/api/session", `{"login":"` + sent, 400, "request.invalid"},
		{"no JSON at all", "POST", "/api/session", sent, 400, "request.invalid"},
		{"two JSON values", "POST", "/api/session", `{"login":"a","password":"b"}{"` + sent + `":1}`, 400, "request.invalid"},
		{"nothing", "POST", "/api/session", "", 400, "request.invalid"},
		{"far too deep", "POST", "/api/session", strings.Repeat("[", 100_000), 400, "request.invalid"},
	} {
		r := an.do(t, c.method, c.path, strings.NewReader(c.body))
		p := read[web.Problem](t, r)
		if r.status != c.status || p.Status != c.status || (c.reason != "" && p.Reason != c.reason) {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
		if ct := r.header.Get("Content-Type"); !strings.HasPrefix(ct, "application/problem+json") {
			t.Errorf("%s: %s", c.name, ct)
		}
		if p.Type != "/problems/"+p.Reason || p.Title == "" || p.Code == "" || p.Message.Vi == "" || p.Message.En == "" || p.Detail != p.Message.Vi || p.RequestID != r.header.Get("X-Request-Id") {
			t.Errorf("%s: incomplete: %s", c.name, r.body)
		}
		tellsNothing(t, c.name, r.body)
		if strings.Contains(string(r.body), sent) && c.name != "unknown field" { // the name of a field is needed to mend it
			t.Errorf("%s: repeats what was sent: %s", c.name, r.body)
		}
	}
}

func tellsNothing(t *testing.T, name string, body []byte) {
	t.Helper()
	low := strings.ToLower(string(body))
	for _, inside := range []string{"select ", "insert ", "sqlstate", "pgx", ".go:", "minhchung/", "goroutine", "runtime error", "/root", "/work", "go struct", "strconv", "kpi."} {
		if strings.Contains(low, inside) {
			t.Errorf("%s: shows the inside (%q): %s", name, inside, body)
		}
	}
}

// When the database is gone people read that something failed, not what; the log
// has the cause under the same request id.
func TestFailuresKeepTheInsideInside(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	testkit.SQL(t, s.Database, "ALTER TABLE products RENAME TO products_gone")
	for _, path := range []string{"/api/products", "/api/products/1", "/api/products/1/file", "/api/search"} {
		r := an.get(t, path)
		p := read[web.Problem](t, r)
		if r.status < 500 || p.Code == "" || p.Message.En == "" {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
		tellsNothing(t, path, r.body)
		if strings.Contains(string(r.body), "products_gone") || strings.Contains(string(r.body), "relation") {
			t.Errorf("%s: %s", path, r.body)
		}
		if !strings.Contains(s.log.String(), p.RequestID) {
			t.Errorf("%s: the log does not know request %s", path, p.RequestID)
		}
	}
}

// A panic is an answer for one person, not the end for all.
func TestPanicIsAnAnswer(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *web.Config) {
		c.Parts = func(context.Context) []web.Part { panic("chuyện bên trong") }
	})
	r := s.nobody().get(t, "/readyz")
	if r.status != 500 || strings.Contains(string(r.body), "bên trong") {
		t.Errorf("%d %s", r.status, r.body)
	}
	tellsNothing(t, "panic", r.body)
	if log := s.log.String(); !strings.Contains(log, "bên trong") || !strings.Contains(log, "security_test.go") {
		t.Error("the log does not say where it panicked")
	}
	if r := s.nobody().get(t, "/healthz"); r.status != 200 {
		t.Errorf("the next one: %d", r.status)
	}
	in := newSite(t, nil)
	an := in.as(t, "an")
	in.App.Index = nil
	if r := an.get(t, "/api/search?q=x"); r.status != 500 || r.reason() != "internal" {
		t.Errorf("panic in the API: %d %s", r.status, r.body)
	}
}

// Bodies end where we say, however they are sent, and are not read whole first.
func TestBodiesAreBounded(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, c := range []struct {
		name   string
		length int64
	}{{"declared", 64 << 20}, {"in chunks", -1}} {
		sent := &counted{left: 64 << 20}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.addr+"/api/session", io.MultiReader(strings.NewReader(`{"login":"`), sent))
		must(t, err)
		req.ContentLength = c.length
		req.Header.Set("Content-Type", "application/json")
		open := &http.Client{Transport: &http.Transport{}}
		t.Cleanup(open.CloseIdleConnections)
		res, err := open.Do(req)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		b, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != http.StatusRequestEntityTooLarge || (reply{body: b}).reason() != "request.too_large" {
			t.Errorf("%s: %d %s", c.name, res.StatusCode, b)
		}
	}
	small := s.nobody().do(t, http.MethodPost, "/api/session", obj{"login": "an", "password": strings.Repeat("x", 300)})
	if small.status != http.StatusUnprocessableEntity {
		t.Errorf("a password past its length: %d %s", small.status, small.body)
	}
}

// counted is a body of spaces.
type counted struct{ left int }

func (c *counted) Read(p []byte) (int, error) {
	if c.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), c.left)
	for i := range p[:n] {
		p[i] = ' '
	}
	c.left -= n
	return n, nil
}

// What a handler leaves unread is never taken for the next request: behind a proxy
// that shares connections it would be somebody else's.
func TestUnreadBodyIsNotTheNextRequest(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	hidden := "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
	for _, c := range []struct{ name, head, body string }{
		{"refused before it is read", "PUT /api/uploads?name=a.pdf HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n", strings.Repeat("x", 9000) + hidden},
		{"unknown route", "POST /api/none HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n", strings.Repeat("x", 9000) + hidden},
		{"route without a body", "GET /api/status HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n", strings.Repeat("x", 9000) + hidden},
		{"another site", "POST /api/session HTTP/1.1\r\nHost: x\r\nOrigin: http://y\r\nContent-Length: %d\r\n", strings.Repeat("x", 9000) + hidden},
		{"chunks", "POST /api/none HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n", hidden},
	} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.addr)
		must(t, err)
		must(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
		head := c.head
		if strings.Contains(head, "%d") {
			head = fmt.Sprintf(head, len(c.body))
		}
		_, err = conn.Write([]byte(head + "\r\n" + c.body))
		must(t, err)
		must(t, conn.(*net.TCPConn).CloseWrite())
		all, _ := io.ReadAll(conn)
		_ = conn.Close()
		if n := bytes.Count(all, []byte("HTTP/1.1 ")); n != 1 || bytes.Contains(all, []byte("\nok\n")) {
			t.Errorf("%s: %d answers\n%s", c.name, n, all)
		}
	}
}

// A form is refused before it is written anywhere.
func TestFormsAreNotRead(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.addr)
	must(t, err)
	defer func() { _ = conn.Close() }()
	must(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	_, err = conn.Write([]byte("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 2000000000\r\n\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n" + strings.Repeat("x", 2<<20)))
	must(t, err)
	answer := make([]byte, 12)
	if _, err := io.ReadFull(conn, answer); err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 4") {
		t.Errorf("%q %v", answer, err)
	}
}

// Requests that never reach a route are answered in the same words.
func TestBrokenRequestsAreAnswered(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for name, raw := range map[string]string{
		"header too large": "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("y", 64<<10) + "\r\n\r\n",
		"no HTTP":          "GARBAGE\r\n\r\n",
		"unknown method":   "BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
	} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.addr)
		must(t, err)
		must(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
		_, _ = conn.Write([]byte(raw))
		all, _ := io.ReadAll(conn)
		_ = conn.Close()
		if !strings.HasPrefix(string(all), "HTTP/1.1 4") {
			t.Errorf("%s: %.200q", name, all)
		}
		if name != "unknown method" && (!strings.Contains(string(all), "Content-Security-Policy: ") || !strings.Contains(string(all), `"request_id":"`)) {
			t.Errorf("%s: %.600q", name, all)
		}
		tellsNothing(t, name, all)
	}
}

func TestReadyTellsWhichPartIsDown(t *testing.T) {
	t.Parallel()
	up := true
	s := newSite(t, func(c *web.Config) {
		c.Parts = func(context.Context) []web.Part {
			return []web.Part{{Name: "rows", Ready: true, Kind: "postgresql"}, {Name: "words", Ready: up, Kind: "bleve"}}
		}
	})
	for _, want := range []bool{true, false} {
		up = want
		r := s.nobody().get(t, "/readyz")
		var got struct {
			Ready bool       `json:"ready"`
			Parts []web.Part `json:"parts"`
		}
		must(t, json.Unmarshal(r.body, &got))
		if got.Ready != want || (r.status == 200) != want || len(got.Parts) != 2 {
			t.Errorf("%d %s", r.status, r.body)
		}
	}
}

// However many addresses are tried, the labels stay those of the routes.
func TestMetricsAreBounded(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *web.Config) { c.Files = pages() })
	p := s.nobody()
	for i := range 40 {
		p.get(t, fmt.Sprintf("/lost-%d.png", i))
		p.get(t, fmt.Sprintf("/api/lost-%d", i))
		p.get(t, fmt.Sprintf("/api/products/%d", i+1))
		p.do(t, http.MethodDelete, fmt.Sprintf("/lost-%d", i), nil)
	}
	b := string(p.get(t, "/metrics").body)
	if strings.Contains(b, "lost-") || strings.Contains(b, "/api/products/1\"") {
		t.Error("an address became a label")
	}
	if !strings.Contains(b, `route="/api/products/:id",status="401"} 40`) {
		t.Errorf("forty requests of one route are not counted as such:\n%s", b)
	}
	series := strings.Count(b, "minhchung_http_requests_total{")
	if series > 8 {
		t.Errorf("%d series of 160 addresses\n%s", series, b)
	}
}
