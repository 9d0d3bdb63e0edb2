// Package preview draws pictures of pages: of PDFs with poppler's pdftoppm, of
// PNG, JPEG and TIFF files with Go's decoders in the parser child. A picture is all
// of a stranger's document that a browser of this product ever renders by itself.
//
// It keeps nothing and caches nothing.
package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"minhchung/internal/intake/sandbox"
	"minhchung/internal/kpi"
)

// Renderer calls pdftoppm.
type Renderer struct {
	Sandbox *sandbox.Sandbox
	Tool    string // path of pdftoppm
	Limits  sandbox.Limits
}

// Errors that are facts of the document. A *sandbox.Exceeded is one, too.
var (
	ErrNoPage     = errors.New("preview: no such page")
	ErrUnreadable = errors.New("preview: the page cannot be drawn")
)

// PNG writes page as a PNG of the given width in pixels. A page whose shape would
// make that picture too big for the limits is drawn with width as its longer side.
func (r Renderer) PNG(ctx context.Context, doc *os.File, page, width int, w io.Writer) error {
	var out bytes.Buffer
	x := strconv.Itoa(width)
	err := r.run(ctx, doc, page, &out, "-png", "-scale-to-x", x, "-scale-to-y", "-1")
	if what := sandbox.IsExceeded(err); what != "" && what != sandbox.Wall {
		out.Reset()
		err = r.run(ctx, doc, page, &out, "-png", "-scale-to", x)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

// Grey writes page as a grey PGM whose longer side has the given number of pixels,
// whatever size the page claims: 3508 is A4 at 300 dots an inch.
func (r Renderer) Grey(ctx context.Context, doc *os.File, page, longer int, w io.Writer) error {
	return r.run(ctx, doc, page, w, "-gray", "-scale-to", strconv.Itoa(longer))
}

// GreyPart writes a part of page in the same way, given in thousandths of the page;
// longer is that of the whole page, shape the height of a page over its width.
func (r Renderer) GreyPart(ctx context.Context, doc *os.File, page, longer int, shape float64, part kpi.Place, w io.Writer) error {
	wide, high := longer, longer
	if shape < 1 {
		high = max(1, int(float64(longer)*shape))
	} else {
		wide = max(1, int(float64(longer)/shape))
	}
	at := pixels(part, wide, high)
	return r.run(ctx, doc, page, w, "-gray", "-scale-to", strconv.Itoa(longer),
		"-x", strconv.Itoa(at.Min.X), "-y", strconv.Itoa(at.Min.Y), "-W", strconv.Itoa(at.Dx()), "-H", strconv.Itoa(at.Dy()))
}

func (r Renderer) run(ctx context.Context, doc *os.File, page int, w io.Writer, how ...string) error {
	n := strconv.Itoa(page)
	res, err := r.Sandbox.Run(ctx, sandbox.Command{
		Path: r.Tool, Args: append(how, "-f", n, "-l", n, "-singlefile", "-"), Stdin: doc, Limits: r.Limits,
	}, w)
	switch {
	case err != nil:
		return fmt.Errorf("preview: page %d: %w", page, err)
	case strings.Contains(res.Stderr, "Wrong page range"):
		return ErrNoPage
	case res.Code != 0:
		return fmt.Errorf("%w: code %d, signal %v: %.200s", ErrUnreadable, res.Code, res.Signal, res.Stderr)
	case res.Bytes == 0:
		return fmt.Errorf("%w: no picture came: %.200s", ErrUnreadable, res.Stderr)
	}
	return nil
}
