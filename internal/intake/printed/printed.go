// Package printed makes the PDF of an office document as it would be printed, with
// LibreOffice behind the walls.
//
// It is for looking, not for reading: text and facts of an office document come from
// its own parts (package office), which takes milliseconds and is the same on every
// machine. Where a line breaks here depends on the fonts of the machine.
//
// LibreOffice wants a folder for its settings and one for its result. Both are the
// folder in memory of the call (sandbox.Command.Scratch), made anew each time, so that
// no document finds anything of another one. No macro runs: the document is loaded
// hidden, whose macros LibreOffice never runs, and what carries one never came so far.
package printed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"minhchung/internal/intake/sandbox"
)

// ErrUnprintable says that LibreOffice makes no PDF of the document.
var ErrUnprintable = errors.New("the document cannot be printed")

// broken is the shell's answer when LibreOffice does not run: no fault of the document.
const broken = 90

// scratch is room for LibreOffice's settings (1 MB), the document and its PDF, in bytes.
const scratch = 256 << 20

// behindPeople is how nice it is: it takes seconds of a processor.
const behindPeople = 5

// Printer calls LibreOffice.
type Printer struct {
	Sandbox *sandbox.Sandbox // with Scratch
	Program string           // soffice.bin, whose folder holds its libraries
	Limits  sandbox.Limits
}

// Find returns the soffice.bin behind soffice, the name on the path, or "". Its folder
// and the one above are shown to documents: only those of a system, …/libreoffice/program
// below /usr or /opt, with Writer and Calc in it.
func Find(soffice string) string {
	script, err := filepath.EvalSymlinks(soffice)
	if err != nil {
		return ""
	}
	folder := filepath.Dir(script)
	if ok, err := regexp.MatchString(`^/(usr|opt)/([^/]+/)*libreoffice[^/]*/program$`, folder); err != nil || !ok {
		return ""
	}
	for _, name := range []string{"soffice.bin", "libswlo.so", "libsclo.so"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || !info.Mode().IsRegular() {
			return ""
		}
	}
	return filepath.Join(folder, "soffice.bin")
}

// script is the shell's part. LibreOffice reads and writes files with names only, and
// ends with 81 when it wants to be started again with the settings it has just made;
// with 0, 1 or a signal about a document, with another code about itself. The name has no
// extension: the kind of a document is in its bytes.
const script = `cat >/tmp/document || exit 91
print() {
  "$0" --headless --norestore --nolockcheck --nodefault -env:UserInstallation=file:///tmp/settings --convert-to pdf --outdir /tmp /tmp/document >&2
  code=$?
}
print
[ $code != 81 ] || print
[ ! -s /tmp/document.pdf ] || exec cat /tmp/document.pdf
[ $code -le 1 ] || [ $code -ge 128 ] || exit 90
exit 91`

// PDF writes the PDF of a document. Errors: ErrUnprintable, those of the sandbox;
// another one when LibreOffice itself does not run.
func (p Printer) PDF(ctx context.Context, document *os.File, w io.Writer) error {
	folder := filepath.Dir(p.Program)
	l := p.Limits
	l.Processes = 64
	l.Reserve = 3 << 30 // address space that it maps and does not touch
	var out bytes.Buffer
	res, err := p.Sandbox.Run(ctx, sandbox.Command{
		Path: "/bin/sh", Args: []string{"-c", script, p.Program}, Data: data(folder),
		// Without /proc the loader does not know where the program is.
		Env:   []string{"LC_ALL=C.UTF-8", "HOME=/tmp", "PATH=/usr/bin:/bin", "LD_LIBRARY_PATH=" + folder},
		Stdin: document, Limits: l, Scratch: scratch, Nice: behindPeople,
	}, &out)
	if err != nil {
		return fmt.Errorf("printed: %w", err)
	}
	if res.Code == broken {
		return fmt.Errorf("printed: LibreOffice does not run: %.200s", res.Stderr)
	}
	if res.Code != 0 || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
		return fmt.Errorf("%w: code %d, signal %v: %.200s", ErrUnprintable, res.Code, res.Signal, res.Stderr)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// data are the folders that LibreOffice reads beside programs and libraries.
func data(folder string) []string {
	return []string{
		filepath.Dir(folder), "/usr/share/libreoffice", "/etc/libreoffice",
		"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/etc/fonts", "/var/cache/fontconfig",
		"/etc/ld.so.cache", "/etc/alternatives",
	}
}
