package intake

import (
	"errors"
	"fmt"
	"strings"

	"minhchung/internal/intake/child"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/kpi"
)

// The refusals of Look. Each says what happened, what was kept, and what to do.

func refuseEmpty() *kpi.Error {
	return kpi.E(kpi.Invalid, "upload.empty",
		"Tệp rỗng, không có nội dung. Chưa lưu gì. Hãy kiểm tra lại tệp gốc rồi gửi lại.",
		"The file is empty. Nothing was kept. Check the original file and send it again.")
}

func refuseTruncated() *kpi.Error {
	return kpi.E(kpi.Invalid, "upload.truncated",
		"Tệp bị cắt ngang hoặc bị hỏng, không đọc được đến cuối. Chưa lưu gì. Hãy mở thử tệp gốc, xuất lại nếu cần, rồi gửi lại.",
		"The file is cut off or damaged and cannot be read to its end. Nothing was kept. Open the original, export it anew if needed, and send it again.")
}

func refuseEncrypted() *kpi.Error {
	return kpi.E(kpi.Invalid, "upload.encrypted",
		"Tệp PDF có mật khẩu mở nên không ai đọc được để chấm. Chưa lưu gì. Hãy gỡ mật khẩu rồi gửi lại.",
		"The PDF needs a password to open, so nobody could judge it. Nothing was kept. Remove the password and send it again.")
}

func refuseBomb() *kpi.Error {
	return kpi.E(kpi.TooLarge, "upload.bomb",
		"Tệp cần quá nhiều bộ nhớ hoặc thời gian để mở (nén bất thường hoặc quá phức tạp). Chưa lưu gì. Hãy in lại tệp gốc ra PDF mới rồi gửi lại.",
		"The file takes too much memory or time to open (unusually packed or too complex). Nothing was kept. Print the original to a new PDF and send that.")
}

func refusePixels(w, h, most int) *kpi.Error {
	return kpi.E(kpi.TooLarge, "upload.bomb",
		fmt.Sprintf("Ảnh có %d × %d điểm, vượt giới hạn %d triệu điểm. Chưa lưu gì. Hãy quét hoặc chụp lại ở độ phân giải thấp hơn (300 dpi là đủ).", w, h, most/1_000_000),
		fmt.Sprintf("The picture has %d × %d pixels, over the limit of %d million. Nothing was kept. Scan or photograph it at a lower resolution (300 dpi is enough).", w, h, most/1_000_000))
}

func refuseClassified(mark string) *kpi.Error {
	return kpi.E(kpi.Forbidden, "upload.classified",
		"Trang đầu mang dấu độ mật “"+mark+"”. Tài liệu mật không được lưu trên máy nối mạng. Chưa lưu gì, kể cả tên tệp. Hãy xử lý theo quy định về bí mật nhà nước; phần việc này được tính bằng đơn vị không kèm nội dung do người đứng đầu xác nhận.",
		"Page one carries the mark “"+mark+"”. Classified papers may not be kept on networked machines. Nothing was kept, not even the name. Follow the rules on state secrets; such work is counted by a unit without content that the head confirms.")
}

func refuseActive(what kpi.Text) *kpi.Error {
	return kpi.E(kpi.Unsupported, "upload.active",
		"Tệp mang theo "+what.Vi+", có thể chạy trên máy người mở. Chưa lưu gì. Hãy in lại ra PDF mới (bản in không mang theo phần này) rồi gửi lại.",
		"The file carries "+what.En+", which could run on the machine of whoever opens it. Nothing was kept. Print it to a new PDF (a print leaves this behind) and send that.")
}

func refuseUnsupported(mediaType, name string) *kpi.Error {
	kind := typeName(mediaType)
	vi, en := "Tệp là "+kind.Vi, "The file is "+kind.En
	if ext := extension(name); taken(ext) != "" && taken(ext) != mediaType {
		vi += " (dù tên tệp kết thúc bằng “." + ext + "”)"
		en += " (although its name ends in “." + ext + "”)"
	}
	return kpi.E(kpi.Unsupported, "upload.unsupported",
		vi+". Chỉ nhận PDF, Word (DOCX, DOC), Excel (XLSX), ODT, ODS, ảnh PNG, JPEG, TIFF và văn bản thuần. Chưa lưu gì. Hãy xuất ra PDF rồi gửi lại.",
		en+". PDF, Word (DOCX, DOC), Excel (XLSX), ODT, ODS, PNG, JPEG, TIFF and plain text are taken. Nothing was kept. Export it as PDF and send that.")
}

func refusePolyglot(a, b string) *kpi.Error {
	return kpi.E(kpi.Unsupported, "upload.unsupported",
		"Tệp đồng thời là "+typeName(a).Vi+" và "+typeName(b).Vi+", nên không chắc người khác mở ra sẽ thấy gì. Chưa lưu gì. Hãy xuất lại ra PDF rồi gửi lại.",
		"The file is "+typeName(a).En+" and "+typeName(b).En+" at once, so it is not certain what others would see. Nothing was kept. Export it as PDF anew and send that.")
}

