package web

import (
	"errors"
	"io/fs"
	"mime"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"minhchung/internal/kpi"
)

// static serves the front end. Files with a hash in their name are kept by
// browsers for a year; every other address of the application is its first page.
func (s *Server) static() {
	s.plain("/*", func(c *fiber.Ctx) error {
		name := strings.TrimPrefix(path.Clean("/"+c.Params("*")), "/")
		if strings.HasPrefix(name, "api/") || name == "api" {
			return fiber.ErrNotFound
		}
		if s.cfg.Files == nil {
			return kpi.E(kpi.Unavailable, "frontend.missing",
				"Giao diện chưa được dựng. Hãy chạy “make build”.", "The front end was not built. Run “make build”.")
		}
		b, err := fs.ReadFile(s.cfg.Files, name)
		switch {
		case err == nil && name != "index.html":
			kind := mime.TypeByExtension(path.Ext(name))
			if kind == "" {
				kind = "application/octet-stream"
			}
			c.Set("Content-Type", kind)
			c.Set("Cache-Control", "no-cache")
			if strings.HasPrefix(name, "assets/") {
				c.Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			return s.compressed(c, name, b)
		case err != nil && path.Ext(name) != "" && !errors.Is(err, fs.ErrInvalid):
			return fiber.ErrNotFound // a missing picture or script is not the first page
		}
		page, err := fs.ReadFile(s.cfg.Files, "index.html")
		if err != nil {
			return kpi.E(kpi.Unavailable, "frontend.missing",
				"Giao diện chưa được dựng. Hãy chạy “make build”.", "The front end was not built. Run “make build”.")
		}
		c.Set("Content-Type", "text/html; charset=utf-8")
		c.Set("Cache-Control", "no-cache")
		return c.Send(page)
	})
}

// compressed prefers the .gz beside a file, when the front end's build left one.
func (s *Server) compressed(c *fiber.Ctx, name string, b []byte) error {
	if strings.Contains(c.Get("Accept-Encoding"), "gzip") {
		if gz, err := fs.ReadFile(s.cfg.Files, name+".gz"); err == nil {
			c.Set("Content-Encoding", "gzip")
			c.Set("Vary", "Accept-Encoding")
			return c.Send(gz)
		}
	}
	return c.Send(b)
}
