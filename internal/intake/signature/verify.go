package signature

import (
	"crypto"
	"crypto/x509"
	"slices"
	"time"

	"minhchung/internal/intake/signature/cms"
	"minhchung/internal/intake/signature/revision"
	"minhchung/internal/kpi"
)

// one is a signature while it is being judged.
type one struct {
	*candidate
	kpi.Signature
	cover   coverage
	message *cms.Message
	outcome cms.Outcome
	stamped *time.Time // what a document timestamp says
	refused bool       // a later change that is not permitted

	unfinished bool // a bound ended the comparison
}

// Kinds of signature dictionary.
const (
	kindSignature = "signature"
	kindTimestamp = "timestamp"
)

// open verifies the bytes: everything that needs no trust.
func open(doc *revision.Doc, c *candidate, more []*x509.Certificate) *one {
	s := &one{candidate: c, Signature: kpi.Signature{
		Field: c.field, Kind: kindSignature, LaterChanges: []string{}, Chain: chainUnknown, Timestamp: "none",
		Revocation: revocationUnknown, Findings: []kpi.Finding{},
	}}
	v := doc.View(c.last)
	filter, _ := v.Resolve(c.dict.Get("SubFilter")).(revision.Name)
	if filter == "ETSI.RFC3161" {
		s.Kind = kindTimestamp
	}
	s.typing(v, filter)
	contents, _ := c.dict.Get("Contents").(*revision.String)
	s.cover = cover(doc, c.dict, contents)
	s.Coverage = s.cover.word
	s.note(s.cover.reasons...)
	if t, ok := pdfTime(words(v.Resolve(c.dict.Get("M")))); ok && s.Kind == kindSignature {
		s.ClaimedTime = &t
	}
	if contents == nil || len(contents.Bytes) == 0 {
		s.outcome.State = cms.Broken
		s.note(codeEmpty)
		return s
	}
	if filter == "adbe.x509.rsa_sha1" {
		s.outcome.State = cms.Unsupported
		s.note(codeOldForm)
		return s
	}
	s.envelope(filter, contents.Bytes, more)
	return s
}

// typing notes what makes a dictionary differ from a plain signature of a field.
func (s *one) typing(v *revision.View, filter revision.Name) {
	if kind, there := s.dict.Lookup("Type"); there && kind != nil {
		switch v.Resolve(kind) {
		case revision.Name("Sig"):
		case revision.Name("DocTimeStamp"):
			if filter != "ETSI.RFC3161" {
				s.note(codeType)
			}
		default:
			s.note(codeType)
		}
	}
	if !s.attached {
		s.note(codeUnattached)
	} else if !s.typed {
		s.note(codeFieldType)
	}
	if s.fields > 1 {
		s.note(codeShared)
	}
	if s.dict.Twice {
		s.note(codeTwice)
	}
}

func (s *one) note(codes ...string) {
	for _, code := range codes {
		if !slices.ContainsFunc(s.Findings, func(f kpi.Finding) bool { return f.Code == code }) {
			s.Findings = append(s.Findings, kpi.Finding{Code: code, Text: sentence(code)})
		}
	}
}

// envelope verifies the CMS inside the dictionary.
func (s *one) envelope(filter revision.Name, raw []byte, more []*x509.Certificate) {
	message, err := cms.Open(raw)
	if err != nil {
		s.outcome.State = cms.Broken
		s.note(codeEnvelope)
		return
	}
	s.message = message
	if padding(message.Trailing) {
		s.note(codePadding)
		s.Coverage = worseCover(s.Coverage)
	}
	signed := s.cover.pieces
	switch {
	case filter == "ETSI.RFC3161" || message.ContentType == cms.TokenInfo:
		signed = [][]byte{message.Content}
		s.stampedBy(message)
	case filter == "adbe.pkcs7.sha1":
		signed = [][]byte{message.Content}
		if !message.Encloses || string(message.Content) != string(sha1Of(s.cover.pieces)) {
			s.outcome.State = cms.Broken
			s.note(cms.CodeDigest)
		}
	case message.Encloses:
		s.note(codeEncloses)
	case filter != "adbe.pkcs7.detached" && filter != "ETSI.CAdES.detached":
		s.note(codeFilter)
	}
	before := s.outcome.State
	s.outcome = message.Verify(signed, more)
	switch {
	case before == cms.Broken:
		s.outcome.State = cms.Broken
	case before == cms.Unsupported && s.outcome.State == cms.Verified:
		s.outcome.State = cms.Unsupported
	case message.Encloses && s.outcome.State == cms.Verified && slices.ContainsFunc(s.Findings, func(f kpi.Finding) bool { return f.Code == codeEncloses }):
		s.outcome.State = cms.Unsupported
	}
	if filter == "adbe.pkcs7.sha1" {
		s.outcome.Weak = true
	}
	s.facts()
}

// stampedBy checks a timestamp token that stands where a signature would.
func (s *one) stampedBy(message *cms.Message) {
	s.Kind = kindTimestamp
	s.ClaimedTime = nil
	token, ok := message.Info()
	if !ok {
		s.outcome.State = cms.Broken
		s.note(codeEnvelope)
		return
	}
	match, known := token.Stamps(s.cover.pieces)
	switch {
	case !known:
		s.outcome.State = cms.Unsupported
		s.note(cms.CodeAlgorithm)
	case !match:
		s.outcome.State = cms.Broken
		s.note(cms.CodeDigest)
	}
	if token.WeakImprint() {
		s.Weak = true
	}
	s.stamped = &token.Time
}

// facts copies what the envelope says.
func (s *one) facts() {
	o := s.outcome
	if o.Code != "" {
		s.note(o.Code)
	}
	for _, n := range o.Notes {
		s.note(n)
	}
	if s.message.Unreadable > 0 {
		s.note(codeUnreadableCertificate)
	}
	s.Digest, s.Algorithm, s.Weak = o.Digest, o.Algorithm, o.Weak || s.Weak
	if s.Weak {
		s.note(codeWeak)
	}
	if o.Time != nil && s.Kind == kindSignature {
		s.ClaimedTime = o.Time
	}
	if c := o.Certificate; c != nil {
		s.Signer, s.Issuer = clean(c.Subject.CommonName), clean(c.Issuer.CommonName)
		if len(c.Subject.Organization) > 0 {
			s.Organisation = clean(c.Subject.Organization[0])
		}
		if s.ClaimedTime != nil && (s.ClaimedTime.Before(c.NotBefore) || s.ClaimedTime.After(c.NotAfter)) {
			s.note(codeClaimed)
		}
	}
	s.Intact = o.State == cms.Verified && len(s.cover.pieces) > 0
}

// worseCover: bytes inside the gap that are no signature are not covered.
func worseCover(word string) string {
	if word == coverWhole || word == coverRevision {
		return coverPartial
	}
	return word
}

func sha1Of(pieces [][]byte) []byte {
	h := crypto.SHA1.New()
	for _, p := range pieces {
		h.Write(p)
	}
	return h.Sum(nil)
}

// pdfTime reads a date of PDF, D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-2, 7.9.4).
func pdfTime(s string) (time.Time, bool) {
	if len(s) < 16 || s[:2] != "D:" {
		return time.Time{}, false
	}
	digits, zone := s[2:16], ""
	for _, c := range s[16:] {
		if c != '\'' {
			zone += string(c)
		}
	}
	if zone == "" || zone[0] == 'Z' {
		zone = "+0000"
	} else if len(zone) == 3 {
		zone += "00"
	}
	t, err := time.Parse("20060102150405-0700", digits+zone)
	return t.UTC(), err == nil
}
