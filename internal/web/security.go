package web

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/gofiber/fiber/v2"

	"minhchung/internal/kpi"
)

// policy is the content security policy of every page: nothing from another host.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"worker-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// secure guards every answer of a route.
func (s *Server) secure(c *fiber.Ctx) error {
	s.guard(c)
	return c.Next()
}

// guard writes the headers that every answer carries.
func (s *Server) guard(c *fiber.Ctx) {
	c.Set("Content-Security-Policy", policy)
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Permissions-Policy", "geolocation=(), microphone=(), payment=()")
	if _, secure := s.asker(c); secure {
		c.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if strings.HasPrefix(c.Path(), "/api/") {
		c.Set("Cache-Control", "no-store")
	}
}

// sameOrigin refuses changes that another site's page sends with our cookie. A
// browser always says where a change comes from; a client that says nothing is no
// browser, and carries no cookie that it was not given.
func (s *Server) sameOrigin(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	ok := true
	if origin := c.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		ok = err == nil && u.Host == c.Get("Host")
	} else if site := c.Get("Sec-Fetch-Site"); site != "" {
		ok = site == "same-origin" || site == "none"
	}
	if !ok {
		c.Context().SetConnectionClose()
		return kpi.E(kpi.Forbidden, "request.origin",
			"Yêu cầu đến từ một trang khác nên bị từ chối. Không có gì bị thay đổi. Hãy làm lại từ chính trang này.",
			"The request came from another site and was refused. Nothing was changed. Do it from this page.")
	}
	return c.Next()
}

// recover turns a panic into an answer; the stack goes to the log only.
func (s *Server) recover(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			s.cfg.Log.Error("panic", "request", requestID(c), "path", c.Path(), "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
			c.Context().SetConnectionClose()
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return c.Next()
}

// requestID returns the identifier of the request, making it once.
func requestID(c *fiber.Ctx) string {
	if id, ok := c.Locals("request-id").(string); ok {
		return id
	}
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails; see crypto/rand
	id := hex.EncodeToString(b)
	c.Locals("request-id", id)
	return id
}

// fiberPath turns {name} into :name.
func fiberPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}
