package kpi

import "time"

// EvidenceState is where a piece of evidence stands.
type EvidenceState string

// The states of evidence. Only Accepted counts.
const (
	EvidenceDraft     EvidenceState = "draft"
	EvidenceSubmitted EvidenceState = "submitted"
	EvidenceAccepted  EvidenceState = "accepted"
	EvidenceReturned  EvidenceState = "returned"
	EvidenceWithdrawn EvidenceState = "withdrawn"
)

// ReturnKind tells a return that costs from one that does not.
type ReturnKind string

// The kinds of returns.
const (
	ReturnQuality ReturnKind = "quality" // failed assessment of content: one fault, kept when later accepted
	ReturnForm    ReturnKind = "form"    // wrong file, unreadable, wrong indicator: costs nothing
)

// ReturnReason is one of the six short reasons on the keys 1–6.
type ReturnReason string

// The reasons of a return. The first three cost a quality fault.
const (
	ReturnContent    ReturnReason = "content"         // nội dung không đạt
	ReturnIncomplete ReturnReason = "incomplete"      // thiếu nội dung được giao
	ReturnAuthority  ReturnReason = "authority"       // sai căn cứ, sai thẩm quyền
	ReturnWrongFile  ReturnReason = "wrong-file"      // nhầm tệp
	ReturnUnreadable ReturnReason = "unreadable"      // không đọc được
	ReturnIndicator  ReturnReason = "wrong-indicator" // sai chỉ tiêu
)

// Kind returns what the reason costs; an unknown reason has no kind.
func (r ReturnReason) Kind() (ReturnKind, bool) {
	switch r {
	case ReturnContent, ReturnIncomplete, ReturnAuthority:
		return ReturnQuality, true
	case ReturnWrongFile, ReturnUnreadable, ReturnIndicator:
		return ReturnForm, true
	}
	return "", false
}

// Evidence (minh chứng) is the use of one product as proof on one indicator for
// one official in one period. Its history is append-only; this is its latest state.
type Evidence struct {
	ID          EvidenceID    `json:"id"`
	ProductID   ProductID     `json:"product_id"`
	IndicatorID IndicatorID   `json:"indicator_id"`
	TypeID      ProductTypeID `json:"type_id"`
	OfficialID  OfficialID    `json:"official_id"`
	PeriodID    PeriodID      `json:"period_id"`
	PlanLineID  PlanLineID    `json:"plan_line_id" doc:"The assigned line it answers; 0 for unplanned work"`
	State       EvidenceState `json:"state" enum:"draft,submitted,accepted,returned,withdrawn"`
	Units       Rat           `json:"units" doc:"Claimed units of count, n/d"`
	Faults      int           `json:"faults" minimum:"0" doc:"Failed quality assessments"`
	FaultsOff   int           `json:"faults_excused" minimum:"0" doc:"Of them, excused by an objective cause"`
	Delays      int           `json:"delays" minimum:"0" doc:"Deadlines missed: the original and each one set anew"`
	DelaysOff   int           `json:"delays_excused" minimum:"0"`
	JudgedHash  string        `json:"judged_hash" doc:"SHA-256 of the version the decision was made on"`
	Reviewer    AccountID     `json:"reviewer" doc:"0 while nobody decided"`
	Reason      string        `json:"reason"`
	Version     int           `json:"version" doc:"Grows with each change; a decision names the version it saw"`
	SubmittedAt time.Time     `json:"submitted_at"`
	DecidedAt   *time.Time    `json:"decided_at" nullable:"true"`
}
