package intake

import (
	"bytes"
	"context"
	"errors"
	"io"

	"minhchung/internal/intake/ocr"
	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/kpi"
)

// Copies reports whether this machine can make searchable copies: tesseract wants a
// folder to write to, and there is one in memory behind bubblewrap 0.7 or later.
func (r *Reader) Copies() bool { return r.tools.Tesseract && r.sb.Scratch() }

// Searchable writes a copy of a scan that can be searched: a PDF of the pictures of
// its pages, grey, at 300 dots an inch, with the recognised words behind them. The
// original is only read. Nothing is written when it fails.
//
// Errors: Unsupported searchable.none for a file that is no scan: of most of its
// pages the words are there already; TooLarge searchable.pages beyond Limits.OCRPages,
// since half a copy would pass for a whole one, and searchable.size beyond
// Limits.Output; Unsupported searchable.page when a page cannot be drawn or read;
// Unavailable.
func (r *Reader) Searchable(ctx context.Context, path string, w io.Writer, progress func(Progress)) error {
	const op = "intake.Searchable"
	if progress == nil {
		progress = func(Progress) {}
	}
	if !r.tools.Tesseract {
		return r.fault(op, unavailable("tesseract"))
	}
	d, kind, err := r.opened(op, path)
	if err != nil {
		return err
	}
	defer d.Close()
	var s scanned
	var pages int
	switch {
	case d.size > r.limits.File:
	case kind.MediaType == sniff.PDF:
		pages, err = r.scannedPages(ctx, d)
		s = scannedPDF{r, d, nil}
	case picture(kind.MediaType):
		var a imageAnswer
		a, err = r.measure(ctx, d)
		if a.Problem == "" {
			pages = len(a.Sizes)
		}
		s = scannedImage{r, d, kind.MediaType, a.Sizes}
	}
	switch {
	case isFault(err):
		return r.fault(op, err)
	case err != nil || pages == 0:
		return notScanned().At(op, err)
	case pages > r.limits.OCRPages:
		return kpi.E(kpi.TooLarge, "searchable.pages",
			"Tệp có nhiều trang hơn mức được nhận dạng, nên không tạo bản sao tìm kiếm được.",
			"The file has more pages than are recognised, so no searchable copy is made.").At(op, nil)
	}
	copied, err := r.searchable(ctx, s, pages, progress)
	switch {
	case kpi.ReasonOf(err) == "searchable.size":
		return err
	case errors.Is(err, errNoReading), err != nil && !isFault(err):
		return kpi.E(kpi.Unsupported, "searchable.page",
			"Có trang không vẽ hoặc không nhận dạng được, nên không tạo bản sao tìm kiếm được. Tệp gốc vẫn nguyên.",
			"A page could not be drawn or recognised, so no searchable copy is made. The original is untouched.").At(op, err)
	case err != nil:
		return r.fault(op, err)
	}
	_, err = w.Write(copied)
	return err
}

// scannedPages returns the number of pages of a PDF most of which are read from
// their pictures, or 0: for a last page with a seal and a name alone, good text would be
// turned into pictures.
func (r *Reader) scannedPages(ctx context.Context, d *document) (int, error) {
	if !r.tools.Poppler {
		return 0, unavailable("poppler")
	}
	f, err := d.again()
	if err != nil {
		return 0, err
	}
	defer f.Close()
	pages, err := r.text.Pages(ctx, f, 1, r.limits.OCRPages+1)
	pictures := 0
	for _, p := range pages {
		if pictured(p) {
			pictures++
		}
	}
	if pictures <= len(pages)-pictures {
		return 0, err
	}
	return len(pages), err
}

func (r *Reader) searchable(ctx context.Context, s scanned, pages int, progress func(Progress)) ([]byte, error) {
	var all bytes.Buffer
	var ask joinAsk
	for n := 1; n <= pages; n++ {
		progress(Progress{Stage: "ocr", Page: n - 1, Pages: pages})
		before := all.Len()
		as, err := r.standing(ctx, s, n)
		if err != nil {
			return nil, err
		}
		if err := r.turn(ctx, as.page, n, func(p drawn) error { return r.ocr.PDF(ctx, p.File, p.dpi, &all) }); err != nil {
			return nil, err
		}
		ask.Sizes = append(ask.Sizes, all.Len()-before)
		if int64(all.Len()) > r.limits.Output {
			return nil, kpi.E(kpi.TooLarge, "searchable.size",
				"Bản sao tìm kiếm được sẽ lớn quá mức, nên không tạo. Tệp gốc vẫn nguyên.",
				"The searchable copy would be too large, so none is made. The original is untouched.").At("intake.Searchable", nil)
		}
	}
	progress(Progress{Stage: "ocr", Page: pages, Pages: pages})
	if pages == 1 {
		return all.Bytes(), nil
	}
	return r.pool.Ask(ctx, opJoin, ask, bytes.NewReader(all.Bytes()), int64(all.Len()), r.limits.wall(), nil)
}

// standing draws page n as it is read: upright where it lies on its side or upside
// down. Whether it lies is asked of the picture alone first, which is quick; what that
// finds is believed only when reading bears it out.
func (r *Reader) standing(ctx context.Context, s scanned, n int) (scanned, error) {
	if !r.seesTurns {
		return s, nil
	}
	quarters := 0
	err := r.turn(ctx, s.page, n, func(p drawn) (err error) {
		quarters, err = r.ocr.Quarters(ctx, p.File, p.dpi)
		return err
	})
	if err != nil || quarters == 0 {
		return s, ours(err)
	}
	page, err := r.recognise(ctx, s.page, n)
	if err != nil {
		return s, ours(err)
	}
	_, as, err := r.standUp(ctx, s, pictureRead{Page: page}, n)
	return as, err
}

func notScanned() *kpi.Error {
	return kpi.E(kpi.Unsupported, "searchable.none",
		"Tệp không phải bản quét, hoặc đã có chữ tìm kiếm được.",
		"The file is no scan, or its words can be searched already.")
}

// noReading reports whether err is about the document's picture.
func noReading(err error) bool {
	return errors.Is(err, ocr.ErrUnreadable) || errors.Is(err, preview.ErrUnreadable) || errors.Is(err, preview.ErrNoPage) || isKilled(err)
}
