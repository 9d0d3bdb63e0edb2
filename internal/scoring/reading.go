package scoring

import (
	"slices"

	"minhchung/internal/kpi"
)

// Reading returns a copy of rb with one open parameter or blocker read another
// way, to compare what a choice costs. The copy's ID ends in "+key=value": a
// changed rulebook never wears the name of the published one, and the facts of a
// published period are refused by it. Keys are those of the rulebook file, and
// "blocker.<id>" with "on" or "off". An unknown key or value is Invalid.
func (rb Rulebook) Reading(key, value string) (Rulebook, error) {
	p := &rb.Parameters
	switch key {
	case "deduction.reading":
		p.Deduction.Value = Deduction(value)
	case "cap.abc":
		p.CapABC.Value = CapABC(value)
	case "assignment.period":
		p.AssignmentPeriod.Value = AssignmentPeriod(value)
	case "unplanned":
		p.Unplanned.Value = Unplanned(value)
	case "substitution":
		p.Substitution.Value = Substitution(value)
	case "formula":
		p.Formula.Value = Formula(value)
	default:
		i := slices.IndexFunc(rb.Blockers, func(b Blocker) bool { return "blocker."+b.ID == key })
		if i < 0 || !oneOf(value, "on", "off") {
			return Rulebook{}, badReading(key, value)
		}
		rb.Blockers = slices.Clone(rb.Blockers)
		rb.Blockers[i].On = value == "on"
	}
	if err := rb.Validate(); err != nil {
		return Rulebook{}, badReading(key, value).At("scoring.Reading", err)
	}
	rb.ID += "+" + key + "=" + value
	return rb, nil
}

func badReading(key, value string) *kpi.Error {
	return kpi.E(kpi.Invalid, "rulebook.reading",
		"Bộ quy tắc không có tham số "+key+" với giá trị "+value+".",
		"The rulebook has no parameter "+key+" with the value "+value+".")
}
