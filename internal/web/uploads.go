package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"time"

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
	type knownInput struct {
		Hash string `query:"hash" required:"true" pattern:"^[0-9a-fA-F]{64}$" doc:"SHA-256 of the file, hexadecimal"`
	}
	op(s, operation{method: "GET", path: "/api/uploads/known", id: "upload-known", summary: "Whether the same bytes were submitted before", action: access.SubmitProduct},
		func(ctx context.Context, who access.Actor, in *knownInput) (app.Known, error) {
			if err := s.asked.take(who.Account, time.Now()); err != nil {
				return app.Known{}, err
			}
			return s.cfg.App.KnownHash(ctx, who, in.Hash)
		})
	type finishInput struct {
		Body struct {
			Upload string         `json:"upload" pattern:"^[0-9a-f]{32}$" doc:"The last part of the upload's address"`
			Task   kpi.PlanLineID `json:"task" required:"false" doc:"Plan line that the file was dropped on"`
		}
	}
	op(s, operation{
		method: "POST", path: "/api/products/from-upload", id: "finish-upload", summary: "Submit a document that arrived in pieces",
		action: access.SubmitProduct, status: http.StatusCreated, limit: finishTimeout,
	}, func(ctx context.Context, who access.Actor, in *finishInput) (app.Receipt, error) {
		return s.cfg.App.FinishUpload(ctx, who, in.Body.Upload, in.Body.Task)
	})
}

// finishTimeout is how long reading, looking at and filing a large file may take.
const finishTimeout = 10 * time.Minute

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
