package intake_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/hhrutter/tiff"

	"minhchung/internal/intake"
	"minhchung/internal/intake/sniff"
)

// twoPages is a TIFF of a paper's first page and of a page that says something else.
func twoPages(t testing.TB, r *intake.Reader, how tiff.CompressionType) []byte {
	t.Helper()
	second := tờTrình()
	second.number, second.body = "Số: 46/TTr-SNV", second.body[:2]
	var pages []image.Image
	for _, p := range []paper{tờTrình(), second} {
		var b bytes.Buffer
		if err := r.Picture(t.Context(), file(t, "a.pdf", p.pdf(t)), 1, 1800, &b); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		g := image.NewGray(img.Bounds())
		for y := range g.Rect.Dy() {
			for x := range g.Rect.Dx() {
				g.Set(x, y, img.At(x, y))
			}
		}
		pages = append(pages, g)
	}
	var out bytes.Buffer
	if err := tiff.EncodeAll(&out, pages, &tiff.Options{Compression: how}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEveryPageOfATIFFIsRead(t *testing.T) {
	t.Parallel()
	r := reader(t)
	if !r.Tools().Vietnamese {
		t.Skip("tesseract with Vietnamese is not installed")
	}
	path := file(t, "a.tif", twoPages(t, r, tiff.Deflate))
	look, err := r.Look(t.Context(), path, "a.tif")
	if err != nil || look.Problem != nil || look.Pages != 2 || look.MediaType != sniff.TIFF {
		t.Fatalf("%+v %v", look, err)
	}
	var seen []intake.Progress
	f, err := r.Read(t.Context(), path, nil, func(p intake.Progress) {
		if p.Stage == "ocr" {
			seen = append(seen, p)
		}
	})
	if err != nil || f.Pages != 2 || len(f.Text) != 2 || !f.Text[1].OCR || len(seen) != 3 {
		t.Fatalf("%+v %v, progress %v", f, err, seen)
	}
	for i, number := range []string{"45/TTr-SNV", "46/TTr-SNV"} {
		if !strings.Contains(f.Text[i].Text, number) {
			t.Errorf("page %d does not say %s:\n%s", i+1, number, f.Text[i].Text)
		}
	}
	var first, second bytes.Buffer
	if err := r.Picture(t.Context(), path, 1, 300, &first); err != nil {
		t.Error(err)
	}
	if err := r.Picture(t.Context(), path, 2, 300, &second); err != nil || bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("page two is drawn as page one: %v", err)
	}
	if err := r.Picture(t.Context(), path, 3, 300, &second); err == nil {
		t.Error("there is a page three")
	}
}

func TestHostileTIFFs(t *testing.T) {
	t.Parallel()
	r := reader(t, quick)
	whole := twoPages(t, r, tiff.Uncompressed)
	var one bytes.Buffer
	if err := tiff.Encode(&one, image.NewGray(image.Rect(0, 0, 50, 50)), nil); err != nil {
		t.Fatal(err)
	}
	// entry changes the value of a tag in the first directory.
	entry := func(tag uint16, value uint32) []byte {
		b := bytes.Clone(one.Bytes())
		at := binary.LittleEndian.Uint32(b[4:])
		for i := range uint32(binary.LittleEndian.Uint16(b[at:])) {
			if e := b[at+2+12*i:]; binary.LittleEndian.Uint16(e) == tag {
				e[2] = 4 // a long number
				binary.LittleEndian.PutUint32(e[8:], value)
			}
		}
		return b
	}
	loop := bytes.Clone(one.Bytes())
	at := binary.LittleEndian.Uint32(loop[4:])
	binary.LittleEndian.PutUint32(loop[at+2+12*uint32(binary.LittleEndian.Uint16(loop[at:])):], at)
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"half of it", whole[:len(whole)/2], "upload.truncated"},
		{"without its last bytes", whole[:len(whole)-5], "upload.truncated"},
		{"its head", whole[:6], "upload.truncated"},
		{"a width of 10^9", entry(256, 1_000_000_000), "upload.bomb"},
		{"data behind the end", entry(273, 4_000_000_000), "upload.truncated"},
		{"a page that comes after itself", loop, ""},
		{"whole", one.Bytes(), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			look := refusedAs(t, r, "a.tif", c.b, c.want)
			if c.want == "" && look.Pages != 1 {
				t.Errorf("%+v", look)
			}
		})
	}
}
