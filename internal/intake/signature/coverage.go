package signature

import (
	"bytes"

	"minhchung/internal/intake/signature/revision"
)

// How much of the file a signature covers.
const (
	coverWhole    = "whole"
	coverRevision = "revision"
	coverPartial  = "partial"
	coverInvalid  = "invalid"
)

// coverage is what the ByteRange of a signature says and what it leaves out.
type coverage struct {
	word    string
	pieces  [][]byte // the bytes signed
	end     int      // after the last byte signed
	rev     int      // the revision that is signed; -1 when it is none
	reasons []string // codes
}

// cover reads a ByteRange. It must be two pieces that leave out exactly the
// signature's own hexadecimal string and end where a revision ends.
func cover(doc *revision.Doc, d *revision.Dict, contents *revision.String) coverage {
	c := coverage{word: coverInvalid, rev: -1}
	list, ok := d.Get("ByteRange").(revision.Array)
	if !ok || len(list) == 0 || len(list)%2 != 0 || len(list) > 200 {
		c.reasons = append(c.reasons, codeRange)
		return c
	}
	numbers := make([]int, len(list))
	at := 0
	for i, v := range list {
		n, ok := v.(int64)
		if !ok || n < 0 || n > int64(len(doc.Bytes)) {
			c.reasons = append(c.reasons, codeRange)
			return c
		}
		numbers[i] = int(n)
	}
	for i := 0; i < len(numbers); i += 2 {
		start, size := numbers[i], numbers[i+1]
		if start < at || start+size > len(doc.Bytes) {
			c.reasons = append(c.reasons, codeRange)
			c.pieces = nil
			return c
		}
		c.pieces = append(c.pieces, doc.Bytes[start:start+size])
		at = start + size
	}
	c.end = at
	c.word = coverPartial
	if len(numbers) != 4 || numbers[0] != 0 || d.Twice {
		c.reasons = append(c.reasons, codeRange)
	}
	if contents == nil || !contents.Hex || contents.Start < 0 || len(numbers) != 4 ||
		numbers[1] != contents.Start || numbers[2] != contents.End {
		c.reasons = append(c.reasons, codeGap)
	} else if !contents.Plain {
		c.reasons = append(c.reasons, codePadding)
	}
	if c.rev = endsAt(doc, c.end); c.rev < 0 {
		c.reasons = append(c.reasons, codeTail)
	}
	if len(c.reasons) > 0 {
		return c
	}
	switch {
	case c.end == len(doc.Bytes):
		c.word = coverWhole
	case c.rev < len(doc.Revisions)-1:
		c.word = coverRevision
	default: // bytes after the last revision
		c.reasons = append(c.reasons, codeTail)
	}
	return c
}

// endsAt finds the revision that ends at a position, white space behind it aside.
func endsAt(doc *revision.Doc, end int) int {
	for i, r := range doc.Revisions {
		if r.Mark <= end && len(bytes.Trim(doc.Bytes[r.Mark:end], " \t\r\n\f\x00")) == 0 {
			return i
		}
	}
	return -1
}

// padding reports whether what follows the signature in its string is not only
// zeros: bytes that nobody signed.
func padding(rest []byte) bool { return len(bytes.Trim(rest, "\x00")) > 0 }
