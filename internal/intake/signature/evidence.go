package signature

import (
	"crypto/x509"

	"minhchung/internal/intake/signature/revision"
)

// evidence is what can speak for or against certificates: from the file, from its
// signatures, and from the administrator. None of it is believed because of where
// it comes from; every piece is checked by its own signature.
type evidence struct {
	certificates []*x509.Certificate
	crls, ocsps  [][]byte
}

// Bounds of the evidence taken from one file.
const (
	maxEvidence     = 200
	maxEvidenceSize = 16 << 20
)

// securityStore reads the DSS of all revisions (ISO 32000-2, 12.8.4.3).
func securityStore(doc *revision.Doc) evidence {
	var e evidence
	seen := map[int]bool{}
	size := 0
	for rev := range doc.Revisions {
		v := doc.View(rev)
		dss := v.Dict(v.Dict(v.Trailer().Get("Root")).Get("DSS"))
		take := func(list revision.Value, into func([]byte)) {
			for _, ref := range v.Array(list) {
				o := object(v, ref)
				if o == nil || seen[o.Start] || len(seen) >= maxEvidence || size > maxEvidenceSize {
					continue
				}
				seen[o.Start] = true
				data := v.Data(ref)
				size += len(data)
				into(data)
			}
		}
		for _, k := range []revision.Name{"Certs", "Cert"} {
			take(dss.Get(k), e.certificate)
		}
		take(dss.Get("CRLs"), func(b []byte) { e.crls = append(e.crls, b) })
		take(dss.Get("OCSPs"), func(b []byte) { e.ocsps = append(e.ocsps, b) })
		vri := v.Dict(dss.Get("VRI"))
		if vri == nil {
			continue
		}
		for i, entry := range vri.Entries {
			if i >= maxSignatures {
				break
			}
			one := v.Dict(entry.Value)
			take(one.Get("Cert"), e.certificate)
			take(one.Get("CRL"), func(b []byte) { e.crls = append(e.crls, b) })
			take(one.Get("OCSP"), func(b []byte) { e.ocsps = append(e.ocsps, b) })
		}
	}
	return e
}

func (e *evidence) certificate(b []byte) {
	if c, err := x509.ParseCertificate(b); err == nil {
		e.certificates = append(e.certificates, c)
	}
}

func object(v *revision.View, value revision.Value) *revision.Object {
	ref, ok := value.(revision.Ref)
	if !ok {
		return nil
	}
	return v.Object(ref)
}
