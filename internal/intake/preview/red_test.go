package preview

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"

	"minhchung/internal/kpi"
)

// A seal below, a stamp above, a red stroke that is dust: two boxes, and in the picture
// only what is near them.
func TestRedIsTakenOut(t *testing.T) {
	t.Parallel()
	const wide, high = 2000, 1000
	seal, stamp := image.Rect(1500, 700, 1700, 900), image.Rect(100, 100, 300, 200)
	page := pngOf(t, wide, high, func(x, y int) color.Color {
		at := image.Pt(x, y)
		switch {
		case at == image.Pt(1600, 800) || at == image.Pt(900, 500) || at == image.Pt(1600, 640): // ink
			return color.Black
		case at.In(seal) || at.In(stamp) || at.In(image.Rect(900, 300, 930, 310)):
			return color.RGBA{210, 40, 50, 255}
		}
		return color.White
	})
	out, red, err := DrawWithoutRed(page, Drawing{MaxPixels: wide * high})
	want := []kpi.Place{{X: 50, Y: 100, W: 100, H: 100}, {X: 750, Y: 700, W: 100, H: 200}}
	if err != nil || !slices.Equal(red.Boxes, want) || red.Part != (kpi.Place{X: 0, Y: 10, W: 1000, H: 980}) {
		t.Fatalf("%+v %v", red, err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil || img.Bounds() != image.Rect(0, 0, 2000, 980) {
		t.Fatalf("%v %v", img.Bounds(), err)
	}
	for _, c := range []struct {
		what  string
		x, y  int // of the page
		black bool
	}{{"the seal", 1550, 750, false}, {"ink below it", 1600, 800, true}, {"ink above it", 1600, 640, true}, {"the stamp", 150, 150, false}, {"ink far from both", 900, 500, false}} {
		if got := img.At(c.x, c.y-10).(color.Gray).Y; c.black != (got < 50) || !c.black && got < 200 {
			t.Errorf("%s is %d", c.what, got)
		}
	}
	white := pngOf(t, 60, 60, func(int, int) color.Color { return color.White })
	if out, red, err := DrawWithoutRed(white, Drawing{MaxPixels: 100_000}); err != nil || out != nil || len(red.Boxes) != 0 {
		t.Errorf("%d bytes, %+v, %v", len(out), red, err)
	}
}
