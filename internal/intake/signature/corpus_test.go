package signature

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minhchung/internal/intake/signature/cms"
	"minhchung/internal/intake/signature/revision"
	"minhchung/internal/kpi"
)

// corpus lists the files that others made and what is said of them when the roots
// inside them are trusted at the time they claim to be signed.
func corpus() map[string]kpi.SignatureVerdict {
	sound, changed, undetermined := kpi.SignatureSound, kpi.SignatureChanged, kpi.SignatureUndetermined
	return map[string]kpi.SignatureVerdict{
		"certified-with-indirect-refs-in-dir":                          sound,
		"coverage-anomalies__base":                                     kpi.SignatureBroken, // its signature is not filled in
		"coverage-anomalies__one-byterange":                            changed,
		"coverage-anomalies__signature-gap-too-big":                    changed,
		"coverage-anomalies__tail-uncovered":                           changed,
		"coverage-anomalies__weird-byterange":                          changed,
		"ed448-disallowed-hash":                                        undetermined,
		"ed448-shake256-nolen":                                         undetermined,
		"extensions-direct":                                            sound,
		"extensions-indirect":                                          sound,
		"extensions-indirect-not-all-paths":                            changed,
		"extensions-update-direct":                                     sound,
		"extensions-update-indirect":                                   sound,
		"form-update-ap-indirect-sneaky-trailer":                       changed,
		"form-update-no-override-appearance-stream-ap-indirect-sneaky": changed,
		"form-update-no-override-appearance-stream-ap-indirect":        sound,
		"form-update-original-ap-type-wrong":                           sound,
		"minimal-signed-twice-both-created":                            sound,
		"minimal-signed-twice-no-sig-type":                             sound,
		"minimal-signed-twice-second-created":                          sound,
		"minimal-two-fields-signed-twice":                              sound,
		"pades-lta-dss-indirect-arrs-test":                             sound,
		"pades-lta-dss-indirect-arrs-test-2":                           sound,
		"pades-with-old-style-signing-cert-attr":                       sound,
		"pades-with-old-style-signing-cert-attr-issser":                sound,
		"pdf-sig-with-econtent":                                        undetermined,
		"separate-annots-kids-indir":                                   sound,
		"sig-no-signed-attrs":                                          sound,
		"sig-with-ski-sid":                                             sound,
		"signed-encrypted-pubkey-with-catalog-ref":                     undetermined,
	}
}

// TestCorpus runs over files that nobody here wrote. They are not part of the
// repository: they are looked for beside it.
func TestCorpus(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "..", "..", "..", "shared", "corpus", "signed")
	files, _ := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if len(files) == 0 {
		t.Skip("no foreign signed files beside the repository (../shared/corpus/signed)")
	}
	known := corpus()
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".pdf")
		trusted, at := insideOf(doc)
		begun := time.Now()
		r := check(doc, trusted, at)
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if want, ok := known[name]; !ok && r.Verdict == kpi.SignatureSound {
			t.Logf("%s is new, and %s: %s", name, r.Verdict, tell(r))
		} else if ok && r.Verdict != want {
			t.Errorf("%s is %s, want %s: %s", name, r.Verdict, want, tell(r))
		}
		if without := check(doc, Anchors{}, at); without.Verdict == kpi.SignatureSound {
			t.Errorf("%s is sound although nobody is trusted", name)
		}
	}
}

// insideOf returns the roots that a file brings along, and the last time it claims.
func insideOf(file []byte) (Anchors, time.Time) {
	var roots bytes.Buffer
	at := day("2020-11-01")
	read, err := revision.Open(file)
	if err != nil {
		return Anchors{}, at
	}
	doc := newDocument(read)
	doc.Account()
	add := func(c *x509.Certificate) {
		if c != nil && bytes.Equal(c.RawIssuer, c.RawSubject) {
			pem.Encode(&roots, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
		}
	}
	for _, one := range collect(doc).order {
		s := open(doc.Doc, one, nil)
		if s.ClaimedTime != nil {
			at = *s.ClaimedTime
		}
		if s.message == nil {
			continue
		}
		for _, c := range s.message.Certificates {
			add(c)
		}
		if m, err := cms.Open(s.outcome.Token); err == nil {
			for _, c := range m.Certificates {
				add(c)
			}
		}
	}
	for _, c := range securityStore(doc.Doc).certificates {
		add(c)
	}
	if last := day("2021-06-01"); at.After(last) {
		at = last // some were signed with certificates that had expired
	}
	a, _ := ParseAnchors(roots.Bytes())
	return a, at
}
