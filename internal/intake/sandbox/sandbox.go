package sandbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Kind names the walls.
type Kind string

// The kinds, strongest first.
const (
	Bubblewrap Kind = "bubblewrap" // every wall of the package comment
	Rlimits    Kind = "rlimits"    // the weaker way: bounded, not confined
	None       Kind = "none"       // not even limits: nothing runs
)

// Sandbox runs commands. It is safe for concurrent use: of Run, four and two for
// each processor go on at a time, the others wait.
type Sandbox struct {
	kind    Kind
	why     string // why the walls are not the strongest
	version string

	bwrap, prlimit, setpriv string

	root          bool // the server is root: each call gets a user id of its own
	disableUserns bool // this bubblewrap can forbid user namespaces inside
	countTasks    bool // the kernel counts processes per user namespace

	firstUID uint64
	calls    atomic.Uint64
	slots    chan struct{} // one for each Run at the same time
}

// Open finds the strongest walls that work here, by trying them. It never fails:
// with no walls at all the Kind is None and every call answers ErrUnavailable.
func Open(ctx context.Context) *Sandbox { return open(ctx, true) }

// OpenWeak is Open without bubblewrap: for tests of the weaker way, and for an
// operator who has confined the whole program by other means.
func OpenWeak(ctx context.Context) *Sandbox { return open(ctx, false) }

func open(ctx context.Context, strong bool) *Sandbox {
	s := &Sandbox{
		kind: None, root: os.Geteuid() == 0, countTasks: kernelAtLeast(5, 14),
		firstUID: startUID(),
		slots:    make(chan struct{}, 4+2*runtime.NumCPU()),
	}
	var err error
	if s.prlimit, err = exec.LookPath("prlimit"); err != nil {
		s.why = "prlimit (util-linux) is not installed"
		return s
	}
	s.kind, s.why = Rlimits, "not asked for bubblewrap"
	if strong {
		s.why = s.tryBubblewrap(ctx)
	}
	if s.kind == Rlimits {
		// Processes are counted per user id, and a tool has the server's own here.
		s.countTasks = false
	}
	return s
}

// tryBubblewrap takes the strong way when a harmless program runs behind it, and
// returns the reason when it does not.
func (s *Sandbox) tryBubblewrap(ctx context.Context) string {
	var err error
	if s.bwrap, err = exec.LookPath("bwrap"); err != nil {
		return "bubblewrap is not installed"
	}
	if s.root {
		if s.setpriv, err = exec.LookPath("setpriv"); err != nil {
			return "setpriv (util-linux) is not installed"
		}
	}
	trueTool, err := exec.LookPath("true")
	if err != nil {
		return "no program to try bubblewrap with"
	}
	out, _ := exec.CommandContext(ctx, s.bwrap, "--version").Output()
	s.version = strings.TrimPrefix(strings.TrimSpace(string(out)), "bubblewrap ")
	s.disableUserns = !s.root && versionAtLeast(s.version, 0, 8)

	s.kind = Bubblewrap
	res, err := s.Run(ctx, Command{Path: trueTool, Limits: Limits{Wall: 20 * time.Second}}, nil)
	if err != nil || res.Code != 0 {
		s.kind = Rlimits
		return fmt.Sprintf("bubblewrap does not run here: %v %s", err, strings.TrimSpace(res.Stderr))
	}
	return ""
}

// Kind returns which walls are up.
func (s *Sandbox) Kind() Kind { return s.kind }

// Why says why the walls are not the strongest; "" when they are.
func (s *Sandbox) Why() string { return s.why }

// Version returns bubblewrap's version, or "".
func (s *Sandbox) Version() string { return s.version }

// Scratch reports whether a call can have a folder in memory (Command.Scratch).
func (s *Sandbox) Scratch() bool { return s.kind == Bubblewrap && versionAtLeast(s.version, 0, 7) }

// uid returns a user id nobody has, another one for each call, so that the limit
// on processes counts one call only and no call can signal another. Other servers
// on this machine take from the same range, each from a start of its own.
func (s *Sandbox) uid() string {
	const first, span = 2_000_000_000, 1 << 27
	return strconv.FormatUint(first+(s.firstUID+s.calls.Add(1))%span, 10)
}

// startUID spreads the servers of a machine over the range of user ids.
func startUID() uint64 {
	const spread = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio
	return (uint64(time.Now().UnixNano()) ^ uint64(os.Getpid())<<40) * spread >> 20
}

func kernelAtLeast(major, minor int) bool {
	var u syscall.Utsname
	if syscall.Uname(&u) != nil {
		return false
	}
	var b strings.Builder
	for _, c := range u.Release {
		if c == 0 {
			break
		}
		b.WriteByte(byte(c))
	}
	return versionAtLeast(b.String(), major, minor)
}

func versionAtLeast(v string, major, minor int) bool {
	var a, b int
	if _, err := fmt.Sscanf(v, "%d.%d", &a, &b); err != nil {
		return false
	}
	return a > major || a == major && b >= minor
}
