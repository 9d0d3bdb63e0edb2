package recognise

import "minhchung/internal/kpi"

// Word is one word as it stands on a page.
type Word struct {
	Text       string
	Box        kpi.Place // thousandths of the page's width and height, from its top left corner
	Confidence int       // percent; 100 for text that was in the file
	Block      int       // words of one block, and of one line in it, have the same number
	Line       int
	Bold       bool // where the reader knows it
	Size       int  // of the letters, in tenths of a point; 0 where the reader does not know
}

// Page is one page: its text, and where the words stand. Without Words the fields
// are read from Text alone, less surely and without a place.
type Page struct {
	Number int // from 1
	Text   string
	OCR    bool   // read from a picture
	Words  []Word // in reading order
	Second []Word // another reading of the top of page one, when there is one
	Tail   []Word // another reading of the list of recipients, when there is one
	Line   []Word // another reading of the line with the number of page one alone, when there is one
	Width  int    // of the page, in points; 0 where the reader does not know
	Height int
}
