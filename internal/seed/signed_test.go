package seed_test

import (
	"bytes"
	"testing"
	"time"

	"minhchung/internal/intake/signature"
	"minhchung/internal/kpi"
	"minhchung/internal/seed"
)

// Every signed paper of the demonstration is judged as its story says, by a reader
// that shares nothing with its signer.
func TestPapersAreSignedAsTheirStoriesSay(t *testing.T) {
	t.Parallel()
	o := seed.Demo(kpi.NewDate(2026, 11, 23), 335)
	a, err := o.Authority()
	if err != nil {
		t.Fatal(err)
	}
	trust, bad := signature.ParseAnchors(a.PEM())
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	now := o.Today.Start().Add(24 * time.Hour)
	count := map[kpi.SignatureVerdict]int{}
	for _, d := range o.Documents {
		if d.Scan {
			if d.Signing.Person != "" {
				t.Errorf("%s: a scan is signed", d.Key)
			}
			continue
		}
		file, err := d.File(a)
		if err != nil {
			t.Fatalf("%s: %v", d.Key, err)
		}
		want := kpi.SignatureSound
		switch {
		case d.Signing.Person == "":
			want = kpi.SignatureNone
		case d.Signing.Then == seed.Altered:
			want = kpi.SignatureChanged
		case d.Signing.Then == seed.Damaged:
			want = kpi.SignatureBroken
		}
		r := signature.Check(file, trust, now)
		if r.Verdict != want {
			t.Errorf("%s is %s, want %s: %+v", d.Key, r.Verdict, want, r)
		}
		count[r.Verdict]++
		if want == kpi.SignatureSound && (len(r.Signatures) != 2 || r.Signatures[0].Signer != d.Paper.Sign.Name || r.Signatures[0].ProvenTime == nil) {
			t.Errorf("%s: %+v", d.Key, r.Signatures)
		}
		if d.Signing.Then != seed.Kept && d.Uses[0].State() != kpi.EvidenceSubmitted {
			t.Errorf("%s: nobody is about to judge it: %s", d.Key, d.Uses[0].State())
		}
	}
	if count[kpi.SignatureSound] < 40 || count[kpi.SignatureChanged] != 3 || count[kpi.SignatureBroken] != 1 {
		t.Errorf("%v", count)
	}
	again, err := o.Documents[1].File(a)
	if err != nil {
		t.Fatal(err)
	}
	if first, _ := o.Documents[1].File(a); !bytes.Equal(first, again) {
		t.Error("a file differs from run to run")
	}
}
