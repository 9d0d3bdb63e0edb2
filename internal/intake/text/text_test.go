package text

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Tờ trình":                       "Tờ trình",
		norm.NFD.String("Tờ trình Đắk"):  "Tờ trình Đắk",
		"a\x00b\r\nc\rd  \n\n":           "ab\nc\nd",
		"a\u00a0b\tc\u00ad\ufeff\u200bd": "a b cd",
		"\xff\xfea":                      "\uFFFDa",
		"o\x00\u0302":                    "ô",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Xin chào":                   "Xin chào",
		"\xef\xbb\xbfXin chào":       "Xin chào",
		"\xff\xfeX\x00i\x00n\x00":    "Xin",
		"\xfe\xff\x00X\x00i\x1e\xa1": "Xiạ",
		"một\fhai":                   "một|hai",
		"":                           "",
		"C\xa8n c\xf8 Ngh\xde \xae\xdenh c\xf1a Ch\xddnh ph\xf1 v\xd2 c\xabng t\xb8c v\xa8n th\xad": "Căn cứ Nghị định của Chính phủ về công tác văn thư",
	} {
		got, err := Plain([]byte(in))
		if err != nil || strings.Join(texts(got), "|") != want {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	for _, in := range []string{"\xff\xff\xff", "a\x00b", "Ti\xd5ng Vi\xd6t"} {
		if got, err := Plain([]byte(in)); !errors.Is(err, ErrEncoding) {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
}

func texts(pages []Page) []string {
	var all []string
	for _, p := range pages {
		all = append(all, p.Text)
	}
	return all
}

func TestJudgement(t *testing.T) {
	t.Parallel()
	vietnamese := "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư; giá trị ± 5 °C, 12 m², 3 µm."
	tcvn3 := "C¨n cø NghÞ ®Þnh sè 30/2020/N§-CP cña ChÝnh phñ vÒ c«ng t¸c v¨n th\u00ad; xÐt ®Ò nghÞ cña Gi¸m ®èc Së Néi vô t¹i Tê tr×nh sè 45 ngµy 12 th¸ng 3"
	if Sparse(vietnamese) || Garbled(vietnamese) {
		t.Error("good text is refused")
	}
	if !Garbled(tcvn3) {
		t.Error("TCVN3 is taken for text")
	}
	if !Sparse(" 1 \n\n- 2 -") || Garbled("") {
		t.Error("a page number is taken for text")
	}
}

func FuzzClean(f *testing.F) {
	f.Add("Tờ\x00 trình\r\n")
	f.Add("e\u200b\u0302\u0301")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || strings.ContainsAny(got, "\x00\r\t\f") {
			t.Errorf("%q: %q", s, got)
		}
		if again := Clean(got); again != got {
			t.Errorf("%q: cleaned twice gives %q", got, again)
		}
		Garbled(got)
		Sparse(got)
	})
}

func TestPlainCutsLongPages(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{"lines": "một dòng chữ\n", "words": "chữ và chữ ", "letters": "ữ"} {
		whole := strings.Repeat(unit, 200_000/len(unit))
		pages, err := Plain([]byte("đầu\f" + whole))
		if err != nil || len(pages) < 200_000/MaxPage || pages[0].Text != "đầu" {
			t.Fatalf("%s: %d pages, %v", name, len(pages), err)
		}
		space := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := space(strings.Join(texts(pages)[1:], "")); got != space(whole) {
			t.Errorf("%s: %d letters came out of %d", name, len(got), len(space(whole)))
		}
		for i, p := range texts(pages) {
			if len(p) > MaxPage || !utf8.ValidString(p) || name == "lines" && i > 0 && !strings.HasPrefix(p, "một dòng") {
				t.Errorf("%s: page %d of %d bytes begins %q", name, i, len(p), p[:min(len(p), 40)])
			}
		}
	}
}
