package intake_test

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"minhchung/internal/intake"
	"minhchung/internal/kpi"
)

func printer(t *testing.T, change ...func(*intake.Config)) *intake.Reader {
	t.Helper()
	r := reader(t, change...)
	if !r.Prints() {
		t.Skip("office documents are not shown as pages here: that needs LibreOffice and bubblewrap 0.7")
	}
	return r
}

// Each kind of office document becomes pages that show its words; the original is
// only read.
func TestOfficeDocumentsArePrinted(t *testing.T) {
	t.Parallel()
	r := printer(t)
	for name, want := range map[string]string{
		"to-trinh.docx": "Nguyễn Thị Hồng Ánh", "to-trinh.doc": "Nguyễn Thị Hồng Ánh", "to-trinh.odt": "Nguyễn Thị Hồng Ánh",
		"bang.xlsx": "Báo cáo tháng", "bang.ods": "Báo cáo tháng",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := sample(t, name)
			path := file(t, "a", b)
			var out bytes.Buffer
			if err := r.Printed(t.Context(), path, &out); err != nil {
				t.Fatal(err)
			}
			f, err := r.Read(t.Context(), file(t, "a.pdf", out.Bytes()), nil, nil)
			if err != nil || len(f.Text) == 0 || !strings.Contains(f.Text[0].Text+f.Text[len(f.Text)-1].Text, want) {
				t.Errorf("%+v %v", f.Text, err)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, b) {
				t.Errorf("the original was changed: %v", err)
			}
			if look, err := r.Look(t.Context(), file(t, "b.pdf", out.Bytes()), "b.pdf"); err != nil || look.Problem != nil {
				t.Errorf("what was printed would not be let in: %+v %v", look.Problem, err)
			}
		})
	}
}

func TestWhatIsNotPrinted(t *testing.T) {
	t.Parallel()
	r := printer(t)
	broken := sample(t, "to-trinh.docx")
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"a PDF":       {tờTrình().pdf(t), "printed.none"},
		"a text":      {[]byte("Biên bản họp giao ban\n"), "printed.none"},
		"half a DOCX": {broken[:len(broken)/2], "printed.undone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			err := r.Printed(t.Context(), file(t, "a", c.b), &out)
			if kpi.ReasonOf(err) != c.want || out.Len() > 0 {
				t.Errorf("%v, want %s; %d bytes written", err, c.want, out.Len())
			}
		})
	}
	small := printer(t, func(c *intake.Config) { c.Limits.Output = 1000 })
	if err := small.Printed(t.Context(), file(t, "a", broken), &bytes.Buffer{}); kpi.ReasonOf(err) != "printed.undone" {
		t.Errorf("pages beyond the limit of output: %v", err)
	}
	without := reader(t, func(c *intake.Config) { c.Without = []string{"soffice"} })
	if err := without.Printed(t.Context(), file(t, "a", broken), &bytes.Buffer{}); without.Prints() || kpi.CodeOf(err) != kpi.Unavailable {
		t.Errorf("without LibreOffice: %v", err)
	}
}

// What a document links to is not fetched, also where the walls would show it (the
// fonts' settings are there to be read). The network is not there at all.
func TestAPrintedDocumentFetchesNothing(t *testing.T) {
	t.Parallel()
	r := printer(t)
	var out bytes.Buffer
	if err := r.Printed(t.Context(), file(t, "a.odt", linkedODT(t, "file:///etc/fonts/fonts.conf")), &out); err != nil {
		t.Fatal(err)
	}
	f, err := r.Read(t.Context(), file(t, "a.pdf", out.Bytes()), nil, nil)
	if err != nil || len(f.Text) != 1 || f.Text[0].Text != "trước\nthay\nsau" {
		t.Errorf("%+v %v", f.Text, err)
	}
}

// linkedODT is a text document with a section that is linked to a file.
func linkedODT(t *testing.T, linked string) []byte {
	t.Helper()
	return zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"META-INF/manifest.xml", `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
		"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>trước</text:p><text:section text:name="a"><text:section-source xlink:href="`+linked+`"/><text:p>thay</text:p></text:section><text:p>sau</text:p></office:text></office:body></office:document-content>`)
}

// zipOf makes an archive of names and their contents, stored as they are.
func zipOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err == nil {
			_, err = f.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
