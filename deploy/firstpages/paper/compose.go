package paper

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// letters are the two of the 29 types that have no abbreviation.
const (
	officialLetter = 27
	greeting       = 28
)

// Compose invents the papers number 0 to n−1 of a seed. Types and layouts go round,
// so that each is there as often as the next.
func Compose(seed uint64, n int) []Paper {
	all := make([]Paper, n)
	for i := range all {
		c := composer{rand.New(rand.NewPCG(seed, uint64(i)))}
		// One in three is a DOCX; official letters come twice as often as their share.
		turn := (i + i/30) % 30 // moves on, so that no type belongs to one layout
		if turn > greeting {
			turn = officialLetter
		}
		layouts := htmlLayouts()
		layout := layouts[i/3*2%len(layouts)]
		if i%3 == 1 {
			layout = layouts[(i/3*2+1)%len(layouts)]
		}
		if i%3 == 2 {
			layout = docxLayouts()[i/3%len(docxLayouts())]
		}
		all[i] = c.paper(turn, layout)
		all[i].ID = fmt.Sprintf("%d-%03d", seed, i)
	}
	return all
}

func htmlLayouts() []string {
	return []string{"html-classic", "html-row", "html-arrived", "html-party", "html-centred", "html-long", "html-address", "html-narrow"}
}

func docxLayouts() []string { return []string{"docx-table", "docx-tabs", "docx-rows", "docx-party"} }

// measures draws what of a layout is not in its template.
func (c composer) measures(p *Paper) {
	v := &p.view
	p.Font = c.one([]string{"Liberation Serif", "Noto Serif", "DejaVu Sans"})
	v.Font = p.Font
	v.Wide, v.Points, v.ExcerptWide = 38+c.IntN(8), 12+c.IntN(3), 55+c.IntN(30)
	if p.Font != "Liberation Serif" {
		v.Points = 11 + c.IntN(2) // wider letters
	}
	v.Tilt, v.StampX, v.StampY = c.IntN(41)-20, c.IntN(40)-70, c.IntN(16)-60
	v.SpaceBelow = 36 + c.IntN(36)
	v.Ruled = c.chance(60)
}

type composer struct{ *rand.Rand }

func (c composer) one(list []string) string { return list[c.IntN(len(list))] }

func (c composer) chance(percent int) bool { return c.IntN(100) < percent }

func (c composer) some(list []string, n int) []string {
	list = slices.Clone(list)
	c.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(n, len(list))]
}

func (c composer) paper(turn int, layout string) Paper {
	party := strings.HasSuffix(layout, "party")
	var of []agency
	for _, a := range agencies() {
		if (a.kind == "dang") == party {
			of = append(of, a)
		}
	}
	a := of[c.IntN(len(of))]
	p := Paper{Layout: layout}
	t, v := &p.Truth, &p.view
	v.Party = party
	v.Superior, v.Issuer = a.superior, a.issuer
	t.Issuer, t.Place = a.listed, a.place
	c.measures(&p)

	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, c.IntN(1050))
	t.Date = day.Format(time.DateOnly)
	month := fmt.Sprint(int(day.Month()))
	if day.Month() <= 2 || c.chance(25) {
		month = fmt.Sprintf("%02d", int(day.Month()))
	}
	v.PlaceDate = fmt.Sprintf("%s, ngày %02d tháng %s năm %d", a.place, day.Day(), month, day.Year())
	t.Number = fmt.Sprintf("%02d", 1+c.IntN([]int{9, 60, 400, 3000}[c.IntN(4)]))

	switch {
	case turn == officialLetter || turn == greeting && party:
		c.letter(&p, a)
	case turn == greeting:
		c.greeting(&p, a)
	default:
		c.typed(&p, a, kinds()[turn], day.Year())
	}
	c.body(&p)
	c.signature(&p, a)
	if strings.HasSuffix(layout, "arrived") {
		in := day.AddDate(0, 0, 1+c.IntN(5))
		v.Arrived = []string{"ĐẾN", fmt.Sprintf("Số: %d", 1+c.IntN(9000)), "Ngày: " + in.Format("02/01/2006"), "Chuyển: ………"}
		v.Signed = []string{"Ký bởi: " + a.listed, "Email: vanthu@haigiang.example", "Thời gian ký: " + day.Format("02.01.2006") + " 08:15:31 +07:00"}
	}
	if strings.HasSuffix(layout, "address") {
		v.Address = []string{"Địa chỉ: Số 12/4 đường Bạch Đằng, phường Trung Tâm", "Điện thoại: 0258.3822.111 - Fax: 0258.3822.112", "Website: www.haigiang.example"}
	}
	return p
}

