package main

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"strconv"

	"minhchung/deploy/firstpages/scan"
	"minhchung/deploy/firstpages/set"
	"minhchung/internal/intake/ocr"
	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

// topDPI is what the product reads a letterhead at, for the second time.
const topDPI = 400

// readTop reads the upper third of a page again, larger, and takes it where it is
// surer: by the product's own rule.
func (c chain) readTop(ctx context.Context, p *set.Page, page *image.Gray, path string, dpi int) error {
	var out bytes.Buffer
	if err := png.Encode(&out, scan.Larger(page, page.Bounds().Dy()/3, float64(topDPI)/float64(dpi))); err != nil {
		return err
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		return err
	}
	tsv, err := c.call(ctx, "tesseract", path, "-", "-l", "vie", "--dpi", strconv.Itoa(topDPI), "tsv")
	if err != nil {
		return err
	}
	takeTop(p, seenBoxes(string(tsv), topDPI))
	return nil
}

func takeTop(page *set.Page, top set.Page) {
	all := ocr.Page{Words: words(page.Words)}
	all.TakeTop(ocr.Page{Words: words(top.Words)})
	page.Words, page.Second = kept(all.Words), kept(all.Second)
}

func kept(in []recognise.Word) []set.Word {
	out := make([]set.Word, len(in))
	for i, w := range in {
		out[i] = set.Word{X: w.Box.X, Y: w.Box.Y, W: w.Box.W, H: w.Box.H, Confidence: w.Confidence, Block: w.Block, Line: w.Line, Text: w.Text}
	}
	return out
}

func words(in []set.Word) []recognise.Word {
	out := make([]recognise.Word, len(in))
	for i, w := range in {
		out[i] = recognise.Word{Text: w.Text, Box: kpi.Place{X: w.X, Y: w.Y, W: w.W, H: w.H}, Confidence: w.Confidence, Block: w.Block, Line: w.Line}
	}
	return out
}
