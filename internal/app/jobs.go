package app

import "minhchung/internal/kpi"

// Job is work that goes on after the answer. It is inserted in the transaction
// that makes it necessary and done at least once: every job is idempotent.
type Job interface{ Kind() string }

// RecogniseJob reads the current version of a product.
type RecogniseJob struct {
	Product kpi.ProductID `json:"product"`
}

// Kind names the job.
func (RecogniseJob) Kind() string { return "recognise" }

// SearchableJob makes the copy of a product's current version, a scan: it takes
// minutes, and nobody waits for it.
type SearchableJob struct {
	Product kpi.ProductID `json:"product"`
}

// Kind names the job.
func (SearchableJob) Kind() string { return "searchable" }

// PrintJob makes the copy of a product's current version, an office document: it takes
// seconds, and whoever judges it waits.
type PrintJob struct {
	Product kpi.ProductID `json:"product"`
}

// Kind names the job.
func (PrintJob) Kind() string { return "print" }

// IndexJob brings what search knows of a product up to date.
type IndexJob struct {
	Product kpi.ProductID `json:"product"`
}

// Kind names the job.
func (IndexJob) Kind() string { return "index" }

// ScoreJob computes one scorecard anew.
type ScoreJob struct {
	Official kpi.OfficialID `json:"official"`
	Agency   kpi.UnitID     `json:"agency"`
	Rulebook string         `json:"rulebook"`
	Period   kpi.PeriodID   `json:"period"`
}

// Kind names the job.
func (ScoreJob) Kind() string { return "score" }

// TrustJob judges signatures anew when other certificates are trusted.
type TrustJob struct{}

// Kind names the job.
func (TrustJob) Kind() string { return "trust" }

// SweepJob removes what interrupted uploads left behind.
type SweepJob struct{}

// Kind names the job.
func (SweepJob) Kind() string { return "sweep" }
