package pades

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"slices"
	"time"
)

// The words of CMS (RFC 5652) that a signature is written in.
type (
	envelope struct {
		Kind    asn1.ObjectIdentifier
		Content signedData `asn1:"explicit,tag:0"`
	}
	signedData struct {
		Version      int
		Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
		Inside       content
		Certificates asn1.RawValue
		Signers      []signerInfo `asn1:"set"`
	}
	content struct {
		Kind  asn1.ObjectIdentifier
		Value asn1.RawValue `asn1:"optional"`
	}
	signerInfo struct {
		Version    int
		Signer     issuerAndSerial
		Digest     pkix.AlgorithmIdentifier
		Attributes asn1.RawValue
		Algorithm  pkix.AlgorithmIdentifier
		Value      []byte
		Unsigned   asn1.RawValue `asn1:"optional"`
	}
	issuerAndSerial struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}
	attribute struct {
		Kind   asn1.ObjectIdentifier
		Values asn1.RawValue
	}
	signingCertificate struct { // RFC 5035, SHA-256 being its default
		Certificates []certificateID
	}
	certificateID struct {
		Hash   []byte
		Issuer issuerSerial
	}
	issuerSerial struct {
		Names  []asn1.RawValue
		Serial *big.Int
	}
)

func number(n ...int) asn1.ObjectIdentifier { return n }

func pkcs9(n ...int) asn1.ObjectIdentifier {
	return append(number(1, 2, 840, 113549, 1, 9), n...)
}

func data() asn1.ObjectIdentifier      { return number(1, 2, 840, 113549, 1, 7, 1) }
func tokenInfo() asn1.ObjectIdentifier { return pkcs9(16, 1, 4) }
func digest() pkix.AlgorithmIdentifier {
	return pkix.AlgorithmIdentifier{Algorithm: number(2, 16, 840, 1, 101, 3, 4, 2, 1)}
}
func ecdsaSHA256() pkix.AlgorithmIdentifier {
	return pkix.AlgorithmIdentifier{Algorithm: number(1, 2, 840, 10045, 4, 3, 2)}
}

// writer collects the first error of a row of encodings.
type writer struct{ err error }

func (w *writer) der(v any) []byte {
	b, err := asn1.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	return b
}

// raw puts encoded parts under a tag of their own.
func raw(class, tag int, parts ...[]byte) asn1.RawValue {
	return asn1.RawValue{Class: class, Tag: tag, IsCompound: true, Bytes: slices.Concat(parts...)}
}

func (w *writer) attribute(kind asn1.ObjectIdentifier, value any) []byte {
	return w.der(attribute{kind, raw(asn1.ClassUniversal, asn1.TagSet, w.der(value))})
}

// seal signs a message and returns the envelope, without the message. stamp, if
// there is one, is asked for a timestamp of the signature value.
func (s *Signer) seal(message []byte, stamp func([]byte) ([]byte, error)) ([]byte, error) {
	return s.envelope(content{Kind: data()}, message, nil, stamp)
}

// envelope signs. PAdES leaves the signing time to the PDF (EN 319 142-1, 6.3), a
// timestamp token says it in its content; at is for tokens that want it besides.
func (s *Signer) envelope(inside content, message []byte, at *time.Time, stamp func([]byte) ([]byte, error)) ([]byte, error) {
	w := &writer{}
	c := s.certificate
	hash := sha256.Sum256(message)
	own := sha256.Sum256(c.Raw)
	directory := raw(asn1.ClassContextSpecific, 4, c.RawIssuer)
	attributes := [][]byte{
		w.attribute(pkcs9(3), inside.Kind),
		w.attribute(pkcs9(4), hash[:]),
		w.attribute(pkcs9(16, 2, 47), signingCertificate{[]certificateID{{own[:], issuerSerial{[]asn1.RawValue{directory}, c.SerialNumber}}}}),
	}
	if at != nil {
		attributes = append(attributes, w.attribute(pkcs9(5), at.UTC()))
	}
	slices.SortFunc(attributes, bytes.Compare)
	signed := w.der(raw(asn1.ClassUniversal, asn1.TagSet, attributes...))
	sum := sha256.Sum256(signed)
	value, err := s.key.Sign(nil, sum[:], crypto.SHA256) // no chance: RFC 6979
	if err != nil {
		return nil, err
	}
	info := signerInfo{
		Version: 1, Signer: issuerAndSerial{asn1.RawValue{FullBytes: c.RawIssuer}, c.SerialNumber}, Digest: digest(),
		Attributes: raw(asn1.ClassContextSpecific, 0, attributes...), Algorithm: ecdsaSHA256(), Value: value,
	}
	if stamp != nil {
		token, err := stamp(value)
		if err != nil {
			return nil, err
		}
		info.Unsigned = raw(asn1.ClassContextSpecific, 1, w.attribute(pkcs9(16, 2, 14), asn1.RawValue{FullBytes: token}))
	}
	version := 1
	if !inside.Kind.Equal(data()) {
		version = 3
	}
	out := w.der(envelope{number(1, 2, 840, 113549, 1, 7, 2), signedData{
		Version: version, Digests: []pkix.AlgorithmIdentifier{digest()}, Inside: inside,
		Certificates: raw(asn1.ClassContextSpecific, 0, append([][]byte{c.Raw}, s.above...)...), Signers: []signerInfo{info},
	}})
	return out, w.err
}

// imprint and stampInfo are what a timestamp authority signs (RFC 3161, 2.4.2).
type (
	imprint struct {
		Digest pkix.AlgorithmIdentifier
		Hash   []byte
	}
	stampInfo struct {
		Version int
		Policy  asn1.ObjectIdentifier
		Imprint imprint
		Serial  *big.Int
		Time    time.Time `asn1:"generalized"`
	}
)

// token stamps a value with a time.
func (a *Authority) token(value []byte, at time.Time) ([]byte, error) {
	w := &writer{}
	hash := sha256.Sum256(value)
	info := w.der(stampInfo{
		Version: 1, Policy: number(1, 3, 6, 1, 4, 1, 99999, 1), Imprint: imprint{digest(), hash[:]},
		Serial: new(big.Int).SetBytes(hash[:8]), Time: at.UTC().Truncate(time.Second),
	})
	if w.err != nil {
		return nil, w.err
	}
	inside := content{tokenInfo(), raw(asn1.ClassContextSpecific, 0, w.der(info))}
	return a.stamping.envelope(inside, info, &at, nil)
}
