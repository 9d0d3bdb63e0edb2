// Package scan makes of a clean picture of a page what an office scanner makes of
// paper: turned a little, soft, grey at an edge, with noise and specks, and pressed
// into a JPEG. The scanner is one for colours, as appendix I of Decree 30/2020/NĐ-CP
// asks of digitised papers.
//
// It reads nothing. The same picture, dose and seed give the same scan.
package scan

import (
	"image"
	"image/draw"
	"math"
	"math/rand/v2"
)

// Dose is how bad a scan is.
type Dose struct {
	Skew    float64 // degrees, clockwise
	Blur    float64 // 0 to 1: weight of the four neighbours
	Noise   float64 // standard deviation, levels of brightness
	Specks  int     // in a million pixels
	Paper   uint8   // brightness of the paper
	Ink     uint8   // brightness of the ink
	Quality int     // of the JPEG, percent
}

// Draw chooses a dose that offices would still call a good scan.
func Draw(r *rand.Rand) Dose {
	return Dose{
		Skew: r.Float64()*2.4 - 1.2, Blur: r.Float64() * 0.6, Noise: 3 + r.Float64()*11,
		Specks: r.IntN(60), Paper: uint8(232 + r.IntN(22)), Ink: uint8(10 + r.IntN(60)), Quality: 70 + r.IntN(21),
	}
}

// Page scans a page in colours.
func Page(page image.Image, d Dose, r *rand.Rand) *image.RGBA {
	b := page.Bounds()
	from := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(from, from.Rect, page, b.Min, draw.Src)
	out := image.NewRGBA(from.Rect)
	sin, cos := math.Sincos(d.Skew * math.Pi / 180)
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	ink, paper := float64(d.Ink), float64(d.Paper)
	for y := range b.Dy() {
		for x := range b.Dx() {
			// Where this point of the scan lay on the page.
			dx, dy := float64(x)-cx, float64(y)-cy
			seen := soft(from, cx+dx*cos+dy*sin, cy-dx*sin+dy*cos, d.Blur)
			shade := r.NormFloat64()*d.Noise - 25*math.Exp(-float64(x)/12) // the shadow of the fold
			speck, level := r.IntN(1_000_000) < d.Specks, 0.0
			if speck {
				level = float64(r.IntN(120))
			}
			p := out.Pix[y*out.Stride+4*x:][:4]
			for i, v := range seen {
				v = ink + (paper-ink)*v/255 + shade
				if speck {
					v = level
				}
				p[i] = uint8(min(255, max(0, v)))
			}
			p[3] = 255
		}
	}
	return out
}

// colour is red, green and blue, 0 to 255.
type colour [3]float64

// soft is the page between its pixels, with some of the pixels around.
func soft(page *image.RGBA, x, y, blur float64) colour {
	v := between(page, x, y)
	if blur == 0 {
		return v
	}
	var around colour
	for _, at := range [][2]float64{{x - 0.9, y}, {x + 0.9, y}, {x, y - 0.9}, {x, y + 0.9}} {
		for i, w := range between(page, at[0], at[1]) {
			around[i] += w
		}
	}
	for i := range v {
		v[i] = v[i]*(1-blur) + blur*around[i]/4
	}
	return v
}

func between(page *image.RGBA, x, y float64) colour {
	x0, y0 := math.Floor(x), math.Floor(y)
	fx, fy := x-x0, y-y0
	i, j := int(x0), int(y0)
	if i < 0 || j < 0 || i+1 >= page.Rect.Dx() || j+1 >= page.Rect.Dy() {
		return colour{255, 255, 255}
	}
	above, below := page.Pix[j*page.Stride+4*i:][:8], page.Pix[(j+1)*page.Stride+4*i:][:8]
	var c colour
	for k := range c {
		c[k] = (float64(above[k])*(1-fx)+float64(above[k+4])*fx)*(1-fy) + (float64(below[k])*(1-fx)+float64(below[k+4])*fx)*fy
	}
	return c
}
