package web_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// bare is a server without parts: it describes itself all the same.
func bare() *web.Server {
	return web.New(web.Config{App: &app.App{}, Log: slog.New(slog.DiscardHandler), Version: "1"})
}

type document struct {
	OpenAPI    string `json:"openapi"`
	Info       obj    `json:"info"`
	Paths      map[string]map[string]operation
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	OperationID string `json:"operationId"`
	Summary     string `json:"summary"`
	Parameters  []struct {
		Name, In string
		Required bool
		Schema   schema
	} `json:"parameters"`
	RequestBody *struct {
		Content map[string]struct{ Schema schema } `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Description string
		Content     map[string]struct{ Schema schema } `json:"content"`
	} `json:"responses"`
}

type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"`
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
}

func described(t *testing.T) (document, []byte) {
	t.Helper()
	b, err := bare().OpenAPI()
	must(t, err)
	var d document
	must(t, json.Unmarshal(b, &d))
	return d, b
}

// The committed description is the one that the program makes: the front end's
// types are generated from it.
func TestCommittedDescriptionIsCurrent(t *testing.T) {
	t.Parallel()
	_, made := described(t)
	kept, err := os.ReadFile("openapi.json")
	must(t, err)
	if string(kept) != string(made) {
		t.Error("internal/web/openapi.json is old: run `minhchung openapi > internal/web/openapi.json`")
	}
}

func TestDescriptionIsComplete(t *testing.T) {
	t.Parallel()
	d, _ := described(t)
	if !strings.HasPrefix(d.OpenAPI, "3.1") || d.Info["title"] == "" || d.Info["version"] == "" {
		t.Errorf("%s %v", d.OpenAPI, d.Info)
	}
	ids := map[string]string{}
	count := 0
	for path, item := range d.Paths {
		for method, op := range item {
			count++
			where := strings.ToUpper(method) + " " + path
			if op.OperationID == "" || op.Summary == "" {
				t.Errorf("%s: id %q, summary %q", where, op.OperationID, op.Summary)
			}
			if other := ids[op.OperationID]; other != "" {
				t.Errorf("%s and %s are both %s", where, other, op.OperationID)
			}
			ids[op.OperationID] = where
			if problem, ok := op.Responses["default"].Content["application/problem+json"]; !ok || problem.Schema.Ref != "#/components/schemas/Problem" {
				t.Errorf("%s does not say how it refuses", where)
			}
			if len(op.Responses) < 2 {
				t.Errorf("%s does not say how it answers", where)
			}
			for _, name := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
				found := false
				for _, p := range op.Parameters {
					found = found || (p.Name == name[1] && p.In == "path" && p.Required)
				}
				if !found {
					t.Errorf("%s: parameter %s is not described", where, name[1])
				}
			}
		}
	}
	routes := 0
	for _, r := range bare().Routes() {
		if !strings.HasPrefix(r.Path, "/api/") {
			continue
		}
		routes++
		if _, ok := d.Paths[r.Path][strings.ToLower(r.Method)]; !ok {
			t.Errorf("%s %s is not described", r.Method, r.Path)
		}
	}
	if routes != count || routes < 40 {
		t.Errorf("%d routes, %d described", routes, count)
	}
}

func TestReferencesResolve(t *testing.T) {
	t.Parallel()
	d, b := described(t)
	refs := regexp.MustCompile(`"\$ref": "([^"]+)"`).FindAllStringSubmatch(string(b), -1)
	for _, ref := range refs {
		name, ok := strings.CutPrefix(ref[1], "#/components/schemas/")
		if _, known := d.Components.Schemas[name]; !ok || !known {
			t.Errorf("%s leads nowhere", ref[1])
		}
	}
	if len(refs) < 50 {
		t.Errorf("only %d references", len(refs))
	}
	if strings.Contains(string(b), `"$schema"`) {
		t.Error("a schema's address would come from the Host header")
	}
}

// Numbers that enter a score travel as exact fractions: a float anywhere in the
// description would be the place where a card stops adding up.
func TestNoFloatsInTheDescription(t *testing.T) {
	t.Parallel()
	d, _ := described(t)
	if n := d.Components.Schemas["Number"]; fmt.Sprint(n.Properties["exact"].Type) != "string" {
		t.Errorf("Number.exact: %+v", n.Properties["exact"])
	}
	for name, s := range d.Components.Schemas {
		s.walk(name, func(where string, s schema) {
			if fmt.Sprint(s.Type) == "number" || strings.Contains(fmt.Sprint(s.Type), "[number") {
				t.Errorf("%s is a float", where)
			}
		})
	}
	for path, item := range d.Paths {
		for method, op := range item {
			for _, p := range op.Parameters {
				if fmt.Sprint(p.Schema.Type) == "number" {
					t.Errorf("%s %s: %s is a float", method, path, p.Name)
				}
			}
		}
	}
	number := regexp.MustCompile(`^-?\d+/[1-9]\d*$`)
	v := testkit.NewWorld(t).Attach(t, "an", 51)
	if got, err := json.Marshal(kpi.Num(v.PlanQuantity)); err != nil || !number.MatchString(read[map[string]string](t, reply{body: got})["exact"]) {
		t.Errorf("%s %v", got, err)
	}
	for _, field := range []string{"quantity", "units", "conduct", "share"} {
		found := false
		for _, s := range d.Components.Schemas {
			if p, ok := s.Properties[field]; ok {
				found = true
				if p.Ref == "" && !strings.Contains(fmt.Sprint(p.Type), "string") {
					t.Errorf("%s is %v", field, p.Type)
				}
			}
		}
		if !found {
			t.Errorf("nothing is called %s", field)
		}
	}
}

func (s schema) walk(where string, see func(string, schema)) {
	see(where, s)
	for name, p := range s.Properties {
		p.walk(where+"."+name, see)
	}
	if s.Items != nil {
		s.Items.walk(where+"[]", see)
	}
}

// The page of the API says all that the description says and fetches nothing.
func TestDocsPage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	r := s.nobody().get(t, "/docs")
	page := string(r.body)
	if r.status != http.StatusOK || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") {
		t.Fatalf("%d %v", r.status, r.header)
	}
	d, _ := described(t)
	for path, item := range d.Paths {
		for _, op := range item {
			if !strings.Contains(page, `id="`+op.OperationID+`"`) || !strings.Contains(page, path) {
				t.Errorf("%s (%s) is not on the page", path, op.OperationID)
			}
		}
	}
	for name := range d.Components.Schemas {
		if !strings.Contains(page, `id="schema-`+name+`"`) {
			t.Errorf("schema %s is not on the page", name)
		}
	}
	for _, link := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+link[1]+`"`) {
			t.Errorf("#%s leads nowhere", link[1])
		}
	}
	for _, bad := range []string{"<script", "<link", "src=", "http://", "https://", " style=", "onclick", "ZgotmplZ"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(page, `href="/openapi.json"`) {
		t.Error("no way to the description")
	}
	if got := s.nobody().get(t, "/openapi.json"); got.status != 200 || !json.Valid(got.body) {
		t.Errorf("/openapi.json: %d", got.status)
	}
}
