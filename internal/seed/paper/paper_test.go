package paper_test

import (
	"bytes"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/seed/paper"

	"golang.org/x/text/unicode/norm"
)

func decision() paper.Paper {
	return paper.Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH MINH", Number: 7, Symbol: "QĐ-UBND",
		TypeCode: "QĐ", TypeName: "QUYẾT ĐỊNH", Place: "An Bình Minh", Date: kpi.NewDate(2026, 11, 5),
		Excerpt:    "Về việc phê duyệt kế hoạch lựa chọn nhà thầu công trình nâng cấp hẻm 12 đường Bông Lau",
		Competence: "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH MINH",
		Bases: []string{
			"Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
			"Căn cứ Luật Đấu thầu và các văn bản hướng dẫn thi hành",
			"Theo đề nghị của Trưởng phòng Kinh tế, Hạ tầng và Đô thị tại Tờ trình số 31/TTr-KTHTĐT ngày 02 tháng 11 năm 2026",
		},
		Resolution: "QUYẾT ĐỊNH:",
		Paragraphs: []string{
			"Điều 1. Phê duyệt kế hoạch lựa chọn nhà thầu công trình nâng cấp hẻm 12 đường Bông Lau với các nội dung tại bảng kèm theo Quyết định này; nguồn vốn ngân sách phường năm 2026.",
			"Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng phòng Kinh tế, Hạ tầng và Đô thị và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
		},
		Table: &paper.Table{
			Head: []string{"TT", "Tên gói thầu", "Giá gói thầu (đồng)", "Thời gian"}, Widths: []float64{1, 5, 3, 2},
			Rows: [][]string{{"1", "Gói số 01: Tư vấn khảo sát, lập báo cáo kinh tế - kỹ thuật", "86.500.000", "20 ngày"}, {"2", "Gói số 02: Thi công xây dựng công trình", "1.245.000.000", "90 ngày"}},
		},
		Sign:       paper.Signature{Authority: "KT. CHỦ TỊCH", Position: "PHÓ CHỦ TỊCH", Name: "Trần Mây Trắng"},
		Recipients: []string{"Như Điều 2", "Thường trực HĐND phường (để b/c)", "Phòng KT, HT và ĐT", "Lưu: VT, KTHTĐT (Lâm)"},
		Stamped:    true,
	}
}

func letter() paper.Paper {
	return paper.Paper{
		Superior: "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH MINH", Issuer: "PHÒNG VĂN HÓA – XÃ HỘI", Number: 214, Symbol: "VHXH",
		Place: "An Bình Minh", Date: kpi.NewDate(2026, 2, 9), Excerpt: "rà soát hộ nghèo, hộ cận nghèo theo chuẩn mới",
		To:         []string{"Các tổ dân phố trên địa bàn phường", "Trạm Y tế phường"},
		Paragraphs: []string{"Thực hiện chỉ đạo của Chủ tịch Ủy ban nhân dân phường, Phòng Văn hóa – Xã hội đề nghị các tổ dân phố rà soát danh sách.", "1. Nội dung rà soát: thu nhập, mức độ thiếu hụt các dịch vụ xã hội cơ bản của từng hộ.", "- Thời hạn: trước ngày 20 tháng 02 năm 2026."},
		Sign:       paper.Signature{Position: "TRƯỞNG PHÒNG", Name: "Đỗ Trăng Rằm"},
		Recipients: []string{"Như trên", "Lưu: VT"},
		Stamped:    true,
	}
}

func render(t *testing.T, p paper.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Render(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// textOf returns what poppler reads in a PDF, with all white space as one space.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed: the text layer is not checked")
	}
	cmd := exec.CommandContext(t.Context(), tool, "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestRenderGivesTheSameBytesTwice(t *testing.T) {
	t.Parallel()
	for _, p := range []paper.Paper{decision(), letter()} {
		if !bytes.Equal(render(t, p), render(t, p)) {
			t.Errorf("%s: two renderings differ", p.Reference())
		}
	}
	// Two runs within a second would agree on the clock: the dates must be the paper's.
	if n := bytes.Count(render(t, decision()), []byte("(D:20261104170000")); n != 2 {
		t.Errorf("%d dates of the file are the day of the paper, want 2", n)
	}
	if bytes.Equal(render(t, decision()), render(t, letter())) {
		t.Error("two papers have the same bytes")
	}
}

func TestRenderedTextReadsBack(t *testing.T) {
	t.Parallel()
	text := textOf(t, render(t, decision()))
	for _, want := range []string{
		"ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
		"Số: 07/QĐ-UBND", "An Bình Minh, ngày 05 tháng 11 năm 2026", "QUYẾT ĐỊNH",
		"công trình nâng cấp hẻm 12 đường Bông Lau", "Căn cứ Luật Đấu thầu", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
		"1.245.000.000", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Mây Trắng", "Nơi nhận:", "không có giá trị pháp lý",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("text layer lacks %q", want)
		}
	}
	if strings.Contains(text, "TÀI LIỆU") {
		t.Error("the words of the seal are in the text layer: they would be read as text of the paper")
	}
	if text = textOf(t, render(t, letter())); !strings.Contains(text, "V/v rà soát hộ nghèo") || !strings.Contains(text, "Số: 214/VHXH") ||
		!strings.Contains(text, "ngày 09 tháng 02 năm 2026") {
		t.Errorf("official letter lacks its head: %.300s", text)
	}
}

