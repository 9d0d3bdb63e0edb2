package scoring

import (
	"encoding/hex"
	"fmt"

	"minhchung/internal/kpi"
)

// Compute counts the facts under the rulebook. It is pure: the same two values give
// the same card. rb must be valid (Validate); f is checked here. Errors:
//
//   - Invalid "facts.invalid": the facts cannot be of any register, or give more
//     points than the rulebook has;
//   - Invalid "facts.rulebook": the facts were gathered for another rulebook;
//   - Unsupported "scoring.leader": the rulebook asks for the leader formula.
//
// The points of the lines sum exactly to Task, and with what the lines lost to the
// task maximum (unless a rulebook lifts the cap of a, b and c and one passes 100 %).
func Compute(rb Rulebook, f Facts) (kpi.Scorecard, error) {
	if err := f.Validate(); err != nil {
		return kpi.Scorecard{}, err
	}
	if err := rb.fits(f); err != nil {
		return kpi.Scorecard{}, err
	}
	t := count(rb, f)
	s := sumUp(rb, t)
	hash := f.Hash()
	card := kpi.Scorecard{
		OfficialID:  f.Official.ID,
		PeriodID:    f.Period.ID,
		Rulebook:    rb.ID,
		FactsHash:   hex.EncodeToString(hash[:]),
		Status:      kpi.CardComplete,
		Missing:     []kpi.Text{},
		Lines:       s.lines(f),
		Unconfirmed: rb.Unconfirmed(),
		Steps:       []kpi.CardStep{},
		NotCounted:  notCounted(t.refused),
	}
	if f.General != nil {
		card.General = num(f.General.Total())
	}
	s.decide(&card, f)
	return card, nil
}

// fits refuses facts that were not made for rb, and rulebooks not computed yet.
func (rb Rulebook) fits(f Facts) error {
	if f.Rulebook != rb.ID {
		return kpi.E(kpi.Invalid, "facts.rulebook",
			"Dữ kiện được lập cho bộ quy tắc "+f.Rulebook+", không phải "+rb.ID+".",
			"The facts were gathered for the rulebook "+f.Rulebook+", not "+rb.ID+".")
	}
	if rb.Parameters.Formula.Value != NonLeader {
		return kpi.E(kpi.Unsupported, "scoring.leader",
			"Công thức sáu tiêu chí của lãnh đạo (d, đ, e) chưa được tính trong phiên bản này.",
			"The six-criteria formula of leaders (d, đ, e) is not computed in this version.")
	}
	if err := rb.allows(f); err != nil {
		return kpi.E(kpi.Invalid, "facts.invalid",
			"Dữ kiện tính điểm không hợp với bộ quy tắc; chưa tính gì.",
			"The facts of the score do not fit the rulebook; nothing was computed.").At("scoring.Compute", err)
	}
	return nil
}

func (rb Rulebook) allows(f Facts) error {
	p := rb.Parameters
	if g := f.General; g != nil {
		if p.GeneralMax.Value.Less(g.Total()) {
			return fmt.Errorf("general criteria: %s points of at most %s", g.Total(), p.GeneralMax.Value)
		}
		for i, got := range []kpi.Rat{g.Conduct, g.Capacity, g.Innovation} {
			if i < len(p.GeneralSplit.Value) && p.GeneralSplit.Value[i].Less(got) {
				return fmt.Errorf("general criteria: group %d has %s points of at most %s", i+1, got, p.GeneralSplit.Value[i])
			}
		}
	}
	for _, b := range f.Blockers {
		if _, ok := rb.blocker(b.ID); !ok {
			return fmt.Errorf("blocker %q is not in the rulebook", b.ID)
		}
	}
	return nil
}

// decide fills what follows from the sums: status, points, level and steps.
func (s sums) decide(card *kpi.Scorecard, f Facts) {
	card.Missing = append(card.Missing, s.unconfigured()...)
	if s.assigned.IsZero() {
		card.Status = kpi.CardInsufficient
		card.Missing = append([]kpi.Text{sayNoPlan(f, s.t)}, card.Missing...)
		if card.General == nil {
			card.Missing = append(card.Missing, sayNoGeneral())
		}
		return
	}
	card.A, card.B, card.C = num(percent(s.a)), num(percent(s.b)), num(percent(s.c))
	card.Steps = append(card.Steps, s.criteriaSteps()...)
	if f.Official.Leader {
		card.Status = kpi.CardProvisional
		card.Missing = append(card.Missing, sayLeader(s.rb.ID))
		return
	}
	task := s.task()
	total := task
	card.Task = num(task)
	card.Steps = append(card.Steps, s.taskStep(task))
	if card.General == nil {
		card.Missing = append(card.Missing, sayNoGeneral())
	} else {
		total = task.Add(card.General.Exact)
		card.Steps = append(card.Steps, s.generalStep(*f.General), s.totalStep(task, card.General.Exact, total))
	}
	card.Total = num(total)
	if len(card.Missing) > 0 {
		card.Status = kpi.CardProvisional
		return
	}
	level, steps := s.level(f, total)
	card.Level = &level
	card.Steps = append(card.Steps, steps...)
}

func num(r kpi.Rat) *kpi.Number {
	n := kpi.Num(r)
	return &n
}

func percent(r kpi.Rat) kpi.Rat { return r.Mul(kpi.Int(100)) }

func notCounted(in []refused) []kpi.NotCounted {
	out := make([]kpi.NotCounted, 0, len(in))
	for _, r := range in {
		out = append(out, kpi.NotCounted{EvidenceID: r.fact.ID, ProductID: r.fact.ProductID, Reasons: r.why})
	}
	return out
}
