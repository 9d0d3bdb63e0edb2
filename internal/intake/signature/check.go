package signature

import (
	"crypto/x509"
	"slices"
	"time"

	"minhchung/internal/intake/signature/cms"
	"minhchung/internal/intake/signature/revision"
	"minhchung/internal/kpi"
)

// Report is what a file says about its signatures.
type Report struct {
	Verdict    kpi.SignatureVerdict `json:"signature_verdict"`
	Signatures []kpi.Signature      `json:"signatures"` // in the order in which they were made
	Findings   []kpi.Finding        `json:"findings"`   // about the file as a whole
}

// Check judges all signatures of a file. now is the time at which certificates are
// judged where no timestamp proves an earlier one. It never fails: what cannot be
// read is undetermined, what is no PDF is unsigned.
func Check(file []byte, trusted Anchors, now time.Time) (r Report) {
	defer func() {
		if recover() != nil { // a fault of ours is no statement about the file
			r = Report{Verdict: kpi.SignatureUndetermined, Signatures: []kpi.Signature{}}
			r.note(codeFault)
		}
	}()
	return check(file, trusted, now)
}

func check(file []byte, trusted Anchors, now time.Time) Report {
	r := Report{Verdict: kpi.SignatureNone, Signatures: []kpi.Signature{}, Findings: []kpi.Finding{}}
	read, err := revision.Open(file)
	if err != nil {
		if revision.Mentions(file) {
			r.Verdict = kpi.SignatureUndetermined
			r.note(codeUnreadable)
		}
		return r
	}
	doc := newDocument(read)
	mentions := revision.Mentions(file)
	if !mentions && !claims(doc) {
		return r
	}
	doc.Account()
	found := collect(doc)
	if found.usage {
		r.note(codeUsageRights)
	}
	for _, o := range doc.Odds {
		r.note("structure." + string(o.Code))
	}
	if len(found.order) == 0 {
		if mentions && outside(doc.Doc) {
			r.Verdict = kpi.SignatureChanged
			r.note(codeOutside)
		} else if doc.exhausted() {
			r.Verdict = kpi.SignatureUndetermined
			r.note(codeTooMuch)
		}
		return r
	}
	signatures := assess(doc, found, trusted, now)
	for _, s := range signatures {
		r.Signatures = append(r.Signatures, s.Signature)
		r.Verdict = worst(r.Verdict, s.Verdict)
	}
	r.whole(doc, found, signatures)
	return r
}

// whole adds what concerns the file and not one signature.
func (r *Report) whole(doc *document, found *collector, signatures []*one) {
	onlyStamps := !slices.ContainsFunc(signatures, func(s *one) bool { return s.Kind == kindSignature })
	if onlyStamps {
		// A timestamp says when, not who: such a file is unsigned as long as its
		// timestamps do not show that it was tampered with.
		r.note(codeOnlyStamps)
		if r.Verdict == kpi.SignatureSound || r.Verdict == kpi.SignatureUntrusted {
			r.Verdict = kpi.SignatureNone
		}
	}
	if doc.Encrypted {
		r.note(codeEncrypted)
		r.Verdict = worst(r.Verdict, kpi.SignatureUndetermined)
	}
	if found.more || doc.exhausted() {
		r.note(codeTooMuch)
		r.Verdict = worst(r.Verdict, kpi.SignatureUndetermined)
	}
}

func (r *Report) note(code string) {
	if !slices.ContainsFunc(r.Findings, func(f kpi.Finding) bool { return f.Code == code }) {
		r.Findings = append(r.Findings, kpi.Finding{Code: code, Text: sentence(code)})
	}
}

// claims reports whether a form of some revision has a signed field although the
// words of a signature are nowhere in the plain bytes.
func claims(doc *document) bool {
	for rev := range doc.Revisions {
		v := doc.View(rev)
		for _, f := range doc.form(rev) {
			if f.kind == "Sig" && v.Dict(f.value) != nil {
				return true
			}
		}
	}
	return false
}

