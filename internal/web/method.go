package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"minhchung/internal/kpi"
)

// method tells a wrong method from a wrong address. The router cannot: the front
// end answers at every address.
func (s *Server) method(c *fiber.Ctx) error {
	err := c.Next()
	f := new(fiber.Error)
	if !errors.As(err, &f) || (f.Code != http.StatusNotFound && f.Code != http.StatusMethodNotAllowed) {
		return err
	}
	c.Response().Header.Del("Allow") // with the front end's methods in it
	allowed := s.allowed(c.Path())
	if len(allowed) == 0 || slices.Contains(allowed, c.Method()) {
		return fiber.ErrNotFound
	}
	c.Set("Allow", strings.Join(allowed, ", "))
	return kpi.E(kpi.Unsupported, "route.method",
		"Địa chỉ này không nhận loại yêu cầu đó. Không có gì bị thay đổi.",
		"This address does not take requests of that kind. Nothing was changed.")
}

// allowed lists the methods of a path, in the order of the alphabet.
func (s *Server) allowed(path string) (methods []string) {
	for _, r := range s.fiber.GetRoutes(true) {
		if matches(r.Path, path) && !slices.Contains(methods, r.Method) {
			methods = append(methods, r.Method)
		}
	}
	slices.Sort(methods)
	return methods
}

// matches reports whether a path is one of a route's: ":id" stands for anything
// without a slash, and "/*" for what is no address of the API.
func matches(route, path string) bool {
	if route == "/*" {
		return path != "/api" && !strings.HasPrefix(path, "/api/")
	}
	want, got := strings.Split(route, "/"), strings.Split(path, "/")
	return slices.EqualFunc(want, got, func(w, g string) bool {
		return w == g || (strings.HasPrefix(w, ":") && g != "")
	})
}
