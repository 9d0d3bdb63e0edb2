package intake

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"minhchung/internal/intake/ocr"
	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/sandbox"
)

// ocrLongerSide is the longer side of a page's picture, in pixels: A4 at 300 dots
// an inch. Bigger pages get fewer dots, never more pixels.
const (
	ocrLongerSide = 3508
	ocrDPI        = 300
	unsure        = 60 // percent; below, people are told to look
)

// readPictures recognises the pages (indices of f.Text) whose text is a picture.
func (r *Reader) readPictures(ctx context.Context, d *document, f *Facts, pages []int, progress func(Progress)) error {
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
	for done, i := range pages {
		progress(Progress{Stage: "ocr", Page: done, Pages: len(pages)})
		if err := r.readPicture(ctx, d, f, i); err != nil {
			return err
		}
	}
	progress(Progress{Stage: "ocr", Page: len(pages), Pages: len(pages)})
	return nil
}

func (r *Reader) readPicture(ctx context.Context, d *document, f *Facts, i int) error {
	picture, err := inMemory("page")
	if err != nil {
		return err
	}
	defer picture.Close()
	doc, err := d.again()
	if err != nil {
		return err
	}
	defer doc.Close()
	err = r.preview.Grey(ctx, doc, f.Text[i].Page, ocrLongerSide, picture)
	switch {
	case errors.Is(err, preview.ErrUnreadable), errors.Is(err, preview.ErrNoPage), sandbox.IsExceeded(err) != "":
		f.found("ocr.page", f.Text[i].Page)
		return nil
	case err != nil:
		return err
	}
	if _, err := picture.Seek(0, 0); err != nil {
		return err
	}
	return r.recognisePicture(ctx, picture, ocrDPI, f, i)
}

// recognisePicture puts what tesseract reads in place of the text of page i, unless
// it reads less than there was.
func (r *Reader) recognisePicture(ctx context.Context, picture *os.File, dpi int, f *Facts, i int) error {
	if _, err := picture.Seek(0, 0); err != nil {
		return err
	}
	got, err := r.ocr.Picture(ctx, picture, dpi)
	page := &f.Text[i]
	switch {
	case errors.Is(err, ocr.ErrUnreadable), sandbox.IsExceeded(err) != "":
		f.found("ocr.page", page.Page)
		return nil
	case err != nil:
		return err
	}
	if len(got.Text) <= len(page.Text) && page.Text != "" {
		return nil
	}
	page.Text, page.Confidence, page.OCR = got.Text, got.Confidence, got.Text != ""
	place := f.places[i]
	place.Words = got.Words
	f.places[i] = place
	if page.OCR && got.Confidence < unsure {
		f.found("ocr.unsure", page.Page)
	}
	return nil
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
