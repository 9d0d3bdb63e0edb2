// Package measure lets the recogniser read a set of papers and counts what is right,
// by field, form and layout, and how often it was wrong while sure.
//
// It is the only place where examiner and recogniser meet.
package measure

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"minhchung/deploy/firstpages/paper"
	"minhchung/deploy/firstpages/set"
	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

// Sure is the percentage from which on a guess is called sure.
const Sure = 80

// Fields are what is measured. The first one counts a paper whose number and symbol
// are both right.
func Fields() []string {
	return []string{
		"number+symbol", recognise.Number, recognise.Symbol, recognise.Issued, recognise.DocType, recognise.Signer, recognise.Issuer,
		recognise.PlaceName, recognise.Title, recognise.Position, recognise.Recipients, recognise.Dossier,
	}
}

// Score counts papers.
type Score struct{ Papers, Right, Sure, SureWrong int }

// Percent is the share of papers that are right; 100 when there are none.
func (s Score) Percent() float64 { return share(s.Right, s.Papers) }

// Calibration is the share of wrong values among the sure ones, in percent.
func (s Score) Calibration() float64 { return 100 - share(s.Sure-s.SureWrong, s.Sure) }

func share(part, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(part) / float64(of)
}

func (s Score) plus(o Score) Score {
	return Score{s.Papers + o.Papers, s.Right + o.Right, s.Sure + o.Sure, s.SureWrong + o.SureWrong}
}

// Key is one cell of the table.
type Key struct{ Field, Form, Layout string }

// Table holds the scores by field, form and layout.
type Table map[Key]Score

// Miss is one wrong field, for those who look for the reason.
type Miss struct {
	Entry            set.Entry
	Field, Got, Want string
	Percent          int
}

// Pages gives an entry to the recogniser, with or without the places of its words.
func Pages(e set.Entry, places bool) []recognise.Page {
	var out []recognise.Page
	for i, p := range e.Pages {
		q := recognise.Page{Number: i + 1, Text: p.Text(), OCR: p.OCR || e.Scanned()}
		if places {
			q.Width, q.Height = p.Width, p.Height
			q.Words, q.Second, q.Tail, q.Line = words(p.Words), words(p.Second), words(p.Tail), words(p.Line)
		}
		out = append(out, q)
	}
	return out
}

func words(in []set.Word) []recognise.Word {
	var out []recognise.Word
	for _, w := range in {
		out = append(out, recognise.Word{
			Text: w.Text, Box: kpi.Place{X: w.X, Y: w.Y, W: w.W, H: w.H}, Confidence: w.Confidence, Block: w.Block, Line: w.Line,
		})
	}
	return out
}

// Run reads the whole set.
func Run(entries []set.Entry, places bool) (Table, []Miss) {
	r := recognise.New(paper.Units())
	t := Table{}
	var misses []Miss
	for _, e := range entries {
		got := map[string]kpi.FieldGuess{}
		for _, g := range r.Fields(Pages(e, places)).Guesses {
			got[g.Field] = g
		}
		for _, f := range Fields() {
			s, miss := judge(e, f, got)
			k := Key{f, form(e), e.Layout}
			t[k] = t[k].plus(s)
			if miss != nil {
				misses = append(misses, *miss)
			}
		}
	}
	return t, misses
}

func form(e set.Entry) string {
	if e.Scanned() {
		return "scanned"
	}
	return "born"
}

func judge(e set.Entry, field string, got map[string]kpi.FieldGuess) (Score, *Miss) {
	g, want := got[field], truth(e.Truth, field)
	if field == "number+symbol" {
		n, s := got[recognise.Number], got[recognise.Symbol]
		g.Value, g.Percent = n.Value+" "+s.Value, min(n.Percent, s.Percent)
	}
	s := Score{Papers: 1}
	right := same(field, e.Scanned(), g.Value, want)
	if right {
		s.Right = 1
	}
	if g.Percent >= Sure {
		s.Sure = 1
		if !right {
			s.SureWrong = 1
		}
	}
	if right {
		return s, nil
	}
	return s, &Miss{Entry: e, Field: field, Got: g.Value, Want: want, Percent: g.Percent}
}

func truth(t paper.Truth, field string) string {
	return map[string]string{
		"number+symbol": t.Number + " " + t.Symbol, recognise.Number: t.Number, recognise.Symbol: t.Symbol,
		recognise.Issued: t.Date, recognise.DocType: t.Type, recognise.Signer: t.Signer, recognise.Issuer: t.Issuer,
		recognise.PlaceName: t.Place, recognise.Title: t.Title, recognise.Position: t.Position,
		recognise.Recipients: strings.Join(t.Recipients, "; "), recognise.Dossier: t.Subject,
	}[field]
}

// same compares letter by letter what the register keeps. Of sentences and lists, only
// letters and digits count, and in scans not the marks on them.
func same(field string, scanned bool, got, want string) bool {
	got, want = norm.NFC.String(got), norm.NFC.String(want)
	switch field {
	case recognise.Issuer:
		return strings.EqualFold(got, want)
	case recognise.Title, recognise.Recipients, recognise.Position:
		return letters(got, scanned) == letters(want, scanned)
	}
	return got == want
}

func letters(s string, bare bool) string {
	if bare {
		s = norm.NFD.String(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case bare && (r == 'đ' || r == 'Đ' || r == 'Ð' || r == 'ð'):
			return 'd'
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Sum adds the scores of a field and form over all layouts.
func (t Table) Sum(field, form string) Score {
	var sum Score
	for k, s := range t {
		if k.Field == field && k.Form == form {
			sum = sum.plus(s)
		}
	}
	return sum
}

// Worst is the layout with the lowest share; the first by name of several.
func (t Table) Worst(field, form string) (string, Score) {
	worst, layout := Score{}, ""
	for _, l := range t.Layouts() {
		if s, ok := t[Key{field, form, l}]; ok && (layout == "" || s.Percent() < worst.Percent()) {
			layout, worst = l, s
		}
	}
	return layout, worst
}

// Layouts are those of the table, sorted.
func (t Table) Layouts() []string {
	seen := map[string]bool{}
	for k := range t {
		seen[k.Layout] = true
	}
	return slices.Sorted(maps.Keys(seen))
}
