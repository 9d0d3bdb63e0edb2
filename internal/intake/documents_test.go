package intake_test

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifregular"

	"minhchung/internal/intake"
)

// TestMain lets the test binary be the reader's helpers.
func TestMain(m *testing.M) {
	if code, is := intake.Helper(os.Args[1:], os.Stdin, os.Stdout); is {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

func reader(t testing.TB, change ...func(*intake.Config)) *intake.Reader {
	t.Helper()
	var c intake.Config
	for _, f := range change {
		f(&c)
	}
	r, err := intake.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if !r.Tools().Poppler {
		t.Skip("poppler is not installed: nothing to read with")
	}
	return r
}

func file(t testing.TB, name string, b []byte) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, b, 0o400); err != nil {
		t.Fatal(err)
	}
	return p
}

// paper is an official paper of Decree 30/2020/NĐ-CP.
type paper struct {
	superior, issuer, number, place, name, excerpt string
	body                                           []string
	position, signer                               string
	mark                                           string // typed under the number
}

func tờTrình() paper {
	return paper{
		superior: "UBND TỈNH KHÁNH HÒA", issuer: "SỞ NỘI VỤ", number: "Số: 45/TTr-SNV",
		place: "Khánh Hòa, ngày 12 tháng 3 năm 2026", name: "TỜ TRÌNH",
		excerpt: "Về việc phê duyệt kế hoạch đào tạo, bồi dưỡng cán bộ, công chức năm 2026",
		body: []string{
			"Kính gửi: Ủy ban nhân dân tỉnh Khánh Hòa",
			"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
			"Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, phê duyệt kế hoạch đào tạo, bồi dưỡng cán bộ, công chức năm 2026 với những nội dung chủ yếu sau đây. Việc bảo mật thông tin và bảo vệ bí mật kinh doanh được thực hiện theo quy định.",
			"Hồ sơ kèm theo có mã H32.15-260310-0012 và được tiếp nhận tại bộ phận một cửa. Đơn vị chủ trì chịu trách nhiệm về số liệu, tiến độ và chất lượng; các phòng chuyên môn phối hợp, báo cáo trước ngày 25 hằng tháng.",
		},
		position: "GIÁM ĐỐC", signer: "Nguyễn Thị Hồng Ánh",
	}
}

func newPDF() *fpdf.Fpdf {
	p := fpdf.New("P", "mm", "A4", "")
	p.AddUTF8FontFromBytes("serif", "", liberationserifregular.TTF)
	p.AddUTF8FontFromBytes("serif", "B", liberationserifbold.TTF)
	p.SetFont("serif", "", 13)
	p.SetMargins(25, 20, 15)
	return p
}

func (d paper) draw(p *fpdf.Fpdf) {
	p.AddPage()
	left := func(style, s string) {
		p.SetFont("serif", style, 12)
		p.CellFormat(75, 6, s, "", 0, "C", false, 0, "")
	}
	right := func(style, s string) {
		p.SetFont("serif", style, 12)
		p.CellFormat(95, 6, s, "", 1, "C", false, 0, "")
	}
	left("", d.superior)
	right("B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	left("B", d.issuer)
	right("B", "Độc lập - Tự do - Hạnh phúc")
	p.Ln(3)
	left("", d.number)
	right("", d.place)
	if d.mark != "" {
		left("B", d.mark)
		right("", "")
	}
	p.Ln(8)
	p.SetFont("serif", "B", 14)
	p.MultiCell(0, 7, d.name, "", "C", false)
	p.MultiCell(0, 7, d.excerpt, "", "C", false)
	p.Ln(6)
	p.SetFont("serif", "", 13)
	for _, b := range d.body {
		p.MultiCell(0, 7, b, "", "L", false)
		p.Ln(3)
	}
	p.Ln(8)
	if d.signer != "" {
		left("", "")
		right("B", d.position)
		p.Ln(20)
		left("", "")
		right("B", d.signer)
	}
}

func (d paper) pdf(t testing.TB, change ...func(*fpdf.Fpdf)) []byte {
	t.Helper()
	p := newPDF()
	for _, f := range change {
		f(p)
	}
	d.draw(p)
	return output(t, p)
}

func output(t testing.TB, p *fpdf.Fpdf) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// longPDF has the given number of pages of text, and, to bring it to about size
// bytes, one page more with a picture of noise.
func longPDF(t testing.TB, pages, size int) []byte {
	t.Helper()
	p := newPDF()
	tờTrình().draw(p)
	x := uint32(1)
	random := func() uint32 {
		x = x*1664525 + 1013904223
		return x >> 16
	}
	for range pages - 1 {
		p.AddPage()
		p.SetFont("serif", "", 12)
		var text strings.Builder
		for range 60 {
			fmt.Fprintf(&text, "việc số %d hoàn thành đúng hạn; ", random())
		}
		p.MultiCell(0, 6, text.String(), "", "L", false)
	}
	if size == 0 {
		return output(t, p)
	}
	p.AddPage()
	noise := image.NewRGBA(image.Rect(0, 0, 600, size/1800))
	for j := range noise.Pix {
		noise.Pix[j] = byte(random())
		if j%4 == 3 {
			noise.Pix[j] = 255
		}
	}
	return withPicture(t, p, noise)
}

// rawPDF builds a PDF of the given objects, the first of which is the catalogue.
func rawPDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := []int{}
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// onePage is a page that says one line, for rawPDF; extra goes into the catalogue.
func onePage(extra string, more ...string) []byte {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R" + extra + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		stream("", "BT /F 12 Tf 72 720 Td (Bao cao ket qua thuc hien nhiem vu thang 3) Tj ET"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}
	return rawPDF(append(objects, more...)...)
}
