package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

func (s *Server) uploads() {
	param := func(name, doc, typ string, required bool) *huma.Param {
		return &huma.Param{Name: name, In: "query", Description: doc, Required: required, Schema: &huma.Schema{Type: typ}}
	}
	receipt := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[app.Receipt](), true, "Receipt")
	s.raw(operation{method: "PUT", path: "/api/uploads", id: "upload", summary: "Upload one finished document", action: access.SubmitProduct},
		&huma.Operation{
			Parameters: []*huma.Param{
				param("name", "File name, percent-encoded", "string", true),
				param("task", "Plan line that the file was dropped on", "integer", false),
			},
			RequestBody: &huma.RequestBody{
				Description: "The raw bytes; Content-Length is required", Required: true,
				Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
			},
			Responses: map[string]*huma.Response{"201": {
				Description: "Stored; the receipt", Content: map[string]*huma.MediaType{"application/json": {Schema: receipt}},
			}},
		}, s.upload)
}

func (s *Server) upload(c *fiber.Ctx, who access.Actor) error {
	body := c.Context().RequestBodyStream()
	if body == nil { // small bodies may have been read already
		body = bytes.NewReader(c.Body())
	}
	task, _ := strconv.ParseInt(c.Query("task"), 10, 64)
	name, err := url.PathUnescape(c.Query("name"))
	if err != nil {
		name = c.Query("name")
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), uploadTimeout)
	defer cancel()
	r, err := s.cfg.App.Submit(ctx, who, app.Upload{
		Name: name, Declared: int64(c.Request().Header.ContentLength()), Task: kpi.PlanLineID(task), Body: body,
	})
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(r)
}
