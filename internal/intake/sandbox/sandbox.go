package sandbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"minhchung/internal/intake/sandbox/confine"
)

// Kind names the walls.
type Kind string

// The kinds, strongest first.
const (
	Bubblewrap Kind = "bubblewrap" // every wall of the package comment
	Landlock   Kind = "landlock"   // every wall too, but the names and sizes of files
	Rlimits    Kind = "rlimits"    // the last resort: bounded, not confined
	None       Kind = "none"       // not even limits: nothing runs
)

// Sandbox runs commands. It is safe for concurrent use: of Run, four and two for
// each processor go on at a time, the others wait.
type Sandbox struct {
	kind    Kind
	why     string // why the walls are not the strongest
	version string

	bwrap, prlimit, setpriv string
	launcher                string // this program, which puts up Landlock's walls; "" = cannot be used

	root          bool // the server is root
	ownUser       bool // each call gets a user id of its own
	disableUserns bool // this bubblewrap can forbid user namespaces inside
	nested        bool // bubblewrap itself is the first process of a name space
	countTasks    bool // the kernel counts processes per user namespace

	firstUID uint64
	calls    atomic.Uint64
	slots    chan struct{} // one for each Run at the same time
}

// Open finds the strongest walls that work here, by trying them. It never fails:
// with no walls at all the Kind is None and every call answers ErrUnavailable.
//
// Launcher is the path of a program that begins with Helper, usually the one that
// runs: it puts up Landlock's walls. Without one ("") there is no such kind.
func Open(ctx context.Context, launcher string) *Sandbox {
	return OpenUpTo(ctx, launcher, Bubblewrap)
}

// OpenUpTo is Open with no walls stronger than most: for tests of the weaker ways.
func OpenUpTo(ctx context.Context, launcher string, most Kind) *Sandbox {
	s := &Sandbox{
		kind: None, root: os.Geteuid() == 0, countTasks: kernelAtLeast(5, 14),
		firstUID: startUID(), launcher: launcher,
		slots: make(chan struct{}, 4+2*runtime.NumCPU()),
	}
	s.ownUser = s.root
	var lost []string
	for _, way := range []struct {
		kind Kind
		try  func(context.Context) string
	}{{Bubblewrap, s.tryBubblewrap}, {Landlock, s.tryLandlock}, {Rlimits, s.tryRlimits}} {
		if way.kind == most {
			most = "" // from here on
		}
		if most != "" {
			lost = append(lost, string(way.kind)+" was not asked for")
			continue
		}
		s.kind = way.kind
		missing := way.try(ctx)
		if missing == "" {
			s.why = strings.Join(lost, "; ")
			return s
		}
		lost = append(lost, missing)
	}
	s.kind, s.why = None, strings.Join(lost, "; ")
	return s
}

// tryBubblewrap takes the strong way when a harmless program runs behind it, and
// returns the reason when it does not.
func (s *Sandbox) tryBubblewrap(ctx context.Context) string {
	var err error
	if s.bwrap, err = exec.LookPath("bwrap"); err != nil {
		return "bubblewrap is not installed"
	}
	for _, needs := range []struct {
		path *string
		name string
		skip bool
	}{{&s.prlimit, "prlimit", false}, {&s.setpriv, "setpriv", !s.root}} {
		if *needs.path, err = exec.LookPath(needs.name); err != nil && !needs.skip {
			return needs.name + " (util-linux) is not installed"
		}
	}
	out, _ := exec.CommandContext(ctx, s.bwrap, "--version").Output()
	s.version = strings.TrimPrefix(strings.TrimSpace(string(out)), "bubblewrap ")
	s.disableUserns = !s.root && versionAtLeast(s.version, 0, 8)

	// A profile may permit name spaces to bubblewrap alone.
	var problem string
	for _, s.nested = range []bool{true, false} {
		if problem = s.runs(ctx); problem == "" {
			return ""
		}
	}
	s.version = ""
	return "bubblewrap does not run here: " + problem
}

// tryLandlock takes the way of package confine when a harmless program runs behind it
// and a hostile one finds every wall in its place.
func (s *Sandbox) tryLandlock(ctx context.Context) string {
	version := confine.Version()
	switch {
	case version == 0:
		return "the kernel has no Landlock (Linux 5.13 or later, switched on at boot)"
	case !confine.Supported:
		return "Landlock's way is not written for this processor"
	case s.launcher == "":
		return "this program cannot start itself anew for Landlock's way"
	}
	var problem string
	// In a container root may be unable to change its user. Older kernels would let it
	// cut files short that it may read.
	for s.ownUser = s.root; ; s.ownUser = false {
		if problem = s.runs(ctx); problem == "" {
			problem = s.stands(ctx)
		}
		if problem == "" || !s.ownUser || version < 3 {
			break
		}
	}
	if problem != "" {
		return "Landlock does not work here: " + problem
	}
	return ""
}

func (s *Sandbox) tryRlimits(context.Context) string {
	var err error
	if s.prlimit, err = exec.LookPath("prlimit"); err != nil {
		return "prlimit (util-linux) is not installed"
	}
	// Processes are counted per user id, and a tool has the server's own here.
	s.countTasks = false
	return ""
}

// runs tries a harmless program behind the walls, and says what went wrong.
func (s *Sandbox) runs(ctx context.Context) string {
	tool, err := exec.LookPath("true")
	if err != nil {
		return "no program to try it with"
	}
	res, err := s.Run(ctx, Command{Path: tool, Limits: Limits{Wall: 20 * time.Second}}, nil)
	return problemOf(res, err)
}

// stands tries the walls from inside. The word it waits for is that of a program that
// tried: one that does nothing ends well, too.
func (s *Sandbox) stands(ctx context.Context) string {
	var said strings.Builder
	res, err := s.Run(ctx, Command{
		Path: s.launcher, Args: []string{confine.Arg, confine.Probe}, Own: true,
		Limits: Limits{Reserve: 2 << 30, Processes: 24, Wall: 20 * time.Second},
	}, &said)
	if problem := problemOf(res, err); problem != "" || said.String() == confine.Standing {
		return problem
	}
	return "the program that tries the walls did not run"
}

func problemOf(res Result, err error) string {
	if err == nil && res.Code == 0 {
		return ""
	}
	said := strings.TrimSpace(res.Stderr)
	if err == nil {
		err = fmt.Errorf("exit code %d", res.Code)
	} else if strings.Contains(err.Error(), said) {
		said = "" // once is enough
	}
	return strings.TrimSpace(fmt.Sprintf("%v %s", err, said))
}

// Helper is the first thing that a program must call whose path is given to Open: it
// takes the life of the launcher when the arguments (without the program's name) say
// so, and reports whether it did, with the exit code. A launcher that did its work
// does not return: it has become the tool.
func Helper(args []string) (code int, is bool) {
	if len(args) == 0 || args[0] != confine.Arg {
		return 0, false
	}
	return confine.Main(args[1:]), true
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
func (s *Sandbox) uid() uint64 {
	const first, span = 2_000_000_000, 1 << 27
	return first + (s.firstUID+s.calls.Add(1))%span
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
