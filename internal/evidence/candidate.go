package evidence

import "minhchung/internal/kpi"

// Candidate is one piece of evidence with all that decides whether it counts, read
// in one snapshot.
type Candidate struct {
	Evidence  kpi.Evidence
	Product   kpi.Product     // its Hash is that of the current version; empty when it has no file
	Type      kpi.ProductType // the version named by the evidence
	Indicator kpi.Indicator
	Plan      *kpi.PlanLine // the assignment it answers; nil = nobody assigned it
	Period    kpi.Period    // the period it is to count in
	Share     kpi.Rat       // of joint work in the act of the type, in (0, 1]
	Facts     Facts
}

// Facts are what the register knows beside the objects themselves. The zero value
// is the ordinary case of an uploaded file.
type Facts struct {
	FromRecord         bool // the product is a row of a trusted import, bound to the hash of its batch
	Quarantined        bool // set aside, e.g. found to be marked as a state secret or to hold a program
	IdentityTyped      bool // a person typed number and symbol (or dossier code) from the paper itself
	OpenedBySupervisor bool // the person who decided opened the file
	ContentFree        bool // one unit of classified work, without file, title or number
	HeadConfirmed      bool // the head stands for that unit
	ByPetition         bool // a petition or a correction record lets it in after review closed
	CountedElsewhere   bool // the same act on the same identity counts already for this official
	Carried            bool // its assignment was carried into this period from the one before
	AllowUnassigned    bool // the rulebook counts work that no approved assignment covers
}

// Admission says whether a piece of evidence counts, and every reason against it.
type Admission struct {
	Counted bool
	Reasons []Reason // empty exactly when Counted
}

// Reason is one reason why evidence does not count. Code is stable and goes into
// the facts of a score; Text is its sentence for people.
type Reason struct {
	Code string
	Text kpi.Text
}

// Codes returns the codes of the reasons, for the facts of a score.
func (a Admission) Codes() []string {
	out := make([]string, 0, len(a.Reasons))
	for _, r := range a.Reasons {
		out = append(out, r.Code)
	}
	return out
}
