package intake_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"minhchung/internal/intake"
	"minhchung/internal/kpi"
)

func guesses(f intake.Facts) map[string]string {
	m := map[string]string{}
	for _, g := range f.Guesses {
		m[g.Field] = g.Value
	}
	return m
}

func TestReadGivesTheFieldsOfAPaper(t *testing.T) {
	t.Parallel()
	r := reader(t)
	var stages []string
	f, err := r.Read(t.Context(), file(t, "a.pdf", tờTrình().pdf(t)), nil, func(p intake.Progress) { stages = append(stages, p.Stage) })
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"number": "45", "symbol": "TTr-SNV", "doc_type": "TTr", "issuer": "SỞ NỘI VỤ", "issued_on": "2026-03-12",
		"title": tờTrình().excerpt, "signer": "Nguyễn Thị Hồng Ánh", "dossier_code": "",
	}
	for field, v := range want {
		if got := guesses(f)[field]; got != v {
			t.Errorf("%s: %q, want %q", field, got, v)
		}
	}
	if f.Pages != 1 || len(f.Text) != 1 || f.Text[0].OCR || f.Text[0].Confidence != 100 || f.TextChars < 500 || len(f.Problems) != 0 {
		t.Errorf("%+v", f)
	}
	if len(f.Dossiers) != 1 || f.Dossiers[0] != "H32.15-260310-0012" { // mentioned, and not what the paper is
		t.Errorf("dossiers %q", f.Dossiers)
	}
	if !strings.HasPrefix(f.Tool, "intake/5 poppler/") || len(stages) == 0 {
		t.Errorf("tool %q, stages %v", f.Tool, stages)
	}
}

// words are the words of a text that a search would find, in small letters.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" \n\t.,;:/-–()“”", r) })
}

// recall is the share of want that is found in got, in percent, each word once.
func recall(want, got string) float64 {
	have := map[string]int{}
	for _, w := range words(got) {
		have[w]++
	}
	found, all := 0, words(want)
	for _, w := range all {
		if have[w] > 0 {
			have[w]--
			found++
		}
	}
	return 100 * float64(found) / float64(len(all))
}

func TestAScanIsReadBack(t *testing.T) {
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
	scanned, page := scan(t, r, whole)
	for name, b := range map[string][]byte{"a scanned PDF": scanned, "a JPEG": asJPEG(t, page), "a PNG": asPNG(t, page), "a photograph that lies on its side": photograph(t, page)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			var last intake.Progress
			f, err := r.Read(t.Context(), file(t, "scan", b), nil, func(p intake.Progress) {
				if p.Stage == "ocr" {
					last = p
				}
			})
			if err != nil || len(f.Text) != 1 || !f.Text[0].OCR || f.Text[0].Confidence < 60 {
				t.Fatalf("%+v %v", f, err)
			}
			share := recall(printed.Text[0].Text, f.Text[0].Text)
			t.Logf("%.1f %% of the words, confidence %d %%, %v; %v", share, f.Text[0].Confidence, time.Since(start).Round(time.Millisecond), guesses(f))
			if share < 95 {
				t.Errorf("only %.1f %% of the words came back:\n%s", share, f.Text[0].Text)
			}
			if g := guesses(f); g["number"] != "45" || g["issued_on"] != "2026-03-12" {
				t.Errorf("fields: %v", g)
			}
			for _, g := range f.Guesses {
				if g.Percent > 95 && g.Field != "dossier_code" { // the words themselves were never surer
					t.Errorf("%s is %d %% sure from a picture", g.Field, g.Percent)
				}
			}
			if last != (intake.Progress{Stage: "ocr", Page: 1, Pages: 1}) {
				t.Errorf("progress ended at %+v", last)
			}
		})
	}
}

func TestAScannedMarkOfClassificationIsFoundLater(t *testing.T) {
	t.Parallel()
	r := reader(t)
	if !r.Tools().Vietnamese {
		t.Skip("tesseract with Vietnamese is not installed")
	}
	d := tờTrình()
	d.mark = "TUYỆT MẬT"
	scanned, _ := scan(t, r, d.pdf(t))
	f, err := r.Read(t.Context(), file(t, "a.pdf", scanned), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !has(f, "upload.classified") {
		t.Errorf("problems %+v\n%s", f.Problems, f.Text[0].Text)
	}
}

func has(f intake.Facts, code string) bool {
	for _, p := range f.Problems {
		if p.Code == code && p.Text.Vi != "" && p.Text.En != "" {
			return true
		}
	}
	return false
}

func TestReadSaysWhatItCouldNotRead(t *testing.T) {
	t.Parallel()
	small := func(c *intake.Config) { c.Limits = intake.Limits{Pages: 3, File: 1 << 20, CPU: time.Second} }
	r := reader(t, small)
	contentBomb := rawPDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", stream("", "q Q"),
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R>>", twice("", bomb(t, "", 8192)))
	for _, c := range []struct {
		name string
		b    []byte
		code string
	}{
		{"more pages than are read", longPDF(t, 6, 0), "read.pages"},
		{"a larger file than is read", longPDF(t, 3, 2<<20), "read.too-large"},
		{"a bomb on page two", contentBomb, "read.bomb"},
		{"a cut file", tờTrình().pdf(t)[:1000], "upload.truncated"},
		{"nothing", nil, "upload.empty"},
		{"an archive", zipped(t, "a", []byte("x")), "upload.unsupported"},
		{"an embedded table", onePage("", "<</Type/Filespec/F(a.csv)/EF<</F 7 0 R>>>>", stream("/Type/EmbeddedFile", "a,b")), "pdf.embedded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, err := r.Read(t.Context(), file(t, "a.pdf", c.b), nil, nil)
			if err != nil || !has(f, c.code) {
				t.Errorf("%+v %v", f.Problems, err)
			}
		})
	}
}

