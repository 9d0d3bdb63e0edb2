package signature

import (
	"bytes"
	"crypto/x509"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"
)

// What is known about revocation.
const (
	revocationGood    = "good"
	revocationRevoked = "revoked"
	revocationUnknown = "unknown"
)

// revoked looks for evidence about every certificate below the anchor.
func (t trust) revoked(j *judgement, more evidence, at time.Time, proven bool) {
	all := evidence{
		crls:  slices.Concat(more.crls, t.store.crls, t.anchors.crls),
		ocsps: slices.Concat(more.ocsps, t.store.ocsps, t.anchors.ocsps),
	}
	j.revocation = revocationGood
	if len(j.path) == 1 { // the anchor itself signed: nobody above can revoke it
		j.revocation = revocationUnknown
	}
	for i := 0; i+1 < len(j.path); i++ {
		s := t.about(all, j.path[i], j.path[i+1], at, proven)
		if s.later {
			j.reasons = append(j.reasons, codeRevokedLater)
		}
		switch s.word {
		case revocationRevoked:
			j.revocation, j.chain = revocationRevoked, chainRevoked
			j.reasons = append(j.reasons, codeRevoked)
			return
		case revocationUnknown:
			j.revocation = revocationUnknown
		}
	}
	if j.revocation == revocationUnknown {
		j.reasons = append(j.reasons, codeNoRevocation)
	}
}

type standing struct {
	word  string
	later bool // revoked, but after the proven time
}

// revokedAt takes a moment of revocation into account. One after a proven time
// does not reach back.
func (s *standing) revokedAt(moment, at time.Time, proven bool) {
	if proven && moment.After(at) {
		s.later = true
		if s.word == revocationUnknown {
			s.word = revocationGood
		}
		return
	}
	s.word = revocationRevoked
}

// about collects what CRLs and OCSP responses signed in the issuer's name say about
// c. Evidence speaks for a certificate only while it was fresh at the time asked.
func (t trust) about(e evidence, c, issuer *x509.Certificate, at time.Time, proven bool) standing {
	s := standing{word: revocationUnknown}
	for i, raw := range e.crls {
		if i >= maxEvidence || s.word == revocationRevoked {
			break
		}
		list := t.listOf(raw)
		if list == nil || !bytes.Equal(list.RawIssuer, c.RawIssuer) || list.CheckSignatureFrom(issuer) != nil || list.ThisUpdate.After(t.now) {
			continue
		}
		s.list(list, c, at, proven)
	}
	for i, raw := range e.ocsps {
		if i >= maxEvidence || s.word == revocationRevoked {
			break
		}
		r, err := ocsp.ParseResponseForCert(raw, c, issuer)
		if err != nil || r.ThisUpdate.After(t.now) || !mayAnswer(r, issuer) {
			continue
		}
		switch r.Status {
		case ocsp.Good:
			if fresh(r.ThisUpdate, r.NextUpdate, at) && s.word == revocationUnknown {
				s.word = revocationGood
			}
		case ocsp.Revoked:
			s.revokedAt(r.RevokedAt, at, proven)
		}
	}
	return s
}

// listOf reads a list once, however many certificates and signatures ask.
func (t trust) listOf(raw []byte) *x509.RevocationList {
	if len(raw) == 0 {
		return nil
	}
	list, known := t.lists[&raw[0]]
	if !known {
		if read, err := x509.ParseRevocationList(raw); err == nil {
			list = read
		}
		t.lists[&raw[0]] = list
	}
	return list
}

func (s *standing) list(list *x509.RevocationList, c *x509.Certificate, at time.Time, proven bool) {
	for _, r := range list.RevokedCertificateEntries {
		if r.SerialNumber.Cmp(c.SerialNumber) == 0 && r.ReasonCode != 8 { // 8: taken off the list again
			s.revokedAt(r.RevocationTime, at, proven)
			return
		}
	}
	// A list for a part of the certificates, or of changes only, clears nobody.
	for _, x := range list.Extensions {
		if x.Critical {
			return
		}
	}
	if fresh(list.ThisUpdate, list.NextUpdate, at) && s.word == revocationUnknown {
		s.word = revocationGood
	}
}

// fresh reports whether evidence made at this and good until next speaks about at.
func fresh(this, next, at time.Time) bool {
	return !this.Before(at) || !next.IsZero() && !next.Before(at)
}

// mayAnswer reports whether the responder may speak for the issuer: the library
// has checked the signatures, not the purpose (RFC 6960, 4.2.2.2).
func mayAnswer(r *ocsp.Response, issuer *x509.Certificate) bool {
	if r.Certificate == nil || r.Certificate.Equal(issuer) {
		return true
	}
	return slices.Contains(r.Certificate.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) &&
		!r.ProducedAt.Before(r.Certificate.NotBefore) && !r.ProducedAt.After(r.Certificate.NotAfter)
}
