package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/web"
)

// client is somebody's browser: it follows the server to whatever address it has
// after a restart, and keeps its cookie.
type client struct {
	t      testing.TB
	base   func() string
	http   *http.Client
	cookie *http.Cookie
}

func (c *client) request(method, path string, body io.Reader, size int64) (*http.Response, error) {
	q, err := http.NewRequestWithContext(c.t.Context(), method, c.base()+path, body)
	if err != nil {
		return nil, err
	}
	q.ContentLength = size
	if c.cookie != nil {
		q.AddCookie(c.cookie)
	}
	if method != http.MethodPut && body != nil {
		q.Header.Set("Content-Type", "application/json")
	}
	return c.http.Do(q)
}

// do sends JSON, decodes the answer into out, and returns the status.
func (c *client) do(method, path string, in, out any) (int, error) {
	var body io.Reader
	var size int64
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return 0, err
		}
		body, size = bytes.NewReader(b), int64(len(b))
	}
	r, err := c.request(method, path, body, size)
	if err != nil {
		return 0, err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, err
	}
	if r.StatusCode >= 300 {
		return r.StatusCode, fmt.Errorf("%s %s: %s: %s", method, path, r.Status, b)
	}
	for _, k := range r.Cookies() {
		c.cookie = k
	}
	if out == nil {
		return r.StatusCode, nil
	}
	return r.StatusCode, json.Unmarshal(b, out)
}

func (c *client) must(method, path string, in, out any) {
	c.t.Helper()
	if _, err := c.do(method, path, in, out); err != nil {
		c.t.Fatal(err)
	}
}

// upload sends one file and returns its receipt, or the status that refused it. An
// error means that no answer arrived: the file may be there or not.
func (c *client) upload(name string, file []byte) (r app.Receipt, status int, err error) {
	a, err := c.request(http.MethodPut, "/api/uploads?name="+url.QueryEscape(name), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return r, 0, err
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode != http.StatusCreated {
		return r, a.StatusCode, err
	}
	return r, a.StatusCode, json.Unmarshal(b, &r)
}

// download returns the stored bytes of a product.
func (c *client) download(id kpi.ProductID) ([]byte, error) {
	a, err := c.request(http.MethodGet, fmt.Sprintf("/api/products/%d/file", id), nil, 0)
	if err != nil {
		return nil, err
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("file of product %d: %s: %s", id, a.Status, b)
	}
	return b, err
}

func newClient(t testing.TB, base func() string) *client {
	c := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 4}}
	t.Cleanup(c.CloseIdleConnections)
	return &client{t: t, base: base, http: c}
}

// office is an agency with an administrator and one official who submits.
type office struct {
	admin, staff *client
	agency       kpi.UnitID
}

// testPassword is that of everybody in the tests.
const testPassword = "mat-khau-thu-nghiem"

// setupToken waits for the one-time link that the server prints after its address.
func setupToken(t testing.TB, s *server) (token string) {
	t.Helper()
	link := regexp.MustCompile(`/setup\?token=(\S+)\n`)
	eventually(t, func() error {
		m := link.FindStringSubmatch(s.output())
		if m == nil {
			return fmt.Errorf("no one-time link in %q", s.output())
		}
		token = m[1]
		return nil
	})
	return token
}

// found makes an office out of an empty installation, over HTTP, as its people
// would: the one-time link, an official, an account, a role, a first sign-in.
func found(t testing.TB, s *server, base func() string) office {
	t.Helper()
	o := office{admin: newClient(t, base), staff: newClient(t, base)}
	o.admin.must("POST", "/api/setup", map[string]any{
		"token": setupToken(t, s), "login": "quantri", "name": "Người Quản Trị", "password": testPassword, "agency": "UBND phường Mẫu",
	}, nil)
	var units web.List[kpi.Unit]
	o.admin.must("GET", "/api/units", nil, &units)
	o.agency = units.Items[0].ID
	var person kpi.Official
	o.admin.must("POST", "/api/officials", map[string]any{
		"staff_code": "MC001", "name": "Người Nộp", "unit_id": o.agency, "post_title": "Công chức",
	}, &person)
	var made web.PasswordJSON
	o.admin.must("POST", "/api/accounts", map[string]any{"login": "nguoinop", "official_id": person.ID}, &made)
	o.admin.must("POST", "/api/grants", map[string]any{"account_id": made.Account.ID, "role": kpi.Staff, "unit_id": o.agency}, nil)
	o.staff.must("POST", "/api/session", map[string]any{"login": "nguoinop", "password": made.Password}, nil)
	o.staff.must("POST", "/api/me/password", map[string]any{"old": made.Password, "new": testPassword}, nil)
	return o
}
