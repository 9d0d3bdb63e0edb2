package recognise

import (
	"testing"

	"minhchung/internal/kpi"
)

// numbered is the top of a paper with this line for its number.
func numbered(line string, sure int) []Word {
	var all []Word
	for _, l := range [][]Word{
		centred("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 250, 66, 12, 1), centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 680, 66, 12, 2), centred("Độc lập - Tự do - Hạnh phúc", 680, 86, 12, 2),
		centred("Hải Giang, ngày 05 tháng 3 năm 2026", 680, 120, 12, 4), centred("TỜ TRÌNH", 535, 195, 12, 5), centred("Về việc mua sắm tài sản công", 535, 220, 12, 6),
	} {
		all = append(all, l...)
	}
	return append(all, alone(line, sure)...)
}

// alone is the line with the number.
func alone(line string, sure int) []Word {
	words := centred(line, 250, 120, 12, 3)
	for i := range words {
		words[i].Confidence = sure
	}
	return words
}

// The line with the number is read alone where it was understood or not, and where it
// begins as it should; what is beside it stays out.
func TestWhereTheNumberStands(t *testing.T) {
	t.Parallel()
	r := New(nil)
	for _, c := range []struct {
		line  string
		until int // right edge of the part
	}{
		{"Số: 45/TTr-SNNMT", 346}, {"Số: 45 / TTr-SNNMT", 351}, {"SỐ: D0U/GTL PBEITCN", 480}, {"Số 45", 480}, {"~~~ ===", 0},
	} {
		words := numbered(c.line, 90)
		at, ok := r.NumberedOn(Page{Number: 1, OCR: true, Words: words, Width: 595, Height: 842})
		if !ok && c.until == 0 {
			continue
		}
		first := words[len(words)-1].Box
		for _, w := range words {
			if w.Box.Y == 120 && w.Block == 3 && w.Box.X < first.X {
				first = w.Box
			}
		}
		if !ok || at.X >= first.X || at.Y >= 120 || at.Y+at.H <= 132 || at.Y+at.H > 145 || abs(at.X+at.W-c.until) > 15 {
			t.Errorf("%s: %+v %v, first word at %+v", c.line, at, ok, first)
		}
	}
}

// Readings of one number: the one that agrees with the page is taken, and one that does not
// is doubted when another says something else as surely.
func TestTheNumberReadAlone(t *testing.T) {
	t.Parallel()
	type line struct {
		text string
		sure int
	}
	for _, c := range []struct {
		name         string
		first, alone line
		number       string
		symbol       string
		sure         bool // of number and symbol
	}{
		{"only one reading", line{"Số: 45/TTr-SNNMT", 92}, line{}, "45", "TTr-SNNMT", true},
		{"both alike", line{"Số: 45/TTr-SNNMT", 92}, line{"Số: 45/TTr-SNNMT", 92}, "45", "TTr-SNNMT", true},
		{"lost in the first", line{"SỐ: D0U/GTL PBEITCN", 10}, line{"Số: 45/TTr-SNNMT", 92}, "45", "TTr-SNNMT", true},
		{"not even begun in the first", line{"~~~ ===", 10}, line{"Số: 45/TTr-SNNMT", 92}, "", "", false}, // it is not known where it was read
		{"misread in the first", line{"Số: 45/TTr-SMMNT", 80}, line{"Số: 45/TTr-SNNMT", 92}, "45", "TTr-SNNMT", true},
		{"misread alone", line{"Số: 45/TTr-SNNMT", 92}, line{"Số: 45/TTr-SMMNT", 80}, "45", "TTr-SNNMT", true},
		{"another number, as surely", line{"Số: 45/TTr-SNNMT", 92}, line{"Số: 46/TTr-SNNMT", 92}, "45", "TTr-SNNMT", false},
		{"another division, as surely", line{"Số: 45/TTr-SNNMT-VP", 92}, line{"Số: 45/TTr-SNNMT-VF", 92}, "45", "TTr-SNNMT-VP", false},
		{"another division, unsurely", line{"Số: 45/TTr-SNNMT-VP", 92}, line{"Số: 45/TTr-SNNMT-VF", 5}, "45", "TTr-SNNMT-VP", true},
	} {
		p := Page{Number: 1, OCR: true, Words: numbered(c.first.text, c.first.sure), Width: 595, Height: 842}
		if c.alone.text != "" {
			p.Line = alone(c.alone.text, c.alone.sure)
		}
		got := map[string]kpi.FieldGuess{}
		for _, g := range Fields([]Page{p}).Guesses {
			got[g.Field] = g
		}
		n, s := got[Number], got[Symbol]
		if n.Value != c.number || s.Value != c.symbol || min(n.Percent, s.Percent) >= 80 != c.sure {
			t.Errorf("%s: %q at %d, %q at %d", c.name, n.Value, n.Percent, s.Value, s.Percent)
		}
		if c.number != "" && (got[Issuer].Value != "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG" || got[Title].Value != "Về việc mua sắm tài sản công") {
			t.Errorf("%s: issuer %q, excerpt %q", c.name, got[Issuer].Value, got[Title].Value)
		}
	}
}

// Lines are those of the first reading, whichever one knows the number.
func TestTheNumbersLine(t *testing.T) {
	t.Parallel()
	none, found := number{at: -1}, number{value: "45", symbol: "TTr-SNV", percent: 97, symbolPercent: 97, at: 7}
	for _, c := range []struct {
		top  top
		want int
	}{
		{top{at: 3, numbers: []number{none, found}}, 3}, {top{at: -1, numbers: []number{none, found}}, 0}, {top{at: -1, numbers: []number{none, none}}, -1},
	} {
		if got := c.top.number(); got.at != c.want || c.want >= 0 && got.value != "45" {
			t.Errorf("%+v: %+v", c.top, got)
		}
	}
}
