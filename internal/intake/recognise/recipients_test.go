package recognise

import (
	"strings"
	"testing"

	"minhchung/internal/kpi"
)

// What tesseract reads in "Lưu: VT, …" of scans, and what was printed.
func TestTheRegistryIsMended(t *testing.T) {
	t.Parallel()
	for read, want := range map[string]string{
		"Lưu: VT, VP": "Lưu: VT, VP", "LƯU: VÌ, HC": "Lưu: VT, HC", "IƯU:VI,1H": "Lưu: VT, TH", "LUU. VI, HE": "Lưu: VT, HC",
		"Lưu: VT, TGCB": "Lưu: VT, TCCB", "(WU: VT, VE": "Lưu: VT, VP", "Lưu: VT": "Lưu: VT", "LưuVT, QLĐT": "Lưu: VT, QLĐT",
		"Lưu: VT, P.TCHC (3b)": "Lưu: VT, P.TCHC (3b)", "Lưu: VT, XYZ": "Lưu: VT, XYZ", "Lưu: VT, TTr.": "Lưu: VT, TTr",
		"Lưu: VT, VY": "Lưu: VT, VY", // like none
		"Lưu: VT, TE": "Lưu: VT, TE", // like two, TC and TP
		// What is no registry stays as it is.
		"Công an xã": "Công an xã", "Cục VT": "Cục VT", "Lưu hồ sơ": "Lưu hồ sơ", "UBND các xã, phường": "UBND các xã, phường", "": "",
	} {
		got, mended := kept([]item{{text: "Như trên"}, {text: read}})
		if got[1].text != want || got[0].text != "Như trên" {
			t.Errorf("%q: %q, want %q", read, got[1].text, want)
		}
		if division := want[strings.LastIndex(want, " ")+1:]; mended == strings.Contains(read, division) {
			t.Errorf("%q: mended %v", read, mended)
		}
	}
}

// Two readings of a list: what they agree on is surest, and a guess yields to a reading.
func TestTwoReadingsOfTheRecipients(t *testing.T) {
	t.Parallel()
	read := func(sure int, s ...string) (all []item) {
		for _, text := range s {
			all = append(all, item{text, sure})
		}
		return all
	}
	for _, c := range []struct {
		name          string
		first, second []item
		want          string
		percent       int
	}{
		{"one reading", read(90, "Như trên", "Lưu: VT, VP"), nil, "Như trên; Lưu: VT, VP", 78},
		{"one reading, mended", read(90, "Như trên", "LUU: VI, VE"), nil, "Như trên; Lưu: VT, VP", 70},
		{"both alike", read(90, "Như trên", "Lưu: VT, VP"), read(80, "Như trên", "LUU: VÌ, VP"), "Như trên; Lưu: VT, VP", 86},
		{"both alike, unsure", read(40, "Như trên", "Lưu: VT, VP"), read(45, "Như trên", "Lưu: VT, VP"), "Như trên; Lưu: VT, VP", 70},
		{"a guess and a reading", read(90, "Như trên", "LUU: VI, VE"), read(60, "Như trên", "Lưu: VT, VX"), "Như trên; Lưu: VT, VX", 70},
		{"a reading and a guess", read(60, "Như trên", "Lưu: VT, NC"), read(90, "Như trên", "Lưu: VT, HE"), "Như trên; Lưu: VT, NC", 70},
		{"both guessed alike", read(60, "Lưu: VT, HE"), read(60, "Lưu: VT, HG"), "Lưu: VT, HC", 70},
		{"unlike, the surer one", read(60, "Công en xã", "Lưu: VT, HC"), read(90, "Công an xã", "Lưu: VT, HC"), "Công an xã; Lưu: VT, HC", 70},
		{"a line lost", read(90, "Như trên"), read(90, "Như trên", "Lưu: VT, HC"), "Như trên; Lưu: VT, HC", 65},
		{"the end lost, scraps in its place", read(90, "Như trên", "Công an xã", "sỹ ởng thế"), read(60, "Như trên", "Lưu: VT, HC"), "Như trên; Lưu: VT, HC", 65},
		{"the end lost by both", read(90, "Như trên", "Công an xã"), read(90, "Như trên", "Công an xã"), "Như trên; Công an xã", 70},
	} {
		got, percent := agreed(c.first, c.second)
		var names []string
		for _, it := range got {
			names = append(names, it.text)
		}
		if s := strings.Join(names, "; "); s != c.want || percent != c.percent {
			t.Errorf("%s: %q at %d, want %q at %d", c.name, s, percent, c.want, c.percent)
		}
	}
}

