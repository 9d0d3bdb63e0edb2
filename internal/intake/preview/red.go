package preview

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"os"
	"strconv"
)

// Band is where a page is red, in pixels from the top of its picture; empty when To
// is 0.
type Band struct {
	From int `json:"from"`
	To   int `json:"to"`
	High int `json:"high"` // of the whole picture
}

// Thousandths tells the band in thousandths of the page's height.
func (b Band) Thousandths() (from, to int) {
	return b.From * 1000 / max(1, b.High), b.To * 1000 / max(1, b.High)
}

// WithoutRed writes the rows of page that are red, a seal as a rule, as a grey PGM in
// which red is white: what black letters say below a seal can be read in it. The
// picture is as large as Grey's. Nothing is written when nothing is red.
//
// Marks of classified papers are red, too: this picture is for a second reading, never
// the only one.
func (r Renderer) WithoutRed(ctx context.Context, doc *os.File, page, longer int, w io.Writer) (Band, error) {
	var colours bytes.Buffer
	if err := r.run(ctx, doc, page, &colours, "-scale-to", strconv.Itoa(longer)); err != nil {
		return Band{}, err
	}
	var wide, high, most int
	if _, err := fmt.Fscanf(&colours, "P6\n%d %d\n%d\n", &wide, &high, &most); err != nil || most != 255 || wide <= 0 || high <= 0 || colours.Len()/3/wide < high {
		return Band{}, fmt.Errorf("%w: not a picture in colours", ErrUnreadable)
	}
	pixels := colours.Bytes()
	band := redBand(pixels, 3, wide, high)
	if band.To == 0 {
		return band, nil
	}
	if _, err := fmt.Fprintf(w, "P5\n%d %d\n255\n", wide, band.To-band.From); err != nil {
		return Band{}, err
	}
	grey := make([]byte, wide*(band.To-band.From))
	for i := range grey {
		grey[i] = pixels[3*(band.From*wide+i)] // red ink is as bright as paper here
	}
	_, err := w.Write(grey)
	return band, err
}

// DrawWithoutRed is WithoutRed for a page of a PNG, JPEG or TIFF: a PNG, or nothing
// when nothing is red. It must run in the parser child.
func DrawWithoutRed(b []byte, how Drawing) ([]byte, Band, error) {
	img, _, turn, err := decode(b, max(1, how.Page), how.MaxPixels)
	if err != nil {
		return nil, Band{}, err
	}
	colours := rgba(turn.upright(img))
	wide, high := colours.Rect.Dx(), colours.Rect.Dy()
	band := redBand(colours.Pix, 4, wide, high)
	if band.To == 0 {
		return nil, band, nil
	}
	grey := image.NewGray(image.Rect(0, 0, wide, band.To-band.From))
	for i := range grey.Pix {
		grey.Pix[i] = colours.Pix[4*(band.From*wide+i)]
	}
	png, err := encoded(grey)
	return png, band, err
}

// redBand are the rows from the first to the last that hold red ink, and what a line
// of text needs around them. A pixel has so many bytes, red, green and blue first.
func redBand(pixels []byte, step, wide, high int) Band {
	const ink, around = 60, 40 // how much redder than other colours; rows
	first, last := -1, -1
	for y := range high {
		n := 0
		for x := range wide {
			p := pixels[step*(y*wide+x):]
			if int(p[0]) > int(p[1])+ink && int(p[0]) > int(p[2])+ink {
				n++
			}
		}
		if n > 3 { // less is dust
			if first < 0 {
				first = y
			}
			last = y
		}
	}
	if first < 0 {
		return Band{High: high}
	}
	return Band{max(0, first-around), min(high, last+1+around), high}
}
