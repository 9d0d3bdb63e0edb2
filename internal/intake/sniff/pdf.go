package sniff

import (
	"bytes"
	"strconv"
)

// pdfHeaderWithin is how far into a file readers look for its header (the habit of
// every viewer since Acrobat; ISO 32000 wants it at byte 0).
const pdfHeaderWithin = 1024

// pdf judges a file that has a PDF header at byte at.
func pdf(head, tail []byte, size int64, at int) Kind {
	k := Kind{MediaType: PDF, Junk: at}
	before := head[:at]
	if at > 0 {
		for _, m := range magics() {
			if m.matches(before) {
				k.Also = m.mediaType
			}
		}
		if t := words(before, int64(len(before))); t == HTML || t == SVG || t == XML {
			k.Also = t
		}
	}
	if k.Also == "" && isZip(tail) {
		k.Also = Zip
	}
	k.Truncated = k.Also == "" && pdfTruncated(head, tail, size)
	return k
}

// pdfTruncated reports whether the end of the file is missing. A PDF that was cut
// may still open, with pages lost: that is worse evidence than none.
func pdfTruncated(head, tail []byte, size int64) bool {
	// Padding after the end is common; bytes that are not padding mean that the
	// file goes on, and its end must be near.
	end := bytes.TrimRight(tail, "\x00\r\n\t ")
	if !bytes.Contains(end[max(0, len(end)-pdfHeaderWithin):], []byte("%%EOF")) {
		return true
	}
	// The last cross-reference table must lie inside the file.
	if i := bytes.LastIndex(end, []byte("startxref")); i >= 0 {
		if n, ok := number(end[i+len("startxref"):]); ok && n > size {
			return true
		}
	}
	// A file made for the web says how long it is.
	if first := head[:min(len(head), 2048)]; bytes.Contains(first, []byte("/Linearized")) {
		if i := bytes.Index(first, []byte("/L ")); i >= 0 {
			if n, ok := number(first[i+2:]); ok && n > size {
				return true
			}
		}
	}
	return false
}

func number(b []byte) (int64, bool) {
	b = bytes.TrimLeft(b, " \t\r\n")
	n := 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	v, err := strconv.ParseInt(string(b[:n]), 10, 64)
	return v, err == nil
}
