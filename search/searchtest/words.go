package searchtest

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"minhchung/search"
)

func words() map[string]func(*testing.T, *bench) {
	return map[string]func(*testing.T, *bench){
		"are found with and without marks": func(_ *testing.T, b *bench) {
			b.put(text(1, "Quyết định về kinh phí"), text(2, "Báo cáo công tác"))
			for _, q := range []string{"quyết định", "quyet dinh", "QUYẾT ĐỊNH", "quyet định", norm.NFD.String("Quyết định"), "dinh", "định"} {
				b.finds(q, 1)
			}
		},
		"are found in decomposed text and title": func(_ *testing.T, b *bench) {
			b.put(search.Page{Product: 1, Page: 1, Title: norm.NFD.String("Tờ trình"), Text: norm.NFD.String("Ủy ban nhân dân huyện Đức Thọ")})
			for _, q := range []string{"tờ trình", "đức thọ", "duc tho", "uy ban nhan dan"} {
				b.finds(q, 1)
			}
		},
		"are one word in both schools of tone marks": func(_ *testing.T, b *bench) {
			b.put(text(1, "xã Hoà Bình, Uỷ ban, thuỷ lợi"), text(2, "xã Hòa Bình, Ủy ban, thủy lợi"))
			for _, q := range []string{"hòa bình", "hoà bình", "uỷ ban", "ủy ban", "thuỷ lợi", "thủy lợi"} {
				b.ranks(q, 1, 2)
			}
		},
		"with the typed marks rank first": func(_ *testing.T, b *bench) {
			b.put(
				text(1, strings.Repeat("ma ", 200)),
				text(2, strings.Repeat("mà ", 200)),
				text(3, "một con má ở trong rất nhiều những từ khác của trang này"),
				text(4, strings.Repeat("mả ", 200)),
			)
			if got := products(b.search(search.Query{Text: "má"})); len(got) != 4 || got[0] != 3 {
				b.t.Errorf("search má = %v, want 4 products, 3 first", got)
			}
		},
		"in the title rank before the same in the text": func(_ *testing.T, b *bench) {
			b.put(text(1, "chuyển đổi số"), search.Page{Product: 2, Page: 1, Title: "Chuyển đổi số", Text: "nội dung"})
			b.ranks("chuyển đổi số", 2, 1)
		},
		"must all be on one page": func(_ *testing.T, b *bench) {
			b.put(text(1, "kinh phí tập huấn"), text(2, "kinh phí"), text(3, "tập huấn"))
			b.finds("kinh tập", 1)
			b.put(search.Page{Product: 4, Page: 1, Title: "Tờ trình", Text: "mua sắm"})
			b.finds("trình sắm", 4) // title and text count as one page
		},
		"are mostly enough where no page has all": func(t *testing.T, b *bench) {
			b.put(text(1, "quyết định phê duyệt dự toán"), text(2, "báo cáo"))
			res := b.search(search.Query{Text: "quyết định phê duyệt dự toán kinhxyz"})
			if len(res.Hits) != 1 || res.Hits[0].Product != 1 || !res.Relaxed {
				t.Errorf("got %+v, want product 1, relaxed", res)
			}
			if res := b.search(search.Query{Text: "quyết định"}); res.Relaxed {
				t.Error("a page with all words is called relaxed")
			}
		},
		"are found misspelt": func(_ *testing.T, b *bench) {
			b.put(text(1, "nghị quyết chuyên đề"), text(2, "thông báo"))
			for _, q := range []string{"nghj quyet", "quyett", "uyet", "quyat", "quyte chuyen"} {
				b.finds(q, 1)
			}
			b.finds("quaat") // two steps
		},
		"are found unfinished": func(_ *testing.T, b *bench) {
			b.put(text(1, "nguyên tắc"), text(2, "thông báo"))
			b.finds("nguy", 1)
			b.finds("thon", 2)
		},
		"that exist are not taken for others": func(_ *testing.T, b *bench) {
			b.put(text(1, "quyền lợi"), text(2, "quyết tâm"), text(3, "quyển vở"))
			b.finds("quyết", 2)
			b.finds("quyen", 1, 3)
		},
		"with digits are never taken for others": func(_ *testing.T, b *bench) {
			b.put(text(1, "năm 2026"), text(2, "năm 2025 và 20261, mã H3214"))
			b.finds("H3215")
			b.finds("2026", 1)
			b.finds("2027")
			b.finds("202")
		},
		"too short to be misspelt are exact": func(_ *testing.T, b *bench) {
			b.put(text(1, "an ninh"))
			b.finds("am")
			b.finds("a")
			b.finds("an", 1)
		},
		"may be very long": func(_ *testing.T, b *bench) {
			long := strings.Repeat("x", 5000)
			b.put(text(1, "đầu "+long+" cuối"), text(2, "đầu"))
			b.finds("cuối", 1)
			b.finds(long, 1)
		},
	}
}

