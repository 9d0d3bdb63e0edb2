package intake_test

import (
	"image"
	"testing"

	"minhchung/internal/kpi"
)

// quarter turns a picture a quarter clockwise.
func quarter(img image.Image) image.Image {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.Set(b.Dy()-1-y, x, img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}

// A page that was laid upside down or sideways into the scanner, without a word about
// it in the file, is read as it should lie; places are those of the page as people see
// it.
func TestAPageThatLiesIsRead(t *testing.T) {
	t.Parallel()
	r := reader(t)
	if !r.Tools().Vietnamese {
		t.Skip("tesseract with Vietnamese is not installed")
	}
	_, page := scan(t, r, tờTrình().pdf(t))
	once := quarter(page)
	twice := quarter(once)
	for name, c := range map[string]struct {
		b        []byte
		quarters int
	}{
		"a JPEG, a quarter to the right":     {asJPEG(t, once), 1},
		"a scanned PDF, upside down":         {scanOf(t, twice), 2},
		"a TIFF, a quarter to the left":      {asTIFF(t, quarter(twice)), 3},
		"a photograph of a page on its side": {photograph(t, once), 1},
		"a scanned PDF, as it should lie":    {scanOf(t, page), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := r.Read(t.Context(), file(t, "a", c.b), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if g := guesses(f); g["number"] != "45" || g["symbol"] != "TTr-SNV" || g["issued_on"] != "2026-03-12" || g["signer"] != "Nguyễn Thị Hồng Ánh" {
				t.Errorf("%v\n%s", g, f.Text[0].Text)
			}
			for _, g := range f.Guesses {
				if g.Field != "number" || g.Place == nil {
					continue
				}
				at := *g.Place // the number stands at the left, in the upper quarter
				middle := map[int]bool{
					0: at.X < 400 && at.Y < 250, 1: at.X > 750 && at.Y < 400, 2: at.X > 500 && at.Y > 750, 3: at.X < 250 && at.Y > 500,
				}
				if !middle[c.quarters] || at == (kpi.Place{}) {
					t.Errorf("the number is at %+v", at)
				}
			}
		})
	}
}
