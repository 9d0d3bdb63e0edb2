package recognise

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/kpi"
)

const motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"

func fields(t testing.TB, pages ...string) map[string]string {
	t.Helper()
	var in []Page
	for i, p := range pages {
		in = append(in, Page{Number: i + 1, Text: p})
	}
	m := map[string]string{}
	for _, g := range Fields(in).Guesses {
		if _, twice := m[g.Field]; twice || g.Percent < 1 || g.Percent > 100 || g.Page < 1 || g.Page > max(1, len(pages)) {
			t.Errorf("guess %+v", g)
		}
		m[g.Field] = g.Value
	}
	return m
}

func TestFields(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		text string
		want map[string]string
	}{
		{"a decision", "UBND TỈNH KHÁNH HÒA\nSỞ NỘI VỤ\n\n" + motto + "Số: 2306/QĐ-SNV\n\nKhánh Hòa, ngày 05 tháng 01 năm 2026\n\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\nchuyển đổi số\n\nGIÁM ĐỐC SỞ NỘI VỤ\n\nCăn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;\nQUYẾT ĐỊNH:\nĐiều 1. ...\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Văn Đức\n",
			map[string]string{Number: "2306", Symbol: "QĐ-SNV", DocType: "QĐ", Issuer: "SỞ NỘI VỤ", Issued: "2026-01-05", Title: "Về việc thành lập Tổ công tác chuyển đổi số", Signer: "Trần Văn Đức", PlaceName: "Khánh Hòa", Position: "PHÓ GIÁM ĐỐC"}},
		{"a công văn", "BỘ KHOA HỌC VÀ CÔNG NGHỆ\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\n\n" + motto + "Số: 893/STTTT-CNTT\nV/v góp ý dự thảo quy chế\nquản lý hệ thống\n\nHà Nội, ngày 1 tháng 12 năm 2025\n\nKính gửi: Các phòng\n",
			map[string]string{Number: "893", Symbol: "STTTT-CNTT", Issuer: "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", Issued: "2025-12-01", Title: "V/v góp ý dự thảo quy chế quản lý hệ thống", PlaceName: "Hà Nội"}},
		{"a ward's people's committee", "ỦY BAN NHÂN DÂN\nPHƯỜNG NHA TRANG\n\n" + motto + "Số: 07/BC-UBND\n\nNha Trang, ngày 15 tháng 6 năm 2026\n\nBÁO CÁO\nKết quả công tác quý II\n\nCHỦ TỊCH\n\nLê Thị Mỹ Hạnh",
			map[string]string{Number: "07", Symbol: "BC-UBND", DocType: "BC", Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG", Issued: "2026-06-15", Title: "Kết quả công tác quý II", Signer: "Lê Thị Mỹ Hạnh", PlaceName: "Nha Trang", Position: "CHỦ TỊCH"}},
		{"a name over two lines", "UBND TỈNH ĐẮK LẮK\nSỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG\n" + motto + "Số: 12/TB-SNNMT\n",
			map[string]string{Number: "12", Symbol: "TB-SNNMT", DocType: "TB", Issuer: "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"}},
		{"a legal document with its year", motto + "Số: 15/2026/QĐ-UBND\n", map[string]string{Number: "15", Symbol: "2026/QĐ-UBND", DocType: "QĐ"}},
		{"a party paper", "ĐẢNG CỘNG SẢN VIỆT NAM\nSố 366-QĐ/TW\n", map[string]string{Number: "366", Symbol: "QĐ/TW", DocType: "QĐ"}},
		{"a number left for the pen", motto + "Số:          /TTr-SNV\nKhánh Hòa, ngày      tháng 3 năm 2026\n", map[string]string{Symbol: "TTr-SNV", DocType: "TTr"}},
		{"a guideline, not a contract", motto + "Số: 5/HD-SNV\n\nHƯỚNG DẪN\nChấm điểm", map[string]string{Number: "5", Symbol: "HD-SNV", DocType: "HD", Title: "Chấm điểm"}},
		{"a contract", motto + "Số: 5/HĐ-SNV\n\nHỢP ĐỒNG\n", map[string]string{Number: "5", Symbol: "HĐ-SNV", DocType: "HĐ"}},
		{"columns merged by recognition", "UBND TỈNH KHÁNH HÒA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\nSố: 45/TTr -SNV Khánh Hòa, ngày 12 tháng 3 năm 2026\nTỜ TRÌNH\nVề việc tuyển dụng\n",
			map[string]string{Number: "45", Symbol: "TTr-SNV", DocType: "TTr", Issuer: "SỞ NỘI VỤ", Issued: "2026-03-12", Title: "Về việc tuyển dụng", PlaceName: "Khánh Hòa"}},
		{"slips of recognition", "UBND TĨNH KHÁNH HÒA\nSỞ NỘI VỤ\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIÊT NAM\nĐộc lâp - Tự do - Hạnh phúc\nS6: 4l/TTr -SNV\nKhánh Hoà, ngảy l2 thảng O3 nãm 2026\n",
			map[string]string{Number: "41", Symbol: "TTr-SNV", DocType: "TTr", Issuer: "SỞ NỘI VỤ", Issued: "2026-03-12", PlaceName: "Khánh Hoà"}},
		{"only cited papers", "Căn cứ Quyết định số 12/QĐ-UBND ngày 01 tháng 02 năm 2025", map[string]string{}},
		{"a paper cited in the title", motto + "KẾ HOẠCH\nthực hiện Nghị quyết số 12/NQ-HĐND\n", map[string]string{DocType: "KH", Title: "thực hiện Nghị quyết số 12/NQ-HĐND"}},
		{"a day that is none", motto + "Nha Trang, ngày 31 tháng 02 năm 2026\n", map[string]string{}},
		{"a ward whose name reads like a type", "ỦY BAN NHÂN DÂN\nPHƯỜNG AN BÌNH MINH\nPHÒNG KINH TẾ, HẠ\nTẦNG VÀ ĐÔ THỊ\n" + motto + "Số: 115/BC-KTHTĐT\n\nAn Bình Minh, ngày 19 tháng 11 năm 2026\n\nBÁO CÁO\nTình hình giải ngân vốn đầu tư công\nThực hiện chương trình công tác tháng 11 năm 2026, Phòng báo cáo:\n",
			map[string]string{Number: "115", Symbol: "BC-KTHTĐT", DocType: "BC", Issuer: "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", Issued: "2026-11-19", Title: "Tình hình giải ngân vốn đầu tư công", PlaceName: "An Bình Minh"}},
		{"nothing", "", map[string]string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for form, text := range map[string]string{"NFC": norm.NFC.String(c.text), "NFD": norm.NFD.String(c.text)} {
				got := fields(t, text)
				for f, v := range c.want {
					if got[f] != v {
						t.Errorf("%s: %s is %q, want %q", form, f, got[f], v)
					}
				}
				for f, v := range got {
					if _, ok := c.want[f]; !ok {
						t.Errorf("%s: %s %q out of nothing", form, f, v)
					}
				}
			}
		})
	}
}

