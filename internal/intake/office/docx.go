package office

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
)

// word writes the text of WordprocessingML parts in reading order. Elements are
// known by their local names: the strict and the transitional form of the standard
// differ in name spaces only (ISO/IEC 29500-1, clause 17).
type word struct {
	d *Document
	b strings.Builder
}

func readDOCX(a *archive, main string, d *Document) error {
	w := &word{d: d}
	// A mark of classification may stand in a header: it belongs to page one.
	for _, n := range a.partsUnder("word/header", path.Dir(main)+"/header") {
		if err := w.furniture(a, n); err != nil {
			return err
		}
	}
	err := w.part(a, main)
	if err == nil {
		for _, n := range a.partsUnder("word/footnotes", "word/endnotes", "word/footer") {
			if err = w.furniture(a, n); err != nil {
				break
			}
		}
	}
	d.paginate(w.b.String())
	return err
}

// partsUnder returns the names of the XML parts that begin with one of the prefixes,
// in order, each once.
func (a *archive) partsUnder(prefixes ...string) []string {
	var names []string
	for _, n := range a.names {
		for _, p := range prefixes {
			if strings.HasPrefix(n, strings.ToLower(p)) && path.Ext(n) == ".xml" && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	slices.Sort(names)
	return names
}

// furniture adds a header, footer or note, unless it holds hardly any word: most
// of them are page numbers.
func (w *word) furniture(a *archive, name string) error {
	own := &word{d: w.d}
	if err := own.part(a, name); err != nil {
		return err
	}
	letters := 0
	s := strings.ReplaceAll(own.b.String(), "\f", "\n")
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters >= 3 {
		w.write(s)
	}
	return nil
}

func (w *word) part(a *archive, name string) error {
	r, err := a.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	e := walk(r)
	for {
		t, err := e.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if s, ok := t.(xml.StartElement); ok {
			if err := w.element(e, s); err != nil {
				return end(err)
			}
		}
	}
}

func (w *word) write(s string) {
	if w.b.Len()+len(s) > maxText {
		w.d.Cut = true
		return
	}
	w.b.WriteString(s)
}

// element writes one element and what is in it.
func (w *word) element(e *elements, s xml.StartElement) error {
	switch s.Name.Local {
	case "tbl":
		return w.table(e)
	case "p":
		return w.paragraph(e)
	case "t":
		return w.text(e)
	case "instrText":
		return w.instruction(e)
	case "Fallback", "delText", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "moveFrom":
		// Fallback repeats a text box for old programs; moveFrom and delText are gone.
		return w.properties(e, s)
	case "tab", "ptab":
		w.write("\t")
	case "br":
		if attr(s, "type") == "page" {
			w.write("\f")
		} else {
			w.write("\n")
		}
	case "cr":
		w.write("\n")
	case "lastRenderedPageBreak":
		w.write("\f")
	case "noBreakHyphen":
		w.write("-")
	}
	return w.inside(e)
}

// inside writes everything up to the end of the element that was opened last.
func (w *word) inside(e *elements) error {
	for until := e.depth - 1; e.depth > until; {
		t, err := e.next()
		if err != nil {
			return end(err)
		}
		if s, ok := t.(xml.StartElement); ok {
			if err := w.element(e, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// properties passes an element that has no text, but may begin a page.
func (w *word) properties(e *elements, s xml.StartElement) error {
	if s.Name.Local != "pPr" {
		return e.skip()
	}
	for until := e.depth - 1; e.depth > until; {
		t, err := e.next()
		if err != nil {
			return end(err)
		}
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "pageBreakBefore" && attr(s, "val") != "0" && attr(s, "val") != "false" {
			w.write("\f")
		}
	}
	return nil
}

// paragraph writes a paragraph, and the text boxes that hang on it behind it.
func (w *word) paragraph(e *elements) error {
	err := w.inside(e)
	w.write("\n")
	return err
}

// text writes the characters of one run.
func (w *word) text(e *elements) error {
	for until := e.depth - 1; e.depth > until; {
		t, err := e.next()
		if err != nil {
			return end(err)
		}
		if c, ok := t.(xml.CharData); ok {
			w.write(strings.ReplaceAll(string(c), "\f", " "))
		}
	}
	return nil
}

// instruction reads the code of a field, which is no text. DDE starts programs.
func (w *word) instruction(e *elements) error {
	own := word{d: &Document{}}
	err := own.text(e)
	if f := strings.Fields(strings.ToUpper(own.b.String())); len(f) > 0 && (f[0] == "DDE" || f[0] == "DDEAUTO") {
		w.d.active(DDE)
	}
	return err
}
