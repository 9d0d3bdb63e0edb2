package confine

import (
	"debug/elf"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Spec is what a call may do and use up. It travels as one argument.
type Spec struct {
	Server int      `json:"server"` // process that the tool dies with
	User   int      `json:"user"`   // user and group id to take; 0 = stay
	Read   []string `json:"read"`   // files and folders that may be read
	Device []string `json:"device"` // files that may be read and written

	Threads bool `json:"threads"` // the tool may start threads

	Memory    uint64 `json:"memory"`    // bytes of address space
	Data      uint64 `json:"data"`      // bytes of it that are written to
	CPU       uint64 `json:"cpu"`       // seconds
	Processes uint64 `json:"processes"` // of the user id taken; 0 = not counted
}

// Args returns the arguments that Main wants, to run tool with args.
func (s Spec) Args(tool string, args []string) ([]string, error) {
	b, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("confine: %w", err)
	}
	return append([]string{string(b), tool}, args...), nil
}

// Arg is the first argument of the command that calls Main: with it this program is
// started anew.
const Arg = "intake-walls"

// Status is the descriptor of a pipe on which Main says Began, and only that, when the
// tool was started; the tool does not have it.
const (
	Status = 3
	Began  = "+"
)

// Main takes what Args gave, puts up the walls and becomes the tool, which keeps the
// process's number, environment and standard files, and no other. It returns only when that failed.
//
// The walls stand around the calling thread, not around Go's other threads; they end
// in execve, and the thread that calls it is the one that lives on.
func Main(args []string) int {
	if len(args) == 1 && args[0] == Probe {
		return probe()
	}
	runtime.LockOSThread()
	debug.SetGCPercent(-1) // below the limits there may be no memory for it
	err := KeepFiles()
	if err == nil {
		err = becomeTool(args)
	}
	fmt.Fprintf(os.Stderr, "walls: %v\n", err)
	return 125
}

func becomeTool(args []string) error {
	if len(args) < 2 {
		return errors.New("wants a specification and a tool")
	}
	var s Spec
	if err := json.Unmarshal([]byte(args[0]), &s); err != nil {
		return err
	}
	tool, err := os.Open(args[1])
	if err != nil {
		return err
	}
	rules, err := s.rules(tool)
	if err != nil {
		return err
	}
	path := args[1]
	if s.User > 0 {
		if err := takeUser(s.User); err != nil {
			return err
		}
		// The new user may be unable to walk to the program; it is open already.
		path = "/proc/self/fd/" + strconv.Itoa(int(tool.Fd()))
	}
	if err := s.bind(); err != nil {
		return err
	}
	if err := rules.enforce(); err != nil {
		return err
	}
	calls := filter(os.Getpid(), s.Threads)
	if err := s.limit(); err != nil {
		return err
	}
	if err := calls.enforce(); err != nil {
		return err
	}
	if _, err := unix.Write(Status, []byte(Began)); err != nil {
		return fmt.Errorf("telling the server: %w", err)
	}
	err = syscall.Exec(path, args[1:], os.Environ()) //nolint:gosec // what runs is the caller's choice
	_, _ = unix.Write(Status, []byte("no"))
	return fmt.Errorf("%s: %w", args[1], err)
}

// rules let the tool read what was said, and run itself by its loader.
func (s Spec) rules(tool *os.File) (ruleset, error) {
	r, err := newRuleset(Version())
	if err != nil {
		return r, err
	}
	if err := r.allowOpen(int(tool.Fd()), runFile); err != nil {
		return r, err
	}
	loader, err := loaderOf(tool)
	if err != nil {
		return r, fmt.Errorf("%s: %w", tool.Name(), err)
	}
	if loader != "" {
		err = r.allow(loader, runFile)
	}
	for _, p := range s.Read {
		err = errors.Join(err, r.allow(p, readTree))
	}
	for _, p := range s.Device {
		err = errors.Join(err, r.allow(p, device))
	}
	return r, err
}

// loaderOf returns the program that a dynamic one is started by, "" for a static one.
func loaderOf(f *os.File) (string, error) {
	e, err := elf.NewFile(f)
	if err != nil {
		return "", err
	}
	for _, p := range e.Progs {
		if p.Type == elf.PT_INTERP {
			b := make([]byte, min(p.Filesz, 4096))
			_, err := p.ReadAt(b, 0)
			return strings.TrimRight(string(b), "\x00"), err
		}
	}
	return "", nil
}

// takeUser gives the thread a user id of its own; the rights of root go with the old
// one.
func takeUser(id int) error {
	for _, c := range []struct {
		nr      uintptr
		a, b, c uintptr
	}{
		{unix.SYS_SETGROUPS, 0, 0, 0},
		{unix.SYS_SETRESGID, uintptr(id), uintptr(id), uintptr(id)},
		{unix.SYS_SETRESUID, uintptr(id), uintptr(id), uintptr(id)},
	} {
		if _, _, errno := unix.RawSyscall(c.nr, c.a, c.b, c.c); errno != 0 {
			return fmt.Errorf("taking user id %d: %w", id, errno)
		}
	}
	return nil
}

// bind drops what is left of rights, now and for what is started, and ties the tool's
// life to the server's. Taking a user id undoes that tie, so it comes after.
func (s Spec) bind() error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no_new_privs: %w", err)
	}
	// Kernels before 4.3 have no such set, and no Landlock either.
	_ = unix.Prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
	head, none := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}, [2]unix.CapUserData{}
	if _, _, errno := unix.RawSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&head)), uintptr(unsafe.Pointer(&none[0])), 0); errno != 0 { //nolint:gosec // the structures of the call
		return fmt.Errorf("dropping capabilities: %w", errno)
	}
	if err := unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0); err != nil {
		return fmt.Errorf("tie to the server: %w", err)
	}
	if os.Getppid() != s.Server {
		return errors.New("the server is gone")
	}
	return nil
}

// limit sets the limits that the kernel counts. From here to the tool memory is
// scarce: what this program still needs, it holds already.
func (s Spec) limit() error {
	type limit struct {
		what      int
		soft, max uint64
	}
	set := []limit{
		{unix.RLIMIT_CPU, s.CPU, s.CPU + 1}, // a warning that a program may catch, then the end
		{unix.RLIMIT_FSIZE, 0, 0}, {unix.RLIMIT_CORE, 0, 0}, {unix.RLIMIT_NOFILE, 64, 64},
		{unix.RLIMIT_DATA, s.Data, s.Data}, {unix.RLIMIT_AS, s.Memory, s.Memory},
	}
	if s.Processes > 0 {
		set = append(set, limit{unix.RLIMIT_NPROC, s.Processes, s.Processes})
	}
	for _, l := range set {
		var now unix.Rlimit
		err := unix.Getrlimit(l.what, &now)
		if err == nil { // a limit that was lower before stays
			err = unix.Setrlimit(l.what, &unix.Rlimit{Cur: min(l.soft, now.Max), Max: min(l.max, now.Max)})
		}
		if err != nil {
			return fmt.Errorf("limit %d: %w", l.what, err)
		}
	}
	return nil
}
