package preview

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"testing"
)

func TestTurn(t *testing.T) {
	t.Parallel()
	const pixels = 10_000
	grey, ok := lettered("ABC DEF", false).(*image.Gray)
	if !ok {
		t.Fatal("not grey")
	}
	pgm := append(fmt.Appendf(nil, "P5\n%d %d\n255\n", grey.Rect.Dx(), grey.Rect.Dy()), grey.Pix...)
	pic, err := encoded(grey)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"PGM": pgm, "PNG": pic, "JPEG": photograph(t, lettered("ABC DEF", true))} {
		for quarters, want := range []string{"ABC DEF", "DA EB FC", "FED CBA", "CF BE AD"} {
			out, err := Turn(b, Turning{quarters, pixels})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			img, err := png.Decode(bytes.NewReader(out))
			if err != nil || spelt(t, img) != want {
				t.Errorf("%s, %d quarters: %v %v", name, quarters, img, err)
			}
		}
	}
	for name, b := range map[string][]byte{
		"cut": pgm[:len(pgm)-1], "no size": []byte("P5\n"), "negative": []byte("P5\n-3 -4\n255\nabcdefghijkl"),
		"other levels": []byte("P5\n1 1\n65535\nab"), "something": []byte("GIF89a"), "nothing": nil,
	} {
		if out, err := Turn(b, Turning{1, pixels}); err == nil {
			t.Errorf("%s: %d bytes", name, len(out))
		}
	}
	if _, err := Turn([]byte("P5\n100000 100000\n255\n"), Turning{1, pixels}); !errors.Is(err, ErrTooBig) {
		t.Errorf("10^10 pixels: %v", err)
	}
}

func FuzzTurn(f *testing.F) {
	f.Add([]byte("P5\n2 1\n255\nab"), 1)
	f.Add([]byte("P5\n2 9223372036854775807\n255\nab"), 3)
	f.Fuzz(func(t *testing.T, b []byte, quarters int) {
		if out, err := Turn(b, Turning{quarters, 1000}); err == nil {
			if c, err := png.DecodeConfig(bytes.NewReader(out)); err != nil || c.Width*c.Height > 1000 {
				t.Errorf("%+v %v", c, err)
			}
		}
	})
}
