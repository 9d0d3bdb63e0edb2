package signature

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
)

// Anchors are the certificates an installation trusts, and revocation evidence an
// administrator loaded beside them. The zero Anchors trusts nobody.
type Anchors struct {
	roots []*x509.Certificate
	crls  [][]byte
	ocsps [][]byte
}

// ParseAnchors reads PEM: blocks CERTIFICATE, X509 CRL and OCSP RESPONSE. What
// cannot be read is told and left out, so that one bad file of a folder does not
// turn trust off.
func ParseAnchors(files ...[]byte) (Anchors, []error) {
	var a Anchors
	var bad []error
	for i, file := range files {
		some := false
		for {
			var block *pem.Block
			if block, file = pem.Decode(file); block == nil {
				break
			}
			some = true
			switch block.Type {
			case "CERTIFICATE", "TRUSTED CERTIFICATE":
				c, err := x509.ParseCertificate(block.Bytes)
				if err != nil {
					bad = append(bad, fmt.Errorf("signature: anchor file %d: %w", i+1, err))
					continue
				}
				a.roots = append(a.roots, c)
			case "X509 CRL":
				a.crls = append(a.crls, block.Bytes)
			case "OCSP RESPONSE":
				a.ocsps = append(a.ocsps, block.Bytes)
			default:
				bad = append(bad, fmt.Errorf("signature: anchor file %d: a block of %.40q is no anchor", i+1, block.Type))
			}
		}
		if !some && len(bytes.TrimSpace(file)) > 0 {
			bad = append(bad, fmt.Errorf("signature: anchor file %d holds no PEM", i+1))
		}
	}
	return a, bad
}

// Len is the number of trusted certificates.
func (a Anchors) Len() int { return len(a.roots) }
