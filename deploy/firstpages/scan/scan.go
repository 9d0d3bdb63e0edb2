// Package scan makes of a clean picture of a page what an office scanner makes of
// paper: turned a little, soft, grey at an edge, with noise and specks.
//
// The scanner is one for colours, as appendix I of Decree 30/2020/NĐ-CP asks of
// digitised papers, and what it gives is the red part of them, in which a red seal is
// pale: that is what the product reads, too.
//
// It reads nothing. The same picture, dose and seed give the same scan.
package scan

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// Dose is how bad a scan is.
type Dose struct {
	Skew   float64 // degrees, clockwise
	Blur   float64 // 0 to 1: weight of the eight neighbours
	Noise  float64 // standard deviation, grey levels
	Specks int     // in a million pixels
	Paper  uint8   // grey level of the paper
	Ink    uint8   // grey level of the ink
}

// Draw chooses a dose that offices would still call a good scan.
func Draw(r *rand.Rand) Dose {
	return Dose{
		Skew: r.Float64()*2.4 - 1.2, Blur: r.Float64() * 0.6, Noise: 3 + r.Float64()*11,
		Specks: r.IntN(60), Paper: uint8(232 + r.IntN(22)), Ink: uint8(10 + r.IntN(60)),
	}
}

// Red is the red part of a picture in colours.
func Red(page image.Image) *image.Gray {
	b := page.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			r, _, _, _ := page.At(b.Min.X+x, b.Min.Y+y).RGBA()
			out.Pix[y*out.Stride+x] = uint8(r >> 8)
		}
	}
	return out
}

// Page scans one part of the colours of a page.
func Page(page *image.Gray, d Dose, r *rand.Rand) *image.Gray {
	b := page.Bounds()
	out := image.NewGray(b)
	sin, cos := math.Sincos(d.Skew * math.Pi / 180)
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	ink, paper := float64(d.Ink), float64(d.Paper)
	for y := range b.Dy() {
		for x := range b.Dx() {
			// Where this point of the scan lay on the page.
			dx, dy := float64(x)-cx, float64(y)-cy
			v := soft(page, cx+dx*cos+dy*sin, cy-dx*sin+dy*cos, d.Blur)
			v = ink + (paper-ink)*v/255
			v -= 25 * math.Exp(-float64(x)/12) // the shadow of the fold
			v += r.NormFloat64() * d.Noise
			if r.IntN(1_000_000) < d.Specks {
				v = float64(r.IntN(120))
			}
			out.SetGray(x, y, color.Gray{Y: uint8(min(255, max(0, v)))})
		}
	}
	return out
}

// soft is the page between its pixels, with some of the pixels around.
func soft(page *image.Gray, x, y, blur float64) float64 {
	v := between(page, x, y)
	if blur == 0 {
		return v
	}
	around := between(page, x-0.9, y) + between(page, x+0.9, y) + between(page, x, y-0.9) + between(page, x, y+0.9)
	return v*(1-blur) + blur*around/4
}

func between(page *image.Gray, x, y float64) float64 {
	x0, y0 := math.Floor(x), math.Floor(y)
	fx, fy := x-x0, y-y0
	at := func(i, j int) float64 {
		if !(image.Point{i, j}).In(page.Rect) {
			return 255
		}
		return float64(page.Pix[j*page.Stride+i])
	}
	i, j := int(x0), int(y0)
	return at(i, j)*(1-fx)*(1-fy) + at(i+1, j)*fx*(1-fy) + at(i, j+1)*(1-fx)*fy + at(i+1, j+1)*fx*fy
}

// Larger is the upper part of a page, h pixels high, drawn larger.
func Larger(page *image.Gray, h int, factor float64) *image.Gray {
	b := page.Bounds()
	out := image.NewGray(image.Rect(0, 0, int(float64(b.Dx())*factor), int(float64(h)*factor)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Pix[y*out.Stride+x] = uint8(between(page, float64(x)/factor, float64(y)/factor))
		}
	}
	return out
}
