package sniff

import (
	"bytes"
	"encoding/binary"
)

// isZip reports whether the last bytes end a ZIP archive: its end record, whose
// comment reaches exactly to the end of the file.
func isZip(tail []byte) bool {
	const record = 22
	for end := len(tail); ; {
		i := bytes.LastIndex(tail[:end], []byte("PK\x05\x06"))
		if i < 0 {
			return false
		}
		if len(tail)-i >= record {
			comment := int(binary.LittleEndian.Uint16(tail[i+20:]))
			entries := binary.LittleEndian.Uint16(tail[i+10:])
			if i+record+comment == len(tail) && entries > 0 {
				return true
			}
		}
		end = i
	}
}

// insideZip tells office documents from other archives by the names in the
// archive's list, without unpacking anything. It is a first guess, which the reader
// of the kind corrects: a document may carry another one inside.
func insideZip(head, tail []byte) string {
	for _, k := range []struct{ mark, mediaType string }{
		{"mimetype" + ODT, ODT}, {"mimetype" + ODS, ODS},
		{"word/document", DOCX}, {"xl/workbook.xml", XLSX}, {"ppt/presentation.xml", PPTX},
	} {
		if bytes.Contains(head, []byte(k.mark)) || bytes.Contains(tail, []byte(k.mark)) {
			return k.mediaType
		}
	}
	return Zip
}
