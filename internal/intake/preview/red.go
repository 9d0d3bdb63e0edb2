package preview

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"os"
	"strconv"

	"minhchung/internal/kpi"
)

// Red is where a page is red, seals and stamps as a rule, and which part of the page
// was drawn without the red; both in thousandths. No boxes: nothing was drawn.
type Red struct {
	Boxes []kpi.Place `json:"boxes"`
	Part  kpi.Place   `json:"part"`
}

// WithoutRed writes the part of page that is red as a grey PGM in which red is white:
// what black letters say below a seal can be read in it. It is as large as in Grey's
// picture, and white where nothing near is red.
//
// Marks of classified papers are red, too: this picture is for a second reading, never
// the only one.
//
// The page is drawn small first, to see whether anything is red: most pages are not, and
// a whole picture in colours takes 26 MB.
func (r Renderer) WithoutRed(ctx context.Context, doc *os.File, page, longer int, w io.Writer) (Red, error) {
	small, _, _, err := r.colours(ctx, doc, page, longer/4)
	if err != nil || !anyRed(small) {
		return Red{}, err
	}
	if _, err := doc.Seek(0, io.SeekStart); err != nil { // pdftoppm has read it
		return Red{}, fmt.Errorf("preview: %w", err)
	}
	pixels, wide, high, err := r.colours(ctx, doc, page, longer)
	if err != nil {
		return Red{}, err
	}
	red, grey := bare(pixels, 3, wide, high)
	if grey == nil {
		return red, nil
	}
	if _, err := fmt.Fprintf(w, "P5\n%d %d\n255\n", grey.Rect.Dx(), grey.Rect.Dy()); err != nil {
		return Red{}, err
	}
	_, err = w.Write(grey.Pix)
	return red, err
}

// colours draws a page and returns its pixels: red, green and blue.
func (r Renderer) colours(ctx context.Context, doc *os.File, page, longer int) (pixels []byte, wide, high int, err error) {
	var drawn bytes.Buffer
	if err := r.run(ctx, doc, page, &drawn, "-scale-to", strconv.Itoa(longer)); err != nil {
		return nil, 0, 0, err
	}
	var most int
	if _, err := fmt.Fscanf(&drawn, "P6\n%d %d\n%d\n", &wide, &high, &most); err != nil || most != 255 || wide <= 0 || high <= 0 || drawn.Len()/3/wide < high {
		return nil, 0, 0, fmt.Errorf("%w: not a picture in colours", ErrUnreadable)
	}
	return drawn.Bytes(), wide, high, nil
}

// anyRed reports whether a small picture may hold a seal. It mixes ink with paper, so
// less counts as red here than in a large one, and a few pixels are enough.
func anyRed(pixels []byte) bool {
	const ink, enough = 25, 8
	n := 0
	for p := pixels; len(p) >= 3 && n < enough; p = p[3:] {
		if int(p[0]) > int(p[1])+ink && int(p[0]) > int(p[2])+ink {
			n++
		}
	}
	return n >= enough
}

// DrawWithoutRed is WithoutRed for a page of a PNG, JPEG or TIFF: a PNG, or nothing
// when nothing is red. It must run in the parser child.
func DrawWithoutRed(b []byte, how Drawing) ([]byte, Red, error) {
	img, _, turn, err := decode(b, max(1, how.Page), how.MaxPixels)
	if err != nil {
		return nil, Red{}, err
	}
	colours := rgba(turn.upright(img))
	red, grey := bare(colours.Pix, 4, colours.Rect.Dx(), colours.Rect.Dy())
	if grey == nil {
		return nil, red, nil
	}
	png, err := encoded(grey)
	return png, red, err
}

// bare draws the red part of colours, in which red ink is as bright as paper, around
// the boxes that are red. A pixel has so many bytes, red, green and blue first.
func bare(pixels []byte, step, wide, high int) (Red, *image.Gray) {
	const above, beside = 90, 400 // pixels: a line of text, and what a name is longer than a seal
	var red Red
	var areas []image.Rectangle
	var all image.Rectangle
	for _, b := range redBoxes(pixels, step, wide, high) {
		red.Boxes = append(red.Boxes, thousandths(b, wide, high))
		area := image.Rect(b.Min.X-beside, b.Min.Y-above, b.Max.X+beside, b.Max.Y+above).Intersect(image.Rect(0, 0, wide, high))
		areas, all = append(areas, area), all.Union(area)
	}
	if len(areas) == 0 {
		return red, nil
	}
	red.Part = thousandths(all, wide, high)
	grey := image.NewGray(image.Rect(0, 0, all.Dx(), all.Dy()))
	for i := range grey.Pix {
		grey.Pix[i] = 255
	}
	for _, a := range areas {
		for y := a.Min.Y; y < a.Max.Y; y++ {
			for x := a.Min.X; x < a.Max.X; x++ {
				grey.Pix[(y-all.Min.Y)*grey.Stride+x-all.Min.X] = pixels[step*(y*wide+x)]
			}
		}
	}
	return red, grey
}

func thousandths(r image.Rectangle, wide, high int) kpi.Place {
	x, y := r.Min.X*1000/wide, r.Min.Y*1000/high
	return kpi.Place{X: x, Y: y, W: (r.Max.X*1000+wide-1)/wide - x, H: (r.Max.Y*1000+high-1)/high - y}
}

// redBoxes finds the seals and stamps of a page: rows with red ink, and in them the
// columns that have some.
func redBoxes(pixels []byte, step, wide, high int) []image.Rectangle {
	const ink, least = 60, 40 // how much redder than other colours; pixels: less is dust
	rows, columns := make([]int, high), make([]int, wide)
	isRed := func(x, y int) bool {
		p := pixels[step*(y*wide+x):]
		return int(p[0]) > int(p[1])+ink && int(p[0]) > int(p[2])+ink
	}
	for y := range high {
		for x := range wide {
			if isRed(x, y) {
				rows[y]++
			}
		}
	}
	var out []image.Rectangle
	for _, r := range runs(rows, least) {
		clear(columns)
		for y := r[0]; y < r[1]; y++ {
			for x := range wide {
				if isRed(x, y) {
					columns[x]++
				}
			}
		}
		for _, c := range runs(columns, least) {
			out = append(out, image.Rect(c[0], r[0], c[1], r[1]))
		}
	}
	return out
}

// runs are the stretches [from, to) at least so long whose counts are above dust, with
// short gaps in them.
func runs(counts []int, least int) [][2]int {
	const dust, gap = 3, 60 // pixels; places
	var all [][2]int
	for i, n := range counts {
		switch k := len(all) - 1; {
		case n <= dust:
		case k >= 0 && i-all[k][1] <= gap:
			all[k][1] = i + 1
		default:
			all = append(all, [2]int{i, i + 1})
		}
	}
	kept := all[:0]
	for _, r := range all {
		if r[1]-r[0] >= least {
			kept = append(kept, r)
		}
	}
	return kept
}
