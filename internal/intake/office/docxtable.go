package office

import (
	"encoding/xml"
	"strings"
)

// table writes a table. One that only lays out the page, as letterheads and
// signature blocks are, is written cell by cell, the way a person reads it; one
// that holds data row by row.
func (w *word) table(e *elements) error {
	rows, err := w.rows(e)
	if w.b.Len() > 0 && !strings.HasSuffix(w.b.String(), "\n") {
		w.write("\n")
	}
	w.write(tableText(rows))
	return err
}

// rows reads the cells of a table: its own rows, however deep in content controls.
func (w *word) rows(e *elements) ([][]string, error) {
	var rows [][]string
	for until := e.depth - 1; e.depth > until; {
		t, err := e.next()
		if err != nil {
			return rows, end(err)
		}
		s, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch s.Name.Local {
		case "tr":
			rows = append(rows, nil)
		case "tc":
			cell := &word{d: w.d}
			err = cell.inside(e)
			if len(rows) > 0 && w.room(cell.b.Len()) {
				rows[len(rows)-1] = append(rows[len(rows)-1], cell.b.String())
			}
		case "tblPr", "tblGrid", "trPr", "sdtPr", "del":
			err = e.skip()
		}
		if err != nil {
			return rows, err
		}
	}
	return rows, nil
}

func (w *word) room(n int) bool {
	if w.b.Len()+n > maxText {
		w.d.Cut = true
		return false
	}
	return true
}

// columnsOfLayout is the most columns of a table that lays out a page.
const columnsOfLayout = 3

func tableText(rows [][]string) string {
	layout := false
	for _, r := range rows {
		if len(r) > columnsOfLayout {
			layout = false
			break
		}
		for _, c := range r {
			if paragraphs(c) > 1 {
				layout = true
			}
		}
	}
	var b strings.Builder
	for _, r := range rows {
		for i, c := range r {
			switch {
			case layout:
				b.WriteString(c)
			case i > 0:
				b.WriteString(" | ")
				fallthrough
			default:
				b.WriteString(oneLine(c))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func paragraphs(cell string) int {
	n := 0
	for l := range strings.Lines(cell) {
		if strings.TrimSpace(l) != "" {
			n++
		}
	}
	return n
}

// oneLine keeps the breaks of pages: a long table goes over several.
func oneLine(cell string) string {
	broken := strings.Contains(cell, "\f")
	s := strings.Join(strings.Fields(cell), " ")
	if broken {
		return "\f" + s
	}
	return s
}
