package signature

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"minhchung/internal/kpi"
)

func evilPage() string { return streamOf("", "BT /F1 18 Tf 60 700 Td (Muc chi 90 trieu) Tj ET") }

// structures: cross-references, trailers and objects that lead readers apart.
func structures() []trial {
	changed, undetermined := kpi.SignatureChanged, kpi.SignatureUndetermined
	after := func(add func(w *pki, p *paper) []byte) func(w *pki) []byte {
		return func(w *pki) []byte { return add(w, signedPaper(table, by(w.rsa))) }
	}
	return []trial{
		{name: "ISA: update without cross-references", file: after(func(_ *pki, p *paper) []byte {
			return append(p.out, "4 0 obj\n"+evilPage()+"\nendobj\n"...)
		}), want: changed, later: changeUnreadable, code: "structure.hidden"},
		{name: "ISA: update with a trailer and nothing else", file: after(func(_ *pki, p *paper) []byte {
			return append(p.out, "4 0 obj\n"+evilPage()+"\nendobj\ntrailer\n<</Root 1 0 R/Size 20>>\n%%EOF\n"...)
		}), want: changed, later: changeUnreadable},
		{name: "ISA: startxref leads nowhere", file: after(func(_ *pki, p *paper) []byte {
			return append(p.out, "4 0 obj\n"+evilPage()+"\nendobj\nstartxref\n99999999\n%%EOF\n"...)
		}), want: changed, later: changeUnreadable, code: "structure.lost"},
		{name: "ISA: a whole update", file: after(func(_ *pki, p *paper) []byte { return p.write(obj{4, evilPage()}).out }), want: changed, later: changeContent},
		{name: "ISA: the signature copied into the update", file: after(func(_ *pki, p *paper) []byte {
			i := bytes.LastIndex(p.out, []byte("<</Type/Sig"))
			copied := string(p.out[i : i+bytes.Index(p.out[i:], []byte(">>>"))+3])
			n := p.alloc()
			return p.write(obj{4, evilPage()}, obj{n, strings.TrimSuffix(copied, ">>") + ">>"}).out
		}), want: changed},
		{name: "the update leaves the signed revision out", file: after(func(_ *pki, p *paper) []byte {
			p.prev = bytes.Index(p.out, []byte("xref\n0 1"))
			return p.write(obj{4, evilPage()}, obj{1, p.root()}).out
		}), want: changed},
		{name: "rollback: startxref back to the first revision", file: after(func(_ *pki, p *paper) []byte {
			return append(p.out, fmt.Sprintf("startxref\n%d\n%%%%EOF\n", bytes.Index(p.out, []byte("xref\n0 1")))...)
		}), want: changed, code: codeOutside},
		{name: "sneaky trailer: another root", file: after(func(_ *pki, p *paper) []byte {
			p.out = slices.Clone(p.out)
			n := p.alloc()
			file := p.write(obj{n, "<</Type/Catalog/Pages 2 0 R>>"}).out
			i := bytes.LastIndex(file, []byte("/Root 1 0 R"))
			copy(file[i:], fmt.Sprintf("/Root %d 0 R ", n)[:11])
			return file
		}), want: changed, later: changeStructure},
		{name: "sneaky trailer: a new key", file: after(func(_ *pki, p *paper) []byte {
			p.trailer = "/Extra 4 0 R"
			return p.write(obj{1, p.root()}).out
		}), want: changed, later: changeStructure},
		{name: "two xref sections, the outer one elsewhere", file: after(func(_ *pki, p *paper) []byte {
			evil := len(p.out)
			p.out = append(p.out, "4 0 obj\n"+evilPage()+"\nendobj\n"...)
			at := len(p.out)
			p.out = append(p.out, fmt.Sprintf("xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 20/Root 1 0 R/Prev %d>>\n", evil, p.prev)...)
			return append(p.out, fmt.Sprintf("startxref\n%d\n%%%%EOF\nstartxref\n%d\n%%%%EOF\n", p.prev, at)...)
		}), want: changed},
		{name: "an object given twice in one section", file: after(func(_ *pki, p *paper) []byte {
			at := len(p.out)
			p.out = append(p.out, "1 0 obj\n"+p.root()+"\nendobj\n4 0 obj\n"+evilPage()+"\nendobj\n"...)
			x := len(p.out)
			return append(p.out, fmt.Sprintf("xref\n1 1\n%010d 00000 n \n4 1\n%010d 00000 n \n4 1\n%010d 00000 n \ntrailer\n<</Size 20/Root 1 0 R/Info 6 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
				at, bytes.Index(p.out, []byte("4 0 obj")), bytes.LastIndex(p.out, []byte("4 0 obj")), p.prev, x)...)
		}), want: changed, code: "structure.twice"},
		{name: "hybrid halves that disagree", file: after(func(_ *pki, p *paper) []byte {
			at := len(p.out)
			p.out = append(p.out, "4 0 obj\n"+evilPage()+"\nendobj\n"...)
			extra := len(p.out)
			p.out = append(p.out, p.streamXref(90, map[int]int{4: at}, nil, "/Size 91")...)
			x := len(p.out)
			return append(p.out, fmt.Sprintf("xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 91/Root 1 0 R/Info 6 0 R/XRefStm %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
				bytes.Index(p.out, []byte("4 0 obj")), extra, p.prev, x)...)
		}), want: changed, code: "structure.twice"},
		{name: "hybrid: only new readers see the change", file: func(w *pki) []byte {
			p := signedPaper(table, by(w.rsa))
			at := len(p.out)
			p.out = append(p.out, "4 0 obj\n"+evilPage()+"\nendobj\n"...)
			extra := len(p.out)
			p.out = append(p.out, p.streamXref(90, map[int]int{4: at}, nil, "/Size 91")...)
			x := len(p.out)
			return append(p.out, fmt.Sprintf("xref\n0 0\ntrailer\n<</Size 91/Root 1 0 R/Info 6 0 R/XRefStm %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", extra, p.prev, x)...)
		}, want: changed, later: changeContent},
		{name: "hybrid: a table frees what its stream gives back", file: after(func(_ *pki, p *paper) []byte {
			extra := len(p.out)
			p.out = append(p.out, p.streamXref(90, map[int]int{4: bytes.Index(p.out, []byte("4 0 obj"))}, nil, "/Size 91")...)
			x := len(p.out)
			return append(p.out, fmt.Sprintf("xref\n4 1\n0000000000 00001 f \ntrailer\n<</Size 91/Root 1 0 R/Info 6 0 R/XRefStm %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", extra, p.prev, x)...)
		}), want: changed, code: "structure.twice"},
		{name: "sneaky trailer: two roots", file: after(func(_ *pki, p *paper) []byte {
			p.trailer = "/Root 30 0 R"
			return p.write(obj{30, "<</Type/Catalog/Pages 31 0 R>>"}, obj{31, "<</Type/Pages/Kids[]/Count 0>>"}).out
		}), want: changed, later: changeStructure},
		{name: "sneaky trailer: two ways back", file: func(w *pki) []byte {
			p := newPaper(table)
			unsigned := p.prev
			p.sign(by(w.rsa))
			p.trailer = fmt.Sprintf("/Prev %d", unsigned)
			return p.write().out
		}, want: changed, code: codeOutside},
		{name: "the signed revision points ahead", file: ahead, want: changed, code: "structure.forward"},
		{name: "hidden object among the signed bytes", file: func(w *pki) []byte {
			p := newPaper(table)
			p.out = append(p.out, "77 0 obj\n(cho san)\nendobj\n"...)
			return p.sign(by(w.rsa)).out
		}, want: kpi.SignatureSound, code: "structure.hidden"},
		{name: "object put into the gap", file: func(w *pki) []byte {
			file := signedPaper(table, by(w.rsa)).out
			_, to := gap(file, bytes.LastIndex(file, []byte("/ByteRange")))
			copy(file[to-40:], "> 4 0 obj (a) endobj <")
			return file
		}, want: changed, code: codeOutside},
		{name: "the signature's field freed", file: after(func(_ *pki, p *paper) []byte {
			p.fields, p.annots = nil, nil
			return p.write(obj{1, p.root()}, obj{3, p.sheet()}).out
		}), want: changed, check: func(t *testing.T, r Report) {
			if len(r.Signatures) != 1 || !r.Signatures[0].Intact {
				t.Error("the signature that was taken away is not told:", tell(r))
			}
		}},
		{name: "a signature that no field points to", file: func(w *pki) []byte {
			p := signedPaper(table, by(w.rsa))
			return p.sign(signing{envelope: envelope{by: w.p256}, widget: "/V null"}).out
		}, want: changed},
		{name: "a signature outside the form from the start", file: func(w *pki) []byte {
			p := newPaper(table)
			return p.sign(signing{envelope: envelope{by: w.rsa}, field: "x", in: 40}).out
		}, want: undetermined, code: codeUnattached},
		{name: "a signature in a text field", file: func(w *pki) []byte {
			p := newPaper(table)
			p.sign(signing{envelope: envelope{by: w.rsa}, widget: "", text: func(s string) string { return s }, field: "a"})
			return resign(w, bytes.Replace(p.out, []byte("/FT/Sig/T(a)"), []byte("/FT/Tx /T(a)"), 1))
		}, want: undetermined, code: codeFieldType},
		{name: "the dictionary calls itself something else", file: func(w *pki) []byte {
			return signedPaper(table, signing{envelope: envelope{by: w.rsa}, text: func(s string) string { return strings.Replace(s, "/Type/Sig", "/Type/Foo", 1) }}).out
		}, want: kpi.SignatureSound, code: codeType},
		{name: "unreadable structure that speaks of a signature", file: func(w *pki) []byte {
			return bytes.ReplaceAll(signedPaper(table, by(w.rsa)).out, []byte("xref"), []byte("xreg"))
		}, want: undetermined, code: codeUnreadable},
		{name: "a signed PDF carried inside an unsigned one", file: func(w *pki) []byte {
			return newPaper(table, obj{9, streamOf("/Type/EmbeddedFile", string(signedPaper(table, by(w.rsa)).out))}).out
		}, want: kpi.SignatureNone},
		{name: "a stream whose length is an object that changes", file: func(w *pki) []byte {
			body := "BT (10) Tj ET\nendstream\n%%BT (90) Tj ET\nendstream"
			p := newPaper(table, obj{8, "13"})
			p.contents = 7
			p.write(obj{7, "<</Length 8 0 R>>\nstream\n" + body}, obj{3, p.sheet()})
			p.sign(by(w.rsa))
			return p.write(obj{8, "31"}).out
		}, want: changed, later: changeContent},
	}
}

// ahead signs a table that names a place behind the end of what is signed, where
// the content of the page is put afterwards.
func ahead(w *pki) []byte {
	p := newPaper(table)
	size := 40_000
	p.out = append(p.out, fmt.Sprintf("xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 7/Root 1 0 R/Info 6 0 R/Prev %d>>\n", size, p.prev)...)
	at := bytes.LastIndex(p.out, []byte("xref\n4 1"))
	p.out = append(p.out, fmt.Sprintf("startxref\n%d\n%%%%EOF\n", at)...)
	p.prev = at
	p.sign(by(w.rsa))
	if len(p.out) > size {
		panic("the paper is longer than it may be")
	}
	pad := size - len(p.out)
	return append(append(p.out, strings.Repeat(" ", pad)...), "4 0 obj\n"+evilPage()+"\nendobj\n"...)
}

// resign computes the only signature of a file anew after bytes were changed.
func resign(w *pki, file []byte) []byte {
	at := bytes.LastIndex(file, []byte("/ByteRange"))
	from, to := gap(file, at)
	copy(file[from+1:], bytes.Repeat([]byte("0"), to-from-2))
	return sealed(file, at-10, by(w.rsa))
}
