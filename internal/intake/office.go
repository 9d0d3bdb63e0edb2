package intake

import (
	"context"
	"strings"

	"minhchung/internal/intake/office"
	"minhchung/internal/intake/recognise"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/intake/text"
	"minhchung/internal/kpi"
)

// officeKinds reports whether a kind of file is read by package office, in a child.
func officeKinds(mediaType string) bool {
	switch mediaType {
	case sniff.DOCX, sniff.XLSX, sniff.ODT, sniff.ODS, sniff.OLE:
		return true
	}
	return false
}

// office asks a parser child for the text of the first pages of an office document.
func (r *Reader) office(ctx context.Context, d *document, pages int) (a officeAnswer, taken []text.Page, err error) {
	more, err := r.pool.Ask(ctx, opOffice, officeAsk{Pages: pages}, d.reader(), d.size, r.limits.wall(), &a)
	if err != nil {
		return a, nil, err
	}
	for p := range strings.SplitSeq(strings.TrimSuffix(string(more), "\f"), "\f") {
		if len(more) > 0 {
			taken = append(taken, text.Page{Text: p, Was: a.Was})
		}
	}
	return a, taken, nil
}

// lookOffice looks at an office document. A document over Limits.File is not
// opened, and so not known to be harmless: it is refused.
func (r *Reader) lookOffice(ctx context.Context, d *document, name string, look *Look) error {
	if d.size > r.limits.File {
		look.Problem = refuseBomb()
		return nil
	}
	a, pages, err := r.office(ctx, d, 1)
	if isFault(err) {
		return err
	}
	if isKilled(err) && look.MediaType != sniff.OLE {
		return nil
	}
	if a.MediaType != "" {
		look.MediaType = a.MediaType
	}
	look.Pages = a.Pages
	what := carriesOffice(a)
	switch {
	case !what.IsZero():
		look.Problem, look.Held = refuseActive(what), held(what)
	case err != nil:
		look.Problem = refuseTruncated()
	case a.Problem != "":
		look.Problem = refuseOffice(a.Problem, look.MediaType, name)
	case look.MediaType == sniff.DOC:
		if pages, err = r.doc(ctx, d); isFault(err) {
			return err
		}
		look.Pages = len(pages)
	}
	if look.Problem == nil && len(pages) > 0 {
		if mark := recognise.Classified(pages[0].Text); mark != "" {
			look.Problem = refuseClassified(mark)
		}
	}
	return nil //nolint:nilerr // what is wrong with the document is the answer
}

func refuseOffice(problem, mediaType, name string) *kpi.Error {
	switch problem {
	case officeBomb:
		return refuseBomb()
	case officePassword:
		return refuseLocked()
	case officeKind:
		if mediaType == sniff.OLE {
			return refuseUnsupported(sniff.OLE, name)
		}
		return refuseUnsupported(sniff.Zip, name)
	case officePolyglot:
		return refusePolyglot(sniff.DOCX, sniff.XLSX)
	}
	return refuseTruncated()
}

// carriesOffice names what could run, or is zero.
func carriesOffice(a officeAnswer) kpi.Text {
	var vi, en []string
	for _, x := range a.Active {
		var t kpi.Text
		switch x {
		case office.Macro:
			t = kpi.Text{Vi: "macro", En: "macros"}
		case office.Control:
			t = kpi.Text{Vi: "điều khiển ActiveX", En: "ActiveX controls"}
		case office.DDE:
			t = kpi.Text{Vi: "trường DDE mở chương trình khác", En: "a DDE field that starts another program"}
		case office.Remote:
			t = kpi.Text{Vi: "mẫu hoặc đối tượng tải từ máy khác", En: "a template or object fetched from another machine"}
		case office.Program:
			t = kpi.Text{Vi: "tệp chương trình đính kèm", En: "an embedded program"}
		case office.Entities:
			t = kpi.Text{Vi: "khai báo thực thể XML (DTD)", En: "XML entity declarations (a DTD)"}
		}
		vi, en = append(vi, t.Vi), append(en, t.En)
	}
	return kpi.Text{Vi: strings.Join(vi, ", "), En: strings.Join(en, ", ")}
}

func (r *Reader) readOfficeFile(ctx context.Context, d *document, f *Facts, progress func(Progress)) error {
	progress(Progress{Stage: "text", Pages: 1})
	a, pages, err := r.office(ctx, d, r.limits.Pages)
	switch {
	case isFault(err):
		return err
	case isKilled(err):
		f.found("read.bomb", 0)
		return nil
	case err != nil:
		f.refused(refuseTruncated())
		return nil //nolint:nilerr // the finding is the answer
	}
	if a.MediaType != "" {
		f.MediaType = a.MediaType
	}
	if len(a.Active) > 0 {
		f.found("file.active", 0)
	}
	if a.Problem != "" {
		f.refused(refuseOffice(a.Problem, f.MediaType, ""))
		return nil
	}
	f.Pages = a.Pages
	if f.MediaType == sniff.DOC {
		if pages, err = r.readDOC(ctx, d, f); err != nil {
			return err
		}
		f.Pages = len(pages)
	}
	if a.Embedded > 0 {
		f.found("office.embedded", 0)
	}
	if a.Cut {
		f.found("read.cut", 0)
	}
	if f.Pages > r.limits.Pages {
		f.found("read.pages", r.limits.Pages+1)
	}
	f.took(pages[:min(len(pages), r.limits.Pages)])
	progress(Progress{Stage: "text", Page: 1, Pages: 1})
	return nil
}
