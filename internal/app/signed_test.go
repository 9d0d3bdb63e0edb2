package app_test

import (
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
