package recognise

import (
	"strings"
	"testing"

	"minhchung/internal/kpi"
)

// typeset puts words in a row from x on, letters so high, as poppler gives one line.
func typeset(s string, x, y, high, block int) []Word {
	var out []Word
	for _, w := range strings.Fields(s) {
		wide := len([]rune(w)) * high * 6 / 10
		out = append(out, Word{Text: w, Box: kpi.Place{X: x, Y: y, W: wide, H: high}, Confidence: 100, Block: block, Line: y})
		x += wide + high/3 + 1
	}
	return out
}

// centred puts words around a middle.
func centred(s string, middle, y, high, block int) []Word {
	words := typeset(s, 0, y, high, block)
	last := words[len(words)-1].Box
	return typeset(s, middle-(last.X+last.W)/2, y, high, block)
}

// An arrival stamp over the excerpt, in the ways registries print it.
func TestTheArrivalStampIsLeftOut(t *testing.T) {
	t.Parallel()
	const high = 17
	paper := func(titleY int, stamp ...[]Word) []Word {
		var all []Word
		for _, l := range [][]Word{
			centred("UBND TỈNH HẢI GIANG", 250, 66, high, 1), centred("SỞ Y TẾ", 250, 86, high, 1),
			centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 680, 66, high, 2), centred("Độc lập - Tự do - Hạnh phúc", 680, 86, high, 2),
			centred("Số: 12/QĐ-SYT", 250, 120, high, 3), centred("Hải Giang, ngày 05 tháng 3 năm 2026", 680, 120, high, 4),
			centred("QUYẾT ĐỊNH", 530, titleY, high, 5),
			centred("Về việc ban hành Quy chế tiếp công dân", 530, titleY+20, high, 5),
			centred("của Sở Y tế và các đơn vị trực thuộc", 530, titleY+40, high, 5),
			centred("GIÁM ĐỐC SỞ Y TẾ", 530, titleY+90, high, 6),
			typeset("Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013;", 180, titleY+120, high, 7),
		} {
			all = append(all, l...)
		}
		for _, s := range stamp {
			all = append(all, s...)
		}
		return all
	}
	for _, c := range []struct {
		name  string
		stamp [][]Word
	}{
		{"none", nil},
		{"of the decree", [][]Word{
			typeset("ĐẾN", 330, 196, 11, 8), typeset("Số: 123", 331, 208, 11, 8), typeset("Ngày: 06/3/2026", 331, 220, 11, 8), typeset("Chuyển: ………", 332, 232, 11, 8),
		}},
		{"with the office above, one word in two pieces", [][]Word{
			typeset("UBND XÃ PHÚ MỸ", 400, 184, 11, 8), typeset("ĐẾN", 440, 197, 12, 8), typeset("Số: 4567", 401, 209, 11, 8), typeset("Ngày: 06/03/2026", 401, 221, 11, 8),
			typeset("Chu", 401, 233, 11, 9), typeset("yển: Văn phòng", 425, 233, 11, 10),
		}},
		{"in letters as large as the paper's, beside it", [][]Word{
			typeset("CÔNG VĂN ĐẾN", 60, 150, high, 8), typeset("Số: 9", 60, 170, high, 8), typeset("Ngày: 06/3", 60, 190, high, 8), typeset("Chuyển: VP", 60, 210, high, 8),
		}},
	} {
		got := map[string]kpi.FieldGuess{}
		for _, g := range Fields([]Page{{Number: 1, Words: paper(200, c.stamp...), Width: 595, Height: 842}}).Guesses {
			got[g.Field] = g
		}
		for field, want := range map[string]string{
			Title: "Về việc ban hành Quy chế tiếp công dân của Sở Y tế và các đơn vị trực thuộc", DocType: "QĐ", Number: "12", Symbol: "QĐ-SYT", Issuer: "SỞ Y TẾ",
		} {
			if got[field].Value != want {
				t.Errorf("stamp %s: %s is %q, want %q", c.name, field, got[field].Value, want)
			}
		}
	}
}

// poppler gives the words of a line that a stamp stands in as several lines, some of
// them with words of the stamp.
func TestALineThatAStampTearsIsPutTogether(t *testing.T) {
	t.Parallel()
	words := []Word{
		{Text: "ĐẾN", Box: kpi.Place{X: 414, Y: 175, W: 29, H: 11}, Block: 5, Line: 1},
		{Text: "7010", Box: kpi.Place{X: 441, Y: 188, W: 32, H: 11}, Block: 6, Line: 1},
		{Text: "trận", Box: kpi.Place{X: 510, Y: 182, W: 41, H: 19}, Block: 6, Line: 1},
		{Text: "gửi:", Box: kpi.Place{X: 352, Y: 182, W: 37, H: 19}, Block: 6, Line: 2},
		{Text: "Ủy", Box: kpi.Place{X: 394, Y: 182, W: 26, H: 19}, Block: 6, Line: 2},
		{Text: "Số:", Box: kpi.Place{X: 415, Y: 188, W: 22, H: 12}, Block: 6, Line: 2},
		{Text: "ban", Box: kpi.Place{X: 426, Y: 182, W: 36, H: 19}, Block: 6, Line: 3},
		{Text: "Mặt", Box: kpi.Place{X: 467, Y: 180, W: 38, H: 23}, Block: 9, Line: 1}, // a line of its own
		{Text: "Ngày:", Box: kpi.Place{X: 415, Y: 199, W: 38, H: 12}, Block: 7, Line: 1},
		{Text: "Trong", Box: kpi.Place{X: 181, Y: 240, W: 58, H: 19}, Block: 8, Line: 1},
		{Text: "kỳ,", Box: kpi.Place{X: 245, Y: 240, W: 26, H: 19}, Block: 8, Line: 1},
		{Text: "bộ", Box: kpi.Place{X: 278, Y: 240, W: 24, H: 19}, Block: 8, Line: 1},
		{Text: "phận", Box: kpi.Place{X: 308, Y: 240, W: 49, H: 19}, Block: 8, Line: 1},
		{Text: "một", Box: kpi.Place{X: 364, Y: 240, W: 38, H: 19}, Block: 8, Line: 1},
	}
	var lines []string
	for _, l := range New(nil).sheet(Page{Number: 1, Words: words, Width: 595, Height: 842}) {
		lines = append(lines, l.String())
	}
	if got := strings.Join(lines, " | "); got != "gửi: Ủy ban Mặt trận | Trong kỳ, bộ phận một" {
		t.Error(got)
	}
}

// What only reads like a stamp is none.
func TestWhatIsNoStampStays(t *testing.T) {
	t.Parallel()
	for _, rows := range [][]string{
		{"TỪ NGÀY 01 ĐẾN NGÀY 05", "Số: 12", "Nơi: đây"},
		{"Đến", "Số: 12", "Ngày: 5"},
		{"ĐẾN", "Ngày: 5", "Số: 12"},
	} {
		var words []Word
		n := 0
		for i, row := range rows {
			words = append(words, typeset(row, 200, 200+20*i, 12, i+1)...)
			n += len(strings.Fields(row))
		}
		if got := withoutStamp(words, measures{height: 12, em: 17, side: 1.4}); len(got) != n {
			t.Errorf("%q: %d of %d words are left", rows, len(got), n)
		}
	}
}