// assess judges every signature: the bytes, what came later, and then, from the
// latest to the first, who signed when: a later timestamp proves what is below it.
func assess(doc *document, found *collector, trusted Anchors, now time.Time) []*one {
	t := trust{anchors: trusted, store: securityStore(doc.Doc), now: now, lists: map[*byte]*x509.RevocationList{}}
	more := slices.Concat(t.store.certificates, trusted.roots)
	var all []*one
	for _, c := range found.order {
		all = append(all, open(doc.Doc, c, more))
	}
	slices.SortStableFunc(all, func(a, b *one) int { return a.cover.end - b.cover.end })
	later(doc, all)
	var proof *time.Time
	for i := len(all) - 1; i >= 0; i-- {
		proof = t.person(all[i], proof)
		all[i].decide()
	}
	return all
}

// person judges the chain of a signature or document timestamp, given a time
// before which it is proven to have existed, and returns that time for those
// before it.
func (t trust) person(s *one, proof *time.Time) *time.Time {
	more := evidence{crls: s.outcome.CRLs, ocsps: s.outcome.OCSPs}
	if s.message != nil {
		more.certificates, more.crls = s.message.Certificates, slices.Concat(more.crls, s.message.CRLs)
	}
	before := proof
	if s.Kind == kindSignature {
		if stamp := t.token(s, proof); stamp != nil {
			before = earlier(before, *stamp)
		}
	}
	at, proven := t.now, before != nil
	if proven {
		at = *before
	}
	j := t.judge(s.outcome.Certificate, more, at, proven, s.Kind == kindTimestamp)
	s.Chain, s.Revocation = j.chain, j.revocation
	s.note(j.reasons...)
	s.ProvenTime = before
	if s.Kind == kindTimestamp && s.Intact && !s.refused && s.Coverage != coverPartial && s.Coverage != coverInvalid && j.chain == chainTrusted && s.stamped != nil {
		s.ProvenTime = earlier(before, *s.stamped)
		return s.ProvenTime
	}
	return proof
}

func earlier(a *time.Time, b time.Time) *time.Time {
	if a != nil && a.Before(b) {
		return a
	}
	return &b
}

// token judges the signature timestamp and returns the time it proves.
func (t trust) token(s *one, proof *time.Time) *time.Time {
	if s.outcome.Token == nil || s.message == nil || len(s.message.Signers) != 1 {
		return nil
	}
	s.Timestamp = "invalid"
	m, err := cms.Open(s.outcome.Token)
	if err != nil {
		s.note(codeStamp)
		return nil
	}
	token, ok := m.Info()
	o := m.Verify([][]byte{m.Content}, t.store.certificates)
	match, _ := token.Stamps([][]byte{s.message.Signers[0].Value})
	if !ok || !match || o.State != cms.Verified {
		s.note(codeStamp)
		return nil
	}
	s.Timestamp = "valid"
	if o.Weak || token.WeakImprint() {
		s.note(codeWeakStamp)
	}
	at := t.now
	if proof != nil {
		at = *proof
	}
	j := t.judge(o.Certificate, evidence{certificates: m.Certificates, crls: m.CRLs}, at, proof != nil, true)
	if j.chain != chainTrusted || token.Time.After(t.now) {
		s.note(codeStampUntrusted)
		return nil
	}
	return &token.Time
}

// decide draws the one word from the facts.
func (s *one) decide() {
	switch {
	case s.outcome.State == cms.Broken:
		s.Verdict = kpi.SignatureBroken
	case s.Coverage == coverPartial || s.Coverage == coverInvalid || s.refused:
		s.Verdict = kpi.SignatureChanged
	case s.outcome.State == cms.Unsupported || s.unfinished || !s.attached || !s.typed || s.dict.Twice:
		s.Verdict = kpi.SignatureUndetermined
	case s.Chain != chainTrusted:
		s.Verdict = kpi.SignatureUntrusted
	default:
		s.Verdict = kpi.SignatureSound
	}
}

// worst returns the worse of two words; no signature is the mildest.
func worst(a, b kpi.SignatureVerdict) kpi.SignatureVerdict {
	order := []kpi.SignatureVerdict{
		kpi.SignatureNone, kpi.SignatureSound, kpi.SignatureUntrusted,
		kpi.SignatureUndetermined, kpi.SignatureChanged, kpi.SignatureBroken,
	}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}
