package searchtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"minhchung/search"
)

// Corpus yields n products of one to four pages of about 300 words. Words are
// as unequally frequent as in a language, keys as in a province of 200 units
// where one product in five is open to all. The same seed gives the same pages.
func Corpus(seed uint64, n int) iter.Seq[[]search.Page] {
	return func(yield func([]search.Page) bool) {
		g := generator{r: rand.New(rand.NewPCG(seed, 1)), vocabulary: vocabulary()}
		g.zipf = rand.NewZipf(g.r, 1.07, 8, uint64(len(g.vocabulary)-1))
		for i := range n {
			if !yield(g.product(int64(i + 1))) {
				return
			}
		}
	}
}

// CorpusUnits is how many units the products of Corpus belong to, with keys
// "unit:0" and so on.
const CorpusUnits = 200

type generator struct {
	r          *rand.Rand
	zipf       *rand.Zipf
	vocabulary []string
}

func (g *generator) product(id int64) []search.Page {
	unit := g.r.IntN(CorpusUnits)
	kind := [...]string{"QĐ", "TTr", "BC", "KH", "TB", "CV"}[g.r.IntN(6)]
	number := fmt.Sprintf("%d/%s-UBND", g.r.IntN(5000)+1, kind)
	p := search.Page{
		Product: id,
		Title:   g.words(12),
		Number:  fmt.Sprintf("%s H%d.%d-26%02d%02d-%04d", number, 30+g.r.IntN(5), g.r.IntN(40), 1+g.r.IntN(12), 1+g.r.IntN(28), g.r.IntN(9999)),
		Keys:    []string{fmt.Sprintf("unit:%d", unit), fmt.Sprintf("official:%d", unit*25+g.r.IntN(25))},
		Facets:  map[string]string{"type": kind, "unit": fmt.Sprint(unit), "year": fmt.Sprint(2024 + g.r.IntN(3))},
	}
	if g.r.IntN(5) == 0 {
		p.Keys = append(p.Keys, "open")
	}
	pages := make([]search.Page, 1+g.r.IntN(4))
	for i := range pages {
		p.Page = i + 1
		p.Text = g.words(260 + g.r.IntN(80))
		if i == 0 {
			p.Text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: " + number + "\n" + p.Text
		}
		pages[i] = p
	}
	return pages
}

func (g *generator) words(n int) string {
	var s strings.Builder
	for i := range n {
		if i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(g.vocabulary[g.zipf.Uint64()])
	}
	return s.String()
}

// vocabulary is syllables: those of the office first, which makes them the
// frequent ones, then about 6,000 that are built as the language builds them.
func vocabulary() []string {
	all := strings.Fields(`và của các về theo quyết định ủy ban nhân dân huyện xã tỉnh kinh phí kế hoạch báo cáo thực hiện công tác
		năm tháng ngày số phòng cán bộ chức viên đơn vị tổ nội dung quy chế nghị tờ trình thông tư hướng dẫn triển khai đào tạo dự toán mua
		sắm hồ sơ thủ tục hành chính giải đúng hạn trễ đánh giá chỉ tiêu kết quả minh chứng sản phẩm thẩm phê duyệt chủ tịch giám đốc`)
	initials := strings.Fields("b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x")
	finals := strings.Fields(`a á à ả ã ạ an án àn ang áng àng anh ánh ành ao áo ào ay áy ày ăn ắn ằn âm ấm ầm ân ấn ần âu ấu ầu e é è em en ên ến ền
		ênh êu i í ì inh ính ình iên iến iền iêu iếu iều o ó ò oa óa òa oan oán oàn on ón òn ong óng òng ô ố ồ ôn ốn ồn ông ống ồng ơ ớ ờ ơi ới ời u ú
		ù ung úng ùng uôn uốn uồn ư ứ ừ ưng ứng ừng ương ướng ường ươi ưới ười uy úy ùy uyên uyến uyền`)
	for _, f := range finals {
		for _, i := range initials {
			all = append(all, i+f)
		}
	}
	return all
}
