package vietnamese_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/search/vietnamese"
)

func TestFold(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""},
		{"Quyết định", "quyet dinh"},
		{norm.NFD.String("Quyết định"), "quyet dinh"},
		{"ĐƯỜNG đường", "duong duong"},
		{"TĨNH TỈNH", "tinh tinh"},
		{"12/QĐ-UBND", "12/qd-ubnd"},
		{"ăâêôơư ẠẶỆỘỢỰỴ", "aaeoou aaeoouy"},
		{"plain ASCII", "plain ascii"},
		{"bad\xffbyte đ", "bad\uFFFDbyte d"},
	}
	for _, tt := range tests {
		if got := vietnamese.Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestNormalizeTone(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"hòa", "hòa"}, {"hoà", "hòa"}, {"HOÀ", "HÒA"}, {"Hoà Bình", "Hòa Bình"},
		{"khoẻ", "khỏe"}, {"khỏe", "khỏe"},
		{"thuỷ", "thủy"}, {"uỷ ban", "ủy ban"}, {"Ủy ban", "Ủy ban"}, {"tuỳ", "tùy"}, {"luỹ", "lũy"}, {"huỷ", "hủy"}, {"hoạ", "họa"},
		{"hoàn", "hoàn"}, {"hòan", "hoàn"}, {"tòan", "toàn"}, {"ngoài", "ngoài"}, {"xoáy", "xoáy"}, {"huỳnh", "huỳnh"}, {"hùynh", "huỳnh"},
		{"quý", "quý"}, {"qúy", "quý"}, {"QUÝ", "QUÝ"}, {"quỹ", "quỹ"},
		{"khuỷu", "khuỷu"}, {"nguyễn", "nguyễn"}, {"khoản", "khoản"}, {"ngoằn ngoèo", "ngoằn ngoèo"},
		{"của", "của"}, {"múa", "múa"}, {"già", "già"}, {"oà", "òa"},
	}
	for _, tt := range tests {
		if got := vietnamese.NormalizeTone(tt.in); got != tt.want {
			t.Errorf("NormalizeTone(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in            string
		exact, folded []string
	}{
		{"", nil, nil},
		{"… — // !", nil, nil},
		{"Số: 12/QĐ-UBND", []string{"số", "12", "qđ", "ubnd"}, []string{"so", "12", "qd", "ubnd"}},
		{"45/TTr -KTHT", []string{"45", "ttr", "ktht"}, []string{"45", "ttr", "ktht"}},
		{"H32.12-261105-0007", []string{"h32", "12", "261105", "7"}, []string{"h32", "12", "261105", "7"}},
		{"05/2026, 000", []string{"5", "2026", "0"}, []string{"5", "2026", "0"}},
		{"Hoà = Hòa = " + norm.NFD.String("Hòa"), []string{"hòa", "hòa", "hòa"}, []string{"hoa", "hoa", "hoa"}},
		{"kinh\u00ADphí\n\tmột", []string{"kinhphí", "một"}, []string{"kinhphi", "mot"}},
		{"\u0301 a", []string{"a"}, []string{"a"}},
	}
	for _, tt := range tests {
		var exact, folded []string
		for w := range vietnamese.Words(tt.in) {
			exact, folded = append(exact, w.Exact), append(folded, w.Folded)
		}
		if !slices.Equal(exact, tt.exact) || !slices.Equal(folded, tt.folded) {
			t.Errorf("Words(%q) = %q %q, want %q %q", tt.in, exact, folded, tt.exact, tt.folded)
		}
	}
}

func TestLongWordIsCoveredButNotComparedWhole(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ắ", 10_000)
	for w := range vietnamese.Words(long) {
		if w.End != len(long) || utf8.RuneCountInString(w.Exact) != vietnamese.MaxWord || len(w.Folded) != vietnamese.MaxWord {
			t.Fatalf("End %d of %d, %d characters compared", w.End, len(long), utf8.RuneCountInString(w.Exact))
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, s := range []string{"", "Quyết định số 05/QĐ-UBND", "hoà hòan qúy thuỷ", norm.NFD.String("Thuỷ ệ đ"), "İK\u212BΩẞ", "\xff\u0301a\u00ad", "가각"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		nfc := vietnamese.NFC(s)
		if !utf8.ValidString(nfc) || vietnamese.NFC(nfc) != nfc {
			t.Fatalf("NFC(%q) is not stable: %q", s, nfc)
		}
		tone := vietnamese.NormalizeTone(nfc)
		if again := vietnamese.NormalizeTone(tone); again != tone {
			t.Fatalf("NormalizeTone moves twice: %q %q %q", nfc, tone, again)
		}
		if vietnamese.Fold(tone) != vietnamese.Fold(nfc) {
			t.Fatalf("NormalizeTone(%q) = %q changes letters", nfc, tone)
		}
		folded := vietnamese.Fold(s)
		if again := vietnamese.Fold(folded); again != folded {
			t.Fatalf("Fold folds twice: %q %q %q", s, folded, again)
		}
		if strings.ContainsFunc(norm.NFD.String(folded), func(r rune) bool { return unicode.Is(unicode.Mn, r) || r == 'đ' }) {
			t.Fatalf("Fold(%q) = %q keeps a mark", s, folded)
		}
		last := 0
		for w := range vietnamese.Words(s) {
			if w.Start < last || w.End <= w.Start || w.End > len(s) || w.Folded == "" || w.Exact == "" {
				t.Fatalf("Words(%q) yields %+v after %d", s, w, last)
			}
			last = w.End
		}
	})
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 11 năm 2026 của Ủy ban nhân dân xã về kinh phí. ", 16)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range vietnamese.Words(text) { //nolint:revive // only the walk is measured
		}
	}
}
