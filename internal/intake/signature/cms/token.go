package cms

import (
	"bytes"
	"time"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// Token is what a timestamp authority signed (RFC 3161, 2.4.2).
type Token struct {
	Time    time.Time
	digest  algorithm
	imprint []byte
}

// Info reads the content of a timestamp token.
func (m *Message) Info() (Token, bool) {
	var t Token
	if m.ContentType != TokenInfo || !m.Encloses {
		return t, false
	}
	in := cryptobyte.String(m.Content)
	var seq, imprint, hashed cryptobyte.String
	var policy string
	if !in.ReadASN1(&seq, der.SEQUENCE) || !in.Empty() || !seq.SkipASN1(der.INTEGER) || !readOID(&seq, &policy) ||
		!seq.ReadASN1(&imprint, der.SEQUENCE) || !t.digest.read(&imprint) ||
		!imprint.ReadASN1(&hashed, der.OCTET_STRING) || !imprint.Empty() || !seq.SkipASN1(der.INTEGER) {
		return t, false
	}
	t.imprint = hashed
	var ok bool
	t.Time, ok = generalized(&seq)
	return t, ok
}

// Stamps reports whether the token is about content. The second result is false
// when its digest is not computed here.
func (t Token) Stamps(content [][]byte) (match, known bool) {
	h, known := hashOf(t.digest.id)
	if !known {
		return false, false
	}
	return bytes.Equal(t.imprint, sum(h, content)), true
}

// Digest names the digest of the imprint.
func (t Token) Digest() string {
	if h, ok := hashOf(t.digest.id); ok {
		return h.String()
	}
	return t.digest.id
}

// WeakImprint reports a SHA-1 imprint.
func (t Token) WeakImprint() bool { return t.digest.id == "1.3.14.3.2.26" }
