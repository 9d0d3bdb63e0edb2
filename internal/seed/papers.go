package seed

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"minhchung/internal/kpi"
	"minhchung/internal/seed/paper"
)

const (
	place     = "An Bình Minh"
	committee = "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH MINH"
	council   = "HỘI ĐỒNG NHÂN DÂN PHƯỜNG AN BÌNH MINH"
)

// papers writes every document out and numbers each series in order of its days.
func (b *builder) papers() {
	type series struct{ issuer, symbol string }
	order := map[series][]int{}
	var all []series
	for i, row := range b.src.documents {
		doc := &b.office.Documents[i]
		doc.Paper = b.paper(row, *doc)
		doc.Signing = b.signing(row)
		s := series{doc.Paper.Issuer, doc.Paper.Symbol}
		if order[s] == nil {
			all = append(all, s)
		}
		order[s] = append(order[s], i)
	}
	d := b.dice(diceNumbers)
	for _, s := range all {
		slices.SortStableFunc(order[s], func(i, j int) int {
			return b.office.Documents[i].CompletedOn.Compare(b.office.Documents[j].CompletedOn)
		})
		n := 12 + d.IntN(240)
		for _, i := range order[s] {
			if s.symbol != "" {
				n += 1 + d.IntN(4)
				b.office.Documents[i].Paper.Number = n
			}
		}
	}
	for i := range b.office.Documents {
		doc := &b.office.Documents[i]
		doc.FileName = fileName(*doc)
	}
}

func fileName(doc Document) string {
	name := strings.ReplaceAll(doc.Paper.Reference(), "/", "_")
	switch {
	case doc.Scan:
		name = "Scan_" + strings.ReplaceAll(doc.CompletedOn.String(), "-", "") + "_" + doc.Key
	case name == "":
		name = "Giấy hẹn " + doc.Paper.DossierCode
	}
	return name + ".pdf"
}

// unitCode maps the short names of issuers to divisions.
func unitCode(from string) string {
	return map[string]string{"VP": "H99.12.01", "KT": "H99.12.02", "VX": "H99.12.03", "TT": "H99.12.04"}[from]
}

func (b *builder) unit(code string) Unit {
	for _, u := range b.office.Units {
		if u.Code == code {
			return u
		}
	}
	panic(fmt.Sprintf("seed: no unit %q", code))
}

func (b *builder) paper(row documentRow, doc Document) paper.Paper {
	author := b.unit(b.person(row.By).Unit)
	p := paper.Paper{
		TypeCode: row.Type, TypeName: typeName(row.Type), Place: place, Date: doc.CompletedOn, Excerpt: row.About,
		To: row.To, Bases: bases(row.Law), Stamped: true, Sign: b.signature(row),
	}
	switch row.From {
	case "UBND":
		p.Issuer, p.Symbol = committee, row.Type+"-UBND"
		if row.Type == "CV" {
			p.Symbol = "UBND-" + author.Symbol
		}
	case "HĐND":
		p.Issuer, p.Symbol = council, row.Type+"-HĐND"
	default:
		u := b.unit(unitCode(row.From))
		p.Superior, p.Issuer, p.Symbol = committee, strings.ToUpper(u.Name), row.Type+"-"+u.Symbol
		if row.Type == "CV" {
			p.Symbol = u.Symbol
		}
	}
	if len(row.Head) > 0 {
		p.Table = &paper.Table{Head: row.Head, Rows: row.Rows, Widths: []float64{1, 5, 3, 2.4}[:len(row.Head)]}
	}
	b.frame(&p, row, author)
	return p
}

