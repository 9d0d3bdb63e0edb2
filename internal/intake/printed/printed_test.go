package printed

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"minhchung/internal/intake/sandbox"
)

// A LibreOffice that does not run says nothing about a document; one that makes no PDF
// of it does.
func TestWhoseFaultItIs(t *testing.T) {
	t.Parallel()
	s := sandbox.Open(t.Context(), "")
	if !s.Scratch() {
		t.Skipf("there is no folder in memory behind these walls: %s", s.Kind())
	}
	for program, about := range map[string]bool{
		"/usr/bin/false":   true,  // ends with 1, as LibreOffice does with what it cannot load
		"/usr/bin/nothing": false, // 127
	} {
		err := Printer{Sandbox: s, Program: program}.PDF(t.Context(), nil, &bytes.Buffer{})
		if err == nil || errors.Is(err, ErrUnprintable) != about {
			t.Errorf("%s: %v", program, err)
		}
	}
}

// Only a whole LibreOffice of the system is taken: its folder is shown to documents.
func TestOnlyTheSystemsIsFound(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "libreoffice", "program")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"soffice", "soffice.bin", "libswlo.so", "libsclo.so"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if got := Find(filepath.Join(folder, "soffice")); got != "" {
		t.Errorf("%s is shown to documents", got)
	}
	if got := Find("/usr/bin/env"); got != "" {
		t.Errorf("%s is no LibreOffice", got)
	}
	if path, err := exec.LookPath("soffice"); err != nil {
		t.Log("LibreOffice is not installed: that it is found is not shown")
	} else if Find(path) == "" {
		t.Errorf("%s is not found", path)
	}
}
