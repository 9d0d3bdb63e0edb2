package recognise

import (
	"testing"

	"minhchung/internal/kpi"
)

// What a scanner and a seal add to letters.
func TestScrapsOfAScan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, field, want string }{
		{motto + "Căn cứ Luật\n\n_Q. GIÁM ĐỐC\n\nHồ Minh Khánh\n", Position, "Q. GIÁM ĐỐC"},
		{motto + "Căn cứ Luật\n\n° KT. GIÁM ĐỐC\n: PHÓ GIÁM ĐỐC\n\n. Phan HữỮu Yến\n", Signer, "Phan Hữu Yến"},
		{motto + "Căn cứ Luật\n\nNơi nhận:\ni\nˆ Công an xã;\n- Lưu: VT, VP.\n", Recipients, "Công an xã; Lưu: VT, VP"},
		{motto + "Căn cứ Luật\n\nGIÁM ĐỐC\n\nPhan HữXu Yến\n", Signer, ""},
	} {
		got := ""
		for _, g := range Fields([]Page{{Number: 1, Text: c.text, OCR: true}}).Guesses {
			if g.Field == c.field {
				got = g.Value
			}
		}
		if got != c.want {
			t.Errorf("%q: %s is %q, want %q", c.text, c.field, got, c.want)
		}
	}
}

// An excerpt is as sure as its words, and unsure where something beside it was left
// out; a speck before the name of the type hides it not.
func TestAnUnsureExcerpt(t *testing.T) {
	t.Parallel()
	paper := func(speck, quarter string, sure int, beside ...Word) []Page {
		words := centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 680, 66, 12, 1)
		words = append(words, centred(speck+"BÁO CÁO", 530, 200, 12, 2)...)
		words = append(words, centred("Kết quả công tác của cơ quan quý "+quarter, 530, 220, 12, 3)...)
		words[len(words)-1].Confidence = sure
		words = append(words, beside...)
		words = append(words, typeset("Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013;", 180, 300, 12, 9)...)
		return []Page{{Number: 1, OCR: true, Words: words, Width: 595, Height: 842}}
	}
	stray := Word{Text: "gia", Box: kpi.Place{X: 780, Y: 240, W: 30, H: 10}, Confidence: 95, Block: 5, Line: 1}
	for _, c := range []struct {
		name string
		in   []Page
		want string
		sure bool
	}{
		{"sure", paper("", "III", 93), "Kết quả công tác của cơ quan quý III", true},
		{"an unsure word", paper("", "HII", 67), "Kết quả công tác của cơ quan quý HII", false},
		{"a speck", paper("°“", "III", 93), "Kết quả công tác của cơ quan quý III", true},
		{"a word beside it", paper("", "III", 93, stray), "Kết quả công tác của cơ quan quý III", false},
	} {
		got := kpi.FieldGuess{}
		for _, g := range Fields(c.in).Guesses {
			if g.Field == Title {
				got = g
			}
		}
		if got.Value != c.want || got.Percent >= 80 != c.sure {
			t.Errorf("%s: %q at %d %%, want %q", c.name, got.Value, got.Percent, c.want)
		}
	}
}
