// Package text takes the text that is in a PDF out of it, page by page, with
// poppler's pdftotext behind the walls of package sandbox; and turns the bytes of
// a plain text file into pages.
//
// It recognises no pictures (package ocr does) and judges no words. Poppler's
// default mode is used: it keeps the columns of a Vietnamese letterhead apart,
// which the layout modes do not.
package text

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/text/legacy"
)

// Extractor calls pdftotext.
type Extractor struct {
	Sandbox *sandbox.Sandbox
	Tool    string // path of pdftotext
	Limits  sandbox.Limits
}

// Errors that are facts of the document. A *sandbox.Exceeded is one, too.
var (
	ErrPassword   = errors.New("text: the document needs a password or a certificate")
	ErrUnreadable = errors.New("text: poppler cannot read the document")
)

// Page is the text of one page.
type Page struct {
	Text string          // Clean
	Was  legacy.Encoding // what it was converted from; "" = it was Unicode
}

// Repaired cleans a page, and converts it when it was set in a font of the years
// before Unicode. That comes first: TCVN3 has a letter where others have a soft
// hyphen, which Clean drops.
func Repaired(raw string) Page {
	s, was := legacy.Repair(raw)
	return Page{Clean(s), was}
}

// Pages returns the text of the pages first to last, Repaired; last 0 means the last
// page. When a limit ends the tool, what it gave until then is returned with the
// error.
func (e Extractor) Pages(ctx context.Context, doc *os.File, first, last int) ([]Page, error) {
	args := []string{"-enc", "UTF-8", "-f", strconv.Itoa(first)}
	if last > 0 {
		args = append(args, "-l", strconv.Itoa(last))
	}
	var out bytes.Buffer
	res, err := e.Sandbox.Run(ctx, sandbox.Command{
		Path: e.Tool, Args: append(args, "-", "-"), Stdin: doc, Limits: e.Limits,
	}, &out)
	pages := split(out.String())
	switch {
	case err != nil:
		return pages, fmt.Errorf("text: %w", err)
	case res.Code == 0:
		return pages, nil
	case strings.Contains(res.Stderr, "Incorrect password"), strings.Contains(res.Stderr, "security handler"):
		return nil, ErrPassword
	default:
		return nil, fmt.Errorf("%w: code %d, signal %v: %.200s", ErrUnreadable, res.Code, res.Signal, res.Stderr)
	}
}

// split cuts poppler's output at the form feed that ends each page.
func split(s string) []Page {
	var pages []Page
	for p := range strings.SplitSeq(strings.TrimSuffix(s, "\f"), "\f") {
		if s != "" {
			pages = append(pages, Repaired(p))
		}
	}
	return pages
}
