package ocr

import "testing"

func TestParse(t *testing.T) {
	t.Parallel()
	table := "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
		"1\t1\t0\t0\t0\t0\t0\t0\t10\t10\t-1\t\n" +
		"5\t1\t1\t1\t1\t1\t0\t0\t10\t10\t90.5\tTờ\n" +
		"5\t1\t1\t1\t1\t2\t0\t0\t10\t10\t80\ttrình\n" +
		"5\t1\t1\t1\t2\t1\t0\t0\t10\t10\t70\tsố\n" +
		"5\t1\t2\t1\t1\t1\t0\t0\t10\t10\t60\thai\n" +
		"5\t1\t2\t1\t1\t2\t0\t0\t10\t10\t95\t \n" +
		"broken\trow\n"
	if got := parse(table); got.Text != "Tờ trình\nsố\n\nhai" || got.Confidence != 75 {
		t.Errorf("%+v", got)
	}
	if got := parse(""); got != (Page{}) {
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
