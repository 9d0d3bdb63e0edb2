package ocr

import (
	"testing"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

func TestParse(t *testing.T) {
	t.Parallel()
	table := "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
		"1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n" +
		"5\t1\t1\t1\t1\t1\t20\t50\t10\t10\t90.5\tTờ\n" +
		"5\t1\t1\t1\t1\t2\t0\t0\t10\t10\t80\ttrình\n" +
		"5\t1\t1\t1\t2\t1\t0\t0\t10\t10\t70\tsố\n" +
		"5\t1\t2\t1\t1\t1\t0\t0\t10\t10\t60\thai\n" +
		"5\t1\t2\t1\t1\t2\t0\t0\t10\t10\t95\t \n" +
		"broken\trow\n"
	got := parse(table)
	if got.Text != "Tờ trình\nsố\n\nhai" || got.Confidence != 75 || got.Width != 200 || got.Height != 100 || len(got.Words) != 4 {
		t.Errorf("%+v", got)
	}
	for i, want := range []recognise.Word{
		{Text: "Tờ", Confidence: 90, Block: 1, Line: 1, Box: kpi.Place{X: 100, Y: 500, W: 50, H: 100}},
		{Text: "trình", Confidence: 80, Block: 1, Line: 1, Box: kpi.Place{W: 50, H: 100}},
		{Text: "số", Confidence: 70, Block: 1, Line: 2, Box: kpi.Place{W: 50, H: 100}},
		{Text: "hai", Confidence: 60, Block: 2, Line: 1, Box: kpi.Place{W: 50, H: 100}},
	} {
		if got.Words[i] != want {
			t.Errorf("word %d: %+v, want %+v", i, got.Words[i], want)
		}
	}
	if got := parse(""); got.Text != "" || got.Words != nil {
		t.Errorf("%+v", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("5\t1\t1\t1\t1\t1\t0\t0\t10\t10\t90.5\tTờ\n")
	f.Add("5\t\t\t\t\t\t\t\t\t\tNaN\tx\n")
	f.Fuzz(func(t *testing.T, s string) {
		if p := parse(s); p.Confidence < 0 || p.Confidence > 100 {
			t.Errorf("%+v", p)
		}
	})
}
