package kpi

// Identifiers are distinct types so that a unit passed where an official is
// wanted does not compile. Zero is never a valid identifier.
type (
	// AgencyID names an agency (cơ quan): the body whose officials are compared.
	AgencyID int64
	// UnitID names a unit (đơn vị): an agency itself or a division inside it.
	UnitID int64
	// OfficialID names an official (cán bộ, công chức) who is judged.
	OfficialID int64
	// PostID names a post (vị trí việc làm) in a unit.
	PostID int64
	// AccountID names somebody who can sign in.
	AccountID int64
	// GrantID names one role given to one account over one unit.
	GrantID int64
	// PeriodID names a period of assessment (kỳ đánh giá).
	PeriodID int64
	// ProductTypeID names one version of an entry of the catalogue.
	ProductTypeID int64
	// IndicatorID names one version of an indicator (chỉ tiêu).
	IndicatorID int64
	// PlanLineID names one assigned line of work (việc được giao).
	PlanLineID int64
	// ProductID names one finished output (sản phẩm/công việc).
	ProductID int64
	// EvidenceID names one use of a product as proof (minh chứng).
	EvidenceID int64
	// EntryID names one log entry, in the order it was written.
	EntryID int64
	// IntentionID names an upload that was announced and not yet finished.
	IntentionID int64
	// QuarantineID names what was set aside (cách ly), and what is left of it after a purge.
	QuarantineID int64
	// NoticeID names one notice to one account.
	NoticeID int64
	// ScorecardID names one computed scorecard (phiếu điểm).
	ScorecardID int64
)
