package signature

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"slices"
	"time"
)

// How a chain of certificates ends.
const (
	chainTrusted   = "trusted"
	chainUntrusted = "untrusted"
	chainExpired   = "expired"
	chainRevoked   = "revoked"
	chainInvalid   = "invalid"
	chainUnknown   = "unknown"
)

// trust judges chains for one file.
type trust struct {
	anchors Anchors
	store   evidence
	now     time.Time
	lists   map[*byte]*x509.RevocationList // those read so far, by their first byte; nil: unreadable
}

// judgement is what is known about one certificate at one time.
type judgement struct {
	chain      string
	revocation string
	reasons    []string
	path       []*x509.Certificate
}

// judge builds a chain for leaf at a time. proven says that at is established;
// claimed is only used to tell an expired chain from none at all.
func (t trust) judge(leaf *x509.Certificate, more evidence, at time.Time, proven, stamping bool) judgement {
	j := judgement{chain: chainUnknown, revocation: revocationUnknown}
	if leaf == nil {
		return j
	}
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	for _, c := range t.anchors.roots {
		roots.AddCert(c)
	}
	for _, c := range slices.Concat(more.certificates, t.store.certificates) {
		between.AddCert(c)
	}
	options := x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
	if stamping {
		options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}
	}
	paths, err := leaf.Verify(options)
	switch {
	case err == nil:
		j.chain, j.path = chainTrusted, paths[0]
	case outOfTime(leaf, options):
		j.chain = chainExpired
		j.reasons = append(j.reasons, codeExpired)
	default:
		j.chain = chainUntrusted
		var invalid x509.CertificateInvalidError
		var critical x509.UnhandledCriticalExtension
		if errors.As(err, &invalid) && invalid.Reason != x509.Expired || errors.As(err, &critical) {
			j.chain = chainInvalid
			j.reasons = append(j.reasons, codeChain)
		} else if leaf.SignatureAlgorithm == x509.SHA1WithRSA || leaf.SignatureAlgorithm == x509.ECDSAWithSHA1 {
			j.reasons = append(j.reasons, codeWeakChain)
		} else {
			j.reasons = append(j.reasons, codeUntrusted)
		}
		return j
	}
	if !mayStand(leaf, stamping) || !mayIssue(j.path, stamping) {
		j.chain = chainInvalid
		j.reasons = append(j.reasons, codeUsage)
		return j
	}
	if j.path != nil {
		t.revoked(&j, more, at, proven)
	}
	return j
}

// outOfTime reports whether the chain holds at another time: then it is not
// missing, only over or not begun.
func outOfTime(leaf *x509.Certificate, options x509.VerifyOptions) bool {
	for _, at := range []time.Time{leaf.NotAfter, leaf.NotBefore} {
		options.CurrentTime = at
		if _, err := leaf.Verify(options); err == nil {
			return true
		}
	}
	return false
}

// mayStand reports whether the key may be used for this: a certificate of a web
// server or of a timestamp authority signs no papers (RFC 5280, 4.2.1.3 and 12).
func mayStand(c *x509.Certificate, stamping bool) bool {
	if limited(c) && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return false
	}
	if stamping {
		return len(c.ExtKeyUsage) == 1 && len(c.UnknownExtKeyUsage) == 0 // RFC 3161, 2.3: this and no other
	}
	return purposed(c)
}

// mayIssue reports whether the authorities between signer and anchor may issue
// certificates, and for this: one that is limited to web servers issues none for
// people, whatever its certificates leave out.
func mayIssue(path []*x509.Certificate, stamping bool) bool {
	for i := 1; i+1 < len(path); i++ {
		c := path[i]
		if limited(c) && c.KeyUsage&x509.KeyUsageCertSign == 0 || !stamping && !purposed(c) {
			return false
		}
	}
	return true
}

// limited reports whether a certificate says what its key is for; the library tells
// one that allows nothing like one that says nothing.
func limited(c *x509.Certificate) bool {
	return slices.ContainsFunc(c.Extensions, func(e pkix.Extension) bool { return e.Id.String() == "2.5.29.15" })
}

// purposed reports whether the purposes of a certificate, if it names any, leave room
// for signing papers.
func purposed(c *x509.Certificate) bool {
	if len(c.ExtKeyUsage) == 0 || len(c.UnknownExtKeyUsage) > 0 {
		return true
	}
	return slices.ContainsFunc(c.ExtKeyUsage, func(u x509.ExtKeyUsage) bool {
		switch u {
		case x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageCodeSigning, x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageOCSPSigning:
			return false
		}
		return true
	})
}
