package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"minhchung/deploy/firstpages/paper"
	"minhchung/deploy/firstpages/scan"
	"minhchung/deploy/firstpages/set"
	"minhchung/internal/intake"
	"minhchung/internal/intake/recognise"
)

// chain turns papers into files with the programs of this machine, and files into
// words as the product reads them.
type chain struct {
	dir     string
	browser string
	reader  *intake.Reader
}

// call runs a program.
func (c chain) call(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "HOME="+c.dir)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w: %.400s", name, err, complaint.String())
	}
	return nil
}

// files writes every paper as a PDF named by its ID.
func (c chain) files(ctx context.Context, papers []paper.Paper) error {
	var documents []string
	for _, p := range papers {
		page, ok, err := p.HTML()
		if err != nil {
			return err
		}
		if ok {
			if err := c.print(ctx, p.ID, page); err != nil {
				return err
			}
			continue
		}
		doc, _, err := p.DOCX()
		if err != nil {
			return err
		}
		path := filepath.Join(c.dir, p.ID+".docx")
		if err := os.WriteFile(path, doc, 0o600); err != nil {
			return err
		}
		documents = append(documents, path)
	}
	if len(documents) == 0 {
		return nil
	}
	return c.call(ctx, "soffice", append([]string{"--headless", "--convert-to", "pdf", "--outdir", c.dir}, documents...)...)
}

func (c chain) print(ctx context.Context, id string, page []byte) error {
	path := filepath.Join(c.dir, id+".html")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		return err
	}
	return c.call(ctx, c.browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
		"--no-pdf-header-footer", "--print-to-pdf="+filepath.Join(c.dir, id+".pdf"), "file://"+path)
}

// born reads a paper as it was made.
func (c chain) born(ctx context.Context, p paper.Paper) (set.Entry, error) {
	e := set.Entry{ID: p.ID, Layout: p.Layout, Font: p.Font, Form: "born", Truth: p.Truth}
	return c.read(ctx, filepath.Join(c.dir, p.ID+".pdf"), e)
}

// scanned reads a paper as it comes from a scanner: a PDF of its pages in colours.
func (c chain) scanned(ctx context.Context, p paper.Paper, dpi int, r *rand.Rand) (set.Entry, error) {
	e := set.Entry{ID: p.ID, Layout: p.Layout, Font: p.Font, Form: "scan" + strconv.Itoa(dpi), Truth: p.Truth}
	stem := filepath.Join(c.dir, p.ID)
	if err := c.call(ctx, "pdftoppm", "-r", strconv.Itoa(dpi), "-png", stem+".pdf", stem); err != nil {
		return e, err
	}
	pages, err := filepath.Glob(stem + "-*.png")
	if err != nil || len(pages) == 0 {
		return e, errors.Join(err, errors.New("no picture of "+p.ID))
	}
	dose := scan.Draw(r)
	var pictures [][]byte
	for _, page := range pages {
		picture, err := scannedPage(page, dose, r)
		if err != nil {
			return e, err
		}
		pictures = append(pictures, picture)
		if err := os.Remove(page); err != nil {
			return e, err
		}
	}
	scanned, err := pdfOf(pictures, dpi)
	if err != nil {
		return e, err
	}
	if err := os.WriteFile(stem+".scan.pdf", scanned, 0o600); err != nil {
		return e, err
	}
	return c.read(ctx, stem+".scan.pdf", e)
}

// scannedPage is the JPEG that a scanner makes of a page.
func scannedPage(path string, dose scan.Dose, r *rand.Rand) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, scan.Page(img, dose, r), &jpeg.Options{Quality: dose.Quality})
	return out.Bytes(), err
}

// read lets the product read a file.
func (c chain) read(ctx context.Context, path string, e set.Entry) (set.Entry, error) {
	facts, err := c.reader.Read(ctx, path, nil, nil)
	if err != nil {
		return e, err
	}
	for _, p := range facts.Layout() {
		if p.OCR != e.Scanned() && p.Number == 1 || p.Number == 1 && len(p.Words) == 0 { // a last page with few words is read as a picture
			return e, fmt.Errorf("%s: page %d was not read: %v", path, p.Number, facts.Problems)
		}
		e.Pages = append(e.Pages, set.Page{Width: p.Width, Height: p.Height, OCR: p.OCR, Words: kept(p.Words), Second: kept(p.Second), Tail: kept(p.Tail), Line: kept(p.Line)})
	}
	return e, nil
}

func kept(in []recognise.Word) []set.Word {
	out := make([]set.Word, len(in))
	for i, w := range in {
		out[i] = set.Word{X: w.Box.X, Y: w.Box.Y, W: w.Box.W, H: w.Box.H, Confidence: w.Confidence, Block: w.Block, Line: w.Line, Text: w.Text}
	}
	return out
}
