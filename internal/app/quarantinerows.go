package app

import (
	"context"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

type quarantineRows interface {
	// SetAside marks every product of a content and keeps the record of it; a second
	// time changes nothing.
	SetAside(ctx context.Context, q NewQuarantine) (kpi.QuarantineID, error)
	QuarantineState(ctx context.Context, h storage.Hash) (QuarantineState, error)
	LockQuarantine(ctx context.Context, id kpi.QuarantineID) (Quarantine, error)
	Quarantines(ctx context.Context, g access.Grant) ([]Quarantine, error)
	RequestPurge(ctx context.Context, id kpi.QuarantineID, why PurgeReason, d Deed) error
	ConfirmPurge(ctx context.Context, id kpi.QuarantineID, d Deed) error // Forbidden "quarantine.second_person"
	ReleaseQuarantine(ctx context.Context, id kpi.QuarantineID, h storage.Hash, d Deed) error
	PurgesDue(ctx context.Context) ([]kpi.QuarantineID, error)

	ForgetText(ctx context.Context, h storage.Hash) error  // pages and sketch
	ForgetWords(ctx context.Context, h storage.Hash) error // every field, reason and title that says what the content is
	ForgetIdentities(ctx context.Context, p kpi.ProductID) error
	// PurgeContent removes all rows of a content but the record of its quarantine.
	PurgeContent(ctx context.Context, id kpi.QuarantineID, h storage.Hash, at time.Time) error

	// DeclaredUnits counts the content-free units that wait or count.
	DeclaredUnits(ctx context.Context, o kpi.OfficialID, t kpi.ProductTypeID, completed kpi.Date) (int, error)
	AddClassified(ctx context.Context, p NewClassified) (kpi.ProductID, error)
	ConfirmByHead(ctx context.Context, id kpi.EvidenceID, by kpi.AccountID, at time.Time) error

	AddNotices(ctx context.Context, n NewNotice) error
	Notices(ctx context.Context, who kpi.AccountID) (list []Notice, unread int, err error)
	ReadNotices(ctx context.Context, who kpi.AccountID, upTo kpi.NoticeID, at time.Time) error
}

// NewQuarantine is what is about to be set aside.
type NewQuarantine struct {
	Hash    storage.Hash
	Product kpi.ProductID
	Unit    kpi.UnitID
	Reason  kpi.Quarantine
	Problem string // reason code that the product shows
	At      time.Time
}

// QuarantineState says how the register stands to a content.
type QuarantineState string

// The states. What was purged stays set aside for ever.
const (
	NotSetAside QuarantineState = ""
	SetAside    QuarantineState = "set-aside"
	Released    QuarantineState = "released" // a head found the mark to be none
)

// Deed is who did something, and when.
type Deed struct {
	Account kpi.AccountID `json:"-"`
	By      string        `json:"by"`
	At      time.Time     `json:"at"`
}

// PurgeReason is why bytes are removed for good. It is a code and no sentence: words
// about a paper that may not be kept may not be kept either.
type PurgeReason string

// The reasons of a purge.
const (
	PurgeSecret    PurgeReason = "state-secret" // Law 117/2025/QH15
	PurgeProgram   PurgeReason = "program"
	PurgeByMistake PurgeReason = "by-mistake" // it should never have been handed in
)

// Quarantine is what was set aside, what became of it, and after a purge all that is
// left: hash, times, reason and who.
type Quarantine struct {
	ID          kpi.QuarantineID `json:"id"`
	Hash        string           `json:"hash" doc:"SHA-256, lower hex"`
	Product     kpi.ProductID    `json:"product_id"`
	UnitID      kpi.UnitID       `json:"unit_id"`
	UnitName    string           `json:"unit_name"`
	Submitter   string           `json:"submitter"`
	ReceivedAt  time.Time        `json:"received_at"`
	Reason      kpi.Quarantine   `json:"reason" enum:"classified,active"`
	FoundAt     time.Time        `json:"found_at"`
	PurgeReason PurgeReason      `json:"purge_reason" enum:"state-secret,program,by-mistake,"`
	Requested   *Deed            `json:"requested,omitempty"`
	Confirmed   *Deed            `json:"confirmed,omitempty"`
	Released    *Deed            `json:"released,omitempty"`
	PurgedAt    *time.Time       `json:"purged_at" nullable:"true"`
}

// Waits reports whether somebody may still decide about it.
func (q Quarantine) Waits() bool { return q.Released == nil && q.Confirmed == nil }

// NewClassified is one unit of work without content.
type NewClassified struct {
	Unit        kpi.UnitID
	By          kpi.OfficialID
	CompletedOn kpi.Date
	At          time.Time
}

// NewNotice tells the people of some roles over a unit, and the official whose work
// it is.
type NewNotice struct {
	Kind   string
	Object string
	Unit   kpi.UnitID
	Roles  []kpi.Role
	Owner  kpi.OfficialID // 0 = nobody
	At     time.Time
}

// Notice is something that one account should know of. It names an object and says
// nothing about what is in it.
type Notice struct {
	ID     kpi.NoticeID `json:"id"`
	Kind   string       `json:"kind" enum:"quarantine.classified,quarantine.active,purge.requested,purge.done,quarantine.released,classified.waits,classified.confirmed"`
	Object string       `json:"object" doc:"e.g. quarantine:3, evidence:12"`
	Text   kpi.Text     `json:"text"`
	At     time.Time    `json:"at"`
	Read   bool         `json:"read"`
}
