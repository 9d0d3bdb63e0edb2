package intake

import (
	"context"
	"errors"
	"fmt"
	"io"

	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/kpi"
)

// The widths a picture may be asked for, in pixels.
const (
	MinWidth = 16
	MaxWidth = 4096
)

// Picture writes a PNG of one page (from 1), width pixels wide; a page of an
// extreme shape has width as its longer side, and an image file is never made
// wider than it is. Nothing is written when it fails. Errors: Invalid for a width
// out of range, NotFound for a page that is not there, Unsupported for a file that
// has no pictures or cannot be drawn, Unavailable.
func (r *Reader) Picture(ctx context.Context, path string, page, width int, w io.Writer) error {
	const op = "intake.Picture"
	if width < MinWidth || width > MaxWidth {
		return kpi.E(kpi.Invalid, "picture.width",
			fmt.Sprintf("Chiều rộng ảnh phải từ %d đến %d điểm.", MinWidth, MaxWidth),
			fmt.Sprintf("The width of a picture is between %d and %d pixels.", MinWidth, MaxWidth))
	}
	if page < 1 {
		return noPage().At(op, nil)
	}
	d, kind, err := r.opened(op, path)
	if err != nil {
		return err
	}
	defer d.Close()
	switch kind.MediaType {
	case sniff.PDF:
		if !r.tools.Poppler {
			return r.fault(op, unavailable("poppler"))
		}
		err = r.preview.PNG(ctx, d.File, page, width, w)
	case sniff.PNG, sniff.JPEG, sniff.TIFF:
		_, err = r.drawImage(ctx, d, opDraw, preview.Drawing{Page: page, Width: width}, w)
	default:
		return notDrawn().At(op, nil)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, preview.ErrNoPage):
		return noPage().At(op, err)
	case errors.Is(err, preview.ErrUnreadable), !isFault(err):
		return notDrawn().At(op, err)
	}
	return r.fault(op, err)
}

// drawImage draws a page of an image file in the parser child; op is opDraw or opBare.
func (r *Reader) drawImage(ctx context.Context, d *document, op string, how preview.Drawing, w io.Writer) (preview.Red, error) {
	if d.size > r.limits.File {
		return preview.Red{}, &sandbox.Exceeded{What: sandbox.Memory}
	}
	how.MaxPixels = r.limits.Pixels
	var a imageAnswer
	png, err := r.pool.Ask(ctx, op, how, d.reader(), d.size, r.limits.wall(), &a)
	switch {
	case err != nil:
		return preview.Red{}, err
	case a.NoPage:
		return preview.Red{}, preview.ErrNoPage
	case a.Problem != "":
		return preview.Red{}, fmt.Errorf("%w: %s", preview.ErrUnreadable, a.Problem)
	}
	_, err = w.Write(png)
	return a.Red, err
}

func noPage() *kpi.Error {
	return kpi.E(kpi.NotFound, "picture.page", "Tệp không có trang này.", "The file has no such page.")
}

func notDrawn() *kpi.Error {
	return kpi.E(kpi.Unsupported, "picture.none",
		"Không vẽ được ảnh của trang này. Tệp gốc vẫn được giữ nguyên; hãy tải về để xem.",
		"No picture of this page can be drawn. The original is kept as it is; download it to look at it.")
}
