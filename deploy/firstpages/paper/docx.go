package paper

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"strings"
	"text/template"
)

// DOCX sets a paper for LibreOffice; false when its layout is not for it.
func (p Paper) DOCX() ([]byte, bool, error) {
	name, ok := strings.CutPrefix(p.Layout, "docx-")
	if !ok {
		return nil, false, nil
	}
	m := marks{p.view}
	t, err := template.New("document.xml").Funcs(template.FuncMap{
		"para": m.para, "excerpt": m.excerpt, "gap": m.gap, "sealed": m.sealed, "columns": m.columns,
		"join": func(l []string) string { return strings.Join(l, " ") },
	}).ParseFS(files, "docx/document.xml", "docx/"+name+".xml")
	if err != nil {
		return nil, true, err
	}
	var doc, out bytes.Buffer
	if err := t.Execute(&doc, p.view); err != nil {
		return nil, true, err
	}
	seal, err := seal(p.view.Tilt)
	if err != nil {
		return nil, true, err
	}
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/seal.png"/></Relationships>`},
		{"word/document.xml", doc.String()},
		{"word/media/seal.png", string(seal)},
	} {
		w, err := z.Create(part.name)
		if err != nil {
			return nil, true, err
		}
		if _, err := w.Write([]byte(part.text)); err != nil {
			return nil, true, err
		}
	}
	err = z.Close() // writes the directory
	return out.Bytes(), true, err
}

// marks writes paragraphs in the paper's letters.
type marks struct{ v view }

// run: look holds b bold, i italic, + larger, - smaller.
func (m marks) run(look, text string) string {
	size := m.v.Points * 2
	var b strings.Builder
	fmt.Fprintf(&b, `<w:r><w:rPr><w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:cs="%[1]s"/>`, m.v.Font)
	if strings.Contains(look, "b") {
		b.WriteString(`<w:b/>`)
	}
	if strings.Contains(look, "i") {
		b.WriteString(`<w:i/>`)
	}
	size += 2*strings.Count(look, "+") - 3*strings.Count(look, "-")
	fmt.Fprintf(&b, `<w:sz w:val="%d"/></w:rPr>`, size)
	for i, part := range strings.Split(text, "\t") {
		if i > 0 {
			b.WriteString(`<w:tab/>`)
		}
		fmt.Fprintf(&b, `<w:t xml:space="preserve">%s</w:t>`, html.EscapeString(part))
	}
	b.WriteString(`</w:r>`)
	return b.String()
}

func (m marks) para(place, look, text string) string {
	p := map[string]string{
		"center": `<w:jc w:val="center"/>`,
		"left":   ``,
		"right":  `<w:jc w:val="right"/>`,
		"left2":  `<w:ind w:left="1900"/>`,
		"left3":  `<w:ind w:left="2900"/>`,
		"half":   `<w:ind w:right="5400"/><w:jc w:val="center"/>`,
		"body":   `<w:spacing w:before="80" w:after="80"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>`,
	}[place]
	return `<w:p><w:pPr>` + p + `</w:pPr>` + m.run(look, text) + `</w:p>`
}

func (m marks) excerpt(wide int, text string) string {
	side := 9350 * (100 - wide) / 200
	return fmt.Sprintf(`<w:p><w:pPr><w:ind w:left="%[1]d" w:right="%[1]d"/><w:jc w:val="center"/></w:pPr>%[2]s</w:p>`, side, m.run("b", text))
}

func (marks) gap(points int) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:spacing w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, points*20)
}

// columns sets two texts on one line, each centred below its own tab stop.
func (m marks) columns(look, left, right string) string {
	return `<w:p><w:pPr><w:tabs><w:tab w:val="center" w:pos="1900"/><w:tab w:val="center" w:pos="6700"/></w:tabs><w:ind w:left="-300" w:right="-500"/></w:pPr>` +
		m.run(look+"-", "\t"+left+"\t"+right) + `</w:p>`
}

// sealed sets the signer's name with the seal over it. Red ink does not make black
// letters paler, so the letters are drawn last.
func (m marks) sealed(x, y int, name string) string {
	const emu, side = 12700, 92 // of a point; points
	drawing := fmt.Sprintf(`<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>%d</wp:posOffset></wp:positionV><wp:extent cx="%[3]d" cy="%[3]d"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="seal"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="seal"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[3]d" cy="%[3]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`,
		(100+x)*emu, y*emu, side*emu)
	return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + drawing + m.run("b", name) + `</w:p>`
}
