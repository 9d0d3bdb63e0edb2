package sandbox

import (
	"bytes"
	"crypto/rand"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"minhchung/internal/intake/sandbox/confine"
)

// Whether a call came to its tool is nothing that standard error can tell: a tool
// repeats what stands in the document, and a document may hold the words of our own
// programs. Two things tell that a tool does not have.
//
// A pipe (status) on which bubblewrap, or the launcher, says that the tool was
// started; both close their end as they become it.
//
// A name (name) for the programs that set limits and user between that and the
// tool. It is drawn anew for each call, they put it before their complaints, and it is
// gone when they become the tool: behind bubblewrap it is a link in a folder that
// cannot be listed.
//
// An opening is both, for one call.
type opening struct {
	name   string
	status *os.File // the end to read; nil = there is no pipe
	toTool *os.File // the other end
}

func (s *Sandbox) opening() (opening, error) {
	o := opening{name: rand.Text()}
	if s.kind != Bubblewrap && s.kind != Landlock {
		return o, nil
	}
	var err error
	o.status, o.toTool, err = os.Pipe()
	return o, err
}

// give hands the pipe to cmd, where it is descriptor confine.Status.
func (o opening) give(cmd *exec.Cmd) {
	if o.toTool != nil {
		cmd.ExtraFiles = []*os.File{o.toTool}
	}
}

// program is the name under which a program that stands before the tool is called.
func (o opening) program(path string) string {
	return path[strings.LastIndexByte(path, '/')+1:] + "-" + o.name
}

// given closes the server's own end, once cmd has been started or could not be.
func (o opening) given() {
	if o.toTool != nil {
		o.toTool.Close()
	}
}

// close frees the end to read.
func (o opening) close() {
	if o.status != nil {
		o.status.Close()
	}
}

// began reads what the pipe says, after the end of the call.
func (o opening) began(k Kind) bool {
	if o.status == nil {
		return true
	}
	// Bubblewrap's second half may hold the other end for a moment longer.
	_ = o.status.SetReadDeadline(time.Now().Add(time.Second))
	said, _ := io.ReadAll(io.LimitReader(o.status, 4<<10))
	if k == Landlock {
		return string(said) == confine.Began
	}
	// The code with which the tool ended is told of a tool that was started, only.
	return bytes.Contains(said, []byte(`"exit-code"`))
}

// complained reports whether a program before the tool said something.
func (o opening) complained(stderr string) bool { return strings.Contains(stderr, o.name) }

// plain takes the drawn name out of what was said.
func (o opening) plain(stderr string) string { return strings.ReplaceAll(stderr, "-"+o.name, "") }
