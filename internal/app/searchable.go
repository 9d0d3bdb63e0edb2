package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// copyName is what the copy is called beside its original.
const copyName = "searchable.pdf"

// office reports whether a kind of file is an office document, which has no pages of
// its own to show.
func office(mediaType string) bool {
	return mediaType == "application/msword" ||
		strings.HasPrefix(mediaType, "application/vnd.openxmlformats-officedocument.") ||
		strings.HasPrefix(mediaType, "application/vnd.oasis.opendocument.")
}

// copier makes the copy of a kind of file: the words of a scan behind its pictures, an
// office document as it is printed. It is nil where the machine cannot.
func (a *App) copier(mediaType string) func(ctx context.Context, path string, w io.Writer, progress func(Progress)) error {
	if !office(mediaType) {
		return a.Reading.Searchable
	}
	if a.Reading.Printed == nil {
		return nil
	}
	return func(ctx context.Context, path string, w io.Writer, _ func(Progress)) error {
		return a.Reading.Printed(ctx, path, w)
	}
}

// MakeCopy makes the copy, a PDF, of a scan (that can be searched) or of an
// office document (that can be looked at) and keeps it beside the original as something
// that can be made again. A copy is no evidence: its words are a machine's reading, its
// lines break as this machine's fonts have it. It is idempotent.
func (a *App) MakeCopy(ctx context.Context, id kpi.ProductID) error {
	p, err := a.wantsCopy(ctx, id)
	if err != nil || p.Content == nil {
		return err
	}
	h := *p.Content
	if p.Quarantined != "" { // whatever an earlier run of this job left
		return a.RemoveDerived(ctx, h.String())
	}
	state := CopyMade
	copied, err := a.copyOf(ctx, p)
	if err != nil {
		if code := kpi.CodeOf(err); code != kpi.TooLarge && code != kpi.Unsupported {
			return fmt.Errorf("copy of product %d: %w", id, err)
		}
		a.Log.InfoContext(ctx, "no copy", "product", id, "why", kpi.ReasonOf(err))
		state = CopyNotMade
		if kpi.ReasonOf(err) == "searchable.none" {
			state = CopyNone
		}
	}
	// The bytes first, and no transaction open while they travel. Whoever finds the paper
	// to be classified before the row is locked is seen below; whoever finds it later
	// removes the copy with the rest. A run that ends in between is run again.
	if state == CopyMade {
		if err := a.Bucket.PutDerived(ctx, h, copyName, bytes.NewReader(copied), int64(len(copied))); err != nil {
			return err
		}
	}
	aside := false
	if err := a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.SetSearchable(ctx, h, state); err != nil {
			return err
		}
		now, err := tx.QuarantineState(ctx, h)
		if aside = now == SetAside; aside {
			err = tx.SetSearchable(ctx, h, CopyNone)
		}
		if err != nil {
			return err
		}
		return tx.Publish(ctx, Event{Official: p.SubmittedBy, Product: p.ID, Read: p.Read, Stage: StageDone, Page: p.Pages, Pages: p.Pages})
	}); err != nil || !aside {
		return err
	}
	return a.RemoveDerived(ctx, h.String())
}

// wantCopy says of facts that are about to be kept whether a copy is wanted, and has it
// made. What the same tool came to before for these bytes stays.
func (a *App) wantCopy(ctx context.Context, tx Tx, p Product, facts *FileFacts) error {
	if p.Tool == facts.Tool && (p.Searchable == CopyMade || p.Searchable == CopyNotMade) {
		facts.Searchable = p.Searchable
		return nil
	}
	if !office(p.MediaType) && !mostlyPictures(facts.Text) {
		return nil
	}
	facts.Searchable = CopyWanted
	if a.copier(p.MediaType) == nil {
		return nil
	}
	return tx.Enqueue(ctx, copyJob(office(p.MediaType), p.ID))
}

func copyJob(office bool, id kpi.ProductID) Job {
	if office {
		return PrintJob{Product: id}
	}
	return SearchableJob{Product: id}
}

// mostlyPictures reports whether most pages that say anything were recognised from
// pictures. Whoever makes copies counts likewise.
func mostlyPictures(pages []PageText) bool {
	pictures, words := 0, 0
	for _, t := range pages {
		switch {
		case t.OCR:
			pictures++
		case t.Text != "":
			words++
		}
	}
	return pictures > words
}

