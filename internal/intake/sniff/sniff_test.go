package sniff

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/kpi"
)

func detect(b []byte) Kind {
	return Detect(b[:min(len(b), HeadSize)], b[max(0, len(b)-TailSize):], int64(len(b)))
}

func archive(t testing.TB, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte("x"))
	}
	z.Close()
	return b.Bytes()
}

const smallPDF = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"

func TestDetect(t *testing.T) {
	t.Parallel()
	png := "\x89PNG\r\n\x1a\n....IEND\xaeB`\x82"
	for _, c := range []struct {
		name string
		in   string
		want Kind
	}{
		{"a PDF", smallPDF, Kind{MediaType: PDF}},
		{"a PDF padded with zeros", smallPDF + strings.Repeat("\x00", 5000), Kind{MediaType: PDF}},
		{"a PDF after junk", "junk\n" + smallPDF, Kind{MediaType: PDF, Junk: 5}},
		{"a PDF after too much junk", strings.Repeat("x", 2000) + smallPDF, Kind{MediaType: Text}},
		{"a PDF without its end", smallPDF[:len(smallPDF)-4], Kind{MediaType: PDF, Truncated: true}},
		{"a PDF whose table lies behind its end", strings.Replace(smallPDF, "\n9\n", "\n99999\n", 1), Kind{MediaType: PDF, Truncated: true}},
		{"a web PDF shorter than it says", "%PDF-1.4\n1 0 obj<</Linearized 1/L 99999/H[1 2]>>endobj\n" + smallPDF[9:], Kind{MediaType: PDF, Truncated: true}},
		{"a PDF that is a ZIP too", smallPDF + string(archive(t, "a")), Kind{MediaType: PDF, Also: Zip}},
		{"a PDF inside a program", "MZ......" + smallPDF, Kind{MediaType: PDF, Also: Program, Junk: 8}},
		{"a PDF inside HTML", "<html>" + smallPDF, Kind{MediaType: PDF, Also: HTML, Junk: 6}},
		{"a ZIP", string(archive(t, "a.txt")), Kind{MediaType: Zip}},
		{"a Word document", string(archive(t, "[Content_Types].xml", "word/document.xml")), Kind{MediaType: DOCX}},
		{"a workbook", string(archive(t, "xl/workbook.xml")), Kind{MediaType: XLSX}},
		{"a PNG", png, Kind{MediaType: PNG}},
		{"half a PNG", png[:10], Kind{MediaType: PNG, Truncated: true}},
		{"a JPEG", "\xff\xd8\xff\xe0....\xff\xd9", Kind{MediaType: JPEG}},
		{"half a JPEG", "\xff\xd8\xff\xe0....", Kind{MediaType: JPEG, Truncated: true}},
		{"text", "Xin chào\n", Kind{MediaType: Text}},
		{"text with a mark", "\xef\xbb\xbfXin chào\n", Kind{MediaType: Text}},
		{"HTML", " <!DOCTYPE html><p>", Kind{MediaType: HTML}},
		{"SVG", `<?xml version="1.0"?><svg onload="x">`, Kind{MediaType: SVG}},
		{"a script", "#!/bin/sh\n", Kind{MediaType: Program}},
		{"bytes", "\x00\x01\x02", Kind{MediaType: Unknown}},
		{"nothing", "", Kind{MediaType: Unknown}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := detect([]byte(c.in)); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

func TestEveryCutOfAPDFIsNoticed(t *testing.T) {
	t.Parallel()
	whole := strings.TrimRight(smallPDF, "\n")
	for n := len("%PDF-"); n < len(whole); n++ {
		if k := detect([]byte(whole[:n])); k.MediaType != PDF || !k.Truncated {
			t.Fatalf("cut at %d: %+v", n, k)
		}
	}
}

func TestLettersCutAtTheEndOfTheHeadAreStillText(t *testing.T) {
	t.Parallel()
	for pad := range 4 {
		b := []byte(strings.Repeat("x", pad) + strings.Repeat("ộ", HeadSize))
		if k := detect(b); k.MediaType != Text {
			t.Errorf("pad %d: %+v", pad, k)
		}
	}
}

func TestCheckName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"12-QĐ-UBND.pdf":                  "12-QĐ-UBND.pdf",
		"  báo cáo.pdf ":                  "báo cáo.pdf",
		norm.NFD.String("Tờ trình.pdf"):   "Tờ trình.pdf",
		"a..b.pdf":                        "a..b.pdf",
		".hidden":                         ".hidden",
		strings.Repeat("a", 251) + ".pdf": strings.Repeat("a", 251) + ".pdf",
	} {
		if got, err := CheckName(in); err != nil || got != want {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	for _, in := range []string{
		"", " ", ".", "..", "...", "../a.pdf", "a/../b", "/etc/passwd", `..\a`, `C:\a`, "C:a", "a:b", "a\x00b", "a\nb", "a\x1b[2Jb",
		"gnp.\u202efdp", "\u2066a", "a\u200bb.pdf", "a\u2028b", "a／b", "\xff\xfe", strings.Repeat("ộ", 86), "a\u007f",
	} {
		_, err := CheckName(in)
		if kpi.CodeOf(err) != kpi.Invalid || kpi.ReasonOf(err) != "upload.name" {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add([]byte(smallPDF))
	f.Add([]byte("MZ" + smallPDF))
	f.Add(archive(f, "word/document.xml"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		k := detect(b)
		if k.MediaType == "" || k.Junk < 0 || k.Junk > pdfHeaderWithin {
			t.Errorf("%+v", k)
		}
		if k.MediaType == Text && len(b) <= HeadSize && bytes.IndexByte(b, 0) >= 0 && b[0] < 0xfe {
			t.Errorf("bytes taken for text")
		}
	})
}

func FuzzCheckName(f *testing.F) {
	for _, s := range []string{"a.pdf", "../a", "gnp.\u202efdp", "C:\\a", "\xff", "Tờ trình.pdf"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := CheckName(in)
		if err != nil {
			if got != "" || kpi.ReasonOf(err) != "upload.name" {
				t.Errorf("%q with %v", got, err)
			}
			return
		}
		if got == "" || len(got) > NameMax || !utf8.ValidString(got) || strings.ContainsAny(got, "/\\:\x00\n\u202e") || got == ".." || !norm.NFC.IsNormalString(got) {
			t.Errorf("let %q through", got)
		}
		if again, err := CheckName(got); err != nil || again != got {
			t.Errorf("%q does not check as itself: %q %v", got, again, err)
		}
	})
}
