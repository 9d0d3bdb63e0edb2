package intake_test

import (
	"strings"
	"testing"

	"minhchung/internal/intake"
	"minhchung/internal/intake/sandbox"
)

// Where bubblewrap cannot run, the same files are read and refused. What of the walls
// stays is shown in package sandbox.
func TestTheWeakerWaysReadAndRefuseTheSame(t *testing.T) {
	t.Parallel()
	for _, kind := range []sandbox.Kind{sandbox.Landlock, sandbox.Rlimits} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			r := reader(t, func(c *intake.Config) { c.Walls = kind }, quick)
			tools := r.Tools()
			if tools.Sandbox != string(kind) {
				t.Skipf("this machine has no such walls, but %q: %s", tools.Sandbox, tools.Why)
			}
			if tools.Why == "" {
				t.Error("nobody is told that the walls are not the strongest")
			}
			strongest := reader(t, quick).Tools()
			if tools.Tesseract != strongest.Tesseract || tools.Vietnamese != strongest.Vietnamese || tools.Catdoc != strongest.Catdoc {
				t.Errorf("a tool is lost: %+v, with the strongest walls %+v", tools, strongest)
			}
			refusedAs(t, r, "a.pdf", tờTrình().pdf(t), "")
			refusedAs(t, r, "a.pdf", onePage("/OpenAction<</S/Launch/F(cmd.exe)>>"), "upload.active")
			refusedAs(t, r, "a.pdf", objectStreamBomb(t), "")
			refusedAs(t, r, "a.png", smallPNG(t), "")
			f, err := r.Read(t.Context(), file(t, "a.pdf", tờTrình().pdf(t)), nil, nil)
			if err != nil || guesses(f)["number"] != "45" {
				t.Errorf("%+v %v", f, err)
			}
			if tools.Catdoc {
				f, err := r.Read(t.Context(), file(t, "a.doc", sample(t, "to-trinh.doc")), nil, nil)
				if err != nil || len(f.Text) == 0 || !strings.Contains(f.Text[0].Text, "Nguyễn Thị Hồng Ánh") {
					t.Errorf("a DOC: %+v %v", f, err)
				}
			}
			if !tools.Vietnamese {
				t.Log("tesseract with Vietnamese is not installed: no scan was read")
				return
			}
			scanned, _ := scan(t, r, tờTrình().pdf(t))
			f, err = r.Read(t.Context(), file(t, "scan.jpg", scanned), nil, nil)
			if err != nil || len(f.Text) != 1 || !f.Text[0].OCR || !strings.Contains(f.Text[0].Text, "phê duyệt") {
				t.Errorf("a scan: %+v %v", f, err)
			}
		})
	}
}
