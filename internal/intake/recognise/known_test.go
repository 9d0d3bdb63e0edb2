package recognise

import (
	"slices"
	"testing"

	"minhchung/internal/kpi"
)

func issuerOf(units []string, printed string, seen bool) (g kpi.FieldGuess) {
	got := New(units).Fields([]Page{{Number: 1, Text: printed + "\n" + motto + "Số: 12/QĐ-ABC\n\nQUYẾT ĐỊNH\nVề việc\n", OCR: seen}})
	if i := slices.IndexFunc(got.Guesses, func(g kpi.FieldGuess) bool { return g.Field == Issuer }); i >= 0 {
		g = got.Guesses[i]
	}
	return g
}

// Names of wards differ by a mark. What the file spells is believed to the letter; a
// picture is never sure of marks.
func TestAnIssuerIsNamedAsTheListOfUnitsHasIt(t *testing.T) {
	t.Parallel()
	const sure = 80
	units := []string{
		"Ủy ban nhân dân phường Tân An", "Ủy ban nhân dân phường Tấn An", "Ủy ban nhân dân xã Mẫu Hòa", "Phòng Kinh tế", "Phòng Kinh tế",
		"Văn phòng HĐND và UBND", "Văn phòng Ủy ban nhân dân tỉnh Mẫu", "Phòng Văn hóa – Xã hội",
		"Ủy ban nhân dân xã Tân Hưng", "Ủy ban nhân dân phường Hà Đông", "Ủy ban nhân dân phường 12", "Ủy ban nhân dân xã Tam An", "Phòng Văn hóa – Xã hội phường Hà Đông",
	}
	for _, c := range []struct {
		printed string
		seen    bool
		want    string
		sure    bool
	}{
		{"ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN AN", false, "Ủy ban nhân dân phường Tân An", true},
		{"UBND PHƯỜNG TẤN AN", false, "Ủy ban nhân dân phường Tấn An", true},
		{"UBND PHƯỜNG TẦN AN", false, "UBND PHƯỜNG TẦN AN", true}, // another ward than those of the list
		{"UBND PHƯỜNG TÂN AN", true, "Ủy ban nhân dân phường Tân An", false},
		{"UBND PHƯỜNG TẦN AN", true, "", false},
		{"UỶ BAN NHÂN DÂN\nXÃ MẪU HOÀ", false, "Ủy ban nhân dân xã Mẫu Hòa", true},
		{"ỦY BAN NHẦN DÂN\nXÃ MẪU HÒA", true, "Ủy ban nhân dân xã Mẫu Hòa", true}, // nothing else reads like it
		{"ỦY BAN NHÂN DÂN\nXÃ MẪU HÓA", true, "Ủy ban nhân dân xã Mẫu Hòa", false},
		{"UBND XÃ MẪU HÒA\nPHÒNG KINH TẾ", false, "Phòng Kinh tế", true},
		{"UBND XÃ MẪU HÒA\nPHÒNG VĂN HÓA - XÃ HỘI", false, "Phòng Văn hóa – Xã hội", true},
		{"UBND TỈNH MẪU\nVĂN PHÒNG", false, "Văn phòng Ủy ban nhân dân tỉnh Mẫu", true},
		{"ỦY BAN NHẦN DÂN\nPHƯỜNG 12", true, "Ủy ban nhân dân phường 12", true},
		{"UBND PHƯỜNG 11", true, "UBND PHƯỜNG 11", false}, // wards that are not in the list, and much like one that is
		{"ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ", true, "", false}, {"ỦY BAN NHÂN DÂN\nPHƯỜNG HẠ LONG", true, "", false},
		{"ỦY BAN NHÂN DÂN\nXÃ ĐẠI AN", true, "", false}, {"UBND PHƯỜNG BẠCH ĐẰNG\nPHÒNG VĂN HÓA - XÃ HỘI PHƯỜNG BẠCH ĐẰNG", true, "", false},
		{"ỦY BAN NHÂN DÂN\nXÃ TÂN HÙNG", true, "", false}, // a mark is little to tell wards by
		{"SỞ XÂY DỰNG", false, "SỞ XÂY DỰNG", true},
		{"SỞ XÂY DỰNG", true, "SỞ XÂY DỰNG", false}, // no list puts it right
	} {
		g := issuerOf(units, c.printed, c.seen)
		if c.want != "" && g.Value != c.want || (g.Percent >= sure) != c.sure {
			t.Errorf("%q, seen %v: %q at %d %%, want %q, sure %v", c.printed, c.seen, g.Value, g.Percent, c.want, c.sure)
		}
	}
}
