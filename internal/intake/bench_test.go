package intake_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"minhchung/internal/intake"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/text"
)

// The benchmarks of this file measure pairs: a bare tool and the same work behind
// the walls, in turns, so that a busy machine slows both. Their metric is the share
// of the bare tool's speed; docs/benchmarks.md names the targets.

// pairs runs the two in turns and returns how often b fits into a.
func pairs(b *testing.B, n int, bare, ours func(i int)) float64 {
	b.Helper()
	var took [2]time.Duration
	for i := range n {
		for side, f := range []func(int){bare, ours} {
			start := time.Now()
			f(i)
			took[side] += time.Since(start)
		}
	}
	return took[0].Seconds() / took[1].Seconds()
}

// BenchmarkWalls is the text of one page with nothing around pdftotext and behind each
// kind of walls, in turns. Landlock's launcher is the program named by LAUNCHER (a
// built minhchung starts slower than a test binary), or the test binary.
func BenchmarkWalls(b *testing.B) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		b.Skip("pdftotext is not installed")
	}
	page := file(b, "a.pdf", longPDF(b, 1, 0))
	launcher, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	if l := os.Getenv("LAUNCHER"); l != "" {
		launcher = l
	}
	ways := map[string]func(){"bare": func() {
		if err := exec.Command(tool, "-enc", "UTF-8", page, "-").Run(); err != nil {
			b.Fatal(err)
		}
	}}
	names := []string{"bare"}
	for _, kind := range []sandbox.Kind{sandbox.Bubblewrap, sandbox.Landlock, sandbox.Rlimits} {
		s := sandbox.OpenUpTo(b.Context(), launcher, kind)
		if s.Kind() != kind {
			b.Logf("no %s here: %s", kind, s.Why())
			continue
		}
		names = append(names, string(kind))
		ways[string(kind)] = func() {
			in, err := os.Open(page)
			if err != nil {
				b.Fatal(err)
			}
			defer in.Close()
			if res, err := s.Run(b.Context(), sandbox.Command{Path: tool, Args: []string{"-enc", "UTF-8", "-", "-"}, Stdin: in}, io.Discard); err != nil || res.Code != 0 {
				b.Fatal(res, err)
			}
		}
	}
	took := map[string][]time.Duration{}
	for b.Loop() {
		for _, n := range names {
			start := time.Now()
			ways[n]()
			took[n] = append(took[n], time.Since(start))
		}
	}
	for _, n := range names {
		slices.Sort(took[n])
		b.ReportMetric(float64(took[n][len(took[n])/2].Microseconds())/1000, n+"-median-ms")
		b.ReportMetric(float64(took[n][0].Microseconds())/1000, n+"-least-ms")
	}
}

// BenchmarkTextShare reads 1,000 files: of one, two, five and twenty pages.
func BenchmarkTextShare(b *testing.B) {
	r := reader(b)
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		b.Skip("pdftotext is not installed")
	}
	e := text.Extractor{Sandbox: sandbox.Open(b.Context(), ""), Tool: tool}
	b.Logf("walls: %s", e.Sandbox.Kind())
	var files []string
	for _, pages := range []int{1, 2, 5, 20} {
		files = append(files, file(b, "a.pdf", longPDF(b, pages, 0)))
	}
	bare := func(i int) {
		if err := exec.Command(tool, "-enc", "UTF-8", files[i%len(files)], "-").Run(); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("text", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(pairs(b, 1000, bare, func(i int) {
				f, err := os.Open(files[i%len(files)])
				if err != nil {
					b.Fatal(err)
				}
				defer f.Close()
				if _, err := e.Pages(b.Context(), f, 1, 0); err != nil {
					b.Fatal(err)
				}
			}), "of-bare")
		}
	})
	b.Run("all-of-Read", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(pairs(b, 200, bare, func(i int) {
				if _, err := r.Read(b.Context(), files[i%len(files)], nil, nil); err != nil {
					b.Fatal(err)
				}
			}), "of-bare")
		}
	})
}

