package web

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

//go:embed docs.html
var docsPage string

// OpenAPI returns the description of every route, OpenAPI 3.1 as indented JSON.
func (s *Server) OpenAPI() ([]byte, error) {
	b, err := json.MarshalIndent(s.api.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	return append(b, '\n'), nil
}

func (s *Server) docs() {
	s.plain("/openapi.json", func(c *fiber.Ctx) error {
		b, err := s.OpenAPI()
		if err != nil {
			return err
		}
		c.Set("Content-Type", "application/vnd.oai.openapi+json")
		return c.Send(b)
	})
	page := template.Must(template.New("docs").Parse(docsPage)) // a page that does not parse never starts
	s.plain("/docs", func(c *fiber.Ctx) error {
		var b bytes.Buffer
		if err := page.Execute(&b, docOf(s.api.OpenAPI())); err != nil {
			return fmt.Errorf("docs: %w", err)
		}
		c.Set("Content-Type", "text/html; charset=utf-8")
		return c.Send(b.Bytes())
	})
}

// docPage is the description as the page shows it.
type docPage struct {
	Title, Version, Description string
	Groups                      []docGroup
	Schemas                     []docSchema
}

type docGroup struct {
	Name string // first segment of the paths below /api
	Ops  []docOp
}

type docOp struct {
	ID, Method, Path, Summary string
	Params                    []docField
	Body                      *docBody
	Answers                   []docBody
}

type docBody struct {
	Status, Description, Media string
	Type                       docType
}

type docField struct {
	Name, In, Description string
	Type                  docType
	Required              bool
}

// docType says a type in words; Ref names the schema to jump to.
type docType struct {
	Text, Ref, More string
}

type docSchema struct {
	Name, Description string
	Fields            []docField
}

func docOf(api *huma.OpenAPI) docPage {
	p := docPage{Title: api.Info.Title, Version: api.Info.Version, Description: api.Info.Description}
	groups := map[string][]docOp{}
	for _, path := range slices.Sorted(maps.Keys(api.Paths)) {
		item := api.Paths[path]
		name, _, _ := strings.Cut(strings.TrimPrefix(path, "/api/"), "/")
		for _, x := range []*huma.Operation{item.Options, item.Head, item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if x != nil {
				groups[name] = append(groups[name], docOperation(x))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		p.Groups = append(p.Groups, docGroup{name, groups[name]})
	}
	schemas := api.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		p.Schemas = append(p.Schemas, docSchema{name, schemas[name].Description, docFields(schemas[name])})
	}
	return p
}

func docOperation(x *huma.Operation) docOp {
	o := docOp{ID: x.OperationID, Method: x.Method, Path: x.Path, Summary: x.Summary}
	for _, p := range x.Parameters {
		o.Params = append(o.Params, docField{p.Name, p.In, p.Description, typeOf(p.Schema), p.Required})
	}
	if x.RequestBody != nil {
		for media, content := range x.RequestBody.Content {
			o.Body = &docBody{"", x.RequestBody.Description, media, typeOf(content.Schema)}
		}
	}
	for _, status := range slices.Sorted(maps.Keys(x.Responses)) {
		r := x.Responses[status]
		b := docBody{Status: status, Description: r.Description}
		for media, content := range r.Content {
			b.Media, b.Type = media, typeOf(content.Schema)
		}
		o.Answers = append(o.Answers, b)
	}
	return o
}

func docFields(s *huma.Schema) []docField {
	var out []docField
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		f := s.Properties[name]
		out = append(out, docField{name, "", f.Description, typeOf(f), slices.Contains(s.Required, name)})
	}
	return out
}

func typeOf(s *huma.Schema) docType {
	if s == nil {
		return docType{}
	}
	if s.Ref != "" {
		return docType{Ref: s.Ref[strings.LastIndex(s.Ref, "/")+1:]}
	}
	if s.Items != nil {
		t := typeOf(s.Items)
		t.Text = strings.TrimSpace("list of " + t.Text)
		return t
	}
	t := docType{Text: s.Type}
	if s.Format != "" {
		t.Text += ", " + s.Format
	}
	var more []string
	if s.Pattern != "" {
		more = append(more, s.Pattern)
	}
	for _, v := range s.Enum {
		more = append(more, fmt.Sprint(v))
	}
	t.More = strings.Join(more, " · ")
	return t
}
