package main

import (
	"bytes"
	"fmt"
	"image/jpeg"
)

// pdfOf is the PDF that a scanner makes: one JPEG a page, of so many dots an inch.
func pdfOf(pages [][]byte, dpi int) ([]byte, error) {
	var b bytes.Buffer
	var offsets []int
	object := func(s string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), s)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	const perPage = 3 // objects
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 3+i*perPage)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids))
	for _, page := range pages {
		size, err := jpeg.DecodeConfig(bytes.NewReader(page))
		if err != nil {
			return nil, err
		}
		wide, high := float64(size.Width)*72/float64(dpi), float64(size.Height)*72/float64(dpi)
		draws := fmt.Sprintf("%.2f 0 0 %.2f 0 0 cm /P Do", wide, high)
		n := len(offsets) + 1
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/Resources<</XObject<</P %d 0 R>>>>>>", wide, high, n+1, n+2))
		object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(draws), draws))
		object(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream", size.Width, size.Height, len(page), page))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes(), nil
}
