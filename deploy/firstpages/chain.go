package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"minhchung/deploy/firstpages/paper"
	"minhchung/deploy/firstpages/scan"
	"minhchung/deploy/firstpages/set"
)

// chain turns papers into files and files into words, with the programs of this
// machine.
type chain struct {
	dir     string
	browser string
}

// call runs a program and returns what it prints.
func (c chain) call(ctx context.Context, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1", "HOME="+c.dir)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %.400s", name, err, complaint.String())
	}
	return out.Bytes(), nil
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
	_, err := c.call(ctx, "soffice", append([]string{"--headless", "--convert-to", "pdf", "--outdir", c.dir}, documents...)...)
	return err
}

func (c chain) print(ctx context.Context, id string, page []byte) error {
	path := filepath.Join(c.dir, id+".html")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		return err
	}
	_, err := c.call(ctx, c.browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
		"--no-pdf-header-footer", "--print-to-pdf="+filepath.Join(c.dir, id+".pdf"), "file://"+path)
	return err
}

// born reads a paper as it was made.
func (c chain) born(ctx context.Context, p paper.Paper) (set.Entry, error) {
	e := set.Entry{ID: p.ID, Layout: p.Layout, Font: p.Font, Form: "born", Truth: p.Truth}
	out, err := c.call(ctx, "pdftotext", "-bbox-layout", filepath.Join(c.dir, p.ID+".pdf"), "-")
	if err != nil {
		return e, err
	}
	e.Pages, err = bornBoxes(bytes.NewReader(out))
	return e, err
}

// scanned reads a paper as it comes from a scanner.
func (c chain) scanned(ctx context.Context, p paper.Paper, dpi int, r *rand.Rand) (set.Entry, error) {
	e := set.Entry{ID: p.ID, Layout: p.Layout, Font: p.Font, Form: "scan" + strconv.Itoa(dpi), Truth: p.Truth}
	stem := filepath.Join(c.dir, p.ID)
	if _, err := c.call(ctx, "pdftoppm", "-r", strconv.Itoa(dpi), "-png", stem+".pdf", stem); err != nil {
		return e, err
	}
	pages, err := filepath.Glob(stem + "-*.png")
	if err != nil || len(pages) == 0 {
		return e, errors.Join(err, errors.New("no picture of "+p.ID))
	}
	dose := scan.Draw(r)
	for i, page := range pages {
		seen, err := c.look(ctx, page, i == 0, dpi, dose, r)
		if err != nil {
			return e, err
		}
		e.Pages = append(e.Pages, seen)
	}
	return e, nil
}

func (c chain) look(ctx context.Context, page string, first bool, dpi int, dose scan.Dose, r *rand.Rand) (set.Page, error) {
	b, err := os.ReadFile(page)
	if err != nil {
		return set.Page{}, err
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return set.Page{}, err
	}
	var out bytes.Buffer
	seen := scan.Page(scan.Red(img), dose, r)
	if err := png.Encode(&out, seen); err != nil {
		return set.Page{}, err
	}
	scanned := strings.TrimSuffix(page, ".png") + ".scan.png"
	if err := os.WriteFile(scanned, out.Bytes(), 0o600); err != nil {
		return set.Page{}, err
	}
	if err := os.Remove(page); err != nil {
		return set.Page{}, err
	}
	tsv, err := c.call(ctx, "tesseract", scanned, "-", "-l", "vie", "--dpi", strconv.Itoa(dpi), "tsv")
	if err != nil {
		return set.Page{}, err
	}
	p := seenBoxes(string(tsv), dpi)
	if first {
		err = c.readTop(ctx, &p, seen, strings.TrimSuffix(page, ".png")+".top.png", dpi)
	}
	return p, err
}
