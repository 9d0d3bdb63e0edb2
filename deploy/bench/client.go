package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// client is somebody's browser.
type client struct {
	base   string
	http   http.Client
	cookie *http.Cookie
}

func (c *client) send(ctx context.Context, method, path string, body io.Reader, size int64, out any) error {
	q, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	q.ContentLength = size
	if c.cookie != nil {
		q.AddCookie(c.cookie)
	}
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/json")
	}
	a, err := c.http.Do(q)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode >= http.StatusMultipleChoices {
		err = fmt.Errorf("%s: %s", a.Status, b)
	}
	for _, k := range a.Cookies() {
		c.cookie = k
	}
	if err == nil && out != nil {
		err = json.Unmarshal(b, out)
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

func (c *client) post(ctx context.Context, path string, in, out any) error {
	b, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return c.send(ctx, http.MethodPost, path, bytes.NewReader(b), int64(len(b)), out)
}

func (c *client) get(ctx context.Context, path string, out any) error {
	return c.send(ctx, http.MethodGet, path, nil, 0, out)
}

// receipt is what an upload is answered with.
type receipt struct {
	ProductID int64 `json:"product_id"`
}

func (c *client) upload(ctx context.Context, name string, body io.Reader, size int64) (r receipt, err error) {
	err = c.send(ctx, http.MethodPut, "/api/uploads?name="+url.QueryEscape(name), body, size, &r)
	return r, err
}

type found struct {
	Total int `json:"total"`
}

func (c *client) search(ctx context.Context, text string) (f found, err error) {
	err = c.get(ctx, "/api/search?q="+url.QueryEscape(text), &f)
	return f, err
}

// await polls until ok.
func await(ctx context.Context, ok func() (bool, error)) error {
	for {
		if yes, err := ok(); yes || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting: %w", ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func signIn(ctx context.Context, s *server, login, password string) (*client, error) {
	c := &client{base: s.base}
	return c, c.post(ctx, "/api/session", map[string]string{"login": login, "password": password}, nil)
}

// official founds an office in an empty installation and returns somebody who
// submits there.
func official(ctx context.Context, s *server) (*client, error) {
	const password = "mat-khau-do-kiem" //nolint:gosec // of an installation that lives for a minute
	admin := &client{base: s.base}
	if err := await(ctx, func() (bool, error) { return s.token() != "", nil }); err != nil {
		return nil, err
	}
	if err := admin.post(ctx, "/api/setup", map[string]string{
		"token": s.token(), "login": "quantri", "name": "Quản Trị", "password": password, "agency": "UBND phường Mẫu",
	}, nil); err != nil {
		return nil, err
	}
	var units struct{ Items []struct{ ID int64 } }
	var person struct{ ID int64 }
	var made struct {
		Account  struct{ ID int64 }
		Password string `json:"one_time_password"`
	}
	if err := admin.get(ctx, "/api/units", &units); err != nil {
		return nil, err
	}
	unit := units.Items[0].ID
	if err := admin.post(ctx, "/api/officials", map[string]any{
		"staff_code": "MC001", "name": "Người Nộp", "unit_id": unit, "post_title": "Công chức",
	}, &person); err != nil {
		return nil, err
	}
	if err := admin.post(ctx, "/api/accounts", map[string]any{"login": "nguoinop", "official_id": person.ID}, &made); err != nil {
		return nil, err
	}
	if err := admin.post(ctx, "/api/grants", map[string]any{"account_id": made.Account.ID, "role": "staff", "unit_id": unit}, nil); err != nil {
		return nil, err
	}
	return signIn(ctx, s, "nguoinop", made.Password)
}