// Every Vietnamese letter (inside short words: poppler takes single letters for
// letter-spaced words) with every tone, in both cases, also when it arrives
// decomposed, is read back composed (NFC).
func TestEveryVietnameseLetterReadsBack(t *testing.T) {
	t.Parallel()
	var all []string
	for _, base := range strings.Split("a ă â e ê i o ô ơ u ư y", " ") {
		for _, tone := range []string{"", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"} {
			all = append(all, "t"+base+tone+"n", "T"+strings.ToUpper(base)+tone+"N")
		}
	}
	all = append(all, "đưa", "ĐƯA")
	p := letter()
	p.Paragraphs = []string{norm.NFD.String(strings.Join(all, " "))}
	text := textOf(t, render(t, p))
	want := norm.NFC.String(strings.Join(all, " "))
	if !strings.Contains(text, want) {
		t.Errorf("letters read back differ\nwant %s\nin   %s", want, text)
	}
}

func TestLongPapersNumberTheirPagesAndRepeatTableHeads(t *testing.T) {
	t.Parallel()
	p := decision()
	for i := range 60 {
		p.Table.Rows = append(p.Table.Rows, []string{strconv.Itoa(i + 3), "Hạng mục bổ sung " + strconv.Itoa(i+3), "1.000.000", "5 ngày"})
	}
	text := textOf(t, render(t, p))
	if n := strings.Count(text, "Tên gói thầu"); n < 3 {
		t.Errorf("table head stands %d times", n)
	}
	if n := strings.Count(text, "Tài liệu minh họa"); n < 3 {
		t.Errorf("demonstration mark stands on %d pages", n)
	}
	if !strings.Contains(text, "Hạng mục bổ sung 62") {
		t.Error("last row is missing")
	}
}

func TestScanIsAPictureOnly(t *testing.T) {
	t.Parallel()
	var a, b, other bytes.Buffer
	for _, s := range []struct {
		buf  *bytes.Buffer
		seed uint64
	}{{&a, 1}, {&b, 1}, {&other, 2}} {
		if err := paper.Scan(s.buf, letter(), s.seed); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two scans of one seed differ")
	}
	if bytes.Equal(a.Bytes(), other.Bytes()) {
		t.Error("scans of two seeds are equal")
	}
	if bytes.Contains(a.Bytes(), []byte("/Font <<")) && bytes.Contains(a.Bytes(), []byte("/FontDescriptor")) {
		t.Error("a scan holds a font")
	}
	if !bytes.Contains(a.Bytes(), []byte("/DCTDecode")) {
		t.Error("a scan holds no JPEG picture")
	}
	if text := textOf(t, a.Bytes()); text != "" {
		t.Errorf("a scan has a text layer: %q", text)
	}
}

func TestBulkHasTheSizeAskedAndIsText(t *testing.T) {
	t.Parallel()
	for _, size := range []int{paper.MinBulk, 3 << 20} {
		var b, again bytes.Buffer
		if err := paper.Bulk(&b, 7, size); err != nil {
			t.Fatal(err)
		}
		if off := b.Len() - size; max(off, -off) > max(size/100, 64<<10) {
			t.Errorf("asked for %d bytes, got %d", size, b.Len())
		}
		if err := paper.Bulk(&again, 7, size); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("two bulk files of %d bytes differ (%v)", size, err)
		}
		if size == 3<<20 {
			if n := len(strings.Fields(textOf(t, b.Bytes()))); n < 20000 {
				t.Errorf("3 MB hold %d words only", n)
			}
		}
	}
	for _, size := range []int{0, paper.MaxBulk + 1} {
		if err := paper.Bulk(io.Discard, 1, size); !errors.Is(err, paper.ErrBulk) {
			t.Errorf("size %d: %v", size, err)
		}
	}
}

func TestIncompletePapersAreRefused(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]paper.Paper{
		"no issuer": {Excerpt: "x", Date: kpi.NewDate(2026, 1, 1)}, "no date": {Issuer: "x", Excerpt: "x"},
		"no title": {Issuer: "x", Date: kpi.NewDate(2026, 1, 1)},
	} {
		if err := paper.Render(io.Discard, p); !errors.Is(err, paper.ErrPaper) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
