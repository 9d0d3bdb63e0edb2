package signature

import (
	"fmt"
	"strings"

	"minhchung/internal/kpi"
)

// updates: what may and may not come after a signature (shadow attacks, evil
// annotations, sneaky signatures).
func updates() []trial {
	sound, changed := kpi.SignatureSound, kpi.SignatureChanged
	after := func(add func(w *pki, p *paper)) func(w *pki) []byte {
		return func(w *pki) []byte {
			p := signedPaper(table, by(w.rsa))
			add(w, p)
			return p.out
		}
	}
	return []trial{
		{name: "content replaced in an update", file: after(func(_ *pki, p *paper) { p.write(obj{4, evilPage()}) }), want: changed, later: changeContent},
		{name: "content replaced, then signed again", file: after(func(w *pki, p *paper) {
			p.write(obj{4, evilPage()})
			p.sign(by(w.p256))
		}), want: changed, later: changeContent},
		{name: "content replaced and put back", file: after(func(_ *pki, p *paper) {
			p.write(obj{4, evilPage()})
			p.write(obj{4, streamOf("", "BT /F1 18 Tf 60 700 Td (So 12/QD-UBND: muc chi 10 trieu dong) Tj ET")})
		}), want: changed, later: changeContent},
		{name: "content replaced in the update that signs", file: after(func(w *pki, p *paper) {
			p.sign(signing{envelope: envelope{by: w.p256}, objects: []obj{{4, evilPage()}}})
		}), want: changed, later: changeContent},
		{name: "shadow: the font replaced", file: after(func(_ *pki, p *paper) {
			p.write(obj{5, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"})
		}), want: changed, later: changeContent},
		{name: "shadow: the page points to hidden content", file: func(w *pki) []byte {
			p := newPaper(table, obj{8, evilPage()})
			p.sign(by(w.rsa))
			p.contents = 8
			return p.write(obj{3, p.sheet()}).out
		}, want: changed, later: changeContent},
		{name: "shadow: a missing object is supplied", file: func(w *pki) []byte {
			p := newPaper(table)
			p.page = "/Group 50 0 R"
			p.write(obj{3, p.sheet()})
			p.sign(by(w.rsa))
			return p.write(obj{50, "<</S/Transparency>>"}).out
		}, want: changed, later: changeContent},
		{name: "shadow: an object is freed", file: after(func(_ *pki, p *paper) {
			x := len(p.out)
			p.out = append(p.out, fmt.Sprintf("xref\n4 1\n0000000000 00001 f \ntrailer\n<</Size 20/Root 1 0 R/Info 6 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", p.prev, x)...)
		}), want: changed, later: changeContent},
		{name: "shadow: layers switched", file: func(w *pki) []byte {
			p := newPaper(table)
			p.catalog = "/OCProperties<</OCGs[]/D<</OFF[]>>>>"
			p.write(obj{1, p.root()})
			p.sign(by(w.rsa))
			p.catalog = "/OCProperties<</OCGs[]/D<</OFF[]/ON[]>>>>"
			return p.write(obj{1, p.root()}).out
		}, want: changed, later: changeStructure},
		{name: "a page is added", file: after(func(_ *pki, p *paper) {
			p.write(obj{2, "<</Type/Pages/Kids[3 0 R 30 0 R]/Count 2>>"}, obj{30, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"})
		}), want: changed, later: changeContent},
		{name: "the page is cropped", file: after(func(_ *pki, p *paper) {
			p.page = "/CropBox[0 0 595 600]"
			p.write(obj{3, p.sheet()})
		}), want: changed, later: changeContent},
		{name: "an action when the file opens", file: after(func(_ *pki, p *paper) {
			p.catalog = "/OpenAction<</S/JavaScript/JS(app.alert)>>"
			p.write(obj{1, p.root()})
		}), want: changed, later: changeStructure},
		{name: "evil annotation: a text box over the text", file: after(func(_ *pki, p *paper) {
			p.annots = append(p.annots, "30 0 R")
			p.write(obj{3, p.sheet()}, obj{30, "<</Type/Annot/Subtype/FreeText/Rect[60 690 400 730]/Contents(90 trieu)/DA(/F1 18 Tf)>>"})
		}), want: changed, later: changeAnnotation},
		{name: "an existing annotation moved", file: func(w *pki) []byte {
			p := newPaper(table)
			p.annots = []string{"30 0 R"}
			p.write(obj{3, p.sheet()}, obj{30, "<</Type/Annot/Subtype/Square/Rect[10 10 20 20]>>"})
			p.sign(by(w.rsa))
			return p.write(obj{30, "<</Type/Annot/Subtype/Square/Rect[60 690 400 730]>>"}).out
		}, want: changed, later: changeAnnotation},
		{name: "an annotation taken away", file: func(w *pki) []byte {
			p := newPaper(table)
			p.annots = []string{"30 0 R"}
			p.write(obj{3, p.sheet()}, obj{30, "<</Type/Annot/Subtype/Square/Rect[10 10 20 20]>>"})
			p.sign(by(w.rsa))
			p.annots = p.annots[1:]
			return p.write(obj{3, p.sheet()}).out
		}, want: changed, later: changeAnnotation},
		{name: "every annotation taken away", file: after(func(_ *pki, p *paper) {
			p.annots = nil
			p.write(obj{3, p.sheet()})
		}), want: changed, later: changeAnnotation},
		{name: "sneaky signature: a picture as large as the page", file: after(func(w *pki, p *paper) {
			p.sign(stamped(w, 40, "[0 0 595 842]"))
		}), want: changed, later: changeAnnotation},
		{name: "a widget with a picture and no signature", file: after(func(_ *pki, p *paper) {
			p.fields, p.annots = append(p.fields, "30 0 R"), append(p.annots, "30 0 R")
			p.write(obj{1, p.root()}, obj{3, p.sheet()}, obj{31, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 9 9 re f")},
				obj{30, "<</Type/Annot/Subtype/Widget/FT/Sig/T(gia)/Rect[60 690 90 730]/P 3 0 R/AP<</N 31 0 R>>>>"})
		}), want: changed, later: changeAnnotation},
		{name: "the picture of an earlier signature replaced", file: func(w *pki) []byte {
			p := signedPaper(table, stamped(w, 20, "[60 60 220 130]"))
			return p.write(obj{20, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 160 70]", "0 0 160 70 re f")}).out
		}, want: changed},
		{name: "a field that says it is signed by an earlier signature", file: after(func(_ *pki, p *paper) {
			p.fields = append(p.fields, "30 0 R")
			p.write(obj{1, p.root()}, obj{30, "<</FT/Sig/T(gia)/V 7 0 R/Rect[0 0 0 0]>>"})
		}), want: changed, later: changeForm},
		{name: "new signature field with an action", file: after(func(w *pki, p *paper) {
			p.sign(signing{envelope: envelope{by: w.p256}, widget: "/A<</S/URI/URI(http://example.invalid)>>"})
		}), want: changed, later: changeAnnotation},
		{name: "a second signature below a common name", file: grouped(true, "FT/Sig"), want: sound, later: changeSignature},
		{name: "a signature below a name of its own", file: grouped(false, "FT/Sig"), want: sound, later: changeSignature},
		{name: "a text field below a common name", file: grouped(true, "FT/Tx"), want: changed, later: changeForm},
		{name: "title changed", file: after(func(_ *pki, p *paper) {
			p.write(obj{6, "<</Title(Quyet dinh khac)/CreationDate(D:20260301080000Z)>>"})
		}), want: changed, later: changeMetadata},
		{name: "saved again by another program", file: after(func(_ *pki, p *paper) {
			p.write(obj{6, "<</Title(Quyet dinh)/CreationDate(D:20260301080000Z)/ModDate(D:20260401080000Z)/Producer(Khac)>>"})
		}), want: sound, later: changeMetadata},
		{name: "XMP with another title", file: xmp("Quyết định", "Quyết định khác"), want: changed, later: changeMetadata},
		{name: "XMP with another time", file: xmp("Quyết định", "Quyết định"), want: sound, later: changeMetadata},
		{name: "objects that nothing refers to", file: after(func(_ *pki, p *paper) { p.write(obj{33, "(khong ai dung)"}) }), want: sound, code: codeOrphan},
		{name: "the same object written again", file: after(func(_ *pki, p *paper) {
			p.write(obj{5, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"})
		}), want: sound},
		{name: "DSS with something else inside", file: after(func(_ *pki, p *paper) {
			p.catalog = "/DSS<</Certs[]/XObject 4 0 R>>"
			p.write(obj{1, p.root()})
		}), want: changed, later: changeStructure},
		{name: "a shared appearance replaced by signing", file: shared, want: changed, later: changeAnnotation},
		{name: "cross-reference stream over a signed object", file: func(w *pki) []byte {
			p := signedPaper(stream, by(w.rsa))
			x := len(p.out)
			p.out = append(p.out, p.streamXref(4, map[int]int{4: x}, nil, p.tail()+"/Size 40")...)
			p.out = append(p.out, fmt.Sprintf("startxref\n%d\n%%%%EOF\n", x)...)
			return p.out
		}, want: changed},
	}
}

func xmp(before, after string) func(w *pki) []byte {
	packet := func(title, time string) string {
		return streamOf("/Type/Metadata/Subtype/XML", `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:title><rdf:Alt><rdf:li>`+
			title+`</rdf:li></rdf:Alt></dc:title><xmp:ModifyDate>`+time+`</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>`)
	}
	return func(w *pki) []byte {
		p := newPaper(table, obj{8, packet(before, "2026-03-02")})
		p.catalog = "/Metadata 8 0 R"
		p.write(obj{1, p.root()})
		p.sign(by(w.rsa))
		return p.write(obj{8, packet(after, "2026-04-02")}).out
	}
}

// shared: the appearance of an empty field also stands elsewhere in the document.
func shared(w *pki) []byte {
	p := newPaper(table)
	p.fields, p.annots = []string{"20 0 R"}, []string{"20 0 R"}
	p.catalog = "/PieceInfo 21 0 R"
	p.write(obj{1, p.root()}, obj{3, p.sheet()}, obj{21, "<</N 22 0 R>>"}, obj{22, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 1 1 re f")},
		obj{20, "<</Type/Annot/Subtype/Widget/FT/Sig/T(Truoc)/F 132/Rect[10 10 90 60]/P 3 0 R/AP 21 0 R>>"})
	p.sign(by(w.rsa))
	return p.sign(signing{envelope: envelope{by: w.p256}, in: 20, field: "Truoc", rect: "[10 10 90 60]", widget: "/AP<</N 60 0 R>>",
		objects: []obj{{60, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 2 2 re f")}}}).out
}

// grouped signs a field whose name has two parts, the first of which an earlier
// signature's field may share.
func grouped(shared bool, kind string) func(w *pki) []byte {
	return func(w *pki) []byte {
		p := newPaper(table)
		parent := func(kids string) obj { return obj{40, "<</T(Chu)/Kids[" + kids + "]>>"} }
		field := func(num int, v int) obj {
			return obj{num, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(ky%d)/F 132/Rect[0 0 0 0]/P 3 0 R/Parent 40 0 R/V %d 0 R>>", num, v)}
		}
		put := func(num int, objects ...obj) {
			s := signing{envelope: envelope{by: w.rsa}, in: 60 + num, field: "bo", objects: objects}
			v := max(p.next, 90+num)
			p.next = v
			s.objects = append(s.objects, field(num, v), obj{3, p.sheet()}, obj{1, p.root()})
			if num == 42 {
				s.objects[len(s.objects)-3].body = strings.Replace(s.objects[len(s.objects)-3].body, "FT/Sig", kind, 1)
			}
			p.sign(s)
		}
		if shared {
			p.fields, p.annots = []string{"40 0 R"}, []string{"41 0 R"}
			put(41, parent("41 0 R"))
			p.annots = append(p.annots, "42 0 R")
			put(42, parent("41 0 R 42 0 R"))
			return p.out
		}
		p.sign(by(w.rsa))
		p.fields, p.annots = append(p.fields, "40 0 R"), append(p.annots, "42 0 R")
		put(42, parent("42 0 R"))
		return p.out
	}
}
