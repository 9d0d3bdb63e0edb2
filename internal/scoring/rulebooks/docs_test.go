package rulebooks

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// Every parameter, blocker and rulebook is described where people look for it.
func TestTheDocumentationNamesEveryParameter(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../../../docs/rulebooks.md")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		ID             string         `yaml:"id"`
		Parameters     map[string]any `yaml:"parameters"`
		Classification map[string]any `yaml:"classification"`
		Blockers       []struct {
			ID string `yaml:"id"`
		} `yaml:"blockers"`
	}
	if err := yaml.Unmarshal(shelf(t)[first].Data, &file); err != nil {
		t.Fatal(err)
	}
	names := []string{file.ID}
	for key := range file.Parameters {
		names = append(names, key)
	}
	for key := range file.Classification {
		names = append(names, "classification."+key)
	}
	for _, b := range file.Blockers {
		names = append(names, b.ID)
	}
	if len(names) < 18 {
		t.Fatalf("only %d names were read from the file", len(names))
	}
	for _, name := range names {
		if !strings.Contains(string(doc), "`"+name+"`") {
			t.Errorf("docs/rulebooks.md does not describe `%s`", name)
		}
	}
}
