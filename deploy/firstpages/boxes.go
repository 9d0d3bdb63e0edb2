package main

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"minhchung/deploy/firstpages/set"
)

// bornBoxes reads the XHTML of pdftotext -bbox-layout.
func bornBoxes(r io.Reader) ([]set.Page, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	var pages []set.Page
	var width, height float64
	block, line := 0, 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return pages, nil
		}
		if err != nil {
			return nil, err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		number := func(name string) float64 {
			for _, a := range e.Attr {
				if a.Name.Local == name {
					f, _ := strconv.ParseFloat(a.Value, 64)
					return f
				}
			}
			return 0
		}
		switch e.Name.Local {
		case "page":
			width, height = number("width"), number("height")
			pages = append(pages, set.Page{Width: int(width), Height: int(height)})
			block, line = 0, 0
		case "block":
			block++
			line = 0
		case "line":
			line++
		case "word":
			var text string
			if err := d.DecodeElement(&text, &e); err != nil {
				return nil, err
			}
			p := &pages[len(pages)-1]
			x, y := thousandth(number("xMin"), width), thousandth(number("yMin"), height)
			p.Words = append(p.Words, set.Word{
				X: x, Y: y, W: thousandth(number("xMax"), width) - x, H: thousandth(number("yMax"), height) - y,
				Confidence: 100, Block: block, Line: line, Text: text,
			})
		}
	}
}

// seenBoxes reads tesseract's table of one page.
func seenBoxes(tsv string, dpi int) set.Page {
	var p set.Page
	var width, height float64
	block, line, last := 0, 0, ""
	for row := range strings.Lines(tsv) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) < 12 {
			continue
		}
		n := make([]float64, 11)
		for i := range n {
			n[i], _ = strconv.ParseFloat(f[i], 64)
		}
		switch f[0] {
		case "1":
			width, height = n[8], n[9]
			p.Width, p.Height = int(width)*72/dpi, int(height)*72/dpi
		case "5":
			if strings.TrimSpace(f[11]) == "" {
				continue
			}
			paragraph := f[2] + " " + f[3]
			if paragraph != last {
				block, line, last = block+1, 0, paragraph
			}
			if l := int(n[4]); l != line {
				line = l
			}
			x, y := thousandth(n[6], width), thousandth(n[7], height)
			p.Words = append(p.Words, set.Word{
				X: x, Y: y, W: thousandth(n[6]+n[8], width) - x, H: thousandth(n[7]+n[9], height) - y,
				Confidence: int(n[10]), Block: block, Line: line, Text: f[11],
			})
		}
	}
	return p
}

func thousandth(v, of float64) int {
	if of == 0 {
		return 0
	}
	return min(1000, max(0, int(math.Round(v*1000/of))))
}
