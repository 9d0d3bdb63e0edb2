package signature

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"minhchung/internal/kpi"
)

// misjudged are the trials about which pdfsig is known to say something else, and
// why it is not followed.
func misjudged() map[string]string {
	const (
		ess  = "it does not read the attribute that binds a signature to its certificate"
		keys = "it finds no certificate by this kind of key or name"
	)
	return map[string]string{
		"Ed25519":                                          "it does not verify this algorithm",
		"signer by key identifier":                         keys,
		"adbe.pkcs7.sha1":                                  "it compares the SHA-1 with the message digest, which is one of the digest's",
		"another content type":                             "it does not compare the attribute with the content",
		"certificate substituted, same key":                ess,
		"two signing-certificates":                         ess,
		"two signers in one update each, clerk after head": "it does not verify Ed25519",
		"SWA: the second piece moved behind new objects":   "CVE-2018-18689: it follows the wrapped signature, and says that not all is signed",
		"two Contents":                                     "it takes the last of two keys, others the first",
		"ByteRange with an escaped name":                   "as above",
	}
}

// TestAgainstPdfsig asks a second program, which knows nothing of later changes and
// of document timestamps, about what it does know: whether the bytes were signed.
func TestAgainstPdfsig(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("pdfsig")
	if err != nil {
		t.Skip("pdfsig (poppler) is not installed: nothing to compare with")
	}
	dir := t.TempDir()
	asked := 0
	for i, c := range trials() {
		file := filepath.Join(dir, strings.Repeat("x", i+1)[:1]+string(rune('a'+i%26))+".pdf")
		doc := c.file(world())
		if err := os.WriteFile(file, doc, 0o600); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.CommandContext(t.Context(), program, "-nocert", file).CombinedOutput()
		valid := bytes.Count(out, []byte("Signature is Valid"))
		all := bytes.Count(out, []byte("Signature #"))
		r := check(doc, anchors(t), judgedOn())
		asked++
		why, known := misjudged()[c.name]
		stamps := 0
		for _, s := range r.Signatures {
			if s.Kind == kindTimestamp {
				stamps++
			}
		}
		agree := true
		switch r.Verdict {
		case kpi.SignatureSound, kpi.SignatureUntrusted:
			agree = valid == len(r.Signatures)-stamps && all >= valid
		case kpi.SignatureBroken:
			agree = valid < max(1, all)
		case kpi.SignatureNone:
			agree = valid == 0
		}
		if agree == known {
			t.Errorf("%s: %s here, pdfsig finds %d of %d valid (listed: %v %s)\n%s", c.name, r.Verdict, valid, all, known, why, out)
		}
	}
	if asked < 40 {
		t.Errorf("only %d files were compared", asked)
	}
}
