// Package set is a set of papers with their truth, as word boxes that were read
// from their files once: small enough to keep, so that a recogniser can be measured
// without a browser, LibreOffice or OCR at hand.
//
// It knows neither how papers are made nor how they are recognised.
package set

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"minhchung/deploy/firstpages/paper"
)

// Entry is one paper in one form.
type Entry struct {
	ID     string      `json:"id"`
	Layout string      `json:"layout"`
	Font   string      `json:"font"`
	Form   string      `json:"form"` // "born", "scan200", "scan300"
	Truth  paper.Truth `json:"truth"`
	Pages  []Page      `json:"pages"`
}

// Scanned reports whether it was read from a picture.
func (e Entry) Scanned() bool { return e.Form != "born" }

// Page is what was read of one page.
type Page struct {
	Width  int    `json:"w"` // points
	Height int    `json:"h"`
	OCR    bool   `json:"ocr,omitempty"` // read from a picture
	Words  []Word `json:"words"`
	Second []Word `json:"second,omitempty"` // another reading of the top of page one
	Tail   []Word `json:"tail,omitempty"`   // another reading of the recipients
	Line   []Word `json:"line,omitempty"`   // another reading of the line with the number
}

// Word is one word; X to H in thousandths of the page from its top left corner.
type Word struct {
	X, Y, W, H int
	Confidence int
	Block      int
	Line       int
	Text       string
}

// MarshalJSON writes a word as an array: there are many of them.
func (w Word) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{w.X, w.Y, w.W, w.H, w.Confidence, w.Block, w.Line, w.Text})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (w *Word) UnmarshalJSON(b []byte) error {
	into := []any{&w.X, &w.Y, &w.W, &w.H, &w.Confidence, &w.Block, &w.Line, &w.Text}
	want := len(into)
	if err := json.Unmarshal(b, &into); err != nil {
		return err
	}
	if len(into) != want {
		return fmt.Errorf("a word of %d parts", len(into))
	}
	return nil
}

// Write writes a set, one entry a line, compressed.
func Write(w io.Writer, entries []Entry) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	e := json.NewEncoder(z)
	e.SetEscapeHTML(false)
	for _, entry := range entries {
		if err := e.Encode(entry); err != nil {
			return err
		}
	}
	return z.Close()
}

// Read reads what Write wrote.
func Read(r io.Reader) ([]Entry, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	var entries []Entry
	d := json.NewDecoder(bufio.NewReader(z))
	for {
		var e Entry
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			return entries, nil
		} else if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
}

// Text is the text of a page as readers without boxes give it: a line for a line, an
// empty one between blocks.
func (p Page) Text() string {
	var b strings.Builder
	for i, w := range p.Words {
		if i > 0 {
			switch last := p.Words[i-1]; {
			case last.Block != w.Block:
				b.WriteString("\n\n")
			case last.Line != w.Line:
				b.WriteString("\n")
			case w.Confidence == 100 && w.X-(last.X+last.W) <= 1:
				// pieces of a word in letters of two fonts
			default:
				b.WriteString(" ")
			}
		}
		b.WriteString(w.Text)
	}
	return b.String()
}
