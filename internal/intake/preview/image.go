package preview

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"minhchung/internal/kpi"
)

// Size is the size of what a page of an image file shows, in pixels.
type Size struct {
	Width  int  `json:"width"`
	Height int  `json:"height"`
	Turned bool `json:"turned"` // it is stored turned or mirrored, and says so
}

// ErrTooBig is the error of an image with more pixels than allowed.
var ErrTooBig = errors.New("preview: the image has too many pixels")

// fits refuses an image of more pixels than allowed, before any of it is decoded.
func (s Size) fits(maxPixels int) error {
	if s.Width <= 0 || s.Height <= 0 || s.Width > maxPixels/s.Height {
		return fmt.Errorf("%w: %d × %d", ErrTooBig, s.Width, s.Height)
	}
	return nil
}

// Measure returns the size of each page of an image file: one of a PNG or JPEG,
// which is decoded to its end, so that a file that was cut is noticed; all of a
// TIFF. What was measured until an error comes with it. It must run in the parser
// child.
func Measure(b []byte, maxPixels int) ([]Size, error) {
	if isTIFF(b) {
		all, err := frames(b, maxPixels)
		sizes := make([]Size, len(all))
		for i, f := range all {
			sizes[i] = f.turn.size(f.size)
		}
		if err == nil && len(sizes) == 0 {
			err = errCut
		}
		return sizes, err
	}
	_, size, turn, err := decode(b, 1, maxPixels)
	return []Size{turn.size(size)}, err
}

// Drawing says how a page of an image file is drawn.
type Drawing struct {
	Page      int       `json:"page"`   // from 1
	Width     int       `json:"width"`  // at most, never wider than it is; 0 = as it is
	Longer    int       `json:"longer"` // at most, of the longer side of the whole page; 0 = as it is
	Part      kpi.Place `json:"part"`   // of the page, in thousandths; empty = all of it
	Grey      bool      `json:"grey"`
	MaxPixels int       `json:"max_pixels"`
}

// Draw returns a page of a PNG, JPEG or TIFF as a PNG, upright as its file says. It
// must run in the parser child.
func Draw(b []byte, how Drawing) ([]byte, error) {
	img, size, turn, err := decode(b, max(1, how.Page), how.MaxPixels)
	if err != nil {
		return nil, err
	}
	to := how.scaled(turn.size(size))
	if to.Height > how.MaxPixels/max(1, to.Width) {
		return nil, ErrTooBig
	}
	if stored := turn.size(to); stored.Width != size.Width || stored.Height != size.Height {
		img = average(img, stored.Width, stored.Height)
	}
	if how.Grey {
		img = grey(img)
	}
	img = turn.upright(img)
	if how.Part != (kpi.Place{}) {
		img = cut(img, pixels(how.Part, to.Width, to.Height))
	}
	return encoded(onWhite(img))
}

// scaled is how large a page of this size is drawn.
func (how Drawing) scaled(s Size) Size {
	if how.Width > 0 && how.Width < s.Width {
		s.Width, s.Height = how.Width, max(1, s.Height*how.Width/s.Width)
	}
	if longer := max(s.Width, s.Height); how.Longer > 0 && how.Longer < longer {
		s.Width, s.Height = max(1, s.Width*how.Longer/longer), max(1, s.Height*how.Longer/longer)
	}
	return s
}

func encoded(img image.Image) ([]byte, error) {
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("preview: encode: %w", err)
	}
	return out.Bytes(), nil
}

// decode knows PNG, JPEG and TIFF only: image.Decode would take whatever format
// the program happens to have registered.
func decode(b []byte, page, maxPixels int) (image.Image, Size, orientation, error) {
	if isTIFF(b) {
		return decodeTIFF(b, page, maxPixels)
	}
	if page > 1 {
		return nil, Size{}, asStored, ErrNoPage
	}
	config, read, turn := jpeg.DecodeConfig, jpeg.Decode, asStored
	if bytes.HasPrefix(b, []byte("\x89PNG")) {
		config, read = png.DecodeConfig, png.Decode
	} else {
		turn = jpegOrientation(b)
	}
	c, err := config(bytes.NewReader(b))
	if err != nil {
		return nil, Size{}, asStored, fmt.Errorf("preview: %w", err)
	}
	size := Size{Width: c.Width, Height: c.Height}
	if err := size.fits(maxPixels); err != nil {
		return nil, size, asStored, err
	}
	img, err := read(bytes.NewReader(b))
	if err != nil {
		return nil, size, asStored, fmt.Errorf("preview: %w", err)
	}
	return img, size, turn, nil
}

// pixels is where a part of a page lies in a picture of this size; never empty.
func pixels(part kpi.Place, wide, high int) image.Rectangle {
	x, y := min(wide-1, max(0, part.X*wide/1000)), min(high-1, max(0, part.Y*high/1000))
	return image.Rect(x, y, min(wide, max(x+1, (part.X+part.W)*wide/1000)), min(high, max(y+1, (part.Y+part.H)*high/1000)))
}

// cut is a part of an image, on white paper.
func cut(img image.Image, at image.Rectangle) image.Image {
	part := image.NewRGBA(image.Rect(0, 0, at.Dx(), at.Dy()))
	draw.Draw(part, part.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(part, part.Rect, img, img.Bounds().Min.Add(at.Min), draw.Over)
	return part
}

func grey(img image.Image) image.Image {
	if g, ok := img.(*image.Gray); ok {
		return g
	}
	b := img.Bounds()
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(g, g.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(g, g.Bounds(), img, b.Min, draw.Over)
	return g
}

// onWhite puts an image that may be transparent on white paper.
func onWhite(img image.Image) image.Image {
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		return img
	}
	return rgba(img)
}

// average scales by the mean of the pixels that fall into each new one, which
// keeps thin strokes of letters visible. Transparency becomes white paper.
func average(src image.Image, w, h int) *image.RGBA {
	b := src.Bounds()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := b.Min.Y+y*b.Dy()/h, b.Min.Y+(y+1)*b.Dy()/h
		for x := range w {
			x0, x1 := b.Min.X+x*b.Dx()/w, b.Min.X+(x+1)*b.Dx()/w
			dst.SetRGBA(x, y, mean(src, x0, y0, max(x1, x0+1), max(y1, y0+1)))
		}
	}
	return dst
}

func mean(src image.Image, x0, y0, x1, y1 int) color.RGBA {
	var r, g, b, n uint64
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			cr, cg, cb, ca := src.At(x, y).RGBA()
			white := uint64(0xffff - ca)
			r, g, b, n = r+uint64(cr)+white, g+uint64(cg)+white, b+uint64(cb)+white, n+1
		}
	}
	return color.RGBA{uint8(r / n >> 8), uint8(g / n >> 8), uint8(b / n >> 8), 0xff}
}
