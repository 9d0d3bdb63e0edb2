package kpi

// Act is what was done to a document or dossier. The same act on the same
// identity counts once for an official; different acts are different works.
type Act string

// The acts known from the start; the table of acts may hold more.
const (
	ActDraft    Act = "draft"    // soạn thảo
	ActReview   Act = "review"   // thẩm định, kiểm tra
	ActSign     Act = "sign"     // ký
	ActRegister Act = "register" // vào sổ, phát hành
	ActReceive  Act = "receive"  // tiếp nhận
	ActResolve  Act = "resolve"  // giải quyết
	ActLead     Act = "lead"     // lãnh đạo, tháo gỡ
)

// Needs says what proof a product type takes.
type Needs string

// The kinds of proof.
const (
	NeedsFile   Needs = "file"          // a file of its own
	NeedsRecord Needs = "source-record" // a row of a trusted import
	NeedsEither Needs = "either"
)

// ApprovalState is where a version of the catalogue stands.
type ApprovalState string

// The approval states; only approved versions count.
const (
	Draft    ApprovalState = "draft"
	Approved ApprovalState = "approved"
	Retired  ApprovalState = "retired"
)

// ProductType (loại sản phẩm trong danh mục) is one version of an entry of the
// catalogue of standard products. A nil Coefficient means "not configured": such
// a type cannot be counted, and is never taken for 1.
type ProductType struct {
	ID          ProductTypeID `json:"id"`
	Code        string        `json:"code" doc:"Stable over versions, e.g. A03"`
	Version     int           `json:"version" minimum:"1"`
	Name        string        `json:"name"`
	Group       string        `json:"group" doc:"A leadership, B shared professional, C unit-specific, D other"`
	Act         Act           `json:"act"`
	Unit        string        `json:"unit" doc:"Unit of count, e.g. văn bản, hồ sơ"`
	PerProduct  Rat           `json:"per_product" doc:"Units that one product is worth unless stated otherwise (exact fraction n/d)"`
	Coefficient *Rat          `json:"coefficient" nullable:"true" doc:"Converted units per unit (hệ số quy đổi), n/d; null = not configured"`
	Cap         *Rat          `json:"cap" nullable:"true" doc:"Most units counted for one official in one period, n/d; null = none"`
	Hours       *Rat          `json:"hours" nullable:"true" doc:"Standard hours a unit, n/d; for information"`
	Needs       Needs         `json:"needs" enum:"file,source-record,either"`
	Recognises  []string      `json:"recognises" doc:"Document type codes of Decree 30/2020 that suggest this type, e.g. QĐ"`
	State       ApprovalState `json:"state" enum:"draft,approved,retired"`
	From        Date          `json:"valid_from"`
	To          Date          `json:"valid_to"`
	Source      string        `json:"source" doc:"The decision that set the coefficient, or open"`
}

// Indicator (chỉ tiêu) is a named, versioned line on which an official is judged:
// the product types it accepts, its data source and its closing time.
type Indicator struct {
	ID         IndicatorID     `json:"id"`
	UnitID     UnitID          `json:"unit_id" doc:"The unit it belongs to; its divisions use it too"`
	Code       string          `json:"code"`
	Version    int             `json:"version" minimum:"1"`
	Name       string          `json:"name"`
	DataSource string          `json:"data_source" doc:"Where the figures come from (nguồn số liệu)"`
	ClosesDay  int             `json:"closes_day" doc:"Day of the last month on which figures close; 0 = last day"`
	Types      []ProductTypeID `json:"types" doc:"Product types it accepts"`
	State      ApprovalState   `json:"state" enum:"draft,approved,retired"`
}

// PlanLine (việc được giao) is what is assigned: the denominator of a, b and c.
type PlanLine struct {
	ID          PlanLineID    `json:"id"`
	OfficialID  OfficialID    `json:"official_id"`
	PeriodID    PeriodID      `json:"period_id"`
	IndicatorID IndicatorID   `json:"indicator_id"`
	TypeID      ProductTypeID `json:"type_id"`
	Quantity    Rat           `json:"quantity" doc:"Assigned units, n/d"`
	HandedOver  Date          `json:"handed_over"`
	Due         Date          `json:"due"`
	Title       string        `json:"title" doc:"What exactly was asked, for people"`
	Unplanned   bool          `json:"unplanned" doc:"Work nobody assigned beforehand (việc phát sinh)"`
	Approved    bool          `json:"approved" doc:"Unplanned work counts once the supervisor approves the assignment"`
}
