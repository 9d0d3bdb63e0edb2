package paper

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"
)

// ending draws the recipients on the left and the signature block on the right,
// together on one page.
func (l *layout) ending(p Paper) {
	const (
		sw = 78.0
		sx = right - sw
		lw = right - left - sw - 4
	)
	l.y += 3
	l.room(max(signHeight, 8+float64(len(p.Recipients))*lineHeight(11)*1.4))
	y := l.y
	if p.CoSign != nil {
		l.signature(*p.CoSign, left, y, lw, false)
	} else if len(p.Recipients) > 0 {
		ry := l.block(boldItalic, 12, "Nơi nhận:", left, y, lw, alignLeft)
		for i, r := range p.Recipients {
			end := ";"
			if i == len(p.Recipients)-1 {
				end = "."
			}
			ry = l.block(regular, 11, "- "+strings.TrimRight(r, ".;")+end, left, ry, lw, alignLeft)
		}
	}
	l.signature(p.Sign, sx, y, sw, p.Stamped)
	l.y = y + signHeight
}

// signature draws one block. The scribble and the seal are drawings: they add no
// words to the text of the page.
func (l *layout) signature(s Signature, x, y, w float64, stamped bool) {
	if s.Name == "" {
		return
	}
	if s.Authority != "" {
		y = l.block(bold, 13, s.Authority, x, y, w, alignCentre)
	}
	y = l.block(bold, 13, s.Position, x, y, w, alignCentre)
	mid := point{x + w/2, y + 15}
	l.scribble(s.Name, mid)
	if stamped {
		// The seal covers a third of the signature, on its left.
		l.seal(point{mid.x - 16, mid.y - 0.5}, s.Name)
	}
	l.block(bold, 14, s.Name, x, y+30, w, alignCentre)
}

// dice gives each signer the same hand on every paper.
func dice(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(h.Sum64(), 30))
}

func (l *layout) scribble(name string, at point) {
	d := dice(name)
	var pts []point
	n := 5 + d.IntN(4)
	width := 26 + 10*d.Float64()
	for i := range n {
		t := float64(i)/float64(n-1) - 0.5
		high := (4 + 5*d.Float64()) * (1 - math.Abs(t))
		if i%2 == 1 {
			high = -high
		}
		pts = append(pts, point{at.x + t*width + 3*d.Float64(), at.y + high})
	}
	line := []point{pts[0]}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		reach := 5 + 6*d.Float64()
		line = append(line, cubic(a, point{a.x + reach, a.y}, point{b.x - reach, b.y}, b, 12)...)
	}
	last := line[len(line)-1]
	flourish := cubic(last, point{last.x + 9, last.y - 6}, point{at.x - 4, at.y + 10}, point{at.x + 20, at.y + 6 + 3*d.Float64()}, 24)
	l.page().shapes = append(l.page().shapes, shape{lines: [][]point{append(line, flourish...)}, pen: 0.45, col: ink()})
}

// seal draws a round stamp that could be taken for nobody's: a ring, a star, and
// the words "TÀI LIỆU MINH HỌA" around it.
func (l *layout) seal(c point, name string) {
	const r = 15.0
	p := l.page()
	tilt := (dice(name+"seal").Float64() - 0.5) * 0.3
	p.shapes = append(p.shapes,
		shape{lines: [][]point{circle(c, r, 72)}, pen: 0.7, col: red()},
		shape{lines: [][]point{circle(c, r-1.1, 72)}, pen: 0.25, col: red()},
		shape{lines: [][]point{circle(c, r-6, 60)}, pen: 0.25, col: red()},
		shape{lines: [][]point{star(c, 5.5, tilt)}, col: red()})
	l.arc(c, r-4.9, tilt-math.Pi/2, "TÀI LIỆU MINH HỌA", false)
	l.arc(c, r-2.2, tilt+math.Pi/2, "MINH CHỨNG", true)
}

func star(c point, r, tilt float64) []point {
	var out []point
	for i := range 11 {
		radius := r
		if i%2 == 1 {
			radius = r * 0.4
		}
		sin, cos := math.Sincos(tilt - math.Pi/2 + float64(i)*math.Pi/5)
		out = append(out, point{c.x + radius*cos, c.y + radius*sin})
	}
	return out
}

// arc writes text as outlines along a circle, centred on an angle; under turns it
// so that it reads upright at the bottom.
func (l *layout) arc(c point, radius, centre float64, text string, under bool) {
	const size = 8.5
	dir := 1.0
	if under {
		dir = -1
	}
	total := l.f.measure(bold, size, text)
	angle := centre - dir*total/radius/2
	var contours [][]point
	for _, ch := range text {
		w := l.f.measure(bold, size, string(ch))
		mid := angle + dir*w/radius/2
		sin, cos := math.Sincos(mid)
		at := point{c.x + radius*cos, c.y + radius*sin}
		rot := mid + dir*math.Pi/2
		shift := turn(point{-w / 2, 0}, 1, rot, at)
		for _, line := range l.f.outline(bold, ch) {
			out := make([]point, len(line))
			for i, pt := range line {
				out[i] = turn(pt, size*mmPerPt, rot, shift)
			}
			contours = append(contours, out)
		}
		angle += dir * w / radius
	}
	l.page().shapes = append(l.page().shapes, shape{lines: contours, col: red()})
}
