package paper

import "math"

// A4 in millimetres, with the margins of the decree (top and bottom 20–25, left
// 30–35, right 15–20).
const (
	pageW, pageH = 210.0, 297.0
	left, right  = 30.0, pageW - 18.0
	top, bottom  = 20.0, pageH - 22.0
)

type point struct{ x, y float64 }

type colour struct{ r, g, b uint8 }

func black() colour { return colour{} }
func grey() colour  { return colour{120, 120, 120} }
func red() colour   { return colour{200, 30, 36} }
func ink() colour   { return colour{24, 44, 140} }

// glyphs is text drawn with its start at (x, y) on the baseline.
type glyphs struct {
	x, y  float64
	style style
	size  float64 // points
	col   colour
	text  string
}

// shape is a set of polylines: stroked when pen > 0, else filled (non-zero).
type shape struct {
	lines [][]point
	pen   float64 // mm
	col   colour
}

// sheet is one page as a list of marks, the same for the PDF and for the scan.
type sheet struct {
	text   []glyphs
	shapes []shape
}

func (s *sheet) rule(x1, y1, x2, y2, pen float64) {
	s.shapes = append(s.shapes, shape{lines: [][]point{{{x1, y1}, {x2, y2}}}, pen: pen, col: black()})
}

func mix(a, b point, t float64) point { return point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }

// cubic returns n points of the curve from a to d, without a itself.
func cubic(a, b, c, d point, n int) []point {
	out := make([]point, 0, n)
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		ab, bc, cd := mix(a, b, t), mix(b, c, t), mix(c, d, t)
		out = append(out, mix(mix(ab, bc, t), mix(bc, cd, t), t))
	}
	return out
}

// circle returns a closed polyline.
func circle(c point, r float64, n int) []point {
	out := make([]point, 0, n+1)
	for i := 0; i <= n; i++ {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out = append(out, point{c.x + r*cos, c.y + r*sin})
	}
	return out
}

// turn moves a glyph's point: scaled, rotated by angle, then shifted to at.
func turn(p point, scale, angle float64, at point) point {
	sin, cos := math.Sincos(angle)
	x, y := p.x*scale, p.y*scale
	return point{at.x + x*cos - y*sin, at.y + x*sin + y*cos}
}
