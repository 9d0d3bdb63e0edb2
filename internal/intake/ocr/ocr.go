// Package ocr recognises the words in pictures of pages with tesseract behind the
// walls of package sandbox.
//
// It draws no pages (package preview does) and corrects no words: what it cannot
// read it gives with a low confidence, and people decide.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/text"
)

// Recogniser calls tesseract.
type Recogniser struct {
	Sandbox  *sandbox.Sandbox
	Tool     string // path of tesseract
	Language string // "vie", or "eng" where Vietnamese is not installed
	Data     string // TESSDATA_PREFIX of the server, or ""
	Limits   sandbox.Limits
}

// ErrUnreadable is a picture that tesseract cannot read; *sandbox.Exceeded is
// another fact of the document.
var ErrUnreadable = errors.New("ocr: the picture cannot be read")

// Page is the words of one picture.
type Page struct {
	Text       string // lines in reading order, text.Clean
	Confidence int    // mean confidence of its words, percent; 0 without words
}

// Picture recognises one picture (PNG, JPEG or PNM) scanned at dpi dots an inch.
func (r Recogniser) Picture(ctx context.Context, picture *os.File, dpi int) (Page, error) {
	// One thread: two of them wait for each other, and a page takes ten times as long.
	env := []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"}
	if r.Data != "" {
		env = append(env, "TESSDATA_PREFIX="+r.Data)
	}
	var out bytes.Buffer
	res, err := r.Sandbox.Run(ctx, sandbox.Command{
		Path: r.Tool, Args: []string{"stdin", "stdout", "-l", r.Language, "--dpi", strconv.Itoa(dpi), "tsv"},
		Env: env, Stdin: picture, Limits: r.Limits,
	}, &out)
	if err != nil {
		return Page{}, fmt.Errorf("ocr: %w", err)
	}
	if res.Code != 0 {
		return Page{}, fmt.Errorf("%w: code %d, signal %v: %.200s", ErrUnreadable, res.Code, res.Signal, res.Stderr)
	}
	return parse(out.String()), nil
}

// parse reads tesseract's table: level, page, block, paragraph, line, word, left,
// top, width, height, confidence, text.
func parse(tsv string) Page {
	var b strings.Builder
	var line, paragraph string
	var sum float64
	words := 0
	for row := range strings.Lines(tsv) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) < 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		p := f[1] + " " + f[2] + " " + f[3]
		switch l := p + " " + f[4]; {
		case b.Len() == 0:
			line, paragraph = l, p
		case p != paragraph:
			b.WriteString("\n\n")
			line, paragraph = l, p
		case l != line:
			b.WriteString("\n")
			line = l
		default:
			b.WriteString(" ")
		}
		b.WriteString(f[11])
		if c, err := strconv.ParseFloat(f[10], 64); err == nil && c >= 0 && c <= 100 {
			sum += c
			words++
		}
	}
	page := Page{Text: text.Clean(b.String())}
	if words > 0 {
		page.Confidence = int(sum / float64(words))
	}
	return page
}