// The second reading is asked for where the list stands, and a little below it.
func TestWhereRecipientsAreListed(t *testing.T) {
	t.Parallel()
	var words []Word
	for i, l := range []string{"Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."} {
		words = append(words, typeset(l, 140, 600+20*i, 14, i+1)...)
	}
	r := New(nil)
	at, ok := r.ListedOn(Page{Number: 1, OCR: true, Words: words})
	if !ok || at.X != 110 || at.Y != 590 || at.W != 430 || at.Y+at.H != 714 {
		t.Errorf("%+v %v", at, ok)
	}
	if at, ok := r.ListedOn(Page{Number: 1, OCR: true, Words: words[:2]}); ok {
		t.Errorf("no list is at %+v", at)
	}
	again := New(nil).Fields([]Page{{Number: 1, OCR: true, Words: words, Tail: words}}).Guesses
	if len(again) != 1 || again[0].Field != Recipients || again[0].Value != "Như trên; Lưu: VT, VP" || again[0].Percent != 83 {
		t.Errorf("%+v", again)
	}
}

// A list whose heading is misread, or whose last dash, is told by its end.
func TestAListWithoutItsHeading(t *testing.T) {
	t.Parallel()
	body := []string{"Đề nghị các đơn vị báo cáo kết quả về Sở Nội vụ trước ngày 05", "tháng 12 năm 2026 để tổng hợp./."}
	for _, c := range []struct {
		name  string
		lines []string
		want  string
		sure  bool
	}{
		{"as it is", []string{"Nơi nhận:", "- Như trên;", "- Công an xã;", "- Lưu: VT, VP."}, "Như trên; Công an xã; Lưu: VT, VP", true},
		{"no space in the heading", []string{"Nơinhận.", "- Như trên;", "- Công an xã;", "- Lưu: VT, VP."}, "Như trên; Công an xã; Lưu: VT, VP", true},
		{"no heading", []string{"thất", "- Như trên;", "- Công an xã;", "- Lưu: VT, VP."}, "Như trên; Công an xã; Lưu: VT, VP", false},
		{"no heading, an item of two lines", []string{"thất", "- Ủy ban Mặt trận Tổ quốc", "Việt Nam xã;", "- Lưu: VT, VP."}, "Ủy ban Mặt trận Tổ quốc Việt Nam xã; Lưu: VT, VP", false},
		{"a dash that is lost", []string{"Nơi nhận:", "- Như trên;", "stưu:VT, VP."}, "Như trên; Lưu: VT, VP", true},
		{"no end", []string{"Nơi nhận:", "- Như trên;", "- Công an xã;"}, "Như trên; Công an xã", false},
		{"neither heading nor end", []string{"thất", "- Như trên;", "- Công an xã;"}, "", false},
		{"no list, but a rule about registers", []string{"- Lưu VT các văn bản đến;"}, "", false},
	} {
		var words []Word
		for i, l := range append(body[:2:2], c.lines...) {
			words = append(words, typeset(l, 140, 600+20*i, 14, i+1)...)
		}
		var got kpi.FieldGuess
		for _, g := range Fields([]Page{{Number: 1, OCR: true, Words: words, Tail: words}}).Guesses {
			if g.Field == Recipients {
				got = g
			}
		}
		if got.Value != c.want || got.Percent >= 80 != c.sure {
			t.Errorf("%s: %q at %d, want %q, sure %v", c.name, got.Value, got.Percent, c.want, c.sure)
		}
	}
}
