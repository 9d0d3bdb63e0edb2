package signature

import (
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"slices"
	"testing"

	"minhchung/internal/kpi"

	"golang.org/x/crypto/ocsp"
)

// identity: who signed, when, and whether the certificate held.
func identity() []trial {
	sound, untrusted := kpi.SignatureSound, kpi.SignatureUntrusted
	one := func(e func(w *pki) envelope) func(w *pki) []byte {
		return func(w *pki) []byte { return signedPaper(table, with(e(w))).out }
	}
	chain := func(word string) func(*testing.T, Report) {
		return first(func(s kpi.Signature) bool { return s.Intact && s.Chain == word })
	}
	stampIs := func(word string, proven bool) func(*testing.T, Report) {
		return first(func(s kpi.Signature) bool { return s.Timestamp == word && (s.ProvenTime != nil) == proven })
	}
	return []trial{
		{name: "another root", file: one(func(w *pki) envelope { return envelope{by: w.stranger} }), want: untrusted, code: codeUntrusted, check: chain("untrusted")},
		{name: "a web server's certificate", file: one(func(w *pki) envelope { return envelope{by: w.server} }), want: untrusted, code: codeUsage, check: chain("invalid")},
		{name: "an authority for web servers only", file: below(x509.Certificate{KeyUsage: x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}), want: untrusted, code: codeUsage, check: chain("invalid")},
		{name: "an authority whose key may do nothing", file: below(x509.Certificate{ExtraExtensions: uselessKey()}), want: untrusted, code: codeUsage, check: chain("invalid")},
		{name: "an authority below another", file: below(x509.Certificate{KeyUsage: x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}}), want: sound, check: chain("trusted")},
		{name: "a key that may do nothing", file: one(func(w *pki) envelope {
			return envelope{by: w.issue(w.between, "Vô Dụng", x509.Certificate{ExtraExtensions: uselessKey()}, newEC(elliptic.P256()), "2025-01-01", "2027-01-01")}
		}), want: untrusted, code: codeUsage, check: chain("invalid")},
		{name: "expired, no timestamp", file: one(func(w *pki) envelope { return envelope{by: w.expired} }), want: untrusted, code: codeExpired, check: chain("expired")},
		{name: "expired since, timestamped before", file: one(func(w *pki) envelope { return envelope{by: w.expired, stamp: &stamp{}} }), want: sound, check: stampIs("valid", true)},
		{name: "claimed time outside the certificate", file: one(func(w *pki) envelope { return envelope{by: w.p256, at: day("2019-05-05")} }), want: sound, code: codeClaimed},
		{name: "signature timestamp", file: one(func(w *pki) envelope { return envelope{by: w.rsa, stamp: &stamp{}} }), want: sound, check: stampIs("valid", true)},
		{name: "timestamp of another signature", file: one(func(w *pki) envelope {
			return envelope{by: w.expired, stamp: &stamp{about: []byte("chữ ký khác")}}
		}), want: untrusted, code: codeStamp, check: stampIs("invalid", false)},
		{name: "timestamp spoiled", file: one(func(w *pki) envelope { return envelope{by: w.rsa, stamp: &stamp{spoil: true}} }), want: sound, code: codeStamp, check: stampIs("invalid", false)},
		{name: "timestamp of a stranger", file: one(func(w *pki) envelope {
			return envelope{by: w.expired, stamp: &stamp{by: w.issueStamper(nil, "2025-01-01", "2035-01-01")}}
		}), want: untrusted, code: codeStampUntrusted, check: stampIs("valid", false)},
		{name: "timestamp by somebody who is no authority", file: one(func(w *pki) envelope {
			return envelope{by: w.expired, stamp: &stamp{by: w.p256}}
		}), want: untrusted, code: codeStampUntrusted, check: stampIs("valid", false)},
		{name: "timestamp from the future", file: one(func(w *pki) envelope {
			return envelope{by: w.expired, stamp: &stamp{at: day("2027-01-01")}}
		}), want: untrusted, code: codeStampUntrusted},
		{name: "revoked, CRL in the signature", file: one(func(w *pki) envelope {
			return envelope{by: w.rsa, crls: [][]byte{crl(w.between, "2026-02-01", w.rsa.cert)}}
		}), want: untrusted, code: codeRevoked, check: chain("revoked")},
		{name: "CRL of a stranger", file: one(func(w *pki) envelope {
			forged := &person{w.between.cert, newEC(p256())}
			return envelope{by: w.rsa, crls: [][]byte{crl(forged, "2026-02-01", w.rsa.cert)}}
		}), want: sound, code: codeNoRevocation},
		{name: "B-LT: evidence in the DSS", file: func(w *pki) []byte { return longTerm(w, w.rsa, crl(w.between, "2026-03-03"), nil).out }, want: sound, later: changeDSS,
			check: first(func(s kpi.Signature) bool { return s.Revocation == "good" })},
		{name: "OCSP says revoked", file: func(w *pki) []byte {
			return longTerm(w, w.rsa, nil, status(w.between, w.rsa.cert, ocsp.Revoked, "2026-02-20")).out
		}, want: untrusted, code: codeRevoked},
		{name: "revoked after the proven time", file: func(w *pki) []byte {
			p := signedPaper(table, with(envelope{by: w.rsa, stamp: &stamp{}}))
			return store(p, w, crl(w.between, "2026-04-04", w.rsa.cert), status(w.between, w.rsa.cert, ocsp.Good, "2026-03-03")).out
		}, want: sound, code: codeRevokedLater},
		{name: "B-LTA: document timestamp over it all", file: func(w *pki) []byte {
			p := longTerm(w, w.expired, crl(w.between, "2026-03-03"), nil)
			return p.sign(docStamp(w, "2026-03-05")).out
		}, want: sound, later: changeTimestamp, check: first(func(s kpi.Signature) bool { return s.ProvenTime != nil && s.ProvenTime.Equal(day("2026-03-05")) })},
		{name: "document timestamp alone", file: func(w *pki) []byte { return newPaper(table).sign(docStamp(w, "2026-03-05")).out }, want: kpi.SignatureNone, code: codeOnlyStamps,
			check: only(func(s kpi.Signature) bool { return s.Kind == "timestamp" && s.Intact && s.ProvenTime != nil })},
		{name: "document timestamp alone, content replaced", file: func(w *pki) []byte {
			file := newPaper(table).sign(docStamp(w, "2026-03-05")).out
			file[slices.Index(file, 'B')] = 'b'
			return file
		}, want: kpi.SignatureBroken},
		{name: "encrypted", file: func(w *pki) []byte {
			p := newPaper(table)
			p.trailer = "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<00>/U<00>>>"
			return p.sign(by(w.rsa)).out
		}, want: kpi.SignatureUndetermined, code: codeEncrypted},
	}
}

