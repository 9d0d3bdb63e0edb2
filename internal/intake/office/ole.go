package office

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"minhchung/internal/intake/program"
)

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// maxStreams bounds the entries of an OLE file that are looked at.
const maxStreams = 20_000

// readOLE tells a Word document from everything else that Office kept in the same
// container before 2007, or locks into it with a password.
func readOLE(b []byte) (Document, error) {
	var d Document
	r, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return d, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	var word, workbook, locked bool
	for i := 0; ; i++ {
		f, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || i > maxStreams {
			return d, fmt.Errorf("%w: entry %d: %v", ErrDamaged, i, err)
		}
		switch name := strings.ToLower(f.Name); {
		case name == "worddocument" && len(f.Path) == 0:
			word = true
			locked = locked || fibLocked(f)
		case (name == "workbook" || name == "book" || name == "powerpoint document") && len(f.Path) == 0:
			workbook = true
		case name == "encryptedpackage" && len(f.Path) == 0:
			locked = true
		case name == "_vba_project" || name == "macros" && len(f.Path) == 0:
			d.active(Macro)
		case name == "ole10native" || strings.HasSuffix(name, "ole10native"):
			d.Embedded++
			if packed(f) {
				d.active(Program)
			}
		}
	}
	switch {
	case locked:
		return d, ErrPassword
	case word && workbook:
		return d, ErrPolyglot
	case !word:
		return d, ErrKind
	}
	d.MediaType = DOC
	return d, nil
}

// fibLocked reads fEncrypted in the head of a Word document ([MS-DOC] 2.5.2).
func fibLocked(r io.Reader) bool {
	head := make([]byte, 12)
	if _, err := io.ReadFull(r, head); err != nil {
		return false
	}
	return binary.LittleEndian.Uint16(head[10:])&0x0100 != 0
}

// packsProgram reports whether an OLE object packs a program.
func packsProgram(b []byte) bool {
	r, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return false
	}
	for range maxStreams {
		f, err := r.Next()
		if err != nil {
			return false
		}
		if strings.HasSuffix(strings.ToLower(f.Name), "ole10native") && packed(f) {
			return true
		}
	}
	return false
}

// packed judges the opening of an Ole10Native stream: a size, a word, the label and
// the file name, each ended by a zero, and somewhere after them the bytes.
func packed(r io.Reader) bool {
	b, _ := io.ReadAll(io.LimitReader(r, 8<<10))
	if len(b) < 8 {
		return false
	}
	for _, name := range bytes.SplitN(b[6:], []byte{0}, 4) {
		if program.Name(string(name)) {
			return true
		}
	}
	return bytes.Contains(b, []byte("MZ\x90\x00"))
}
