package signature

import (
	"slices"
	"testing"
	"time"

	"minhchung/internal/kpi"
)

// trial is one kind of attack or oddity: a file and what must be said of it. The
// table in the package's documentation lists them by name; TestTableIsWhole holds
// the two together.
type trial struct {
	name  string
	file  func(w *pki) []byte
	want  kpi.SignatureVerdict
	code  string // a finding there must be
	later string // a kind of later change there must be
	check func(t *testing.T, r Report)
	now   time.Time
}

func trials() []trial {
	return slices.Concat(ordinary(), cryptography(), identity(), ranges(), structures(), updates(), tagged(), overlays(), supplied(), forms())
}

func TestTrials(t *testing.T) {
	t.Parallel()
	trust := anchors(t)
	for _, c := range trials() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			now := c.now
			if now.IsZero() {
				now = judgedOn()
			}
			r := check(c.file(world()), trust, now)
			if r.Verdict != c.want {
				t.Errorf("%s, want %s: %s", r.Verdict, c.want, tell(r))
			}
			if c.code != "" && !slices.Contains(codes(r), c.code) {
				t.Errorf("no %s: %s", c.code, tell(r))
			}
			if c.later != "" && !slices.ContainsFunc(r.Signatures, func(s kpi.Signature) bool { return slices.Contains(s.LaterChanges, c.later) }) {
				t.Errorf("no later %s: %s", c.later, tell(r))
			}
			if c.check != nil {
				c.check(t, r)
			}
			for _, code := range codes(r) {
				if sentence(code).Vi == "Mã: "+code {
					t.Errorf("no words for %s", code)
				}
			}
		})
	}
}

func codes(r Report) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Code)
	}
	for _, s := range r.Signatures {
		for _, f := range s.Findings {
			out = append(out, f.Code)
		}
	}
	return out
}

// only demands one signature and hands it to look.
func only(look func(s kpi.Signature) bool) func(*testing.T, Report) {
	return func(t *testing.T, r Report) {
		t.Helper()
		if len(r.Signatures) != 1 || !look(r.Signatures[0]) {
			t.Errorf("unexpected facts: %s", tell(r))
		}
	}
}

// first hands the earliest signature to look.
func first(look func(s kpi.Signature) bool) func(*testing.T, Report) {
	return func(t *testing.T, r Report) {
		t.Helper()
		if len(r.Signatures) == 0 || !look(r.Signatures[0]) {
			t.Errorf("unexpected facts: %s", tell(r))
		}
	}
}
