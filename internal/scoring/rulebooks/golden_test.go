package rulebooks

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

// goldenCase is one file of cases/<rulebook>/: facts, and what each reading of the
// rulebook makes of them. A value left out is expected to be absent from the card.
type goldenCase struct {
	Says   string         `yaml:"says"`
	Facts  map[string]any `yaml:"facts"`
	Expect []expectation  `yaml:"expect"`
}

type expectation struct {
	Reading    map[string]string `yaml:"reading"`
	Status     kpi.CardStatus    `yaml:"status"`
	A          *kpi.Rat          `yaml:"a"`
	B          *kpi.Rat          `yaml:"b"`
	C          *kpi.Rat          `yaml:"c"`
	Task       *kpi.Rat          `yaml:"task"`
	Total      *kpi.Rat          `yaml:"total"`
	Level      *kpi.Level        `yaml:"level"`
	NotCounted []kpi.EvidenceID  `yaml:"not_counted"`
}

func TestGoldenCases(t *testing.T) {
	t.Parallel()
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range set.IDs() {
		published, err := set.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		names, err := filepath.Glob(filepath.Join("cases", id, "*.yaml"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s has no golden cases (%v)", id, err)
		}
		for _, name := range names {
			t.Run(strings.TrimSuffix(filepath.Base(name), ".yaml"), func(t *testing.T) {
				t.Parallel()
				runCase(t, published, name)
			})
		}
	}
}

func runCase(t *testing.T, published scoring.Rulebook, name string) {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var c goldenCase
	if err := yaml.UnmarshalWithOptions(b, &c, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	raw, err := yaml.MarshalWithOptions(c.Facts, yaml.JSON())
	if err != nil {
		t.Fatal(err)
	}
	facts, err := scoring.ParseFacts(raw)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Expect) == 0 || c.Says == "" {
		t.Fatal("a case says what it shows and expects something")
	}
	for _, want := range c.Expect {
		rb := published
		for key, value := range want.Reading {
			if rb, err = rb.Reading(key, value); err != nil {
				t.Fatal(err)
			}
		}
		facts.Rulebook = rb.ID
		card, err := scoring.Compute(rb, facts)
		if err != nil {
			t.Fatal(err)
		}
		want.check(t, card)
	}
}

func (want expectation) check(t *testing.T, card kpi.Scorecard) {
	t.Helper()
	if card.Status != want.Status {
		t.Errorf("%s: status %q, want %q (%v)", card.Rulebook, card.Status, want.Status, card.Missing)
	}
	for _, n := range []struct {
		name string
		got  *kpi.Number
		want *kpi.Rat
	}{
		{"a", card.A, want.A}, {"b", card.B, want.B}, {"c", card.C, want.C},
		{"task", card.Task, want.Task}, {"total", card.Total, want.Total},
	} {
		switch {
		case (n.got == nil) != (n.want == nil):
			t.Errorf("%s: %s is %v, want %v", card.Rulebook, n.name, n.got, n.want)
		case n.got != nil && !n.got.Exact.Equal(*n.want):
			t.Errorf("%s: %s = %s (%s), want %s", card.Rulebook, n.name, n.got.Exact, n.got.Show, n.want)
		}
	}
	switch {
	case (card.Level == nil) != (want.Level == nil):
		t.Errorf("%s: level is %v, want %v", card.Rulebook, card.Level, want.Level)
	case card.Level != nil && *card.Level != *want.Level:
		t.Errorf("%s: level %s, want %s", card.Rulebook, *card.Level, *want.Level)
	}
	var refused []kpi.EvidenceID
	for _, n := range card.NotCounted {
		refused = append(refused, n.EvidenceID)
		if len(n.Reasons) == 0 {
			t.Errorf("%s: evidence %d is not counted and nobody says why", card.Rulebook, n.EvidenceID)
		}
	}
	if !slices.Equal(refused, want.NotCounted) {
		t.Errorf("%s: not counted %v, want %v", card.Rulebook, refused, want.NotCounted)
	}
}
