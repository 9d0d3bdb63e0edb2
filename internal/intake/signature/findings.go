package signature

import (
	"minhchung/internal/intake/signature/cms"
	"minhchung/internal/kpi"
)

// Codes of findings, beside those of package cms and "structure." + revision.Code
// and "later." + a kind of change.
const (
	codeRange                 = "coverage.range"
	codeGap                   = "coverage.gap"
	codeTail                  = "coverage.tail"
	codePadding               = "coverage.padding"
	codeEmpty                 = "signature.empty"
	codeEnvelope              = "signature.envelope"
	codeEncloses              = "signature.encloses"
	codeFilter                = "signature.filter"
	codeOldForm               = "signature.old-form"
	codeType                  = "signature.type"
	codeFieldType             = "signature.field-type"
	codeUnattached            = "signature.unattached"
	codeShared                = "signature.shared"
	codeTwice                 = "signature.twice"
	codeWeak                  = "signature.weak"
	codeClaimed               = "signature.claimed-time"
	codeUnreadableCertificate = "certificate.unreadable"
	codeExpired               = "certificate.expired"
	codeUntrusted             = "certificate.untrusted"
	codeWeakChain             = "certificate.weak"
	codeChain                 = "certificate.invalid"
	codeUsage                 = "certificate.usage"
	codeRevoked               = "certificate.revoked"
	codeRevokedLater          = "certificate.revoked-later"
	codeNoRevocation          = "certificate.revocation-unknown"
	codeStamp                 = "timestamp.invalid"
	codeStampUntrusted        = "timestamp.untrusted"
	codeWeakStamp             = "timestamp.weak"
	codeOnlyStamps            = "file.only-timestamps"
	codeOrphan                = "later.orphan"
	codeUsageRights           = "file.usage-rights"
	codeEncrypted             = "file.encrypted"
	codeOutside               = "file.outside"
	codeUnreadable            = "file.unreadable"
	codeTooMuch               = "file.too-much"
	codeFault                 = "file.fault"
)

// sentence returns the words of a finding: what was found and what it means.
func sentence(code string) kpi.Text {
	for _, say := range []func(string) (vi, en string){sayCoverage, saySignature, sayCMS, sayCertificate, sayLater, sayFile, sayStructure} {
		if vi, en := say(code); vi != "" {
			return kpi.Text{Vi: vi, En: en}
		}
	}
	return kpi.Text{Vi: "Mã: " + code, En: "Code: " + code}
}

func sayCoverage(code string) (vi, en string) {
	switch code {
	case codeRange:
		return "Vùng byte được ký không có dạng chuẩn hai đoạn bắt đầu từ đầu tệp.", "The signed byte range is not two pieces that begin at the start of the file."
	case codeGap:
		return "Chữ ký bỏ ra ngoài nhiều hơn chính nó: có byte bên trong tệp không được ký.", "The signature leaves out more than itself: bytes inside the file are not signed."
	case codeTail:
		return "Phần được ký không kết thúc ở cuối một phiên bản của tệp.", "What is signed does not end where a revision of the file ends."
	case codePadding:
		return "Chỗ dành cho chữ ký chứa dữ liệu khác ngoài chữ ký.", "The room kept for the signature holds something besides the signature."
	}
	return "", ""
}

func saySignature(code string) (vi, en string) {
	switch code {
	case codeEmpty:
		return "Trường chữ ký không chứa chữ ký.", "The signature holds no signature value."
	case codeEnvelope:
		return "Không đọc được nội dung chữ ký.", "What should be the signature cannot be read as one."
	case codeEncloses:
		return "Chữ ký mang theo nội dung riêng trong khi phải ký chính tệp này; tiêu chuẩn không cho phép.", "The signature encloses content of its own where it must sign this file; the standard forbids it."
	case codeFilter:
		return "Loại chữ ký không được tiêu chuẩn PDF đặt tên.", "The kind of signature is not one that the PDF standard names."
	case codeOldForm:
		return "Chữ ký theo dạng cũ đã bị loại bỏ (x509.rsa_sha1), không kiểm tra ở đây.", "The signature has an old, withdrawn form (x509.rsa_sha1) that is not checked here."
	case codeType:
		return "Đối tượng chữ ký tự nhận là một loại khác.", "The signature's object calls itself something else."
	case codeFieldType:
		return "Chữ ký nằm trong một trường không phải trường chữ ký.", "The signature stands in a field that is not one for signatures."
	case codeUnattached:
		return "Chữ ký không thuộc trường nào của tài liệu; phần mềm xem có thể không hiển thị.", "The signature belongs to no field of the document; a reader may not show it."
	case codeShared:
		return "Nhiều trường cùng trỏ tới một chữ ký.", "Several fields point to the same signature."
	case codeTwice:
		return "Đối tượng chữ ký có khóa lặp lại, mỗi phần mềm có thể hiểu một cách.", "The signature's object has a key twice; programs may read it differently."
	case codeWeak:
		return "Thuật toán yếu (SHA-1 hoặc khóa ngắn): kiểm tra được, nhưng không còn được coi là an toàn.", "A weak algorithm (SHA-1 or a short key): it verifies, and is no longer held safe."
	case codeClaimed:
		return "Thời gian ký tự khai nằm ngoài thời hạn của chứng thư số.", "The claimed time lies outside the validity of the certificate."
	case codeStamp:
		return "Dấu thời gian không khớp với chữ ký hoặc không kiểm tra được.", "The timestamp does not belong to the signature, or does not verify."
	case codeStampUntrusted:
		return "Dấu thời gian đúng, nhưng không thuộc tổ chức được tin cậy nên không chứng minh được thời điểm.", "The timestamp verifies, but no trusted authority stands behind it: it proves no time."
	case codeWeakStamp:
		return "Dấu thời gian dùng thuật toán yếu.", "The timestamp uses a weak algorithm."
	}
	return "", ""
}

