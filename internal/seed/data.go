package seed

import (
	"embed"
	"fmt"
	"io/fs"

	"minhchung/internal/kpi"

	"github.com/goccy/go-yaml"
)

//go:embed data/*.yaml
var files embed.FS

// The shapes of the embedded files. Short names, because people write them.
type (
	peopleFile struct {
		Units []struct {
			Code, Parent string
			Kind         kpi.UnitKind
			Symbol, Name string
		}
		Officials []personRow
		Others    []personRow
	}
	personRow struct {
		Code, Login, Name, Unit, Post string
		Leader                        bool
		Reviewer, Plan                string
		Roles                         []kpi.Role
		Story                         string
	}
	catalogueFile struct {
		Types      []typeRow
		Indicators []struct {
			Code, Unit, Name, Source string
			Closes                   int
			Types                    []string
		}
	}
	typeRow struct {
		Code, Group, Unit, Name string
		Act                     kpi.Act
		Coef, Per, Cap, Hours   string
		Needs                   kpi.Needs
		Sees                    []string
		State                   kpi.ApprovalState
	}
	plansFile struct {
		Profiles map[string][]planRow
	}
	planRow struct {
		Key, Indicator, Type string
		Quantity             string
		Due                  float64
		Title                string
		Import               bool
	}
	documentsFile struct {
		Documents []documentRow
	}
	documentRow struct {
		ID, Type, From, Sign, By, Line string
		Done                           float64
		Late, Delays                   int
		Excused                        string
		Then                           []string
		Note                           string
		Law, To                        []string
		Scan                           bool
		Signed                         string   // what happened to it after it was signed: changed, broken
		Lead                           []string // official, plan key: the leader's own use of the paper
		Share                          map[string]string
		About                          string
		Text                           []string
		Head                           []string
		Rows                           [][]string
		Dossier                        int
		Applicant                      string
	}
)

type source struct {
	people    peopleFile
	catalogue catalogueFile
	plans     plansFile
	documents []documentRow
}

// load reads the embedded files. They are part of the program: a fault in them is
// a fault of the program, found by its tests, so it panics.
func load() source {
	var s source
	read("data/people.yaml", &s.people)
	read("data/catalogue.yaml", &s.catalogue)
	read("data/plans.yaml", &s.plans)
	names, err := fs.Glob(files, "data/documents-*.yaml")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		var f documentsFile
		read(name, &f)
		s.documents = append(s.documents, f.Documents...)
	}
	return s
}

func read(name string, into any) {
	b, err := files.ReadFile(name)
	if err == nil {
		err = yaml.UnmarshalWithOptions(b, into, yaml.Strict())
	}
	if err != nil {
		panic(fmt.Sprintf("seed: %s: %v", name, err))
	}
}
