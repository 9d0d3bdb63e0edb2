package recognise

import (
	"strings"
	"testing"

	"minhchung/internal/kpi"
)

// row places a line of words: from x on, w wide, in thousandths of the page.
func row(text string, x, y, w int) (out []Word) {
	letters := len([]rune(text))
	at := 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		out = append(out, Word{Text: word, Box: kpi.Place{X: x + at*w/letters, Y: y, W: n * w / letters, H: 16}, Confidence: 100, Block: y, Line: 1})
		at += n + 1
	}
	return out
}

// A table right below the excerpt of an office document is none of it.
func TestAnExcerptEndsBeforeATable(t *testing.T) {
	t.Parallel()
	p := Page{Number: 1, Text: "ỦY BAN NHÂN DÂN PHƯỜNG MẪU\nSố: 31/TTr-UBND\nMẫu, ngày 24 tháng 11 năm 2026\nTỜ TRÌNH\nVề việc phê duyệt kế hoạch\nđào tạo năm 2026\nSTT | Nội dung | Số lượng\n1 | Lớp bồi dưỡng | 12\n"}
	for _, g := range Fields([]Page{p}).Guesses {
		if g.Field == Title && g.Value != "Về việc phê duyệt kế hoạch đào tạo năm 2026" {
			t.Errorf("%+v", g)
		}
		if g.Field == Title {
			return
		}
	}
	t.Error("no excerpt")
}

// An excerpt ends where the text begins, also text that is not justified and begins
// with a short line.
func TestAnExcerptEndsBeforeTheText(t *testing.T) {
	t.Parallel()
	head := [][]Word{
		row("ỦY BAN NHÂN DÂN", 72, 40, 220), row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 445, 40, 485), row("PHƯỜNG MẪU", 100, 65, 160),
		row("Độc lập - Tự do - Hạnh phúc", 540, 65, 290), row("Số: 31/BC-UBND", 72, 90, 220), row("Mẫu, ngày 24 tháng 11 năm 2026", 510, 90, 350),
		row("BÁO CÁO", 445, 130, 110), row("Biên bản kiểm tra quý ba", 370, 160, 260),
	}
	for i := range head[len(head)-1] {
		head[len(head)-1][i].Box.H = 26 // bold, with marks above and below
	}
	for name, body := range map[string][][]Word{
		"justified": {row("Việc thứ nhất là làm cho xong những điều đã ghi trong kế hoạch tháng mười một của", 72, 240, 858), row("phường.", 72, 265, 90)},
		"ragged":    {row("Việc thứ nhất là làm cho xong những điều đã ghi trong kế hoạch tháng mười một của", 72, 240, 832), row("phường.", 72, 265, 90)},
		"a short line first": {
			row("Mẫu chung.", 72, 205, 120), row("Đã làm: non nhãn rạch dương vườn đường bông nhà sáo vải mít chim sáo cồn sáo ghe", 72, 248, 832), row("nắng cồn cốm lưới ổi gạo sim kho.", 72, 273, 350),
		},
	} {
		p := Page{Number: 1, Width: 595, Height: 842}
		for _, l := range append(head[:len(head):len(head)], body...) {
			p.Words = append(p.Words, l...)
			for _, w := range l {
				p.Text += w.Text + " "
			}
			p.Text += "\n"
		}
		var got kpi.FieldGuess
		for _, g := range Fields([]Page{p}).Guesses {
			if g.Field == Title {
				got = g
			}
		}
		if got.Value != "Biên bản kiểm tra quý ba" || got.Percent < 80 { // what is less is asked about
			t.Errorf("%s: %q at %d %%", name, got.Value, got.Percent)
		}
	}
}
