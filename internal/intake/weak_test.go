package intake_test

import (
	"testing"

	"minhchung/internal/intake"
)

// Where bubblewrap cannot run, everything but the confinement stays.
func TestTheWeakerWayReadsAndRefusesTheSame(t *testing.T) {
	t.Parallel()
	r := reader(t, func(c *intake.Config) { c.Weak = true }, quick)
	if tools := r.Tools(); tools.Sandbox != "rlimits" || tools.Why == "" {
		t.Errorf("%+v", tools)
	}
	t.Log("not shown here: no network, no sight of files and processes; they need bubblewrap")
	refusedAs(t, r, "a.pdf", tờTrình().pdf(t), "")
	refusedAs(t, r, "a.pdf", onePage("/OpenAction<</S/Launch/F(cmd.exe)>>"), "upload.active")
	refusedAs(t, r, "a.pdf", objectStreamBomb(t), "")
	refusedAs(t, r, "a.png", smallPNG(t), "")
	f, err := r.Read(t.Context(), file(t, "a.pdf", tờTrình().pdf(t)), nil, nil)
	if err != nil || guesses(f)["number"] != "45" {
		t.Errorf("%+v %v", f, err)
	}
}
