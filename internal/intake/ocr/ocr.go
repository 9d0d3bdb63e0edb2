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
	"io"
	"os"
	"strconv"
	"strings"

	"minhchung/internal/intake/recognise"
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
	Words      []recognise.Word
	Second     []recognise.Word // the reading of the top that was not taken
	Tail       []recognise.Word // another reading of the list of recipients
	Line       []recognise.Word // another reading of the line with the number
	Width      int              // of the picture, in pixels
	Height     int
}

// Layout is how the words of a picture are found.
type Layout int

// The layouts, by tesseract's numbers of page segmentation.
const (
	Columns Layout = 3 // a page, of whatever parts
	Block   Layout = 6 // one block of lines: scraps of letters at an edge hide no line

	orientation Layout = 0 // no words, but how the page lies
)

// Picture recognises one picture (PNG, JPEG or PNM) scanned at dpi dots an inch.
func (r Recogniser) Picture(ctx context.Context, picture *os.File, dpi int, as Layout) (Page, error) {
	var out bytes.Buffer
	if err := r.run(ctx, picture, dpi, "tsv", as, 0, &out); err != nil {
		return Page{}, err
	}
	return parse(out.String()), nil
}

// pictureInBetween is room for the one file that tesseract makes on the way to a
// PDF: the picture of the page as a JPEG, in bytes.
const pictureInBetween = 32 << 20

// copyQuality is how well the picture of a page is kept in a PDF, of 100: at
// tesseract's own 85 a noisy page has more than three times the bytes. Who looks closely
// looks at the original.
const copyQuality = "jpg_quality=40"

// PDF writes a PDF of one page that shows the picture and has its words behind it,
// where they can be searched and copied.
func (r Recogniser) PDF(ctx context.Context, picture *os.File, dpi int, w io.Writer) error {
	return r.run(ctx, picture, dpi, "pdf", Columns, pictureInBetween, w)
}

// behindPeople is how nice recognition is: it takes seconds of each processor.
const behindPeople = 5

func (r Recogniser) run(ctx context.Context, picture *os.File, dpi int, as string, layout Layout, scratch int64, w io.Writer) error {
	// One thread: two of them wait for each other, and a page takes ten times as long.
	env := []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"}
	if r.Data != "" {
		env = append(env, "TESSDATA_PREFIX="+r.Data)
	}
	args := []string{"stdin", "stdout", "-l", r.Language, "--dpi", strconv.Itoa(dpi), "--psm", strconv.Itoa(int(layout))}
	if as == "pdf" {
		args = append(args, "-c", copyQuality)
	}
	if as != "" {
		args = append(args, as)
	}
	res, err := r.Sandbox.Run(ctx, sandbox.Command{
		Path: r.Tool, Args: args,
		Env: env, Stdin: picture, Limits: r.Limits, Scratch: scratch, Nice: behindPeople,
	}, w)
	if err != nil {
		return fmt.Errorf("ocr: %w", err)
	}
	if res.Code != 0 || res.Bytes == 0 {
		return fmt.Errorf("%w: code %d, signal %v: %.200s", ErrUnreadable, res.Code, res.Signal, res.Stderr)
	}
	return nil
}

// parse reads tesseract's table: level, page, block, paragraph, line, word, left,
// top, width, height, confidence, text. The row of level 1 is the picture itself.
func parse(tsv string) Page {
	var page Page
	var block, line int
	var paragraph, row string
	for r := range strings.Lines(tsv) {
		f := strings.Split(strings.TrimRight(r, "\r\n"), "\t")
		if len(f) < 12 {
			continue
		}
		var n [10]int
		for i := range n {
			n[i], _ = strconv.Atoi(f[i])
		}
		w := recognise.Word{Text: text.Clean(f[11])}
		switch {
		case n[0] == 1:
			page.Width, page.Height = n[8], n[9]
			continue
		case n[0] != 5 || strings.TrimSpace(w.Text) == "":
			continue
		}
		if p := strings.Join(f[1:4], " "); p != paragraph {
			paragraph, row = p, ""
			block, line = block+1, 0
		}
		if f[4] != row {
			row = f[4]
			line++
		}
		w.Block, w.Line = block, line
		if c, err := strconv.ParseFloat(f[10], 64); err == nil && c >= 0 && c <= 100 {
			w.Confidence = int(c)
		}
		if page.Width > 0 && page.Height > 0 {
			wide, high := float64(page.Width), float64(page.Height)
			x, y := float64(n[6]), float64(n[7])
			w.Box = text.Box(x/wide, y/high, (x+float64(n[8]))/wide, (y+float64(n[9]))/high)
		}
		page.Words = append(page.Words, w)
	}
	page.compose()
	return page
}

// compose makes text and confidence of the words.
func (p *Page) compose() {
	var b strings.Builder
	sum := 0
	for i, w := range p.Words {
		switch {
		case i == 0:
		case w.Block != p.Words[i-1].Block:
			b.WriteString("\n\n")
		case w.Line != p.Words[i-1].Line:
			b.WriteString("\n")
		default:
			b.WriteString(" ")
		}
		b.WriteString(w.Text)
		sum += w.Confidence
	}
	p.Text, p.Confidence = b.String(), 0
	if len(p.Words) > 0 {
		p.Confidence = sum / len(p.Words)
	}
}
