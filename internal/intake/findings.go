package intake

import "minhchung/internal/kpi"

// findings returns the sentence of a finding: what was found, and what follows.
func findings(code string) kpi.Text {
	switch code {
	case "read.too-large":
		return kpi.Text{Vi: "Tệp lớn hơn mức được đọc nội dung. Tệp được giữ nguyên; số, ký hiệu và ngày phải do người nhập, và người duyệt phải mở tệp.",
			En: "The file is larger than what is read. It is kept as it is; number, symbol and date must be typed, and the reviewer must open it."}
	case "read.bomb":
		return kpi.Text{Vi: "Không đọc được: tệp quá lớn khi giải nén, hoặc quá phức tạp. Tệp được giữ nguyên; số, ký hiệu và ngày phải do người nhập, và người duyệt phải mở tệp.",
			En: "Could not be read: too large to unpack, or too complex. The file is kept as it is; number, symbol and date must be typed, and the reviewer must open it."}
	case "read.doc":
		return kpi.Text{Vi: "Không đọc được ở đây: máy chủ không cài catdoc để đọc tệp DOC. Tệp được giữ nguyên; số, ký hiệu và ngày phải do người nhập.",
			En: "Cannot be read here: catdoc, which reads DOC files, is missing on the server. The file is kept as it is; number, symbol and date must be typed."}
	case "read.cut":
		return kpi.Text{Vi: "Tài liệu có nhiều chữ hơn mức được đọc. Phần cuối không có trong tìm kiếm.",
			En: "The document holds more text than is read. Its end is not in the search."}
	case "office.embedded":
		return kpi.Text{Vi: "Tài liệu mang theo tệp nhúng. Tệp nhúng không được đọc và không tính là minh chứng.",
			En: "The document carries files inside. They are not read and are no evidence."}
	case "file.active":
		return kpi.Text{Vi: "Tài liệu mang theo mã lệnh, chương trình hoặc nội dung tải từ nơi khác. Không mở tệp gốc trên máy làm việc.",
			En: "The document carries code, programs or content fetched from elsewhere. Do not open the original on a working machine."}
	case "read.limit":
		return kpi.Text{Vi: "Việc đọc dừng ở trang này vì tệp cần quá nhiều bộ nhớ hoặc thời gian. Phần trước đó đã đọc được.",
			En: "Reading stopped at this page because the file takes too much memory or time. What came before was read."}
	case "read.pages":
		return kpi.Text{Vi: "Tệp có nhiều trang hơn mức được đọc. Các trang từ đây trở đi không có trong tìm kiếm.",
			En: "The file has more pages than are read. Pages from here on are not in the search."}
	case "pdf.structure":
		return kpi.Text{Vi: "Cấu trúc bên trong tệp PDF không đúng chuẩn; nội dung vẫn đọc được.",
			En: "The inner structure of the PDF is not as it should be; its content can still be read."}
	case "pdf.restricted":
		return kpi.Text{Vi: "Tệp PDF có hạn chế của người tạo (cấm in, cấm sao chép) nhưng mở được không cần mật khẩu.",
			En: "The PDF carries restrictions of its maker (no printing, no copying), and opens without a password."}
	case "pdf.embedded":
		return kpi.Text{Vi: "Tệp PDF mang theo tệp đính kèm. Tệp đính kèm không được đọc và không tính là minh chứng.",
			En: "The PDF carries files inside. They are not read and are no evidence."}
	case "pdf.form":
		return kpi.Text{Vi: "Tệp PDF là biểu mẫu động (XFA); nội dung hiển thị có thể khác với nội dung đọc được.",
			En: "The PDF is a dynamic form (XFA); what is shown may differ from what was read."}
	case "pdf.active":
		return kpi.Text{Vi: "Tệp PDF mang theo mã lệnh hoặc chương trình. Không mở tệp gốc; hãy xem bằng ảnh trang.",
			En: "The PDF carries code or programs. Do not open the original; look at the page pictures."}
	case "text.old-font":
		return kpi.Text{Vi: "Trang dùng phông chữ cũ (TCVN3, VNI); chữ được nhận dạng từ ảnh trang.",
			En: "The page is set in an old font (TCVN3, VNI); its words were recognised from its picture."}
	case "text.converted":
		return kpi.Text{Vi: "Văn bản dùng bảng mã cũ (TCVN3 hoặc VNI) từ trang này; chữ đã được chuyển sang Unicode. Hãy đối chiếu tên riêng viết hoa với bản gốc.",
			En: "From this page on, the text is in an old encoding (TCVN3 or VNI); it was converted to Unicode. Compare names in capitals with the original."}
	case "ocr.missing":
		return kpi.Text{Vi: "Trang này là ảnh và máy chủ không cài bộ nhận dạng chữ. Số, ký hiệu và ngày phải do người nhập.",
			En: "This page is a picture and the server has no recognition of words. Number, symbol and date must be typed."}
	case "ocr.no-vietnamese":
		return kpi.Text{Vi: "Máy chủ không có dữ liệu nhận dạng tiếng Việt; chữ nhận dạng có thể mất dấu.",
			En: "The server has no Vietnamese data for recognition; marks of letters may be lost."}
	case "ocr.limit":
		return kpi.Text{Vi: "Tệp có nhiều trang ảnh hơn mức được nhận dạng. Các trang ảnh từ đây trở đi không có trong tìm kiếm.",
			En: "The file has more picture pages than are recognised. Picture pages from here on are not in the search."}
	case "ocr.page":
		return kpi.Text{Vi: "Không nhận dạng được chữ của trang này. Hãy xem ảnh trang.",
			En: "The words of this page could not be recognised. Look at its picture."}
	case "ocr.unsure":
		return kpi.Text{Vi: "Chữ nhận dạng của trang này không chắc chắn. Hãy đối chiếu với ảnh trang.",
			En: "The recognised words of this page are not sure. Compare them with its picture."}
	case "signature.limit":
		return kpi.Text{Vi: "Việc kiểm tra chữ ký số dừng lại vì tệp cần quá nhiều bộ nhớ hoặc thời gian.",
			En: "Checking the signatures ended because the file takes too much memory or time."}
	case "signature.too-large":
		return kpi.Text{Vi: "Tệp lớn hơn mức được kiểm tra chữ ký số.", En: "The file is larger than what is checked for signatures."}
	case "signature.office":
		return kpi.Text{Vi: "Tài liệu mang chữ ký số trong tệp văn phòng; loại này chưa được kiểm tra.",
			En: "The office document carries a signature of its own; that kind is not checked."}
	case "upload.classified":
		return kpi.Text{Vi: "Trang đầu mang dấu độ mật. Tệp phải được cách ly và xóa theo thủ tục có biên bản.",
			En: "Page one carries a mark of classification. The file must be set apart and purged by the recorded procedure."}
	case "file.unread":
		return kpi.Text{Vi: "Không mở được tệp.", En: "The file cannot be opened."}
	}
	return kpi.Text{Vi: "Mã: " + code, En: "Code: " + code}
}

// notes turns the bones into findings.
func (f *Facts) notes(a pdfAnswer) {
	for _, n := range []struct {
		on   bool
		code string
	}{
		{a.Encrypted && !a.NeedsPassword, "pdf.restricted"},
		{len(a.Embedded) > 0, "pdf.embedded"},
		{a.XFA, "pdf.form"},
		{!carries(a).IsZero(), "pdf.active"},
	} {
		if n.on {
			f.found(n.code, 0)
		}
	}
}
