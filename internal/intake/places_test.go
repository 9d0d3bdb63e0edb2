package intake_test

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"minhchung/internal/intake"
	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

// word finds the first word that says s.
func word(t *testing.T, f intake.Facts, page int, s string) recognise.Word {
	t.Helper()
	for _, w := range f.Layout()[page-1].Words {
		if w.Text == s {
			return w
		}
	}
	t.Fatalf("no word %q on page %d: %+v", s, page, f.Layout()[page-1].Words)
	return recognise.Word{}
}

// The paper is drawn with fpdf: the number stands 35 mm below the top edge, in the
// middle of the left column.
func TestWordsHaveTheirPlaces(t *testing.T) {
	t.Parallel()
	r := reader(t)
	whole := tờTrình().pdf(t)
	scanned, page := scan(t, r, whole)
	var picture bytes.Buffer
	if err := png.Encode(&picture, page); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		b        []byte
		ocr      bool
		wide     int
		sureness int
	}{
		"born digital": {whole, false, 595, 100}, "a scanned PDF": {scanned, true, 595, 60}, "a PNG": {picture.Bytes(), true, 0, 60},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.ocr && !r.Tools().Vietnamese {
				t.Skip("tesseract with Vietnamese is not installed")
			}
			f, err := r.Read(t.Context(), file(t, "a", c.b), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			number, motto := word(t, f, 1, "45/TTr-SNV"), word(t, f, 1, "CỘNG")
			if b := number.Box; b.X < 180 || b.X > 330 || b.Y < 110 || b.Y > 140 || b.W < 80 || b.W > 160 || b.H < 8 || b.H > 25 {
				t.Errorf("the number stands at %+v", b)
			}
			if motto.Box.X < 480 || motto.Box.Y > 90 || motto.Block == number.Block && motto.Line == number.Line {
				t.Errorf("the motto stands at %+v", motto)
			}
			if number.Confidence < c.sureness || f.Layout()[0].Width != c.wide || f.Layout()[0].OCR != c.ocr {
				t.Errorf("%+v, page %d wide", number, f.Layout()[0].Width)
			}
			// A picture has its line read alone, too, and nothing beside it.
			var alone []string
			at := kpi.Place{}
			for _, w := range f.Layout()[0].Line {
				alone, at = append(alone, w.Text), w.Box
			}
			off := at.X - number.Box.X + at.Y - number.Box.Y
			if said := strings.Join(alone, " "); strings.HasPrefix(said, "Số: 45/") != c.ocr || c.ocr && (len(alone) != 2 || off < -8 || off > 8) {
				t.Errorf("its line alone says %q at %+v, not %+v", said, at, number.Box)
			}
		})
	}
}

func TestALongFileHasPlacesAtBothEnds(t *testing.T) {
	t.Parallel()
	r := reader(t)
	f, err := r.Read(t.Context(), file(t, "a.pdf", longPDF(t, 30, 0)), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range f.Layout() {
		if has := len(p.Words) > 0; has != (i < 3 || i >= 27) {
			t.Errorf("page %d: %d words with places", i+1, len(p.Words))
		}
	}
}

// noisyScan is page one as a bad scanner gives it: 200 dots an inch, half a degree
// askew, grey paper, noise and specks. The noise is the same each time.
func noisyScan(t testing.TB, r *intake.Reader, pdf []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Picture(t.Context(), file(t, "a.pdf", pdf), 1, 1654, &b); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	noise := rand.New(rand.NewPCG(5, 6))
	g := image.NewGray(img.Bounds())
	w, h := g.Rect.Dx(), g.Rect.Dy()
	for y := range h {
		for x := range w {
			paper := 255.0
			if from := y + (x-w/2)/120; from >= 0 && from < h {
				c, _, _, _ := img.At(x, from).RGBA()
				paper = float64(c >> 8)
			}
			v := paper*0.8 + 40 + noise.NormFloat64()*28
			if noise.Float64() < 0.002 {
				v = 0
			}
			g.Pix[y*g.Stride+x] = uint8(max(0, min(255, v)))
		}
	}
	return withPicture(t, pageOf(), g)
}

func pageOf() *fpdf.Fpdf {
	p := fpdf.New("P", "mm", "A4", "")
	p.AddPage()
	return p
}

func TestANoisyLetterheadIsReadAgain(t *testing.T) {
	t.Parallel()
	r := reader(t)
	if !r.Tools().Vietnamese {
		t.Skip("tesseract with Vietnamese is not installed")
	}
	d := tờTrình()
	d.superior, d.issuer, d.number = "ỦY BAN NHÂN DÂN TỈNH", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Số: 1207/QĐ-SKHCN"
	f, err := r.Read(t.Context(), file(t, "a.pdf", noisyScan(t, r, d.pdf(t))), nil, nil)
	if err != nil || len(f.Text) != 1 || !f.Text[0].OCR {
		t.Fatalf("%+v %v", f, err)
	}
	head := d.superior + " " + d.issuer + " CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc " + d.number + " " + d.place + " " + d.name
	share := recall(head, f.Text[0].Text)
	t.Logf("%.0f %% of the words of the letterhead", share)
	if share < 95 {
		t.Errorf("only %.0f %% of the words of the letterhead came back:\n%s", share, f.Text[0].Text)
	}
}
