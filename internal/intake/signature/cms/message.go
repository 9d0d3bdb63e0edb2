// Package cms verifies CMS signatures (RFC 5652) and timestamp tokens (RFC 3161)
// over the bytes as they were transmitted.
//
// It computes with the standard library's primitives and is itself only the
// reading of the envelope, which no library does without sorting the signed
// attributes anew. It builds no chain, trusts nobody, reads no clock and asks no
// server; whether an outcome is good is for the caller to say.
package cms

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// ErrMalformed is returned for bytes that are no signed data.
var ErrMalformed = errors.New("cms: malformed signed data")

// maxSize bounds an envelope, in bytes; maxCertificates what is read of it.
const (
	maxSize         = 8 << 20
	maxCertificates = 100
)

// Message is an envelope of signed data.
type Message struct {
	ContentType  string // object identifier
	Content      []byte
	Encloses     bool // there is content inside, be it empty
	Certificates []*x509.Certificate
	Unreadable   int // certificates inside that cannot be read
	CRLs         [][]byte
	Signers      []Signer
	Trailing     []byte // what stands behind the envelope
}

// Signer is one SignerInfo.
type Signer struct {
	issuer, serial []byte // as written; nil when the key identifier is given
	keyID          []byte
	digest         algorithm
	signature      algorithm
	attributes     []byte // the signed attributes as a SET, nil when there are none
	signed         map[string][][]byte
	unsigned       map[string][][]byte
	twice          bool   // an attribute that may stand once stands twice
	Value          []byte // the signature itself
}

type algorithm struct {
	id     string
	params []byte
}

// Object identifiers used in more than one place.
const (
	oidData       = "1.2.840.113549.1.7.1"
	oidSignedData = "1.2.840.113549.1.7.2"

	// TokenInfo is the content of a timestamp token.
	TokenInfo = "1.2.840.113549.1.9.16.1.4"
	// Data is the content of a signature that encloses nothing special.
	Data = oidData
)

// Open reads an envelope, BER or DER.
func Open(in []byte) (*Message, error) {
	if len(in) > maxSize {
		return nil, ErrMalformed
	}
	m := &Message{}
	if m.read(in) {
		return m, nil
	}
	strict, rest, err := definite(in)
	if err != nil {
		return nil, ErrMalformed
	}
	m = &Message{}
	if !m.read(strict) {
		return nil, ErrMalformed
	}
	m.Trailing = rest
	return m, nil
}

func (m *Message) read(in []byte) bool {
	rest := cryptobyte.String(in)
	var info, explicit, data, algorithms, signers cryptobyte.String
	var kind string
	if !rest.ReadASN1(&info, der.SEQUENCE) || !readOID(&info, &kind) || kind != oidSignedData ||
		!info.ReadASN1(&explicit, tag(0)) || !info.Empty() ||
		!explicit.ReadASN1(&data, der.SEQUENCE) || !explicit.Empty() ||
		!data.SkipASN1(der.INTEGER) || !data.ReadASN1(&algorithms, der.SET) || !m.content(&data) {
		return false
	}
	m.Trailing = rest
	var certificates, crls cryptobyte.String
	var some bool
	if !data.ReadOptionalASN1(&certificates, &some, tag(0)) {
		return false
	}
	m.certificates(certificates)
	if !data.ReadOptionalASN1(&crls, &some, tag(1)) {
		return false
	}
	for !crls.Empty() {
		var one cryptobyte.String
		var t der.Tag
		if !crls.ReadAnyASN1Element(&one, &t) {
			return false
		}
		if t == der.SEQUENCE {
			m.CRLs = append(m.CRLs, one)
		}
	}
	if !data.ReadASN1(&signers, der.SET) || !data.Empty() {
		return false
	}
	for !signers.Empty() {
		var s Signer
		if len(m.Signers) > 10 || !s.read(&signers) {
			return false
		}
		m.Signers = append(m.Signers, s)
	}
	return true
}

func (m *Message) content(data *cryptobyte.String) bool {
	var capsule, explicit cryptobyte.String
	if !data.ReadASN1(&capsule, der.SEQUENCE) || !readOID(&capsule, &m.ContentType) ||
		!capsule.ReadOptionalASN1(&explicit, &m.Encloses, tag(0)) || !capsule.Empty() {
		return false
	}
	if !m.Encloses {
		return true
	}
	var content cryptobyte.String
	if !explicit.ReadASN1(&content, der.OCTET_STRING) || !explicit.Empty() {
		return false
	}
	m.Content = content
	return true
}

