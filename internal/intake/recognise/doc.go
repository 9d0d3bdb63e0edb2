// Package recognise reads, in the text of a Vietnamese official paper, what the
// register wants to know: number, symbol, type, issuer, date, title, signer, and
// dossier codes (Decree 30/2020/NĐ-CP; domain notes §4 and §5). And it finds the
// marks of classified papers.
//
// It is pure and explainable: rules over lines of text, no model, no list of
// offices, no look at pictures. What it gives are guesses with a percentage, for
// people to confirm; it confirms nothing itself. Zones of the page, a second
// reading of the letterhead and the list of units can only sharpen it later.
//
// Text may be NFC or NFD, with old or new placement of tone marks, and may carry
// the slips of OCR: keywords are therefore compared without marks, values are
// given as they were printed.
package recognise

import (
	"cmp"
	"slices"

	"minhchung/internal/kpi"
)

// The fields that are guessed.
const (
	Number  = "number"
	Symbol  = "symbol"
	DocType = "doc_type"
	Issuer  = "issuer"
	Issued  = "issued_on" // value in ISO 8601
	Title   = "title"
	Signer  = "signer"
	Dossier = "dossier_code"
)

// Found is what was recognised. Guesses holds at most one guess a field, in the
// order of the constants; a field that was not found is absent.
type Found struct {
	Guesses  []kpi.FieldGuess
	Dossiers []string // all codes of all pages, in order, each once
}

// Fields recognises what it can.
func Fields(pages []Page) Found {
	if len(pages) == 0 {
		return Found{}
	}
	first := pages[0]
	g := &guesses{ocr: first.OCR, page: max(1, first.Number)}
	h := letterhead(lines(first.Text))
	n := readNumber(h)
	n.guess(g)
	readType(h, n).guess(g)
	readIssuer(h, n).guess(g)
	readDate(h).guess(g)
	readTitle(h, n).guess(g)
	readSigner(pages).guess(g)
	codes, page := readDossiers(pages)
	if len(codes) > 0 {
		g.add(Dossier, codes[0], 95, page)
	}
	order := []string{Number, Symbol, DocType, Issuer, Issued, Title, Signer, Dossier}
	slices.SortStableFunc(g.list, func(a, b kpi.FieldGuess) int {
		return cmp.Compare(slices.Index(order, a.Field), slices.Index(order, b.Field))
	})
	return Found{Guesses: g.list, Dossiers: codes}
}

type guesses struct {
	ocr  bool
	page int
	list []kpi.FieldGuess
}

// add keeps a guess. What was read from a picture is never surer than 90 %.
func (g *guesses) add(field, value string, percent, page int) {
	if value == "" {
		return
	}
	if g.ocr {
		percent = min(90, percent*9/10)
	}
	g.list = append(g.list, kpi.FieldGuess{Field: field, Value: value, Percent: percent, Page: page})
}
