package legacy

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// encode writes Unicode text in an old encoding, as the keyboards of that time did:
// the tests' own way, from the same tables, read backwards.
func encode(s string, e Encoding) string {
	var b strings.Builder
	to := []rune(letters)
	old := strings.Fields(vni)
	for _, r := range norm.NFC.String(s) {
		i := -1
		for j, l := range to {
			if l == unicode.ToLower(r) {
				i = j
			}
		}
		switch capital := unicode.IsUpper(r); {
		case i < 0:
			b.WriteRune(r)
		case e == VNI && capital:
			b.WriteString(strings.ToUpper(old[i]))
		case e == VNI:
			b.WriteString(old[i])
		case capital && strings.ContainsRune(capitals, r):
			b.WriteRune([]rune(tcvn3Capitals)[slices.Index([]rune(capitals), r)])
		default:
			b.WriteRune([]rune(tcvn3)[i])
		}
	}
	return b.String()
}

// syllables are all that can be: 27 onsets and none, 160 rimes, 6 tones.
func syllables() []string {
	marks := []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
	var all []string
	for _, o := range append([]string{""}, strings.Fields(onsets)...) {
		for _, r := range strings.Fields(rimes) {
			for _, m := range marks {
				v := []rune(r)
				at := strings.IndexFunc(r, func(r rune) bool { return strings.ContainsRune("aăâeêioôơuưy", r) })
				for i, c := range v { // on the second vowel when there is one with a mark of its own
					if strings.ContainsRune("ăâêôơư", c) {
						at = len(string(v[:i]))
					}
				}
				w := norm.NFC.String(o + r[:at] + string([]rune(r[at:])[:1]) + m + string([]rune(r[at:])[1:]))
				if Syllable(w) {
					all = append(all, w)
				}
			}
		}
	}
	return all
}

func TestEverySyllableComesBack(t *testing.T) {
	t.Parallel()
	all := syllables()
	if len(all) < 15_000 {
		t.Fatalf("only %d syllables", len(all))
	}
	for _, w := range all {
		up := strings.ToUpper(w)
		title := string(unicode.ToUpper([]rune(w)[0])) + string([]rune(w)[1:])
		for _, e := range []Encoding{TCVN3, VNI} {
			if got := Convert(encode(w, e), e); got != w {
				t.Fatalf("%s: %q is %q and comes back as %q", e, w, encode(w, e), got)
			}
			// TCVN3 has no toned capitals: the line around them tells.
			if got := Convert(encode("HỘI "+up, e), e); got != "HỘI "+up {
				t.Fatalf("%s: %q is %q and comes back as %q", e, up, encode(up, e), got)
			}
			if first := []rune(title)[0]; e == VNI || first < 0x80 || strings.ContainsRune(capitals, first) {
				if got := Convert(encode(title, e), e); got != title {
					t.Fatalf("%s: %q is %q and comes back as %q", e, title, encode(title, e), got)
				}
			}
		}
	}
	t.Logf("%d syllables, there and back in two encodings", len(all))
}

// Written down from papers of the time, not made by encode.
func TestOldTextIsConverted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		e        Encoding
		old, new string
	}{
		{TCVN3, "C¨n cø NghÞ ®Þnh sè 30/2020/N§-CP cña ChÝnh phñ vÒ c«ng t¸c v¨n th\u00ad; xÐt ®Ò nghÞ cña Gi¸m ®èc Së Néi vô",
			"Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư; xét đề nghị của Giám đốc Sở Nội vụ"},
		{TCVN3, "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\n§éc lËp - Tù do - H¹nh phóc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"},
		{TCVN3, "ñY BAN NH¢N D¢N tr-êng häc ng-êi d©n th-¬ng m¹i c«ng v¨n", "ỦY BAN NHÂN DÂN trường học người dân thương mại công văn"},
		{VNI, "Caên cöù Nghò ñònh soá 30/2020/NÑ-CP cuûa Chính phuû veà coâng taùc vaên thö; xeùt ñeà nghò cuûa Giaùm ñoác Sôû Noäi vuï",
			"Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư; xét đề nghị của Giám đốc Sở Nội vụ"},
		{VNI, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM\nÑoäc laäp - Töï do - Haïnh phuùc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"},
	} {
		got, e := Repair(c.old)
		if e != c.e || got != c.new {
			t.Errorf("%q: %s\n%q, want\n%q", c.old, e, got, c.new)
		}
		mixed := "Dòng này đã là Unicode từ đầu: được, những, ưu tiên.\n" + c.old
		if got, _ := Repair(mixed); got != "Dòng này đã là Unicode từ đầu: được, những, ưu tiên.\n"+c.new {
			t.Errorf("beside Unicode: %q", got)
		}
	}
}

func TestSyllable(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields("nghiêng Quốc quyết khuỷu giữa gìn gì hoà hòa thuý thúy ĐƯỜNG nguyễn uỷ ủy yêu oanh quý quà khoẻ xoong a ở") {
		if !Syllable(w) {
			t.Errorf("%q is none", w)
		}
	}
	for _, w := range strings.Fields("été où' œuvre naïve Schmidt việtt càc mậc̀ für là̀ the quick bcd") {
		if Syllable(w) && w != "the" {
			t.Errorf("%q is one", w)
		}
	}
}

func FuzzRepair(f *testing.F) {
	f.Add("C¨n cø NghÞ ®Þnh sè 30 cña ChÝnh phñ vÒ c«ng t¸c v¨n th\u00ad")
	f.Add("Caên cöù Nghò ñònh soá 30/2020/NÑ-CP cuûa Chính phuû veà")
	f.Fuzz(func(t *testing.T, s string) {
		got, e := Repair(s)
		if e == "" && got != s {
			t.Errorf("%q became %q", s, got)
		}
		for _, e := range []Encoding{TCVN3, VNI} {
			Convert(s, e)
		}
	})
}
