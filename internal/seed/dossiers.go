package seed

import (
	"cmp"
	"slices"

	"minhchung/internal/kpi"
)

// desk is what one officer of the service centre handles.
type desk struct {
	handler string
	count   int
	typ     string
	late    int // dossiers finished after their day
	what    []procedure
}

type procedure struct {
	code, name, field string
	days              int // working days allowed
}

func desks() []desk {
	return []desk{
		{"TT03", 52, "C02", 2, []procedure{
			{"1.900101", "Cấp bản sao trích lục hộ tịch", "Hộ tịch", 1}, {"1.900102", "Xác nhận tình trạng hôn nhân", "Hộ tịch", 3},
			{"1.900103", "Đăng ký khai tử", "Hộ tịch", 1}, {"1.900104", "Chứng thực chữ ký", "Chứng thực", 1}}},
		{"TT04", 30, "C02", 4, []procedure{
			{"1.900201", "Xác nhận hiện trạng nhà ở", "Xây dựng", 5}, {"1.900202", "Đăng ký biến động đất đai", "Đất đai", 8}}},
		{"TT05", 26, "C02", 1, []procedure{
			{"1.900301", "Trợ giúp xã hội thường xuyên", "Bảo trợ xã hội", 10}, {"1.900302", "Cấp thẻ bảo hiểm y tế cho trẻ em", "Bảo hiểm", 5}}},
		{"TT06", 34, "C08", 0, []procedure{
			{"1.900401", "Đăng ký khai sinh", "Hộ tịch", 1}, {"1.900402", "Đăng ký kết hôn", "Hộ tịch", 1}, {"1.900403", "Chứng thực bản sao", "Chứng thực", 1}}},
		{"TT02", 8, "C03", 1, []procedure{
			{"1.900501", "Giải quyết tranh chấp đất đai tại cơ sở", "Đất đai", 15}, {"1.900502", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Xây dựng", 10}}},
	}
}

// dossiers makes the rows of one-stop exports: one batch for each desk.
func (b *builder) dossiers() {
	d := b.dice(diceDossiers)
	sequence := map[kpi.Date]int{}
	span := b.until().DaysSince(b.story().First)
	first := []string{"Ông", "Bà", "Anh", "Chị"}
	fruit := []string{"Dừa Sáp", "Thanh Long", "Mận Đỏ", "Chôm Chôm", "Dưa Hấu", "Bòn Bon", "Sa Kê", "Cam Sành", "Nhãn Lồng", "Quýt Hồng", "Măng Cụt", "Táo Ta"}
	for _, k := range desks() {
		var rows []Dossier
		for i := range k.count {
			p := k.what[d.IntN(len(k.what))]
			received := workday(b.story().First.AddDays(d.IntN(span+1)), b.story().First)
			if received.After(b.until()) {
				received = b.until()
			}
			row := Dossier{
				ProcedureCode: p.code, Procedure: p.name, Field: p.field,
				Applicant: first[d.IntN(4)] + " " + fruit[d.IntN(len(fruit))] + " (minh họa)",
				Received:  received, Handler: k.handler, Unit: "H99.12.04", Type: k.typ, Indicator: "TT-02",
			}
			if d.IntN(9) == 0 {
				row.PausedDays = 1 + d.IntN(3)
			}
			row.Due = after(received, p.days+row.PausedDays)
			finished := after(received, 1+d.IntN(p.days))
			if i < k.late {
				// A late dossier needs time to have become late.
				row.Received = workday(b.story().First, b.story().First)
				row.PausedDays, row.Due = 0, after(row.Received, min(p.days, 6))
				finished = after(row.Due, 1)
			}
			b.finish(&row, finished)
			rows = append(rows, row)
		}
		slices.SortStableFunc(rows, func(a, c Dossier) int {
			return cmp.Or(a.Received.Compare(c.Received), cmp.Compare(a.ProcedureCode, c.ProcedureCode))
		})
		for i := range rows {
			sequence[rows[i].Received]++
			rows[i].Code = dossierCode(rows[i].Received, sequence[rows[i].Received])
		}
		b.office.Batches = append(b.office.Batches, Batch{
			Name:  "Hồ sơ của quầy " + k.handler + ", kỳ " + b.story().Key,
			First: len(b.office.Dossiers), N: len(rows), By: "giamdoctt", On: b.office.Today,
		})
		b.office.Dossiers = append(b.office.Dossiers, rows...)
	}
}

// finish says how far a dossier has come by the last day of the story.
func (b *builder) finish(row *Dossier, finished kpi.Date) {
	switch {
	case !finished.After(b.until()):
		row.Finished, row.Status = finished, "Đã có kết quả"
		if back := after(finished, 1); !back.After(b.until()) {
			row.Returned, row.Status = back, "Đã trả kết quả"
		}
	case row.PausedDays > 0:
		row.Status = "Chờ bổ sung"
	default:
		row.Status = "Đang xử lý"
	}
}
