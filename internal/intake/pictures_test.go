package intake_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/hhrutter/tiff"

	"minhchung/internal/intake"
)

func withPicture(t testing.TB, p *fpdf.Fpdf, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	p.RegisterImageOptionsReader("picture", fpdf.ImageOptions{ImageType: "PNG"}, &b)
	p.ImageOptions("picture", 0, 0, 210, 0, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	return output(t, p)
}

// scan makes the image-only PDF that a scanner would make of page one of a PDF.
func scan(t testing.TB, r *intake.Reader, pdf []byte) (scanned []byte, page image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := r.Picture(t.Context(), file(t, "whole.pdf", pdf), 1, 2480, &b); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	var j bytes.Buffer
	if err := jpeg.Encode(&j, img, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	p := fpdf.New("P", "mm", "A4", "")
	p.AddPage()
	p.RegisterImageOptionsReader("scan", fpdf.ImageOptions{ImageType: "JPG"}, &j)
	p.ImageOptions("scan", 0, 0, 210, 297, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
	return output(t, p), img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asTIFF(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tiff.Encode(&b, img, &tiff.Options{Compression: tiff.Deflate}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photograph is a picture as a camera stores it that was held so that the top of the
// page is at the left: every pixel a quarter turn to the left, and a note in EXIF that
// it is to be shown a quarter turn to the right (6).
func photograph(t testing.TB, page image.Image) []byte {
	t.Helper()
	b := page.Bounds()
	lying := image.NewRGBA(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			lying.Set(y, b.Dx()-1-x, page.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	exif := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	j := asJPEG(t, lying)
	return append(append(bytes.Clone(j[:2]), exif...), j[2:]...)
}