// typed makes a paper of a named type.
func (c composer) typed(p *Paper, a agency, k kind, year int) {
	t, v := &p.Truth, &p.view
	t.Type, v.TypeName = k.code, k.name
	separator := "/"
	switch {
	case v.Party:
		t.Symbol, separator = k.code+"/"+a.symbol, "-"
	case (a.kind == "ubnd" && k.code == "QĐ" || a.kind == "hdnd" && k.code == "NQ") && c.chance(60):
		t.Symbol = fmt.Sprintf("%d/%s-%s", year, k.code, a.symbol)
	default:
		t.Symbol = k.code + "-" + a.symbol
	}
	v.Number = c.numberLine(t.Number, separator, t.Symbol, v.Party)
	subject := c.subject(k.opens)
	v.Excerpt = subject
	if k.opens == "v" {
		v.Excerpt = []string{"Về việc ", "Về việc ", "về việc "}[c.IntN(3)] + subject
	} else if c.chance(70) {
		v.Excerpt = upperFirst(subject)
	}
	t.Title = v.Excerpt
	if k.addressed && c.chance(70) {
		v.To = c.some(c.recipients(), 1+c.IntN(3))
	}
	if k.code == "QĐ" || k.code == "NQ" || k.code == "QC" && c.chance(50) {
		v.Articles = true
		v.Bases = c.some(column("bases"), 2+c.IntN(3))
		v.Decides = strings.Join(a.issuer, " ")
		if head := c.post(a); len(head) == 1 {
			v.Decides = head[0] + " " + v.Decides
		}
		v.Resolution = k.name + ":"
	} else if c.chance(35) {
		v.Bases = c.some(column("bases"), 1+c.IntN(2))
	}
	if slices.Contains([]string{"PC", "PB", "PG"}, k.code) && c.chance(60) {
		t.Subject = c.dossier()
		v.Dossier = []string{"Mã hồ sơ: ", "Mã số hồ sơ: ", "Hồ sơ số: "}[c.IntN(3)] + t.Subject
	}
}

func (c composer) letter(p *Paper, a agency) {
	t, v := &p.Truth, &p.view
	separator := "/"
	switch {
	case v.Party:
		t.Symbol, separator = "CV/"+a.symbol, "-"
	case len(a.units) == 0 || c.chance(10):
		t.Symbol = a.symbol
	default:
		t.Symbol = a.symbol + "-" + c.one(a.units)
	}
	v.Number = c.numberLine(t.Number, separator, t.Symbol, v.Party)
	v.About = []string{"V/v ", "V/v ", "Về việc "}[c.IntN(3)] + c.subject("v")
	t.Title = v.About
	v.To = c.some(c.recipients(), 1+c.IntN(3))
}

func (c composer) greeting(p *Paper, a agency) {
	t, v := &p.Truth, &p.view
	row := rows("greetings")[c.IntN(len(rows("greetings")))]
	v.TypeName, v.Excerpt = row[0], row[1]
	t.Title = v.Excerpt
	if c.chance(50) {
		t.Number = ""
		return
	}
	t.Symbol = a.symbol
	v.Number = c.numberLine(t.Number, "/", t.Symbol, false)
}

func (c composer) numberLine(number, separator, symbol string, party bool) string {
	if party {
		return "Số " + number + separator + symbol
	}
	return []string{"Số: ", "Số: ", "Số: ", "Số:"}[c.IntN(4)] + number + []string{separator, separator, separator, " " + separator + " "}[c.IntN(4)] + symbol
}

func (c composer) subject(opens string) string {
	var of []string
	for _, r := range rows("subjects") {
		if r[0] == opens {
			of = append(of, r[1])
		}
	}
	return c.one(of)
}

func (c composer) dossier() string {
	agency := []string{"H55.12", "H55", "000.00.21.H55", "H07.3.14", "G16.05"}[c.IntN(5)]
	return fmt.Sprintf("%s-2%d%02d%02d-%04d", agency, 4+c.IntN(3), 1+c.IntN(12), 1+c.IntN(28), 1+c.IntN(400))
}

// body fills the page, and sometimes more than one.
func (c composer) body(p *Paper) {
	v := &p.view
	n := 2 + c.IntN(4)
	if c.chance(15) {
		n, v.LongBody = 14, true
	}
	for i := range n {
		s := c.one(column("sentences"))
		if c.chance(6) {
			code := c.dossier()
			p.Truth.Mentioned = append(p.Truth.Mentioned, code)
			s = "Trường hợp hồ sơ " + code + " được xem xét riêng theo ý kiến của bộ phận chuyên môn. " + s
		}
		if v.Articles {
			s = fmt.Sprintf("Điều %d. %s", i+1, s)
		} else if c.chance(30) {
			s = fmt.Sprintf("%d. %s", i+1, s)
		}
		v.Paragraphs = append(v.Paragraphs, s)
	}
}

func (c composer) recipients() []string {
	all := column("recipients")
	return all[2:]
}

func (c composer) post(a agency) []string {
	var of []string
	for _, r := range rows("posts") {
		if r[0] == a.kind {
			of = append(of, r[1])
		}
	}
	return parted(c.one(of), ";")
}

func (c composer) signature(p *Paper, a agency) {
	t, v := &p.Truth, &p.view
	v.Post = c.post(a)
	t.Position = v.Post[len(v.Post)-1]
	names := column("people")
	part := func(i int) string {
		return strings.ReplaceAll(c.one(strings.Fields(names[i])), "_", " ")
	}
	t.Signer = part(0) + " " + part(1) + " " + part(2)
	if c.chance(4) {
		t.Signer = []string{"Y Biêr Niê", "Hồ A Lềnh", "K' Brêm", "Niê Y Thắng"}[c.IntN(4)]
	}
	v.Name = t.Signer
	if c.chance(8) {
		v.Name = []string{"TS. ", "ThS. ", "BS. CKII. ", "PGS. TS. "}[c.IntN(4)] + t.Signer
	}
	if c.chance(12) {
		v.Note = "(Đã ký)"
	}
	t.Recipients = c.some(c.recipients(), 1+c.IntN(4))
	if len(v.To) > 0 {
		t.Recipients = append([]string{"Như trên"}, t.Recipients...)
	} else if v.Articles {
		t.Recipients = append([]string{"Như Điều " + fmt.Sprint(len(v.Paragraphs))}, t.Recipients...)
	}
	v.Recipients = t.Recipients
	v.Keep = "Lưu: VT, " + []string{"VP", "TH", "HC", "TCCB"}[c.IntN(4)]
	t.Recipients = append(slices.Clone(t.Recipients), v.Keep)
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