func sayCMS(code string) (vi, en string) {
	switch code {
	case cms.CodeSigners:
		return "Chữ ký phải có đúng một người ký bên trong.", "There must be exactly one signer inside a signature."
	case cms.CodeCertificate:
		return "Thiếu hoặc không đọc được chứng thư số của người ký.", "The signer's certificate is missing or cannot be read."
	case cms.CodeDigest:
		return "Nội dung tệp không phải là nội dung đã ký.", "The content of the file is not what was signed."
	case cms.CodeAttributes:
		return "Thuộc tính được ký bị thiếu, lặp lại hoặc sai dạng.", "A signed attribute is missing, double or malformed."
	case cms.CodeContentType:
		return "Thuộc tính được ký nói về một loại nội dung khác.", "The signed attributes speak of another kind of content."
	case cms.CodeSignature:
		return "Chữ ký không đúng với khóa của chứng thư số.", "The signature does not verify with the certificate's key."
	case cms.CodeMixed:
		return "Chữ ký trộn các thuật toán không đi cùng nhau.", "The signature mixes algorithms that do not belong together."
	case cms.CodeAlgorithm:
		return "Thuật toán chưa được hỗ trợ kiểm tra.", "An algorithm that is not computed here."
	case cms.CodeKey:
		return "Loại hoặc độ dài khóa không được hỗ trợ kiểm tra.", "A kind or length of key that is not computed with here."
	case cms.CodeESS:
		return "Chữ ký nêu một chứng thư số khác với chứng thư số đi kèm.", "The signature names another certificate than the one it comes with."
	case cms.CodeNoESS:
		return "Chữ ký không tự ràng buộc với một chứng thư số.", "The signature does not bind itself to one certificate."
	case cms.CodeNoAttrs:
		return "Chữ ký không có thuộc tính được ký.", "The signature has no signed attributes."
	}
	return "", ""
}

func sayCertificate(code string) (vi, en string) {
	switch code {
	case codeUnreadableCertificate:
		return "Có chứng thư số không đọc được (ví dụ số hiệu âm).", "There are certificates that cannot be read (a negative serial number, for one)."
	case codeExpired:
		return "Chứng thư số không còn hoặc chưa có hiệu lực tại thời điểm xét, và không có dấu thời gian chứng minh thời điểm ký.", "The certificate is not valid at the time of judgement, and no timestamp proves when it was signed."
	case codeUntrusted:
		return "Không lập được chuỗi chứng thư số đến một tổ chức mà hệ thống này tin cậy.", "No chain of certificates leads to an authority this installation trusts."
	case codeWeakChain:
		return "Chuỗi chứng thư số dùng SHA-1 nên không được tin cậy.", "The chain of certificates uses SHA-1 and is not trusted."
	case codeChain:
		return "Chuỗi chứng thư số có lỗi.", "The chain of certificates is faulty."
	case codeUsage:
		return "Chứng thư số không được cấp để ký việc này.", "The certificate was not issued for signing this."
	case codeRevoked:
		return "Chứng thư số đã bị thu hồi.", "The certificate has been revoked."
	case codeRevokedLater:
		return "Chứng thư số bị thu hồi sau thời điểm ký đã được chứng minh.", "The certificate was revoked after the proven time of signing."
	case codeNoRevocation:
		return "Không có bằng chứng về việc thu hồi chứng thư số (hệ thống không tra cứu ra bên ngoài).", "There is no evidence about revocation (nothing is looked up outside)."
	}
	return "", ""
}