// BenchmarkOCRShare recognises a scan of six pages, against tesseract alone on the
// same pictures in a folder: drawing them, the walls and the second reading of the
// letterhead are ours to pay.
func BenchmarkOCRShare(b *testing.B) {
	r := reader(b)
	if !r.Tools().Vietnamese {
		b.Skip("tesseract with Vietnamese is not installed")
	}
	const pages = 6
	p := fpdf.New("P", "mm", "A4", "")
	whole := file(b, "whole.pdf", longPDF(b, pages, 0))
	var pictures []string
	for i := range pages {
		var pic, jpg bytes.Buffer
		if err := r.Picture(b.Context(), whole, i+1, 2480, &pic); err != nil {
			b.Fatal(err)
		}
		img, err := png.Decode(&pic)
		if err != nil {
			b.Fatal(err)
		}
		if err := jpeg.Encode(&jpg, img, &jpeg.Options{Quality: 80}); err != nil {
			b.Fatal(err)
		}
		pictures = append(pictures, file(b, "page.jpg", jpg.Bytes()))
		name := "scan" + strconv.Itoa(i)
		p.AddPage()
		p.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "JPG"}, &jpg)
		p.ImageOptions(name, 0, 0, 210, 297, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
	}
	scanned := file(b, "scan.pdf", output(b, p))
	for b.Loop() {
		b.ReportMetric(pairs(b, 2, func(int) {
			for _, pic := range pictures {
				c := exec.Command("tesseract", pic, "stdout", "-l", "vie", "--dpi", "300", "tsv")
				c.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
				if err := c.Run(); err != nil {
					b.Fatal(err)
				}
			}
		}, func(int) {
			f, err := r.Read(b.Context(), scanned, nil, nil)
			if err != nil || len(f.Text) != pages || !f.Text[pages-1].OCR {
				b.Fatalf("%+v %v", f.Problems, err)
			}
		}), "of-bare")
	}
}

// BenchmarkMemoryAfterHostileFiles looks at and reads 500 hostile files in a row,
// and tells what the server's memory is afterwards, as a share of before.
func BenchmarkMemoryAfterHostileFiles(b *testing.B) {
	r := reader(b, func(c *intake.Config) { c.Limits.CPU = time.Second })
	huge := image.NewGray(image.Rect(0, 0, 2000, 2000))
	var pic bytes.Buffer
	if err := png.Encode(&pic, huge); err != nil {
		b.Fatal(err)
	}
	docx := sample(b, "to-trinh.docx")
	hostile := [][]byte{
		objectStreamBomb(b), laughingForms(), hugeXrefStream(), hugePNG(40_000, 25_000), pic.Bytes()[:pic.Len()/2],
		onePage("/X " + string(bytes.Repeat([]byte("["), 200_000))), onePage("/OpenAction<</S/Launch/F(cmd.exe)>>"),
		changed(b, docx, map[string]string{"word/document.xml": string(bytes.Repeat([]byte(" "), 100<<20))}),
		changed(b, docx, map[string]string{"word/document.xml": "<!DOCTYPE d [<!ENTITY x 'x'>]><d>&x;</d>"}), docx[:len(docx)/2],
	}
	one := func(i int) {
		path := file(b, "a.pdf", hostile[i%len(hostile)])
		if _, err := r.Look(b.Context(), path, "a.pdf"); err != nil {
			b.Fatal(err)
		}
		if _, err := r.Read(b.Context(), path, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
	for i := range hostile { // what is made once is made now
		one(i)
	}
	for b.Loop() {
		before := resident(b)
		for i := range 500 {
			one(i)
		}
		after := resident(b)
		b.ReportMetric(float64(after)/float64(before), "of-before")
		b.ReportMetric(float64(before)/(1<<20), "MB-before")
	}
}

// resident is the memory of this process that the system holds for it, once what
// is garbage has been given back.
func resident(b *testing.B) uint64 {
	b.Helper()
	debug.FreeOSMemory()
	s, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		b.Skip("no /proc")
	}
	n, err := strconv.ParseUint(string(bytes.Fields(s)[1]), 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return n * uint64(os.Getpagesize())
}

// BenchmarkLook is the part of a receipt that looks at a file of 3 MB.
func BenchmarkLook(b *testing.B) {
	r := reader(b)
	path := file(b, "a.pdf", longPDF(b, 60, 3<<20))
	if err := r.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if look, err := r.Look(b.Context(), path, "a.pdf"); err != nil || look.Problem != nil {
			b.Fatal(look.Problem, err)
		}
	}
}
