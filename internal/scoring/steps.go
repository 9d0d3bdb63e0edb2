package scoring

import (
	"strconv"
	"strings"

	"minhchung/internal/kpi"
)

// maxTerms is how many products a written-out sum shows before it only counts the
// rest; every term is a line of the card anyway.
const maxTerms = 12

// exactly writes a number for a sum: up to eight decimals, and "…" when there are more.
func exactly(r kpi.Rat) string {
	s := r.Display(8)
	if scaled := r.Mul(kpi.Int(100_000_000)); !strings.HasSuffix(scaled.String(), "/1") {
		s += "…"
	}
	return s
}

// conversion writes Σ units × coefficient = total.
func (s sums) conversion(units func(*tallyLine) kpi.Rat, total kpi.Rat) string {
	var terms []string
	for _, l := range s.byLine {
		if u := units(l.tallyLine); l.coefficient != nil && u.Sign() > 0 {
			terms = append(terms, exactly(u)+" × "+exactly(*l.coefficient))
		}
	}
	if n := len(terms); n > maxTerms {
		terms = append(terms[:maxTerms:maxTerms], "… (+"+strconv.Itoa(n-maxTerms)+")")
	}
	if len(terms) == 0 {
		terms = []string{"0"}
	}
	return strings.Join(terms, " + ") + " = " + exactly(total)
}

// criteriaSteps writes the denominator, the numerator and a, b and c.
func (s sums) criteriaSteps() []kpi.CardStep {
	p, c := s.rb.Parameters, s.rb.Criteria
	steps := []kpi.CardStep{{
		Label:  say("Giao (quy đổi)", "Assigned (converted)"),
		Sum:    s.conversion(func(l *tallyLine) kpi.Rat { return l.assigned }, s.assigned),
		Value:  kpi.Num(s.assigned),
		Source: join(p.AssignmentPeriod.Source, p.Unplanned.Source),
		Open:   p.AssignmentPeriod.Open || p.Unplanned.Open,
	}, {
		Label:  say("Hoàn thành được tính (quy đổi)", "Completed and counted (converted)"),
		Sum:    s.conversion(func(l *tallyLine) kpi.Rat { return l.done }, s.done),
		Value:  kpi.Num(s.done),
		Source: p.Substitution.Source,
		Open:   p.Substitution.Open,
	}}
	loss := func(name, source kpi.Text, part, ratio kpi.Rat, rule kpi.Text, open bool) kpi.CardStep {
		sum := exactly(s.done)
		if lost := s.done.Sub(part); lost.Sign() > 0 {
			sum = "(" + exactly(s.done) + " − " + exactly(lost) + ")"
		}
		sum += " / " + exactly(s.assigned) + " × 100 = " + s.capNote(part, ratio)
		return kpi.CardStep{Label: name, Sum: sum, Value: kpi.Num(percent(ratio)), Source: join(source, rule), Open: open}
	}
	return append(steps,
		loss(c.A.Name, c.A.Source, s.done, s.a, p.CapABC.Source, p.CapABC.Open),
		loss(c.B.Name, c.B.Source, s.quality, s.b, join(p.QualityStep.Source, p.Deduction.Source), p.Deduction.Open || p.QualityStep.Open),
		loss(c.C.Name, c.C.Source, s.onTime, s.c, join(p.ProgressStep.Source, p.Deduction.Source), p.Deduction.Open || p.ProgressStep.Open),
	)
}

// capNote writes the percentage, and what the cap made of it.
func (s sums) capNote(part, ratio kpi.Rat) string {
	full, _ := part.Div(s.assigned)
	if full.Equal(ratio) {
		return exactly(percent(ratio)) + " %"
	}
	return exactly(percent(full)) + " % → " + exactly(percent(ratio)) + " %"
}

func (s sums) taskStep(task kpi.Rat) kpi.CardStep {
	p := s.rb.Parameters
	a, b, c := exactly(percent(s.a)), exactly(percent(s.b)), exactly(percent(s.c))
	return kpi.CardStep{
		Label:  say("Điểm kết quả nhiệm vụ", "Points of task results"),
		Sum:    "(" + a + " + " + b + " + " + c + ") / 3 / 100 × " + exactly(p.TaskMax.Value) + " = " + exactly(task),
		Value:  kpi.Num(task),
		Source: join(p.Formula.Source, p.TaskMax.Source),
		Open:   p.Formula.Open || p.TaskMax.Open,
	}
}

func (s sums) generalStep(g GeneralFact) kpi.CardStep {
	p := s.rb.Parameters
	return kpi.CardStep{
		Label:  say("Điểm tiêu chí chung", "Points of general criteria"),
		Sum:    exactly(g.Conduct) + " + " + exactly(g.Capacity) + " + " + exactly(g.Innovation) + " = " + exactly(g.Total()),
		Value:  kpi.Num(g.Total()),
		Source: join(p.GeneralMax.Source, p.GeneralSplit.Source),
		Open:   p.GeneralMax.Open || p.GeneralSplit.Open,
	}
}

func (s sums) totalStep(task, general, total kpi.Rat) kpi.CardStep {
	return kpi.CardStep{
		Label:  say("Tổng điểm", "Total"),
		Sum:    exactly(task) + " + " + exactly(general) + " = " + exactly(total),
		Value:  kpi.Num(total),
		Source: s.rb.Basis,
	}
}

// levelSum writes the comparison that decided, on the exact value: 89.9962 is good.
func (s sums) levelSum(total kpi.Rat) string {
	above := ""
	for _, from := range s.rb.Levels.From {
		if !total.Less(from.Points) {
			return exactly(from.Points) + " ≤ " + exactly(total) + above
		}
		above = " < " + exactly(from.Points)
	}
	return exactly(total) + above
}

func (s sums) blockerSum(b Blocker) string {
	if b.When == WhenTasksBelow {
		return "a = " + exactly(percent(s.a)) + " % < 100 %"
	}
	return b.ID
}

// join puts two sources into one sentence each, once when they are the same.
func join(a, b kpi.Text) kpi.Text {
	switch {
	case a.IsZero(), a == b:
		return b
	case b.IsZero():
		return a
	}
	return kpi.Text{Vi: a.Vi + " " + b.Vi, En: a.En + " " + b.En}
}
