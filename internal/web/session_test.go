package web_test

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

func credentials(login, password string) obj { return obj{"login": login, "password": password} }

func alive(t *testing.T, p *person) bool {
	t.Helper()
	return p.get(t, "/api/me").status == http.StatusOK
}

func TestSessionCookie(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	for _, secure := range []bool{false, true} {
		s := serve(t, w, func(c *web.Config) { c.Secure = secure })
		r := s.nobody().do(t, http.MethodPost, "/api/session", credentials("an", testkit.Password))
		cookies := (&http.Response{Header: r.header}).Cookies()
		if len(cookies) != 1 {
			t.Fatalf("%d cookies", len(cookies))
		}
		c := cookies[0]
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != secure || c.Path != "/" || c.Domain != "" {
			t.Errorf("over https %t the cookie is %s", secure, c)
		}
		if life := time.Duration(c.MaxAge) * time.Second; life != app.SessionLife {
			t.Errorf("the browser keeps it for %s", life)
		}
		if (r.header.Get("Strict-Transport-Security") != "") != secure {
			t.Errorf("over https %t: HSTS %q", secure, r.header.Get("Strict-Transport-Security"))
		}
		if len(c.Value) < 32 {
			t.Errorf("a token of %d characters can be guessed", len(c.Value))
		}
		// The database holds a hash: who reads it cannot sign in.
		for _, form := range []string{c.Value, hex.EncodeToString([]byte(c.Value))} {
			if n := testkit.Count(t, w.Database, "SELECT count(*) FROM sessions s WHERE s::text LIKE '%' || $1 || '%'", form); n != 0 {
				t.Error("the sessions table holds the token")
			}
		}
		if strings.Contains(s.log.String(), c.Value) || strings.Contains(s.log.String(), testkit.Password) {
			t.Error("the log holds a secret")
		}
	}
}

// A browser that signs in again gets a new token, and its old one is dead: a token
// that was planted before the sign-in is worth nothing after it.
func TestSignInRotatesTheToken(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	first := s.as(t, "an")
	r := first.do(t, http.MethodPost, "/api/session", credentials("an", testkit.Password))
	second := &person{site: s, token: tokenOf(r)}
	if second.token == first.token || alive(t, first) || !alive(t, second) {
		t.Errorf("same token %t, old alive %t, new alive %t", second.token == first.token, alive(t, first), alive(t, second))
	}
	planted := &person{site: s, token: "planted-by-somebody-else"}
	r = planted.do(t, http.MethodPost, "/api/session", credentials("binh", testkit.Password))
	if tokenOf(r) == planted.token || alive(t, planted) {
		t.Error("a planted token opens a session")
	}
}

func TestSignOutEndsTheSession(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p, other := s.as(t, "an"), s.as(t, "an")
	r := p.do(t, http.MethodDelete, "/api/session", nil)
	if r.status != http.StatusNoContent || !strings.Contains(r.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("sign out: %d %q", r.status, r.header.Get("Set-Cookie"))
	}
	if alive(t, p) || !alive(t, other) {
		t.Errorf("signed out alive %t, the other browser alive %t", alive(t, p), alive(t, other))
	}
}

func TestDisabledAccountIsOutAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p, ik := s.as(t, "an"), s.as(t, "ik")
	path := fmt.Sprintf("/api/accounts/%d", s.People["an"].Account)
	if r := ik.do(t, http.MethodPatch, path, obj{"disabled": true}); r.status != http.StatusNoContent {
		t.Fatalf("disable: %d %s", r.status, r.body)
	}
	if alive(t, p) {
		t.Error("a disabled account goes on")
	}
	if r := p.do(t, http.MethodPost, "/api/session", credentials("an", testkit.Password)); r.reason() != "login.wrong" {
		t.Errorf("a disabled account signs in: %d %s", r.status, r.body)
	}
}

func TestSessionsExpire(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	start := s.Now()
	p := s.as(t, "an")
	s.Move(start.Add(app.SessionIdle - time.Minute))
	if !alive(t, p) {
		t.Error("ended before the idle time")
	}
	s.Move(s.Now().Add(app.SessionIdle + time.Minute))
	if alive(t, p) {
		t.Error("lives on after the idle time")
	}
	busy := s.as(t, "an")
	begun := s.Now()
	for s.Now().Add(app.SessionIdle / 2).Before(begun.Add(app.SessionLife)) {
		s.Move(s.Now().Add(app.SessionIdle / 2))
		if !alive(t, busy) {
			t.Fatalf("a session in use ended after %s", s.Now().Sub(begun))
		}
	}
	s.Move(begun.Add(app.SessionLife + time.Second))
	if alive(t, busy) {
		t.Error("a session in use lives on past its whole life")
	}
}

// Ten failures shut an account for a while, and the answer says for how long.
func TestSignInIsLimitedByAccount(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p := s.nobody()
	for range 10 {
		if r := p.do(t, http.MethodPost, "/api/session", credentials("an", "sai-mat-khau")); r.reason() != "login.wrong" {
			t.Fatalf("%d %s", r.status, r.body)
		}
	}
	r := p.do(t, http.MethodPost, "/api/session", credentials("an", testkit.Password))
	wait, err := strconv.Atoi(r.header.Get("Retry-After"))
	if r.status != http.StatusTooManyRequests || r.reason() != "login.too_many" || err != nil || wait < 1 || wait > 900 {
		t.Fatalf("after ten failures: %d %s, Retry-After %q", r.status, r.body, r.header.Get("Retry-After"))
	}
	if r := p.do(t, http.MethodPost, "/api/session", credentials("binh", testkit.Password)); r.status != http.StatusOK {
		t.Errorf("another account is shut too: %d %s", r.status, r.body)
	}
	s.Move(s.Now().Add(time.Duration(wait+1) * time.Second))
	if r := p.do(t, http.MethodPost, "/api/session", credentials("an", testkit.Password)); r.status != http.StatusOK {
		t.Errorf("still shut after the time it was told: %d %s", r.status, r.body)
	}
}

