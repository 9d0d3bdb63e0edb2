package recognise

import (
	"testing"

	"minhchung/internal/kpi"
)

// What a stamp hides in a picture: the name of the type, and with it where the excerpt begins.
func TestAnExcerptBelowAHiddenName(t *testing.T) {
	t.Parallel()
	paper := func(number string, heading ...[]Word) []Word {
		var all []Word
		for _, l := range [][]Word{
			centred("SỞ Y TẾ", 250, 66, 12, 1), centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 680, 66, 12, 2), centred("Độc lập - Tự do - Hạnh phúc", 680, 86, 12, 2),
			centred("Số: "+number, 250, 120, 12, 3), centred("Hải Giang, ngày 05 tháng 3 năm 2026", 680, 120, 12, 4),
		} {
			all = append(all, l...)
		}
		for _, l := range heading {
			all = append(all, l...)
		}
		for i := range 3 {
			all = append(all, typeset("Trong kỳ, bộ phận một cửa đã tiếp nhận hồ sơ của người dân, giải quyết trước hạn và đúng hạn phần lớn,", 130, 300+20*i, 12, 9)...)
		}
		return all
	}
	unclear := func(words []Word) []Word {
		for i := range words {
			words[i].Confidence = 20
		}
		return words
	}
	excerpt := [][]Word{centred("Kết quả công tác quý III của Sở Y tế và các đơn", 480, 220, 12, 6), centred("vị trực thuộc", 510, 240, 12, 6)}
	below := func(name ...[]Word) [][]Word { return append(name, excerpt...) }
	const whole = "Kết quả công tác quý III của Sở Y tế và các đơn vị trực thuộc"
	for _, c := range []struct {
		name  string
		words []Word
		want  string
		sure  bool
	}{
		{"not hidden", paper("12/BC-SYT", below(centred("BÁO CÁO", 480, 195, 12, 5))...), whole, true},
		{"behind strokes", paper("12/BC-SYT", below(centred("_: BÁO CÁO", 480, 195, 12, 5))...), whole, true},
		{"its space is lost", paper("12/BC-SYT", below(centred("BÁOCÁO", 480, 195, 12, 5))...), whole, true},
		{"hidden", paper("12/BC-SYT", below()...), whole, false},
		{"in scraps", paper("12/BC-SYT", below(unclear(centred("ày: 04/08 xŸAO ~@ ngsø trình", 480, 195, 12, 5)))...), whole, false},
		{"the symbol names none", paper("12/SYT-VP", below()...), "", false},
		{"no excerpt above the text", paper("12/BC-SYT"), "", false},
		{"a short paragraph below scraps", paper("12/BC-SYT", unclear(centred("ày: xŸAO ~@", 480, 195, 12, 5)), typeset("phần lớn, còn lại đang giải quyết.", 130, 220, 12, 6)), "", false},
		{"a line from the left edge", paper("12/BC-SYT", typeset("phần lớn, còn lại đang giải quyết.", 130, 220, 12, 6)), "", false},
	} {
		var got kpi.FieldGuess
		for _, g := range Fields([]Page{{Number: 1, OCR: true, Words: c.words, Width: 595, Height: 842}}).Guesses {
			if g.Field == Title {
				got = g
			}
		}
		if got.Value != c.want || got.Percent >= 80 != c.sure {
			t.Errorf("%s: %q at %d, want %q, sure %v", c.name, got.Value, got.Percent, c.want, c.sure)
		}
	}
}

// The second reading of the top has an excerpt where the first has none.
func TestAnExcerptOfTheSecondReading(t *testing.T) {
	t.Parallel()
	first := centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 680, 66, 12, 1)
	first = append(first, typeset("Trong kỳ, bộ phận một cửa đã tiếp nhận hồ sơ của người dân, giải quyết trước hạn và đúng hạn phần lớn,", 130, 300, 12, 4)...)
	second := append(first[:len(first):len(first)], centred("BÁO CÁO", 480, 200, 12, 2)...)
	second = append(second, centred("Kết quả công tác quý III", 480, 220, 12, 3)...)
	for _, g := range Fields([]Page{{Number: 1, OCR: true, Words: first, Second: second, Width: 595, Height: 842}}).Guesses {
		if g.Field == Title {
			if g.Value != "Kết quả công tác quý III" || g.Percent >= 80 {
				t.Errorf("%+v", g)
			}
			return
		}
	}
	t.Error("no excerpt")
}

// A scrap of a stamp between two halves of a line does not keep them apart.
func TestHalvesOfALineAreJoined(t *testing.T) {
	t.Parallel()
	words := append(typeset("Kết quả công", 200, 200, 12, 1), typeset("~: +", 250, 197, 8, 2)...)
	last := words[2].Box
	words = append(words, typeset("tác quý ba", last.X+last.W+8, 201, 12, 3)...)
	var got []string
	for _, l := range New(nil).sheet(Page{Number: 1, OCR: true, Words: words, Width: 595, Height: 842}) {
		got = append(got, l.String())
	}
	if len(got) != 2 || got[0] != "Kết quả công tác quý ba" {
		t.Errorf("%q", got)
	}
}
