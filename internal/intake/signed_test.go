package intake_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"minhchung/internal/intake"
	"minhchung/internal/kpi"
	"minhchung/internal/seed/pades"
	demo "minhchung/internal/seed/paper"
)

// signedPapers are a signed paper, the same altered and damaged, and the root.
type signedPapers struct{ plain, sound, changed, broken, root []byte }

func signPapers(t testing.TB) signedPapers {
	t.Helper()
	a, err := pades.NewAuthority(1, time.Now().AddDate(-1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	who, err := a.Person("Người Ký Mẫu", "Ủy ban nhân dân phường Mẫu")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := demo.Render(&b, demo.Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", Number: 7, Symbol: "BC-UBND", TypeCode: "BC", TypeName: "BÁO CÁO", Place: "Phường Mẫu",
		Date: kpi.NewDate(2026, 1, 16), Excerpt: "Kết quả rà soát", Paragraphs: []string{"Đã rà soát xong."},
		Sign: demo.Signature{Position: "CHỦ TỊCH", Name: "Người Ký Mẫu"},
	}); err != nil {
		t.Fatal(err)
	}
	p := signedPapers{plain: b.Bytes(), root: a.PEM()}
	if p.sound, err = pades.Sign(p.plain, who, time.Now().Add(-time.Hour), pades.Options{Stamp: a}); err != nil {
		t.Fatal(err)
	}
	if p.changed, err = pades.Strike(p.sound, 400); err != nil {
		t.Fatal(err)
	}
	if p.broken, err = pades.Damage(p.sound); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSignaturesAreFactsOfAFile(t *testing.T) {
	t.Parallel()
	p := signPapers(t)
	trust := t.TempDir()
	r := reader(t, func(c *intake.Config) { c.Trust = trust })
	sound := file(t, "sound.pdf", p.sound)
	word := func(path string) kpi.SignatureVerdict {
		t.Helper()
		f, err := r.Read(t.Context(), path, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return f.Signed
	}
	if got := word(sound); got != kpi.SignatureUntrusted {
		t.Errorf("with nobody trusted it is %s", got)
	}
	// What an administrator puts there is in force for the next file.
	if err := os.WriteFile(filepath.Join(trust, "root.pem"), p.root, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(trust, "readme.txt"), []byte("not a certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path string
		want kpi.SignatureVerdict
	}{
		"sound":   {sound, kpi.SignatureSound},
		"plain":   {file(t, "plain.pdf", p.plain), kpi.SignatureNone},
		"changed": {file(t, "changed.pdf", p.changed), kpi.SignatureChanged},
		"broken":  {file(t, "broken.pdf", p.broken), kpi.SignatureBroken},
		"text":    {file(t, "a.txt", []byte("Công văn số 12")), kpi.SignatureNone},
	} {
		if got := word(c.path); got != c.want {
			t.Errorf("%s is %s, want %s", name, got, c.want)
		}
	}
	in := intake.Inspect(t.Context(), r, sound)
	if in.Signed != kpi.SignatureSound || len(in.Signatures) != 1 || in.Signatures[0].Signer != "Người Ký Mẫu" || in.Signatures[0].Timestamp != "valid" {
		t.Errorf("%+v", in)
	}
}

// TestAnEndedChildIsUndetermined: what takes too much is a fact about the file, and
// the next one is judged as always.
func TestAnEndedChildIsUndetermined(t *testing.T) {
	t.Parallel()
	p := signPapers(t)
	r := reader(t, func(c *intake.Config) { c.Limits.CPU = time.Nanosecond })
	s, err := r.Signed(t.Context(), file(t, "a.pdf", p.sound))
	if err != nil || s.Verdict != kpi.SignatureUndetermined || len(s.Findings) != 1 || s.Findings[0].Code != "signature.limit" {
		t.Errorf("%+v %v", s, err)
	}
	big := reader(t, func(c *intake.Config) { c.Limits.File = 1000 })
	if s, err = big.Signed(t.Context(), file(t, "b.pdf", p.sound)); err != nil || s.Verdict != kpi.SignatureUndetermined || s.Findings[0].Code != "signature.too-large" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestASignatureInsideAnOfficeDocument(t *testing.T) {
	t.Parallel()
	r := reader(t)
	plain := archive(t, "[Content_Types].xml", "word/document.xml", "docProps/sig1.xml")
	for name, c := range map[string]struct {
		doc  []byte
		want kpi.SignatureVerdict
	}{
		"plain":  {plain, kpi.SignatureNone},
		"signed": {archive(t, "[Content_Types].xml", "word/document.xml", "_xmlsignatures/sig1.xml"), kpi.SignatureUndetermined},
	} {
		s, err := r.Signed(t.Context(), file(t, name+".docx", c.doc))
		if err != nil || s.Verdict != c.want {
			t.Errorf("%s is %s, want %s: %v", name, s.Verdict, c.want, err)
		}
	}
}

func archive(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range names {
		f, err := w.Create(n)
		if err == nil {
			_, err = f.Write([]byte("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkSigned measures the question with a child that runs already, and with
// one that has to be started for it.
func BenchmarkSigned(b *testing.B) {
	p := signPapers(b)
	path := filepath.Join(b.TempDir(), "a.pdf")
	if err := os.WriteFile(path, p.sound, 0o600); err != nil {
		b.Fatal(err)
	}
	b.Run("warm", func(b *testing.B) {
		r := reader(b)
		if err := r.Warm(b.Context()); err != nil {
			b.Fatal(err)
		}
		var took []time.Duration
		for b.Loop() {
			start := time.Now()
			if _, err := r.Signed(b.Context(), path); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms-median")
		b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "ms-p99")
	})
	b.Run("with its start", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			r := reader(b)
			b.StartTimer()
			if _, err := r.Signed(b.Context(), path); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			_ = r.Close()
			b.StartTimer()
		}
	})
}
