package intake

import (
	"context"
	"errors"
	"io"
	"slices"
	"unicode"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/intake/text"
	"minhchung/internal/kpi"
)

// Progress tells how far a Read has come.
type Progress struct {
	Stage string `json:"stage"` // "text", "ocr", "fields"
	Page  int    `json:"page"`  // done so far in this stage
	Pages int    `json:"pages"` // to do in this stage
}

// PageText is the text of one page, NFC.
type PageText struct {
	Page       int    `json:"page"` // from 1
	Text       string `json:"text"`
	Confidence int    `json:"confidence"` // percent; 100 for text that was in the file
	OCR        bool   `json:"ocr"`        // read from a picture
}

// Problem is a finding about a file that people should know.
type Problem struct {
	Code string   `json:"code"`
	Page int      `json:"page"` // 0 for the whole file
	Text kpi.Text `json:"text"`
}

// Facts is what was read in one file by one version of the tools.
type Facts struct {
	Tool      string           `json:"tool"` // facts of the same file by another tool may differ
	MediaType string           `json:"media_type"`
	Pages     int              `json:"pages"`
	Text      []PageText       `json:"text"` // in order; pages without any text are present and empty
	Guesses   []kpi.FieldGuess `json:"guesses"`
	Dossiers  []string         `json:"dossiers"`
	Problems  []Problem        `json:"problems"`
	TextChars int              `json:"text_chars"` // letters, digits and signs in Text; no spaces

	Signed     kpi.SignatureVerdict `json:"signature_verdict"`
	Signatures []kpi.Signature      `json:"signatures"`
	Trust      string               `json:"trust"` // what Reader.Trust was when they were judged

	// places are for the recogniser, by index of Text: the words of the first and
	// the last pages, and of every recognised picture.
	places map[int]text.Placed
	turned map[int]int // quarter turns clockwise that a page (from 1) was read after
}

// Read reads all of a file. What is wrong with the file is a Problem, also when
// nothing of it could be read; the error is a fault of ours (Unavailable when a
// tool is missing), and then trying again later makes sense. units are the names of the
// units whose papers are read here: an issuer that is one of them is named so. progress
// may be nil.
func (r *Reader) Read(ctx context.Context, path string, units []string, progress func(Progress)) (Facts, error) {
	f := Facts{Tool: r.Version(), MediaType: sniff.Unknown, Text: []PageText{}, Guesses: []kpi.FieldGuess{}, Dossiers: []string{}, Problems: []Problem{}, Signed: kpi.SignatureNone, Signatures: []kpi.Signature{}, places: map[int]text.Placed{}, turned: map[int]int{}}
	if progress == nil {
		progress = func(Progress) {}
	}
	d, kind, err := r.opened("intake.Read", path)
	if err != nil {
		return Facts{}, err
	}
	defer d.Close()
	f.MediaType = kind.MediaType
	switch {
	case d.size == 0:
		f.refused(refuseEmpty())
	case d.size > r.limits.File:
		f.found("read.too-large", 0)
	case kind.MediaType == sniff.PDF:
		err = r.readPDF(ctx, d, &f, progress)
	case picture(kind.MediaType):
		err = r.readImage(ctx, d, &f, progress)
	case officeKinds(kind.MediaType):
		err = r.readOfficeFile(ctx, d, &f, progress)
	case kind.MediaType == sniff.Text:
		err = readText(d, &f)
	default:
		f.refused(refuseUnsupported(kind.MediaType, ""))
	}
	if err != nil {
		return Facts{}, r.fault("intake.Read", err)
	}
	s, err := r.signed(ctx, d, kind.MediaType)
	if err != nil {
		return Facts{}, r.fault("intake.Read", err)
	}
	f.signatures(s)
	progress(Progress{Stage: "fields", Pages: 1})
	f.recognise(units)
	progress(Progress{Stage: "fields", Page: 1, Pages: 1})
	return f, nil
}

func (r *Reader) readPDF(ctx context.Context, d *document, f *Facts, progress func(Progress)) error {
	if !r.tools.Poppler {
		return unavailable("poppler")
	}
	a, err := r.bones(ctx, d)
	if err != nil && isFault(err) {
		return err
	}
	if err != nil || a.Problem != "" {
		f.found("pdf.structure", 0)
		if a, err = r.bonesByPoppler(ctx, d); err != nil && isFault(err) {
			return err
		}
	}
	f.Pages = a.Pages
	f.notes(a)

	progress(Progress{Stage: "text", Pages: min(a.Pages, r.limits.Pages)})
	doc, err := d.again()
	if err != nil {
		return err
	}
	defer doc.Close()
	pages, err := r.text.Pages(ctx, doc, 1, r.limits.Pages)
	switch {
	case errors.Is(err, text.ErrPassword):
		f.refused(refuseEncrypted())
		return nil
	case errors.Is(err, text.ErrUnreadable):
		f.refused(refuseTruncated())
		return nil
	case isKilled(err) && len(pages) == 0:
		f.found("read.bomb", 0)
		return nil
	case isKilled(err):
		f.found("read.limit", len(pages)+1)
	case err != nil:
		return err
	}
	f.Pages = max(f.Pages, len(pages))
	if f.Pages > r.limits.Pages {
		f.found("read.pages", r.limits.Pages+1)
	}
	f.took(pages)
	if err := r.readPlaces(ctx, d, f); err != nil {
		return err
	}
	pictures := []int{}
	for i, p := range pages {
		if oldFont(p) {
			f.found("text.old-font", i+1)
		}
		if pictured(p) {
			pictures = append(pictures, i)
		}
	}
	progress(Progress{Stage: "text", Page: len(pages), Pages: len(pages)})
	return r.readPictures(ctx, scannedPDF{r, d, f}, f, pictures, progress)
}

