package intake

import (
	"context"
	"errors"
	"io"
	"os"

	"minhchung/internal/intake/preview"
	"minhchung/internal/kpi"
)

// upright draws the pages of a file that lie on their side or upside down as they are
// read. Their places are those of the page as it is read, too.
type upright struct {
	scanned
	r        *Reader
	quarters int // turns clockwise, 1 to 3
}

func (u upright) page(ctx context.Context, n int) (drawn, error) {
	d, err := u.scanned.page(ctx, n)
	return u.turned(ctx, d, err)
}

func (u upright) part(ctx context.Context, n int, at kpi.Place) (drawn, error) {
	d, err := u.scanned.part(ctx, n, turnedPlace(at, 4-u.quarters))
	return u.turned(ctx, d, err)
}

func (u upright) bare(ctx context.Context, n int) (drawn, preview.Red, error) {
	d, red, err := u.scanned.bare(ctx, n)
	d, err = u.turned(ctx, d, err)
	for i, b := range red.Boxes {
		red.Boxes[i] = turnedPlace(b, u.quarters)
	}
	red.Part = turnedPlace(red.Part, u.quarters)
	return d, red, err
}

// turned turns a picture in the parser child.
func (u upright) turned(ctx context.Context, d drawn, err error) (drawn, error) {
	if err != nil || d.File == nil {
		return d, err
	}
	defer d.Close()
	size, err := d.Seek(0, io.SeekEnd)
	if err != nil {
		return drawn{}, err
	}
	return intoMemory(d.dpi, func(picture *os.File) error {
		var a imageAnswer
		ask := preview.Turning{Quarters: u.quarters, MaxPixels: u.r.limits.Pixels}
		png, err := u.r.pool.Ask(ctx, opTurn, ask, io.NewSectionReader(d, 0, size), size, u.r.limits.wall(), &a)
		if err != nil {
			return err
		}
		if a.Problem != "" {
			return errors.Join(preview.ErrUnreadable, errors.New(a.Problem))
		}
		_, err = picture.Write(png)
		return err
	})
}

// turnedPlace is where a part of a page is after so many quarter turns clockwise of
// the page.
func turnedPlace(p kpi.Place, quarters int) kpi.Place {
	for range quarters & 3 {
		p = kpi.Place{X: 1000 - p.Y - p.H, Y: p.X, W: p.H, H: p.W}
	}
	return p
}

// standUp finds out whether a page lies on its side, and reads it as it should stand.
// What it is not surer of stays as it was.
func (r *Reader) standUp(ctx context.Context, s scanned, got pictureRead, n int) (pictureRead, scanned, error) {
	if !r.seesTurns || !got.Lies() {
		return got, s, nil
	}
	quarters := 0
	err := r.turn(ctx, s.page, n, func(p drawn) (err error) {
		quarters, err = r.ocr.Quarters(ctx, p.File, p.dpi)
		return err
	})
	if err != nil || quarters == 0 {
		return got, s, ours(err)
	}
	u := upright{s, r, quarters}
	again, err := r.recognise(ctx, u.page, n)
	if err != nil || again.Lies() || again.Confidence < got.Confidence-10 {
		return got, s, ours(err)
	}
	return pictureRead{Page: again, quarters: quarters}, u, nil
}

// ours is an error that is not about the document.
func ours(err error) error {
	if errors.Is(err, errNoReading) {
		return nil
	}
	return err
}
