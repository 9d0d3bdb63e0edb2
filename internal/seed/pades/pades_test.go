package pades_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"minhchung/internal/intake/signature"
	"minhchung/internal/kpi"
	"minhchung/internal/seed/pades"
	"minhchung/internal/seed/paper"
)

func begin() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

func authority(t *testing.T) *pades.Authority {
	t.Helper()
	a, err := pades.NewAuthority(7, begin())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func letter() paper.Paper {
	return paper.Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH MINH", Number: 12, Symbol: "QĐ-UBND", TypeCode: "QĐ", TypeName: "QUYẾT ĐỊNH",
		Place: "An Bình Minh", Date: kpi.NewDate(2026, 3, 2), Excerpt: "Về việc phê duyệt dự toán", Paragraphs: []string{"Điều 1. Phê duyệt dự toán."},
		Sign: paper.Signature{Position: "CHỦ TỊCH", Name: "Hoàng Bình Minh"}, Recipients: []string{"Lưu: VT"}, Stamped: true,
	}
}

func pdf(t *testing.T, scan bool) []byte {
	t.Helper()
	var b bytes.Buffer
	err := paper.Render(&b, letter())
	if scan {
		b.Reset()
		err = paper.Scan(&b, letter(), 3)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sign(t *testing.T, doc []byte, s *pades.Signer, o pades.Options) []byte {
	t.Helper()
	out, err := pades.Sign(doc, s, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func person(t *testing.T, a *pades.Authority, name string) *pades.Signer {
	t.Helper()
	s, err := a.Person(name, "Ủy ban nhân dân phường An Bình Minh")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSigned lets the reader of signatures, which shares no code with the signer,
// say what it finds.
func TestSigned(t *testing.T) {
	t.Parallel()
	a := authority(t)
	trust, bad := signature.ParseAnchors(a.PEM())
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	head := person(t, a, "Hoàng Bình Minh")
	seal, err := a.Agency("Ủy ban nhân dân phường An Bình Minh")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	one := sign(t, pdf(t, false), head, pades.Options{Reason: "Ký ban hành", Place: "An Bình Minh"})
	two := sign(t, sign(t, pdf(t, false), head, pades.Options{Stamp: a}), seal, pades.Options{Stamp: a, Frame: &pades.Frame{X: 330, Y: 200, W: 180, H: 80}})
	struck, err := pades.Strike(two, 400)
	if err != nil {
		t.Fatal(err)
	}
	damaged, err := pades.Damage(two)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file    []byte
		trusted signature.Anchors
		want    kpi.SignatureVerdict
		count   int
	}{
		"unsigned":     {pdf(t, false), trust, kpi.SignatureNone, 0},
		"one":          {one, trust, kpi.SignatureSound, 1},
		"scan":         {sign(t, pdf(t, true), head, pades.Options{}), trust, kpi.SignatureSound, 1},
		"two":          {two, trust, kpi.SignatureSound, 2},
		"nobody known": {two, signature.Anchors{}, kpi.SignatureUntrusted, 2},
		"struck":       {struck, trust, kpi.SignatureChanged, 2},
		"damaged":      {damaged, trust, kpi.SignatureBroken, 2},
	} {
		r := signature.Check(c.file, c.trusted, now)
		if r.Verdict != c.want || len(r.Signatures) != c.count {
			t.Errorf("%s is %s with %d signatures: %+v", name, r.Verdict, len(r.Signatures), r)
		}
		if len(r.Findings) > 0 {
			t.Errorf("%s: the file itself is odd: %v", name, r.Findings)
		}
	}
	r := signature.Check(two, trust, now)
	for i, want := range []string{"Hoàng Bình Minh", "Ủy ban nhân dân phường An Bình Minh"} {
		if s := r.Signatures[i]; s.Signer != want || s.Timestamp != "valid" || s.ProvenTime == nil || s.ClaimedTime == nil || s.Algorithm != "ECDSA P-256" {
			t.Errorf("%+v", s)
		}
	}
}

// TestAgainstPdfsig asks a second reader.
func TestAgainstPdfsig(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("pdfsig")
	if err != nil {
		t.Skip("pdfsig (poppler) is not installed")
	}
	a := authority(t)
	file := filepath.Join(t.TempDir(), "a.pdf")
	doc := sign(t, sign(t, pdf(t, false), person(t, a, "Hoàng Bình Minh"), pades.Options{Stamp: a}), person(t, a, "Đỗ Trăng Rằm"), pades.Options{})
	if err := os.WriteFile(file, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, "-nocert", file).CombinedOutput()
	if err != nil || bytes.Count(out, []byte("Signature is Valid")) != 2 || bytes.Count(out, []byte("- Total document signed")) != 1 {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestSameBytes: a demonstration is the same on every run.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	make := func(seed uint64) []byte {
		a, err := pades.NewAuthority(seed, begin())
		if err != nil {
			t.Fatal(err)
		}
		return slices.Concat(a.PEM(), sign(t, pdf(t, false), person(t, a, "Hoàng Bình Minh"), pades.Options{Stamp: a}))
	}
	if !bytes.Equal(make(7), make(7)) {
		t.Error("the same seed gave different bytes")
	}
	if bytes.Equal(make(7), make(8)) {
		t.Error("different seeds gave the same bytes")
	}
}

func TestForeignFiles(t *testing.T) {
	t.Parallel()
	a := authority(t)
	s := person(t, a, "Hoàng Bình Minh")
	good := pdf(t, false)
	for _, doc := range [][]byte{nil, []byte("%PDF-1.7\n"), good[:len(good)/2], bytes.ReplaceAll(good, []byte("/Kids"), []byte("/Kinds")), bytes.ReplaceAll(good, []byte("xref"), []byte("xreg"))} {
		if _, err := pades.Sign(doc, s, begin(), pades.Options{}); err == nil {
			t.Error("a foreign file was signed")
		}
		if _, err := pades.Strike(doc, 100); err == nil {
			t.Error("a foreign file was altered")
		}
	}
}

func BenchmarkSign(b *testing.B) {
	a, err := pades.NewAuthority(7, begin())
	if err != nil {
		b.Fatal(err)
	}
	s, err := a.Person("Hoàng Bình Minh", "x")
	if err != nil {
		b.Fatal(err)
	}
	var doc bytes.Buffer
	if err := paper.Render(&doc, letter()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := pades.Sign(doc.Bytes(), s, begin(), pades.Options{Stamp: a}); err != nil {
			b.Fatal(err)
		}
	}
}
