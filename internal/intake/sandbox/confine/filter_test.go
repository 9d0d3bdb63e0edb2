package confine

import (
	"debug/elf"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/sys/unix"
)

// ask runs the filter as the kernel would, on the number of a call, the machine that
// asks and the low halves of its arguments.
func ask(t *testing.T, p program, arch, nr uint32, args ...uint32) uint32 {
	t.Helper()
	var a uint32
	for i := 0; i < len(p); i++ {
		in := p[i]
		skip := func(yes bool) {
			if yes {
				i += int(in.Jt)
			} else {
				i += int(in.Jf)
			}
		}
		switch in.Code {
		case unix.BPF_LD | unix.BPF_W | unix.BPF_ABS:
			switch n := int(in.K-atArgument) / 8; {
			case in.K == atNumber:
				a = nr
			case in.K == atMachine:
				a = arch
			case n < len(args):
				a = args[n]
			default:
				a = 0
			}
		case unix.BPF_ALU | unix.BPF_AND | unix.BPF_K:
			a &= in.K
		case unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K:
			skip(a == in.K)
		case unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K:
			skip(a >= in.K)
		case unix.BPF_RET | unix.BPF_K:
			return in.K
		default:
			t.Fatalf("instruction %d is none of ours: %+v", i, in)
		}
	}
	t.Fatal("the program has no end")
	return 0
}

func TestTheFilterJudgesEachCall(t *testing.T) {
	t.Parallel()
	if !Supported {
		t.Skip("no list of calls for this processor")
	}
	const pid, other, x32 = 4711, 1, 0x40000000
	system, ours := filter(pid, false), filter(pid, true)
	const thread = unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND | unix.CLONE_SYSVSEM | unix.CLONE_THREAD
	for _, c := range []struct {
		name string
		p    program
		arch uint32
		nr   uint32
		args []uint32
		want uint32
	}{
		{"reading", system, machine, unix.SYS_READ, nil, allow},
		{"the tables of another machine", system, machine ^ 1, unix.SYS_READ, nil, end},
		{"numbers of x32", system, machine, unix.SYS_READ | x32, nil, unknown},
		{"a socket", system, machine, unix.SYS_SOCKET, nil, refuse},
		{"what is not invented yet", system, machine, 5000, nil, unknown},
		{"clone3, which hides its flags", ours, machine, unix.SYS_CLONE3, nil, unknown},
		{"an old call that nobody listed", system, machine, unix.SYS_MOUNT, nil, refuse},
		{"a thread of a tool", system, machine, unix.SYS_CLONE, []uint32{thread}, refuse},
		{"a thread of ours", ours, machine, unix.SYS_CLONE, []uint32{thread}, allow},
		{"glibc's thread", ours, machine, unix.SYS_CLONE, []uint32{thread | unix.CLONE_SETTLS | unix.CLONE_PARENT_SETTID | unix.CLONE_CHILD_CLEARTID}, allow},
		{"a process of ours", ours, machine, unix.SYS_CLONE, []uint32{uint32(unix.SIGCHLD)}, refuse},
		{"a process that shares memory", ours, machine, unix.SYS_CLONE, []uint32{unix.CLONE_VM | unix.CLONE_VFORK | uint32(unix.SIGCHLD)}, refuse},
		{"a thread in a name space", ours, machine, unix.SYS_CLONE, []uint32{thread | unix.CLONE_NEWUSER}, refuse},
		{"a signal to itself", system, machine, unix.SYS_TGKILL, []uint32{pid, 9, 6}, allow},
		{"a signal to another", system, machine, unix.SYS_TGKILL, []uint32{other, other, 9}, refuse},
		{"a signal to its group", system, machine, unix.SYS_KILL, []uint32{0, 9}, refuse},
		{"a signal to all", system, machine, unix.SYS_KILL, []uint32{^uint32(0), 9}, refuse},
		{"its own limits", system, machine, unix.SYS_PRLIMIT64, []uint32{0}, allow},
		{"the limits of another", system, machine, unix.SYS_PRLIMIT64, []uint32{other}, refuse},
		{"flags of a descriptor", system, machine, unix.SYS_FCNTL, []uint32{1, unix.F_GETFL}, allow},
		{"a signal when a descriptor is ready", system, machine, unix.SYS_FCNTL, []uint32{1, unix.F_SETOWN}, refuse},
		{"a name for itself", system, machine, unix.SYS_PRCTL, []uint32{unix.PR_SET_NAME}, allow},
		{"to outlive the server", system, machine, unix.SYS_PRCTL, []uint32{unix.PR_SET_PDEATHSIG}, invalid},
		{"is this a terminal", system, machine, unix.SYS_IOCTL, []uint32{1, unix.TCGETS}, noTTY},
		{"opening to read", system, machine, unix.SYS_OPENAT, []uint32{0, 0, unix.O_RDONLY | unix.O_CLOEXEC}, allow},
		{"opening to write, which Landlock judges", system, machine, unix.SYS_OPENAT, []uint32{0, 0, unix.O_WRONLY | unix.O_CREAT | unix.O_TRUNC}, allow},
		{"cutting short what may be read", system, machine, unix.SYS_OPENAT, []uint32{0, 0, unix.O_RDONLY | unix.O_TRUNC | unix.O_CLOEXEC}, refuse},
		{"cutting short without reading or writing", system, machine, unix.SYS_OPENAT, []uint32{0, 0, unix.O_ACCMODE | unix.O_TRUNC}, refuse},
		{"opening with flags that hide", system, machine, unix.SYS_OPENAT2, nil, unknown},
		{"typing for another", system, machine, unix.SYS_IOCTL, []uint32{0, unix.TIOCSTI}, noTTY},
	} {
		if got := ask(t, c.p, c.arch, c.nr, c.args...); got != c.want {
			t.Errorf("%s: %#x, want %#x", c.name, got, c.want)
		}
	}
}

