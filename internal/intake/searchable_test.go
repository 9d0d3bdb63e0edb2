package intake_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/hhrutter/tiff"

	"minhchung/internal/intake"
	"minhchung/internal/kpi"
)

func TestAScanGetsACopyThatCanBeSearched(t *testing.T) {
	t.Parallel()
	r := reader(t)
	if !r.Tools().Vietnamese {
		t.Skip("tesseract with Vietnamese is not installed")
	}
	if tools := r.Tools(); tools.Sandbox != "bubblewrap" {
		t.Skipf("the copy needs a folder in memory, and the walls here are %q: %s", tools.Sandbox, tools.Why)
	}
	scanned, page := scan(t, r, tờTrình().pdf(t))
	for name, c := range map[string]struct {
		b     []byte
		pages int
	}{"one page": {scanned, 1}, "a page on its side": {scanOf(t, quarter(page)), 1}, "two pages of a TIFF": {twoPages(t, r, tiff.Deflate), 2}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := file(t, "a", c.b)
			var copied bytes.Buffer
			var last intake.Progress
			if err := r.Searchable(t.Context(), path, &copied, func(p intake.Progress) { last = p }); err != nil {
				t.Fatal(err)
			}
			if last != (intake.Progress{Stage: "ocr", Page: c.pages, Pages: c.pages}) {
				t.Errorf("progress ended at %+v", last)
			}
			f, err := r.Read(t.Context(), file(t, "copy.pdf", copied.Bytes()), nil, nil)
			if err != nil || len(f.Text) != c.pages || f.Text[0].OCR || f.Text[c.pages-1].OCR {
				t.Fatalf("%+v %v", f, err)
			}
			if share := recall(tờTrình().body[2], f.Text[0].Text); c.pages == 1 && share < 90 {
				t.Errorf("%.0f %% of the words can be searched:\n%s", share, f.Text[0].Text)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, c.b) {
				t.Errorf("the original was changed: %v", err)
			}
		})
	}
}

// A copy that would be too large is said to be that, and none is half made.
func TestACopyThatIsTooLarge(t *testing.T) {
	t.Parallel()
	whole := reader(t)
	if !whole.Copies() {
		t.Skip("no searchable copies on this machine")
	}
	path := file(t, "a", twoPages(t, whole, tiff.Deflate))
	var w bytes.Buffer
	if err := whole.Searchable(t.Context(), path, &w, nil); err != nil {
		t.Fatal(err)
	}
	r := reader(t, func(c *intake.Config) { c.Limits.Output = int64(w.Len()) - 1 }) // room for each page
	w.Reset()
	if err := r.Searchable(t.Context(), path, &w, nil); kpi.ReasonOf(err) != "searchable.size" || w.Len() != 0 {
		t.Errorf("%v; %d bytes", err, w.Len())
	}
}

func TestWhatIsNoScanGetsNoCopy(t *testing.T) {
	t.Parallel()
	r := reader(t, func(c *intake.Config) { c.Limits.OCRPages = 1 })
	if !r.Tools().Tesseract {
		t.Skip("tesseract is not installed")
	}
	p := newPDF()
	p.AddPage()
	p.AddPage()
	for reason, b := range map[string][]byte{
		"searchable.none": tờTrình().pdf(t), "searchable.pages": output(t, p),
	} {
		var w bytes.Buffer
		if err := r.Searchable(t.Context(), file(t, "a", b), &w, nil); kpi.ReasonOf(err) != reason || w.Len() != 0 {
			t.Errorf("%v, want %s; %d bytes", err, reason, w.Len())
		}
	}
	sealed := newPDF() // good text, and a last page with a name and a seal
	tờTrình().draw(sealed)
	tờTrình().draw(sealed)
	sealed.AddPage()
	for name, b := range map[string][]byte{"a sealed last page": output(t, sealed), "a document": sample(t, "to-trinh.docx"), "text": []byte("a"), "nothing": nil, "a bomb": hugePNG(40_000, 25_000)} {
		if err := r.Searchable(t.Context(), file(t, "a", b), &bytes.Buffer{}, nil); kpi.ReasonOf(err) != "searchable.none" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
