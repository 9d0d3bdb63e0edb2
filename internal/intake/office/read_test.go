package office

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"
)

func load(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The files of testdata were written by LibreOffice 7.4, which shares nothing with
// this package: to-trinh.* from one source of two pages, bang.* from another.
func TestReadsWhatLibreOfficeWrote(t *testing.T) {
	t.Parallel()
	const letter = `UBND TỈNH KHÁNH HÒA
SỞ NỘI VỤ
Số: 45/TTr-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Khánh Hòa, ngày 12 tháng 3 năm 2026
TỜ TRÌNH
Về việc phê duyệt kế hoạch đào tạo, bồi dưỡng năm 2026
STT | Nội dung | Số lượng
1 | Lớp bồi dưỡng | 12
Trang một kết thúc ở đây.`
	for name, c := range map[string]struct {
		kind  string
		pages []string
	}{
		"to-trinh.docx": {DOCX, []string{letter, "Trang hai: Nguyễn Thị Hồng Ánh"}},
		"to-trinh.odt":  {ODT, []string{letter, "Trang hai: Nguyễn Thị Hồng Ánh"}},
		"bang.xlsx":     {XLSX, []string{"b\nSTT | Nội dung | Ngày | Số\n1 | Báo cáo tháng | 2026-03-12 | 12.5\n2 | Tờ trình | 2026-03-13 | 3"}},
		"bang.ods":      {ODS, []string{"b\nSTT | Nội dung | Ngày | Số\n1 | Báo cáo tháng | 2026-03-12 | 12.5\n2 | Tờ trình | 2026-03-13 | 3"}},
		"to-trinh.doc":  {DOC, nil},
	} {
		d, err := Read(load(t, name))
		if err != nil || d.MediaType != c.kind || len(d.Active) != 0 || d.Cut {
			t.Errorf("%s: %+v %v", name, d, err)
		}
		var got []string
		for _, p := range d.Pages {
			got = append(got, strings.ReplaceAll(p, "\n\n", "\n"))
		}
		if strings.Join(got, "\f") != strings.Join(c.pages, "\f") {
			t.Errorf("%s:\n%s", name, strings.Join(d.Pages, "\n-----\n"))
		}
	}
}

// wrapped makes a document of one kind around the bytes of its main part.
func wrapped(t testing.TB, kind string, main []byte) []byte {
	t.Helper()
	parts := []struct {
		name string
		b    []byte
	}{{"mimetype", []byte(ODT)}, {"content.xml", main}}
	if kind == DOCX {
		parts[0].name, parts[0].b = "[Content_Types].xml", []byte(`<Types><Override PartName="/word/document.xml" ContentType="`+DOCX+`.main+xml"/></Types>`)
		parts[1].name = "word/document.xml"
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(p.b)
	}
	z.Close()
	return out.Bytes()
}

// The fuzz target runs in this process and not in a child: it looks for panics,
// which the child would answer as a refusal, and for text beyond the limit.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<w:document><w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>a</w:t><w:br w:type="page"/></w:r></w:p></w:document>`))
	f.Add([]byte(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p/></w:tc><w:tc><w:tbl/></w:tc></w:tr></w:tbl>`))
	f.Add([]byte(`<a><table:table table:name="x"><table-row><table-cell number-columns-repeated="20"><p>x<s/></p></table-cell></table-row></table:table></a>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, kind := range []string{DOCX, ODT} {
			d, err := Read(wrapped(t, kind, b))
			if err == nil && d.MediaType != kind {
				t.Errorf("a document of kind %q", d.MediaType)
			}
			n := 0
			for _, p := range d.Pages {
				n += len(p)
			}
			if n > maxText || len(d.Pages) == 0 && err == nil {
				t.Errorf("%d pages of %d bytes", len(d.Pages), n)
			}
		}
	})
}

func TestBreaksTablesAndWhatIsGone(t *testing.T) {
	t.Parallel()
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	cell := func(s string) string { return "<w:tc>" + s + "</w:tc>" }
	for in, want := range map[string]string{
		p("một") + `<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>`:                            "một|hai",
		p("một") + `<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>hai</w:t></w:r></w:p>`:                                                              "một|hai",
		p("một") + `<w:p><w:pPr><w:pageBreakBefore w:val="0"/></w:pPr><w:r><w:t>hai</w:t></w:r></w:p>`:                                                    "một\nhai",
		`<w:p><w:r><w:t>To` + "\u031b\u0300" + `</w:t><w:tab/><w:t xml:space="preserve"> trình</w:t></w:r></w:p>`:                                         "Tờ  trình",
		`<w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>`:                                         "thêm",
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>hộp</w:t></mc:Choice><mc:Fallback><w:t>hộp</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`: "hộp",
		"<w:tbl><w:tr>" + cell(p("a")) + cell(p("b")) + "</w:tr><w:tr>" + cell(p("c")) + cell(p("d")) + "</w:tr></w:tbl>":                                 "a - b\nc - d",
		"<w:tbl><w:tr>" + cell(p("a")+p("b")) + cell(p("c")+p("d")) + "</w:tr></w:tbl>":                                                                   "a\nb\nc\nd",
		"<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>" + p("điều khiển") + "</w:sdtContent></w:sdt>":                                              "điều khiển",
	} {
		d, err := Read(wrapped(t, DOCX, []byte("<w:document xmlns:w='w' xmlns:mc='m'><w:body>"+in+"</w:body></w:document>")))
		if got := strings.Join(d.Pages, "|"); err != nil || got != strings.ReplaceAll(want, " - ", " | ") {
			t.Errorf("%s\n%q, want %q (%v)", in, got, want, err)
		}
	}
}
