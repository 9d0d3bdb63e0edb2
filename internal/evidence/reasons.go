package evidence

import "minhchung/internal/kpi"

// The reason codes. They are stored in facts and never change their meaning.
const (
	StateDraft           = "state.draft"
	StateSubmitted       = "state.submitted"
	StateReturned        = "state.returned"
	StateWithdrawn       = "state.withdrawn"
	StateUnknown         = "state.unknown"
	StateNobody          = "state.nobody"
	Quarantined          = "product.quarantined"
	CountedElsewhere     = "identity.counted"
	Mismatch             = "candidate.mismatch"
	TypeNotApproved      = "type.not-approved"
	TypeNotInForce       = "type.not-in-force"
	TypeNoCoefficient    = "type.no-coefficient"
	IndicatorNotApproved = "indicator.not-approved"
	IndicatorRefusesType = "indicator.refuses-type"
	PlanNone             = "plan.none"
	PlanUnapproved       = "plan.unapproved"
	PlanOtherPeriod      = "plan.other-period"
	CompletedUnknown     = "completed.unknown"
	CompletedOutside     = "completed.outside"
	SubmittedNever       = "submitted.never"
	SubmittedLate        = "submitted.late"
	JudgedNothing        = "judged.nothing"
	JudgedOther          = "judged.other-version"
	ProofFile            = "proof.file"
	ProofRecord          = "proof.record"
	ProofNone            = "proof.none"
	HeadNotConfirmed     = "classified.not-confirmed"
	ReadPending          = "read.pending"
	ReadNotTyped         = "read.not-typed"
	ReadNotOpened        = "read.not-opened"
	UnitsNone            = "units.none"
	ShareRange           = "share.range"
)

// Sentence returns what a reason code says to people, and false for a code that no
// version of this package gives.
func Sentence(code string) (kpi.Text, bool) {
	t, ok := sentences()[code]
	return t, ok
}

func sentences() map[string]kpi.Text {
	return map[string]kpi.Text{
		StateDraft:           {Vi: "Minh chứng còn là bản nháp, chưa gửi.", En: "The evidence is a draft and was not submitted."},
		StateSubmitted:       {Vi: "Minh chứng đang chờ người phụ trách xem xét.", En: "The evidence waits for the supervisor's decision."},
		StateReturned:        {Vi: "Minh chứng bị trả lại và chưa gửi lại.", En: "The evidence was returned and not submitted again."},
		StateWithdrawn:       {Vi: "Minh chứng đã được rút.", En: "The evidence was withdrawn."},
		StateUnknown:         {Vi: "Không rõ trạng thái của minh chứng.", En: "The state of the evidence is not known."},
		StateNobody:          {Vi: "Minh chứng chưa có người chấp nhận được ghi tên.", En: "No named person stands behind the acceptance."},
		Quarantined:          {Vi: "Sản phẩm đang bị cách ly.", En: "The product is in quarantine."},
		CountedElsewhere:     {Vi: "Việc này trên cùng văn bản hoặc hồ sơ đã được tính một lần cho người này.", En: "The same act on the same document or dossier counts already for this official."},
		Mismatch:             {Vi: "Dữ liệu của minh chứng không khớp nhau; lỗi của hệ thống, hãy báo quản trị.", En: "The parts of the evidence do not belong together; this is our fault, please tell the administrator."},
		TypeNotApproved:      {Vi: "Loại sản phẩm chưa được phê duyệt.", En: "The product type is not approved."},
		TypeNotInForce:       {Vi: "Loại sản phẩm không có hiệu lực vào ngày hoàn thành.", En: "The product type was not in force on the day of completion."},
		TypeNoCoefficient:    {Vi: "Loại sản phẩm chưa có hệ số quy đổi.", En: "The product type has no coefficient."},
		IndicatorNotApproved: {Vi: "Chỉ tiêu chưa được phê duyệt.", En: "The indicator is not approved."},
		IndicatorRefusesType: {Vi: "Chỉ tiêu không nhận loại sản phẩm này.", En: "The indicator does not take this product type."},
		PlanNone:             {Vi: "Việc phát sinh chưa có việc được giao nào được duyệt.", En: "Work nobody assigned, and no assignment was approved for it."},
		PlanUnapproved:       {Vi: "Việc phát sinh chưa được người phụ trách duyệt giao.", En: "The supervisor has not approved the assignment of this unplanned work."},
		PlanOtherPeriod:      {Vi: "Việc được giao thuộc kỳ khác và không chuyển sang kỳ này.", En: "The assignment is of another period and was not carried into this one."},
		CompletedUnknown:     {Vi: "Chưa có ngày hoàn thành.", En: "The day of completion is not known."},
		CompletedOutside:     {Vi: "Ngày hoàn thành nằm ngoài kỳ.", En: "The day of completion is outside the period."},
		SubmittedNever:       {Vi: "Chưa có thời điểm gửi.", En: "It was never submitted."},
		SubmittedLate:        {Vi: "Gửi sau khi kỳ xem xét đã đóng; chỉ tính qua kiến nghị hoặc biên bản điều chỉnh.", En: "Submitted after review closed; it counts only through a petition or a correction record."},
		JudgedNothing:        {Vi: "Quyết định không ghi phiên bản tệp đã được xem.", En: "The decision names no version of the file."},
		JudgedOther:          {Vi: "Tệp hiện tại không phải phiên bản đã được xem xét; cần xem lại.", En: "The current file is not the version that was judged; it has to be judged again."},
		ProofFile:            {Vi: "Loại sản phẩm này cần có tệp.", En: "This product type needs a file."},
		ProofRecord:          {Vi: "Loại sản phẩm này cần dòng dữ liệu từ hệ thống nguồn.", En: "This product type needs a record of the source system."},
		ProofNone:            {Vi: "Chưa có tệp cũng chưa có dòng dữ liệu từ hệ thống nguồn.", En: "There is neither a file nor a record of the source system."},
		HeadNotConfirmed:     {Vi: "Công việc mật không kèm nội dung chưa được người đứng đầu xác nhận.", En: "The head has not confirmed this unit of classified work."},
		ReadPending:          {Vi: "Tệp đang được đọc.", En: "The file is still being read."},
		ReadNotTyped:         {Vi: "Không đọc được tệp: cần người nhập số, ký hiệu hoặc mã hồ sơ.", En: "The file could not be read: a person has to type its number and symbol or dossier code."},
		ReadNotOpened:        {Vi: "Không đọc được tệp: người phụ trách phải mở xem.", En: "The file could not be read: the supervisor has to open it."},
		UnitsNone:            {Vi: "Số lượng đề nghị phải lớn hơn 0.", En: "The claimed quantity must be above 0."},
		ShareRange:           {Vi: "Phần đóng góp phải lớn hơn 0 và không quá 1.", En: "The share must be above 0 and at most 1."},
	}
}
