package cms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	_ "crypto/sha1" //nolint:gosec // old signatures are verified with it, and named weak
	_ "crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509"
	"fmt"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// hashOf knows the digests that are verified: SHA-1 and the SHA-2 family.
func hashOf(id string) (crypto.Hash, bool) {
	switch id {
	case "1.3.14.3.2.26":
		return crypto.SHA1, true
	case "2.16.840.1.101.3.4.2.4":
		return crypto.SHA224, true
	case "2.16.840.1.101.3.4.2.1":
		return crypto.SHA256, true
	case "2.16.840.1.101.3.4.2.2":
		return crypto.SHA384, true
	case "2.16.840.1.101.3.4.2.3":
		return crypto.SHA512, true
	}
	return 0, false
}

// family is how a signature is computed.
type family int

const (
	unknown family = iota
	pkcs1
	pss
	ecDSA
	edDSA
)

// scheme sorts a signature algorithm; a hash of 0 means that of the digest.
func scheme(id string) (family, crypto.Hash) {
	switch id {
	case "1.2.840.113549.1.1.1":
		return pkcs1, 0
	case "1.2.840.113549.1.1.5", "1.3.14.3.2.29":
		return pkcs1, crypto.SHA1
	case "1.2.840.113549.1.1.14":
		return pkcs1, crypto.SHA224
	case "1.2.840.113549.1.1.11":
		return pkcs1, crypto.SHA256
	case "1.2.840.113549.1.1.12":
		return pkcs1, crypto.SHA384
	case "1.2.840.113549.1.1.13":
		return pkcs1, crypto.SHA512
	case "1.2.840.113549.1.1.10":
		return pss, 0
	case "1.2.840.10045.2.1":
		return ecDSA, 0
	case "1.2.840.10045.4.1":
		return ecDSA, crypto.SHA1
	case "1.2.840.10045.4.3.1":
		return ecDSA, crypto.SHA224
	case "1.2.840.10045.4.3.2":
		return ecDSA, crypto.SHA256
	case "1.2.840.10045.4.3.3":
		return ecDSA, crypto.SHA384
	case "1.2.840.10045.4.3.4":
		return ecDSA, crypto.SHA512
	case "1.3.101.112":
		return edDSA, 0
	}
	return unknown, 0
}

// Keys of fewer bits are named weak; those of RSA below smallestRSA are not
// verified at all by the standard library.
const (
	shortRSA    = 2048
	smallestRSA = 1024
	largestRSA  = 16384 // bits: verifying takes time with the cube of it
	shortCurve  = 256
)

// check verifies one signature over a message. The digest algorithm and that of
// the signature must agree: the freedom to combine them is an attack.
func check(key any, digest crypto.Hash, sig algorithm, message [][]byte, value []byte, o *Outcome) {
	kind, fixed := scheme(sig.id)
	if kind == unknown {
		o.unsupported(CodeAlgorithm, sig.id)
		return
	}
	if fixed != 0 && fixed != digest {
		o.broken(CodeMixed)
		return
	}
	o.Weak = o.Weak || digest == crypto.SHA1
	var good bool
	switch key := key.(type) {
	case *rsa.PublicKey:
		bits := key.N.BitLen()
		o.Weak = o.Weak || bits < shortRSA
		if bits < smallestRSA || bits > largestRSA {
			o.unsupported(CodeKey, fmt.Sprintf("RSA %d", bits))
			return
		}
		switch kind {
		case pkcs1:
			o.Algorithm = fmt.Sprintf("RSA %d", bits)
			good = rsa.VerifyPKCS1v15(key, digest, sum(digest, message), value) == nil
		case pss:
			o.Algorithm = fmt.Sprintf("RSA-PSS %d", bits)
			salt, ok := pssSalt(sig.params, digest)
			if !ok {
				o.broken(CodeMixed)
				return
			}
			good = rsa.VerifyPSS(key, digest, sum(digest, message), value, &rsa.PSSOptions{SaltLength: salt, Hash: digest}) == nil
		default:
			o.broken(CodeMixed)
			return
		}
	case *ecdsa.PublicKey:
		o.Algorithm = "ECDSA " + key.Curve.Params().Name
		o.Weak = o.Weak || key.Curve.Params().BitSize < shortCurve
		if kind != ecDSA {
			o.broken(CodeMixed)
			return
		}
		good = ecdsa.VerifyASN1(key, sum(digest, message), value)
	case ed25519.PublicKey:
		o.Algorithm = "Ed25519"
		if kind != edDSA {
			o.broken(CodeMixed)
			return
		}
		good = ed25519.Verify(key, slices.Concat(message...), value)
	default:
		o.unsupported(CodeKey, "")
		return
	}
	if !good {
		o.broken(CodeSignature)
	}
}

func sum(h crypto.Hash, message [][]byte) []byte {
	w := h.New()
	for _, m := range message {
		w.Write(m)
	}
	return w.Sum(nil)
}

// pssSalt reads RSASSA-PSS-params (RFC 4055) and returns the length of the salt.
// Its digest and that of its mask must be the digest of the signer, and its trailer
// the only one there is.
func pssSalt(params []byte, digest crypto.Hash) (int, bool) {
	hash, mask, salt := crypto.SHA1, crypto.SHA1, 20
	in := cryptobyte.String(params)
	var seq cryptobyte.String
	if in.Empty() || !in.ReadASN1(&seq, der.SEQUENCE) {
		return 0, false
	}
	var part cryptobyte.String
	var there bool
	if !seq.ReadOptionalASN1(&part, &there, tag(0)) {
		return 0, false
	}
	if there {
		var a algorithm
		if !a.read(&part) {
			return 0, false
		}
		if hash, there = hashOf(a.id); !there {
			return 0, false
		}
	}
	if !seq.ReadOptionalASN1(&part, &there, tag(1)) {
		return 0, false
	}
	if there {
		var a, inner algorithm
		if !a.read(&part) || a.id != "1.2.840.113549.1.1.8" {
			return 0, false
		}
		p := cryptobyte.String(a.params)
		if !inner.read(&p) {
			return 0, false
		}
		if mask, there = hashOf(inner.id); !there {
			return 0, false
		}
	}
	if !seq.ReadOptionalASN1(&part, &there, tag(2)) {
		return 0, false
	}
	if there && !part.ReadASN1Integer(&salt) {
		return 0, false
	}
	trailer := 1
	if !seq.ReadOptionalASN1(&part, &there, tag(3)) || !seq.Empty() || there && !part.ReadASN1Integer(&trailer) {
		return 0, false
	}
	return salt, trailer == 1 && hash == digest && mask == digest && salt >= 0 && salt <= 512
}

// publicKey returns the key of a certificate, also where the standard library
// knows no RSA key that is bound to PSS.
func publicKey(c *x509.Certificate) any {
	if c.PublicKey != nil {
		return c.PublicKey
	}
	in := cryptobyte.String(c.RawSubjectPublicKeyInfo)
	var seq cryptobyte.String
	var a algorithm
	var bits []byte
	if !in.ReadASN1(&seq, der.SEQUENCE) || !a.read(&seq) || a.id != "1.2.840.113549.1.1.10" || !seq.ReadASN1BitStringAsBytes(&bits) {
		return nil
	}
	key, err := x509.ParsePKCS1PublicKey(bits)
	if err != nil {
		return nil
	}
	return key
}
