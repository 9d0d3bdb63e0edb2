package intake_test

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"minhchung/internal/kpi"
)

// onColours paints every pixel of a part of a page, given in thousandths.
func onColours(page image.Image, at kpi.Place, paint func(x, y float64, c color.RGBA) color.RGBA) *image.RGBA {
	b := page.Bounds()
	out := image.NewRGBA(b)
	draw.Draw(out, b, page, b.Min, draw.Src)
	part := image.Rect(at.X*b.Dx()/1000, at.Y*b.Dy()/1000, (at.X+at.W)*b.Dx()/1000, (at.Y+at.H)*b.Dy()/1000)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			u, v := float64(x-part.Min.X)/float64(part.Dx()), float64(y-part.Min.Y)/float64(part.Dy())
			out.SetRGBA(x, y, paint(u, v, out.RGBAAt(x, y)))
		}
	}
	return out
}

// inked is red ink on what is there: black stays black.
func inked(c color.RGBA) color.RGBA {
	return color.RGBA{c.R, uint8(int(c.G) * 40 / 255), uint8(int(c.B) * 50 / 255), 255}
}

func scanOf(t *testing.T, page image.Image) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "A4", "")
	p.AddPage()
	return withPicture(t, p, page)
}

// A seal lies over the signer's name on every paper of an office.
func TestANameBelowASealIsRead(t *testing.T) {
	t.Parallel()
	r := reader(t)
	if !r.Tools().Vietnamese {
		t.Skip("tesseract with Vietnamese is not installed")
	}
	whole := tờTrình().pdf(t)
	printed, err := r.Read(t.Context(), file(t, "a.pdf", whole), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var name *kpi.Place
	for _, g := range printed.Guesses {
		if g.Field == "signer" {
			name = g.Place
		}
	}
	if name == nil {
		t.Fatal("nobody signed")
	}
	_, page := scan(t, r, whole)
	around := kpi.Place{X: name.X - 20, Y: name.Y - 60, W: name.W, H: name.H + 90}
	sealed := onColours(page, around, func(u, v float64, c color.RGBA) color.RGBA {
		ring := math.Hypot(u-0.5, v-0.5)
		if ring < 0.5 && math.Mod(ring*28+math.Atan2(v-0.5, u-0.5), 1) < 0.55 {
			return inked(c)
		}
		return c
	})
	want := guesses(printed)["signer"]
	for name, b := range map[string][]byte{"a scanned PDF": scanOf(t, sealed), "a JPEG": asJPEG(t, sealed), "a PNG": asPNG(t, sealed), "a TIFF": asTIFF(t, sealed)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := r.Read(t.Context(), file(t, "sealed", b), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := guesses(f)["signer"]; got != want {
				t.Errorf("signer %q, want %q\n%s", got, want, f.Text[0].Text)
			}
		})
	}
	// The same without colours shows that the seal was in the way.
	grey := image.NewGray(sealed.Bounds())
	draw.Draw(grey, grey.Rect, sealed, sealed.Bounds().Min, draw.Src)
	g, err := r.Read(t.Context(), file(t, "grey.pdf", scanOf(t, grey)), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if guesses(g)["signer"] == guesses(printed)["signer"] {
		t.Error("the seal hides nothing: this test proves nothing")
	}
}

// A mark is stamped in red: what makes seals vanish must not make it vanish.
func TestARedMarkIsSeen(t *testing.T) {
	t.Parallel()
	r := reader(t)
	if !r.Tools().Vietnamese {
		t.Skip("tesseract with Vietnamese is not installed")
	}
	d := tờTrình()
	d.mark = "TỐI MẬT"
	_, page := scan(t, r, d.pdf(t))
	red := onColours(page, kpi.Place{X: 50, Y: 95, W: 380, H: 30}, func(_, _ float64, c color.RGBA) color.RGBA {
		return color.RGBA{200 + c.R/5, c.G, c.B, 255}
	})
	f, err := r.Read(t.Context(), file(t, "secret.pdf", scanOf(t, red)), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	marks := 0
	for _, p := range f.Problems {
		if p.Code == "upload.classified" {
			marks++
		}
	}
	if marks != 1 {
		t.Errorf("%d marks found: %+v\n%s", marks, f.Problems, f.Text[0].Text)
	}
}