func TestTheSignerStandsOnALaterPage(t *testing.T) {
	t.Parallel()
	got := Fields([]Page{{Number: 1, Text: motto}, {Number: 2, Text: "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\nThS. Nguyễn Hoàng Anh Tú\n"}})
	want := map[string]string{Signer: "Nguyễn Hoàng Anh Tú", Position: "PHÓ CHỦ TỊCH", Recipients: "Như trên; Lưu: VT"}
	for _, g := range got.Guesses {
		if g.Page != 2 || g.Value != want[g.Field] {
			t.Errorf("%+v", g)
		}
		delete(want, g.Field)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

// In a picture, one part of the page puts another right, and is never sure of it.
func TestSymbolsAreMended(t *testing.T) {
	t.Parallel()
	units := []string{"Sở Nông nghiệp và Môi trường", "Sở Giáo dục và Đào tạo", "Hội đồng nhân dân xã Phú Mỹ"}
	for _, c := range []struct {
		issuer, number, name string
		ocr                  bool
		want                 string
	}{
		{"SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 12/QD-SNNMT", "QUYẾT ĐỊNH", true, "QĐ-SNNMT"},
		{"SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 12/QĐ-SMNMT", "QUYẾT ĐỊNH", true, "QĐ-SNNMT"},
		{"SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 12/TIr-SGDDT", "TỜ TRÌNH", true, "TTr-SGDDT"}, // without a stroke it agrees
		{"SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 12/KH-SGOĐT", "KẾ HOẠCH", true, "KH-SGDĐT"},
		{"HỘI ĐỒNG NHÂN DÂN XÃ PHÚ MỸ", "Số: 12/NQ-HEND", "NGHỊ QUYẾT", true, "NQ-HĐND"},
		{"HỘI ĐỒNG NHÂN DÂN XÃ PHÚ MỸ", "Số: 12/NQ-HĐÐND", "NGHỊ QUYẾT", true, "NQ-HĐND"},
		{"SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 12/QĐÐ-SNNMT", "QUYẾT ĐỊNH", true, "QĐ-SNNMT"},
		{"SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 12/QĐÐ-SNNMT", "QUYẾT ĐỊNH", false, "QĐĐ-SNNMT"}, // a file says what it says
		{"SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 12/QĐ-SMNMT", "QUYẾT ĐỊNH", false, "QĐ-SMNMT"},   // a file says what it says
		{"SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 12/QĐ-UBND", "QUYẾT ĐỊNH", true, "QĐ-UBND"},
	} {
		got := New(units).Fields([]Page{{Number: 1, Text: c.issuer + "\n" + motto + c.number + "\n\n" + c.name + "\nVề việc\n", OCR: c.ocr}})
		for _, g := range got.Guesses {
			if g.Field != Symbol {
				continue
			}
			printed := strings.HasSuffix(c.number, "/"+c.want)
			if g.Value != c.want || c.ocr && !printed && g.Percent > 80 {
				t.Errorf("%s: %q at %d %%, want %q", c.number, g.Value, g.Percent, c.want)
			}
		}
	}
}

func TestWhatIsReadFromAPictureIsLessSure(t *testing.T) {
	t.Parallel()
	text := motto + "Số: 2306/QĐ-SNV\n"
	typed, seen := Fields([]Page{{Number: 1, Text: text}}), Fields([]Page{{Number: 1, Text: text, OCR: true}})
	for i := range typed.Guesses {
		if seen.Guesses[i].Percent >= typed.Guesses[i].Percent || seen.Guesses[i].Percent > 90 {
			t.Errorf("%+v against %+v", seen.Guesses[i], typed.Guesses[i])
		}
	}
}

// What a paper only mentions must not make it that dossier.
func TestDossiers(t *testing.T) {
	t.Parallel()
	const one, other, third = "H32.15-260310-0012", "000.00.15.H32-251231-00001", "H32-260310-0013"
	for _, c := range []struct {
		name  string
		pages []string
		about string
		all   []string
	}{
		{"a receipt", []string{"Mã hồ sơ: " + one + "\nlặp lại " + one}, one, []string{one}},
		{"another label, on another page", []string{"x", "  2. Số hồ sơ: " + other + "."}, other, []string{other}},
		{"a sentence", []string{"Trường hợp hồ sơ " + one + " được xem xét riêng."}, "", []string{one}},
		{"a label inside a sentence", []string{"Theo nội dung mã hồ sơ: " + one + " của ông An, đề nghị"}, "", []string{one}},
		{"a sentence that begins with a label", []string{"Hồ sơ số " + one + " được chuyển cho cơ quan khác"}, "", []string{one}},
		{"about one, and mentions another", []string{"Mã số hồ sơ: " + third + "\nkèm hồ sơ " + one + " đã trả"}, third, []string{third, one}},
		{"nothing like it", []string{"2026-261340-0001, A-260310-0012, 0123-4567-8901, X1-269999-0001"}, "", nil},
	} {
		var in []Page
		for i, p := range c.pages {
			in = append(in, Page{Number: i + 1, Text: p})
		}
		if got := Fields(in).Dossiers; !slices.Equal(got, c.all) {
			t.Errorf("%s: %q", c.name, got)
		}
		if guess := fields(t, c.pages...)[Dossier]; guess != c.about {
			t.Errorf("%s: about %q", c.name, guess)
		}
	}
	several := Fields([]Page{{Number: 1, Text: "Mã hồ sơ: " + one + "\nMã hồ sơ: " + third}})
	if len(several.Dossiers) != 2 || several.Guesses[0].Percent > 60 {
		t.Errorf("a list of several: %+v", several)
	}
}

func TestFoldKeepsPositions(t *testing.T) {
	t.Parallel()
	l := newLine("Đắk Lắk – “Hoà” 12")
	if l.folded != "dak lak - ?hoa? 12" || len(l.folded) != len(l.raw) {
		t.Errorf("%q", l.folded)
	}
}

func FuzzFields(f *testing.F) {
	f.Add(motto + "Số: 45/TTr -SNV\nKhánh Hòa, ngày 12 tháng 3 năm 2026\nTỜ TRÌNH\nVề việc\n")
	f.Add("Số: /\nS6: l/o-\nV/v\nngày 99 tháng 99 năm 9999")
	f.Add("KT. GIÁM ĐỐC\nA B")
	f.Add("H32-260310-0012 MẬT \xff\u0300")
	f.Fuzz(func(t *testing.T, s string) {
		for field, v := range fields(t, s, s) {
			if !utf8.ValidString(v) || strings.TrimSpace(v) != v || v == "" {
				t.Errorf("%s: %q", field, v)
			}
			if field == Issued {
				if _, err := kpi.ParseDate(v); err != nil {
					t.Error(err)
				}
			}
		}
		Classified(s)
	})
}

// Any words, anywhere: no panic, places inside the page, and the same answer twice.
func FuzzWords(f *testing.F) {
	f.Add("Số: 45/TTr-SNV\nKhánh Hòa, ngày 12 tháng 3 năm 2026\nTỜ TRÌNH\nVề việc", []byte{10, 5, 80, 90, 60, 5, 3}, true)
	f.Add("KT. GIÁM ĐỐC\nNguyễn Văn An\nNơi nhận:\n- Như trên;\nMẬT", []byte{200, 100, 255, 0}, false)
	f.Add("", []byte{}, true)
	r := New([]string{"Sở Nội vụ", "Ủy ban nhân dân tỉnh Hải Giang", ""})
	f.Fuzz(func(t *testing.T, text string, at []byte, seen bool) {
		p := Page{Number: 1, Text: text, OCR: seen, Width: 595, Height: 842}
		n := func(i int) int {
			if len(at) == 0 {
				return 0
			}
			return (int(at[i%len(at)]) - 20) * 5 // outside the page, too
		}
		for i, w := range strings.Fields(text) {
			p.Words = append(p.Words, Word{Text: w, Box: kpi.Place{X: n(i), Y: n(2*i + 1), W: n(i + 3), H: n(i+5) / 10}, Confidence: n(i), Block: n(i) / 100, Line: n(i+1) / 100})
		}
		got := r.Fields([]Page{p, p})
		for _, g := range got.Guesses {
			if b := g.Place; b != nil && (b.X < 0 || b.Y < 0 || b.W < 0 || b.H < 0 || b.X+b.W > 1000 || b.Y+b.H > 1000) {
				t.Errorf("%s at %+v", g.Field, *b)
			}
			if g.Percent < 1 || g.Percent > 100 || !utf8.ValidString(g.Value) || g.Value == "" {
				t.Errorf("%+v", g)
			}
		}
		again := r.Fields([]Page{p, p})
		if len(again.Guesses) != len(got.Guesses) {
			t.Errorf("%d guesses, then %d", len(got.Guesses), len(again.Guesses))
		}
		r.Marked([]Page{p, p})
	})
}
