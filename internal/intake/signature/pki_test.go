package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"
)

// The days on which the tests play.
func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func signedOn() time.Time { return day("2026-03-02") }
func judgedOn() time.Time { return day("2026-06-01") }

// person is a certificate with its key.
type person struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// pki is a small world: a root nobody but the tests trusts, an authority below it,
// signers of every kind and a timestamp authority.
type pki struct {
	root, between              *person
	rsa, short, p256, p384     *person
	p521, ed, expired, stamper *person
	stranger, server, twin     *person // another root's, a web server's, the key of rsa under another name
	mu                         sync.Mutex
	serial                     int64
}

// world makes the keys once: they are the slow part.
var world = sync.OnceValue(func() *pki {
	w := &pki{serial: 100}
	ca := x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	w.root = w.issue(nil, "Gốc thử nghiệm", ca, newEC(elliptic.P256()), "2020-01-01", "2040-01-01")
	w.between = w.issue(w.root, "Cơ quan chứng thực thử nghiệm", ca, newEC(elliptic.P256()), "2020-01-01", "2040-01-01")
	leaf := x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	from, to := "2025-01-01", "2027-01-01"
	w.rsa = w.issue(w.between, "Nguyễn Thị Thử", leaf, newRSA(2048), from, to)
	w.short = w.issue(w.between, "Khóa Ngắn", leaf, newRSA(1024), from, to)
	w.p256 = w.issue(w.between, "Trần Văn Mẫu", leaf, newEC(elliptic.P256()), from, to)
	w.p384 = w.issue(w.between, "Ba Trăm Tám Tư", leaf, newEC(elliptic.P384()), from, to)
	w.p521 = w.issue(w.between, "Năm Trăm Hai Mốt", leaf, newEC(elliptic.P521()), from, to)
	_, ed, _ := ed25519.GenerateKey(rand.Reader)
	w.ed = w.issue(w.between, "Đường Cong Ép", leaf, ed, from, to)
	w.expired = w.issue(w.between, "Hết Hạn", leaf, newEC(elliptic.P256()), "2025-01-01", "2026-04-01")
	w.twin = w.issue(w.between, "Tên Khác", leaf, w.rsa.key, from, to)
	other := w.issue(nil, "Gốc lạ", ca, newEC(elliptic.P256()), "2020-01-01", "2040-01-01")
	w.stranger = w.issue(other, "Người Lạ", leaf, newEC(elliptic.P256()), from, to)
	web := leaf
	web.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	w.server = w.issue(w.between, "may-chu.example", web, newEC(elliptic.P256()), from, to)
	w.stamper = w.issueStamper(w.between, "2025-01-01", "2035-01-01")
	return w
})

func (w *pki) issueStamper(by *person, from, to string) *person {
	tsa := x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature}
	tsa.ExtraExtensions = []pkix.Extension{{Id: []int{2, 5, 29, 37}, Critical: true, Value: seq(oid("1.3.6.1.5.5.7.3.8"))}}
	return w.issue(by, "Dấu thời gian thử nghiệm", tsa, newEC(elliptic.P256()), from, to)
}

func newRSA(bits int) crypto.Signer {
	k, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return k
}

func newEC(c elliptic.Curve) crypto.Signer {
	k, err := ecdsa.GenerateKey(c, rand.Reader)
	if err != nil {
		panic(err)
	}
	return k
}

func (w *pki) issue(by *person, name string, t x509.Certificate, key crypto.Signer, from, to string) *person {
	w.mu.Lock()
	w.serial++
	t.SerialNumber = big.NewInt(w.serial)
	w.mu.Unlock()
	t.Subject = pkix.Name{CommonName: name, Organization: []string{"Cơ quan hư cấu"}, Country: []string{"VN"}}
	t.NotBefore, t.NotAfter = day(from), day(to)
	if by == nil {
		by = &person{&t, key}
	}
	raw, err := x509.CreateCertificate(rand.Reader, &t, by.cert, key.Public(), by.key)
	if err != nil {
		panic(err)
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		panic(err)
	}
	return &person{c, key}
}

// anchors trusts the root of the world.
func anchors(t testing.TB) Anchors {
	t.Helper()
	a, bad := ParseAnchors(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: world().root.cert.Raw}))
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	return a
}

// crl lists the certificates an issuer revoked on a day; none makes an empty list.
func crl(issuer *person, on string, revoked ...*x509.Certificate) []byte {
	l := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: day(on), NextUpdate: day("2030-01-01")}
	for _, c := range revoked {
		l.RevokedCertificateEntries = append(l.RevokedCertificateEntries, x509.RevocationListEntry{SerialNumber: c.SerialNumber, RevocationTime: day(on)})
	}
	raw, err := x509.CreateRevocationList(rand.Reader, l, issuer.cert, issuer.key)
	if err != nil {
		panic(err)
	}
	return raw
}

// status is an OCSP response of the issuer itself.
func status(issuer *person, c *x509.Certificate, word int, on string) []byte {
	raw, err := ocsp.CreateResponse(issuer.cert, issuer.cert, ocsp.Response{
		Status: word, SerialNumber: c.SerialNumber, ThisUpdate: day(on), NextUpdate: day("2030-01-01"), RevokedAt: day(on),
	}, issuer.key)
	if err != nil {
		panic(err)
	}
	return raw
}
