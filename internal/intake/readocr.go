package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"

	"minhchung/internal/intake/ocr"
	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/recognise"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/kpi"
)

const (
	unsure = 60 // percent; below, people are told to look
)

// scanned draws pages for recognition. A page whose picture cannot be drawn is a
// finding: ErrUnreadable, ErrNoPage or a limit.
type scanned interface {
	// page draws a page (from 1), as large as recognition wants it.
	page(ctx context.Context, n int) (drawn, error)
	// part draws a part of it smaller; no file and no error when it cannot be told
	// apart.
	part(ctx context.Context, n int, at kpi.Place) (drawn, error)
	// bare draws the part of it that is red, without the red, and says where that is; no
	// file and no error when nothing is.
	bare(ctx context.Context, n int) (drawn, preview.Red, error)
}

// readPictures recognises the pages (indices of f.Text) whose text is a picture.
func (r *Reader) readPictures(ctx context.Context, s scanned, f *Facts, pages []int, progress func(Progress)) error {
	if len(pages) == 0 {
		return nil
	}
	if !r.tools.Tesseract {
		f.found("ocr.missing", pages[0]+1)
		return nil
	}
	if len(pages) > r.limits.OCRPages {
		f.found("ocr.limit", pages[r.limits.OCRPages]+1)
		pages = pages[:r.limits.OCRPages]
	}
	if !r.tools.Vietnamese {
		f.found("ocr.no-vietnamese", 0)
	}
	return r.readTogether(ctx, s, f, pages, progress)
}

// readTogether recognises pages while the next ones are drawn: tesseract, which most
// of the time goes to, never waits for a picture. What was read is told in the order of
// the pages.
func (r *Reader) readTogether(ctx context.Context, s scanned, f *Facts, pages []int, progress func(Progress)) error {
	read := make([]pictureRead, len(pages))
	var mu sync.Mutex
	done := 0
	tell := func(n int) {
		mu.Lock()
		defer mu.Unlock()
		done += n
		progress(Progress{Stage: "ocr", Page: done, Pages: len(pages)})
	}
	tell(0)
	together, each := errgroup.WithContext(ctx)
	together.SetLimit(r.limits.OCRTurns + 1)
	for k, i := range pages {
		together.Go(func() (err error) {
			read[k], err = r.readPicture(each, s, f.Text[i].Page)
			tell(1)
			return err
		})
	}
	if err := together.Wait(); err != nil {
		return err
	}
	for k, i := range pages {
		f.tookPicture(i, read[k])
	}
	return nil
}

// pictureRead is what recognition of one page came to.
type pictureRead struct {
	ocr.Page
	nothing  bool // it says nothing, for a reason of the document
	marked   bool // it bears the mark of a classified paper
	quarters int  // turns clockwise that it was read after
}

// readPicture recognises page n (from 1).
func (r *Reader) readPicture(ctx context.Context, s scanned, n int) (got pictureRead, err error) {
	got.Page, err = r.recognise(ctx, s.page, n)
	switch {
	case errors.Is(err, errNoReading):
		return pictureRead{nothing: true}, nil
	case err != nil:
		return got, err
	}
	// The marks of classified papers are looked for in every reading, also in one that
	// gives way to a better one: a stamp is seldom read well twice.
	secret := marked(got.Page, n)
	if got, s, err = r.standUp(ctx, s, got, n); err != nil {
		return got, err
	}
	secret = secret || marked(got.Page, n)
	if n == 1 { // the letterhead, which is what most is recognised from
		top, err := r.recognise(ctx, func(ctx context.Context, n int) (drawn, error) { return s.part(ctx, n, ocr.Top()) }, 1)
		switch {
		case err == nil:
			got.TakeTop(top)
		case !errors.Is(err, errNoReading):
			return got, err
		}
	}
	// They are red: a reading without red comes after that.
	if got.marked = secret || marked(got.Page, n); got.marked {
		return got, nil
	}
	if err := r.belowSeal(ctx, s, &got.Page, n); err != nil {
		return got, err
	}
	if n == 1 {
		if err := r.number(ctx, s, &got.Page); err != nil {
			return got, err
		}
	}
	return got, r.recipients(ctx, s, &got.Page, n)
}

// number reads the line with the number alone: a ruled line above it, or the line beside
// it on a page that lies askew, breaks what has no words to go by.
func (r *Reader) number(ctx context.Context, s scanned, got *ocr.Page) error {
	at, ok := recognise.New(nil).NumberedOn(recognise.Page{Number: 1, OCR: true, Words: got.Words})
	if !ok {
		return nil
	}
	line, err := r.recognise(ctx, func(ctx context.Context, n int) (drawn, error) {
		d, err := s.part(ctx, n, at)
		d.layout = ocr.Block
		return d, err
	}, 1)
	switch {
	case err == nil:
		got.TakeLine(line, at)
	case !errors.Is(err, errNoReading):
		return err
	}
	return nil
}