func sayLater(code string) (vi, en string) {
	switch code {
	case "later." + changeSignature:
		return "Sau khi ký có thêm chữ ký mà người ký không cho phép.", "A signature was added that the signer did not allow."
	case "later." + changeTimestamp:
		return "Sau khi ký có thêm dấu thời gian ở dạng không được phép.", "A timestamp was added in a form that is not allowed."
	case "later." + changeDSS:
		return "Dữ liệu xác minh được thêm sau khi ký không đúng dạng.", "Evidence for checking was added in a form that is not allowed."
	case "later." + changeForm:
		return "Biểu mẫu hoặc giá trị trong biểu mẫu bị thay đổi sau khi ký.", "The form or values in it were changed after signing."
	case "later." + changeMetadata:
		return "Tiêu đề, tác giả hoặc thông tin mô tả bị thay đổi sau khi ký.", "Title, author or description were changed after signing."
	case "later." + changeAnnotation:
		return "Có ghi chú, hình hoặc lớp phủ được thêm hay sửa trên trang sau khi ký.", "Notes, pictures or an overlay were added or changed on a page after signing."
	case "later." + changeContent:
		return "Nội dung trang bị thay đổi sau khi ký.", "The content of pages was changed after signing."
	case "later." + changeStructure:
		return "Cấu trúc tài liệu bị thay đổi sau khi ký.", "The structure of the document was changed after signing."
	case codeOrphan:
		return "Sau khi ký có thêm đối tượng mà tài liệu không dùng đến; phần mềm xem không hiển thị chúng.", "Objects were added after signing that the document does not refer to; no reader shows them."
	case "later." + changeUnreadable:
		return "Sau phần được ký có dữ liệu không thuộc phiên bản nào.", "Behind what is signed there is data that belongs to no revision."
	}
	return "", ""
}

func sayFile(code string) (vi, en string) {
	switch code {
	case codeOnlyStamps:
		return "Tệp chỉ có dấu thời gian: biết có từ khi nào, không biết ai ký.", "The file has timestamps only: since when it exists is known, not who signed."
	case codeUsageRights:
		return "Tệp có chữ ký mở quyền sử dụng của phần mềm; chữ ký này không phải của người ban hành.", "The file carries a program's usage-rights signature, which is nobody's signature of the paper."
	case codeEncrypted:
		return "Tệp được mã hóa; không so sánh được nội dung sau khi ký.", "The file is encrypted; what came after signing cannot be compared."
	case codeOutside:
		return "Tệp chứa một chữ ký ở phần dữ liệu mà tài liệu không còn dùng đến.", "The file holds a signature in bytes that the document no longer refers to."
	case codeUnreadable:
		return "Tệp nói có chữ ký nhưng cấu trúc không đọc được.", "The file speaks of a signature, and its structure cannot be read."
	case codeTooMuch:
		return "Tệp quá phức tạp để kiểm tra hết trong giới hạn.", "The file is too complex to be checked within the limits."
	case codeFault:
		return "Việc kiểm tra chữ ký gặp lỗi với tệp này.", "Checking the signatures failed on this file."
	}
	return "", ""
}

func sayStructure(code string) (vi, en string) {
	switch code {
	case "structure.object":
		return "Một đối tượng không đúng như bảng tham chiếu nói.", "An object is not what the cross-references say."
	case "structure.stream":
		return "Độ dài ghi của một luồng dữ liệu không đúng.", "The stated length of a stream is wrong."
	case "structure.xref":
		return "Bảng tham chiếu không kết thúc đúng chuẩn.", "A cross-reference section does not end as it must."
	case "structure.twice":
		return "Bảng tham chiếu chỉ một đối tượng đến hai nơi.", "The cross-references give one object two places."
	case "structure.order":
		return "Các phiên bản của tệp không theo thứ tự.", "The revisions of the file are out of order."
	case "structure.forward":
		return "Một phiên bản trỏ tới dữ liệu được ghi sau nó.", "A revision points at data written after it."
	case "structure.lost":
		return "Phần cuối tệp trỏ tới nơi không có bảng tham chiếu.", "The end of the file points where there are no cross-references."
	case "structure.hidden":
		return "Tệp chứa đối tượng mà không bảng tham chiếu nào nhắc tới.", "The file holds objects that no cross-reference names."
	case "structure.foreign":
		return "Tệp chứa dữ liệu không thuộc về đâu.", "The file holds data that belongs to nothing."
	case "structure.overlap":
		return "Hai đối tượng chồng lên nhau.", "Two objects share the same bytes."
	case "structure.header":
		return "Tệp không bắt đầu bằng phiên bản PDF.", "The file does not begin with its PDF version."
	}
	return "", ""
}
