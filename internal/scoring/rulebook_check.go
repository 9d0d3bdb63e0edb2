package scoring

import "minhchung/internal/kpi"

type (
	complain func(format string, args ...any)
	needText func(what string, t kpi.Text)
)

func checkParam[T any](key string, p Param[T], ok bool, bad complain, said needText) {
	if !ok {
		bad("%s: value %v is not allowed", key, p.Value)
	}
	said(key+".source", p.Source)
	if p.Open {
		said(key+".note", p.Note)
	}
}

func (p Parameters) validate(bad complain, said needText) {
	part := func(r kpi.Rat) bool { return r.Sign() > 0 && !kpi.Int(1).Less(r) }
	split := len(p.GeneralSplit.Value) == 0 || len(p.GeneralSplit.Value) == 3
	for _, r := range p.GeneralSplit.Value {
		split = split && r.Sign() >= 0 && !p.GeneralMax.Value.Less(r)
	}
	checkParam("formula", p.Formula, oneOf(p.Formula.Value, NonLeader, Leader), bad, said)
	checkParam("task.max", p.TaskMax, p.TaskMax.Value.Sign() > 0, bad, said)
	checkParam("general.max", p.GeneralMax, p.GeneralMax.Value.Sign() >= 0, bad, said)
	checkParam("general.split", p.GeneralSplit, split, bad, said)
	checkParam("deduction.quality", p.QualityStep, part(p.QualityStep.Value), bad, said)
	checkParam("deduction.progress", p.ProgressStep, part(p.ProgressStep.Value), bad, said)
	checkParam("deduction.reading", p.Deduction, oneOf(p.Deduction.Value, KeepRemainder, Drop), bad, said)
	checkParam("cap.abc", p.CapABC, oneOf(p.CapABC.Value, Capped, Uncapped), bad, said)
	checkParam("assignment.period", p.AssignmentPeriod, oneOf(p.AssignmentPeriod.Value, ByDue, ByHandedOver), bad, said)
	checkParam("unplanned", p.Unplanned, oneOf(p.Unplanned.Value, BothSides, NumeratorOnly, Ignore), bad, said)
	checkParam("substitution", p.Substitution, oneOf(p.Substitution.Value, WithinType, Free), bad, said)
	checkParam("rounding", p.Rounding, p.Rounding.Value == RoundNone, bad, said)
}

func (c Classification) validate(bad complain, said needText) {
	share := c.CapShare.Value.Sign() >= 0 && !kpi.Int(1).Less(c.CapShare.Value)
	checkParam("classification.period", c.Period, oneOf(c.Period.Value, ClassifyYear, ClassifyEvery), bad, said)
	checkParam("classification.cap.share", c.CapShare, share, bad, said)
	checkParam("classification.cap.base", c.CapBase, oneOf(c.CapBase.Value, BaseGood, BaseGoodOrBetter, BaseAll), bad, said)
	checkParam("classification.cap.rounding", c.CapRounding, oneOf(c.CapRounding.Value, RoundDown, RoundNearest, RoundUp), bad, said)
}

func (l Levels) validate(bad complain, said needText) {
	said("levels.source", l.Source)
	if len(l.From) == 0 || !l.From[len(l.From)-1].Points.IsZero() {
		bad("levels: the last level must start at 0")
	}
	for i, f := range l.From {
		if !validLevel(f.Level) {
			bad("levels: unknown level %q", f.Level)
		}
		if i > 0 && !f.Points.Less(l.From[i-1].Points) {
			bad("levels: %s does not start below %s", f.Level, l.From[i-1].Level)
		}
	}
}

func validLevel(l kpi.Level) bool {
	return oneOf(l, kpi.Excellent, kpi.Good, kpi.Completed, kpi.NotCompleted)
}
