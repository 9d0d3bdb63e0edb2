package paper

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// layout fills sheets from top to bottom; y is the top of the next line.
type layout struct {
	f      *fonts
	sheets []*sheet
	y      float64
}

func newLayout(f *fonts) *layout {
	return &layout{f: f, sheets: []*sheet{{}}, y: top}
}

func (l *layout) page() *sheet { return l.sheets[len(l.sheets)-1] }

// room starts a new page unless h millimetres are left on this one.
func (l *layout) room(h float64) {
	if l.y+h > bottom {
		l.sheets = append(l.sheets, &sheet{})
		l.y = top + 4
	}
}

func lineHeight(size float64) float64 { return size * mmPerPt * 1.22 }

type align int

const (
	alignLeft align = iota
	alignCentre
	alignRight
	alignJustify
)

// word is one word with its style; it never holds a space.
type word struct {
	text  string
	style style
	width float64
}

func (l *layout) words(s style, size float64, text string) []word {
	var out []word
	for _, w := range strings.Fields(norm.NFC.String(text)) {
		out = append(out, word{w, s, l.f.measure(s, size, w)})
	}
	return out
}

// breakLines fits words into a width; the first line is shortened by indent.
func (l *layout) breakLines(words []word, size, width, indent float64) [][]word {
	space := l.f.measure(regular, size, " ")
	var lines [][]word
	used := 0.0
	for i, w := range words {
		avail := width
		if len(lines) <= 1 {
			avail -= indent
		}
		if i == 0 || used+space+w.width > avail {
			lines, used = append(lines, []word{w}), w.width
			continue
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], w)
		used += space + w.width
	}
	return lines
}

// put draws one line with its top at y. Words keep the space that follows them,
// so that a reader of the file finds the words parted.
func (l *layout) put(line []word, size, x, y, width float64, a align, col colour) {
	space := l.f.measure(regular, size, " ")
	total := space * float64(len(line)-1)
	for _, w := range line {
		total += w.width
	}
	switch {
	case a == alignCentre:
		x += (width - total) / 2
	case a == alignRight:
		x += width - total
	case a == alignJustify && len(line) > 1:
		space += (width - total) / float64(len(line)-1)
	}
	base := y + size*mmPerPt*0.95
	for i := 0; i < len(line); {
		// Unjustified words of one style are one run: smaller and easier to read back.
		run, j, at := line[i].text, i+1, x
		x += line[i].width + space
		for ; a != alignJustify && j < len(line) && line[j].style == line[i].style; j++ {
			run += " " + line[j].text
			x += line[j].width + space
		}
		if j < len(line) {
			run += " "
		}
		l.page().text = append(l.page().text, glyphs{at, base, line[i].style, size, col, run})
		i = j
	}
}

// block draws text in a column and returns the y below it; it never breaks pages.
func (l *layout) block(s style, size float64, text string, x, y, width float64, a align) float64 {
	for part := range strings.SplitSeq(text, "\n") {
		words := l.words(s, size, part)
		for _, line := range l.breakLines(words, size, l.balanced(words, size, width, a), 0) {
			l.put(line, size, x, y, width, a, black())
			y += lineHeight(size)
		}
	}
	return y
}

// balanced narrows centred text so that its lines are of similar length, as
// typists do by hand.
func (l *layout) balanced(words []word, size, width float64, a align) float64 {
	if a != alignCentre || len(words) < 2 {
		return width
	}
	n := len(l.breakLines(words, size, width, 0))
	for n > 1 && width > 20 && len(l.breakLines(words, size, width-2, 0)) == n {
		width -= 2
	}
	return width
}

// flow draws a paragraph of the body over the page width and breaks pages between
// lines.
func (l *layout) flow(words []word, indent, hang float64, a align) {
	lines := l.breakLines(words, bodySize, right-left-hang, indent)
	for i, line := range lines {
		l.room(lineHeight(bodySize))
		x, width, how := left+hang, right-left-hang, a
		if i == 0 {
			x, width = x+indent, width-indent
		}
		if i == len(lines)-1 && how == alignJustify {
			how = alignLeft
		}
		l.put(line, bodySize, x, l.y, width, how, black())
		l.y += lineHeight(bodySize)
	}
}

// footers numbers the pages from the second on, at the middle of the top margin,
// and marks every page as a demonstration.
func (l *layout) footers() {
	const size = 8
	mark := l.words(italic, size, "Tài liệu minh họa – không có giá trị pháp lý")
	for i, s := range l.sheets {
		one := &layout{f: l.f, sheets: []*sheet{s}}
		one.put(mark, size, left, pageH-12, right-left, alignCentre, grey())
		if i > 0 {
			one.put(l.words(regular, 13, pageNumber(i+1)), 13, left, 11, right-left, alignCentre, black())
		}
	}
}
