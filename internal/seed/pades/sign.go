package pades

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// Options of one signature. The zero value is an invisible one on the last page.
type Options struct {
	Reason string     // shown by readers, such as "Ký ban hành"
	Place  string     // where, such as "An Bình Minh"
	Stamp  *Authority // its timestamp authority stamps the signature; nil for none
	Frame  *Frame     // a visible frame; nil for none
}

// Frame is where a signature shows, in points from the lower left corner.
type Frame struct {
	Page       int // from 1; 0 is the last
	X, Y, W, H float64
}

// room is what is kept for the envelope, in bytes: three certificates, a token.
const room = 6000

// Sign puts a signature on a PDF, behind whatever it holds already. The same
// arguments give the same bytes. The error is ErrFile for a PDF that was not made
// here.
func Sign(pdf []byte, s *Signer, at time.Time, o Options) ([]byte, error) {
	f, err := read(pdf)
	if err != nil {
		return nil, err
	}
	root, err := f.dict(f.root)
	if err != nil {
		return nil, err
	}
	page := 0
	if o.Frame != nil {
		page = o.Frame.Page
	}
	if page, err = f.page(page); err != nil {
		return nil, err
	}
	sheet, err := f.dict(page)
	if err != nil {
		return nil, err
	}
	holes := fmt.Sprintf("/ByteRange [0 %[1]s %[1]s %[1]s]/Contents <%s>", strings.Repeat("*", 10), strings.Repeat("0", 2*room))
	value := f.add(fmt.Sprintf("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M %s%s%s%s>>",
		text("D:"+at.UTC().Format("20060102150405")+"Z"), optional("/Reason", o.Reason), optional("/Location", o.Place), holes))
	rect, look := "[0 0 0 0]", ""
	if w := o.Frame; w != nil {
		rect = fmt.Sprintf("[%.2f %.2f %.2f %.2f]", w.X, w.Y, w.X+w.W, w.Y+w.H)
		picture := f.add(streamOf(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<<>>", w.W, w.H),
			fmt.Sprintf("0.78 0.09 0.11 RG 0.8 w 1 1 %.2f %.2f re S", w.W-2, w.H-2)))
		look = fmt.Sprintf("/AP<</N %d 0 R>>", picture)
	}
	form := intAfter([]byte(root), "/AcroForm")
	count := bytes.Count(pdf, []byte("/SubFilter/ETSI.CAdES.detached")) + 1
	field := f.add(fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T %s/F 132/Rect%s/P %d 0 R/V %d 0 R%s>>", text(fmt.Sprintf("ChuKy%d", count)), rect, page, value, look))
	if form < 0 {
		form = f.add(fmt.Sprintf("<</Fields[%d 0 R]/SigFlags 3>>", field))
		f.replace(f.root, with(root, fmt.Sprintf("/AcroForm %d 0 R", form)))
	} else {
		dict, err := f.dict(form)
		if err != nil {
			return nil, err
		}
		f.replace(form, strings.Replace(dict, "/Fields[", fmt.Sprintf("/Fields[%d 0 R ", field), 1))
	}
	f.replace(page, annotated(sheet, field))
	places := f.append()
	return fill(f.out, places[value], s, at, o)
}

// annotated adds a widget to a page, behind those it has.
func annotated(sheet string, field int) string {
	m := regexp.MustCompile(`/Annots\s*\[[^\]]*\]`).FindStringIndex(sheet)
	if m == nil {
		return with(sheet, fmt.Sprintf("/Annots[%d 0 R]", field))
	}
	return sheet[:m[1]-1] + fmt.Sprintf(" %d 0 R", field) + sheet[m[1]-1:]
}

// fill says which bytes are signed, signs them and puts the envelope in its room.
func fill(pdf []byte, value int, s *Signer, at time.Time, o Options) ([]byte, error) {
	from := value + bytes.Index(pdf[value:], []byte("/Contents <")) + len("/Contents ")
	to := from + 2*room + 2
	numbers := fmt.Sprintf("/ByteRange [0 %d %d %d]", from, to, len(pdf)-to)
	hole := value + bytes.Index(pdf[value:], []byte("/ByteRange ["))
	width := bytes.IndexByte(pdf[hole:], ']') + 1
	copy(pdf[hole:], numbers+strings.Repeat(" ", width-len(numbers)))
	var stamp func([]byte) ([]byte, error)
	if o.Stamp != nil {
		stamp = func(v []byte) ([]byte, error) { return o.Stamp.token(v, at) }
	}
	envelope, err := s.seal(slices.Concat(pdf[:from], pdf[to:]), stamp)
	if err != nil {
		return nil, fmt.Errorf("pades: sign: %w", err)
	}
	if len(envelope) > room {
		return nil, errors.New("pades: the signature does not fit its room")
	}
	hex.Encode(pdf[from+1:], envelope)
	return pdf, nil
}

func optional(key, value string) string {
	if value == "" {
		return ""
	}
	return key + text(value)
}

// text writes a text string: plain letters as they are, others in UTF-16.
func text(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > 126 || r < 32 || strings.ContainsRune(`()\`, r) }) < 0 {
		return "(" + s + ")"
	}
	out := "FEFF"
	for _, u := range utf16.Encode([]rune(s)) {
		out += fmt.Sprintf("%04X", u)
	}
	return "<" + out + ">"
}
