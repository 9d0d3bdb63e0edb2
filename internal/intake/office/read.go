package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"minhchung/internal/intake/text"
)

// Read reads a document. For a DOC, Pages stays empty. Document tells what was found
// until an error, too: its Active is worth having.
func Read(b []byte) (Document, error) {
	if bytes.HasPrefix(b, []byte(oleMagic)) {
		return readOLE(b)
	}
	var d Document
	a, err := openArchive(b)
	if err != nil {
		return d, err
	}
	main, err := a.kind(&d)
	if err != nil {
		return d, err
	}
	a.lookForActive(&d)
	if err := a.forbidDTD(&d); err != nil {
		return d, err
	}
	switch d.MediaType {
	case DOCX:
		err = readDOCX(a, main, &d)
	case XLSX:
		err = readXLSX(b, &d)
	default:
		err = readODF(a, &d)
	}
	if errors.Is(err, errDTD) { // a part that forbidDTD did not see as XML
		d.active(Entities)
		err = ErrDamaged
	}
	return d, err
}

// kind tells the kind of document by what its own list of contents says, and
// returns the name of the main part.
func (a *archive) kind(d *Document) (string, error) {
	ooxml, odf := a.has("[Content_Types].xml"), a.has("mimetype") && a.has("content.xml")
	switch {
	case ooxml && odf:
		return "", ErrPolyglot
	case odf:
		mime, err := a.all("mimetype")
		if err != nil {
			return "", err
		}
		switch strings.TrimSpace(string(mime)) {
		case ODT:
			d.MediaType = ODT
		case ODS:
			d.MediaType = ODS
		default:
			return "", ErrKind
		}
		return "content.xml", nil
	case !ooxml:
		return "", ErrKind
	}
	types, err := a.overrides(d)
	if err != nil {
		return "", err
	}
	main := ""
	for part, kind := range types {
		found := ""
		switch kind {
		case DOCX + ".main+xml", "application/vnd.ms-word.document.macroenabled.main+xml",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml":
			found = DOCX
		case XLSX + ".main+xml", "application/vnd.ms-excel.sheet.macroenabled.main+xml":
			found = XLSX
		}
		if strings.Contains(kind, "macroenabled") || strings.Contains(kind, "macrosheet") || strings.Contains(kind, "vbaproject") {
			d.active(Macro)
		}
		if found == "" {
			continue
		}
		if d.MediaType != "" {
			return "", ErrPolyglot
		}
		d.MediaType, main = found, strings.TrimPrefix(part, "/")
	}
	if d.MediaType == "" {
		return "", ErrKind
	}
	return main, nil
}

// overrides returns the content types of the parts that have one of their own,
// both in small letters.
func (a *archive) overrides(d *Document) (map[string]string, error) {
	types := map[string]string{}
	err := a.each("[Content_Types].xml", func(s xml.StartElement) {
		switch s.Name.Local {
		case "Override":
			types[strings.ToLower(attr(s, "PartName"))] = strings.ToLower(attr(s, "ContentType"))
		case "Default":
			if strings.Contains(strings.ToLower(attr(s, "ContentType")), "vbaproject") {
				d.active(Macro)
			}
		}
	})
	if errors.Is(err, errDTD) {
		d.active(Entities)
		err = ErrDamaged
	}
	return types, err
}

// each calls f with every element of a part.
func (a *archive) each(name string, f func(xml.StartElement)) error {
	r, err := a.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	for e := walk(r); ; {
		t, err := e.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if s, ok := t.(xml.StartElement); ok {
			f(s)
		}
	}
}

// paginate cuts what was written at form feeds, and pages that are too long.
func (d *Document) paginate(s string) {
	first := len(d.Pages)
	for i, raw := range strings.Split(s, "\f") {
		p := text.Repaired(raw)
		if p.Text == "" && i > 0 {
			continue // two breaks at one place: the author's, and the one remembered
		}
		if p.Was != "" {
			d.Was = p.Was
		}
		d.Pages = append(d.Pages, text.Cut(p.Text)...)
	}
	// An empty first page is the trace of a break before the first word.
	if len(d.Pages) > first+1 && d.Pages[first] == "" {
		d.Pages = append(d.Pages[:first], d.Pages[first+1:]...)
	}
}
