package intake_test

import (
	"testing"
	"time"
)

func TestAnOrdinaryPaperIsTaken(t *testing.T) {
	t.Parallel()
	r := reader(t)
	t.Logf("tools: %+v", r.Tools())
	path := file(t, "a.pdf", tờTrình().pdf(t))
	for range 2 {
		start := time.Now()
		look, err := r.Look(t.Context(), path, "a.pdf")
		t.Log(time.Since(start))
		if err != nil || look.Problem != nil || look.Pages != 1 || look.MediaType != "application/pdf" {
			t.Fatalf("%+v %v %v", look, look.Problem, err)
		}
	}
	f, err := r.Read(t.Context(), path, nil)
	t.Logf("%+v %v", f, err)
	t.Log(f.Text[0].Text)
}
