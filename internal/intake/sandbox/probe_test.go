package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// TestMain lets the test binary play the hostile tool: with PROBE in its
// environment it tries one thing the walls forbid, and says how that went.
func TestMain(m *testing.M) {
	if code, is := Helper(os.Args[1:]); is {
		os.Exit(code)
	}
	if probe := os.Getenv("PROBE"); probe != "" {
		what, err := attack(probe, os.Getenv("TARGET"))
		if err != nil {
			fmt.Printf("held: %v", err)
		} else {
			fmt.Printf("FELL: %s", what)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func failed(errno syscall.Errno) error {
	if errno == 0 {
		return nil
	}
	return errno
}

// serveAndWait plays the server: it starts a tool, says so, and waits to be killed.
func serveAndWait(target string) (string, error) {
	kind, _, _ := strings.Cut(target, "-")
	mark := target
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	if _, err := OpenUpTo(context.Background(), exe, Kind(kind)).Start(Command{
		Path: exe, Own: true, Env: []string{"PROBE=sleep"}, Args: []string{mark}, Limits: Limits{Reserve: 2 << 30, Processes: 24},
	}); err != nil {
		return "", err
	}
	fmt.Println("up")
	select {}
}

// inherited looks for the file of the server among those that are open; Go's runtime
// has some of its own.
func inherited() (string, error) {
	b := make([]byte, 99)
	for fd := 3; fd < 64; fd++ {
		if n, err := unix.Pread(fd, b, 0); err == nil && strings.Contains(string(b[:n]), "register") {
			return fmt.Sprintf("descriptor %d: %q", fd, b[:n]), nil
		}
	}
	return "", fmt.Errorf("it is not open")
}

func attack(probe, target string) (string, error) {
	switch probe {
	case "dial":
		c, err := net.DialTimeout("tcp", target, time.Second)
		if err != nil {
			return "", err
		}
		return "connected to " + c.RemoteAddr().String(), nil
	case "route":
		c, err := net.Dial("udp", "192.0.2.1:53") // needs a route, sends nothing
		if err != nil {
			return "", err
		}
		return "a route out from " + c.LocalAddr().String(), nil
	case "unix":
		if c, err := net.Dial("unix", target); err == nil {
			return "connected to " + c.RemoteAddr().String(), nil
		}
		c, err := net.Dial("unix", "@"+target) // the abstract name space belongs to the network
		if err != nil {
			return "", err
		}
		return "connected to abstract " + c.RemoteAddr().String(), nil
	case "read":
		b, err := os.ReadFile(target)
		return "read " + strconv.Itoa(len(b)) + " bytes", err
	case "list":
		l, err := os.ReadDir(target)
		return "listed " + strconv.Itoa(len(l)) + " names", err
	case "watch":
		fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
		if err != nil {
			return "", err
		}
		_, err = unix.InotifyAddWatch(fd, target, unix.IN_CREATE)
		return "hears of new files in " + target, err
	case "trace":
		pid, _ := strconv.Atoi(target)
		_, _, errno := unix.RawSyscall6(unix.SYS_PTRACE, unix.PTRACE_SEIZE, uintptr(pid), 0, 0, 0, 0)
		return "traces " + target, failed(errno)
	case "limit":
		pid, _ := strconv.Atoi(target)
		var l unix.Rlimit
		_, _, errno := unix.RawSyscall6(unix.SYS_PRLIMIT64, uintptr(pid), unix.RLIMIT_CPU, 0, uintptr(unsafe.Pointer(&l)), 0, 0)
		return "reaches the limits of " + target, failed(errno)
	case "run":
		return "never said", syscall.Exec(target, []string{target}, []string{"FELL=FELL"})
	case "write":
		f, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE, 0o600)
		if err != nil {
			return "", err
		}
		if _, err := f.Write([]byte("x")); err != nil {
			return "", err
		}
		return "wrote " + target, nil
	case "fill":
		f, err := os.Create(target)
		if err != nil {
			return "", err
		}
		for range 64 {
			if _, err := f.Write(make([]byte, 1<<20)); err != nil {
				return "", err
			}
		}
		return "filled 64 MiB", nil
	case "signal":
		pid, _ := strconv.Atoi(target)
		return "can signal " + target, syscall.Kill(pid, 0)
	case "call":
		return "it was carried out", call(target)
	case "say":
		fmt.Fprint(os.Stderr, os.Getenv("WORDS"))
		code, _ := strconv.Atoi(target)
		os.Exit(code)
	case "inherited":
		return inherited()
	case "threads":
		return threads(), nil
	case "environment":
		for _, kv := range os.Environ() {
			switch k, _, _ := strings.Cut(kv, "="); k {
			case "PROBE", "TARGET", "PWD": // given, or bubblewrap's own
			default:
				return kv, nil
			}
		}
		return "", fmt.Errorf("only what was given")
	case "root":
		if err := syscall.Setuid(0); err != nil {
			return "", err
		}
		return "became root", syscall.Chroot("/usr")
	case "mount":
		return "mounted", syscall.Mount("none", "/usr/share/fonts", "tmpfs", 0, "")
	case "memory":
		b := make([]byte, 4<<30)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		return "took 4 GiB", nil
	case "fork":
		most, _ := strconv.Atoi(target)
		n := 0
		for range most {
			c := exec.Command("/usr/bin/sleep", "20")
			if err := c.Start(); err != nil {
				return "", fmt.Errorf("after %d children: %w", n, err)
			}
			n++
		}
		return target + " children", nil
	case "spin":
		for { //nolint:staticcheck // a loop without end is the point
		}
	case "sleep":
		time.Sleep(time.Hour)
	case "flood":
		for b := bytes.Repeat([]byte("x"), 1<<16); ; {
			os.Stdout.Write(b)
		}
	case "server":
		return serveAndWait(target)
	}
	return "", fmt.Errorf("no such probe")
}
