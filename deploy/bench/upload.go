package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"minhchung/internal/kpi"
	"minhchung/internal/seed/paper"
)

// uploads measures a file of hundreds of megabytes against hashing, writing and
// fsyncing the same bytes bare, one after the other, in pairs.
//
// The file is text, of which only the beginning is looked at before it is stored:
// what a look at a PDF of this size costs is a line of its own.
func uploads(ctx context.Context, o options, dir string, r *report) error {
	s, err := serve(ctx, o, dir, "--max-upload-mb", "1000")
	if err != nil {
		return err
	}
	c, err := official(ctx, s)
	if err != nil {
		return err
	}
	if _, err := oneUpload(ctx, c, "warm.txt", bytes.NewReader(textOf(1<<20, 0)), 1<<20); err != nil {
		return err
	}
	before, err := s.forgetPeak()
	if err != nil {
		return err
	}
	size := o.uploadMB << 20
	var toBare, speeds ratios
	for i := range 5 {
		file := textOf(size, uint64(i+1))
		bare, err := hashAndSync(filepath.Join(dir, "bare"), file)
		if err != nil {
			return err
		}
		took, err := oneUpload(ctx, c, fmt.Sprintf("lon%d.txt", i), bytes.NewReader(file), int64(size))
		if err != nil {
			return err
		}
		toBare = append(toBare, bare.Seconds()/took.Seconds())
		speeds = append(speeds, float64(o.uploadMB)/took.Seconds())
	}
	after, err := s.memory("VmHWM")
	if err != nil {
		return err
	}
	r.line(fmt.Sprintf("upload of %d MB: speed as a share of bare sha256 + write + fsync", o.uploadMB),
		fmt.Sprintf("%.2f (%.0f MB/s; median of %d pairs)", toBare.median(), speeds.median(), len(toBare)), "≥ 0.8")
	r.line("growth of the server's peak memory by these uploads", fmt.Sprintf("%d MB (%d → %d MB)", (after-before)>>20, before>>20, after>>20), "≤ 64 MB")

	pdf, err := hugePDF(size)
	if err != nil {
		return err
	}
	bare, err := hashAndSync(filepath.Join(dir, "bare"), pdf)
	if err != nil {
		return err
	}
	took, err := oneUpload(ctx, c, "lon.pdf", bytes.NewReader(pdf), int64(len(pdf)))
	if err != nil {
		return err
	}
	r.line("the same with a PDF of this size, page one looked at", fmt.Sprintf("%.2f (%s)", bare.Seconds()/took.Seconds(), short(took)), "")
	return s.stop()
}

// oneUpload sends a file, and waits until the jobs behind it are done, so that they
// do not run into the next measurement. It returns the time of the upload alone.
func oneUpload(ctx context.Context, c *client, name string, body io.Reader, size int64) (time.Duration, error) {
	start := time.Now()
	rec, err := c.upload(ctx, name, body, size)
	took := time.Since(start)
	if err != nil {
		return 0, err
	}
	err = await(ctx, func() (bool, error) {
		var p struct{ Product struct{ Read string } }
		err := c.get(ctx, fmt.Sprintf("/api/products/%d", rec.ProductID), &p)
		return p.Product.Read != "pending", err
	})
	return took, err
}

// hashAndSync is the least that storing a file takes.
func hashAndSync(path string, file []byte) (time.Duration, error) {
	start := time.Now()
	f, err := os.Create(path)
	if err != nil {
		return 0, fmt.Errorf("bare: %w", err)
	}
	defer os.Remove(path)
	defer f.Close()
	h := sha256.New()
	const piece = 256 << 10
	for b := file; len(b) > 0; b = b[min(piece, len(b)):] {
		p := b[:min(piece, len(b))]
		h.Write(p)
		if _, err := f.Write(p); err != nil {
			return 0, fmt.Errorf("bare: %w", err)
		}
	}
	if err := f.Sync(); err != nil {
		return 0, fmt.Errorf("bare: %w", err)
	}
	return time.Since(start), nil
}

// textOf makes lines of letters; each number makes another file.
func textOf(size int, number uint64) []byte {
	d := rand.New(rand.NewPCG(number, 7))
	line := make([]byte, 64<<10)
	for i := range line {
		line[i] = byte('a' + d.IntN(26))
		if i%80 == 79 {
			line[i] = '\n'
		}
	}
	b := bytes.Repeat(line, size/len(line)+1)[:size]
	copy(b, fmt.Sprintf("Báo cáo đo kiểm số %d\n", number))
	return b
}

// hugePDF is a paper of one page behind which lies a stream that nothing shows, of
// about the size: a scan of hundreds of pages as far as storing is concerned.
func hugePDF(size int) ([]byte, error) {
	var small bytes.Buffer
	if err := paper.Render(&small, paper.Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", Number: 1, Symbol: "BC-UBND", TypeCode: "BC", TypeName: "BÁO CÁO", Date: kpi.NewDate(2026, 11, 16),
		Excerpt: "Đo kiểm", Paragraphs: []string{"Tệp lớn."}, Place: "Mẫu",
		Sign: paper.Signature{Position: "CHỦ TỊCH", Name: "Người Ký Mẫu"},
	}); err != nil {
		return nil, fmt.Errorf("paper: %w", err)
	}
	b := small.Bytes()
	at := bytes.LastIndex(b, []byte("startxref"))
	if at < 0 {
		return nil, fmt.Errorf("paper: no startxref")
	}
	// An update that adds one object, and whose table points back to the first.
	var old int
	if _, err := fmt.Sscanf(string(b[at:]), "startxref\n%d", &old); err != nil {
		return nil, fmt.Errorf("paper: %w", err)
	}
	trailer := b[bytes.LastIndex(b, []byte("trailer")):at]
	var n int
	i := bytes.Index(trailer, []byte("/Size "))
	if i < 0 {
		return nil, fmt.Errorf("paper: no size")
	}
	if _, err := fmt.Sscanf(string(trailer[i:]), "/Size %d", &n); err != nil {
		return nil, fmt.Errorf("paper: %w", err)
	}
	root := trailer[bytes.Index(trailer, []byte("/Root")):]
	root = root[:bytes.Index(root, []byte(" R"))+2]
	body := textOf(size, 99)
	out := append(bytes.Clone(b), '\n')
	start := len(out)
	out = append(out, fmt.Sprintf("%d 0 obj\n<< /Length %d >>\nstream\n", n, len(body))...)
	out = append(append(out, body...), "\nendstream\nendobj\n"...)
	table := len(out)
	return append(out, fmt.Sprintf("xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n",
		n, start, n+1, root, old, table)...), nil
}
