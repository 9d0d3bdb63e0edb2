package intake_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"codeberg.org/go-pdf/fpdf"

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
