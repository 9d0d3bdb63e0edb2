package sandbox

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// calls are what a tool in the hands of an attacker asks the kernel for, raw: past
// every library, to reach the server (its parent) or what other walls forget.
func calls() map[string]func() error {
	server := uintptr(os.Getppid())
	word := make([]byte, 4096)
	at := uintptr(unsafe.Pointer(&word[0]))
	raw := func(nr uintptr, a ...uintptr) func() error {
		return func() error {
			a = append(a, 0, 0, 0, 0, 0, 0)
			_, _, errno := unix.RawSyscall6(nr, a[0], a[1], a[2], a[3], a[4], a[5])
			runtime.KeepAlive(word)
			return failed(errno)
		}
	}
	return map[string]func() error{
		"socket":            raw(unix.SYS_SOCKET, unix.AF_INET, unix.SOCK_DGRAM),
		"socketpair":        raw(unix.SYS_SOCKETPAIR, unix.AF_UNIX, unix.SOCK_STREAM, 0, at),
		"kill":              raw(unix.SYS_KILL, server),
		"kill all":          raw(unix.SYS_KILL, ^uintptr(0)),
		"kill the group":    raw(unix.SYS_KILL, 0),
		"tkill":             raw(unix.SYS_TKILL, server),
		"tgkill":            raw(unix.SYS_TGKILL, server, server),
		"pidfd_open":        raw(unix.SYS_PIDFD_OPEN, server),
		"signal by fcntl":   raw(unix.SYS_FCNTL, 1, unix.F_SETOWN, server),
		"ptrace":            raw(unix.SYS_PTRACE, unix.PTRACE_SEIZE, server),
		"process_vm_readv":  raw(unix.SYS_PROCESS_VM_READV, server, at, 0, at),
		"prlimit64":         raw(unix.SYS_PRLIMIT64, server, unix.RLIMIT_CPU, 0, at),
		"setpriority":       raw(unix.SYS_SETPRIORITY, unix.PRIO_PROCESS, server),
		"sched_setaffinity": raw(unix.SYS_SCHED_SETAFFINITY, uintptr(os.Getpid()), 8, at+8),
		"outlive":           raw(unix.SYS_PRCTL, unix.PR_SET_PDEATHSIG),
		"setsid":            raw(unix.SYS_SETSID),
		"setpgid":           raw(unix.SYS_SETPGID, 0, 0),
		"clone3":            raw(unix.SYS_CLONE3, at, 64),
		"unshare":           raw(unix.SYS_UNSHARE, unix.CLONE_NEWUSER),
		"mount":             raw(unix.SYS_MOUNT, at, at, at),
		"chroot":            raw(unix.SYS_CHROOT, at),
		"inotify_init1":     raw(unix.SYS_INOTIFY_INIT1),
		"memfd_create":      raw(unix.SYS_MEMFD_CREATE, at),
		"io_uring_setup":    raw(unix.SYS_IO_URING_SETUP, 1, at),
		"bpf":               raw(unix.SYS_BPF, 0, at, 8),
		"perf_event_open":   raw(unix.SYS_PERF_EVENT_OPEN, at),
		"userfaultfd":       raw(unix.SYS_USERFAULTFD),
		"keyctl":            raw(unix.SYS_KEYCTL, unix.KEYCTL_GET_KEYRING_ID, ^uintptr(2), 1),
		"shmget":            raw(unix.SYS_SHMGET, 0, 4096, 0o1600),
		"fchmod":            raw(unix.SYS_FCHMOD, 0, 0o777),
		"chmod":             func() error { return unix.Fchmodat(unix.AT_FDCWD, os.Getenv("NEAR"), 0o777, 0) },
		"utimes":            func() error { return unix.UtimesNano(os.Getenv("NEAR"), make([]unix.Timespec, 2)) },
		"link":              func() error { return os.Link(os.Getenv("NEAR"), os.Getenv("NEAR")+"-2") },
		"remove":            func() error { return os.Remove(os.Getenv("NEAR")) },
		"truncate":          func() error { return os.Truncate(os.Getenv("NEAR"), 0) },
		"cut short": func() error {
			_, err := unix.Open(os.Getenv("NEAR"), unix.O_RDONLY|unix.O_TRUNC, 0)
			return err
		},
		"folder": func() error { return os.Mkdir(os.Getenv("NEAR")+"-3", 0o700) },
	}
}

func call(name string) error { return calls()[name]() }

// threads makes threads that all work, and collects garbage meanwhile: the runtime
// has to interrupt each of them by a signal.
func threads() string {
	var stop atomic.Bool
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			runtime.LockOSThread()
			for n := 0; !stop.Load(); n++ { //nolint:revive // busy on purpose
			}
		})
	}
	for range 20 {
		runtime.GC()
	}
	stop.Store(true)
	wg.Wait()
	return "six threads"
}

