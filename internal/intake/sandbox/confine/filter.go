package confine

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The places of seccomp_data that the filter looks at. Arguments are 64 bits wide;
// the kernel uses the low half of the ones judged here, and so does the filter.
const (
	atNumber   = 0
	atMachine  = 4
	atArgument = 16 // of the first; 8 bytes each
)

// From this number on all machines count alike, and a C library that is told that
// the call does not exist takes an older one. Before it, "not permitted" is what
// programs expect of a wall.
const firstCommon = 424

const (
	allow   = unix.SECCOMP_RET_ALLOW
	end     = unix.SECCOMP_RET_KILL_PROCESS
	refuse  = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	unknown = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	noTTY   = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOTTY)
	invalid = unix.SECCOMP_RET_ERRNO | uint32(unix.EINVAL)
)

// threadFlags of clone say that a thread is made and not a process, in no name space
// of its own and not to be traced.
const threadFlags = unix.CLONE_THREAD | unix.CLONE_NEWNS | unix.CLONE_NEWCGROUP | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC |
	unix.CLONE_NEWUSER | unix.CLONE_NEWPID | unix.CLONE_NEWNET | unix.CLONE_PTRACE | unix.CLONE_PARENT | unix.CLONE_VFORK

type program []unix.SockFilter

// filter is the program that the kernel runs before each system call of the process
// pid: what is on the list passes, some calls with some arguments only, and all else
// is refused.
func filter(pid int, threads bool) program {
	p := program{}
	p.load(atMachine)
	p.unless(machine, end) // the other tables of numbers of this processor
	p.load(atNumber)
	for _, nr := range harmless() {
		p.pass(nr)
	}
	for _, g := range guarded(uint32(pid), threads) {
		p.jump(unix.BPF_JEQ, g.nr, 0, uint8(len(g.judge)))
		p = append(p, g.judge...)
	}
	p.jump(unix.BPF_JGE, firstCommon, 0, 1)
	p.answer(unknown)
	p.answer(refuse)
	return p
}

type guard struct {
	nr    uint32
	judge program // ends with an answer
}

// guarded are the calls that depend on what they are asked for.
func guarded(pid uint32, threads bool) []guard {
	var thread program
	thread.answer(refuse)
	if threads {
		thread = nil
		thread.load(atArgument)
		thread = append(thread, unix.SockFilter{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: threadFlags})
		thread.pass(unix.CLONE_THREAD)
		thread.answer(refuse)
	}
	var device program
	device.answer(noTTY)
	own := argument(0, refuse, pid)
	return append(openers(), []guard{
		{unix.SYS_CLONE, thread},
		// A signal goes to this very process: its number stays the same when it becomes
		// the tool.
		{unix.SYS_KILL, own}, {unix.SYS_TGKILL, own}, {unix.SYS_TKILL, own},
		{unix.SYS_RT_SIGQUEUEINFO, own}, {unix.SYS_RT_TGSIGQUEUEINFO, own},
		// Without F_SETOWN and F_SETSIG, which send a signal to whoever is named.
		{unix.SYS_FCNTL, argument(1, refuse, unix.F_DUPFD, unix.F_DUPFD_CLOEXEC, unix.F_GETFD, unix.F_SETFD, unix.F_GETFL, unix.F_SETFL, unix.F_GETPIPE_SZ)},
		// Of this process, not of another one of the same user.
		{unix.SYS_PRLIMIT64, argument(0, refuse, 0, pid)},
		// Without PR_SET_PDEATHSIG: a tool dies with its server.
		{unix.SYS_PRCTL, argument(0, invalid, unix.PR_SET_NAME, unix.PR_GET_NAME, unix.PR_SET_VMA)},
		// No descriptor of a tool is a terminal.
		{unix.SYS_IOCTL, device},
	}...)
}

// opening is a judgement of the argument n, which says how a file is opened. To cut it
// short on the way (O_TRUNC) is a question of writing to Landlock before 6.2 only when
// the file is opened for writing, too: cut short while it is opened for reading, or
// for neither (3), a file may be that the tool may read.
func opening(n uint32) program {
	var p program
	p.load(atArgument + 8*n)
	p = append(p, unix.SockFilter{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: unix.O_ACCMODE | unix.O_TRUNC})
	for _, how := range []uint32{unix.O_RDONLY, unix.O_WRONLY, unix.O_RDWR, unix.O_WRONLY | unix.O_TRUNC, unix.O_RDWR | unix.O_TRUNC} {
		p.pass(how)
	}
	p.answer(refuse)
	return p
}

// argument is a judgement that allows the given values of the argument n.
func argument(n uint32, otherwise uint32, values ...uint32) program {
	var p program
	p.load(atArgument + 8*n)
	for _, v := range values {
		p.pass(v)
	}
	p.answer(otherwise)
	return p
}

func (p *program) load(at uint32) {
	*p = append(*p, unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at})
}

func (p *program) jump(how uint16, k uint32, yes, no uint8) {
	*p = append(*p, unix.SockFilter{Code: unix.BPF_JMP | how | unix.BPF_K, K: k, Jt: yes, Jf: no})
}

func (p *program) answer(a uint32) {
	*p = append(*p, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: a})
}

func (p *program) pass(k uint32) {
	p.jump(unix.BPF_JEQ, k, 0, 1)
	p.answer(allow)
}

func (p *program) unless(k, a uint32) {
	p.jump(unix.BPF_JEQ, k, 1, 0)
	p.answer(a)
}

// enforce puts the filter on the calling thread, for good. no_new_privs must be set.
func (p program) enforce() error {
	prog := unix.SockFprog{Len: uint16(len(p)), Filter: &p[0]}
	if _, _, errno := unix.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&prog))); errno != 0 { //nolint:gosec // the structure of the call
		return fmt.Errorf("filter of system calls: %w", errno)
	}
	return nil
}
