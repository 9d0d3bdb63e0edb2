package scoring

import "minhchung/internal/kpi"

// sums is the tally in converted units (quy đổi) and the criteria made of it.
type sums struct {
	rb                              Rulebook
	t                               *tally
	byLine                          []lineSum
	assigned, done, quality, onTime kpi.Rat
	a, b, c                         kpi.Rat // ratios, 1 = 100 %
}

// lineSum is one line of the tally in converted units.
type lineSum struct {
	*tallyLine
	coefficient                     *kpi.Rat
	assigned, done, quality, onTime kpi.Rat
}

func sumUp(rb Rulebook, t *tally) sums {
	s := sums{rb: rb, t: t}
	for _, l := range t.ordered() {
		ls := lineSum{tallyLine: l, coefficient: t.types[l.typ].Coefficient}
		if k := ls.coefficient; k != nil {
			ls.assigned, ls.done = l.assigned.Mul(*k), l.done.Mul(*k)
			ls.quality, ls.onTime = l.quality.Mul(*k), l.onTime.Mul(*k)
		}
		s.assigned, s.done = s.assigned.Add(ls.assigned), s.done.Add(ls.done)
		s.quality, s.onTime = s.quality.Add(ls.quality), s.onTime.Add(ls.onTime)
		s.byLine = append(s.byLine, ls)
	}
	s.a, s.b, s.c = s.ratio(s.done), s.ratio(s.quality), s.ratio(s.onTime)
	return s
}

func (s sums) capped() bool { return s.rb.Parameters.CapABC.Value != Uncapped }

// ratio is a converted sum over the assigned one, capped as the rulebook says.
func (s sums) ratio(part kpi.Rat) kpi.Rat {
	r, ok := part.Div(s.assigned)
	if ok && s.capped() {
		r = r.Min(kpi.Int(1))
	}
	return r
}

// task is the mean of the criteria times the task maximum (70 points).
func (s sums) task() kpi.Rat {
	return s.a.Add(s.b).Add(s.c).Mul(s.perCriterion())
}

// perCriterion is the points of one criterion at 100 %.
func (s sums) perCriterion() kpi.Rat {
	return s.rb.Parameters.TaskMax.Value.Mul(kpi.NewRat(1, 3))
}

// share spreads the points of one criterion over the lines: what a line brought in
// proportion to its converted units, what was lost in proportion to what each line
// is short of. Both sums are exact, and no line ever loses less than nothing, also
// where more of one line stands for less of another.
type share struct{ brings, loses kpi.Rat } // points for one converted unit

func (s sums) share(total kpi.Rat, of func(lineSum) kpi.Rat) share {
	var out share
	ratio := s.ratio(total)
	if q, ok := ratio.Mul(s.perCriterion()).Div(total); ok {
		out.brings = q
	}
	var short kpi.Rat
	for _, l := range s.byLine {
		short = short.Add(l.assigned.Sub(of(l)).Max(kpi.Rat{}))
	}
	if lost := kpi.Int(1).Sub(ratio); lost.Sign() > 0 {
		if q, ok := lost.Mul(s.perCriterion()).Div(short); ok {
			out.loses = q
		}
	}
	return out
}

func (l lineSum) doneConv() kpi.Rat    { return l.done }
func (l lineSum) qualityConv() kpi.Rat { return l.quality }
func (l lineSum) onTimeConv() kpi.Rat  { return l.onTime }

// unconfigured names the assigned types that cannot be converted.
func (s sums) unconfigured() []kpi.Text {
	var out []kpi.Text
	for _, l := range s.byLine {
		if l.coefficient == nil && l.tallyLine.assigned.Sign() > 0 {
			out = append(out, sayUnconfigured(s.t.types[l.typ], l.tallyLine.assigned))
		}
	}
	return out
}