func (m *Message) certificates(in cryptobyte.String) {
	for !in.Empty() && len(m.Certificates)+m.Unreadable < maxCertificates {
		var one cryptobyte.String
		var t der.Tag
		if !in.ReadAnyASN1Element(&one, &t) {
			return
		}
		c, err := x509.ParseCertificate(one)
		if err != nil {
			m.Unreadable++
			continue
		}
		m.Certificates = append(m.Certificates, c)
	}
}

func (s *Signer) read(in *cryptobyte.String) bool {
	var info, value cryptobyte.String
	if !in.ReadASN1(&info, der.SEQUENCE) || !info.SkipASN1(der.INTEGER) || !s.identifier(&info) || !s.digest.read(&info) {
		return false
	}
	if info.PeekASN1Tag(tag(0)) {
		var element cryptobyte.String
		if !info.ReadASN1Element(&element, tag(0)) {
			return false
		}
		s.attributes = slices.Clone([]byte(element))
		s.attributes[0] = byte(der.SET)
		set := cryptobyte.String(s.attributes)
		if !set.ReadASN1(&element, der.SET) || !s.list(element, &s.signed) {
			return false
		}
	}
	if !s.signature.read(&info) || !info.ReadASN1(&value, der.OCTET_STRING) {
		return false
	}
	s.Value = value
	var unsigned cryptobyte.String
	var some bool
	if !info.ReadOptionalASN1(&unsigned, &some, tag(1)) || !info.Empty() {
		return false
	}
	twice := s.twice
	if !s.list(unsigned, &s.unsigned) {
		return false
	}
	s.twice = twice // unsigned attributes may repeat: nobody signed them
	return true
}

func (s *Signer) identifier(info *cryptobyte.String) bool {
	if info.PeekASN1Tag(der.Tag(0).ContextSpecific()) {
		var id cryptobyte.String
		if !info.ReadASN1(&id, der.Tag(0).ContextSpecific()) {
			return false
		}
		s.keyID = id
		return true
	}
	var both, issuer, serial cryptobyte.String
	if !info.ReadASN1(&both, der.SEQUENCE) || !both.ReadASN1Element(&issuer, der.SEQUENCE) ||
		!both.ReadASN1Element(&serial, der.INTEGER) || !both.Empty() {
		return false
	}
	s.issuer, s.serial = issuer, serial
	return true
}

// list reads attributes: identifier -> values.
func (s *Signer) list(in cryptobyte.String, into *map[string][][]byte) bool {
	*into = map[string][][]byte{}
	for !in.Empty() {
		var one, set cryptobyte.String
		var id string
		if !in.ReadASN1(&one, der.SEQUENCE) || !readOID(&one, &id) || !one.ReadASN1(&set, der.SET) || !one.Empty() {
			return false
		}
		_, again := (*into)[id]
		s.twice = s.twice || again
		values := (*into)[id]
		for !set.Empty() {
			var value cryptobyte.String
			var t der.Tag
			if !set.ReadAnyASN1Element(&value, &t) {
				return false
			}
			values = append(values, value)
		}
		(*into)[id] = values
	}
	return true
}

func (a *algorithm) read(in *cryptobyte.String) bool {
	var seq cryptobyte.String
	if !in.ReadASN1(&seq, der.SEQUENCE) || !readOID(&seq, &a.id) {
		return false
	}
	a.params = seq
	return true
}

func readOID(in *cryptobyte.String, out *string) bool {
	var id asn1.ObjectIdentifier
	if !in.ReadASN1ObjectIdentifier(&id) {
		return false
	}
	*out = id.String()
	return true
}

// tag is the constructed context tag [n].
func tag(n uint8) der.Tag { return der.Tag(n).ContextSpecific().Constructed() }

// isSigner reports whether c is the certificate that s names.
func (s *Signer) isSigner(c *x509.Certificate) bool {
	if s.keyID != nil {
		return len(s.keyID) > 0 && bytes.Equal(c.SubjectKeyId, s.keyID)
	}
	serial, err := asn1.Marshal(c.SerialNumber)
	return err == nil && bytes.Equal(c.RawIssuer, s.issuer) && bytes.Equal(serial, s.serial)
}