// Each call by which a process reaches beyond itself is refused whatever it asks for:
// with all arguments 0, with its own number, and with all ones. Walls tried from inside
// cannot tell this wall from ordinary rights, which refuse most of them, too.
func TestTheFilterRefusesEachCallThatReachesOut(t *testing.T) {
	t.Parallel()
	if !Supported {
		t.Skip("no list of calls for this processor")
	}
	const pid, ones = 4711, ^uint32(0)
	for name, nr := range forbidden() {
		want := refuse
		if nr >= firstCommon {
			want = unknown
		}
		for _, threads := range []bool{false, true} {
			for _, args := range [][]uint32{nil, {pid, pid, pid}, {ones, ones, ones, ones, ones, ones}} {
				if got := ask(t, filter(pid, threads), machine, nr, args...); got != want {
					t.Errorf("%s %x with threads %v: %#x, want %#x", name, args, threads, got, want)
				}
			}
		}
	}
}

// The kernel takes 4,096 instructions, and a jump over at most 255.
func TestTheFilterIsNoLongerThanTheKernelTakes(t *testing.T) {
	t.Parallel()
	if n := len(filter(1, true)); n > unix.BPF_MAXINSNS {
		t.Errorf("%d instructions", n)
	}
	for _, g := range guarded(1, true) {
		if len(g.judge) == 0 || len(g.judge) > 255 || g.judge[len(g.judge)-1].Code != unix.BPF_RET|unix.BPF_K {
			t.Errorf("call %d: %+v", g.nr, g.judge)
		}
		if slices.Contains(harmless(), g.nr) {
			t.Errorf("call %d is judged, and let through before", g.nr)
		}
	}
}

func TestALoaderIsFound(t *testing.T) {
	t.Parallel()
	f, err := os.Open("/usr/bin/env")
	if err != nil {
		t.Skip("no env to look at")
	}
	defer f.Close()
	loader, err := loaderOf(f)
	if e, ok := elf.NewFile(f); ok != nil || e.Section(".interp") == nil {
		t.Skip("env is static here")
	}
	if err != nil || !filepath.IsAbs(loader) {
		t.Errorf("%q, %v", loader, err)
	}
	if _, err := os.Stat(loader); err != nil {
		t.Error(err)
	}
}
