package web

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"minhchung/internal/access"
)

// operation describes one JSON route.
type operation struct {
	method, path, id, summary string
	action                    access.Action // "" = public
	status                    int           // 0 = 200, or 204 for an answer of nothing
	limit                     time.Duration // how long it may take; 0 = jsonTimeout
}

// answer is a body in the shape of the API library.
type answer[T any] struct{ Body T }

// nothing is the answer of routes that only do something.
type nothing struct{}

// none is the input of routes that take nothing.
type none struct{}

// op registers one JSON route: who asks is known before fn runs, and errors come
// out as problem+json in both languages.
func op[I, O any](s *Server, o operation, fn func(context.Context, access.Actor, *I) (O, error)) {
	h := s.describe(o)
	if _, empty := any(*new(O)).(nothing); empty {
		h.DefaultStatus = http.StatusNoContent
		huma.Register(s.api, h, func(ctx context.Context, in *I) (*struct{}, error) {
			_, err := call(ctx, s, o, in, fn)
			return nil, err
		})
		return
	}
	huma.Register(s.api, h, func(ctx context.Context, in *I) (*answer[O], error) {
		out, err := call(ctx, s, o, in, fn)
		if err != nil {
			return nil, err
		}
		return &answer[O]{out}, nil
	})
}

func call[I, O any](ctx context.Context, s *Server, o operation, in *I, fn func(context.Context, access.Actor, *I) (O, error)) (out O, err error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(o.limit, jsonTimeout))
	defer cancel()
	who, err := actorOf(ctx)
	if err != nil && o.action != "" {
		return out, s.problem(ctx, err)
	}
	if out, err = fn(ctx, who, in); err != nil {
		return out, s.problem(ctx, err)
	}
	return out, nil
}

// describe turns an operation into its OpenAPI form and notes the route.
func (s *Server) describe(o operation) huma.Operation {
	s.routes = append(s.routes, Route{Method: o.method, Path: o.path, Action: o.action, Public: o.action == ""})
	return huma.Operation{
		Method: o.method, Path: o.path, OperationID: o.id, Summary: o.summary, DefaultStatus: o.status,
		MaxBodyBytes: 1 << 20, BodyReadTimeout: headerTimeout,
		Responses: map[string]*huma.Response{"default": s.problemResponse()},
	}
}

// raw registers a route that the API library cannot serve (streams, files), and
// describes it in OpenAPI all the same.
func (s *Server) raw(o operation, doc *huma.Operation, fn func(*fiber.Ctx, access.Actor) error) {
	d := s.describe(o)
	d.Parameters, d.RequestBody = doc.Parameters, doc.RequestBody
	for status, r := range doc.Responses {
		d.Responses[status] = r
	}
	s.api.OpenAPI().AddOperation(&d)
	s.add(o.method, fiberPath(o.path), func(c *fiber.Ctx) error {
		who, err := actorOf(c.UserContext())
		if err != nil && o.action != "" {
			return err
		}
		return fn(c, who)
	})
}

// add registers a handler; what can be got can be asked for without its body.
func (s *Server) add(method, path string, fn fiber.Handler) {
	if method == fiber.MethodGet {
		s.fiber.Head(path, fn)
	}
	s.fiber.Add(method, path, fn)
}
