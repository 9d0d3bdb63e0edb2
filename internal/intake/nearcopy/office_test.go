package nearcopy_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// The office of the tests: forms of a ward, filled in with other numbers, days,
// people and amounts; reports with text of their own; and what copying does to a
// text. All people are made up.

// forms are boilerplate. {n} number, {d} {m} day and month, {p} person, {c} id
// card, {a} address, {t} amount, {q} other quantity.
func forms() []string {
	head := "ỦY BAN NHÂN DÂN PHƯỜNG MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
	return []string{
		// 1: little more than head and foot; only number and day differ.
		head + `Số: {n}/GM-UBND
Phường Mẫu, ngày {d} tháng {m} năm 2026
GIẤY MỜI
Họp giao ban tuần
Ủy ban nhân dân phường trân trọng kính mời Trưởng các phòng, Giám đốc Trung tâm Phục vụ hành chính công, Trưởng trạm Y tế, Chỉ huy trưởng Ban Chỉ huy Quân sự và Trưởng Công an phường dự họp giao ban tuần. Thời gian: 8 giờ 00, ngày {d} tháng {m} năm 2026. Địa điểm: Phòng họp số 1, trụ sở Ủy ban nhân dân phường. Đề nghị các đồng chí bố trí công việc, dự họp đầy đủ, đúng thời gian quy định.
Nơi nhận: Như trên; Lưu: VT.
TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG
Lê Văn Mẫu`,
		// 2: a certificate about one person.
		head + `Số: {n}/UBND-XNTTHN
Phường Mẫu, ngày {d} tháng {m} năm 2026
GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN
Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014; Căn cứ Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015 của Chính phủ quy định chi tiết một số điều và biện pháp thi hành Luật Hộ tịch; Căn cứ Thông tư số 04/2020/TT-BTP ngày 28 tháng 5 năm 2020 của Bộ Tư pháp; Xét đề nghị của ông/bà {p}, về việc cấp Giấy xác nhận tình trạng hôn nhân,
XÁC NHẬN:
Họ, chữ đệm, tên: {p}. Dân tộc: Kinh. Quốc tịch: Việt Nam. Giấy tờ tùy thân: Thẻ căn cước số {c}. Nơi cư trú: {a}, phường Mẫu. Tình trạng hôn nhân: hiện tại chưa đăng ký kết hôn với ai. Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để làm thủ tục đăng ký kết hôn. Giấy này không có giá trị khi sử dụng vào mục đích khác.
NGƯỜI KÝ GIẤY XÁC NHẬN
PHÓ CHỦ TỊCH
Trần Thị Thử`,
		// 3: a decision on an allowance.
		head + `Số: {n}/QĐ-UBND
Phường Mẫu, ngày {d} tháng {m} năm 2026
QUYẾT ĐỊNH
Về việc trợ cấp xã hội hàng tháng
CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG MẪU
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025; Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ quy định chính sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội; Căn cứ Nghị định số 76/2024/NĐ-CP ngày 01 tháng 7 năm 2024 sửa đổi, bổ sung một số điều của Nghị định số 20/2021/NĐ-CP; Theo đề nghị của Trưởng phòng Văn hóa - Xã hội,
QUYẾT ĐỊNH:
Điều 1. Trợ cấp xã hội hàng tháng đối với ông/bà {p}, thẻ căn cước số {c}, thường trú tại {a}, phường Mẫu. Mức trợ cấp: {t} đồng/tháng. Thời gian hưởng: kể từ ngày {d} tháng {m} năm 2026.
Điều 2. Trưởng phòng Văn hóa - Xã hội, Trưởng phòng Kinh tế và ông/bà {p} chịu trách nhiệm thi hành Quyết định này.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận: Như Điều 2; Lưu: VT, VHXH.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Thử`,
		// 4: a notice of a result.
		head + `Số: {n}/TB-TTPVHCC
Phường Mẫu, ngày {d} tháng {m} năm 2026
THÔNG BÁO
Về việc trả kết quả giải quyết thủ tục hành chính
Kính gửi: Ông/bà {p}.
Trung tâm Phục vụ hành chính công phường Mẫu thông báo hồ sơ mã H99.12-26{m}{d}-{q} của ông/bà đã có kết quả giải quyết. Đề nghị ông/bà mang theo giấy tiếp nhận hồ sơ và hẹn trả kết quả, thẻ căn cước đến quầy số 3 để nhận kết quả trong giờ hành chính các ngày làm việc. Trường hợp ủy quyền cho người khác nhận thay, đề nghị gửi kèm giấy ủy quyền theo quy định của pháp luật. Phí, lệ phí phải nộp: {t} đồng. Mọi vướng mắc xin liên hệ số điện thoại của Trung tâm để được hướng dẫn.
GIÁM ĐỐC
Phạm Văn Ví Dụ`,
		// 5: a weekly report whose sentences stay and whose figures change.
		head + `Số: {n}/BC-UBND
Phường Mẫu, ngày {d} tháng {m} năm 2026
BÁO CÁO
Kết quả tiếp nhận và giải quyết thủ tục hành chính trong tuần
Thực hiện chế độ báo cáo, Ủy ban nhân dân phường báo cáo kết quả như sau. Tổng số hồ sơ tiếp nhận trong tuần: {q} hồ sơ, trong đó tiếp nhận trực tuyến {q} hồ sơ, trực tiếp {q} hồ sơ. Số hồ sơ đã giải quyết: {q} hồ sơ, trong đó trước hạn {q}, đúng hạn {q}, quá hạn {q}. Số hồ sơ đang giải quyết: {q}. Số phí, lệ phí thu được: {t} đồng. Đánh giá chung: công tác tiếp nhận và giải quyết thủ tục hành chính được thực hiện nghiêm túc, đúng quy trình, thái độ phục vụ của công chức được người dân đánh giá cao. Tồn tại: một số hồ sơ lĩnh vực đất đai còn phải xin lùi thời hạn do chờ xác minh. Nhiệm vụ tuần tới: tiếp tục duy trì việc tiếp nhận hồ sơ trực tuyến, đẩy mạnh số hóa hồ sơ, kết quả giải quyết thủ tục hành chính.
CHỦ TỊCH
Nguyễn Thị Giả Định`,
	}
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

func person(r *rand.Rand) string {
	return pick(r, "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ") + " " +
		pick(r, "Văn", "Thị", "Hữu", "Ngọc", "Minh", "Đức", "Thanh", "Kim") + " " +
		pick(r, "An", "Bình", "Cúc", "Dũng", "Em", "Giang", "Hạnh", "Khoa", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Quý", "Sơn", "Tâm", "Uyên", "Vân", "Xuân", "Yến")
}

// fill makes one paper of a form.
func fill(r *rand.Rand, form string) string {
	p, c := person(r), fmt.Sprintf("0%011d", r.Int64N(100_000_000_000))
	d, m, n := fmt.Sprintf("%02d", 1+r.IntN(28)), fmt.Sprintf("%02d", 1+r.IntN(12)), fmt.Sprint(1+r.IntN(2000))
	a := fmt.Sprintf("số %d, tổ %d, đường %s", 1+r.IntN(300), 1+r.IntN(30), pick(r, "Hoa Mai", "Hoa Đào", "Lúa Vàng", "Bến Cũ", "Chợ Mới", "Đình Làng"))
	t := fmt.Sprintf("%d.%d00.000", 1+r.IntN(9), r.IntN(10))
	s := strings.NewReplacer("{p}", p, "{c}", c, "{d}", d, "{m}", m, "{n}", n, "{a}", a, "{t}", t).Replace(form)
	for strings.Contains(s, "{q}") {
		s = strings.Replace(s, "{q}", fmt.Sprint(1+r.IntN(400)), 1)
	}
	return s
}

// original is a paper with a text of its own, of about the given number of words.
func original(r *rand.Rand, words int) string {
	var b strings.Builder
	b.WriteString(fill(r, strings.Split(forms()[4], "Thực hiện")[0]))
	common := strings.Fields("công tác quản lý đô thị trên địa bàn phường được triển khai theo kế hoạch đề ra các ngành đoàn thể phối hợp tuyên truyền vận động nhân dân giữ gìn vệ sinh môi trường trật tự an toàn giao thông xử lý vi phạm xây dựng đất đai hạ tầng chiếu sáng cây xanh thoát nước trường học trạm y tế hộ nghèo cận nghèo chính sách bảo hiểm văn hóa thể thao cải cách hành chính chuyển đổi số thanh tra khiếu nại tố cáo tiếp công dân dân quân tự vệ phòng cháy chữa cháy cứu nạn ngân sách thu chi đầu tư công")
	for i := range words {
		switch {
		case i%29 == 28:
			fmt.Fprintf(&b, "%d ", 1+r.IntN(9000))
		case i%37 == 36:
			b.WriteString(person(r) + ". ")
		default:
			b.WriteString(common[r.IntN(len(common))] + " ")
		}
	}
	return b.String()
}

// ocr is what recognition makes of a text: rate is the share of letters that slip.
// Marks slip most, some letters are taken for others, words break.
func ocr(r *rand.Rand, text string, rate float64) string {
	var b strings.Builder
	swap := map[rune]string{
		'ễ': "ê", 'ệ': "ê", 'ẫ': "â", 'ậ': "â", 'ắ': "ă", 'ạ': "a", 'ủ': "ù", 'ụ': "u", 'ộ': "ô", 'ớ': "ơ", 'ị': "i", 'í': "i", 'l': "1", 'm': "rn", 'c': "e",
		'h': "b", 'n': "m", 'g': "q", 't': "f", '0': "O", '1': "l", '5': "S", '8': "3", 'ế': "é", 'ư': "u", 'đ': "d", 'D': "Đ",
	}
	for _, c := range text {
		if r.Float64() >= rate {
			b.WriteRune(c)
			continue
		}
		switch s, ok := swap[c]; {
		case ok:
			b.WriteString(s)
		case r.IntN(3) == 0:
			b.WriteRune(c)
			b.WriteByte(' ')
		case r.IntN(2) == 0: // lost
		default:
			b.WriteString(pick(r, "i", "a", "u", ".", "o"))
		}
	}
	return b.String()
}

// stamped is the text with what a signature service and a stamp add.
func stamped(text string) string {
	return "Ký bởi: Ủy ban nhân dân phường Mẫu\nEmail: phuong@mau.example\nThời gian ký: 16.11.2026 08:15:22 +07:00\n" + text
}

// decomposed is the text in letters with separate marks (NFD).
func decomposed(s string) string { return norm.NFD.String(s) }
