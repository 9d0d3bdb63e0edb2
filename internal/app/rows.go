package app

import (
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// NewOfficial is an official together with the post held from a day on.
type NewOfficial struct {
	StaffCode string     `json:"staff_code"`
	Name      string     `json:"name"`
	UnitID    kpi.UnitID `json:"unit_id"`
	PostTitle string     `json:"post_title"`
	Leader    bool       `json:"leader"`
	From      kpi.Date   `json:"from"`
}

// Account is somebody who can sign in.
type Account struct {
	ID           kpi.AccountID
	Login        string
	Name         string
	OfficialID   kpi.OfficialID // 0 for nobody who is judged
	PasswordHash string
	MustChange   bool
	Disabled     bool
}

// RoleGrant is one role given to one account over one unit. A role that reads
// documents is active only once a second person has confirmed it.
type RoleGrant struct {
	ID          kpi.GrantID
	AccountID   kpi.AccountID
	Login, Name string
	Role        kpi.Role
	UnitID      kpi.UnitID
	UnitName    string
	From, To    kpi.Date
	GrantedBy   kpi.AccountID // 0: the installation itself
	GrantedName string
	ConfirmedBy kpi.AccountID
	Confirmer   string
	Active      bool
	Revoked     bool
}

// Session is one signed-in browser. Only the hash of its token is stored.
type Session struct {
	TokenHash []byte
	Account   kpi.AccountID
	Created   time.Time
	Seen      time.Time
	Expires   time.Time
}

// PlanLine is a kpi.PlanLine with what is shown beside it.
type PlanLine struct {
	kpi.PlanLine
	UnitID        kpi.UnitID
	AssignedBy    kpi.AccountID
	IndicatorName string
	Type          kpi.ProductType
	Accepted      kpi.Rat // units
	Pending       kpi.Rat // units
	Returned      int
}

// Intention is an upload that was announced; it goes when the product is there.
type Intention struct {
	ID       kpi.IntentionID
	Account  kpi.AccountID
	FileName string
	Declared int64 // bytes
	Hash     *storage.Hash
	At       time.Time
}

// Content is one stored file, by its hash.
type Content struct {
	Hash      storage.Hash
	Size      int64
	MediaType string
}

// NewProduct is what is known of a product when its file has just arrived.
type NewProduct struct {
	UnitID      kpi.UnitID
	SubmittedBy kpi.OfficialID
	Title       string
	DueOn       kpi.Date
	ReceivedAt  time.Time
	Hash        storage.Hash
}

// Version is one file of a product.
type Version struct {
	Hash     storage.Hash
	FileName string
	Account  kpi.AccountID
	At       time.Time
	Entry    kpi.EntryID
}

// Product is a stored product with what its use cases need beside the words.
type Product struct {
	kpi.Product
	Content     *storage.Hash
	Typed       bool // a person typed or confirmed its fields
	DuplicateOf kpi.ProductID
	ReplacedBy  kpi.ProductID // the file that answered its return; it is never counted beside that one
	Withdrawn   bool
	Readers     []kpi.AccountID
	Entry       kpi.EntryID // of the current version
	UnitName    string
	Used        int // pieces of evidence that are not withdrawn
	Problems    []FileProblem
	Verdict     kpi.SignatureVerdict // of the current file; "" while unread
	Signatures  []kpi.Signature
	Searchable  CopyState // of the copy of the current file
	Tool        string    // version of the reader that read the current file; empty while unread
}

// Object is the product as rights see it.
func (p Product) Object() access.Object {
	o := access.Object{Official: p.SubmittedBy, Unit: p.UnitID, Restricted: p.Restricted, Readers: p.Readers}
	if p.Quarantined != "" { // to everybody but its owner it is not there
		o.Restricted, o.Readers = true, nil
	}
	return o
}

// ProductRow is a product in a list.
type ProductRow struct {
	ID         kpi.ProductID `json:"id"`
	Title      string        `json:"title"`
	DocRef     string        `json:"doc_ref" doc:"Number and symbol, or the dossier code"`
	DocType    string        `json:"doc_type"`
	UnitID     kpi.UnitID    `json:"unit_id"`
	UnitName   string        `json:"unit_name"`
	Submitter  string        `json:"submitter"`
	ReceivedAt time.Time     `json:"received_at"`
	IssuedOn   kpi.Date      `json:"issued_on"`
	Pages      int           `json:"pages"`
	MediaType  string        `json:"media_type"`
	Read       kpi.ReadState `json:"read" enum:"pending,read,not-read"`
	Restricted bool          `json:"restricted"`
	Unattached bool          `json:"unattached" doc:"No evidence uses it yet"`
}

// ProductFilter narrows lists of products.
type ProductFilter struct {
	IDs       []kpi.ProductID // nil = any; empty = none
	Submitter kpi.OfficialID
	DocType   string
	Unit      kpi.UnitID
	Year      int
	Before    kpi.ProductID // cursor: ids below this one; 0 = from the newest
	Limit     int
}

// Facet is one value of a filter with the number of products behind it.
type Facet struct {
	Field string `json:"field" enum:"type,unit,year"`
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// PageText is the recognised text of one page, NFC.
type PageText struct {
	Page       int    `json:"page"`
	Text       string `json:"text"`
	Confidence int    `json:"confidence" doc:"Percent; 100 for text that was in the file"`
	OCR        bool   `json:"ocr"`
}

// Look is the look at a file before anything is stored.
type Look struct {
	MediaType string
	Pages     int
	Problem   *kpi.Error // why it is refused; nil = it may be stored
	Held      *kpi.Error // beside Problem: it may be kept instead, in quarantine
}

// FileFacts is what a reader found in one file.
type FileFacts struct {
	Tool      string
	Pages     int
	Text      []PageText
	TextChars int
	Guesses   []kpi.FieldGuess
	Dossiers  []string
	Problems  []FileProblem

	Signed
	Searchable CopyState
}

// Signed is what the signatures of one file are worth.
type Signed struct {
	Verdict    kpi.SignatureVerdict // one word about all of them
	Signatures []kpi.Signature
	Trust      string // fingerprint of the trusted certificates they were judged by
}

// CopyState tells about the copy, a PDF, of a scan or an office document.
type CopyState string

// The states of a copy. A PDF or picture most of whose pages have their words, or none,
// wants none. What is wanted waits for a machine that can make it.
const (
	CopyNone    CopyState = ""
	CopyWanted  CopyState = "wanted"
	CopyMade    CopyState = "made"
	CopyNotMade CopyState = "not-made" // too many pages, too large, or a page that cannot be drawn, recognised or printed
)

// FileProblem is something about a file that people should know.
type FileProblem struct {
	Code string   `json:"code"`
	Page int      `json:"page" doc:"0 for the whole file"`
	Text kpi.Text `json:"text"`
}

// EvidenceRow is a piece of evidence as stored.
type EvidenceRow struct {
	kpi.Evidence
	Act    kpi.Act
	UnitID kpi.UnitID
	Entry  kpi.EntryID
}

// Basis is what a piece of evidence counts with that stands in other rows, and is
// fixed as long as the evidence is in use.
type Basis struct {
	Share     kpi.Rat
	Completed kpi.Date
}

// Object is the evidence as rights see it.
func (e EvidenceRow) Object() access.Object {
	return access.Object{Official: e.OfficialID, Unit: e.UnitID}
}

// History is one change of a piece of evidence.
type History struct {
	Version    int              `json:"version"`
	At         time.Time        `json:"at"`
	Account    kpi.AccountID    `json:"-"`
	By         string           `json:"by"`
	Action     string           `json:"action" enum:"submitted,accepted,confirmed,compared,returned,withdrawn,undone,resubmitted"`
	State      string           `json:"state"`
	Faults     int              `json:"faults"`
	Delays     int              `json:"delays"`
	Reason     string           `json:"reason"`
	ReasonCode kpi.ReturnReason `json:"reason_code"`
	SeenMS     int64            `json:"seen_ms" doc:"How long the document was on screen before the decision"`
	Entry      kpi.EntryID      `json:"entry_id"`
}

// EvidenceView is a piece of evidence with what a reviewer needs beside it.
type EvidenceView struct {
	EvidenceRow
	Act            kpi.Act // shadows the embedded field, for readers of the view
	ProductTitle   string
	DocRef         string
	DocType        string
	Read           kpi.ReadState
	ReadProblem    string
	Pages          int
	MediaType      string
	Hash           string // of the product's current version
	ProductUnit    kpi.UnitID
	Restricted     bool
	Readers        []kpi.AccountID
	IndicatorName  string
	TypeName       string
	CountUnit      string
	Coefficient    *kpi.Rat
	OfficialName   string
	StaffCode      string
	PostTitle      string
	UnitName       string
	Due            kpi.Date
	CompletedOn    kpi.Date
	PlanQuantity   kpi.Rat
	PlanTitle      string
	Unplanned      bool
	ReviewerName   string
	PeriodState    kpi.PeriodState
	ReturnedOnLine int // other items of the same plan line, or of the same type and person, that stand returned
	Number, Symbol string
	Issuer         string
	IssuedOn       kpi.Date
	Typed          bool             // a person typed or confirmed the fields
	Guesses        []kpi.FieldGuess // what recognition read in the file
	PerProduct     kpi.Rat          // what the catalogue says one product is worth, in units
	Twin           bool             // the same number and symbol is claimed for this act from another file
	Source         kpi.Source       // of the product
	Near           int              // percent of an earlier product's text that this one has, a question nobody answered; 0 = none
	Declared       int              // other content-free units of this person, type and day that wait or count
	Submitter      kpi.OfficialID   // of the product
	Authors        []kpi.OfficialID // who is credited with this act of the product
}

// EvidenceFilter narrows lists of evidence; zero fields do not.
type EvidenceFilter struct {
	Official kpi.OfficialID
	Period   kpi.PeriodID
	Product  kpi.ProductID
	State    kpi.EvidenceState
	Limit    int
}

// GeneralRow is one version of the general criteria of an official.
type GeneralRow struct {
	kpi.GeneralCriteria
	Official kpi.OfficialID
	Period   kpi.PeriodID
	Version  int
	Account  kpi.AccountID
	At       time.Time
	Entry    kpi.EntryID
}

// CardRow is a stored scorecard with the facts it was computed from.
type CardRow struct {
	kpi.Scorecard
	Agency kpi.UnitID
	Hash   [32]byte // of Facts
	Facts  []byte   // canonical
	At     time.Time
	Entry  kpi.EntryID
}

// CardSummary is one official in the table of a team.
type CardSummary struct {
	Official kpi.Official
	Card     *kpi.Scorecard // without lines; nil while nothing was computed
	Pending  int
	Returned int
	Overdue  int
}

// NewEntry is a log entry about to be written. Body holds the details; only its
// salted hash enters the leaf.
type NewEntry struct {
	At     time.Time
	Kind   string
	Actor  kpi.AccountID
	Object string
	Unit   kpi.UnitID // for who may list it
	Body   []byte
	Salt   [32]byte
	Leaf   []byte
	Hash   [32]byte
}

// LogFilter narrows the list of log entries; zero fields do not.
type LogFilter struct {
	Object string
	Actor  kpi.AccountID
	Before kpi.EntryID
	Limit  int
}

// LogRow is a log entry in a list.
type LogRow struct {
	ID        kpi.EntryID
	At        time.Time
	Kind      string
	Actor     kpi.AccountID
	ActorName string
	Object    string
	Hash      [32]byte
}

// StoredEntry is a log entry with its leaf and, unless erased, its body.
type StoredEntry struct {
	ID     kpi.EntryID
	Kind   string
	Object string
	Leaf   []byte
	Hash   [32]byte
	Salt   []byte // nil when the body was erased
	Body   []byte
}

// FactRows is what is stored about one official in one period: everything a
// score is made of, read in one snapshot.
type FactRows struct {
	Official kpi.Official
	Period   kpi.Period
	Plan     []PlanLine
	Carried  []CarriedLine
	Evidence []FactEvidence
	General  *GeneralRow
}

// CarriedLine is an assigned line of the period before that was not finished.
type CarriedLine struct {
	PlanLine
	Finished kpi.Rat // units accepted for it in the period it fell due
}

// FactEvidence is a piece of evidence with what admission asks of its surroundings.
type FactEvidence struct {
	EvidenceRow
	Type      kpi.ProductType
	Indicator kpi.Indicator // id, name, state; Types holds the type exactly when it is accepted
	Product   kpi.Product   // the fields that admission reads
	Plan      *kpi.PlanLine // the same; nil = none
	Typed     bool
	Duplicate bool
	Withdrawn bool
	SetAside  bool // in quarantine
	// Who confirmed work without content as its head, and when; empty for other work.
	ConfirmedBy string
	ConfirmedOn kpi.Date
	Opened      bool // whoever decided opened the document, by the log
	Share       kpi.Rat
}