// One address cannot try a few passwords on every account there is.
func TestSignInIsLimitedByAddress(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p := s.nobody()
	testkit.SQL(t, s.Database, "INSERT INTO login_failures (key, at) SELECT 'address:127.0.0.1', $1 FROM generate_series(1, 49)", s.Now())
	if r := p.do(t, http.MethodPost, "/api/session", credentials("nobody-here", "sai-mat-khau")); r.reason() != "login.wrong" {
		t.Fatalf("the 50th: %d %s", r.status, r.body)
	}
	r := p.do(t, http.MethodPost, "/api/session", credentials("an", testkit.Password))
	if r.status != http.StatusTooManyRequests || r.header.Get("Retry-After") == "" {
		t.Errorf("the 51st: %d %s", r.status, r.body)
	}
}

// Who asks does not learn which accounts exist.
func TestUnknownAccountAndWrongPasswordLookTheSame(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	answer := func(login string) string {
		r := s.nobody().do(t, http.MethodPost, "/api/session", credentials(login, "sai-mat-khau"))
		p := read[web.Problem](t, r)
		p.RequestID = ""
		return fmt.Sprintf("%d %v %+v", r.status, r.header["Set-Cookie"], p)
	}
	if known, unknown := answer("an"), answer("khong-co-ai"); known != unknown {
		t.Errorf("%s\n%s", known, unknown)
	}
}

func TestNewPasswordEndsOtherSessions(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p, other := s.as(t, "an"), s.as(t, "an")
	const fresh = "mat-khau-hoan-toan-moi"
	if r := p.do(t, http.MethodPost, "/api/me/password", obj{"old": "sai-mat-khau", "new": fresh}); r.reason() != "password.wrong" || !alive(t, other) {
		t.Fatalf("with the wrong old password: %d %s", r.status, r.body)
	}
	if r := p.do(t, http.MethodPost, "/api/me/password", obj{"old": testkit.Password, "new": "ngan"}); r.reason() != "password.weak" || !alive(t, other) {
		t.Fatalf("with a weak new password: %d %s", r.status, r.body)
	}
	if r := p.do(t, http.MethodPost, "/api/me/password", obj{"old": testkit.Password, "new": fresh}); r.status != http.StatusNoContent {
		t.Fatalf("change: %d %s", r.status, r.body)
	}
	if !alive(t, p) || alive(t, other) {
		t.Errorf("own alive %t, other alive %t", alive(t, p), alive(t, other))
	}
	for password, want := range map[string]int{testkit.Password: http.StatusUnauthorized, fresh: http.StatusOK} {
		if r := s.nobody().do(t, http.MethodPost, "/api/session", credentials("an", password)); r.status != want {
			t.Errorf("%s: %d, want %d", password, r.status, want)
		}
	}
}

// The printed link makes the first admin, once, and only where nobody is yet.
func TestSetUpWorksOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	testkit.SQL(t, s.Database, "TRUNCATE accounts CASCADE")
	token, err := s.App.InviteFirstAdmin(t.Context())
	must(t, err)
	admin := func(token, login string) obj {
		return obj{"token": token, "login": login, "name": "Quản trị", "password": "mot-mat-khau-dai", "agency": "UBND xã Mới"}
	}
	p := s.nobody()
	if st := read[web.Status](t, p.get(t, "/api/status")); !st.SetupNeeded {
		t.Error("an empty installation does not ask for its first admin")
	}
	if r := p.do(t, http.MethodPost, "/api/setup", admin("made-up", "ke-la")); r.reason() != "setup.token" {
		t.Errorf("made-up token: %d %s", r.status, r.body)
	}
	if n := testkit.Count(t, s.Database, "SELECT count(*) FROM invitations i WHERE i::text LIKE '%' || $1 || '%'", token); n != 0 {
		t.Error("the link's token is kept as it is")
	}
	r := p.do(t, http.MethodPost, "/api/setup", admin(token, "quan-tri"))
	first := &person{site: s, token: tokenOf(r)}
	if r.status != http.StatusOK || !alive(t, first) {
		t.Fatalf("set up: %d %s", r.status, r.body)
	}
	if r := p.do(t, http.MethodPost, "/api/setup", admin(token, "ke-la")); r.status < 400 || tokenOf(r) != "" {
		t.Errorf("the link works again: %d %s", r.status, r.body)
	}
	again, err := s.App.InviteFirstAdmin(t.Context())
	must(t, err)
	if r := p.do(t, http.MethodPost, "/api/setup", admin(again, "ke-la")); r.reason() != "setup.done" {
		t.Errorf("a second first admin: %d %s", r.status, r.body)
	}
	if st := read[web.Status](t, p.get(t, "/api/status")); st.SetupNeeded {
		t.Error("still asks for a first admin")
	}
}

// A link that lay about for more than a day opens nothing.
func TestSetUpLinkExpires(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	testkit.SQL(t, s.Database, "TRUNCATE accounts CASCADE")
	token, err := s.App.InviteFirstAdmin(t.Context())
	must(t, err)
	s.Move(s.Now().Add(25 * time.Hour))
	r := s.nobody().do(t, http.MethodPost, "/api/setup", obj{"token": token, "login": "quan-tri", "name": "x", "password": "mot-mat-khau-dai"})
	if r.reason() != "setup.token" {
		t.Errorf("%d %s", r.status, r.body)
	}
}
