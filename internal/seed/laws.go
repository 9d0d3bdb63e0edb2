package seed

// typeName returns the name printed in capitals; an official letter has none.
func typeName(code string) string {
	return map[string]string{
		"QĐ": "QUYẾT ĐỊNH", "NQ": "NGHỊ QUYẾT", "BC": "BÁO CÁO", "TTr": "TỜ TRÌNH", "KH": "KẾ HOẠCH", "CTr": "CHƯƠNG TRÌNH",
		"TB": "THÔNG BÁO", "GM": "GIẤY MỜI", "BB": "BIÊN BẢN", "HD": "HƯỚNG DẪN", "PTN": "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
	}[code]
}

// bases returns the lines "Căn cứ …" for the short names of laws in the files.
func bases(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	law := map[string]string{
		"trogiup":        "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ quy định chính sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội",
		"thethao":        "Căn cứ Luật Thể dục, thể thao ngày 29 tháng 11 năm 2006",
		"disan":          "Căn cứ Luật Di sản văn hóa ngày 23 tháng 11 năm 2024",
		"nguoicocong":    "Căn cứ Pháp lệnh Ưu đãi người có công với cách mạng ngày 09 tháng 12 năm 2020",
		"treem":          "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016",
		"canbo":          "Căn cứ Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025",
		"xlvphc":         "Căn cứ Luật Xử lý vi phạm hành chính ngày 20 tháng 6 năm 2012",
		"duongbo":        "Căn cứ Luật Đường bộ ngày 27 tháng 6 năm 2024",
		"xaydung":        "Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014",
		"dauthau":        "Căn cứ Luật Đấu thầu ngày 23 tháng 6 năm 2023",
		"datdai":         "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024",
		"ngansach":       "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025",
		"thuy":           "Căn cứ Luật Thú y ngày 19 tháng 6 năm 2015",
		"luutru":         "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024",
		"taisan":         "Căn cứ Luật Quản lý, sử dụng tài sản công ngày 21 tháng 6 năm 2017",
		"giaodichdientu": "Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023",
		"khieunai":       "Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011",
		"thidua":         "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
		"hotich":         "Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014",
	}
	out := []string{"Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"}
	for _, n := range names {
		text, ok := law[n]
		if !ok {
			panic("seed: no law " + n)
		}
		out = append(out, text)
	}
	return out
}
