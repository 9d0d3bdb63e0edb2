package text

import (
	"context"
	"fmt"
	"html"
	"os"
	"strconv"
	"strings"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/text/legacy"
	"minhchung/internal/kpi"
)

// Placed is where the words of one page stand.
type Placed struct {
	Page   int // from 1
	Words  []recognise.Word
	Second []recognise.Word // another reading of the page's top, where it is a picture
	Tail   []recognise.Word // another reading of the recipients, likewise
	Line   []recognise.Word // another reading of the line with the number, likewise
	Width  int              // points
	Height int
}

// Words returns the words of the pages first to last with their places. It is a
// second reading, in poppler's layout mode: the text of a page is what Pages
// gives. When a limit ends the tool, what it gave until then is returned with the
// error.
func (e Extractor) Words(ctx context.Context, doc *os.File, first, last int) ([]Placed, error) {
	var out strings.Builder
	res, err := e.Sandbox.Run(ctx, sandbox.Command{
		Path: e.Tool, Args: []string{"-bbox-layout", "-enc", "UTF-8", "-f", strconv.Itoa(first), "-l", strconv.Itoa(last), "-", "-"},
		Stdin: doc, Limits: e.Limits,
	}, &out)
	pages := placed(out.String(), first)
	switch {
	case err != nil:
		return pages, fmt.Errorf("text: words: %w", err)
	case res.Code != 0:
		return nil, fmt.Errorf("%w: code %d, signal %v: %.200s", ErrUnreadable, res.Code, res.Signal, res.Stderr)
	}
	return pages, nil
}

// placed reads poppler's boxes, one element a line. It is no XML parser: words
// bring control characters that XML does not allow, and none of them may cost the
// page.
func placed(s string, first int) []Placed {
	var pages []Placed
	var wide, high float64
	block, line := 0, 0
	for row := range strings.Lines(s) {
		row = strings.TrimSpace(row)
		switch {
		case strings.HasPrefix(row, "<page "):
			wide, high = attribute(row, "width"), attribute(row, "height")
			pages = append(pages, Placed{Page: first + len(pages), Width: int(wide + .5), Height: int(high + .5)})
			block, line = 0, 0
		case strings.HasPrefix(row, "<block "):
			block, line = block+1, 0
		case strings.HasPrefix(row, "<line "):
			line++
		case strings.HasPrefix(row, "<word ") && len(pages) > 0 && wide > 0 && high > 0:
			_, word, _ := strings.Cut(row, ">")
			word = html.UnescapeString(strings.TrimSuffix(word, "</word>"))
			p := &pages[len(pages)-1]
			p.Words = append(p.Words, recognise.Word{
				Text: word, Confidence: 100, Block: block, Line: line,
				Box: Box(attribute(row, "xMin")/wide, attribute(row, "yMin")/high, attribute(row, "xMax")/wide, attribute(row, "yMax")/high),
			})
		}
	}
	for i := range pages {
		pages[i].repair()
	}
	return pages
}

// repair converts the words of a page that was set in an old font, line by line,
// and cleans them all.
func (p *Placed) repair() {
	var lines []string
	var starts []int
	for i, w := range p.Words {
		if i == 0 || w.Block != p.Words[i-1].Block || w.Line != p.Words[i-1].Line {
			lines, starts = append(lines, ""), append(starts, i)
		}
		lines[len(lines)-1] += w.Text + " "
	}
	if fixed, was := legacy.Repair(strings.Join(lines, "\n")); was != "" {
		for i, l := range strings.Split(fixed, "\n") {
			for j, w := range strings.Split(strings.TrimSuffix(l, " "), " ") {
				if k := starts[i] + j; k < len(p.Words) && (i+1 == len(starts) || k < starts[i+1]) {
					p.Words[k].Text = w
				}
			}
		}
	}
	kept := p.Words[:0]
	for _, w := range p.Words {
		if w.Text = Clean(w.Text); strings.TrimSpace(w.Text) != "" {
			kept = append(kept, w)
		}
	}
	p.Words = kept
}

// attribute returns the number of name="…", or 0.
func attribute(row, name string) float64 {
	_, rest, _ := strings.Cut(row, " "+name+`="`)
	n, _, _ := strings.Cut(rest, `"`)
	f, err := strconv.ParseFloat(n, 64)
	if err != nil || !(f > -1e6 && f < 1e6) {
		return 0
	}
	return f
}

// Box makes a place of two corners that are given in shares of the page. What
// stands outside of the page is cut off.
func Box(x0, y0, x1, y1 float64) kpi.Place {
	n := func(f float64) int { return min(1000, max(0, int(f*1000+.5))) }
	x, y := n(x0), n(y0)
	return kpi.Place{X: x, Y: y, W: max(0, n(x1)-x), H: max(0, n(y1)-y)}
}
