package paper

import (
	"fmt"
	"io"

	"minhchung/internal/kpi"

	"codeberg.org/go-pdf/fpdf"
)

const family = "LiberationSerif"

// info is what the file says of itself.
type info struct {
	title, subject string
	day            kpi.Date
	compress       bool
}

// styleName returns fpdf's name of a style.
func styleName(s style) string { return [styles]string{"", "B", "I", "BI"}[s] }

// newPDF starts a file whose bytes depend on its content only: dates come from
// the paper and dictionaries are sorted.
func newPDF(i info) *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCompression(i.compress)
	pdf.SetCreationDate(i.day.Start().UTC())
	pdf.SetModificationDate(i.day.Start().UTC())
	pdf.SetProducer("Minh Chung demonstration paper", false)
	pdf.SetCreator("Minh Chung", false)
	pdf.SetTitle(i.title, true)
	pdf.SetSubject(i.subject, true)
	pdf.SetLang("vi")
	return pdf
}

func writePDF(w io.Writer, sheets []*sheet, i info) error {
	pdf := newPDF(i)
	addFonts(pdf, sheets)
	for _, s := range sheets {
		pdf.AddPage()
		for _, g := range s.text {
			pdf.SetFont(family, styleName(g.style), g.size)
			pdf.SetTextColor(int(g.col.r), int(g.col.g), int(g.col.b))
			pdf.Text(g.x, g.y, g.text)
		}
		for _, sh := range s.shapes {
			drawShape(pdf, sh)
		}
	}
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("paper: write PDF: %w", err)
	}
	return nil
}

// addFonts embeds only the faces that are used.
func addFonts(pdf *fpdf.Fpdf, sheets []*sheet) {
	var used [styles]bool
	for _, s := range sheets {
		for _, g := range s.text {
			used[g.style] = true
		}
	}
	for s, data := range ttf() {
		if used[s] {
			pdf.AddUTF8FontFromBytes(family, styleName(style(s)), data)
		}
	}
}

func drawShape(pdf *fpdf.Fpdf, sh shape) {
	pdf.SetDrawColor(int(sh.col.r), int(sh.col.g), int(sh.col.b))
	pdf.SetFillColor(int(sh.col.r), int(sh.col.g), int(sh.col.b))
	for _, line := range sh.lines {
		for i, p := range line {
			if i == 0 {
				pdf.MoveTo(p.x, p.y)
			} else {
				pdf.LineTo(p.x, p.y)
			}
		}
		if sh.pen == 0 {
			pdf.ClosePath()
		}
	}
	if sh.pen > 0 {
		pdf.SetLineWidth(sh.pen)
		pdf.SetLineCapStyle("round")
		pdf.SetLineJoinStyle("round")
		pdf.DrawPath("D")
		return
	}
	pdf.DrawPath("F")
}
