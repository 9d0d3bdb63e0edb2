package sandbox

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// Command is one call of a tool.
type Command struct {
	Path  string   // absolute path of the program
	Args  []string // without the program's name
	Env   []string // the whole environment, "K=V"; nothing is inherited
	Stdin *os.File // the document, open for reading only; nil = an empty input. Unused by Start.

	// Own says that Path is a program of ours and not part of the system's folders
	// (/usr): bubblewrap shows it under ownPath, alone. Behind Landlock it alone may
	// start threads.
	Own bool

	// Data are the folders and files that the tool reads beside programs and libraries;
	// nil = those that are known of it.
	Data []string

	// Scratch is the size in bytes of a folder in memory, /tmp, for a tool that cannot
	// do without one; it is gone with the call. 0 = none. Bubblewrap only.
	Scratch int64

	// Nice is by how much people come first (0 to 19): the tool runs when they leave a
	// processor free.
	Nice int

	Limits Limits
}

// Limits of one call. A zero field takes the default named beside it.
type Limits struct {
	Memory    int64         // bytes of address space; 1 GiB
	Reserve   int64         // bytes of address space on top that are never touched (a Go runtime reserves some); 0
	CPU       time.Duration // CPU time, whole seconds; 10 s
	Wall      time.Duration // time on the clock; three times CPU. Unused by Start.
	Output    int64         // bytes on standard output; 64 MiB. Unused by Start.
	Processes int           // processes and threads; 4. Behind Landlock none but threads
}

func (l Limits) withDefaults() Limits {
	if l.Memory <= 0 {
		l.Memory = 1 << 30
	}
	if l.CPU <= 0 {
		l.CPU = 10 * time.Second
	}
	if l.Wall <= 0 {
		l.Wall = 3 * l.CPU
	}
	if l.Output <= 0 {
		l.Output = 64 << 20
	}
	if l.Processes <= 0 {
		l.Processes = 4
	}
	return l
}

// seconds is the limit of CPU time as the kernel counts it.
func (l Limits) seconds() int64 { return max(1, int64(l.CPU.Seconds())) }

// Result is how a call ended.
type Result struct {
	Code   int            // exit code; −1 when a signal ended it
	Signal syscall.Signal // the signal that ended it, or 0
	Stderr string         // the first 4 KiB of what it complained about
	Bytes  int64          // bytes it wrote to standard output
}

// What a call may use up.
const (
	Memory = "memory"
	CPU    = "cpu"
	Wall   = "wall"
	Output = "output"
)

// Exceeded is the error of a call that was ended because it used up a limit.
type Exceeded struct{ What string }

// Error names the limit.
func (e *Exceeded) Error() string { return "sandbox: limit exceeded: " + e.What }

// ErrUnavailable is the error of a call that could not be started: the tool or the
// walls are missing. It says nothing about the document.
var ErrUnavailable = errors.New("sandbox: cannot run the tool")

func unavailable(format string, a ...any) error {
	return fmt.Errorf("%w: %w", ErrUnavailable, fmt.Errorf(format, a...))
}