func TestOCRIsBounded(t *testing.T) {
	t.Parallel()
	r := reader(t, func(c *intake.Config) { c.Limits.OCRPages = 1 })
	if !r.Tools().Tesseract {
		t.Skip("tesseract is not installed")
	}
	p := newPDF()
	for range 3 {
		p.AddPage() // nothing on it
	}
	f, err := r.Read(t.Context(), file(t, "a.pdf", output(t, p)), nil, nil)
	if err != nil || !has(f, "ocr.limit") || f.Pages != 3 || len(f.Text) != 3 {
		t.Errorf("%+v %v", f, err)
	}
}

func TestReadEndsWithItsContext(t *testing.T) {
	t.Parallel()
	r := reader(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Read(ctx, file(t, "a.pdf", tờTrình().pdf(t)), nil, nil); err == nil {
		t.Error("no error")
	}
}

func TestPicture(t *testing.T) {
	t.Parallel()
	r := reader(t)
	pdf, pic := file(t, "a.pdf", tờTrình().pdf(t)), file(t, "a.png", smallPNG(t))
	long := file(t, "l.pdf", bytes.Replace(onePage(""), []byte("0 0 595 842"), []byte("0 0 1 14000"), 1))
	for _, c := range []struct {
		path              string
		page, width, want int // want is the picture's width; 0 = an error
		code              kpi.Code
	}{
		{pdf, 1, 800, 800, ""}, {pdf, 1, 120, 120, ""}, {pic, 1, 100, 100, ""}, {pic, 1, 1000, 200, ""},
		{pdf, 2, 800, 0, kpi.NotFound}, {pdf, 0, 800, 0, kpi.NotFound}, {pic, 2, 800, 0, kpi.NotFound},
		{pdf, 1, 5, 0, kpi.Invalid}, {pdf, 1, 100_000, 0, kpi.Invalid},
		{file(t, "a.txt", []byte("a")), 1, 800, 0, kpi.Unsupported}, {file(t, "b.pdf", []byte("%PDF-1.4")), 1, 800, 0, kpi.Unsupported},
		{file(t, "c.png", hugePNG(40_000, 25_000)), 1, 800, 0, kpi.Unsupported}, {long, 1, 2000, -1, ""},
	} {
		var b bytes.Buffer
		err := r.Picture(t.Context(), c.path, c.page, c.width, &b)
		if c.want == 0 {
			if kpi.CodeOf(err) != c.code || b.Len() != 0 {
				t.Errorf("%+v: %v, %d bytes written", c, err, b.Len())
			}
			continue
		}
		size, derr := png.DecodeConfig(bytes.NewReader(b.Bytes()))
		if err != nil || derr != nil || c.want > 0 && size.Width != c.want || size.Width*size.Height > 25_000_000 {
			t.Errorf("%+v: %dx%d %v %v", c, size.Width, size.Height, err, derr)
		}
	}
}

// The page stands upright in its picture, and the file stays as it is.
func TestAPhotographIsDrawnAsItWasSeen(t *testing.T) {
	t.Parallel()
	r := reader(t)
	seen := image.NewGray(image.Rect(0, 0, 60, 90))
	for y := range 90 {
		for x := range 60 {
			seen.SetGray(x, y, color.Gray{Y: uint8(y/45*200 + x/30*50)})
		}
	}
	path := file(t, "a.jpg", photograph(t, seen))
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Picture(t.Context(), path, 1, 60, &b); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil || img.Bounds() != seen.Bounds() {
		t.Fatalf("%v %v", img.Bounds(), err)
	}
	for _, at := range []image.Point{{10, 10}, {50, 10}, {10, 80}, {50, 80}} {
		got, _, _, _ := img.At(at.X, at.Y).RGBA()
		if want := int(seen.GrayAt(at.X, at.Y).Y); int(got>>8)-want > 8 || want-int(got>>8) > 8 {
			t.Errorf("%v is %d, want %d", at, got>>8, want)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed: %v", err)
	}
}

func TestInspectHasNoError(t *testing.T) {
	t.Parallel()
	r := reader(t)
	in := intake.Inspect(t.Context(), r, file(t, "a.pdf", tờTrình().pdf(t)))
	if in.Refused != "" || len(in.SHA256) != 64 || in.Fields["number"].Value != "45" || in.Pages != 1 || len(in.Problems) != 0 {
		t.Errorf("%+v", in)
	}
	if in := intake.Inspect(t.Context(), r, file(t, "s.pdf", onePage("/OpenAction<</S/JavaScript/JS(1)>>"))); in.Held != "upload.quarantined" || in.Refused != "" || in.TextChars == 0 {
		t.Errorf("%+v", in)
	}
	for path, code := range map[string]string{
		"/nonexistent": "file.unread", t.TempDir(): "file.unread", file(t, "e", nil): "upload.empty", file(t, "z", zipped(t, "a", nil)): "upload.unsupported",
	} {
		if in := intake.Inspect(t.Context(), r, path); len(in.Problems) != 1 || in.Problems[0].Code != code || in.Problems[0].Text.Vi == "" {
			t.Errorf("%s: %+v", path, in)
		}
	}
}
