package kpi

import "time"

// ReadState is how far the recognition of a product's file has come.
type ReadState string

// The read states.
const (
	ReadPending ReadState = "pending"  // queued or running
	ReadDone    ReadState = "read"     // text and facts are there
	ReadNot     ReadState = "not-read" // kept, but its text could not be read; the reason stands beside it
)

// Product (sản phẩm/công việc) is one finished output. Completed, Due and
// Received are three different days and never one field.
type Product struct {
	ID          ProductID    `json:"id"`
	UnitID      UnitID       `json:"unit_id"`
	SubmittedBy OfficialID   `json:"submitted_by"`
	Submitter   string       `json:"submitter" doc:"Name of the official who submitted it"`
	Title       string       `json:"title"`
	DocType     string       `json:"doc_type" doc:"Abbreviation of Decree 30/2020, e.g. QĐ; empty for công văn or unknown"`
	Number      string       `json:"number"`
	Symbol      string       `json:"symbol"`
	Issuer      string       `json:"issuer" doc:"Issuing agency as printed"`
	IssuedOn    Date         `json:"issued_on"`
	DossierCode string       `json:"dossier_code"`
	CompletedOn Date         `json:"completed_on" doc:"When the work was finished; empty while unknown"`
	DueOn       Date         `json:"due_on"`
	ReceivedAt  time.Time    `json:"received_at" doc:"When the file arrived here; never edited"`
	Read        ReadState    `json:"read" enum:"pending,read,not-read"`
	ReadProblem string       `json:"read_problem" doc:"Reason code when not-read, or a warning"`
	Pages       int          `json:"pages"`
	Hash        string       `json:"hash" doc:"SHA-256 of the current version, lower hex"`
	Size        int64        `json:"size" doc:"Bytes"`
	MediaType   string       `json:"media_type"`
	FileName    string       `json:"file_name"`
	Restricted  bool         `json:"restricted" doc:"Only named persons may open it"`
	Quarantined Quarantine   `json:"quarantined" enum:"classified,active," doc:"Why it is set aside: nobody opens its file and it never counts"`
	Source      Source       `json:"source" enum:"file,classified" doc:"classified: one unit of work without content"`
	Identities  []Identity   `json:"identities"`
	Confidence  []FieldGuess `json:"confidence" doc:"What recognition read, with how sure it is"`
}

// Quarantine (cách ly) is why a product is set aside; empty = it is not.
type Quarantine string

// The reasons of a quarantine.
const (
	QuarantineClassified Quarantine = "classified" // marked Mật, Tối mật, Tuyệt mật (Law 117/2025/QH15)
	QuarantineActive     Quarantine = "active"     // carries a program
)

// Source is what a product is made of.
type Source string

// The sources. Classified work has no file, title, number or words: one unit of a
// product type, finished on a day, that the head confirms.
const (
	SourceFile       Source = "file"
	SourceClassified Source = "classified"
)

// FieldGuess is one recognised field and how sure the recogniser is, in percent.
// Percent is a display value and never enters a score.
type FieldGuess struct {
	Field   string `json:"field" doc:"number, symbol, doc_type, issuer, issued_on, place, title, signer, position, recipients, dossier_code"`
	Value   string `json:"value"`
	Percent int    `json:"percent" minimum:"0" maximum:"100"`
	Page    int    `json:"page"`
	Place   *Place `json:"place,omitempty" doc:"Where on the page it was read; absent when the reader does not know"`
}

// Contribution is an official's share of joint work in one act; the shares of one
// act of one product never sum past 1.
type Contribution struct {
	ProductID  ProductID  `json:"product_id"`
	Act        Act        `json:"act"`
	OfficialID OfficialID `json:"official_id"`
	Share      Rat        `json:"share" doc:"0 < share ≤ 1, n/d"`
}
