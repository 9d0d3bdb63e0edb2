package paper

// Truth is what a reader of the paper would write into a register.
type Truth struct {
	Number     string   `json:"number"` // "" when none is printed
	Symbol     string   `json:"symbol"` // "" likewise
	Type       string   `json:"type"`   // "" for official letters (công văn, thư công)
	Issuer     string   `json:"issuer"` // as the list of units calls it
	Place      string   `json:"place"`
	Date       string   `json:"date"` // ISO 8601
	Title      string   `json:"title"`
	Signer     string   `json:"signer"`
	Position   string   `json:"position"`
	Recipients []string `json:"recipients"`
	Subject    string   `json:"subject"`   // code of the dossier that the paper is about
	Mentioned  []string `json:"mentioned"` // codes of other dossiers in its text
}

// Paper is one invented paper: what is true of it, and what is printed.
type Paper struct {
	ID     string `json:"id"`
	Layout string `json:"layout"`
	Font   string `json:"font"`
	Truth  Truth  `json:"truth"`
	view   view
}

// view is what the templates print.
type view struct {
	Font               string
	Superior, Issuer   []string
	Number             string // the whole line
	PlaceDate          string
	Party              bool
	TypeName           string
	Excerpt            string
	About              string // "V/v …" of an official letter
	To                 []string
	Decides            string // who decides, in capitals, above the bases
	Bases              []string
	Resolution         string
	Dossier            string
	Paragraphs         []string
	Articles           bool
	Post               []string
	Note               string // "(Đã ký)"
	Name               string
	Recipients         []string
	Keep               string
	Ruled              bool
	Arrived            []string // lines of the arrival stamp
	Signed             []string // lines of the note of a digital signature
	Address            []string
	Wide               int // of the left column, percent
	Points             int // size of letters
	ExcerptWide        int // percent of the text's width
	Tilt               int // of the stamp, degrees
	StampX, StampY     int // of the stamp from the name, points
	SpaceBelow         int // between post and name, points
	LongBody, Narrowed bool
}
