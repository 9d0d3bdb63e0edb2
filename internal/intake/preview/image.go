package preview

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// Size is the size of an image file, in pixels.
type Size struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// ErrTooBig is the error of an image with more pixels than allowed.
var ErrTooBig = errors.New("preview: the image has too many pixels")

// Measure returns the size of a PNG or JPEG, and decodes all of it, so that a file
// that was cut is noticed. It must run in the parser child.
func Measure(b []byte, maxPixels int) (Size, error) {
	_, size, err := decode(b, maxPixels)
	return size, err
}

// Scale returns a PNG or JPEG as a PNG of at most the given width, never wider
// than it was. It must run in the parser child.
func Scale(b []byte, width, maxPixels int) ([]byte, error) {
	img, size, err := decode(b, maxPixels)
	if err != nil {
		return nil, err
	}
	w := min(width, size.Width)
	h := max(1, size.Height*w/max(1, size.Width))
	if h > maxPixels/max(1, w) {
		return nil, ErrTooBig
	}
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&out, average(img, w, h)); err != nil {
		return nil, fmt.Errorf("preview: encode: %w", err)
	}
	return out.Bytes(), nil
}

// decode knows PNG and JPEG only: image.Decode would take whatever format the
// program happens to have registered.
func decode(b []byte, maxPixels int) (image.Image, Size, error) {
	config, read := jpeg.DecodeConfig, jpeg.Decode
	if bytes.HasPrefix(b, []byte("\x89PNG")) {
		config, read = png.DecodeConfig, png.Decode
	}
	c, err := config(bytes.NewReader(b))
	if err != nil {
		return nil, Size{}, fmt.Errorf("preview: %w", err)
	}
	size := Size{c.Width, c.Height}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return nil, size, fmt.Errorf("%w: %d × %d", ErrTooBig, c.Width, c.Height)
	}
	img, err := read(bytes.NewReader(b))
	if err != nil {
		return nil, size, fmt.Errorf("preview: %w", err)
	}
	return img, size, nil
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
