package paper

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"minhchung/internal/kpi"

	"golang.org/x/text/unicode/norm"
)

// Paper is what stands on an administrative paper (văn bản hành chính). Only
// Issuer, Date and one of Excerpt and TypeName are required.
type Paper struct {
	Superior    string     // body above the issuer (cơ quan chủ quản); empty for a People's Committee
	Issuer      string     // issuing body, as printed: "ỦY BAN NHÂN DÂN PHƯỜNG …"
	Number      int        // restarts each year; 0 leaves the line out
	Symbol      string     // "QĐ-UBND", "UBND-VHXH"
	TypeCode    string     // abbreviation of Decree 30/2020, e.g. "QĐ"; empty for an official letter (công văn)
	TypeName    string     // "QUYẾT ĐỊNH"; empty for an official letter
	Place       string     // "An Bình Minh"
	Date        kpi.Date   // day of issue
	Excerpt     string     // trích yếu
	Competence  string     // who decides, in capitals, above the bases: "CHỦ TỊCH ỦY BAN NHÂN DÂN …"
	Bases       []string   // "Căn cứ …", in italics
	Resolution  string     // "QUYẾT ĐỊNH:", centred after the bases
	To          []string   // Kính gửi
	DossierCode string     // mã hồ sơ, printed on receipts of the one-stop desk
	Fields      []Field    // label and value lines of forms
	Paragraphs  []string   // see the conventions below
	Table       *Table     // after the paragraphs
	Closing     []string   // paragraphs after the table
	Sign        Signature  // right-hand block
	CoSign      *Signature // left-hand block instead of the recipients, for minutes
	Recipients  []string   // Nơi nhận
	Stamped     bool       // draws the seal beside the signature
}

// A paragraph that starts with "# " is a bold heading, one with "- " or "+ " an
// item; a leading "Điều 1." or "1." up to its full stop is set bold.

// Field is one line of a form.
type Field struct{ Label, Value string }

// Table is a ruled table; Widths are relative and may be nil.
type Table struct {
	Head   []string
	Widths []float64
	Rows   [][]string
}

// Signature is a signature block.
type Signature struct {
	Authority string // "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TL. CHỦ TỊCH"; may hold two lines parted by \n
	Position  string // "PHÓ CHỦ TỊCH"
	Name      string
}

// ErrPaper is wrapped by the errors about papers that lack a required part.
var ErrPaper = errors.New("paper: incomplete")

// Reference returns number and symbol as printed, "12/QĐ-UBND", or "".
func (p Paper) Reference() string {
	if p.Number <= 0 || p.Symbol == "" {
		return ""
	}
	return pad(p.Number) + "/" + p.Symbol
}

// Identity returns the identity of the paper as a document, and false for papers
// that bear no number.
func (p Paper) Identity() (kpi.Identity, bool) {
	return kpi.DocumentIdentity(p.Issuer, p.Date.Year(), strconv.Itoa(p.Number), p.Symbol)
}

func (p Paper) check() error {
	switch {
	case p.Issuer == "":
		return fmt.Errorf("%w: no issuer", ErrPaper)
	case p.Date.IsZero():
		return fmt.Errorf("%w: no date", ErrPaper)
	case p.Excerpt == "" && p.TypeName == "":
		return fmt.Errorf("%w: neither type nor excerpt", ErrPaper)
	}
	return nil
}

// Render writes the paper as a PDF with a text layer. It returns ErrPaper when a
// required part is missing, or what w returned.
func Render(w io.Writer, p Paper) error {
	pages, _, err := compose(p)
	if err != nil {
		return err
	}
	return writePDF(w, pages, info{title: title(p), subject: p.Reference(), day: p.Date, compress: true})
}

func title(p Paper) string {
	return norm.NFC.String(strings.TrimSpace(strings.Join([]string{p.TypeName, p.Reference(), p.Excerpt}, " ")))
}

// compose lays the paper out.
func compose(p Paper) ([]*sheet, *fonts, error) {
	if err := p.check(); err != nil {
		return nil, nil, err
	}
	f, err := loadFonts()
	if err != nil {
		return nil, nil, err
	}
	l := newLayout(f)
	l.header(p)
	l.body(p)
	l.ending(p)
	l.footers()
	return l.sheets, f, nil
}

// pad writes days, numbers and the months 1 and 2 with two digits, as the decree
// asks, so that no digit can be put in front.
func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func longDate(place string, d kpi.Date) string {
	t := d.Start()
	month := strconv.Itoa(int(t.Month()))
	if t.Month() <= 2 {
		month = "0" + month
	}
	s := "ngày " + pad(t.Day()) + " tháng " + month + " năm " + strconv.Itoa(t.Year())
	if place != "" {
		s = place + ", " + s
	}
	return s
}
