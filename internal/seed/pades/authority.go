package pades

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"
)

// Authority is a root, an issuing authority below it and a timestamp authority.
type Authority struct {
	seed      uint64
	notBefore time.Time
	root      *Signer
	issuing   *Signer
	stamping  *Signer
}

// Signer is a certificate with its key.
type Signer struct {
	certificate *x509.Certificate
	above       [][]byte // certificates sent along, the root left out
	key         *ecdsa.PrivateKey
}

// How long certificates live, in years: longer than any demonstration is looked at.
const (
	rootYears = 30
	yearsLong = 10
)

// NewAuthority makes an authority whose keys and certificates follow from the seed
// and the first moment of their validity, and from nothing else.
func NewAuthority(seed uint64, notBefore time.Time) (*Authority, error) {
	a := &Authority{seed: seed, notBefore: notBefore.UTC().Truncate(time.Second)}
	ca := x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	var err error
	if a.root, err = a.issue(nil, ca, name("CA gốc minh họa - không có giá trị pháp lý", "Minh Chứng, dữ liệu minh họa"), rootYears); err != nil {
		return nil, err
	}
	if a.issuing, err = a.issue(a.root, ca, name("CA minh họa dành cho cơ quan", "Minh Chứng, dữ liệu minh họa"), rootYears); err != nil {
		return nil, err
	}
	tsa := x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature}
	purpose, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		return nil, err
	}
	tsa.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: purpose}}
	a.stamping, err = a.issue(a.issuing, tsa, name("Dấu thời gian minh họa", "Minh Chứng, dữ liệu minh họa"), yearsLong)
	return a, err
}

// PEM is the certificate of the root, to be put among the trusted ones.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.certificate.Raw})
}

// Person issues a certificate to somebody of an organisation. The same name and
// organisation get the same one.
func (a *Authority) Person(person, organisation string) (*Signer, error) {
	leaf := x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	return a.issue(a.issuing, leaf, name(person, organisation), yearsLong)
}

// Agency issues the certificate of an organisation's seal (con dấu số).
func (a *Authority) Agency(organisation string) (*Signer, error) {
	return a.Person(organisation, organisation)
}

func name(common, organisation string) pkix.Name {
	return pkix.Name{Country: []string{"VN"}, Organization: []string{organisation}, CommonName: common}
}

func (a *Authority) issue(by *Signer, t x509.Certificate, subject pkix.Name, years int) (*Signer, error) {
	label := subject.CommonName + "\n" + subject.Organization[0]
	key, err := a.key(label)
	if err != nil {
		return nil, fmt.Errorf("pades: key of %q: %w", subject.CommonName, err)
	}
	number := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("serial\n"+label), a.seed))
	t.SerialNumber = new(big.Int).SetBytes(append([]byte{1}, number[:8]...))
	t.Subject, t.NotBefore, t.NotAfter = subject, a.notBefore, a.notBefore.AddDate(years, 0, 0)
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256(public)
	t.SubjectKeyId = id[:20] // RFC 7093
	s := &Signer{key: key}
	if by == nil {
		by = &Signer{certificate: &t, key: key}
	} else if !bytes.Equal(by.certificate.RawIssuer, by.certificate.RawSubject) {
		s.above = append([][]byte{by.certificate.Raw}, by.above...)
	}
	raw, err := x509.CreateCertificate(nil, &t, by.certificate, key.Public(), by.key)
	if err != nil {
		return nil, fmt.Errorf("pades: certificate of %q: %w", subject.CommonName, err)
	}
	s.certificate, err = x509.ParseCertificate(raw)
	return s, err
}

// key derives a private key from the seed: drawing one is not the same twice.
func (a *Authority) key(label string) (*ecdsa.PrivateKey, error) {
	for try := byte(0); ; try++ {
		raw := sha256.Sum256(binary.BigEndian.AppendUint64(append([]byte("key\n"+label+"\n"), try), a.seed))
		key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw[:])
		if err == nil || try == 9 { // one in 2³² is no key
			return key, err
		}
	}
}
