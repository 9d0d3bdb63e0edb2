package kpi

// Level is a level of quality (mức xếp loại chất lượng) of Law 80/2025 and
// Decree 335/2025. A period gives a candidate level only.
type Level string

// The levels.
const (
	Excellent    Level = "excellent"     // hoàn thành xuất sắc nhiệm vụ, ≥ 90
	Good         Level = "good"          // hoàn thành tốt nhiệm vụ, 70 to < 90
	Completed    Level = "completed"     // hoàn thành nhiệm vụ, 50 to < 70
	NotCompleted Level = "not-completed" // không hoàn thành nhiệm vụ, < 50 or a blocker
)

// GeneralCriteria (tiêu chí chung) are the points a named person gives, each with
// a reason: at most 30 together (Decree 335/2025).
type GeneralCriteria struct {
	Conduct    Rat    `json:"conduct" doc:"Political quality, ethics, discipline, n/d"`
	Capacity   Rat    `json:"capacity" doc:"Professional capacity, responsibility, attitude, n/d"`
	Innovation Rat    `json:"innovation" doc:"Innovation, daring to think and act, n/d"`
	Reason     string `json:"reason"`
	By         string `json:"by" doc:"Who decided"`
}

// Total returns the sum of the three.
func (g GeneralCriteria) Total() Rat { return g.Conduct.Add(g.Capacity).Add(g.Innovation) }

// Number is an exact number with its display string; the browser never calculates.
type Number struct {
	Exact Rat    `json:"exact" doc:"n/d"`
	Show  string `json:"show" doc:"Vietnamese notation, truncated"`
}

// Num makes a Number shown with at most two decimals.
func Num(r Rat) Number { return Number{Exact: r, Show: r.Display(2)} }

// Scorecard (phiếu điểm) is what was counted for one official in one period under
// one rulebook: every point with its line, its reason and its source.
type Scorecard struct {
	ID          ScorecardID  `json:"id"`
	OfficialID  OfficialID   `json:"official_id"`
	PeriodID    PeriodID     `json:"period_id"`
	Rulebook    string       `json:"rulebook"`
	FactsHash   string       `json:"facts_hash" doc:"SHA-256 of the canonical facts it was computed from"`
	Status      CardStatus   `json:"status" enum:"complete,provisional,insufficient-data"`
	Missing     []Text       `json:"missing" doc:"Why it is not complete"`
	A           *Number      `json:"a,omitempty" doc:"Quantity, percent"`
	B           *Number      `json:"b,omitempty" doc:"Quality, percent"`
	C           *Number      `json:"c,omitempty" doc:"Progress, percent"`
	Task        *Number      `json:"task,omitempty" doc:"Points of task results, at most 70"`
	General     *Number      `json:"general,omitempty" doc:"Points of general criteria, at most 30; absent = not assessed"`
	Total       *Number      `json:"total,omitempty" doc:"Sum of what is decided; provisional while general is absent"`
	Level       *Level       `json:"level" nullable:"true" doc:"Candidate level; null while provisional"`
	Lines       []CardLine   `json:"lines"`
	Unconfirmed []Text       `json:"unconfirmed" doc:"Parameters of the rulebook that the published law leaves open"`
	Steps       []CardStep   `json:"steps" doc:"The sum, step by step, with the rule and its source"`
	NotCounted  []NotCounted `json:"not_counted" doc:"Evidence that does not count, with the reason"`
}

// CardStatus says how much of a card is decided.
type CardStatus string

// The statuses of a card.
const (
	CardComplete     CardStatus = "complete"
	CardProvisional  CardStatus = "provisional"       // something is "chưa đánh giá"
	CardInsufficient CardStatus = "insufficient-data" // no plan: never 0 and never 70
)

// CardLine is one indicator and product type of a card.
type CardLine struct {
	IndicatorID   IndicatorID    `json:"indicator_id"`
	IndicatorName string         `json:"indicator_name"`
	TypeID        ProductTypeID  `json:"type_id"`
	TypeName      string         `json:"type_name"`
	Unit          string         `json:"unit"`
	Coefficient   Number         `json:"coefficient"`
	Assigned      Number         `json:"assigned" doc:"Units"`
	Done          Number         `json:"done" doc:"Units counted as completed"`
	AssignedConv  Number         `json:"assigned_converted" doc:"Converted units"`
	DoneConv      Number         `json:"done_converted"`
	QualityConv   Number         `json:"quality_converted"`
	OnTimeConv    Number         `json:"on_time_converted"`
	Points        Number         `json:"points" doc:"Task points this line brings (its part of the sum)"`
	Lost          Number         `json:"lost" doc:"Task points this line could still have brought"`
	Reasons       []Text         `json:"reasons"`
	Evidence      []CardEvidence `json:"evidence"`
}

// CardEvidence is one counted piece of evidence on a line.
type CardEvidence struct {
	EvidenceID EvidenceID `json:"evidence_id"`
	ProductID  ProductID  `json:"product_id"`
	Title      string     `json:"title"`
	Units      Number     `json:"units"`
	Quality    Number     `json:"quality" doc:"Part of its weight kept in b, percent"`
	OnTime     Number     `json:"on_time" doc:"Part of its weight kept in c, percent"`
	Reasons    []Text     `json:"reasons"`
}

// CardStep is one step of the sum.
type CardStep struct {
	Label  Text   `json:"label"`
	Sum    string `json:"sum" doc:"The calculation, written out"`
	Value  Number `json:"value"`
	Source Text   `json:"source" doc:"The rule and where it comes from"`
	Open   bool   `json:"open" doc:"The source leaves this open; the rulebook's parameter was used"`
}

// NotCounted is one piece of evidence that brought nothing, and why.
type NotCounted struct {
	EvidenceID EvidenceID `json:"evidence_id"`
	ProductID  ProductID  `json:"product_id"`
	Title      string     `json:"title"`
	Reasons    []Text     `json:"reasons"`
}
