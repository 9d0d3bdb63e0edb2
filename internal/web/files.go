package web

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

func (s *Server) files() {
	binary := func(kind string) map[string]*huma.MediaType {
		return map[string]*huma.MediaType{kind: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
	}
	id := &huma.Param{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: "integer"}}
	page := &huma.Param{Name: "page", In: "path", Required: true, Schema: &huma.Schema{Type: "integer"}}
	ranges := &huma.Param{Name: "Range", In: "header", Description: "One range of bytes", Schema: &huma.Schema{Type: "string"}}
	s.raw(operation{method: "GET", path: "/api/products/{id}/file", id: "get-product-file", summary: "The original, byte for byte", action: access.ReadProduct},
		&huma.Operation{Parameters: []*huma.Param{id, ranges}, Responses: map[string]*huma.Response{
			"200": {Description: "The whole file", Content: binary("application/octet-stream")},
			"206": {Description: "The range asked for", Content: binary("application/octet-stream")},
			"416": {Description: "No such range"},
		}}, s.file)
	s.raw(operation{method: "GET", path: "/api/products/{id}/searchable", id: "get-searchable-copy", summary: "A scan with its recognised words behind the pictures, an office document as printed: derived, no evidence", action: access.ReadProduct},
		&huma.Operation{Parameters: []*huma.Param{id}, Responses: map[string]*huma.Response{"200": {Description: "The copy", Content: binary("application/pdf")}}}, s.searchable)
	picture := func(width int) func(*fiber.Ctx, access.Actor) error {
		return func(c *fiber.Ctx, who access.Actor) error { return s.picture(c, who, width) }
	}
	png := map[string]*huma.Response{"200": {Description: "The page as a picture", Content: binary("image/png")}}
	s.raw(operation{method: "GET", path: "/api/products/{id}/pages/{page}/picture", id: "get-page-picture", summary: "One page as a picture", action: access.ReadProduct},
		&huma.Operation{Parameters: []*huma.Param{id, page}, Responses: png}, picture(app.PictureWidth))
	s.raw(operation{method: "GET", path: "/api/products/{id}/pages/{page}/thumb", id: "get-page-thumb", summary: "One page as a small picture", action: access.ReadProduct},
		&huma.Operation{Parameters: []*huma.Param{id, page}, Responses: png}, picture(app.ThumbWidth))
}

// file sends an original as an attachment that a browser never runs.
func (s *Server) file(c *fiber.Ctx, who access.Actor) error {
	id, _ := strconv.ParseInt(c.Params("id"), 10, 64)
	p, err := s.cfg.App.ReadableProduct(c.UserContext(), who, kpi.ProductID(id))
	if err != nil {
		return err
	}
	if err := app.Shut(p); err != nil {
		return err
	}
	if p.Content == nil {
		return kpi.E(kpi.NotFound, "product.no_file", "Sản phẩm này không có tệp.", "This product has no file.")
	}
	etag := `"` + p.Hash + `"`
	c.Set("ETag", etag)
	c.Set("Accept-Ranges", "bytes")
	c.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	c.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(p.FileName))
	c.Set("Cache-Control", "private, no-cache")
	if known(c.Get("If-None-Match"), etag) {
		return c.SendStatus(http.StatusNotModified)
	}
	rng := c.Get("Range")
	if cond := c.Get("If-Range"); cond != "" && cond != etag {
		rng = ""
	}
	offset, length, status := parseRange(rng, p.Size)
	if status == http.StatusRequestedRangeNotSatisfiable {
		c.Set("Content-Range", fmt.Sprintf("bytes */%d", p.Size))
		c.Status(status)
		return nil
	}
	if status == http.StatusPartialContent {
		c.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", offset, offset+length-1, p.Size))
	}
	c.Set("Content-Type", p.MediaType)
	if c.Method() == fiber.MethodHead { // nobody has read anything
		c.Status(status).Response().Header.SetContentLength(int(length))
		c.Response().SkipBody = true
		return nil
	}
	body, err := s.cfg.App.OpenFile(c.UserContext(), who, p, offset, length)
	if err != nil {
		return err
	}
	c.Status(status).Context().SetBodyStream(body, int(length)) // closed by the server when it is sent
	return nil
}

// searchable sends the copy of a scan or an office document, as an attachment, too.
func (s *Server) searchable(c *fiber.Ctx, who access.Actor) error {
	id, _ := strconv.ParseInt(c.Params("id"), 10, 64)
	if c.Method() == fiber.MethodHead { // nobody has read anything
		p, err := s.cfg.App.ReadableCopy(c.UserContext(), who, kpi.ProductID(id))
		if err != nil {
			return err
		}
		copyHeaders(c, p)
		c.Response().SkipBody = true
		return nil
	}
	body, size, p, err := s.cfg.App.OpenCopy(c.UserContext(), who, kpi.ProductID(id))
	if err != nil {
		return err
	}
	copyHeaders(c, p)
	c.Context().SetBodyStream(body, int(size)) // closed by the server when it is sent
	return nil
}

func copyHeaders(c *fiber.Ctx, p app.Product) {
	kind := " (bản in).pdf"
	if p.MediaType == "application/pdf" || strings.HasPrefix(p.MediaType, "image/") {
		kind = " (tìm kiếm được).pdf"
	}
	name := strings.TrimSuffix(p.FileName, path.Ext(p.FileName)) + kind
	c.Set("Content-Type", "application/pdf")
	c.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	c.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	c.Set("Cache-Control", "private, no-cache")
}

// known reports whether the asker has the file already: one of the listed tags,
// weak or not, or anything at all.
func known(header, etag string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		if tag = strings.TrimSpace(tag); tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
			return true
		}
	}
	return false
}

// parseRange reads one range of a Range header. Several ranges, and what is no
// range of bytes, are answered with the whole file, as RFC 9110 allows.
func parseRange(h string, size int64) (offset, length int64, status int) {
	whole := func() (int64, int64, int) { return 0, size, http.StatusOK }
	spec, ok := strings.CutPrefix(h, "bytes=")
	if !ok || strings.Contains(spec, ",") {
		return whole()
	}
	first, last, ok := strings.Cut(strings.TrimSpace(spec), "-")
	if !ok {
		return whole()
	}
	if first == "" { // the last n bytes
		n, err := strconv.ParseInt(last, 10, 64)
		if err != nil || n < 0 {
			return whole()
		}
		if n == 0 {
			return 0, 0, http.StatusRequestedRangeNotSatisfiable
		}
		n = min(n, size)
		return size - n, n, http.StatusPartialContent
	}
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil || from < 0 {
		return whole()
	}
	to := size - 1
	if last != "" {
		if to, err = strconv.ParseInt(last, 10, 64); err != nil || to < from {
			return whole()
		}
		to = min(to, size-1)
	}
	if from >= size {
		return 0, 0, http.StatusRequestedRangeNotSatisfiable
	}
	return from, to - from + 1, http.StatusPartialContent
}

func (s *Server) picture(c *fiber.Ctx, who access.Actor, width int) error {
	id, _ := strconv.ParseInt(c.Params("id"), 10, 64)
	page, _ := strconv.Atoi(c.Params("page"))
	b, err := s.cfg.App.PagePicture(c.UserContext(), who, kpi.ProductID(id), page, width)
	if err != nil {
		return err
	}
	c.Set("Content-Type", "image/png")
	c.Set("Cache-Control", "private, max-age=3600")
	c.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	return c.Send(b)
}
