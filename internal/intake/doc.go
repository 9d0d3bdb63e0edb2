// Package intake is the room where a stranger's bytes become facts: what kind of
// file, how many pages, which text, what it seems to be, pictures to look at, and
// why a file is refused.
//
// It stores nothing, decides nothing about a product, opens no connection, and
// trusts no byte: every parser runs in a child behind the walls of
// intake/sandbox. In the server's own process only the two ends of a file are
// compared with known marks.
//
// The rooms: sniff (type and name), sandbox (walls), child (parser children),
// structure (pdfcpu, in a child), text (pdftotext), preview (pictures), ocr
// (tesseract), recognise (text to fields).
package intake