// recipients reads their list again, which is set in the smallest letters of a paper.
func (r *Reader) recipients(ctx context.Context, s scanned, got *ocr.Page, n int) error {
	at, ok := recognise.New(nil).ListedOn(recognise.Page{Number: n, OCR: true, Words: got.Words})
	if !ok {
		return nil
	}
	again, err := r.recognise(ctx, func(ctx context.Context, n int) (drawn, error) { return s.part(ctx, n, at) }, n)
	switch {
	case err == nil:
		got.TakeTail(again, at)
	case !errors.Is(err, errNoReading):
		return err
	}
	return nil
}

// tookPicture puts what tesseract reads in place of the text of page i, unless it
// reads less than there was.
func (f *Facts) tookPicture(i int, got pictureRead) {
	page := &f.Text[i]
	if got.nothing {
		f.found("ocr.page", page.Page)
		return
	}
	if got.marked {
		f.found(classified, page.Page)
	}
	if len(got.Text) <= len(page.Text) && page.Text != "" {
		return
	}
	page.Text, page.Confidence, page.OCR = got.Text, got.Confidence, got.Text != ""
	place := f.places[i]
	place.Words, place.Second, place.Tail, place.Line = got.Words, got.Second, got.Tail, got.Line
	if got.quarters%2 == 1 {
		place.Width, place.Height = place.Height, place.Width
	}
	f.places[i] = place
	if got.quarters > 0 {
		f.turned[page.Page] = got.quarters
	}
	if page.OCR && got.Confidence < unsure {
		f.found("ocr.unsure", page.Page)
	}
}

// classified is the finding of a mark of a classified paper.
const classified = "upload.classified"

// marked reports whether a picture bears such a mark, in the reading that is kept or in
// the one that gave way to it; beyond page one it must be that of another paper, which
// begins with a letterhead.
func marked(got ocr.Page, page int) bool {
	if len(got.Second) > 0 && marked(ocr.Page{Words: got.Second}, page) {
		return true
	}
	pages := []recognise.Page{{Number: page, Text: got.Text, OCR: true, Words: got.Words}}
	if page > 1 {
		pages = append([]recognise.Page{{}}, pages...)
	}
	mark, _ := recognise.New(nil).Marked(pages)
	return mark != ""
}

// belowSeal reads what stands below a red seal again, without the red.
func (r *Reader) belowSeal(ctx context.Context, s scanned, got *ocr.Page, n int) error {
	var red preview.Red
	bare, err := r.recognise(ctx, func(ctx context.Context, n int) (d drawn, err error) {
		d, red, err = s.bare(ctx, n)
		d.layout = ocr.Block
		return d, err
	}, n)
	switch {
	case err == nil:
		got.TakeBare(bare, red.Part, red.Boxes)
	case !errors.Is(err, errNoReading):
		return err
	}
	return nil
}

// errNoReading is the error of a picture that says nothing, for a reason of the
// document.
var errNoReading = errors.New("intake: no reading of a picture")

// drawn is the picture of a page, or a part of one.
type drawn struct {
	*os.File
	dpi    int
	layout ocr.Layout
}

// unless closes a picture of nothing.
func (d drawn) unless(nothing bool) drawn {
	if nothing && d.File != nil {
		d.Close()
		return drawn{}
	}
	return d
}

// recognise draws and reads one picture.
func (r *Reader) recognise(ctx context.Context, draw func(context.Context, int) (drawn, error), page int) (got ocr.Page, err error) {
	err = r.turn(ctx, draw, page, func(p drawn) (err error) {
		got, err = r.ocr.Picture(ctx, p.File, p.dpi, p.layout)
		return err
	})
	return got, err
}

