package app

import (
	"fmt"
	"strings"

	"minhchung/internal/kpi"
)

// ProposedDelays is what the dates alone say: one delay when the work was
// finished after it fell due. A person decides.
func ProposedDelays(v EvidenceView) int {
	return b2i(!v.Due.IsZero() && !v.CompletedOn.IsZero() && !v.Unplanned && v.CompletedOn.After(v.Due))
}

// Exceptions says what of an item wants a careful look.
func Exceptions(v EvidenceView) []kpi.Text {
	out := []kpi.Text{}
	add := func(on bool, vi, en string) {
		if on {
			out = append(out, kpi.Text{Vi: vi, En: en})
		}
	}
	add(v.Read == kpi.ReadNot, "Tệp không đọc được chữ: phải mở xem trực tiếp.", "The text could not be read: open and look at it.")
	add(ProposedDelays(v) > 0, "Hoàn thành sau hạn được giao.", "Finished after the deadline.")
	add(v.Unplanned, "Việc phát sinh, chưa được giao từ trước.", "Work that nobody assigned beforehand.")
	add(v.CompletedOn.IsZero(), "Chưa rõ ngày hoàn thành.", "The day of completion is not known.")
	add(v.Faults > 0, "Đã từng bị trả lại vì chất lượng.", "It was returned for its content before.")
	add(v.ReturnedOnLine > 0, "Cùng việc hoặc cùng loại còn sản phẩm đang bị trả lại.",
		"Another product of the same task or kind stands returned.")
	add(!v.Units.Equal(v.PerProduct), fmt.Sprintf("Khai %s %s cho một sản phẩm; danh mục tính %s.", v.Units.Display(2), v.CountUnit, v.PerProduct.Display(2)),
		fmt.Sprintf("Claims %s units of one product; the catalogue says %s.", v.Units.Display(2), v.PerProduct.Display(2)))
	add(Retyped(v), "Số, ký hiệu, cơ quan hoặc ngày do người nộp ghi khác với nội dung máy đọc được trong tệp.",
		"Number, symbol, agency or date differ from what was read in the file.")
	add(v.Twin, "Cùng số và ký hiệu đang được tính ở một tệp khác của người này hoặc của đơn vị.",
		"The same number and symbol is claimed from another file, by this person or in the unit.")
	add(v.Source == kpi.SourceClassified, "Công việc mật, không kèm nội dung: chỉ người đứng đầu xác nhận.", "Classified work without content: the head alone confirms it.")
	add(v.Declared > 0, fmt.Sprintf("Người này còn khai %d đơn vị việc mật khác cùng loại, cùng ngày hoàn thành. Có phải cùng một việc không?", v.Declared),
		fmt.Sprintf("This person declares %d other units of classified work of the same type and day. Is it the same work?", v.Declared))
	add(v.Near > 0, fmt.Sprintf("Nội dung giống %d %% một tài liệu đã nộp trước. Có phải cùng một việc không?", v.Near),
		fmt.Sprintf("%d %% of its text is that of an earlier document. Is it the same work?", v.Near))
	add(!v.CompletedOn.IsZero() && v.CompletedOn.Before(v.IssuedOn), "Ngày hoàn thành trước ngày ban hành.", "Finished before the day of issue.")
	return out
}

// Retyped reports whether a person gave a document another name than was read in
// its file with some certainty. It may well be right: a person looks.
func Retyped(v EvidenceView) bool {
	if !v.Typed {
		return false
	}
	var read Product
	fill(&read, v.Guesses)
	differs := func(read, now string) bool { return read != "" && plain(read) != plain(now) }
	return differs(read.Number, v.Number) || differs(read.Symbol, v.Symbol) || differs(read.Issuer, v.Issuer) ||
		(!read.IssuedOn.IsZero() && read.IssuedOn != v.IssuedOn)
}

// plain leaves out what makes no other document: case, spaces, leading zeros.
func plain(s string) string {
	return strings.TrimLeft(strings.ToUpper(strings.Join(strings.Fields(s), "")), "0")
}
