package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"minhchung/internal/intake/sniff"
)

// oldLines are a paper as it was typed in a TCVN3 font: each letter is one byte.
var oldLines = []string{
	"UBND TØNH KH¸NH HßA", "Së NéI Vô", "Sè: 45/TTr-SNV", "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "§éc lËp - Tù do - H¹nh phóc",
	"Kh¸nh Hßa, ngµy 12 th¸ng 3 n¨m 2006", "Tê TR×NH", "VÒ viÖc phª duyÖt kÕ ho¹ch ®µo t¹o, båi d\u00adìng c¸n bé",
	"C¨n cø NghÞ ®Þnh cña ChÝnh phñ vÒ c«ng t¸c v¨n th\u00ad;", "Së Néi vô kÝnh tr×nh ñy ban nh©n d©n tØnh xem xÐt, phª duyÖt.",
}

// oldPDF shows the lines with a font whose bytes mean what Windows-1252 says.
func oldPDF() []byte {
	var b strings.Builder
	for i, l := range oldLines {
		var s strings.Builder
		for _, r := range l {
			if r == '(' || r == ')' || r == '\\' {
				s.WriteByte('\\')
			}
			s.WriteByte(byte(r))
		}
		fmt.Fprintf(&b, "BT /F 12 Tf 72 %d Td (%s) Tj ET\n", 760-24*i, s.String())
	}
	return rawPDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		stream("", b.String()), "<</Type/Font/Subtype/TrueType/BaseFont/.VnTime/Encoding/WinAnsiEncoding>>")
}

func TestPapersInOldFontsAreReadInUnicode(t *testing.T) {
	t.Parallel()
	r := reader(t)
	var latin []byte
	docx := ""
	for _, l := range oldLines {
		for _, c := range l {
			latin = append(latin, byte(c))
		}
		latin = append(latin, '\n')
		docx += "<w:p><w:r><w:t>" + l + "</w:t></w:r></w:p>"
	}
	for name, b := range map[string][]byte{
		"a.pdf": oldPDF(), "a.txt": latin,
		"a.docx": changed(t, sample(t, "to-trinh.docx"), map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + docx + `</w:body></w:document>`}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusedAs(t, r, name, b, "")
			f, err := r.Read(t.Context(), file(t, name, b), nil, nil)
			if err != nil || len(f.Text) != 1 || f.Text[0].OCR || !has(f, "text.converted") {
				t.Fatalf("%+v %v", f, err)
			}
			for _, s := range []string{"SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc", "bồi dưỡng cán bộ", "công tác văn thư", "Ủy ban nhân dân tỉnh"} {
				if !strings.Contains(strings.ToLower(f.Text[0].Text), strings.ToLower(s)) {
					t.Errorf("no %q in:\n%s", s, f.Text[0].Text)
				}
			}
			if g := guesses(f); g["number"] != "45" || g["symbol"] != "TTr-SNV" || g["issued_on"] != "2006-03-12" {
				t.Errorf("fields %v", g)
			}
			if name == "a.pdf" {
				word(t, f, 1, "dưỡng")
			}
		})
	}
}

func TestAMarkInAnOldFontIsFoundAtTheDoor(t *testing.T) {
	t.Parallel()
	r := reader(t)
	var latin []byte
	for _, c := range strings.Join(oldLines[:3], "\n") + "\nTèI MËT\n" + strings.Join(oldLines[3:], "\n") {
		latin = append(latin, byte(c))
	}
	if look := refusedAs(t, r, "a.txt", latin, "upload.classified"); look.MediaType != sniff.Text {
		t.Errorf("%+v", look)
	}
	refusedAs(t, r, "a.txt", []byte("na\xefve caf\xe9 r\xe9sum\xe9 of the year, in bytes of Windows\n"), "upload.unsupported")
}
