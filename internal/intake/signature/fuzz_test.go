package signature

import (
	"bytes"
	"testing"

	"minhchung/internal/intake/signature/cms"
	"minhchung/internal/kpi"
)

// FuzzCheck: no file makes a panic, and none that was not made by the signer of the
// seeds is sound.
func FuzzCheck(f *testing.F) {
	sound := map[string]bool{}
	for _, c := range trials() {
		file := c.file(world())
		f.Add(file)
		if c.want == kpi.SignatureSound {
			sound[string(file)] = true
		}
	}
	trust := anchors(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		r := check(file, trust, judgedOn())
		if r.Signatures == nil || r.Findings == nil {
			t.Error("a list is missing")
		}
		for _, s := range r.Signatures {
			if s.Verdict == kpi.SignatureSound && (!s.Intact || s.Chain != chainTrusted) {
				t.Error("sound without its grounds", tell(r))
			}
		}
		if len(r.Signatures) > 0 && r.Verdict == kpi.SignatureNone {
			for _, s := range r.Signatures {
				if s.Kind == kindSignature {
					t.Error("unsigned with a signature", tell(r))
				}
			}
		}
	})
}

// FuzzEnvelope: no envelope but an honest one verifies over the honest message.
func FuzzEnvelope(f *testing.F) {
	w := world()
	message := [][]byte{[]byte("Quyết định số 12")}
	for _, e := range []envelope{
		{by: w.rsa}, {by: w.rsa, pss: true}, {by: w.p256, ber: true}, {by: w.ed}, {by: w.rsa, plain: true},
		{by: w.rsa, stamp: &stamp{}}, {by: w.p384, ess: "v1", crls: [][]byte{crl(w.between, "2026-03-03")}},
	} {
		f.Add(e.sign(message[0]))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := cms.Open(raw)
		if err != nil {
			return
		}
		if o := m.Verify([][]byte{[]byte("Quyết định số 13")}, nil); o.State == cms.Verified {
			t.Error("verified over a message that nobody signed")
		}
		m.Verify(message, nil)
		if token, ok := m.Info(); ok {
			token.Stamps(message)
		}
	})
}

func FuzzPDFTime(f *testing.F) {
	f.Add("D:20260302080000+07'00'")
	f.Add("D:20260302080000Z")
	f.Fuzz(func(t *testing.T, s string) {
		if at, ok := pdfTime(s); ok && at.Location().String() != "UTC" {
			t.Error(at)
		}
	})
}

func FuzzAnchors(f *testing.F) {
	f.Add([]byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if a, bad := ParseAnchors(file); a.Len() == 0 && len(bad) == 0 && bytes.Contains(file, []byte("-----BEGIN CERTIFICATE-----\nMII")) {
			t.Skip("not every block is whole")
		}
	})
}
