package intake_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/internal/intake"
	"minhchung/internal/intake/sniff"
)

func TestAnOrdinaryPaperIsTaken(t *testing.T) {
	t.Parallel()
	r := reader(t)
	look, err := r.Look(t.Context(), file(t, "a.pdf", tờTrình().pdf(t)), "tờ trình.pdf")
	if err != nil || look.Problem != nil || look.Pages != 1 || look.MediaType != sniff.PDF {
		t.Errorf("%+v %v %v", look, look.Problem, err)
	}
}

func TestPicturesAndTextAreTaken(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for name, b := range map[string][]byte{"a.png": smallPNG(t), "a.txt": []byte("Biên bản họp ngày 12 tháng 3.\n")} {
		look, err := r.Look(t.Context(), file(t, name, b), name)
		if err != nil || look.Problem != nil || look.Pages != 1 {
			t.Errorf("%s: %+v %v", name, look, err)
		}
	}
}

func TestAFileTooLargeToParseIsLookedAtAllTheSame(t *testing.T) {
	t.Parallel()
	r := reader(t, func(c *intake.Config) { c.Limits.File = 10_000 })
	if look := refusedAs(t, r, "a.pdf", tờTrình().pdf(t), ""); look.Pages != 1 {
		t.Errorf("%+v", look)
	}
	pad := strings.Repeat("%padding\n", 2000)
	refusedAs(t, r, "a.pdf", append(onePage("/OpenAction<</S/Launch/F(cmd.exe)>>"), pad+"%%EOF\n"...), "upload.active")
	d := tờTrình()
	d.mark = "TỐI MẬT"
	refusedAs(t, r, "a.pdf", d.pdf(t), "upload.classified")
	if look := refusedAs(t, r, "a.txt", []byte(strings.Repeat("dòng chữ\n", 200_000)), ""); look.Pages != 0 {
		t.Errorf("%+v", look)
	}
}

// The target of the whole receipt is 150 ms at p95. A busy machine is slower than
// the target without the code being wrong, so the bound here is loose; the log has
// the numbers.
func TestLookingAtThreeMegabytesIsQuick(t *testing.T) { //nolint:paralleltest // it measures
	r := reader(t)
	b := longPDF(t, 60, 3<<20)
	path := file(t, "a.pdf", b)
	if err := r.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	var took []time.Duration
	for range 15 {
		start := time.Now()
		look, err := r.Look(t.Context(), path, "a.pdf")
		took = append(took, time.Since(start))
		if err != nil || look.Problem != nil || look.Pages != 61 {
			t.Fatalf("%+v %v", look, err)
		}
	}
	slices.Sort(took)
	t.Logf("%d bytes, 61 pages: median %v, slowest %v", len(b), took[len(took)/2], took[len(took)-1])
	if took[0] > time.Second {
		t.Errorf("the quickest look took %v", took[0])
	}
}
