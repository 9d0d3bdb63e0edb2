package paper

import (
	"fmt"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// style picks one of the four faces of Liberation Serif, which has the metrics of
// Times New Roman, the font the decree names, and every Vietnamese letter.
type style int

const (
	regular style = iota
	bold
	italic
	boldItalic
	styles
)

// ttf returns the font files in the order of the styles.
func ttf() [styles][]byte {
	return [styles][]byte{
		liberationserifregular.TTF, liberationserifbold.TTF,
		liberationserifitalic.TTF, liberationserifbolditalic.TTF,
	}
}

const mmPerPt = 25.4 / 72

// fonts measures text. It is used by one goroutine.
type fonts struct {
	face  [styles]*sfnt.Font
	width [styles]map[rune]float64 // advances in em
	buf   sfnt.Buffer
}

func loadFonts() (*fonts, error) {
	f := new(fonts)
	for s, data := range ttf() {
		face, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("paper: parse font: %w", err)
		}
		f.face[s], f.width[s] = face, map[rune]float64{}
	}
	return f, nil
}

// advance returns the width of r in em.
func (f *fonts) advance(s style, r rune) float64 {
	if w, ok := f.width[s][r]; ok {
		return w
	}
	em := f.face[s].UnitsPerEm()
	w := 0.5
	if g, err := f.face[s].GlyphIndex(&f.buf, r); err == nil {
		if a, err := f.face[s].GlyphAdvance(&f.buf, g, fixed.I(int(em)), font.HintingNone); err == nil {
			w = float64(a) / 64 / float64(em)
		}
	}
	f.width[s][r] = w
	return w
}

// measure returns the width of text in millimetres at a size in points.
func (f *fonts) measure(s style, size float64, text string) float64 {
	em := 0.0
	for _, r := range text {
		em += f.advance(s, r)
	}
	return em * size * mmPerPt
}

// outline returns the contours of r, one em high, y downwards from the baseline.
func (f *fonts) outline(s style, r rune) [][]point {
	g, err := f.face[s].GlyphIndex(&f.buf, r)
	if err != nil {
		return nil
	}
	const ppem = 1000
	segments, err := f.face[s].LoadGlyph(&f.buf, g, fixed.I(ppem), nil)
	if err != nil {
		return nil
	}
	at := func(p fixed.Point26_6) point { return point{float64(p.X) / 64 / ppem, float64(p.Y) / 64 / ppem} }
	var out [][]point
	for _, seg := range segments {
		if seg.Op == sfnt.SegmentOpMoveTo {
			out = append(out, []point{at(seg.Args[0])})
			continue
		}
		c := &out[len(out)-1]
		from := (*c)[len(*c)-1]
		switch seg.Op {
		case sfnt.SegmentOpLineTo:
			*c = append(*c, at(seg.Args[0]))
		case sfnt.SegmentOpQuadTo:
			mid, to := at(seg.Args[0]), at(seg.Args[1])
			*c = append(*c, cubic(from, mix(from, mid, 2.0/3), mix(to, mid, 2.0/3), to, 4)...)
		case sfnt.SegmentOpCubeTo:
			*c = append(*c, cubic(from, at(seg.Args[0]), at(seg.Args[1]), at(seg.Args[2]), 6)...)
		}
	}
	return out
}
