package app_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/seed/pades"
	"minhchung/internal/testkit"
)

// What was found out about signatures is kept with the file and shown with the
// product, fact by fact.
func TestAProductTellsItsSignatures(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	a := must[*pades.Authority](t)(pades.NewAuthority(3, time.Now().AddDate(-1, 0, 0)))
	who := must[*pades.Signer](t)(a.Person("Người Ký Mẫu", "Ủy ban nhân dân phường Mẫu"))
	signed := must[[]byte](t)(pades.Sign(testkit.Paper(t, 301), who, time.Now().Add(-time.Hour), pades.Options{}))
	struck := must[[]byte](t)(pades.Strike(must[[]byte](t)(pades.Sign(testkit.Paper(t, 302), who, time.Now().Add(-time.Hour), pades.Options{})), 400))
	for name, c := range map[string]struct {
		file  []byte
		want  kpi.SignatureVerdict
		count int
	}{
		"unsigned": {testkit.Paper(t, 303), kpi.SignatureNone, 0},
		"signed":   {signed, kpi.SignatureUntrusted, 1}, // nobody is trusted in this world
		"changed":  {struck, kpi.SignatureChanged, 1},
	} {
		r := upload(t, w, "an", c.file)
		v := must[app.ProductView](t)(w.App.OpenProduct(t.Context(), w.Actor(t, "an"), r.ProductID))
		if v.Product.Verdict != c.want || len(v.Product.Signatures) != c.count {
			t.Errorf("%s: %q with %d signatures", name, v.Product.Verdict, len(v.Product.Signatures))
		}
		for _, s := range v.Product.Signatures {
			if s.Signer != "Người Ký Mẫu" || !s.Intact || len(s.Findings) == 0 || s.Findings[0].Text.Vi == "" {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}

// An office that trusts its authority from today on sees the papers of before in that
// light, and a word that changed is in the log. What is trusted no more is not, either.
func TestSignaturesAreJudgedAnewWhenOthersAreTrusted(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	a := must[*pades.Authority](t)(pades.NewAuthority(5, time.Now().AddDate(-1, 0, 0)))
	who := must[*pades.Signer](t)(a.Person("Người Ký Mẫu", "Ủy ban nhân dân phường Mẫu"))
	signed := must[[]byte](t)(pades.Sign(testkit.Paper(t, 311), who, time.Now().Add(-time.Hour), pades.Options{}))
	struck := must[[]byte](t)(pades.Strike(must[[]byte](t)(pades.Sign(testkit.Paper(t, 312), who, time.Now().Add(-time.Hour), pades.Options{})), 400))
	sound, changed := upload(t, w, "an", signed), upload(t, w, "an", struck)
	w.Submit(t, "an", 313) // without a signature: never judged anew
	root := filepath.Join(w.Dir, "trust", "root.pem")
	if err := os.MkdirAll(filepath.Dir(root), 0o700); err != nil {
		t.Fatal(err)
	}
	entries := func() int64 {
		return testkit.Count(t, w.Database, "SELECT count(*) FROM log_entries WHERE kind = 'product.judged'")
	}
	for _, step := range []struct {
		name    string
		do      func() error
		verdict kpi.SignatureVerdict
		judged  int
		entries int64
	}{
		{"nothing new", func() error { return nil }, kpi.SignatureUntrusted, 0, 0},
		{"trusted", func() error { return os.WriteFile(root, a.PEM(), 0o600) }, kpi.SignatureSound, 2, 1},
		{"once is enough", func() error { return nil }, kpi.SignatureSound, 0, 1},
		{"trusted no more", func() error { return os.Remove(root) }, kpi.SignatureUntrusted, 2, 2},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if n := must[int](t)(w.App.JudgeAnew(ctx)); n != step.judged || entries() != step.entries {
			t.Errorf("%s: %d judged anew, %d entries", step.name, n, entries())
		}
		for id, want := range map[kpi.ProductID]kpi.SignatureVerdict{sound.ProductID: step.verdict, changed.ProductID: kpi.SignatureChanged} {
			if v := must[app.ProductView](t)(w.App.OpenProduct(ctx, w.Actor(t, "an"), id)); v.Product.Verdict != want {
				t.Errorf("%s: product %d is %q, want %q", step.name, id, v.Product.Verdict, want)
			}
		}
	}
}

// A file that cannot be judged holds up no other, and is tried again.
func TestOneFileHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	a := must[*pades.Authority](t)(pades.NewAuthority(6, time.Now().AddDate(-1, 0, 0)))
	who := must[*pades.Signer](t)(a.Person("Người Ký Mẫu", "Ủy ban nhân dân phường Mẫu"))
	for n := range 3 {
		upload(t, w, "an", must[[]byte](t)(pades.Sign(testkit.Paper(t, 321+n), who, time.Now().Add(-time.Hour), pades.Options{})))
	}
	judge, calls := w.App.Reading.Signed, 0
	w.App.Reading.Trust = func() (string, error) { return "others", nil }
	w.App.Reading.Signed = func(ctx context.Context, path string) (app.Signed, error) {
		s, err := judge(ctx, path)
		s.Trust = "others"
		switch calls++; calls {
		case 1:
			return app.Signed{}, kpi.E(kpi.Unavailable, "intake.unavailable", "a", "b")
		case 2: // the checker was ended
			return app.Signed{Verdict: kpi.SignatureUndetermined, Trust: "others"}, nil
		case 4: // the folder changed meanwhile
			s.Trust = "yet others"
		}
		return s, err
	}
	for _, want := range []int{1, 1, 1, 0} {
		if n := must[int](t)(w.App.JudgeAnew(t.Context())); n != want {
			t.Errorf("%d judged anew, want %d", n, want)
		}
		if n := testkit.Count(t, w.Database, "SELECT count(*) FROM content_facts WHERE signature_verdict = 'untrusted' AND signatures <> '[]'"); n != 3 {
			t.Errorf("%d files still have their facts, want 3", n)
		}
	}
	w.App.Reading.Trust = func() (string, error) { return "", io.ErrUnexpectedEOF }
	if n, err := w.App.JudgeAnew(t.Context()); err == nil || n != 0 {
		t.Errorf("%d judged by a folder that cannot be read, %v", n, err)
	}
	// Found to be classified while its signature is checked: no word comes back.
	w.App.Reading.Trust = func() (string, error) { return "third", nil }
	w.App.Reading.Signed = func(ctx context.Context, path string) (app.Signed, error) {
		testkit.SQL(t, w.Database, "INSERT INTO quarantines (hash, product_id, unit_id, reason, found_at) SELECT hash, id, unit_id, 'classified', now() FROM products ON CONFLICT DO NOTHING")
		testkit.SQL(t, w.Database, "UPDATE content_facts SET signatures = '[]'")
		s, err := judge(ctx, path)
		s.Trust = "third"
		return s, err
	}
	_ = must[int](t)(w.App.JudgeAnew(t.Context()))
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM content_facts WHERE signatures <> '[]'"); n != 0 {
		t.Errorf("%d files that were set aside have names of signers again", n)
	}
}
