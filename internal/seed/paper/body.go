package paper

import (
	"regexp"
	"strings"
)

const (
	bodySize   = 14.0
	bodyIndent = 10.0
	bodyGap    = 1.8  // between paragraphs
	signHeight = 62.0 // of the signature block
)

func (l *layout) body(p Paper) {
	if p.Competence != "" {
		l.y = l.block(bold, bodySize, p.Competence, left, l.y, right-left, alignCentre) + 2.5
	}
	for i, b := range p.Bases {
		end := ";"
		if i == len(p.Bases)-1 {
			end = "."
		}
		l.flow(l.words(italic, bodySize, b+end), bodyIndent, 0, alignJustify)
		l.y += bodyGap
	}
	if p.Resolution != "" {
		l.room(14)
		l.y = l.block(bold, bodySize, p.Resolution, left, l.y+1, right-left, alignCentre) + 2.5
	}
	for _, f := range p.Fields {
		words := append(l.words(regular, bodySize, f.Label+":"), l.words(bold, bodySize, f.Value)...)
		l.flow(words, 0, bodyIndent, alignLeft)
		l.y += bodyGap
	}
	l.paragraphs(p.Paragraphs, p.Table == nil && len(p.Closing) == 0)
	if p.Table != nil {
		l.table(*p.Table)
	}
	l.paragraphs(p.Closing, true)
}

// paragraphs draws all; the last one of a paper stays with its signature, which
// must not stand on a page alone.
func (l *layout) paragraphs(all []string, last bool) {
	for i, text := range all {
		if last && i == len(all)-1 {
			lines := len(l.breakLines(l.words(regular, bodySize, text), bodySize, right-left, bodyIndent))
			if lines <= 12 {
				l.room(float64(lines)*lineHeight(bodySize) + bodyGap + signHeight + 3)
			}
		}
		l.paragraph(text)
		l.y += bodyGap
	}
}

func (l *layout) paragraph(text string) {
	if len(text) > 2 && text[:2] == "# " {
		l.room(2 * lineHeight(bodySize)) // a heading stays with the next line
		l.flow(l.words(bold, bodySize, text[2:]), bodyIndent, 0, alignLeft)
		return
	}
	lead := leadOf(text)
	words := append(l.words(bold, bodySize, lead), l.words(regular, bodySize, text[len(lead):])...)
	l.flow(words, bodyIndent, 0, alignJustify)
}

// leadOf returns the part of a paragraph that is set bold: "Điều 2.", or a
// numbered title that ends with a colon ("1. Về đất đai:").
func leadOf(text string) string {
	return regexp.MustCompile(`^(Điều \d+\.|[0-9IVX]+\. [^.:]{3,60}:)`).FindString(text)
}

// table draws a ruled table; a row is never torn, and the head is repeated on
// every page.
func (l *layout) table(t Table) {
	const size, padX, padY = 12.0, 1.6, 1.1
	cols := columns(t)
	row := func(cells []string, s style, a func(int, string) align) {
		lines := make([][][]word, len(cols))
		h := lineHeight(size)
		for i, w := range cols {
			if i < len(cells) {
				lines[i] = l.breakLines(l.words(s, size, cells[i]), size, w-2*padX, 0)
			}
			h = max(h, float64(len(lines[i]))*lineHeight(size))
		}
		x, y := left, l.y
		for i, w := range cols {
			at := y + padY + (h-float64(len(lines[i]))*lineHeight(size))/2
			for _, line := range lines[i] {
				l.put(line, size, x+padX, at, w-2*padX, a(i, cells[i]), black())
				at += lineHeight(size)
			}
			l.page().rule(x, y, x, y+h+2*padY, 0.2)
			x += w
		}
		l.page().rule(x, y, x, y+h+2*padY, 0.2)
		l.page().rule(left, y, x, y, 0.2)
		l.page().rule(left, y+h+2*padY, x, y+h+2*padY, 0.2)
		l.y = y + h + 2*padY
	}
	centre := func(int, string) align { return alignCentre }
	byCell := func(i int, cell string) align {
		switch {
		case i == 0 || i == len(cols)-1 && len(cols) > 3 || len(cell) <= 4:
			return alignCentre
		case strings.Trim(cell, "0123456789.,%") == "":
			return alignRight // figures stand under each other
		}
		return alignLeft
	}
	l.room(30)
	row(t.Head, bold, centre)
	for _, cells := range t.Rows {
		pages := len(l.sheets)
		l.room(3*lineHeight(size) + 2*padY)
		if len(l.sheets) > pages {
			row(t.Head, bold, centre)
		}
		row(cells, regular, byCell)
	}
	l.y += 3
}

// columns returns the widths in millimetres.
func columns(t Table) []float64 {
	out, sum := make([]float64, len(t.Head)), 0.0
	for i := range out {
		out[i] = 1
		if i < len(t.Widths) {
			out[i] = t.Widths[i]
		}
		sum += out[i]
	}
	for i := range out {
		out[i] *= (right - left) / sum
	}
	return out
}
