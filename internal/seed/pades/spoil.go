package pades

import (
	"bytes"
	"fmt"
	"regexp"
)

// Strike draws a thick line and a white box over the first page in a later
// revision, as somebody would who alters a signed paper: the signature stays true
// to what it signed, and what is shown is another thing. y is the height of the
// line in points from the foot of the page.
func Strike(pdf []byte, y float64) ([]byte, error) {
	f, err := read(pdf)
	if err != nil {
		return nil, err
	}
	page, err := f.page(1)
	if err != nil {
		return nil, err
	}
	sheet, err := f.dict(page)
	if err != nil {
		return nil, err
	}
	m := regexp.MustCompile(`/Contents\s+(\d+ 0 R)`).FindStringSubmatchIndex(sheet)
	if m == nil {
		return nil, ErrFile
	}
	// The paper's own drawing may leave the unit or a colour changed: it is put
	// between q and Q by two streams of their own.
	before := f.add(streamOf("", "q"))
	after := f.add(streamOf("", fmt.Sprintf("Q q 1 1 1 rg 90 %.1f 420 13 re f 0 0 0 RG 1.2 w 92 %.1f m 505 %.1f l S Q", y-4, y+3, y+3)))
	f.replace(page, sheet[:m[0]]+fmt.Sprintf("/Contents[%d 0 R %s %d 0 R]", before, sheet[m[2]:m[3]], after)+sheet[m[1]:])
	f.append()
	return f.out, nil
}

// Damage alters one digit of the day on which a signed PDF says it was made, as a
// fault of a disk or a careless program would: nothing is seen, and the signature
// no longer holds.
func Damage(pdf []byte) ([]byte, error) {
	out := bytes.Clone(pdf)
	m := regexp.MustCompile(`/CreationDate \(D:\d{13}(\d)`).FindSubmatchIndex(out)
	if m == nil {
		return nil, ErrFile
	}
	out[m[2]] = '0' + (out[m[2]]-'0'+5)%10
	return out, nil
}
