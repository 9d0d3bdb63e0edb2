package scoring

import "minhchung/internal/kpi"

func (rb Rulebook) blocker(id string) (Blocker, bool) {
	for _, b := range rb.Blockers {
		if b.ID == id {
			return b, true
		}
	}
	return Blocker{}, false
}

// level reads the candidate level from the exact total, then lets the blockers that
// are switched on speak. The cap of excellent officials and the decision of a named
// person come after the card and are not here.
func (s sums) level(f Facts, total kpi.Rat) (kpi.Level, []kpi.CardStep) {
	level := kpi.NotCompleted
	for _, from := range s.rb.Levels.From {
		if !total.Less(from.Points) {
			level = from.Level
			break
		}
	}
	steps := []kpi.CardStep{{
		Label: sayCandidate(level), Sum: s.levelSum(total), Value: kpi.Num(total), Source: s.rb.Levels.Source,
	}}
	for _, b := range s.rb.Blockers {
		if b.On && s.applies(b, f) {
			level = lower(s.rb.Levels, level, b.Level)
			steps = append(steps, kpi.CardStep{
				Label: sayBlocked(b, level), Sum: s.blockerSum(b), Value: kpi.Num(total), Source: b.Source,
			})
		}
	}
	return level, steps
}

// applies reports whether a blocker speaks: what a named person recorded, or a
// computed condition that no recorded objective cause lifts.
func (s sums) applies(b Blocker, f Facts) bool {
	recorded, applies := false, false
	for _, r := range f.Blockers {
		if r.ID == b.ID {
			recorded, applies = true, r.Applies
		}
	}
	if b.When == WhenTasksBelow && !recorded {
		return s.a.Less(kpi.Int(1))
	}
	return applies
}

// lower returns the later of two levels in the order of the rulebook.
func lower(l Levels, a, b kpi.Level) kpi.Level {
	for _, from := range l.From {
		switch from.Level {
		case a:
			return b
		case b:
			return a
		}
	}
	return b
}
