package web

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// Problem is an error as RFC 9457 writes it, with both languages and the stable
// reason beside it.
type Problem struct {
	Type      string         `json:"type" doc:"Stable address of the kind of problem" example:"/problems/upload.empty"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail" doc:"What happened, what was kept, what to do (Vietnamese)"`
	Code      kpi.Code       `json:"code" enum:"invalid,unauthorized,forbidden,not_found,conflict,closed,too_large,unsupported,unavailable,internal"`
	Reason    string         `json:"reason" doc:"Stable and machine-readable" example:"upload.empty"`
	Message   kpi.Text       `json:"message"`
	RequestID string         `json:"request_id" doc:"To read to support"`
	Info      any            `json:"info,omitempty" doc:"Facts for the caller, e.g. the earlier product of a duplicate"`
	Fields    []ProblemField `json:"fields,omitempty" doc:"Which fields of the request are wrong"`
}

// ProblemField names one wrong field; its value is not echoed.
type ProblemField struct {
	Where   string `json:"where" example:"body.login"`
	Message string `json:"message"`
}

// Error makes a Problem an error.
func (p *Problem) Error() string { return p.Reason + ": " + p.Message.En }

// GetStatus tells the API library the status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType tells the API library the media type.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders tells the API library when to come back.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.Status == http.StatusTooManyRequests {
		h.Set("Retry-After", retryAfter(p))
	}
	return h
}

// statusOf maps the codes of kpi to HTTP, once.
func statusOf(c kpi.Code, reason string) int {
	switch {
	case strings.HasSuffix(reason, ".too_many"):
		return http.StatusTooManyRequests
	case reason == "route.method":
		return http.StatusMethodNotAllowed
	case reason == "upload.protocol": // what tus asks for
		return http.StatusPreconditionFailed
	}
	switch c {
	case kpi.Invalid:
		return http.StatusUnprocessableEntity
	case kpi.Unauthorized:
		return http.StatusUnauthorized
	case kpi.Forbidden:
		return http.StatusForbidden
	case kpi.NotFound:
		return http.StatusNotFound
	case kpi.Conflict, kpi.Closed:
		return http.StatusConflict
	case kpi.TooLarge:
		return http.StatusRequestEntityTooLarge
	case kpi.Unsupported:
		return http.StatusUnsupportedMediaType
	case kpi.Unavailable:
		return http.StatusServiceUnavailable
	case kpi.Internal:
	}
	return http.StatusInternalServerError
}

// newProblem turns any error into a Problem. Causes stay in our own log.
func newProblem(err error, requestID string) *Problem {
	if p := new(Problem); errors.As(err, &p) {
		return p
	}
	e := new(kpi.Error)
	if !errors.As(err, &e) {
		e = fromFiber(err)
	}
	p := &Problem{
		Type: "/problems/" + e.Reason, Status: statusOf(e.Code, e.Reason), Detail: e.Msg.Vi, Code: e.Code, Reason: e.Reason,
		Message: e.Msg, RequestID: requestID, Info: e.Info,
	}
	if v, ok := e.Info.(app.EvidenceView); ok {
		p.Info = evidenceJSON(v, nil)
	}
	p.Title = http.StatusText(p.Status)
	return p
}

func fromFiber(err error) *kpi.Error {
	if f := new(fiber.Error); errors.As(err, &f) {
		switch f.Code {
		case http.StatusNotFound, http.StatusMethodNotAllowed:
			return kpi.E(kpi.NotFound, "route.not_found", "Không có địa chỉ này.", "There is no such address.")
		case http.StatusRequestEntityTooLarge:
			return kpi.E(kpi.TooLarge, "request.too_large", "Yêu cầu quá lớn. Chưa có gì được lưu.", "The request is too large. Nothing was kept.")
		}
		if f.Code < http.StatusInternalServerError {
			return kpi.E(kpi.Invalid, "request.invalid", "Yêu cầu không hợp lệ. Chưa có gì được lưu.", "The request is not valid. Nothing was kept.")
		}
	}
	return kpi.E(kpi.Internal, "internal",
		"Có lỗi phía máy chủ. Việc đã lưu trước đó vẫn an toàn. Hãy thử lại; nếu vẫn lỗi, đọc mã yêu cầu cho người hỗ trợ.",
		"Something failed on the server. What was saved before is safe. Try again; if it fails again, read the request code to support.").At("", err)
}

// problem logs what users must not see and returns what they may.
func (s *Server) problem(ctx context.Context, err error) error {
	p := newProblem(err, askingOf(ctx).id)
	if p.Status >= http.StatusInternalServerError {
		s.cfg.Log.ErrorContext(ctx, "request failed", "request", p.RequestID, "err", err)
	}
	return p
}

// fail is the last word on errors of routes outside the API library.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	p := newProblem(err, requestID(c))
	if len(c.Response().Header.Peek("X-Content-Type-Options")) == 0 { // it reached no route
		s.guard(c)
		c.Set("X-Request-Id", p.RequestID)
	}
	if p.Status >= http.StatusInternalServerError {
		s.cfg.Log.Error("request failed", "request", p.RequestID, "path", c.Path(), "err", err)
	}
	for name, values := range p.GetHeaders() {
		c.Set(name, values[0])
	}
	return c.Status(p.Status).JSON(p, "application/problem+json")
}

func retryAfter(p *Problem) string {
	if r, ok := p.Info.(app.RetryAfter); ok {
		return strconv.Itoa(r.Seconds)
	}
	return "60"
}

// asProblem turns the API library's own errors (validation) into Problems; values
// that were sent are not echoed.
func asProblem(ctx huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	if m.Status == http.StatusRequestEntityTooLarge {
		return newProblem(fiber.ErrRequestEntityTooLarge, askingOf(ctx.Context()).id), nil
	}
	p := &Problem{
		Type: "/problems/request.invalid", Title: m.Title, Status: m.Status, Code: kpi.Invalid, Reason: "request.invalid",
		Message: kpi.Text{
			Vi: "Yêu cầu không hợp lệ: có ô thiếu hoặc sai. Chưa có gì được lưu. Hãy sửa rồi gửi lại.",
			En: "The request is not valid: a field is missing or wrong. Nothing was kept. Correct it and send again.",
		},
		RequestID: askingOf(ctx.Context()).id,
	}
	p.Detail = p.Message.Vi
	for _, d := range m.Errors {
		if d == nil {
			continue
		}
		f := ProblemField{Where: d.Location, Message: d.Message}
		if d.Location == "body" { // words of a decoder, which repeat what was sent and name our types
			f.Message = "not of the form that /docs describes"
		}
		p.Fields = append(p.Fields, f)
	}
	if m.Status >= http.StatusInternalServerError {
		p.Code, p.Reason, p.Type = kpi.Internal, "internal", "/problems/internal"
	}
	return p, nil
}

// problemResponse describes Problem in OpenAPI.
func (s *Server) problemResponse() *huma.Response {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	return &huma.Response{
		Description: "A problem (RFC 9457)",
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: schema}},
	}
}
