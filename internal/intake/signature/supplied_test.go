package signature

import (
	"fmt"

	"minhchung/internal/kpi"
)

// supplied: what was signed is shown in another way because something is supplied that
// a reader missed, or hidden that it had (shadow attacks).
func supplied() []trial {
	sound, changed := kpi.SignatureSound, kpi.SignatureChanged
	shapes := obj{50, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"}
	form := func(field, before, after string, more ...obj) func(w *pki) []byte {
		return func(w *pki) []byte {
			p := newPaper(table, append(more, obj{20, "<</Type/Annot/Subtype/Widget/FT/Tx/T(Muc)/V(10)/Rect[60 600 200 620]/P 3 0 R" + field + ">>"})...)
			p.fields, p.annots, p.acro = []string{"20 0 R"}, []string{"20 0 R"}, before
			p.write(obj{1, p.root()}, obj{3, p.sheet()})
			p.sign(by(w.rsa))
			p.acro = after
			return p.write(obj{1, p.root()}, shapes).out
		}
	}
	look := obj{21, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 140 20]", "BT (99) Tj ET")}
	return []trial{
		{name: "shadow: the missing font of a field is supplied", file: form("/DA(/So 12 Tf)", "/DR<</Font<</F1 5 0 R>>>>", "/DR<</Font<</F1 5 0 R/So 50 0 R>>>>"), want: changed, later: changeForm},
		{name: "shadow: all fonts of the form are supplied", file: form("/DA(/So 12 Tf)", "", "/DR<</Font<</So 50 0 R>>>>"), want: changed, later: changeForm},
		{name: "a font for new signatures is added to the form", file: form("/DA(/F1 12 Tf)", "/DR<</Font<</F1 5 0 R>>>>", "/DR<</Font<</F1 5 0 R/So 50 0 R>>>>"), want: sound},
		{name: "shadow: how values are written is supplied", file: form("", "", "/DA(/Helv 0 Tf 1 g)"), want: changed, later: changeForm},
		{name: "shadow: pictures that values were drawn over", file: form("/DA(/F1 12 Tf)/AP<</N 21 0 R>>", "/NeedAppearances true", "", look), want: changed, later: changeForm},
		{name: "certified for filling in, what is read-only changed", file: refilled("/FT/Tx/Ff 1", ""), want: changed, later: changeForm},
		{name: "certified for filling in, a calculated value changed", file: refilled("/FT/Tx/Ff 1", "/CO[20 0 R]"), want: sound, later: changeForm},
		{name: "certified for filling in, the face of a button changed", file: refilled("/FT/Btn/Ff 65536", ""), want: changed, later: changeForm},
		{name: "shadow: an entry of a kind that is null", file: func(w *pki) []byte {
			p := signedPaper(stream, by(w.rsa))
			x, n := len(p.out), p.alloc()
			p.out = append(p.out, fmt.Sprintf("%d 0 obj\n%s\nendobj\n", n, streamOf(fmt.Sprintf("/Type/XRef/W[1 1 1]/Index[4 1]/Size %d", p.next)+p.tail(), "\x09\x00\x00"))...)
			return append(p.out, fmt.Sprintf("startxref\n%d\n%%%%EOF\n", x)...)
		}, want: changed, later: changeContent},
		{name: "shadow: the file is said to hold fewer objects", file: func(w *pki) []byte {
			p := signedPaper(table, by(w.rsa))
			p.next = 4
			return p.write().out
		}, want: changed, later: changeStructure},
		{name: "shadow: the file is said to hold more objects", file: func(w *pki) []byte {
			p := newPaper(table)
			p.page = "/Watermark 90 0 R"
			p.write(obj{3, p.sheet()})
			p.write(obj{90, "(10)"})
			p.next = 30
			p.sign(by(w.rsa))
			p.next = 91
			return p.write().out
		}, want: changed, later: changeContent},
		{name: "shadow: content supplied to a page that cannot be read", file: func(w *pki) []byte {
			p := newPaper(table)
			p.write(obj{3, "<</Type/Page/Parent 2 0 R/MediaBox" + wholePage + "/Contents[4 0 R 90 0 R]/Rotate 0e1>>"})
			p.sign(signing{envelope: envelope{by: w.rsa}, keepOff: true})
			return p.write(obj{90, streamOf("", sheetOver)}).out
		}, want: changed, later: changeStructure},
		{name: "hidden object behind a flood of oddities", file: func(w *pki) []byte {
			var flood []obj
			for i := range 260 {
				flood = append(flood, obj{100 + i, "<</Length 3>>\nstream\nabcdefg\nendstream"})
			}
			p := newPaper(table, flood...)
			p.sign(by(w.rsa))
			p.out = append(p.out, "4 0 obj\n"+evilPage()+"\nendobj\n"...)
			p.catalog = "/DSS<<>>"
			return p.write(obj{1, p.root()}).out
		}, want: changed, later: changeUnreadable},
		{name: "XMP supplied with another title", file: described("Cong van khac"), want: changed, later: changeMetadata},
		{name: "XMP supplied with the same title", file: described("Quyet dinh"), want: sound, later: changeMetadata},
	}
}

// refilled certifies a form for filling in and changes its only field.
func refilled(kind, acro string) func(w *pki) []byte {
	field := func(value, look string) string {
		return "<</Type/Annot/Subtype/Widget/T(Muc)/V(" + value + ")/Rect[60 600 200 620]/P 3 0 R/AP<</N " + look + ">>" + kind + ">>"
	}
	return func(w *pki) []byte {
		p := newPaper(table, obj{20, field("10", "21 0 R")}, obj{21, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 140 20]", "BT (10) Tj ET")})
		p.fields, p.annots, p.acro = []string{"20 0 R"}, []string{"20 0 R"}, acro
		p.write(obj{1, p.root()}, obj{3, p.sheet()})
		s := by(w.rsa)
		p.catalog = fmt.Sprintf("/Perms<</DocMDP %d 0 R>>", p.next)
		s.more = "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2/P 2>>>>]"
		p.sign(s)
		return p.write(obj{20, field("90", "51 0 R")}, obj{51, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 140 20]", "BT (90) Tj ET")}).out
	}
}

// described supplies a packet to a paper that had none; its information dictionary
// calls it Quyet dinh.
func described(title string) func(w *pki) []byte {
	return func(w *pki) []byte {
		p := signedPaper(table, by(w.rsa))
		p.catalog = "/Metadata 50 0 R"
		return p.write(obj{1, p.root()}, obj{50, streamOf("/Type/Metadata/Subtype/XML", `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li>`+
			title+`</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>`)}).out
	}
}
