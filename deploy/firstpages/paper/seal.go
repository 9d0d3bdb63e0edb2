package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// seal draws a round red seal, half transparent, turned by so many degrees.
func seal(tilt int) ([]byte, error) {
	const side = 300
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	red := color.NRGBA{R: 205, G: 30, B: 35, A: 205}
	for y := range side {
		for x := range side {
			dx, dy := float64(x)-side/2, float64(y)-side/2
			r := math.Hypot(dx, dy) / (side / 2)
			turn := math.Atan2(dy, dx) + float64(tilt)*math.Pi/180
			// Two rings, strokes between them where letters would be, a star inside.
			strokes := r > 0.74 && r < 0.88 && math.Mod(math.Abs(turn)*31+math.Sin(turn*13), 1.9) < 0.8
			star := r < 0.16+0.2*math.Abs(math.Cos(turn*2.5))
			if r > 0.93 && r < 0.98 || r > 0.66 && r < 0.69 || strokes || star {
				img.SetNRGBA(x, y, red)
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}
