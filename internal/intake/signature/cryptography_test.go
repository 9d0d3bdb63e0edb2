package signature

import (
	"bytes"
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"slices"
	"strings"

	"minhchung/internal/kpi"
)

func p256() elliptic.Curve { return elliptic.P256() }

func withKeyID() *x509.Certificate {
	return &x509.Certificate{KeyUsage: x509.KeyUsageDigitalSignature, SubjectKeyId: []byte{1, 2, 3, 4, 5}}
}

// cryptography: envelopes that do not hold, or are not what they seem.
func cryptography() []trial {
	broken, undetermined := kpi.SignatureBroken, kpi.SignatureUndetermined
	one := func(e func(w *pki) envelope) func(w *pki) []byte {
		return func(w *pki) []byte { return signedPaper(table, with(e(w))).out }
	}
	return []trial{
		{name: "content replaced under the signature", file: func(w *pki) []byte {
			return bytes.Replace(signedPaper(table, by(w.rsa)).out, []byte("10 trieu"), []byte("90 trieu"), 1)
		}, want: broken, code: "cms.digest"},
		{name: "signature value spoiled", file: one(func(w *pki) envelope { return envelope{by: w.rsa, spoil: true} }), want: broken, code: "cms.signature"},
		{name: "signed by another key", file: one(func(w *pki) envelope {
			return envelope{by: w.p256, sent: w.rsa.cert, sigAlg: seq(oid("1.2.840.113549.1.1.1"), null())}
		}), want: broken},
		{name: "digest of something else", file: one(func(w *pki) envelope { return envelope{by: w.rsa, digest: make([]byte, 32)} }), want: broken, code: "cms.digest"},
		{name: "no message digest", file: one(func(w *pki) envelope { return envelope{by: w.rsa, noDigest: true} }), want: broken, code: "cms.attributes"},
		{name: "two message digests", file: one(func(w *pki) envelope { return envelope{by: w.rsa, doubleMD: true} }), want: broken, code: "cms.attributes"},
		{name: "another content type", file: one(func(w *pki) envelope { return envelope{by: w.rsa, kind: "1.2.840.113549.1.7.3"} }), want: broken, code: "cms.content-type"},
		{name: "mixed digest and algorithm", file: one(func(w *pki) envelope {
			return envelope{by: w.rsa, sigAlg: seq(oid("1.2.840.113549.1.1.12"), null())}
		}), want: broken, code: "cms.mixed"},
		{name: "PSS with another digest inside", file: one(func(w *pki) envelope {
			h := seq(oid(hashOID(crypto.SHA1)), null())
			return envelope{by: w.rsa, pss: true, sigAlg: seq(oid("1.2.840.113549.1.1.10"), seq(ctx(0, h), ctx(1, seq(oid("1.2.840.113549.1.1.8"), h)), ctx(2, integer(32))))}
		}), want: broken, code: "cms.mixed"},
		{name: "PSS with another trailer", file: one(func(w *pki) envelope {
			h := seq(oid(hashOID(crypto.SHA256)), null())
			return envelope{by: w.rsa, pss: true, sigAlg: seq(oid("1.2.840.113549.1.1.10"), seq(ctx(0, h), ctx(1, seq(oid("1.2.840.113549.1.1.8"), h)), ctx(2, integer(32)), ctx(3, integer(2))))}
		}), want: broken, code: "cms.mixed"},
		{name: "certificate substituted, same key", file: one(func(w *pki) envelope { return envelope{by: w.rsa, sent: w.twin.cert, named: w.rsa.cert} }), want: broken, code: "cms.ess"},
		{name: "two signing-certificates", file: one(func(w *pki) envelope {
			h := sumOf(crypto.SHA256, w.twin.cert.Raw)
			return envelope{by: w.rsa, more: [][]byte{attribute("1.2.840.113549.1.9.16.2.47", seq(seq(seq(octets(h)))))}}
		}), want: broken, code: "cms.attributes"},
		{name: "two signers in one signature", file: one(func(w *pki) envelope { return envelope{by: w.rsa, signers: 2} }), want: undetermined, code: "cms.signers"},
		{name: "no signer", file: one(func(w *pki) envelope { return envelope{by: w.rsa, signers: -1} }), want: broken, code: "cms.signers"},
		{name: "no certificate", file: one(func(w *pki) envelope { return envelope{by: w.rsa, noCert: true} }), want: undetermined, code: "cms.certificate"},
		{name: "unknown algorithm", file: one(func(w *pki) envelope { return envelope{by: w.rsa, sigAlg: seq(oid("1.3.101.113"))} }), want: undetermined, code: "cms.algorithm"},
		{name: "negative serial number", file: one(negative), want: undetermined, code: codeUnreadableCertificate},
		{name: "content enclosed though detached", file: func(w *pki) []byte {
			return signedPaper(table, signing{envelope: envelope{by: w.rsa}, seal: func(file []byte, dict int) []byte {
				return enclosing(w, file, dict)
			}}).out
		}, want: undetermined, code: codeEncloses},
		{name: "enclosed content signed instead of the file", file: one(func(w *pki) envelope {
			return envelope{by: w.rsa, content: []byte("nội dung khác"), digest: sumOf(crypto.SHA256, []byte("nội dung khác"))}
		}), want: broken, code: "cms.digest"},
		{name: "not CMS at all", file: func(w *pki) []byte {
			return signedPaper(table, signing{seal: func(file []byte, dict int) []byte {
				from, to := gap(file, dict)
				return putRange(file, dict, 0, from, to, len(file)-to)
			}}).out
		}, want: broken, code: codeEnvelope},
		{name: "CMS cut off", file: func(w *pki) []byte {
			file := signedPaper(table, by(w.rsa)).out
			from, to := gap(file, bytes.LastIndex(file, []byte("/ByteRange")))
			body := file[from+1 : to-1]
			used := len(bytes.TrimRight(body, "0"))
			copy(body[used-400:], strings.Repeat("0", 400))
			return file
		}, want: broken},
	}
}

// negative is a signer whose certificate has a serial number below zero, which the
// standard library does not read unless the program asks for it.
func negative(w *pki) envelope {
	p := *w.rsa
	raw := slices.Clone(p.cert.Raw)
	i := bytes.Index(raw, []byte{0xa0, 3, 2, 1, 2, 2, 1}) // version 3, then a serial of one byte
	raw[i+7] |= 0x80
	cert := *p.cert
	cert.Raw = raw
	return envelope{by: &p, sent: &cert}
}

// enclosing signs the file and encloses the very bytes it signs.
func enclosing(w *pki, file []byte, dict int) []byte {
	from, to := gap(file, dict)
	file = putRange(file, dict, 0, from, to, len(file)-to)
	message := slices.Concat(file[:from], file[to:])
	return putCMS(file, from, signing{envelope: envelope{by: w.rsa, content: message[:200], digest: sumOf(crypto.SHA256, message)}}, message)
}