// turn draws a picture and lets read have it. So many are read at the same time as
// the Reader has turns: more would only wait for each other's processor.
func (r *Reader) turn(ctx context.Context, draw func(context.Context, int) (drawn, error), page int, read func(drawn) error) error {
	p, err := draw(ctx, page)
	if err == nil {
		if p.File == nil {
			return errNoReading
		}
		defer p.Close()
		select {
		case r.ocrTurns <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		err = read(p)
		<-r.ocrTurns
	}
	if noReading(err) {
		return errors.Join(errNoReading, err)
	}
	return err
}

// The longer side of a page's picture, in pixels: A4 at 300 dots an inch. Bigger
// pages get fewer dots, never more pixels. The letterhead is read again smaller, at
// 231: that averages the noise of a scan away, which breaks bold capitals most. On
// twelve noisy scans the words of the letterhead came back to 90 % from the first
// reading, to 85 % from one at 400 dots, and to 99 % from the better of 300 and 231.
const (
	ocrLongerSide  = 3508
	ocrDPI         = 300
	partLongerSide = 2700
	partDPI        = 231
)

type scannedPDF struct {
	r *Reader
	d *document
	f *Facts
}

func (s scannedPDF) page(ctx context.Context, n int) (drawn, error) {
	return s.draw(ocrDPI, func(doc, picture *os.File) error {
		return s.r.preview.Grey(ctx, doc, n, ocrLongerSide, picture)
	})
}

func (s scannedPDF) part(ctx context.Context, n int, part kpi.Place) (drawn, error) {
	at := s.f.places[n-1]
	if at.Width <= 0 || at.Height <= 0 {
		return drawn{}, nil
	}
	return s.draw(partDPI, func(doc, picture *os.File) error {
		return s.r.preview.GreyPart(ctx, doc, n, partLongerSide, float64(at.Height)/float64(at.Width), part, picture)
	})
}

func (s scannedPDF) draw(dpi int, f func(doc, picture *os.File) error) (drawn, error) {
	doc, err := s.d.again()
	if err != nil {
		return drawn{}, err
	}
	defer doc.Close()
	return intoMemory(dpi, func(picture *os.File) error { return f(doc, picture) })
}

func (s scannedPDF) bare(ctx context.Context, n int) (d drawn, red preview.Red, err error) {
	select {
	case s.r.colours <- struct{}{}:
		defer func() { <-s.r.colours }()
	case <-ctx.Done():
		return d, red, ctx.Err()
	}
	d, err = s.draw(ocrDPI, func(doc, picture *os.File) (err error) {
		red, err = s.r.preview.WithoutRed(ctx, doc, n, ocrLongerSide, picture)
		return err
	})
	return d.unless(len(red.Boxes) == 0), red, err
}

type scannedImage struct {
	r     *Reader
	d     *document
	kind  string
	sizes []preview.Size
}

// page gives tesseract the file itself where it can read it; a page of a TIFF, and a
// photograph that lies on its side, are drawn in the parser child.
func (s scannedImage) page(ctx context.Context, n int) (drawn, error) {
	dpi := assumedDPI(s.sizes[n-1])
	if s.kind != sniff.TIFF && !s.sizes[n-1].Turned {
		f, err := s.d.again()
		return drawn{f, dpi, ocr.Columns}, err
	}
	return s.draw(ctx, dpi, preview.Drawing{Page: n, Grey: true})
}

func (s scannedImage) part(ctx context.Context, n int, part kpi.Place) (drawn, error) {
	dpi := assumedDPI(s.sizes[n-1])
	if longer := max(s.sizes[n-1].Width, s.sizes[n-1].Height); longer > partLongerSide {
		dpi = partDPI
	}
	return s.draw(ctx, dpi, preview.Drawing{Page: n, Grey: true, Part: part, Longer: partLongerSide})
}

func (s scannedImage) bare(ctx context.Context, n int) (d drawn, red preview.Red, err error) {
	d, err = intoMemory(assumedDPI(s.sizes[n-1]), func(picture *os.File) (err error) {
		red, err = s.r.drawImage(ctx, s.d, opBare, preview.Drawing{Page: n}, picture)
		return err
	})
	return d.unless(len(red.Boxes) == 0), red, err
}

func (s scannedImage) draw(ctx context.Context, dpi int, how preview.Drawing) (drawn, error) {
	return intoMemory(dpi, func(picture *os.File) error {
		_, err := s.r.drawImage(ctx, s.d, opDraw, how, picture)
		return err
	})
}

// intoMemory keeps what f draws as a file in memory.
func intoMemory(dpi int, f func(picture *os.File) error) (drawn, error) {
	picture, err := inMemory("page")
	if err != nil {
		return drawn{}, err
	}
	if err = f(picture); err == nil {
		_, err = picture.Seek(0, 0)
	}
	if err != nil {
		picture.Close()
		return drawn{}, err
	}
	return drawn{picture, dpi, ocr.Columns}, nil
}

// assumedDPI takes a picture for a photograph or scan of an A4 page: what the file
// claims about itself is seldom true.
func assumedDPI(s preview.Size) int {
	const longerSideOfA4 = 11.69 // inches
	return min(600, max(70, int(float64(max(s.Width, s.Height))/longerSideOfA4)))
}

// inMemory makes a file that exists in memory only: the picture of a page never
// touches a disk, and is gone with its last reader.
func inMemory(name string) (*os.File, error) {
	fd, err := unix.MemfdCreate(name, unix.MFD_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("a file in memory: %w", err)
	}
	return os.NewFile(uintptr(fd), name), nil
}
