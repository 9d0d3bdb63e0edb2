// Package recognise reads, in the text of a Vietnamese official paper, what the
// register wants to know: number, symbol, type, issuer, place, date, title, signer,
// position, recipients, and dossier codes (Decree 30/2020/NĐ-CP; domain notes §4 and
// §5). And it finds the marks of classified papers.
//
// It is pure and explainable: rules over lines of text and their places on the page,
// no model, no list of offices but the one it is given, no look at pictures. What it
// gives are guesses with a percentage and a place, for people to confirm; it confirms
// nothing itself.
//
// Text may be NFC or NFD, with old or new placement of tone marks, and may carry
// the slips of OCR: keywords are therefore compared without marks. Values are given
// as they were printed, but for lookalikes of Đ and of strokes, and for slips of OCR
// that another part of the page puts right; the percentage tells of those.
package recognise

import (
	"cmp"
	"slices"
	"strings"

	"minhchung/internal/kpi"
)

// The fields that are guessed.
const (
	Number     = "number"
	Symbol     = "symbol"
	DocType    = "doc_type" // abbreviation of the decree; none for official letters (công văn)
	Issuer     = "issuer"   // as printed, or as the list of units calls it
	PlaceName  = "place"
	Issued     = "issued_on" // value in ISO 8601
	Title      = "title"
	Signer     = "signer"
	Position   = "position"   // of the signer, without the authority he signs by (KT., TL.)
	Recipients = "recipients" // parted by "; "
	Dossier    = "dossier_code"
)

// Found is what was recognised. Guesses holds at most one guess a field, in the
// order of the constants; a field that was not found is absent.
type Found struct {
	Guesses  []kpi.FieldGuess
	Dossiers []string // all codes of all pages, in order, each once; what the paper is about is the guess
}

// Recogniser holds the rules, ready for use, and the list of units. It is safe for
// concurrent use.
type Recogniser struct {
	known []knownUnit
	rules
}

// New makes a recogniser that knows these units by name; without any it gives issuers
// as they were printed.
func New(units []string) *Recogniser {
	r := &Recogniser{rules: compile()}
	r.known = prepare(units)
	return r
}

// Fields recognises what it can without a list of units.
func Fields(pages []Page) Found { return New(nil).Fields(pages) }

// Fields recognises what it can.
func (r *Recogniser) Fields(pages []Page) Found {
	if len(pages) == 0 {
		return Found{}
	}
	first := pages[0]
	sheets := make([][]line, len(pages))
	for i, p := range pages {
		sheets[i] = r.sheet(p)
	}
	g := &guesses{pages: pages}
	top := r.readTop(sheets[0], first.Line, first.OCR)
	heads := []head{top.head}
	if len(first.Second) > 0 {
		second := r.readTop(r.sheet(first.again()), first.Line, first.OCR)
		heads = append(heads, second.head)
		top = top.or(second)
	}
	h, n := top.head, top.number()
	n.guess(g)
	top.kind.guess(g)
	top.issuer.guess(g)
	top.date.guess(g)
	r.readTitles(heads, n).guess(g)
	r.readSignature(pages, sheets, h).guess(g)
	r.readRecipients(pages, sheets).guess(g)
	codes := r.readDossiers(sheets, g)
	order := []string{Number, Symbol, DocType, Issuer, PlaceName, Issued, Title, Signer, Position, Recipients, Dossier}
	slices.SortStableFunc(g.list, func(a, b kpi.FieldGuess) int {
		return cmp.Compare(slices.Index(order, a.Field), slices.Index(order, b.Field))
	})
	return Found{g.list, codes}
}

type guesses struct {
	pages []Page
	list  []kpi.FieldGuess
}

// reading is a value, how sure it is, and where it was read.
type reading struct {
	value   string
	percent int
	page    int // index of the page
	place   *kpi.Place
}

// add keeps a reading. What was read from a picture is never surer than 90 %.
func (g *guesses) add(field string, r reading) {
	if r.value == "" || r.page >= len(g.pages) {
		return
	}
	p := g.pages[r.page]
	if p.OCR {
		r.percent = min(90, r.percent-3)
		if len(p.Words) == 0 {
			r.percent = min(90, r.percent*9/10)
		}
	}
	g.list = append(g.list, kpi.FieldGuess{
		Field: field, Value: strings.Map(barred, r.value), Percent: min(100, max(1, r.percent)), Page: max(1, p.Number), Place: whole(r.place),
	})
}

// whole keeps a place inside the page.
func whole(p *kpi.Place) *kpi.Place {
	if p == nil {
		return nil
	}
	x, y := min(1000, max(0, p.X)), min(1000, max(0, p.Y))
	return &kpi.Place{X: x, Y: y, W: min(1000-x, max(0, p.W)), H: min(1000-y, max(0, p.H))}
}
