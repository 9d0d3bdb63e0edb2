package paper

import "math/rand/v2"

// phrases are what bulk text is made of: enough distinct words of office life for
// a search over it to be a real search.
func phrases() (who, does, what, when []string) {
	who = []string{
		"Ủy ban nhân dân phường", "Phòng Kinh tế, Hạ tầng và Đô thị", "Văn phòng HĐND và UBND", "Trung tâm Phục vụ hành chính công",
		"Ban điều hành tổ dân phố", "Hội Liên hiệp phụ nữ", "Công an phường", "Trạm Y tế", "Đoàn Thanh niên", "Hội Nông dân",
		"Ban Quản lý chợ", "Tổ công nghệ số cộng đồng", "Hợp tác xã nông nghiệp", "Mặt trận Tổ quốc", "Ban Chỉ huy quân sự", "Trường tiểu học Hướng Dương",
	}
	does = []string{
		"đã rà soát", "tiếp tục triển khai", "tổ chức kiểm tra", "phối hợp nghiệm thu", "hoàn thành việc thống kê", "đề xuất điều chỉnh",
		"tham mưu ban hành", "tiếp nhận và xử lý", "công khai", "quyết toán", "khảo sát thực địa đối với", "lập hồ sơ về",
		"tuyên truyền vận động", "số hóa", "đối chiếu số liệu", "bàn giao", "đôn đốc tiến độ", "lấy ý kiến nhân dân về",
	}
	what = []string{
		"hồ sơ cấp giấy chứng nhận quyền sử dụng đất", "danh sách hộ nghèo và hộ cận nghèo", "tuyến mương thoát nước nội đồng",
		"dự toán thu chi ngân sách", "chương trình chuyển đổi số", "công tác hộ tịch và chứng thực", "lễ hội cầu ngư truyền thống",
		"phương án phòng chống thiên tai", "việc chi trả trợ cấp bảo trợ xã hội", "công trình nâng cấp vỉa hè và chiếu sáng",
		"kế hoạch tiêm phòng cho đàn gia súc", "đơn thư khiếu nại về ranh giới thửa đất", "quỹ đền ơn đáp nghĩa", "thiết chế văn hóa cơ sở",
		"mã số vùng trồng và nhãn hiệu tập thể", "an toàn thực phẩm tại bếp ăn bán trú", "điểm tập kết rác thải sinh hoạt",
		"bản đồ địa chính và sổ mục kê", "hợp đồng thuê mặt nước nuôi trồng thủy sản", "nhà văn hóa khu phố", "dịch vụ công trực tuyến toàn trình",
		"tủ sách pháp luật", "đề án phát triển du lịch cộng đồng", "bảo hiểm y tế hộ gia đình",
	}
	when = []string{
		"trong tháng báo cáo", "trước ngày chốt số liệu", "theo đúng tiến độ được giao", "sau khi có kết luận của thường trực",
		"trên cơ sở biên bản làm việc", "với tỷ lệ đồng thuận cao", "khi thời tiết thuận lợi", "bằng nguồn vốn sự nghiệp", "theo quy định hiện hành",
	}
	return who, does, what, when
}

// sentence makes one sentence with figures of its own.
func sentence(d *rand.Rand) string {
	who, does, what, when := phrases()
	pick := func(from []string) string { return from[d.IntN(len(from))] }
	s := pick(who) + " " + pick(does) + " " + pick(what)
	if d.IntN(2) == 0 {
		s += " và " + pick(what)
	}
	s += " " + pick(when)
	if d.IntN(3) == 0 {
		s += ", đạt " + number(40+d.IntN(60)) + "% so với " + number(10+d.IntN(990)) + " chỉ tiêu"
	}
	return s + "."
}
