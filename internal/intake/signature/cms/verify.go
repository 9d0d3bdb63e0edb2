package cms

import (
	"bytes"
	"crypto"
	"crypto/subtle"
	"crypto/x509"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// State is how a verification ended.
type State int

// The states.
const (
	Verified State = iota
	Broken
	Unsupported
)

// Codes of what was found.
const (
	CodeSigners     = "cms.signers"      // not exactly one signer
	CodeCertificate = "cms.certificate"  // the signer's certificate is missing or unreadable
	CodeDigest      = "cms.digest"       // the digest of the content is another
	CodeAttributes  = "cms.attributes"   // a needed attribute is missing, double or malformed
	CodeContentType = "cms.content-type" // the attribute names another kind of content
	CodeSignature   = "cms.signature"    // the signature does not verify
	CodeMixed       = "cms.mixed"        // algorithms that do not belong together
	CodeAlgorithm   = "cms.algorithm"    // an algorithm that is not computed here
	CodeKey         = "cms.key"          // a key that is not computed with here
	CodeESS         = "cms.ess"          // the signed attribute names another certificate
	CodeNoESS       = "cms.no-ess"       // no signed attribute names the certificate
	CodeNoAttrs     = "cms.no-attributes"
)

// Outcome is what a verification found.
type Outcome struct {
	State       State
	Code        string // why it is not Verified
	Detail      string
	Certificate *x509.Certificate
	Digest      string // "SHA-256"
	Algorithm   string // "RSA-PSS 2048"
	Weak        bool
	Time        *time.Time // signing-time attribute: a claim
	Notes       []string   // codes of what is unusual and no fault
	CRLs, OCSPs [][]byte   // revocation evidence in the signed attributes (Adobe)
	Token       []byte     // the signature timestamp
}

func (o *Outcome) broken(code string) {
	if o.State != Broken {
		o.State, o.Code = Broken, code
	}
}

func (o *Outcome) unsupported(code, detail string) {
	if o.State == Verified {
		o.State, o.Code, o.Detail = Unsupported, code, detail
	}
}

// Attributes that are read.
const (
	attrContentType   = "1.2.840.113549.1.9.3"
	attrMessageDigest = "1.2.840.113549.1.9.4"
	attrSigningTime   = "1.2.840.113549.1.9.5"
	attrESS           = "1.2.840.113549.1.9.16.2.12"
	attrESSv2         = "1.2.840.113549.1.9.16.2.47"
	attrToken         = "1.2.840.113549.1.9.16.2.14"
	attrArchival      = "1.2.840.113583.1.1.8"
)

// Verify checks the only signer of m over content, which is given in pieces. more
// are certificates from elsewhere among which the signer may be.
func (m *Message) Verify(content [][]byte, more []*x509.Certificate) Outcome {
	var o Outcome
	switch len(m.Signers) {
	case 0:
		o.broken(CodeSigners)
		return o
	case 1:
	default:
		o.unsupported(CodeSigners, "")
		return o
	}
	s := &m.Signers[0]
	digest, known := hashOf(s.digest.id)
	if known {
		o.Digest = digest.String()
	}
	if v := s.unsigned[attrToken]; len(v) > 0 {
		o.Token = v[0]
	}
	if i := slices.IndexFunc(m.Certificates, s.isSigner); i >= 0 {
		o.Certificate = m.Certificates[i]
	} else if i := slices.IndexFunc(more, s.isSigner); i >= 0 {
		o.Certificate = more[i]
	}
	if !known {
		o.unsupported(CodeAlgorithm, s.digest.id)
		return o
	}
	message := content
	if s.attributes != nil {
		o.attributes(m, s, digest, content)
		message = [][]byte{s.attributes}
	} else {
		o.Notes = append(o.Notes, CodeNoAttrs)
		if m.ContentType != oidData { // RFC 5652, 5.3: then they are required
			o.broken(CodeAttributes)
		}
	}
	if o.Certificate == nil {
		o.unsupported(CodeCertificate, "")
		return o
	}
	check(publicKey(o.Certificate), digest, s.signature, message, s.Value, &o)
	o.ess(s)
	return o
}

// attributes checks what was signed in place of the content.
func (o *Outcome) attributes(m *Message, s *Signer, digest crypto.Hash, content [][]byte) {
	if s.twice {
		o.broken(CodeAttributes)
	}
	var want []byte
	value, ok := s.single(attrMessageDigest)
	if !ok || !readOctets(value, &want) {
		o.broken(CodeAttributes)
	} else if subtle.ConstantTimeCompare(want, sum(digest, content)) != 1 {
		o.broken(CodeDigest)
	}
	var kind string
	value, ok = s.single(attrContentType)
	in := cryptobyte.String(value)
	if !ok || !readOID(&in, &kind) || !in.Empty() {
		o.broken(CodeAttributes)
	} else if kind != m.ContentType {
		o.broken(CodeContentType)
	}
	if value, ok = s.single(attrSigningTime); ok {
		if t, ok := readTime(value); ok {
			o.Time = &t
		}
	}
	if value, ok = s.single(attrArchival); ok {
		o.archival(value)
	}
}

func (s *Signer) single(id string) ([]byte, bool) {
	v := s.signed[id]
	if len(v) != 1 {
		return nil, false
	}
	return v[0], true
}

func readOctets(in []byte, out *[]byte) bool {
	s := cryptobyte.String(in)
	var v cryptobyte.String
	if !s.ReadASN1(&v, der.OCTET_STRING) || !s.Empty() {
		return false
	}
	*out = v
	return true
}

func readTime(in []byte) (time.Time, bool) {
	s := cryptobyte.String(in)
	var t time.Time
	if s.PeekASN1Tag(der.UTCTime) {
		return t, s.ReadASN1UTCTime(&t)
	}
	return generalized(&s)
}

// generalized reads a time with or without fractions of a second.
func generalized(s *cryptobyte.String) (time.Time, bool) {
	var v cryptobyte.String
	if !s.ReadASN1(&v, der.GeneralizedTime) {
		return time.Time{}, false
	}
	t, err := time.Parse("20060102150405.999999999Z", string(v))
	if err != nil {
		t, err = time.Parse("20060102150405Z", string(v))
	}
	return t, err == nil
}

// ess checks the attribute that binds the signature to one certificate (RFC 5035):
// without it another certificate with the same key could be put in its place.
func (o *Outcome) ess(s *Signer) {
	v1, v2 := s.signed[attrESS], s.signed[attrESSv2]
	if len(v1)+len(v2) == 0 {
		if s.attributes != nil {
			o.Notes = append(o.Notes, CodeNoESS)
		}
		return
	}
	if len(v1) > 1 || len(v2) > 1 {
		o.broken(CodeAttributes)
		return
	}
	for i, values := range [][][]byte{v1, v2} {
		if len(values) == 1 && !named(values[0], o.Certificate, i == 1) {
			o.broken(CodeESS)
		}
	}
}

// named reports whether the first ESSCertID(v2) is that of c.
func named(value []byte, c *x509.Certificate, v2 bool) bool {
	in := cryptobyte.String(value)
	var seq, list, first, hash cryptobyte.String
	if !in.ReadASN1(&seq, der.SEQUENCE) || !seq.ReadASN1(&list, der.SEQUENCE) || !list.ReadASN1(&first, der.SEQUENCE) {
		return false
	}
	digest := crypto.SHA1
	if v2 {
		digest = crypto.SHA256
		if first.PeekASN1Tag(der.SEQUENCE) {
			var a algorithm
			var ok bool
			if !a.read(&first) {
				return false
			}
			if digest, ok = hashOf(a.id); !ok {
				return false
			}
		}
	}
	if !first.ReadASN1(&hash, der.OCTET_STRING) || !bytes.Equal(hash, sum(digest, [][]byte{c.Raw})) {
		return false
	}
	if first.Empty() {
		return true
	}
	var both, names, directory, serial cryptobyte.String
	if !first.ReadASN1(&both, der.SEQUENCE) || !both.ReadASN1(&names, der.SEQUENCE) || !both.ReadASN1Element(&serial, der.INTEGER) {
		return false
	}
	return names.ReadASN1(&directory, tag(4)) && bytes.Equal(directory, c.RawIssuer) &&
		(&Signer{issuer: c.RawIssuer, serial: serial}).isSigner(c)
}

// archival reads Adobe's RevocationInfoArchival: CRLs in [0], OCSP responses in [1].
func (o *Outcome) archival(value []byte) {
	in := cryptobyte.String(value)
	var seq cryptobyte.String
	if !in.ReadASN1(&seq, der.SEQUENCE) {
		return
	}
	for i, into := range []*[][]byte{&o.CRLs, &o.OCSPs} {
		var part, list cryptobyte.String
		var there bool
		if !seq.ReadOptionalASN1(&part, &there, tag(uint8(i))) || there && !part.ReadASN1(&list, der.SEQUENCE) {
			return
		}
		for !list.Empty() {
			var one cryptobyte.String
			if !list.ReadASN1Element(&one, der.SEQUENCE) {
				return
			}
			*into = append(*into, one)
		}
	}
}