func extension(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || len(name)-i > 6 {
		return ""
	}
	return strings.ToLower(name[i+1:])
}

// taken returns the media type that an extension promises, among those taken.
func taken(ext string) string {
	switch ext {
	case "pdf":
		return sniff.PDF
	case "png":
		return sniff.PNG
	case "jpg", "jpeg":
		return sniff.JPEG
	case "tif", "tiff":
		return sniff.TIFF
	case "docx":
		return sniff.DOCX
	case "xlsx":
		return sniff.XLSX
	case "odt":
		return sniff.ODT
	case "ods":
		return sniff.ODS
	case "doc":
		return sniff.OLE
	case "txt":
		return sniff.Text
	}
	return ""
}

func typeName(mediaType string) kpi.Text {
	switch mediaType {
	case sniff.PDF:
		return kpi.Text{Vi: "PDF", En: "a PDF"}
	case sniff.PNG, sniff.JPEG, sniff.GIF, sniff.TIFF, sniff.WebP, sniff.HEIC:
		n := strings.ToUpper(strings.TrimPrefix(mediaType, "image/"))
		return kpi.Text{Vi: "ảnh " + n, En: "a " + n + " picture"}
	case sniff.DOCX, sniff.ODT, sniff.DOC, sniff.RTF:
		return kpi.Text{Vi: "tài liệu soạn thảo (Word)", En: "a word processor document"}
	case sniff.XLSX, sniff.ODS:
		return kpi.Text{Vi: "bảng tính (Excel)", En: "a spreadsheet"}
	case sniff.PPTX:
		return kpi.Text{Vi: "bài trình chiếu", En: "a slide show"}
	case sniff.OLE:
		return kpi.Text{Vi: "tài liệu Office đời cũ", En: "an Office document of the old kind"}
	case sniff.Zip, sniff.RAR, sniff.Gzip, sniff.SevenZ:
		return kpi.Text{Vi: "tệp nén", En: "an archive"}
	case sniff.HTML, sniff.XML, sniff.SVG:
		return kpi.Text{Vi: "trang web hoặc XML", En: "a web page or XML"}
	case sniff.Program:
		return kpi.Text{Vi: "chương trình chạy được", En: "a program"}
	case sniff.Text:
		return kpi.Text{Vi: "văn bản không phải UTF-8, TCVN3 hay VNI", En: "text that is not UTF-8, TCVN3 or VNI"}
	}
	return kpi.Text{Vi: "loại không nhận ra được", En: "of a kind that is not known"}
}

// held says of a file that Look would refuse as upload.active how it may be kept
// instead: apart from all others.
func held(what kpi.Text) *kpi.Error {
	return kpi.E(kpi.Unsupported, "upload.quarantined",
		"Tệp mang theo "+what.Vi+", có thể chạy trên máy người mở. Tệp được giữ nguyên trong khu cách ly: chỉ người nộp và quản trị viên thấy, không có ảnh xem trước và chưa được tính. Hãy in lại ra PDF mới rồi nộp bản đó.",
		"The file carries "+what.En+", which could run on the machine of whoever opens it. It is kept as it is, in quarantine: only its submitter and an administrator see it, it has no pictures and does not count. Print it to a new PDF and submit that.")
}

func refuseLocked() *kpi.Error {
	return kpi.E(kpi.Invalid, "upload.encrypted",
		"Tài liệu có mật khẩu mở nên không ai đọc được để chấm. Chưa lưu gì. Hãy gỡ mật khẩu rồi gửi lại.",
		"The document needs a password to open, so nobody could judge it. Nothing was kept. Remove the password and send it again.")
}

// fault turns what is no finding about the document into an error of ours.
func (r *Reader) fault(op string, err error) error {
	if errors.Is(err, sandbox.ErrUnavailable) {
		r.log.Error("a tool that reads files is not available", "op", op, "err", err)
		return kpi.E(kpi.Unavailable, "intake.unavailable",
			"Máy chủ tạm thời không đọc được tệp. Chưa lưu gì. Hãy thử lại sau; nếu vẫn lỗi, báo người quản trị.",
			"The server cannot read files at the moment. Nothing was kept. Try again later; if it stays, tell the administrator.").At(op, err)
	}
	return fmt.Errorf("%s: %w", op, err)
}

// finding reports whether err is about the document.
func finding(err error) bool {
	if isKilled(err) {
		return true
	}
	if _, ok := errors.AsType[*child.Refused](err); ok {
		return true
	}
	_, crashed := errors.AsType[*child.Crashed](err)
	return crashed
}
