package web

import (
	"encoding/base64"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// Uploads in pieces speak tus 1.0.0 (https://tus.io/protocols/resumable-upload):
// the core, creation, termination and expiration.
const (
	tusVersion    = "1.0.0"
	tusExtensions = "creation,termination,expiration"
	tusMediaType  = "application/offset+octet-stream"
)

func (s *Server) tus() {
	header := func(name, doc string) *huma.Param {
		return &huma.Param{Name: name, In: "header", Description: doc, Required: true, Schema: &huma.Schema{Type: "string"}}
	}
	id := &huma.Param{Name: "id", In: "path", Description: "From the Location of the creation", Required: true, Schema: &huma.Schema{Type: "string"}}
	version := header("Tus-Resumable", "The version spoken: "+tusVersion)
	done := func(status, words string) map[string]*huma.Response {
		return map[string]*huma.Response{status: {Description: words}}
	}

	s.raw(operation{method: "OPTIONS", path: "/api/uploads", id: "upload-options", summary: "What uploads in pieces can do (tus)"},
		&huma.Operation{Responses: done("204", "Tus-Version, Tus-Extension and Tus-Max-Size, in headers")},
		func(c *fiber.Ctx, _ access.Actor) error {
			c.Set("Tus-Resumable", tusVersion)
			c.Set("Tus-Version", tusVersion)
			c.Set("Tus-Extension", tusExtensions)
			c.Set("Tus-Max-Size", strconv.FormatInt(s.cfg.App.UploadLimit(), 10))
			return c.SendStatus(http.StatusNoContent)
		})
	s.raw(operation{method: "POST", path: "/api/uploads", id: "upload-create", summary: "Open an upload in pieces (tus)", action: access.SubmitProduct},
		&huma.Operation{Parameters: []*huma.Param{
			version, header("Upload-Length", "Bytes of the whole file"), header("Upload-Metadata", "filename and its value in base64"),
		}, Responses: done("201", "Open; its address is in Location")}, s.tusCreate)
	s.raw(operation{method: "HEAD", path: "/api/uploads/{id}", id: "upload-offset", summary: "How far an upload in pieces has come (tus)", action: access.SubmitProduct},
		&huma.Operation{Parameters: []*huma.Param{id, version}, Responses: done("200", "Upload-Offset and Upload-Length, in headers")}, s.tusHead)
	s.raw(operation{method: "PATCH", path: "/api/uploads/{id}", id: "upload-piece", summary: "Send the next piece, at most 8 MB (tus)", action: access.SubmitProduct},
		&huma.Operation{
			Parameters: []*huma.Param{id, version, header("Upload-Offset", "Where the piece begins: what HEAD or the last answer said")},
			RequestBody: &huma.RequestBody{
				Description: "The raw bytes; Content-Length is required", Required: true,
				Content: map[string]*huma.MediaType{tusMediaType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
			},
			Responses: done("204", "Kept; Upload-Offset says what is durable"),
		}, s.tusPatch)
	s.raw(operation{method: "DELETE", path: "/api/uploads/{id}", id: "upload-terminate", summary: "Give an upload in pieces up (tus)", action: access.SubmitProduct},
		&huma.Operation{Parameters: []*huma.Param{id, version}, Responses: done("204", "Its bytes are gone")}, s.tusDelete)
}

// tusSpoken refuses versions that we do not speak.
func tusSpoken(c *fiber.Ctx) error {
	c.Set("Tus-Resumable", tusVersion)
	if c.Get("Tus-Resumable") == tusVersion {
		return nil
	}
	c.Set("Tus-Version", tusVersion)
	return kpi.E(kpi.Invalid, "upload.protocol",
		"Cách tải lên không được hỗ trợ (cần tus 1.0.0). Chưa có gì được lưu.",
		"This way of uploading is not supported (tus 1.0.0 is needed). Nothing was kept.")
}

func (s *Server) tusCreate(c *fiber.Ctx, who access.Actor) error {
	if err := tusSpoken(c); err != nil {
		return err
	}
	u, err := s.cfg.App.BeginUpload(c.UserContext(), who, tusFileName(c.Get("Upload-Metadata")), lengthOf(c.Get("Upload-Length")))
	if err != nil {
		return err
	}
	c.Set("Location", "/api/uploads/"+u.ID)
	return tusState(c, http.StatusCreated, u)
}

// tusHead first ends a piece that may still hang on a connection that its browser
// has given up: what it answers then stands still until the next piece.
func (s *Server) tusHead(c *fiber.Ctx, who access.Actor) error {
	if err := tusSpoken(c); err != nil {
		return err
	}
	s.pieces.interrupt(who.Account, c.Params("id"))
	u, err := s.cfg.App.FindUpload(c.UserContext(), who, c.Params("id"))
	if err != nil {
		return err
	}
	c.Set("Upload-Length", strconv.FormatInt(u.Declared, 10))
	if u.FileName != "" {
		c.Set("Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte(u.FileName)))
	}
	return tusState(c, http.StatusOK, u)
}

func (s *Server) tusPatch(c *fiber.Ctx, who access.Actor) error {
	if err := tusSpoken(c); err != nil {
		return err
	}
	if c.Get("Content-Type") != tusMediaType {
		return kpi.E(kpi.Unsupported, "upload.media_type",
			"Kiểu nội dung của phần tệp không đúng. Phần này chưa được lưu.",
			"The media type of the piece must be "+tusMediaType+". It was not kept.")
	}
	length := c.Request().Header.ContentLength()
	at, offsetErr := strconv.ParseInt(c.Get("Upload-Offset"), 10, 64)
	if length < 0 || offsetErr != nil {
		return kpi.E(kpi.Invalid, "upload.piece",
			"Yêu cầu không cho biết vị trí hoặc độ dài của phần tệp. Phần này chưa được lưu.",
			"The request does not say where the piece begins or how long it is. It was not kept.")
	}
	body, end := s.pieces.begin(who.Account, c.Params("id"), c.Context(), length)
	defer end()
	u, err := s.cfg.App.AppendUpload(c.UserContext(), who, c.Params("id"), at, body, int64(length))
	if e := new(kpi.Error); errors.As(err, &e) {
		if now, ok := e.Info.(app.OpenedAt); ok {
			c.Set("Upload-Offset", strconv.FormatInt(now.Offset, 10))
		}
	}
	if err != nil {
		return err
	}
	return tusState(c, http.StatusNoContent, u)
}

func (s *Server) tusDelete(c *fiber.Ctx, who access.Actor) error {
	if err := tusSpoken(c); err != nil {
		return err
	}
	s.pieces.interrupt(who.Account, c.Params("id"))
	if err := s.cfg.App.DropUpload(c.UserContext(), who, c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func tusState(c *fiber.Ctx, status int, u app.Resumable) error {
	c.Set("Upload-Offset", strconv.FormatInt(u.Received, 10))
	c.Set("Upload-Expires", u.Expires.UTC().Format(http.TimeFormat))
	c.Status(status)
	return nil
}

// lengthOf reads a length; what is none is none that could be taken.
func lengthOf(h string) int64 {
	n, err := strconv.ParseInt(h, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(h, "-"):
		return math.MaxInt64
	case err != nil, n < 0:
		return -1
	}
	return n
}

// tusFileName finds the name of the file in Upload-Metadata: pairs of a key and a
// value in base64, with commas between.
func tusFileName(metadata string) string {
	for pair := range strings.SplitSeq(metadata, ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(pair), " ")
		if key != "filename" && key != "name" {
			continue
		}
		if b, err := base64.StdEncoding.DecodeString(value); err == nil {
			return string(b)
		}
	}
	return ""
}
