// Package sniff tells what a file is from its own bytes, and whether a file name
// is only a name. It is pure: bytes in, facts out.
//
// It does not parse: a file it calls a PDF begins and ends like one, no more. The
// name's extension and the sender's media type are never believed.
package sniff

import (
	"bytes"
	"unicode/utf8"
)

// The media types that are told apart. Those of the first group are read by this
// product.
const (
	PDF  = "application/pdf"
	PNG  = "image/png"
	JPEG = "image/jpeg"
	TIFF = "image/tiff"
	Text = "text/plain"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ODT  = "application/vnd.oasis.opendocument.text"
	ODS  = "application/vnd.oasis.opendocument.spreadsheet"
	DOC  = "application/msword"        // never said here: a parser must look into an OLE
	OLE  = "application/x-ole-storage" // DOC, XLS, PPT before 2007, and locked office documents

	GIF     = "image/gif"
	WebP    = "image/webp"
	HEIC    = "image/heic"
	PPTX    = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	RTF     = "application/rtf"
	Zip     = "application/zip"
	RAR     = "application/vnd.rar"
	Gzip    = "application/gzip"
	SevenZ  = "application/x-7z-compressed"
	HTML    = "text/html"
	XML     = "text/xml"
	SVG     = "image/svg+xml"
	Program = "application/x-executable"
	Unknown = "application/octet-stream"
)

// HeadSize and TailSize are how many bytes of each end Detect wants to see.
const (
	HeadSize = 64 << 10
	TailSize = 128 << 10
)

// Kind is what the two ends of a file say.
type Kind struct {
	MediaType string
	Also      string // another type the same bytes are valid as; "" = none
	Junk      int    // bytes before a PDF's header
	Truncated bool   // the end is missing
}

// Detect tells the kind of a file of size bytes from its first and last bytes:
// head holds at least min(size, HeadSize) of them, tail min(size, TailSize).
func Detect(head, tail []byte, size int64) Kind {
	if at := bytes.Index(head[:min(len(head), pdfHeaderWithin)], []byte("%PDF-")); at >= 0 {
		return pdf(head, tail, size, at)
	}
	for _, m := range magics() {
		if m.matches(head) {
			k := Kind{MediaType: m.mediaType}
			switch m.mediaType {
			case PNG:
				k.Truncated = !bytes.Contains(tail, []byte("IEND\xaeB`\x82"))
			case JPEG:
				k.Truncated = !bytes.Contains(tail, []byte{0xff, 0xd9})
			case Zip:
				k.MediaType = insideZip(head, tail)
				k.Truncated = k.MediaType != Zip && !isZip(tail)
			}
			if k.MediaType != Zip && isZip(tail) && (k.MediaType == PNG || k.MediaType == JPEG) {
				k.Also = Zip
			}
			return k
		}
	}
	return Kind{MediaType: words(head, size)}
}

type magic struct {
	at        int
	bytes     string
	mediaType string
}

func (m magic) matches(head []byte) bool {
	return len(head) >= m.at && bytes.HasPrefix(head[m.at:], []byte(m.bytes))
}

func magics() []magic {
	return []magic{
		{0, "\x89PNG\r\n\x1a\n", PNG},
		{0, "\xff\xd8\xff", JPEG},
		{0, "GIF87a", GIF}, {0, "GIF89a", GIF},
		{0, "II*\x00", TIFF}, {0, "MM\x00*", TIFF},
		{8, "WEBP", WebP},
		{4, "ftypheic", HEIC}, {4, "ftypheix", HEIC}, {4, "ftypmif1", HEIC}, {4, "ftypavif", HEIC},
		{0, "PK\x03\x04", Zip}, {0, "PK\x05\x06", Zip},
		{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE},
		{0, "{\\rtf", RTF},
		{0, "Rar!\x1a\x07", RAR}, {0, "\x1f\x8b", Gzip}, {0, "7z\xbc\xaf\x27\x1c", SevenZ},
		{0, "MZ", Program}, {0, "\x7fELF", Program}, {0, "#!", Program},
		{0, "\xca\xfe\xba\xbe", Program}, {0, "\xcf\xfa\xed\xfe", Program},
	}
}

// words tells text from the rest. What a browser would run is never plain text.
func words(head []byte, size int64) string {
	if len(head) == 0 {
		return Unknown
	}
	t := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	start := bytes.ToLower(bytes.TrimLeft(t[:min(len(t), 1024)], " \t\r\n"))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<!--"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return HTML
		}
	}
	if bytes.HasPrefix(start, []byte("<svg")) || bytes.HasPrefix(start, []byte("<?xml")) && bytes.Contains(start, []byte("<svg")) {
		return SVG
	}
	if bytes.HasPrefix(start, []byte("<?xml")) {
		return XML
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return Text // UTF-16; whether it decodes is the reader's finding
	}
	if int64(len(t)) < size { // the cut may fall inside a letter
		for i := 0; i < utf8.UTFMax && len(t) > 0 && !utf8.Valid(t); i++ {
			t = t[:len(t)-1]
		}
	}
	for _, b := range t {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' {
			return Unknown
		}
	}
	if !utf8.Valid(t) && !eightBit(t) {
		return Unknown
	}
	return Text
}

// eightBit reports whether bytes that are no UTF-8 look like text of the years
// before: mostly plain letters and spaces. Whether they mean anything is the
// reader's finding.
func eightBit(t []byte) bool {
	plain := 0
	for _, b := range t {
		if b|0x20 >= 'a' && b|0x20 <= 'z' || b == ' ' || b == '\n' {
			plain++
		}
	}
	return plain*2 > len(t)
}
