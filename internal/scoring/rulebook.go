package scoring

import (
	"errors"
	"fmt"
	"regexp"

	"minhchung/internal/kpi"
)

// Rulebook (bộ quy tắc) is one published, immutable set of rules under which a
// period is scored. It is data: package rulebooks reads it from a checked file.
type Rulebook struct {
	ID             string         `yaml:"id"` // name@version, e.g. vn-335-2025-nonleader@1
	Title          kpi.Text       `yaml:"title"`
	Basis          kpi.Text       `yaml:"basis"` // the law it was made from
	Criteria       Criteria       `yaml:"criteria"`
	Parameters     Parameters     `yaml:"parameters"`
	Levels         Levels         `yaml:"levels"`
	Blockers       []Blocker      `yaml:"blockers"`
	Classification Classification `yaml:"classification"`
}

// Criteria names the criteria of the task results and where each comes from.
type Criteria struct {
	A Criterion `yaml:"a"`
	B Criterion `yaml:"b"`
	C Criterion `yaml:"c"`
}

// Criterion is one criterion: its name and its source.
type Criterion struct {
	Name   kpi.Text `yaml:"name"`
	Source kpi.Text `yaml:"source"`
}

// Parameters are the choices that shape a score.
type Parameters struct {
	Formula          Param[Formula]          `yaml:"formula"`
	TaskMax          Param[kpi.Rat]          `yaml:"task.max"`           // points
	GeneralMax       Param[kpi.Rat]          `yaml:"general.max"`        // points, all three groups together
	GeneralSplit     Param[[]kpi.Rat]        `yaml:"general.split"`      // most points of each of the three groups; empty = no split
	QualityStep      Param[kpi.Rat]          `yaml:"deduction.quality"`  // part of a product's quality weight lost by one fault, 0 to 1
	ProgressStep     Param[kpi.Rat]          `yaml:"deduction.progress"` // the same for one delay
	Deduction        Param[Deduction]        `yaml:"deduction.reading"`
	CapABC           Param[CapABC]           `yaml:"cap.abc"`
	AssignmentPeriod Param[AssignmentPeriod] `yaml:"assignment.period"`
	Unplanned        Param[Unplanned]        `yaml:"unplanned"`
	Substitution     Param[Substitution]     `yaml:"substitution"`
	Rounding         Param[Rounding]         `yaml:"rounding"`
}

// Levels are the thresholds of the candidate levels, in points, from the highest.
type Levels struct {
	Source kpi.Text    `yaml:"source"`
	From   []LevelFrom `yaml:"from"`
}

// LevelFrom is the least total of one level. The last one starts at 0.
type LevelFrom struct {
	Level  kpi.Level `yaml:"level"`
	Points kpi.Rat   `yaml:"points"`
}

// BlockerWhen is how a blocker comes to apply.
type BlockerWhen string

// The kinds of blockers.
const (
	WhenRecorded   BlockerWhen = "recorded"    // a named person recorded that it applies
	WhenTasksBelow BlockerWhen = "a-below-100" // a is under 100 %, unless a named person recorded an objective cause
)

// Identifiers are stable words: they are cited in facts, rows and files. A reading
// other than the published one (see Reading) shows in the identifier.
const (
	blockerFormat  = `^[a-z0-9-]+$`
	rulebookFormat = `^[a-z0-9-]+@[1-9][0-9]*(\+[a-z0-9.-]+=[a-z0-9-]+)*$`
)

// Blocker is a fact that ends in one level whatever the points say.
type Blocker struct {
	ID     string      `yaml:"id"`
	On     bool        `yaml:"on"`
	When   BlockerWhen `yaml:"when"`
	Level  kpi.Level   `yaml:"level"`
	Says   kpi.Text    `yaml:"says"`
	Source kpi.Text    `yaml:"source"`
}

// Classification holds what the yearly step after the score needs: the cap binds
// the classification, never the score, so Compute does not read it.
type Classification struct {
	Period      Param[ClassifyPeriod] `yaml:"period"`
	CapShare    Param[kpi.Rat]        `yaml:"cap.share"` // 0 to 1
	CapBase     Param[CapBase]        `yaml:"cap.base"`
	CapRounding Param[CapRounding]    `yaml:"cap.rounding"`
}

// Unconfirmed returns the sentences of the open parameters that shape a score, in
// the order of the rulebook.
func (rb Rulebook) Unconfirmed() []kpi.Text {
	p := rb.Parameters
	out := []kpi.Text{}
	add := func(open bool, note kpi.Text) {
		if open {
			out = append(out, note)
		}
	}
	add(p.Formula.Open, p.Formula.Note)
	add(p.TaskMax.Open, p.TaskMax.Note)
	add(p.GeneralMax.Open, p.GeneralMax.Note)
	add(p.GeneralSplit.Open, p.GeneralSplit.Note)
	add(p.QualityStep.Open, p.QualityStep.Note)
	add(p.ProgressStep.Open, p.ProgressStep.Note)
	add(p.Deduction.Open, p.Deduction.Note)
	add(p.CapABC.Open, p.CapABC.Note)
	add(p.AssignmentPeriod.Open, p.AssignmentPeriod.Note)
	add(p.Unplanned.Open, p.Unplanned.Note)
	add(p.Substitution.Open, p.Substitution.Note)
	add(p.Rounding.Open, p.Rounding.Note)
	return out
}

// Validate returns every fault of the rulebook, joined; nil when it can be used.
func (rb Rulebook) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	said := func(what string, t kpi.Text) {
		if t.Vi == "" || t.En == "" {
			bad("%s: a sentence in Vietnamese and one in English are needed", what)
		}
	}
	if !regexp.MustCompile(rulebookFormat).MatchString(rb.ID) {
		bad("id %q is not name@version", rb.ID)
	}
	said("title", rb.Title)
	said("basis", rb.Basis)
	for key, c := range map[string]Criterion{"a": rb.Criteria.A, "b": rb.Criteria.B, "c": rb.Criteria.C} {
		said("criteria."+key+".name", c.Name)
		said("criteria."+key+".source", c.Source)
	}
	rb.Parameters.validate(bad, said)
	rb.Classification.validate(bad, said)
	rb.Levels.validate(bad, said)
	seen := map[string]bool{}
	for _, b := range rb.Blockers {
		if !regexp.MustCompile(blockerFormat).MatchString(b.ID) || seen[b.ID] {
			bad("blockers: id %q is empty, not a word or there twice", b.ID)
		}
		seen[b.ID] = true
		if !oneOf(b.When, WhenRecorded, WhenTasksBelow) || !validLevel(b.Level) {
			bad("blockers.%s: unknown when %q or level %q", b.ID, b.When, b.Level)
		}
		said("blockers."+b.ID+".says", b.Says)
		said("blockers."+b.ID+".source", b.Source)
	}
	return errors.Join(errs...)
}
