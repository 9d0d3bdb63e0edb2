package office

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// readODF reads OpenDocument text and sheets (OASIS OpenDocument 1.3, part 3).
func readODF(a *archive, d *Document) error {
	if err := a.manifest(); err != nil {
		return err
	}
	w := &odf{d: d, sheets: d.MediaType == ODS, breaks: map[string]bool{}}
	// What stands in headers of pages is page one's.
	if !w.sheets && a.has("styles.xml") {
		w.inHeader = true
		if err := w.part(a, "styles.xml"); err != nil {
			return err
		}
		w.inHeader = false
	}
	err := w.part(a, "content.xml")
	s := w.b.String()
	if w.sheets {
		s = strings.TrimPrefix(s, "\f")
	}
	d.paginate(s)
	return err
}

// manifest finds encryption, which is told there and nowhere else.
func (a *archive) manifest() error {
	if !a.has("META-INF/manifest.xml") {
		return nil
	}
	locked := false
	err := a.each("META-INF/manifest.xml", func(s xml.StartElement) {
		locked = locked || s.Name.Local == "encryption-data"
	})
	if locked {
		return ErrPassword
	}
	return err
}

type odf struct {
	d        *Document
	b        strings.Builder
	sheets   bool
	inHeader bool // only what is inside a header is wanted
	depth    int  // of headers
	cells    int
	breaks   map[string]bool // styles that begin a page
}

func (w *odf) part(a *archive, name string) error {
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

func (w *odf) write(s string) {
	if w.inHeader && w.depth == 0 {
		return
	}
	if w.b.Len()+len(s) > maxText {
		w.d.Cut = true
		return
	}
	w.b.WriteString(s)
}

func (w *odf) element(e *elements, s xml.StartElement) error {
	switch s.Name.Local {
	case "tracked-changes", "annotation", "note-citation", "font-face-decls", "settings", "sequence-decls", "forms":
		return e.skip()
	case "event-listener":
		w.d.active(Macro)
	case "dde-source", "dde-connection-decl", "dde-link":
		w.d.active(DDE)
	case "automatic-styles":
		return w.styles(e)
	case "header", "header-first":
		if w.inHeader {
			w.depth++
			defer func() { w.depth-- }()
		}
	case "p", "h":
		if w.breaks[attr(s, "style-name")] {
			w.write("\f")
		}
		err := w.inside(e, true)
		w.write("\n")
		return err
	case "s":
		w.write(" ")
	case "tab":
		w.write("\t")
	case "line-break":
		w.write("\n")
	case "soft-page-break":
		w.write("\f")
	case "table":
		switch {
		case w.sheets:
			w.write("\f" + attr(s, "name") + "\n")
		case w.breaks[attr(s, "style-name")]:
			w.write("\f")
		}
		return w.table(e)
	}
	return w.inside(e, false)
}

// styles remembers which styles of this document begin a page.
func (w *odf) styles(e *elements) error {
	name := ""
	for until := e.depth - 1; e.depth > until; {
		t, err := e.next()
		if err != nil {
			return end(err)
		}
		s, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if s.Name.Local == "style" {
			name = attr(s, "name")
		}
		if attr(s, "break-before") == "page" && len(w.breaks) < maxStyles {
			w.breaks[name] = true
		}
	}
	return nil
}

// maxStyles bounds the styles that are remembered.
const maxStyles = 10_000

// inside writes what is in the element that was opened last; words is whether its
// own characters are text.
func (w *odf) inside(e *elements, words bool) error {
	for until := e.depth - 1; e.depth > until; {
		t, err := e.next()
		if err != nil {
			return end(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if n := t.Name.Local; words && (n == "span" || n == "a" || n == "ruby-base" || n == "bookmark-ref" || strings.HasSuffix(n, "-ref")) {
				err = w.inside(e, true)
			} else if words && n != "frame" && n != "note" {
				err = w.inline(e, t)
			} else {
				err = w.element(e, t)
			}
			if err != nil {
				return err
			}
		case xml.CharData:
			if words {
				w.write(strings.NewReplacer("\f", " ", "\n", " ").Replace(string(t)))
			}
		}
	}
	return nil
}

// inline writes what may stand in a line: fields show their last value as
// characters, so everything unknown is taken for one.
func (w *odf) inline(e *elements, s xml.StartElement) error {
	switch s.Name.Local {
	case "s", "tab", "line-break", "soft-page-break", "annotation", "tracked-changes", "note-citation":
		return w.element(e, s)
	}
	return w.inside(e, true)
}

// table writes a table row by row, or cell by cell where it lays out a page.
// Repeated rows are read once.
func (w *odf) table(e *elements) error {
	var rows [][]string
	for until := e.depth - 1; e.depth > until; {
		t, err := e.next()
		if err != nil {
			return end(err)
		}
		s, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch s.Name.Local {
		case "table-row":
			rows = append(rows, nil)
		case "table-cell", "covered-table-cell":
			if w.cells++; w.cells > maxCells {
				w.d.Cut = true
				return e.skip()
			}
			cell := &odf{d: w.d, cells: w.cells, breaks: w.breaks}
			if err = cell.inside(e, false); err == nil && len(rows) > 0 {
				c := cell.b.String()
				for range repeats(s, strings.TrimSpace(c) == "") {
					rows[len(rows)-1] = append(rows[len(rows)-1], c)
				}
			}
			w.cells = cell.cells
		case "event-listener":
			w.d.active(Macro)
		case "annotation", "shapes", "table-source":
			err = e.skip()
		}
		if err != nil {
			return err
		}
	}
	if w.sheets {
		w.write(sheetText(rows))
	} else {
		w.write(tableText(rows))
	}
	return nil
}

// repeats returns how often a cell stands in its row. What claims to stand there
// more than a few times is the empty rest of the row, or a bomb.
func repeats(s xml.StartElement, empty bool) int {
	const few = 20
	n, err := strconv.Atoi(attr(s, "number-columns-repeated"))
	switch {
	case err != nil || n < 1:
		return 1
	case n <= few:
		return n
	case empty:
		return 0
	}
	return 1
}

// sheetText writes rows of a sheet, without what is empty at the ends.
func sheetText(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		for len(r) > 0 && strings.TrimSpace(r[len(r)-1]) == "" {
			r = r[:len(r)-1]
		}
		if len(r) == 0 {
			continue
		}
		for i, c := range r {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(strings.Join(strings.Fields(c), " "))
		}
		b.WriteString("\n")
	}
	return b.String()
}