// shownCopy is what people are told: nothing is being made where the machine cannot.
func (a *App) shownCopy(p Product) CopyState {
	if p.Searchable == CopyWanted && a.copier(p.MediaType) == nil {
		return CopyNone
	}
	return p.Searchable
}

// copiesAtOnce is how many copies one sweep begins again: a night's work.
const copiesAtOnce = 200

// sweepCopies has copies made that are wanted and for which there is no job: of scans
// read before there were copies, by a machine that could not make them, or whose job
// was given up.
func (a *App) sweepCopies(ctx context.Context) (n int, err error) {
	begin := func(office bool) error {
		return a.Store.InTx(ctx, func(tx Tx) error {
			waiting, err := tx.CopiesWaiting(ctx, office, copiesAtOnce)
			if err != nil {
				return err
			}
			n += len(waiting)
			for _, id := range waiting {
				if err := tx.Enqueue(ctx, copyJob(office, id)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if a.Reading.Searchable != nil {
		err = begin(false)
	}
	if err == nil && a.Reading.Printed != nil {
		err = begin(true)
	}
	return n, err
}

// wantsCopy returns the product when its copy is to be made, or it is set aside, and
// one without content otherwise.
func (a *App) wantsCopy(ctx context.Context, id kpi.ProductID) (p Product, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		p, err = tx.Product(ctx, id)
		return err
	})
	if kpi.CodeOf(err) == kpi.NotFound || err == nil && p.Quarantined == "" && (p.Withdrawn || p.Searchable != CopyWanted || a.copier(p.MediaType) == nil) {
		return Product{}, nil
	}
	return p, err
}

// copyOf makes the copy.
func (a *App) copyOf(ctx context.Context, p Product) ([]byte, error) {
	var made bytes.Buffer // the reader bounds it
	progress, end := a.showProgress(ctx, p, p.Read)
	err := a.Bucket.Local(ctx, *p.Content, func(path string) error {
		return a.copier(p.MediaType)(ctx, path, &made, func(at Progress) {
			at.Stage = StageCopy
			progress(at)
		})
	})
	end()
	return made.Bytes(), err
}

// ReadableCopy returns a product whose copy the actor may open, and opens
// nothing. Its error reasons are those of OpenCopy.
func (a *App) ReadableCopy(ctx context.Context, who access.Actor, id kpi.ProductID) (p Product, err error) {
	if p, err = a.ReadableProduct(ctx, who, id); err == nil {
		err = Shut(p)
	}
	if err != nil {
		return p, err
	}
	switch state := a.shownCopy(p); {
	case p.Content == nil || state == CopyNone || state == CopyNotMade:
		return p, errNoCopy()
	case state == CopyWanted:
		return p, errCopyWaits()
	}
	return p, nil
}

// OpenCopy opens the copy of a scan or an office document. It is an opening of the product.
//
// Error reasons: product.not_found, product.quarantined, searchable.none,
// searchable.waiting.
func (a *App) OpenCopy(ctx context.Context, who access.Actor, id kpi.ProductID) (r io.ReadCloser, size int64, p Product, err error) {
	if p, err = a.ReadableCopy(ctx, who, id); err != nil {
		return nil, 0, p, err
	}
	if err := a.logOpening(ctx, who, p); err != nil {
		return nil, 0, p, err
	}
	r, size, err = a.Bucket.OpenDerived(ctx, *p.Content, copyName)
	if errors.Is(err, storage.ErrNotFound) {
		told := errCopyWaits()
		if a.copier(p.MediaType) == nil { // once there is a machine that can
			told = errNoCopy()
		}
		return nil, 0, p, errors.Join(told, a.copyLost(ctx, p))
	}
	return r, size, p, err
}

// copyLost has a copy made again: what is derived may be lost, as by a backup without
// it.
func (a *App) copyLost(ctx context.Context, p Product) error {
	return a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.SetSearchable(ctx, *p.Content, CopyWanted); err != nil || a.copier(p.MediaType) == nil {
			return err
		}
		return tx.Enqueue(ctx, copyJob(office(p.MediaType), p.ID))
	})
}

func errNoCopy() error {
	return kpi.E(kpi.NotFound, "searchable.none",
		"Tệp này không có bản sao PDF.", "There is no PDF copy of this file.")
}

func errCopyWaits() error {
	return kpi.E(kpi.Unavailable, "searchable.waiting",
		"Bản sao PDF đang được tạo. Hãy thử lại sau ít phút; tệp gốc vẫn tải được.",
		"The PDF copy is being made. Try again in a few minutes; the original can be downloaded.")
}
