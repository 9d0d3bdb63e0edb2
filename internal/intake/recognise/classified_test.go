package recognise

import (
	_ "embed"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/kpi"
)

//go:embed testdata/classified.txt
var classifiedTexts string

// What bears a mark is found, and what only speaks of secrets passes.
func TestMarkedTexts(t *testing.T) {
	t.Parallel()
	fill := strings.NewReplacer(`\n`, "\n", `\t`, "\t",
		"{L}", "ỦY BAN NHÂN DÂN\nTỈNH HẢI GIANG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n",
		"{B}", "Kính gửi: Sở Nội vụ\n\nCăn cứ Luật Bảo vệ bí mật nhà nước;\nTheo đề nghị của đơn vị, cơ quan báo cáo như sau:\n")
	marked, clear := 0, 0
	r := New(nil)
	for row := range strings.Lines(classifiedTexts) {
		if strings.HasPrefix(row, "#") {
			continue
		}
		part := strings.SplitN(strings.TrimSuffix(row, "\n"), " | ", 3)
		if len(part) != 3 {
			t.Fatalf("%q", row)
		}
		want, seen, text := strings.Trim(part[0], "-"), part[1] == "s", fill.Replace(part[2])
		if want == "" {
			clear++
		} else {
			marked++
		}
		for form, in := range map[string]string{"NFC": norm.NFC.String(text), "NFD": norm.NFD.String(text)} {
			if got, _ := r.Marked([]Page{{Number: 1, Text: in, OCR: seen}}); got != want {
				t.Errorf("%s %s: %q, want %q", form, row, got, want)
			}
			if got := Classified(in); !seen && got != want {
				t.Errorf("%s %s: %q at the door, want %q", form, row, got, want)
			}
		}
	}
	if marked < 60 || clear < 60 {
		t.Errorf("%d marked and %d clear texts", marked, clear)
	}
}

// onPage puts lines at places; a line is one stretch of words.
func onPage(seen bool, lines ...placedLine) Page {
	p := Page{Number: 1, OCR: seen, Width: 595, Height: 842}
	for i, l := range lines {
		x := l.x
		for _, w := range strings.Fields(l.text) {
			wide := len([]rune(w)) * 9
			p.Words = append(p.Words, Word{Text: w, Box: kpi.Place{X: x, Y: l.y, W: wide, H: max(14, l.h)}, Confidence: 95, Block: 1, Line: i + 1})
			x += wide + 6
		}
		p.Text += l.text + "\n"
	}
	return p
}

type placedLine struct {
	x, y, h int
	text    string
}

// Where places are known, a lone word in a table is no stamp, and a stamp is found
// wherever it was put.
func TestMarksByTheirPlace(t *testing.T) {
	t.Parallel()
	letterhead := []placedLine{
		{150, 60, 0, "UBND TỈNH HẢI GIANG"}, {480, 60, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{200, 80, 0, "SỞ NỘI VỤ"}, {530, 80, 0, "Độc lập - Tự do - Hạnh phúc"},
		{200, 110, 0, "Số: 12/BC-SNV"}, {520, 110, 0, "Hải Giang, ngày 05 tháng 3 năm 2026"},
		{460, 170, 0, "BÁO CÁO"}, {380, 190, 0, "Danh mục tài liệu lưu trữ"},
		{140, 240, 0, "Kính gửi: Sở Khoa học và Công nghệ; các đơn vị trực thuộc Sở Nội vụ tỉnh"},
		{140, 300, 0, "Danh mục gồm các tài liệu sau đây, sắp xếp theo thứ tự thời gian ban hành"},
		{140, 330, 0, "và được bảo mật theo quy định của cơ quan."},
	}
	for _, c := range []struct {
		name string
		seen bool
		more []placedLine
		want string
	}{
		{"nothing", false, nil, ""},
		{"typed below the number", false, []placedLine{{220, 140, 0, "MẬT"}}, "MẬT"},
		{"stamped beside the motto", true, []placedLine{{420, 40, 24, "TỐI MAT"}}, "TỐI MẬT"},
		{"on the line of the number", false, []placedLine{{380, 110, 0, "MẬT"}}, "MẬT"},
		{"in the head of the page", false, []placedLine{{480, 20, 0, "TUYỆT MẬT"}}, "TUYỆT MẬT"},
		{"in its foot", false, []placedLine{{480, 960, 0, "MẬT"}}, "MẬT"},
		{"a large stamp over the body", true, []placedLine{{400, 600, 40, "TUYỆT MẬT"}}, "TUYỆT MẬT"},
		{"a cell of a table", false, []placedLine{{140, 400, 0, "12"}, {300, 400, 0, "Hồ sơ nhân sự"}, {700, 400, 0, "MẬT"}}, ""},
		{"cells of a table", false, []placedLine{{700, 400, 0, "MẬT"}, {700, 430, 0, "TỐI MẬT"}, {700, 460, 0, "TUYỆT MẬT"}}, ""},
		{"a stamp above a table of them", false, []placedLine{{220, 140, 0, "TỐI MẬT"}, {700, 400, 0, "MẬT"}, {700, 430, 0, "TUYỆT MẬT"}}, "TỐI MẬT"},
		{"a word without its tone in the body", true, []placedLine{{400, 600, 40, "MAT"}}, ""},
		{"pieces of two fonts", false, []placedLine{{220, 140, 0, "M"}, {229, 140, 0, "Ậ"}, {238, 140, 0, "T"}}, "MẬT"},
	} {
		p := onPage(c.seen, append(letterhead[:len(letterhead):len(letterhead)], c.more...)...)
		if got, page := New(nil).Marked([]Page{p}); got != c.want || (page == 1) != (c.want != "") {
			t.Errorf("%s: %q on page %d, want %q", c.name, got, page, c.want)
		}
	}
}

func TestMarksOfPapersBoundTogether(t *testing.T) {
	t.Parallel()
	clear := "SỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/BC-SNV\n"
	secret := "SỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỐI MẬT\nSố: 2/BC-SNV\n"
	if m, page := New(nil).Marked([]Page{{Number: 1, Text: clear}, {Number: 2, Text: "MẬT\nlà cột thứ ba của bảng"}, {Number: 3, Text: secret}}); m != "TỐI MẬT" || page != 3 {
		t.Errorf("%q on page %d", m, page)
	}
	if m, page := New(nil).Marked(nil); m != "" || page != 0 {
		t.Errorf("%q on page %d of nothing", m, page)
	}
}