// frame adds what papers of a type have in common.
func (b *builder) frame(p *paper.Paper, row documentRow, author Unit) {
	month := fmt.Sprintf("tháng %d năm %d", int(p.Date.Start().Month()), p.Date.Year())
	keep := "Lưu: VT, " + author.Symbol
	issuer := author.Name
	if row.From == "UBND" {
		issuer = "Ủy ban nhân dân phường"
	}
	p.Paragraphs = row.Text
	switch row.Type {
	case "CV":
		p.TypeCode = ""
		p.Closing = []string{"Rất mong nhận được sự quan tâm phối hợp; mọi vướng mắc xin liên hệ " + author.Name + " để được giải đáp./."}
		p.Recipients = []string{"Như trên", keep}
	case "QĐ":
		p.Competence, p.Resolution = "CHỦ TỊCH "+committee, "QUYẾT ĐỊNH:"
		p.Bases = append(p.Bases, "Theo đề nghị của "+b.person(headOf(row.By)).Post+" "+shortName(author))
		p.Recipients = []string{"Như Điều " + strconv.Itoa(len(row.Text)), "Thường trực HĐND phường (để b/c)", keep}
	case "NQ":
		p.Competence, p.Resolution = council, "QUYẾT NGHỊ:"
		p.Recipients = []string{"Thường trực HĐND phường", "Các đại biểu HĐND phường", keep}
	case "BC":
		p.Paragraphs = append([]string{"Thực hiện chương trình công tác " + month + ", " + issuer + " tổng hợp, báo cáo kết quả như sau:"}, row.Text...)
		p.Closing = []string{"Trên đây là báo cáo của " + issuer + ", kính gửi cấp trên xem xét, cho ý kiến chỉ đạo./."}
		p.Recipients = []string{"Chủ tịch, Phó Chủ tịch UBND phường (để b/c)", "Các phòng, Trung tâm", keep}
	case "TTr":
		p.Closing = []string{"Kính trình xem xét, quyết định./."}
		p.Recipients = []string{"Như trên", keep}
	case "KH", "CTr", "HD":
		p.Closing = []string{"Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về " + author.Name + " để tổng hợp, báo cáo Chủ tịch xem xét./."}
		p.Recipients = []string{"Chủ tịch, Phó Chủ tịch UBND phường (để b/c)", "Các đơn vị, khu phố (để t/h)", keep}
	case "BB":
		p.Paragraphs = append([]string{"Hôm nay, " + vietnameseDay(p.Date) + ", tại " + place + ", chúng tôi tiến hành lập biên bản với nội dung sau:"}, row.Text...)
		p.Closing = []string{"Biên bản được đọc lại cho mọi người cùng nghe, thống nhất và ký tên dưới đây./."}
		p.CoSign = &paper.Signature{Position: "NGƯỜI GHI BIÊN BẢN", Name: b.person(row.By).Name}
	case "TB", "GM":
		p.Closing = []string{"Đề nghị các tổ chức, cá nhân liên quan thực hiện đúng nội dung trên./."}
		p.Recipients = []string{"Như thành phần", keep}
	case "PTN":
		b.receipt(p, row)
	}
}

// shortName leaves out what a head's title says already ("Chánh Văn phòng …").
func shortName(u Unit) string {
	for _, word := range []string{"Phòng ", "Văn phòng ", "Trung tâm "} {
		if rest, ok := strings.CutPrefix(u.Name, word); ok {
			return rest
		}
	}
	return u.Name
}

// receipt fills the form of the one-stop desk. Its dossiers have sequence numbers
// far above those of the import: they are not in that export yet.
func (b *builder) receipt(p *paper.Paper, row documentRow) {
	p.DossierCode = dossierCode(p.Date, row.Dossier)
	p.Symbol, p.Stamped = "", false
	p.Excerpt = "Thủ tục: " + row.About
	p.Fields = []paper.Field{
		{Label: "Bộ phận tiếp nhận và trả kết quả", Value: "Trung tâm Phục vụ hành chính công phường " + place},
		{Label: "Tiếp nhận hồ sơ của", Value: row.Applicant},
		{Label: "Nội dung yêu cầu giải quyết", Value: row.About},
		{Label: "Ngày nhận hồ sơ", Value: p.Date.Display()},
		{Label: "Ngày hẹn trả kết quả", Value: after(p.Date, 5).Display()},
	}
	p.Closing = []string{"Người nộp theo dõi hồ sơ bằng mã ghi ở góc trái. Khi nhận kết quả mang theo giấy này hoặc mã hồ sơ điện tử./."}
	p.CoSign = &paper.Signature{Position: "NGƯỜI NỘP HỒ SƠ", Name: strings.TrimSuffix(row.Applicant, " (minh họa)")}
}

func dossierCode(received kpi.Date, n int) string {
	return fmt.Sprintf("H99.12-%s-%04d", received.Start().Format("060102"), n)
}

func vietnameseDay(d kpi.Date) string {
	y, m, day := d.Start().Date()
	return fmt.Sprintf("ngày %02d tháng %d năm %d", day, int(m), y)
}

// signature says in whose name the signer signs.
func (b *builder) signature(row documentRow) paper.Signature {
	who := b.person(row.Sign)
	s := paper.Signature{Name: who.Name}
	body := "TM. ỦY BAN NHÂN DÂN"
	if row.From == "HĐND" {
		body = "TM. HỘI ĐỒNG NHÂN DÂN"
	}
	switch {
	case row.Type == "PTN":
		s.Position = "NGƯỜI TIẾP NHẬN HỒ SƠ"
	case row.Type == "BB":
		s.Position = "CHỦ TRÌ"
	case row.Sign == "LD01" && row.Type == "QĐ":
		s.Position = "CHỦ TỊCH"
	case row.Sign == "LD01":
		s.Authority, s.Position = body, "CHỦ TỊCH"
	case row.Sign == "LD02" && row.Type == "QĐ":
		s.Authority, s.Position = "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
	case row.Sign == "LD02":
		s.Authority, s.Position = body+"\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
	case row.From == "UBND":
		s.Authority, s.Position = "TL. CHỦ TỊCH", strings.ToUpper(who.Post)
	default:
		s.Position = cmp.Or(strings.ToUpper(who.Post), "NGƯỜI KÝ")
	}
	return s
}
