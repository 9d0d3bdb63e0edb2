package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const root = "../.."

func TestTheHouseKeepsItsWalls(t *testing.T) {
	t.Parallel()
	packages := list(t)
	if len(packages) < 10 {
		t.Fatalf("go list found %d packages: this looks at nothing", len(packages))
	}
	for _, sentence := range House().Check(packages) {
		t.Error(sentence)
	}
}

func TestNoFileGrowsPastReading(t *testing.T) {
	t.Parallel()
	long, err := TooLong(os.DirFS(root), LongestFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, sentence := range long {
		t.Error(sentence)
	}
}

// list is go list of the whole module. It goes on over packages that do not
// compile: Check reports those.
func list(t *testing.T) []Package {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Imports,TestImports,XTestImports,Error", "./...")
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []Package
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p Package
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return packages
		}
		if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// Each row breaks one wall of the real table; without the breach nothing is
// said. A checker that cannot fail proves nothing.
func TestSabotageIsCaught(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		p    Package
		want string // part of the only sentence; empty: allowed
	}{
		"words that read files":           {Package{ImportPath: "internal/kpi", Imports: []string{"os"}}, "internal/kpi imports os"},
		"words that know the network":     {Package{ImportPath: "internal/kpi", Imports: []string{"net"}}, "internal/kpi imports net"},
		"words that know a library":       {Package{ImportPath: "internal/kpi", Imports: []string{"golang.org/x/sync/errgroup"}}, "it belongs to"},
		"words that compute":              {Package{ImportPath: "internal/kpi", Imports: []string{"math/big", "strings"}}, ""},
		"HTTP status in evidence":         {Package{ImportPath: "internal/evidence", Imports: []string{"net/http"}}, "internal/evidence imports net/http"},
		"chance in scoring":               {Package{ImportPath: "internal/scoring", Imports: []string{"math/rand/v2"}}, "internal/scoring imports math/rand/v2"},
		"scoring that knows the database": {Package{ImportPath: "internal/scoring", Imports: []string{"minhchung/internal/postgres"}}, "internal/scoring imports internal/postgres"},
		"SQL in the use cases":            {Package{ImportPath: "internal/app", Imports: []string{"github.com/jackc/pgx/v5/pgxpool"}}, "one package speaks SQL"},
		"a reader in the use cases":       {Package{ImportPath: "internal/app", Imports: []string{"minhchung/internal/intake"}}, "internal/app imports internal/intake"},
		"use cases that use storage":      {Package{ImportPath: "internal/app", Imports: []string{"minhchung/storage"}}, ""},
		"SQL in jobs":                     {Package{ImportPath: "internal/jobs", Imports: []string{"github.com/riverqueue/river/riverdriver/riverpgxv5"}}, "the driver wraps pgx"},
		"river in jobs":                   {Package{ImportPath: "internal/jobs", Imports: []string{"github.com/riverqueue/river"}}, ""},
		"fiber in the use cases":          {Package{ImportPath: "internal/app", Imports: []string{"github.com/gofiber/fiber/v2"}}, "the only HTTP"},
		"web that opens files":            {Package{ImportPath: "internal/web", Imports: []string{"os"}}, "internal/web imports os"},
		"web that embeds the pages":       {Package{ImportPath: "internal/web", Imports: []string{"minhchung/frontend"}}, "internal/web imports frontend"},
		"storage that knows offices":      {Package{ImportPath: "storage", Imports: []string{"minhchung/internal/kpi"}}, "storage imports internal/kpi"},
		"a driver that knows another":     {Package{ImportPath: "storage/s3store", Imports: []string{"minhchung/storage/fsstore"}}, "storage/s3store imports storage/fsstore"},
		"S3 in the folder driver":         {Package{ImportPath: "storage/fsstore", Imports: []string{"github.com/minio/minio-go/v7"}}, "one driver, one SDK"},
		"a reader that calls home":        {Package{ImportPath: "internal/intake/signature", Imports: []string{"net/http"}}, "internal/intake/signature imports net/http"},
		"a reader in the child":           {Package{ImportPath: "internal/intake/signature", Imports: []string{"github.com/pdfcpu/pdfcpu/pkg/api"}}, ""},
		"database/sql anywhere":           {Package{ImportPath: "cmd/minhchung", Imports: []string{"database/sql"}}, "closed to every package"},
		"the old log anywhere":            {Package{ImportPath: "internal/web", Imports: []string{"log"}}, "closed to every package"},
		"a way round the compiler":        {Package{ImportPath: "cmd/minhchung", Imports: []string{"unsafe"}}, "this part of the system is not its business"},
		"the walls of a tool":             {Package{ImportPath: "internal/intake/sandbox/confine", Imports: []string{"unsafe", "os"}}, ""},
		"cmd wires everything":            {Package{ImportPath: "cmd/minhchung", Imports: []string{"minhchung/internal/postgres", "minhchung/frontend", "os", "net"}}, ""},
		"a package nobody furnished":      {Package{ImportPath: "internal/utils"}, "internal/utils is not in the table"},
		"a library nobody placed":         {Package{ImportPath: "internal/app", Imports: []string{"github.com/sirupsen/logrus"}}, "no line says where this library belongs"},
		"a library with a similar name":   {Package{ImportPath: "internal/postgres", Imports: []string{"github.com/jackc/pgx/v5extra"}}, "no line says where this library belongs"},
		"a package that cannot be read":   {Package{ImportPath: "internal/kpi", Error: &struct{ Err string }{"expected 'package'"}}, "internal/kpi cannot be read: expected 'package'"},
		"a test that reads files":         {Package{ImportPath: "internal/kpi", TestImports: []string{"os", "testing"}}, ""},
		"a pure test with a database":     {Package{ImportPath: "internal/scoring", XTestImports: []string{"minhchung/internal/postgres"}}, "stays among the pure"},
		"a pure test with pgx":            {Package{ImportPath: "internal/scoring", XTestImports: []string{"github.com/jackc/pgx/v5"}}, "one package speaks SQL"},
		"a pure test among the pure":      {Package{ImportPath: "internal/evidence", XTestImports: []string{"minhchung/internal/scoring"}}, ""},
		"a test that asks the database":   {Package{ImportPath: "internal/localpg", TestImports: []string{"github.com/jackc/pgx/v5"}}, ""},
		"a test that imports the program": {Package{ImportPath: "internal/web", XTestImports: []string{"minhchung/cmd/minhchung"}}, "tested from outside"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.p.ImportPath = "minhchung/" + tc.p.ImportPath
			got := House().Check([]Package{tc.p})
			switch {
			case tc.want == "" && len(got) > 0:
				t.Errorf("said %q, want nothing", got)
			case tc.want != "" && (len(got) != 1 || !strings.Contains(got[0], tc.want)):
				t.Errorf("said %q, want one sentence with %q", got, tc.want)
			}
		})
	}
}

