package signature

import (
	"crypto"
	"fmt"
	"strings"
	"testing"

	"minhchung/internal/kpi"
)

// by is a signature of a person with nothing odd about it.
func by(p *person) signing { return signing{envelope: envelope{by: p}} }

func with(e envelope) signing { return signing{envelope: e} }

func signedPaper(l layout, s ...signing) *paper {
	p := newPaper(l)
	for _, one := range s {
		p.sign(one)
	}
	return p
}

func whole(algorithm string, weak bool) func(*testing.T, Report) {
	return only(func(s kpi.Signature) bool {
		return s.Intact && s.Coverage == "whole" && s.Chain == "trusted" && s.Algorithm == algorithm && s.Weak == weak &&
			len(s.LaterChanges) == 0 && s.Timestamp == "none" && s.ProvenTime == nil && s.ClaimedTime != nil && s.Signer != "" && s.Organisation == "Cơ quan hư cấu"
	})
}

// ordinary files: what offices really make.
func ordinary() []trial {
	sound := kpi.SignatureSound
	return []trial{
		{name: "unsigned", file: func(*pki) []byte { return newPaper(table).out }, want: kpi.SignatureNone},
		{name: "not a PDF", file: func(*pki) []byte { return []byte("Công văn số 12, không phải PDF") }, want: kpi.SignatureNone},
		{name: "RSA PKCS#1", file: func(w *pki) []byte { return signedPaper(table, by(w.rsa)).out }, want: sound, check: whole("RSA 2048", false)},
		{name: "RSA-PSS", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.rsa, pss: true})).out }, want: sound, check: whole("RSA-PSS 2048", false)},
		{name: "ECDSA P-256", file: func(w *pki) []byte { return signedPaper(table, by(w.p256)).out }, want: sound, check: whole("ECDSA P-256", false)},
		{name: "ECDSA P-384", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.p384, hash: crypto.SHA384})).out }, want: sound, check: whole("ECDSA P-384", false)},
		{name: "ECDSA P-521", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.p521, hash: crypto.SHA512})).out }, want: sound, check: whole("ECDSA P-521", false)},
		{name: "Ed25519", file: func(w *pki) []byte { return signedPaper(table, by(w.ed)).out }, want: sound, check: whole("Ed25519", false)},
		{name: "SHA-1", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.rsa, hash: crypto.SHA1})).out }, want: sound, code: codeWeak, check: whole("RSA 2048", true)},
		{name: "RSA 1024", file: func(w *pki) []byte { return signedPaper(table, by(w.short)).out }, want: sound, code: codeWeak, check: whole("RSA 1024", true)},
		{name: "cross-reference stream", file: func(w *pki) []byte { return signedPaper(stream, by(w.p256)).out }, want: sound},
		{name: "object streams", file: func(w *pki) []byte { return signedPaper(packed, by(w.p256), by(w.rsa)).out }, want: sound},
		{name: "hybrid file", file: func(w *pki) []byte { return signedPaper(hybrid, by(w.p256), by(w.rsa)).out }, want: sound},
		{name: "two signatures", file: func(w *pki) []byte { return signedPaper(table, by(w.rsa), by(w.p256)).out }, want: sound, later: changeSignature},
		{name: "attributes unsorted", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.rsa, unsorted: true})).out }, want: sound},
		{name: "BER of open length", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.rsa, ber: true})).out }, want: sound},
		{name: "no signed attributes", file: func(w *pki) []byte {
			return signedPaper(table, signing{filter: "adbe.pkcs7.detached", envelope: envelope{by: w.rsa, plain: true}}).out
		}, want: sound, code: "cms.no-attributes"},
		{name: "signer by key identifier", file: func(w *pki) []byte {
			return signedPaper(table, with(envelope{by: w.issue(w.between, "Có SKI", *withKeyID(), newEC(p256()), "2025-01-01", "2027-01-01"), keyID: true})).out
		}, want: sound},
		{name: "signing-certificate of version 1", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.rsa, ess: "v1"})).out }, want: sound},
		{name: "no signing-certificate", file: func(w *pki) []byte { return signedPaper(table, with(envelope{by: w.rsa, ess: "none"})).out }, want: sound, code: "cms.no-ess"},
		{name: "adbe.pkcs7.sha1", file: func(w *pki) []byte {
			return signedPaper(table, signing{filter: "adbe.pkcs7.sha1", envelope: envelope{by: w.rsa}}).out
		}, want: sound, code: codeWeak},
		{name: "no Type in the dictionary", file: func(w *pki) []byte {
			return signedPaper(table, signing{envelope: envelope{by: w.rsa}, text: func(s string) string { return strings.Replace(s, "/Type/Sig", "", 1) }}).out
		}, want: sound},
		{name: "an empty field is signed", file: func(w *pki) []byte { return foreseen(w, table).out }, want: sound},
		{name: "visible stamp", file: func(w *pki) []byte { return signedPaper(table, stamped(w, 20, "[60 60 220 130]")).out }, want: sound},
		{name: "visible stamp of a second signer", file: func(w *pki) []byte {
			return signedPaper(table, by(w.rsa), stamped(w, 20, "[60 60 220 130]")).out
		}, want: sound, later: changeSignature},
		{name: "two signers in one update each, clerk after head", file: func(w *pki) []byte {
			return signedPaper(packed, stamped(w, 20, "[60 60 220 130]"), stamped(w, 40, "[260 60 420 130]"), by(w.ed)).out
		}, want: sound},
	}
}

// stamped is a signature with a picture.
func stamped(w *pki, num int, rect string) signing {
	return signing{envelope: envelope{by: w.p256}, rect: rect, picture: num, objects: []obj{
		{num, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 160 70]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 9 Tf 4 30 Td (Da ky) Tj ET")},
	}}
}

// foreseen is a paper with two empty signature fields, signed one after the other.
func foreseen(w *pki, l layout) *paper {
	p := newPaper(l)
	p.fields, p.annots = []string{"20 0 R", "21 0 R"}, []string{"20 0 R", "21 0 R"}
	var empty []obj
	for i := range 2 {
		empty = append(empty, obj{20 + i, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(Truoc%d)/F 132/Rect[0 0 0 0]/P 3 0 R>>", i)})
	}
	p.write(append(empty, obj{1, p.root()}, obj{3, p.sheet()})...)
	p.sign(signing{envelope: envelope{by: w.rsa}, in: 20, field: "Truoc0"})
	return p.sign(signing{envelope: envelope{by: w.p256}, in: 21, field: "Truoc1"})
}