// oldFont reports whether the text of a page is that of a font of the years before
// Unicode that nobody could convert.
func oldFont(p text.Page) bool { return p.Was == "" && text.Garbled(p.Text) }

// pictured reports whether the words of a page of a PDF are taken from its picture.
func pictured(p text.Page) bool { return oldFont(p) || text.Sparse(p.Text) }

func (r *Reader) readImage(ctx context.Context, d *document, f *Facts, progress func(Progress)) error {
	a, err := r.measure(ctx, d)
	switch {
	case isFault(err):
		return err
	case isKilled(err):
		f.found("read.bomb", 0)
		return nil
	case a.TooBig:
		last := a.Sizes[len(a.Sizes)-1]
		f.refused(refusePixels(last.Width, last.Height, r.limits.Pixels))
		return nil
	case err != nil || a.Problem != "":
		f.refused(refuseTruncated())
		return nil //nolint:nilerr // the finding is the answer
	}
	f.Pages = len(a.Sizes)
	pictures := make([]int, min(f.Pages, r.limits.Pages))
	for i := range pictures {
		pictures[i] = i
		f.Text = append(f.Text, PageText{Page: i + 1})
	}
	if f.Pages > r.limits.Pages {
		f.found("read.pages", r.limits.Pages+1)
	}
	return r.readPictures(ctx, scannedImage{r, d, f.MediaType, a.Sizes}, f, pictures, progress)
}

func readText(d *document, f *Facts) error {
	b, err := io.ReadAll(io.LimitReader(d.reader(), d.size))
	if err != nil {
		return err
	}
	pages, err := text.Plain(b)
	if errors.Is(err, text.ErrEncoding) {
		f.refused(refuseUnsupported(sniff.Text, ""))
		return nil
	}
	if err != nil {
		return err
	}
	f.Pages = len(pages)
	f.took(pages)
	return nil
}

// took adds pages of text that was in the file, and says what they were converted
// from, once.
func (f *Facts) took(pages []text.Page) {
	converted := false
	for _, p := range pages {
		f.Text = append(f.Text, PageText{Page: len(f.Text) + 1, Text: p.Text, Confidence: 100})
		if p.Was != "" && !converted {
			f.found("text.converted", len(f.Text))
			converted = true
		}
	}
}

// Layout returns the pages as they are recognised: text, and where words stand.
func (f *Facts) Layout() []recognise.Page {
	pages := make([]recognise.Page, len(f.Text))
	for i, p := range f.Text {
		at := f.places[i]
		pages[i] = recognise.Page{Number: p.Page, Text: p.Text, OCR: p.OCR, Words: at.Words, Second: at.Second, Tail: at.Tail, Line: at.Line, Width: at.Width, Height: at.Height}
	}
	return pages
}

// recognise fills in the fields, and finds marks that only the pictures show.
func (f *Facts) recognise(units []string) {
	pages := f.Layout()
	for _, p := range pages {
		for _, c := range p.Text {
			if !unicode.IsSpace(c) {
				f.TextChars++
			}
		}
	}
	if len(pages) == 0 {
		return
	}
	r := recognise.New(units)
	seen := slices.ContainsFunc(f.Problems, func(p Problem) bool { return p.Code == classified })
	if mark, page := r.Marked(pages); mark != "" && !seen {
		f.found(classified, page)
	}
	found := r.Fields(pages)
	for _, g := range found.Guesses {
		if q := f.turned[g.Page]; q > 0 && g.Place != nil { // people see the page as it lies
			p := turnedPlace(*g.Place, 4-q)
			g.Place = &p
		}
		f.Guesses = append(f.Guesses, g)
	}
	f.Dossiers = append(f.Dossiers, found.Dossiers...)
}

// found adds the finding of this code, once a page.
func (f *Facts) found(code string, page int) {
	f.Problems = append(f.Problems, Problem{Code: code, Page: page, Text: findings(code)})
}

// refused adds what Look would have refused.
func (f *Facts) refused(e *kpi.Error) {
	f.Problems = append(f.Problems, Problem{Code: e.Reason, Text: e.Msg})
}
