package seed

import (
	"bytes"
	"time"

	"minhchung/internal/kpi"
	"minhchung/internal/seed/pades"
	"minhchung/internal/seed/paper"
)

// Signing says who signs the file of a document, and what happened to it since. The
// zero value is a file that nobody signed: a scan, minutes, a receipt.
type Signing struct {
	Person       string
	Organisation string
	Seal         string // the organisation whose seal is put on after the person signed; "" for none
	Then         Mishap
}

// Mishap is what happened to a signed file before it was submitted.
type Mishap string

// The mishaps, as the documents' rows name them.
const (
	Kept    Mishap = ""
	Altered Mishap = "changed" // something was drawn over the page
	Damaged Mishap = "broken"  // bytes that were signed are others now
)

// ward is how the agency is named in certificates.
const ward = "Ủy ban nhân dân phường An Bình Minh (minh họa)"

// Authority returns the certificate authority of the office. Its certificates begin
// with the office, so that it is the same whatever day the office is looked at.
func (o Office) Authority() (*pades.Authority, error) {
	return pades.NewAuthority(o.Seed, kpi.NewDate(2025, time.July, 1).Start())
}

// signing decides how a paper is signed: what has a number and was not scanned is
// signed by the person below it and sealed by the office that issues it.
func (b *builder) signing(row documentRow) Signing {
	switch row.Type {
	case "BB", "GM", "PTN":
		return Signing{}
	}
	if row.Scan {
		return Signing{}
	}
	s := Signing{Person: b.person(row.Sign).Name, Organisation: ward, Seal: ward, Then: Mishap(row.Signed)}
	if code := unitCode(row.From); code != "" {
		s.Seal = b.unit(code).Name + ", phường An Bình Minh (minh họa)"
	}
	return s
}

// File makes the bytes of the document as they are submitted.
func (d Document) File(a *pades.Authority) ([]byte, error) {
	var file bytes.Buffer
	var err error
	if d.Scan {
		err = paper.Scan(&file, d.Paper, d.Seed)
	} else {
		err = paper.Render(&file, d.Paper)
	}
	if err != nil || d.Signing.Person == "" {
		return file.Bytes(), err
	}
	who, err := a.Person(d.Signing.Person, d.Signing.Organisation)
	if err != nil {
		return nil, err
	}
	// Before the morning on which it is submitted at the earliest.
	at := d.CompletedOn.Start().Add(7*time.Hour + 30*time.Minute)
	out, err := pades.Sign(file.Bytes(), who, at, pades.Options{Reason: "Ký ban hành", Place: place, Stamp: a})
	if err == nil && d.Signing.Seal != "" {
		if who, err = a.Agency(d.Signing.Seal); err == nil {
			out, err = pades.Sign(out, who, at.Add(20*time.Minute), pades.Options{Reason: "Phát hành", Place: place, Stamp: a})
		}
	}
	if err != nil {
		return nil, err
	}
	switch d.Signing.Then {
	case Altered:
		return pades.Strike(out, strikeAt)
	case Damaged:
		return pades.Damage(out)
	}
	return out, nil
}

// strikeAt is the height of the first lines of a paper's text, in points.
const strikeAt = 520
