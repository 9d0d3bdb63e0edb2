package ocr

import (
	"bytes"
	"context"
	"os"
	"strconv"
	"strings"
)

// Lies reports whether a page may lie on its side or upside down: little of it was
// read surely, or its words are higher than wide.
func (p Page) Lies() bool {
	const unsure, letters, enough = 60, 3, 20 // percent; of a word that is wider than high; words
	if len(p.Words) >= enough && p.Confidence < unsure {
		return true
	}
	upright, lying := 0, 0
	for _, w := range p.Words {
		switch wide, high := w.Box.W*p.Width, w.Box.H*p.Height; {
		case len([]rune(w.Text)) < letters:
		case high > wide:
			lying++
		default:
			upright++
		}
	}
	return lying > upright
}

// Quarters asks tesseract how many quarter turns clockwise make a picture upright: 0
// to 3; 0 also when it is not sure. It needs the data called osd.
func (r Recogniser) Quarters(ctx context.Context, picture *os.File, dpi int) (int, error) {
	const sure = 2.0 // tesseract's own measure; 12 for an ordinary page
	look := r
	look.Language = "osd"
	var out bytes.Buffer
	if err := look.run(ctx, picture, dpi, "", orientation, 0, &out); err != nil {
		return 0, err
	}
	degrees, confidence := 0, 0.0
	for l := range strings.Lines(out.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(l), ": ")
		switch name {
		case "Rotate":
			degrees, _ = strconv.Atoi(value)
		case "Orientation confidence":
			confidence, _ = strconv.ParseFloat(value, 64)
		}
	}
	if confidence < sure || degrees%90 != 0 || degrees < 0 || degrees > 270 {
		return 0, nil
	}
	return degrees / 90, nil
}
