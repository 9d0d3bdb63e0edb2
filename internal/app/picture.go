package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// Widths of page pictures in pixels: what the viewer shows and what lists show.
const (
	PictureWidth = 1100
	ThumbWidth   = 240
)

// maxPicture bounds one drawn page in bytes.
const maxPicture = 32 << 20

// PagePicture returns the picture of one page as PNG. It is drawn once, in the
// sandbox, and kept beside the original as something that can be drawn again.
//
// Error reasons: product.not_found, picture.page, picture.undrawable.
func (a *App) PagePicture(ctx context.Context, who access.Actor, id kpi.ProductID, page, width int) ([]byte, error) {
	p, err := a.ReadableProduct(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if err := Shut(p); err != nil {
		return nil, err
	}
	// How many pages an office document has is known to its printed copy alone.
	if p.Content == nil || page < 1 || (p.Read != kpi.ReadPending && !office(p.MediaType) && page > max(p.Pages, 1)) {
		return nil, kpi.E(kpi.NotFound, "picture.page", "Không có trang này.", "There is no such page.")
	}
	if office(p.MediaType) && a.shownCopy(p) != CopyMade {
		return nil, errNoPicture()
	}
	if width > ThumbWidth { // what a list shows small is no opening
		if err := a.logOpening(ctx, who, p); err != nil {
			return nil, err
		}
	}
	name := fmt.Sprintf("page-%d-%d.png", page, width)
	if b, err := a.derived(ctx, *p.Content, name); err == nil || !errors.Is(err, storage.ErrNotFound) {
		return b, err
	}
	// One drawing at a time: on a small machine two are slower than one after the other.
	a.drawing.Lock()
	defer a.drawing.Unlock()
	if b, err := a.derived(ctx, *p.Content, name); err == nil || !errors.Is(err, storage.ErrNotFound) {
		return b, err
	}
	b, err := a.draw(ctx, p, name, page, width)
	if err != nil {
		return nil, err
	}
	// Set aside while it was being drawn? Then what was drawn goes, too.
	if p, err = a.ReadableProduct(ctx, who, id); err == nil {
		err = Shut(p)
	}
	if err != nil {
		return nil, errors.Join(err, a.Bucket.DeleteDerived(context.WithoutCancel(ctx), *p.Content))
	}
	return b, nil
}

func (a *App) derived(ctx context.Context, h storage.Hash, name string) ([]byte, error) {
	r, _, err := a.Bucket.OpenDerived(ctx, h, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(io.LimitReader(r, maxPicture))
}

func errNoPicture() error {
	return kpi.E(kpi.Unsupported, "picture.none",
		"Chưa có ảnh của trang này. Tệp gốc vẫn được giữ nguyên; hãy tải về để xem.",
		"There is no picture of this page yet. The original is kept as it is; download it to look at it.")
}

// draw draws a page of the file, or of the printed copy of an office document.
func (a *App) draw(ctx context.Context, p Product, name string, page, width int) ([]byte, error) {
	var out bytes.Buffer
	h := *p.Content
	picture := func(path string) error { return a.Reading.Picture(ctx, path, page, width, &out) }
	local := func() error { return a.Bucket.Local(ctx, h, picture) }
	if office(p.MediaType) {
		local = func() error { return a.Bucket.LocalDerived(ctx, h, copyName, picture) }
	}
	err := local()
	if office(p.MediaType) && errors.Is(err, storage.ErrNotFound) {
		return nil, errors.Join(errNoPicture(), a.copyLost(ctx, p))
	}
	if err != nil {
		if kpi.CodeOf(err) != kpi.Internal {
			return nil, err
		}
		return nil, kpi.E(kpi.Unsupported, "picture.undrawable",
			"Không vẽ được trang này. Tệp gốc vẫn nguyên; hãy tải về để xem.",
			"This page could not be drawn. The original is untouched; download it to look.").At("app.PagePicture", err)
	}
	if err := a.Bucket.PutDerived(ctx, h, name, bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil {
		a.Log.WarnContext(ctx, "page picture not kept", "hash", h, "err", err) // it can be drawn again
	}
	return out.Bytes(), nil
}
