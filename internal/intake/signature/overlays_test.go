package signature

import (
	"fmt"

	"minhchung/internal/kpi"
)

const (
	wholePage = "[0 0 595 842]"
	sheetOver = "1 1 1 rg 0 0 595 842 re f"
)

func picture(num int) obj {
	return obj{num, streamOf("/Type/XObject/Subtype/Form/BBox"+wholePage, sheetOver)}
}

// overlays: pictures of signature fields that cover what was signed (sneaky
// signatures).
func overlays() []trial {
	sound, changed := kpi.SignatureSound, kpi.SignatureChanged
	return []trial{
		{name: "sneaky signature: its widget names a giant page", file: func(w *pki) []byte {
			s := stamped(w, 40, wholePage)
			s.widget = "/P 41 0 R"
			s.objects = append(s.objects, obj{41, "<</Type/Page/MediaBox[0 0 100000 100000]>>"})
			p := signedPaper(table, by(w.rsa))
			return p.sign(s).out
		}, want: changed, later: changeAnnotation},
		{name: "sneaky signature: a page cut out of a giant sheet", file: func(w *pki) []byte {
			p := newPaper(table)
			p.page = "/MediaBox[0 0 9000 9000]/CropBox" + wholePage
			p.write(obj{2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"}, obj{3, bigSheet(p)})
			p.sign(signing{envelope: envelope{by: w.rsa}, keepOff: true})
			s := stamped(w, 40, wholePage)
			s.keepOff, s.objects = true, append(s.objects, obj{3, bigSheet(p, p.next+1)})
			return p.sign(s).out
		}, want: changed, later: changeAnnotation},
		{name: "sneaky signature: many widgets of one field", file: pieces(6, 270), want: changed, later: changeAnnotation},
		{name: "two small widgets of one field", file: pieces(2, 60), want: sound, later: changeSignature},
		{name: "sneaky signature: a widget two levels below", file: func(w *pki) []byte {
			p := signedPaper(table, by(w.rsa))
			p.annots = append(p.annots, "42 0 R")
			return p.sign(signing{envelope: envelope{by: w.p256}, widget: "/Kids[41 0 R]", objects: []obj{
				picture(40), {41, "<</Kids[42 0 R]>>"},
				{42, "<</Type/Annot/Subtype/Widget/F 4/Rect" + wholePage + "/AP<</N 40 0 R>>>>"},
			}}).out
		}, want: changed, later: changeAnnotation},
		{name: "a field kept for a signature is as large as the page", file: kept(wholePage, "/F 2/AP<</N 40 0 R>>", true, true), want: changed, later: changeAnnotation},
		{name: "a hidden field of half a page is signed", file: kept("[0 421 595 842]", "/F 2", true, true), want: changed, later: changeAnnotation},
		{name: "a field of half a page, kept for all to see, is signed", file: kept("[0 430 595 842]", "/F 4", true, true), want: sound, later: changeSignature},
		{name: "a stamp of a fifth of a large page", file: sized("/MediaBox[0 0 700 700]", ""), want: sound, later: changeSignature},
		{name: "a page that is cut to nothing", file: sized("/MediaBox[0 0 300 300]/CropBox[0 0 0 0]", ""), want: changed, later: changeAnnotation},
		{name: "a page that is cut outside itself", file: sized("/MediaBox[0 0 300 300]/CropBox[400 400 500 500]", ""), want: changed, later: changeAnnotation},
		{name: "a cut that is none", file: sized("/MediaBox[0 0 9000 9000]/CropBox null", "/CropBox[0 0 300 300]"), want: changed, later: changeAnnotation},
		{name: "a cut that is nowhere", file: sized("/MediaBox[0 0 9000 9000]/CropBox 99 0 R", "/CropBox[0 0 300 300]"), want: changed, later: changeAnnotation},
		{name: "a size of three numbers", file: sized("/MediaBox[0 0 1]", "/MediaBox[0 0 300 300]"), want: changed, later: changeAnnotation},
		{name: "a field with a picture is put on the page unsigned", file: kept(wholePage, "/F 4/AP<</N 40 0 R>>", false, false), want: changed, later: changeAnnotation},
		{name: "an empty field painted white over the page", file: func(w *pki) []byte {
			p := signedPaper(table, by(w.rsa))
			p.fields, p.annots = append(p.fields, "30 0 R"), append(p.annots, "30 0 R")
			return p.write(obj{1, p.root()}, obj{3, p.sheet()}, obj{30, "<</Type/Annot/Subtype/Widget/FT/Sig/T(trang)/F 4/Rect" + wholePage + "/MK<</BG[1 1 1]>>>>"}).out
		}, want: changed, later: changeAnnotation},
		{name: "sneaky signature: a rectangle of five numbers", file: func(w *pki) []byte {
			return signedPaper(table, by(w.rsa)).sign(stamped(w, 40, "[0 0 595 842 0]")).out
		}, want: changed, later: changeAnnotation},
	}
}

// bigSheet is the page as its own entries say, with widgets.
func bigSheet(p *paper, widgets ...int) string {
	list := ""
	for _, n := range widgets {
		list += ref(n) + " "
	}
	return "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R/Annots[" + list + "]" + p.page + ">>"
}

// pieces signs with a field of n widgets, each with a picture as wide and high as size.
func pieces(n, size int) func(w *pki) []byte {
	return func(w *pki) []byte {
		p := signedPaper(table, by(w.rsa))
		s := signing{envelope: envelope{by: w.p256}, objects: []obj{picture(60)}}
		kids := ""
		for i := range n {
			x, y := i%2*size, i/2*size
			s.objects = append(s.objects, obj{40 + i, fmt.Sprintf("<</Type/Annot/Subtype/Widget/F 4/Rect[%d %d %d %d]/AP<</N 60 0 R>>>>", x, y, x+size, y+size)})
			kids += ref(40+i) + " "
			p.annots = append(p.annots, ref(40+i))
		}
		s.widget = "/Kids[" + kids + "]"
		return p.sign(s).out
	}
}

// sized is a paper of a page and its node with these entries, on which a second
// signature puts a picture of 300 by 300.
func sized(page, node string) func(w *pki) []byte {
	return func(w *pki) []byte {
		p := newPaper(table, picture(40))
		p.write(obj{2, "<</Type/Pages/Kids[3 0 R]/Count 1" + node + ">>"},
			obj{3, "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R" + page + ">>"})
		p.sign(signing{envelope: envelope{by: w.rsa}, keepOff: true})
		f := p.next + 1
		s := signing{envelope: envelope{by: w.p256}, rect: "[0 0 300 300]", picture: 40, keepOff: true, objects: []obj{
			{3, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R/Annots[%d 0 R]%s>>", f, page)}}}
		return p.sign(s).out
	}
}

// kept is a paper with an empty signature field as large as its page, which is signed
// or put on the page after the paper was signed.
func kept(rect, look string, onPage, signed bool) func(w *pki) []byte {
	return func(w *pki) []byte {
		p := newPaper(table, obj{20, "<</Type/Annot/Subtype/Widget/FT/Sig/T(Cho)/P 3 0 R/Rect" + rect + look + ">>"}, picture(40))
		p.fields = []string{"20 0 R"}
		if onPage {
			p.annots = []string{"20 0 R"}
		}
		p.write(obj{1, p.root()}, obj{3, p.sheet()})
		p.sign(by(w.rsa))
		if signed {
			return p.sign(signing{envelope: envelope{by: w.p256}, in: 20, field: "Cho", rect: rect, widget: "/AP<</N 40 0 R>>"}).out
		}
		p.annots = append(p.annots, "20 0 R")
		return p.write(obj{3, p.sheet()}).out
	}
}