func numbers() map[string]func(*testing.T, *bench) {
	return map[string]func(*testing.T, *bench){
		"are found in every spelling": func(_ *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 1, Number: "12/QĐ-UBND", Text: "x"},
				search.Page{Product: 2, Page: 1, Number: "112/QĐ-UBND", Text: "x"},
				search.Page{Product: 3, Page: 1, Number: "12/TB-HĐND", Text: "x"},
			)
			for _, q := range []string{"12/qd-ubnd", "12/QĐ-UBND", "12/QD-UBND", "012/qđ-ubnd", "12 / QĐ - UBND", "12/QĐ -UBND", `"12/QĐ-UBND"`} {
				b.finds(q, 1)
			}
			b.finds("QĐ-UBND", 1, 2)
			b.finds("12", 1, 3)
		},
		"with the spaces of a scan are found": func(_ *testing.T, b *bench) {
			b.put(text(1, "Số: 45/TTr -KTHT  Hà Nội"), search.Page{Product: 2, Page: 1, Number: "46/TTr -KTHT 7/BC-UBND", Text: "x"})
			b.finds("45/TTr-KTHT", 1)
			b.finds("45/ttr -ktht", 1)
			b.finds("46/ttr-ktht", 2)
			b.finds("7/bc-ubnd", 2)
			b.finds("TTr-KTHT", 1, 2)
		},
		"of dossiers are found whole and in part": func(_ *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 1, Number: "H32.12-261105-0007", Text: "x"},
				search.Page{Product: 2, Page: 1, Number: "12/QĐ-UBND H32.12-261105-0008", Text: "x"},
				search.Page{Product: 3, Page: 1, Text: "mã hồ sơ H32.12-261105-0007."},
			)
			b.finds("H32.12-261105-0007", 1, 3)
			b.finds("h32.12-261105-0008", 2)
			b.finds("261105-0008", 2)
			b.finds("H32.12-261105", 1, 2, 3)
		},
		"of a product rank before those its text cites": func(_ *testing.T, b *bench) {
			b.put(
				text(1, strings.Repeat("căn cứ 5/QĐ-UBND ", 20)),
				search.Page{Product: 2, Page: 1, Number: "05/QĐ-UBND", Text: strings.Repeat("nội dung khác ", 100)},
				search.Page{Product: 3, Page: 1, Number: "5/QĐ-UBND-VP", Text: strings.Repeat("căn cứ 5/QĐ-UBND ", 20)},
			)
			b.ranks("5/QĐ-UBND", 2, 3, 1)
		},
		"narrow words and words numbers": func(_ *testing.T, b *bench) {
			b.put(
				search.Page{Product: 1, Page: 1, Number: "5/QĐ-UBND", Title: "Kinh phí"},
				search.Page{Product: 2, Page: 1, Number: "6/QĐ-UBND", Title: "Kinh phí"},
			)
			b.finds("kinh phí 6/qd-ubnd", 2)
		},
	}
}

func phrases() map[string]func(*testing.T, *bench) {
	return map[string]func(*testing.T, *bench){
		"need their words in order": func(_ *testing.T, b *bench) {
			b.put(text(1, "kinh phí hoạt động"), text(2, "phí kinh hoạt động"), text(3, "kinh tế, phí"))
			b.finds(`"kinh phí"`, 1)
			b.finds(`"kinh phi"`, 1)
			b.finds(`“hoạt động”`, 1, 2)
			b.finds(`"phí hoạt động"`, 1)
		},
		"are not made of pairs in different places": func(t *testing.T, b *bench) {
			b.put(
				text(1, "ủy ban nhân, rồi ban nhân dân, rồi ủy ban"),
				text(2, "ủy ban nhân dân"),
				text(3, "một hai ba; ba bốn; hai ba bốn"),
			)
			b.finds(`"ủy ban nhân dân"`, 2)
			b.finds(`"một hai ba bốn"`)
			if res := b.search(search.Query{Text: `"ủy ban nhân dân"`}); res.Total != 1 || !res.Exact {
				t.Errorf("total %d exact %v, want 1 true", res.Total, res.Exact)
			}
		},
		"do not reach from the title into the text": func(_ *testing.T, b *bench) {
			b.put(search.Page{Product: 1, Page: 1, Title: "Báo cáo", Number: "1/BC-UBND", Text: "tháng mười"})
			b.finds(`"cáo tháng"`)
			b.finds(`"báo cáo"`, 1)
		},
		"ignore punctuation and line ends": func(_ *testing.T, b *bench) {
			b.put(text(1, "Độc lập - Tự do -\nHạnh phúc"))
			b.finds(`"độc lập tự do hạnh phúc"`, 1)
		},
		"of one word are that word alone": func(_ *testing.T, b *bench) {
			b.put(text(1, "quyết"))
			b.finds(`"quyet"`, 1)
			b.finds(`"quyat"`)
		},
		"may lack the closing quote": func(_ *testing.T, b *bench) {
			b.put(text(1, "kinh phí"), text(2, "phí kinh"))
			b.finds(`"kinh phí`, 1)
		},
		"combine with words": func(_ *testing.T, b *bench) {
			b.put(text(1, "kinh phí đào tạo"), text(2, "kinh phí mua sắm"))
			b.finds(`"kinh phí" mua`, 2)
		},
	}
}
