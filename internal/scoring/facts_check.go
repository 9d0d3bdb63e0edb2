package scoring

import (
	"fmt"

	"minhchung/internal/kpi"
)

// Validate refuses facts that no register can hold: negative quantities, a share
// outside (0, 1], a type that is not described, a number given twice. The error is
// Invalid, reason "facts.invalid".
func (f Facts) Validate() error {
	err := f.check()
	if err == nil {
		return nil
	}
	return kpi.E(kpi.Invalid, "facts.invalid",
		"Dữ kiện tính điểm không hợp lệ; chưa tính gì.",
		"The facts of the score are not valid; nothing was computed.").At("scoring.Facts", err)
}

func (f Facts) check() error {
	if f.Format != "" && f.Format != FactsFormat {
		return fmt.Errorf("format %q is not %s", f.Format, FactsFormat)
	}
	if f.Period.First.IsZero() || f.Period.Last.Before(f.Period.First) {
		return fmt.Errorf("period %s to %s is no span", f.Period.First, f.Period.Last)
	}
	types := make(map[kpi.ProductTypeID]bool, len(f.Types))
	for _, t := range f.Types {
		if types[t.ID] || (t.Coefficient != nil && t.Coefficient.Sign() <= 0) || (t.Cap != nil && t.Cap.Sign() < 0) {
			return fmt.Errorf("type %d: there twice, or a coefficient or cap below its range", t.ID)
		}
		types[t.ID] = true
	}
	lines := make(map[kpi.PlanLineID]bool, len(f.Plan))
	for _, p := range f.Plan {
		if err := p.check(types); err != nil {
			return err
		}
		if p.PlanLineID != 0 && lines[p.PlanLineID] {
			return fmt.Errorf("plan line %d: there twice", p.PlanLineID)
		}
		lines[p.PlanLineID] = true
	}
	rows := make(map[kpi.EvidenceID]bool, len(f.Evidence))
	for _, e := range f.Evidence {
		if err := e.check(types); err != nil {
			return err
		}
		if rows[e.ID] {
			return fmt.Errorf("evidence %d: there twice", e.ID)
		}
		rows[e.ID] = true
	}
	return f.checkGiven()
}

func (f Facts) checkGiven() error {
	if g := f.General; g != nil && (g.Conduct.Sign() < 0 || g.Capacity.Sign() < 0 || g.Innovation.Sign() < 0) {
		return fmt.Errorf("general criteria: points below 0")
	}
	seen := map[string]bool{}
	for _, b := range f.Blockers {
		if seen[b.ID] {
			return fmt.Errorf("blocker %q: there twice", b.ID)
		}
		seen[b.ID] = true
	}
	return nil
}

func (p PlanFact) check(types map[kpi.ProductTypeID]bool) error {
	switch {
	case !types[p.TypeID]:
		return fmt.Errorf("plan line %d: type %d is not among the types", p.PlanLineID, p.TypeID)
	case p.Quantity.Sign() < 0, p.FinishedBefore.Sign() < 0, p.CarriedDelays < 0:
		return fmt.Errorf("plan line %d: a quantity below 0", p.PlanLineID)
	}
	return nil
}

func (e EvidenceFact) check(types map[kpi.ProductTypeID]bool) error {
	switch {
	case e.Counted && len(e.Refusals) > 0:
		return fmt.Errorf("evidence %d: counted and refused", e.ID)
	case e.Count < 0, e.Faults < 0, e.FaultsExcused < 0, e.Delays < 0, e.DelaysExcused < 0:
		return fmt.Errorf("evidence %d: a number below 0", e.ID)
	case !e.Counted:
		return nil // whatever else is wrong with it is why it was refused
	case !types[e.TypeID]:
		return fmt.Errorf("evidence %d: type %d is not among the types", e.ID, e.TypeID)
	case e.Units.Sign() < 0, e.Share.Sign() <= 0, kpi.Int(1).Less(e.Share):
		return fmt.Errorf("evidence %d: units below 0 or a share outside (0, 1]", e.ID)
	}
	return nil
}
