package preview

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"
)

func pngOf(t *testing.T, w, h int, at func(x, y int) color.Color) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, at(x, y))
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestScaleAverages(t *testing.T) {
	t.Parallel()
	stripes := pngOf(t, 40, 20, func(x, _ int) color.Color { return color.Gray{uint8(x % 2 * 255)} })
	out, err := Draw(stripes, Drawing{Width: 20, MaxPixels: 1000})
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil || img.Bounds().Dx() != 20 || img.Bounds().Dy() != 10 {
		t.Fatalf("%v %v", img, err)
	}
	if r, _, _, _ := img.At(5, 5).RGBA(); r>>8 < 120 || r>>8 > 135 {
		t.Errorf("a thin stroke became %d", r>>8)
	}
	clear := pngOf(t, 4, 4, func(int, int) color.Color { return color.NRGBA{} })
	out, err = Draw(clear, Drawing{Width: 100, MaxPixels: 1000})
	img, derr := png.Decode(bytes.NewReader(out))
	if err != nil || derr != nil || img.Bounds().Dx() != 4 {
		t.Fatalf("%v %v", err, derr)
	}
	if r, g, b, _ := img.At(1, 1).RGBA(); r+g+b != 3*0xffff {
		t.Error("nothing is not white paper")
	}
}

func TestTooManyPixelsAreNotDecoded(t *testing.T) {
	t.Parallel()
	b := pngOf(t, 40, 20, func(int, int) color.Color { return color.White })
	if size, err := Measure(b, 799); !errors.Is(err, ErrTooBig) || !slices.Equal(size, []Size{{Width: 40, Height: 20}}) {
		t.Errorf("%v %v", size, err)
	}
	if size, err := Measure(b, 800); err != nil || !slices.Equal(size, []Size{{Width: 40, Height: 20}}) {
		t.Errorf("%v %v", size, err)
	}
	if _, err := Measure(b[:len(b)/2], 800); err == nil {
		t.Error("half a picture is whole")
	}
	if _, err := Measure([]byte("GIF89a"), 800); err == nil {
		t.Error("a GIF is taken")
	}
}