// uselessKey is a key usage without any use.
func uselessKey() []pkix.Extension {
	return []pkix.Extension{{Id: []int{2, 5, 29, 15}, Critical: true, Value: []byte{3, 2, 7, 0}}}
}

// below signs by a certificate of one more authority.
func below(authority x509.Certificate) func(w *pki) []byte {
	return func(w *pki) []byte {
		authority.IsCA, authority.BasicConstraintsValid = true, true
		between := w.issue(w.root, "Cơ quan ở giữa", authority, newEC(elliptic.P256()), "2020-01-01", "2040-01-01")
		leaf := x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature}
		signer := w.issue(between, "Người Dưới", leaf, newEC(elliptic.P256()), "2025-01-01", "2027-01-01")
		return signedPaper(table, with(envelope{by: signer, beside: []*person{between}})).out
	}
}

func docStamp(w *pki, on string) signing {
	return signing{envelope: envelope{by: w.stamper, at: day(on)}, filter: "ETSI.RFC3161"}
}

// longTerm signs and adds evidence in a later revision.
func longTerm(w *pki, p *person, list, answer []byte) *paper {
	return store(signedPaper(table, by(p)), w, list, answer)
}

func store(p *paper, w *pki, list, answer []byte) *paper {
	n := p.alloc()
	objects := []obj{{n, streamOf("", string(w.between.cert.Raw))}}
	dss := fmt.Sprintf("/DSS<</Certs[%s]", ref(n))
	for i, raw := range [][]byte{list, answer} {
		if raw == nil {
			continue
		}
		n := p.alloc()
		objects = append(objects, obj{n, streamOf("", string(raw))})
		dss += fmt.Sprintf("/%s[%s]", []string{"CRLs", "OCSPs"}[i], ref(n))
	}
	if list != nil { // the authority itself is not revoked either
		n := p.alloc()
		objects = append(objects, obj{n, streamOf("", string(crl(w.root, "2026-03-03")))})
		dss = dss[:len(dss)-1] + " " + ref(n) + "]"
		if answer != nil {
			dss = fmt.Sprintf("/DSS<</Certs[%s]/CRLs[%s %s]/OCSPs[%s]", ref(n-3), ref(n-2), ref(n), ref(n-1))
		}
	}
	p.catalog += dss + ">>"
	return p.write(append(objects, obj{1, p.root()})...)
}
