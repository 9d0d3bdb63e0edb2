package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"minhchung/internal/intake/program"
)

// lookForActive finds what could run or fetch, by the names and relations of the
// parts. Fields are found while the text is read.
func (a *archive) lookForActive(d *Document) {
	for _, n := range a.names {
		base := path.Base(n)
		switch {
		case strings.HasPrefix(base, "vbaproject") && path.Ext(base) == ".bin", strings.HasPrefix(n, "xl/macrosheets/"),
			strings.HasPrefix(n, "basic/"), strings.HasPrefix(n, "scripts/"):
			d.active(Macro)
		case strings.Contains(n, "/activex/"):
			d.active(Control)
		case strings.Contains(n, "/embeddings/") && base != "":
			d.Embedded++
			a.embedded(n, d)
		case strings.HasPrefix(n, "object ") && path.Base(n) == "content.xml":
			d.Embedded++
		case program.Name(base):
			d.active(Program)
		case strings.HasSuffix(n, ".rels"):
			_ = a.each(n, func(s xml.StartElement) { relation(s, d) }) //nolint:errcheck // a part that cannot be read relates nothing
		case strings.HasPrefix(n, "xl/externallinks/") && path.Ext(n) == ".xml":
			_ = a.each(n, func(s xml.StartElement) { //nolint:errcheck // as above
				if s.Name.Local == "ddeLink" {
					d.active(DDE)
				}
			})
		}
	}
}

// embedded looks whether an embedded object is a program or the packing of one.
func (a *archive) embedded(name string, d *Document) {
	if program.Name(name) {
		d.active(Program)
		return
	}
	b, err := a.all(name)
	if err != nil {
		return
	}
	if program.Bytes(b) || bytes.HasPrefix(b, []byte(oleMagic)) && packsProgram(b) {
		d.active(Program)
	}
}

// relation judges one line of a part's relations. Links that a person must click
// are none of ours; what is fetched by opening the document is.
func relation(s xml.StartElement, d *Document) {
	if s.Name.Local != "Relationship" || !strings.EqualFold(attr(s, "TargetMode"), "External") {
		return
	}
	target := strings.ToLower(attr(s, "Target"))
	elsewhere := strings.HasPrefix(target, `\\`) || strings.HasPrefix(target, "//")
	for _, p := range []string{"http:", "https:", "ftp:", "mhtml:", `file:\\`, "file://///", "file:////"} {
		elsewhere = elsewhere || strings.HasPrefix(target, p)
	}
	if !elsewhere {
		return // a template on the author's own disk is usual, and found by nobody else
	}
	switch path.Base(attr(s, "Type")) {
	case "attachedTemplate", "oleObject", "frame", "subDocument", "package", "control":
		d.active(Remote)
	}
}

// forbidDTD looks for entity declarations in every XML part, also in those that
// are not read for their text: other programs will read them.
func (a *archive) forbidDTD(d *Document) error {
	for _, n := range a.names {
		if ext := path.Ext(n); ext != ".xml" && ext != ".rels" && ext != ".rdf" && ext != ".vml" {
			continue
		}
		r, err := a.open(n)
		if err != nil {
			return err
		}
		found, err := declares(r)
		r.Close()
		if err != nil {
			return err
		}
		if found {
			d.active(Entities)
			return ErrDamaged
		}
	}
	return nil
}

// declares reports whether a part has a document type: it can only stand before
// the first element.
func declares(r io.Reader) (bool, error) {
	for e := walk(io.LimitReader(r, 1<<20)); ; {
		t, err := e.next()
		switch {
		case errors.Is(err, errDTD):
			return true, nil
		case errors.Is(err, ErrBomb):
			return false, err
		case err != nil: // not XML at all: whoever needs the part will say so
			return false, nil //nolint:nilerr // as the comment says
		}
		if _, ok := t.(xml.StartElement); ok {
			return false, nil
		}
	}
}
