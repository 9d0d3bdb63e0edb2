// Package program tells whether something carried inside a document is a program:
// by the name it would be opened under, and by its first bytes.
//
// It is a list, not a scanner: it looks for no viruses, and a document with macros
// of its own is found by the package that reads that kind of document.
package program

import (
	"bytes"
	"path"
	"strings"
)

// Name reports whether a file of this name runs when it is opened, on the
// systems that offices use.
func Name(name string) bool {
	switch strings.ToLower(path.Ext(strings.TrimRight(name, ". "))) {
	case ".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".ps1", ".psm1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh",
		".hta", ".msi", ".msp", ".msc", ".cpl", ".dll", ".sys", ".jar", ".lnk", ".url", ".scf", ".reg", ".inf", ".chm",
		".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppam", ".iso", ".img", ".vhd", ".sh", ".py", ".apk", ".app", ".dmg", ".swf":
		return true
	}
	return false
}

// Bytes reports whether the first bytes are those of a program.
func Bytes(b []byte) bool {
	for _, magic := range [][]byte{
		[]byte("MZ"), []byte("\x7fELF"), []byte("#!"), []byte("\xca\xfe\xba\xbe"), []byte("\xcf\xfa\xed\xfe"),
		[]byte("L\x00\x00\x00\x01\x14\x02\x00"), []byte("FWS"), []byte("CWS"), []byte("ZWS"), []byte("dex\n"),
	} {
		if bytes.HasPrefix(b, magic) {
			return true
		}
	}
	return false
}
