// Package office takes the text out of office documents: DOCX, XLSX, ODT, ODS; and
// says of all of them, and of the old DOC, what they are and what in them could run.
//
// It must run in the parser child and nowhere else: its functions are pure (bytes
// in, pages out) and follow a stranger's sizes into memory up to the limits below.
// It draws nothing, runs no macro, resolves no entity, follows no link, and opens
// no embedded document. The text of a DOC is catdoc's to take (see intake's Read).
//
// A page is what the program that saved a DOCX or ODT remembered as a page (its own
// breaks and the last rendered ones), and a sheet of a workbook; pages longer than
// text.MaxPage go on on the next one.
package office

import (
	"errors"

	"minhchung/internal/intake/text/legacy"
)

// The media types that are read here.
const (
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ODT  = "application/vnd.oasis.opendocument.text"
	ODS  = "application/vnd.oasis.opendocument.spreadsheet"
	DOC  = "application/msword"
)

// Limits of an archive. What is over them is a bomb, whatever it holds.
const (
	MaxEntries  = 10_000
	MaxUnpacked = 256 << 20 // bytes of all parts
	MaxRatio    = 100       // unpacked to packed, of the whole archive; counted from freeSize on
	freeSize    = 4 << 20
	maxText     = 32 << 20 // bytes of text taken from one document
	maxDepth    = 200      // nesting of elements
	maxCells    = 2_000_000
)

// What a document is refused or kept for. They are facts of the document.
var (
	ErrBomb     = errors.New("office: it unpacks to too much")
	ErrDamaged  = errors.New("office: it cannot be read")
	ErrPassword = errors.New("office: it needs a password")
	ErrKind     = errors.New("office: no document of a kind that is read")
	ErrPolyglot = errors.New("office: it is two kinds of document at once")
)

// Active names a thing in a document that could run or fetch when it is opened.
type Active string

// The active things that are looked for.
const (
	Macro    Active = "macro"    // a VBA project, Excel 4 macro sheets, ODF scripts
	Control  Active = "control"  // ActiveX
	DDE      Active = "dde"      // a field or link that starts a program
	Remote   Active = "remote"   // a template, frame or object fetched from elsewhere
	Program  Active = "program"  // an embedded program
	Entities Active = "entities" // a DTD in XML, which these formats forbid
)

// Document is what was read.
type Document struct {
	MediaType string
	Pages     []string        // text.Repaired
	Was       legacy.Encoding // of any page; "" = all were Unicode
	Active    []Active        // each once
	Embedded  int             // documents and objects carried inside
	Cut       bool            // there was more text than is taken
}

func (d *Document) active(a Active) {
	for _, have := range d.Active {
		if have == a {
			return
		}
	}
	d.Active = append(d.Active, a)
}
