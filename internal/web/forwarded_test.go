package web_test

import (
	"net/http"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// What a proxy says is believed when the operator named it, and only then.
func TestOnlyANamedProxyIsBelieved(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	behind := serve(t, w, func(c *web.Config) {
		c.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}
	})
	direct := serve(t, w, func(c *web.Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32")} })
	for _, c := range []struct {
		name   string
		at     *site
		header []string
		want   string // the address that failed sign-ins are counted for
		secure bool
	}{
		{"no proxy", direct, nil, "127.0.0.1", false},
		{"anybody's word", direct, []string{"X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"}, "127.0.0.1", false},
		{"a proxy", behind, []string{"X-Forwarded-For", "203.0.113.8", "X-Forwarded-Proto", "https"}, "203.0.113.8", true},
		{"a proxy without https", behind, []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "http"}, "203.0.113.9", false},
		{"the browser's own word before it", behind, []string{"X-Forwarded-For", "198.51.100.1, 203.0.113.10", "X-Forwarded-Proto", "https, http"}, "203.0.113.10", false},
		{"two proxies", behind, []string{"X-Forwarded-For", "203.0.113.11, 10.1.2.3"}, "203.0.113.11", false},
		{"IPv6", behind, []string{"X-Forwarded-For", "2001:db8::7"}, "2001:db8::7", false},
		{"IPv4 written as IPv6", behind, []string{"X-Forwarded-For", "::ffff:203.0.113.12"}, "203.0.113.12", false},
		{"nonsense", behind, []string{"X-Forwarded-For", "203.0.113.13, <script>"}, "127.0.0.1", false},
		{"a silent proxy", behind, nil, "127.0.0.1", false},
	} {
		testkit.SQL(t, w.Database, "DELETE FROM login_failures")
		c.at.nobody().do(t, http.MethodPost, "/api/session", obj{"login": "an", "password": "sai"}, c.header...)
		if n := testkit.Count(t, w.Database, "SELECT count(*) FROM login_failures WHERE key = $1", "address:"+c.want); n != 1 {
			t.Errorf("%s: the failure is not counted for %s", c.name, c.want)
		}
		r := c.at.nobody().do(t, http.MethodPost, "/api/session", obj{"login": "an", "password": testkit.Password}, c.header...)
		if got := strings.Contains(r.header.Get("Set-Cookie"), "; Secure"); r.status != http.StatusOK || got != c.secure || got != (r.header.Get("Strict-Transport-Security") != "") {
			t.Errorf("%s: %d, %q", c.name, r.status, r.header.Get("Set-Cookie"))
		}
	}
}

// Every address says which methods it takes, also to whoever uses another.
func TestWrongMethods(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	paths, param := map[string]bool{}, regexp.MustCompile(`:\w+`)
	for _, r := range s.srv.Fiber().GetRoutes(true) {
		if strings.HasPrefix(r.Path, "/api/") {
			paths[param.ReplaceAllString(r.Path, "1")] = true
		}
	}
	if len(paths) < 40 {
		t.Fatalf("%d addresses", len(paths))
	}
	for path := range paths {
		var takes []string // also of other routes: "known" would do as an id
		for _, r := range s.srv.Fiber().GetRoutes(true) {
			if r.Path != "/*" && regexp.MustCompile("^"+param.ReplaceAllString(r.Path, "[^/]+")+"$").MatchString(path) {
				takes = append(takes, r.Method)
			}
		}
		slices.Sort(takes)
		takes = slices.Compact(takes)
		for _, wrong := range []string{http.MethodDelete, http.MethodPut, http.MethodPatch, http.MethodPost, http.MethodGet, http.MethodHead} {
			if slices.Contains(takes, wrong) {
				continue
			}
			r := an.do(t, wrong, path, nil)
			if allow := r.header.Get("Allow"); r.status != http.StatusMethodNotAllowed || allow != strings.Join(takes, ", ") {
				t.Errorf("%s %s: %d %s, Allow: %q, want %v", wrong, path, r.status, r.reason(), allow, takes)
			}
		}
	}
	for _, c := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{http.MethodPost, "/", 405, "GET, HEAD"}, {http.MethodPost, "/docs", 405, "GET, HEAD"},
		{http.MethodPost, "/api/none", 404, ""}, {http.MethodGet, "/api", 404, ""}, {http.MethodDelete, "/api/products/1/none", 404, ""},
	} {
		if r := an.do(t, c.method, c.path, nil); r.status != c.status || r.header.Get("Allow") != c.allow {
			t.Errorf("%s %s: %d, Allow: %q", c.method, c.path, r.status, r.header.Get("Allow"))
		}
	}
}
