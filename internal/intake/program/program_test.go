package program

import "testing"

func TestPrograms(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"a.exe": true, "A.EXE": true, "a.pdf.js": true, "a.exe ": true, "a.exe.": true, "a.docm": true,
		"a.pdf": false, "exe": false, "": false, "a.xml": false, "bảng.csv": false,
	} {
		if Name(name) != want {
			t.Errorf("%q: want %v", name, want)
		}
	}
	if !Bytes([]byte("MZ\x90")) || !Bytes([]byte("\x7fELF")) || !Bytes([]byte("#!/bin/sh")) || Bytes([]byte("<xml>")) || Bytes(nil) {
		t.Error("first bytes are misjudged")
	}
}