func TestNoCallReachesBeyondTheProcess(t *testing.T) {
	t.Parallel()
	for name := range calls() {
		for _, own := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, a user of its own %v", name, own), func(t *testing.T) {
				t.Parallel()
				s := upTo(t, Landlock)
				if s.Kind() != Landlock {
					t.Skipf("this machine has no such walls, but %q: %s", s.Kind(), s.Why())
				}
				if s.ownUser != own {
					if own {
						t.Skip("the server is no root: there is no user of its own")
					}
					s.ownUser = false // what another user may not do anyway does not hide a hole
				}
				isHeld(t, s, name)
			})
		}
	}
}

func isHeld(t *testing.T, s *Sandbox, name string) {
	t.Helper()
	near := filepath.Join(t.TempDir(), "near")
	if err := os.WriteFile(near, []byte("near"), 0o666); err != nil {
		t.Fatal(err)
	}
	out, res, err := probeIn(t, s, Limits{}, "call", name, nil, "NEAR="+near)
	refused := false
	for _, e := range []error{syscall.EPERM, syscall.EACCES, syscall.ENOSYS, syscall.EINVAL} {
		// "Invalid" is what prctl answers to what it does not know, and only that.
		refused = refused || strings.HasSuffix(out, e.Error()) && (!errors.Is(e, syscall.EINVAL) || name == "outlive")
	}
	if err != nil || !refused || !strings.HasPrefix(out, "held: ") {
		t.Errorf("%q, code %d, %v; %s", out, res.Code, err, res.Stderr)
	}
	if b, err := os.ReadFile(near); err != nil || string(b) != "near" {
		t.Errorf("the file now is %q, %v", b, err)
	}
}

// The proof that the calls above can succeed: the same ones without a filter.
func TestTheCallsAreCarriedOutWithoutWalls(t *testing.T) {
	t.Parallel()
	s := upTo(t, Rlimits)
	if s.Kind() != Rlimits {
		t.Skipf("no limits here: %s", s.Why())
	}
	for _, name := range []string{
		"socket", "socketpair", "kill", "tkill", "tgkill", "pidfd_open", "signal by fcntl", "prlimit64", "setpriority", "outlive",
		"inotify_init1", "memfd_create", "shmget", "chmod", "utimes", "link", "remove", "truncate", "cut short", "folder",
	} {
		near := filepath.Join(t.TempDir(), "near")
		if err := os.WriteFile(near, []byte("near"), 0o666); err != nil {
			t.Fatal(err)
		}
		if out, res, err := probeIn(t, s, Limits{}, "call", name, nil, "NEAR="+near); err != nil || !strings.HasPrefix(out, "FELL") {
			t.Errorf("%s: %q, code %d, %v; %s", name, out, res.Code, err, res.Stderr)
		}
	}
}

func TestThreadsOfOurOwnWorkBehindEveryWall(t *testing.T) {
	t.Parallel()
	walls(t, func(t *testing.T, s *Sandbox) {
		out, res, err := probe(t, s, Limits{Processes: 48}, "threads", "", nil)
		if err != nil || !strings.Contains(out, "six threads") {
			t.Errorf("%q, code %d, %v; %s", out, res.Code, err, res.Stderr)
		}
	})
}

func TestASystemToolStartsNoThreadBehindLandlock(t *testing.T) {
	t.Parallel()
	s := upTo(t, Landlock)
	if s.Kind() != Landlock {
		t.Skipf("this machine has no such walls, but %q: %s", s.Kind(), s.Why())
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	res, err := s.Run(t.Context(), Command{Path: exe, Env: []string{"PROBE=threads"}, Limits: Limits{Reserve: 2 << 30, Processes: 48}}, &out)
	if err != nil || res.Code == 0 || !strings.Contains(res.Stderr, "newosproc") && !strings.Contains(res.Stderr, "pthread_create") {
		t.Errorf("%q, code %d, %v; %s", out.String(), res.Code, err, res.Stderr)
	}
}

func TestTheLauncherSaysWhatItCannotDo(t *testing.T) {
	t.Parallel()
	s := upTo(t, Landlock)
	if s.Kind() != Landlock {
		t.Skipf("this machine has no such walls, but %q: %s", s.Kind(), s.Why())
	}
	file := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(file, []byte("no program at all"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, "/usr/bin/no-such-tool", "/usr"} {
		if _, err := s.Run(t.Context(), Command{Path: path}, nil); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", path, err)
		}
	}
	none := OpenUpTo(t.Context(), "", Landlock)
	if none.Kind() == Landlock || !strings.Contains(none.Why(), "start itself anew") {
		t.Errorf("without a launcher: %s, %s", none.Kind(), none.Why())
	}
	// A program that is no launcher does not put up walls, and is found out.
	lies := OpenUpTo(t.Context(), "/usr/bin/true", Landlock)
	if lies.Kind() == Landlock {
		t.Error("a launcher that puts up nothing is believed")
	}
}
