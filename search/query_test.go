package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// shape writes a parsed query as words, "phrases" and #numbers.
func shape(text string) string {
	words, phrases := parse(text)
	var parts []string
	for _, w := range words {
		parts = append(parts, w.Exact)
	}
	for _, p := range phrases {
		var all []string
		for _, w := range p.Words {
			all = append(all, w.Exact)
		}
		mark := `"`
		if p.Number {
			mark = "#"
		}
		parts = append(parts, mark+strings.Join(all, " ")+mark)
	}
	return strings.Join(parts, " ")
}

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""}, {" .,- ", ""}, {`""`, ""},
		{"Quyết định", "quyết định"},
		{"quyết quyết QUYẾT quyet", "quyết quyet"},
		{"hoà bình hòa", "hòa bình"},
		{`"kinh phí" năm`, `năm "kinh phí"`},
		{`năm "kinh phí`, `năm "kinh phí"`},
		{"“kinh phí” «đào tạo»", `"kinh phí" "đào tạo"`},
		{"12/QĐ-UBND", "#12 qđ ubnd#"},
		{"số 12/QĐ-UBND về", "số về #12 qđ ubnd#"},
		{"QĐ-UBND", "#qđ ubnd#"},
		{`"12/QĐ-UBND"`, "#12 qđ ubnd#"},
		{`"số 12/QĐ-UBND"`, `"số 12 qđ ubnd"`},
		{"45/TTr -KTHT", "#45 ttr ktht#"},
		{"45 / TTr - KTHT", "ktht #45 ttr#"},
		{"45/TTr- KTHT", "#45 ttr ktht#"},
		{"H32.12-261105-0007", "#h32 12 261105 7#"},
		{"kế hoạch - dự toán", "kế hoạch dự toán"},
		{"Điều 2. Kính gửi", "điều 2 kính gửi"},
		{"05/11/2026", "#5 11 2026#"},
	}
	for _, tt := range tests {
		if got := shape(tt.in); got != tt.want {
			t.Errorf("parse(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestNumbersOfAPage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"12/QĐ-UBND", []string{"12/QĐ-UBND"}},
		{"12/QĐ-UBND H32.12-261105-0007", []string{"12/QĐ-UBND", "H32.12-261105-0007"}},
		{"45/TTr -KTHT 7/BC", []string{"45/TTr -KTHT", "7/BC"}},
		{"000.00.12.H32-261105-0007", []string{"000.00.12.H32-261105-0007"}},
	}
	for _, tt := range tests {
		if got := numbers(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("numbers(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestNear(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query, word string
		want        bool
	}{
		{"quyat", "quyet", true}, {"quyett", "quyet", true}, {"uyet", "quyet", true}, {"quye", "quyet", true}, {"qyuet", "quyet", true},
		{"nguy", "nguyen", true}, {"nguyen", "nguy", false}, {"quaat", "quyet", false}, {"ab", "abc", false},
		{"2026", "2025", false}, {"h32", "h33", false}, {"abc", "bca", false}, {"abc", "abc", true},
	}
	for _, tt := range tests {
		if got := near(tt.query, tt.word); got != tt.want {
			t.Errorf("near(%q, %q) = %v", tt.query, tt.word, got)
		}
	}
}

func FuzzQueryAndSnippet(f *testing.F) {
	f.Add("quyết định", "Nay quyết định cấp kinh phí")
	f.Add(`"kinh phí" 12/QĐ-UBND`, "số 12/QĐ -UBND kinh phí\n\x00")
	f.Add(strings.Repeat(`"a" `, 100), strings.Repeat("a . ", 300))
	f.Add("\xff\"e\u0301", "e\u0301 \xff")
	f.Fuzz(func(t *testing.T, query, text string) {
		words, phrases := parse(query)
		if len(words) > maxWords || len(phrases) > maxPhrases {
			t.Fatalf("%d words, %d phrases", len(words), len(phrases))
		}
		for _, p := range phrases {
			if len(p.Words) == 0 || len(p.Words) > maxPhrase {
				t.Fatalf("phrase of %d words", len(p.Words))
			}
		}
		text = prepare(Page{Text: text}).Text
		m := newMarker(words, phrases)
		for limit, fragments := range map[int][]Fragment{snippetChars: m.snippet(text), titleChars: m.title(text)} {
			var all strings.Builder
			for i, frag := range fragments {
				if frag.Text == "" || i > 0 && fragments[i-1].Mark == frag.Mark {
					t.Fatalf("fragments are not joined: %+v", fragments)
				}
				all.WriteString(frag.Text)
			}
			if n := utf8.RuneCountInString(all.String()); n > limit+12 {
				t.Fatalf("%d characters of %d: %q", n, limit, all.String())
			}
			if !utf8.ValidString(all.String()) || strings.ContainsAny(all.String(), "\n\x00") {
				t.Fatalf("not fit to be shown: %q", all.String())
			}
		}
	})
}

func TestBoundLeavesWholeCharacters(t *testing.T) {
	t.Parallel()
	for pad := range 4 {
		s := strings.Repeat("x", pad) + strings.Repeat("ế", maxQueryBytes)
		got := bound(s)
		if !strings.HasPrefix(s, got) || len(got) > maxQueryBytes || len(got) < maxQueryBytes-8 {
			t.Errorf("pad %d: %d bytes", pad, len(got))
		}
	}
	if got := bound("ngắn"); got != "ngắn" {
		t.Errorf("bound cut %q", got)
	}
}
