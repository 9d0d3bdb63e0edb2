// Package intake is the room where a stranger's bytes become facts: what kind of
// file, how many pages, which text, what it seems to be, pictures to look at, and
// why a file is refused.
//
// It stores nothing, decides nothing about a product, opens no connection, and
// trusts no byte: what has a structure (PDF, images, office documents, signatures) is
// taken apart in a child behind the walls of intake/sandbox, by a tool or by ours.
//
// The server's own process looks at bytes without following what they say, all of it
// Go that checks its bounds and takes time in proportion to what it reads:
//
//   - the two ends of a file are compared with known marks (sniff), the last MiB of an
//     office document with names of signatures;
//   - a PDF that pdfcpu cannot read is searched from end to end for the names of active
//     things (marks);
//   - a plain text is decoded whole (text.Plain); how large a file may be is decided
//     where it is taken in;
//   - what comes back from behind the walls, a stranger's words still: poppler's lines
//     and places of words, tesseract's table, catdoc's text, the child's JSON, and the
//     pixels of a page that poppler drew, searched for red (preview).
//
// The rooms: sniff (type and name), sandbox (walls), child (parser children),
// structure (pdfcpu, in a child), text (pdftotext), preview (pictures), printed
// (LibreOffice), ocr (tesseract), recognise (text to fields).
package intake