// The whole way, through go list: the same breach in source code.
func TestSabotageInSourceIsCaught(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source := dir + "/bad.go"
	if err := os.WriteFile(source, []byte("package kpi\n\nimport _ \"net/http\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	target, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	target = strings.TrimSuffix(target, "archtest") + "kpi/zz_sabotage.go"
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {target: source}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/overlay.json", overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-overlay="+dir+"/overlay.json", "-json=ImportPath,Imports", "./internal/kpi")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var p Package
	if err := json.Unmarshal(out, &p); err != nil {
		t.Fatal(err)
	}
	if got := House().Check([]Package{p}); len(got) != 1 || !strings.Contains(got[0], "internal/kpi imports net/http") {
		t.Errorf("said %q", got)
	}
}

// No line may be said twice: the second would never be read.
func TestTheTableSaysEachThingOnce(t *testing.T) {
	t.Parallel()
	house := House()
	var names []string
	for _, r := range house.Rooms {
		names = append(names, r.Package)
		if r.Why == "" {
			t.Errorf("%s has no reason", r.Package)
		}
	}
	for _, g := range house.Guests {
		names = append(names, g.Library)
		if g.Why == "" {
			t.Errorf("%s has no reason", g.Library)
		}
	}
	slices.Sort(names)
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] {
			t.Errorf("%s stands twice", names[i])
		}
	}
}

func TestLongFilesAreReported(t *testing.T) {
	t.Parallel()
	lines := func(head string, n int) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(head + strings.Repeat("x\n", n))}
	}
	got, err := TooLong(fstest.MapFS{
		"internal/app/all.go":          lines("package app\n", 500),
		"internal/app/short.go":        lines("package app\n", 499),
		"internal/postgres/gen/m.go":   lines("// Code generated by sqlc. DO NOT EDIT.\n", 900),
		"frontend/src/Page.tsx":        lines("", 501),
		"frontend/api/schema.d.ts":     lines("/**\n * This file was auto-generated by openapi-typescript.\n */\n", 900),
		"frontend/node_modules/a/b.ts": lines("", 900),
		".tools/x.go":                  lines("", 900),
		"internal/kpi/testdata/x.go":   lines("", 900),
		"docs/long.md":                 lines("", 900),
		"deploy/bootstrap/long.sh":     lines("#!/bin/bash\n", 600),
	}, 500)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"deploy/bootstrap/long.sh has 601 lines", "frontend/src/Page.tsx has 501 lines", "internal/app/all.go has 501 lines"}
	if len(got) != len(want) {
		t.Fatalf("said %q, want %q", got, want)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("said %q, want %q", got[i], want[i])
		}
	}
}
