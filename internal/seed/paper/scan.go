package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"math"
	"math/rand/v2"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"codeberg.org/go-pdf/fpdf"
)

// scanDPI is the resolution offices scan at, and the least that OCR likes.
const scanDPI = 200

const dotsPerMM = scanDPI / 25.4

// Scan writes the paper as a scanner would: every page is one grey JPEG picture,
// a little askew, uneven and noisy, and there is no text layer. The same paper
// and seed give the same bytes. Errors are those of Render.
func Scan(w io.Writer, p Paper, seed uint64) error {
	sheets, f, err := compose(p)
	if err != nil {
		return err
	}
	pdf := newPDF(info{title: "Scan", day: p.Date, compress: true})
	for i, s := range sheets {
		page, err := rasterise(f, s)
		if err != nil {
			return err
		}
		var buf bytes.Buffer
		if err := jpeg.Encode(&buf, age(page, seed+uint64(i)), &jpeg.Options{Quality: 62}); err != nil {
			return fmt.Errorf("paper: encode scan: %w", err)
		}
		opt := fpdf.ImageOptions{ImageType: "JPG"}
		name := "page" + strconv.Itoa(i+1)
		pdf.RegisterImageOptionsReader(name, opt, &buf)
		pdf.AddPage()
		pdf.ImageOptions(name, 0, 0, pageW, pageH, false, opt, 0, "")
	}
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("paper: write scan: %w", err)
	}
	return nil
}

// rasterise draws a sheet as ink on white paper.
func rasterise(f *fonts, s *sheet) (*image.Gray, error) {
	size := image.Rect(0, 0, dots(pageW), dots(pageH))
	img := image.NewGray(size)
	draw.Draw(img, size, image.White, image.Point{}, draw.Src)
	for _, sh := range s.shapes {
		drawInk(img, sh)
	}
	type key struct {
		style style
		size  float64
	}
	faces := map[key]font.Face{}
	for _, g := range s.text {
		k := key{g.style, g.size}
		face := faces[k]
		if face == nil {
			var err error
			face, err = opentype.NewFace(f.face[g.style], &opentype.FaceOptions{Size: g.size, DPI: scanDPI, Hinting: font.HintingNone})
			if err != nil {
				return nil, fmt.Errorf("paper: face for scan: %w", err)
			}
			faces[k] = face
		}
		d := font.Drawer{Dst: img, Src: image.NewUniform(luma(g.col)), Face: face}
		// Every glyph is put where the layout has it: the face's own advances are rounded.
		x := g.x
		for _, r := range g.text {
			d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * dotsPerMM * 64), Y: fixed.Int26_6(g.y * dotsPerMM * 64)}
			d.DrawString(string(r))
			x += f.measure(g.style, g.size, string(r))
		}
	}
	return img, nil
}

func dots(mm float64) int { return int(math.Round(mm * dotsPerMM)) }

func luma(c colour) color.Gray {
	return color.GrayModel.Convert(color.RGBA{c.r, c.g, c.b, 255}).(color.Gray)
}

// drawInk fills a shape, or strokes it by a small quadrilateral for each segment.
// Only the part of the page that the shape touches is worked on.
func drawInk(img *image.Gray, sh shape) {
	box := bounds(sh).Intersect(img.Bounds())
	ras := vector.NewRasterizer(box.Dx(), box.Dy())
	poly := func(pts ...point) {
		for i, p := range pts {
			x, y := float32(p.x*dotsPerMM)-float32(box.Min.X), float32(p.y*dotsPerMM)-float32(box.Min.Y)
			if i == 0 {
				ras.MoveTo(x, y)
			} else {
				ras.LineTo(x, y)
			}
		}
		ras.ClosePath()
	}
	for _, line := range sh.lines {
		if sh.pen == 0 {
			poly(line...)
			continue
		}
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			length := math.Hypot(b.x-a.x, b.y-a.y)
			if length == 0 {
				continue
			}
			// Half a pen longer at both ends: segments of a curve then meet.
			dx, dy := (b.x-a.x)/length*sh.pen/2, (b.y-a.y)/length*sh.pen/2
			poly(point{a.x - dx - dy, a.y - dy + dx}, point{b.x + dx - dy, b.y + dy + dx},
				point{b.x + dx + dy, b.y + dy - dx}, point{a.x - dx + dy, a.y - dy - dx})
		}
	}
	ras.Draw(img, box, image.NewUniform(luma(sh.col)), image.Point{})
}

// bounds returns the dots a shape may touch.
func bounds(sh shape) image.Rectangle {
	minX, minY, maxX, maxY := pageW, pageH, 0.0, 0.0
	for _, line := range sh.lines {
		for _, p := range line {
			minX, maxX = min(minX, p.x), max(maxX, p.x)
			minY, maxY = min(minY, p.y), max(maxY, p.y)
		}
	}
	return image.Rect(dots(minX-sh.pen)-1, dots(minY-sh.pen)-1, dots(maxX+sh.pen)+2, dots(maxY+sh.pen)+2)
}

// age turns a clean page into a scanned one: askew by up to 0.7 degrees, paper
// not quite white, darker towards one edge, grain and a few specks.
func age(page *image.Gray, seed uint64) *image.Gray {
	d := rand.New(rand.NewPCG(seed, 200))
	w, h := page.Rect.Dx(), page.Rect.Dy()
	out := image.NewGray(page.Rect)
	sin, cos := math.Sincos((d.Float64()*2 - 1) * 0.7 * math.Pi / 180)
	paperTone, shade := 236+8*d.Float64(), 16*d.Float64()
	cx, cy := float64(w)/2, float64(h)/2
	for y := range h {
		dy := float64(y) - cy
		var grain uint64
		for x := range w {
			if x%8 == 0 {
				grain = d.Uint64()
			}
			dx := float64(x) - cx
			v := sample(page, cx+dx*cos-dy*sin, cy+dx*sin+dy*cos)
			tone := paperTone - shade*float64(x)/float64(w)
			v = 30 + v*(tone-30)/255
			v += float64(uint8(grain))/16 - 8
			grain >>= 8
			out.Pix[y*out.Stride+x] = uint8(min(max(v, 0), 255))
		}
	}
	for range 60 {
		x, y, r := d.IntN(w-4), d.IntN(h-4), 1+d.IntN(2)
		for i := range r * r {
			out.Pix[(y+i/r)*out.Stride+x+i%r] = uint8(60 + d.IntN(90))
		}
	}
	return out
}

// sample reads between four dots; beyond the page it is white.
func sample(img *image.Gray, x, y float64) float64 {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	if x0 < 0 || y0 < 0 || x0+1 >= img.Rect.Dx() || y0+1 >= img.Rect.Dy() {
		return 255
	}
	fx, fy := x-float64(x0), y-float64(y0)
	i := y0*img.Stride + x0
	top := float64(img.Pix[i])*(1-fx) + float64(img.Pix[i+1])*fx
	low := float64(img.Pix[i+img.Stride])*(1-fx) + float64(img.Pix[i+img.Stride+1])*fx
	return top*(1-fy) + low*fy
}
