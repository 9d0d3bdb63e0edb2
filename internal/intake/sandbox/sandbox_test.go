package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"minhchung/internal/intake/sandbox/confine"
)

func probe(t *testing.T, s *Sandbox, l Limits, name, target string, stdin *os.File) (string, Result, error) {
	t.Helper()
	return probeIn(t, s, l, name, target, stdin)
}

func probeIn(t *testing.T, s *Sandbox, l Limits, name, target string, stdin *os.File, env ...string) (string, Result, error) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	l.Reserve = 2 << 30
	if l.Processes == 0 {
		l.Processes = 24
	}
	var out bytes.Buffer
	res, err := s.Run(t.Context(), Command{
		Path: exe, Own: true, Env: append([]string{"PROBE=" + name, "TARGET=" + target}, env...), Stdin: stdin, Limits: l,
	}, &out)
	return out.String(), res, err
}

// walls runs f behind each kind of walls this machine has, or of those named.
func walls(t *testing.T, f func(t *testing.T, s *Sandbox), kinds ...Kind) {
	t.Helper()
	if kinds == nil {
		kinds = []Kind{Bubblewrap, Landlock, Rlimits}
	}
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			s := upTo(t, kind)
			if s.Kind() != kind {
				t.Skipf("this machine has no such walls, but %q: %s", s.Kind(), s.Why())
			}
			f(t, s)
		})
	}
}

func upTo(t *testing.T, most Kind) *Sandbox {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := OpenUpTo(t.Context(), exe, most)
	if most == Landlock && s.Kind() != Landlock && confine.Supported && confine.Version() >= 3 {
		t.Fatalf("the kernel has Landlock, and its walls do not stand: %s", s.Why())
	}
	return s
}

func needBubblewrap(t *testing.T) *Sandbox {
	t.Helper()
	s := upTo(t, Bubblewrap)
	if s.Kind() != Bubblewrap {
		t.Skipf("these walls need bubblewrap, and the walls here are %q: %s", s.Kind(), s.Why())
	}
	t.Logf("walls: %s %s, server is root: %v", s.Kind(), s.Version(), os.Geteuid() == 0)
	return s
}

func TestAToolCannotReachOutside(t *testing.T) {
	t.Parallel()
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tcp.Close() })
	// A short folder: a socket's path is at most 107 bytes.
	dir, err := os.MkdirTemp("/tmp", "w")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	os.Chmod(dir, 0o777)
	sock := filepath.Join(dir, "s")
	unix, err := net.Listen("unix", sock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close() })
	abstract, err := net.Listen("unix", "@"+sock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { abstract.Close() })
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	const other = "/usr/share/zoneinfo/Asia/Ho_Chi_Minh" // a file of the system that no tool needs
	for _, c := range []struct{ probe, target string }{
		{"dial", tcp.Addr().String()}, {"route", ""}, {"unix", sock},
		{"read", secret}, {"read", "/etc/passwd"}, {"read", "/proc/self/status"}, {"read", "/proc/1/environ"},
		{"read", "/sys/kernel/hostname"}, {"read", other}, {"list", "/"}, {"list", "/tmp"},
		{"write", secret}, {"write", filepath.Join(dir, "new")}, {"write", "/tmp/x"}, {"write", "/x"}, {"write", "/dev/shm/x"},
		{"write", "/usr/share/fonts/x"}, {"write", ownPath}, {"write", "/proc/self/fd/0"}, {"write", "/dev/stdin"},
		{"signal", strconv.Itoa(os.Getpid())}, {"environment", ""}, {"root", ""}, {"mount", ""},
	} {
		t.Run(c.probe+" "+filepath.Base(c.target), func(t *testing.T) {
			t.Parallel()
			confining := []Kind{Bubblewrap, Landlock}
			if c.target == "/" {
				confining = confining[1:] // bubblewrap gives a / of its own
			}
			walls(t, func(t *testing.T, s *Sandbox) {
				in, err := os.Open(secret)
				if err != nil {
					t.Fatal(err)
				}
				defer in.Close()
				out, res, err := probe(t, s, Limits{}, c.probe, c.target, in)
				if err != nil || !strings.HasPrefix(out, "held: ") {
					t.Errorf("%q, code %d, signal %v, %v; %s", out, res.Code, res.Signal, err, res.Stderr)
				}
			}, confining...)
		})
	}
	t.Cleanup(func() {
		if b, _ := os.ReadFile(secret); len(b) != 0 && string(b) != "secret" {
			t.Errorf("the document was changed to %q", b)
		}
	})
}

func TestTheProbesFallWithoutWalls(t *testing.T) {
	t.Parallel()
	// The proof that the probes can fail: the same attacks with nothing around them.
	file := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ probe, target string }{
		{"read", file}, {"write", file}, {"read", "/proc/self/status"}, {"signal", strconv.Itoa(os.Getpid())},
	} {
		if what, err := attack(c.probe, c.target); err != nil {
			t.Errorf("%s %s: %s %v", c.probe, c.target, what, err)
		}
	}
}

func TestWritingIsForbiddenInEachWay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	os.Chmod(dir, 0o777)
	walls(t, func(t *testing.T, s *Sandbox) {
		out, res, err := probe(t, s, Limits{}, "write", filepath.Join(dir, string(s.Kind())), nil)
		if strings.Contains(out, "FELL") || err == nil && res.Code == 0 && !strings.HasPrefix(out, "held: ") {
			t.Errorf("%q, code %d, signal %v, %v", out, res.Code, res.Signal, err)
		}
	})
}

func TestTheEnvironmentIsEmptyInEachWay(t *testing.T) {
	t.Parallel()
	walls(t, func(t *testing.T, s *Sandbox) {
		if out, _, err := probe(t, s, Limits{}, "environment", "", nil); err != nil || !strings.HasPrefix(out, "held: ") {
			t.Errorf("%q %v", out, err)
		}
	})
}

func TestLimitsEndACall(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		probe string
		l     Limits
		want  string
	}{
		{"memory", Limits{Memory: 256 << 20}, Memory},
		{"spin", Limits{CPU: time.Second, Wall: 2 * time.Minute}, CPU},
		{"sleep", Limits{Wall: 300 * time.Millisecond}, Wall},
		{"flood", Limits{Output: 1 << 20}, Output},
	} {
		t.Run(c.probe, func(t *testing.T) {
			t.Parallel()
			walls(t, func(t *testing.T, s *Sandbox) {
				out, res, err := probe(t, s, c.l, c.probe, "", nil)
				if IsExceeded(err) != c.want {
					t.Errorf("error %v, want %s; %q, code %d, signal %v; %s", err, c.want, out[:min(80, len(out))], res.Code, res.Signal, res.Stderr)
				}
				if c.want == Output && res.Bytes != 1<<20 {
					t.Errorf("let %d bytes through", res.Bytes)
				}
			})
		})
	}
}

func TestProcessesAreCounted(t *testing.T) {
	t.Parallel()
	s := needBubblewrap(t)
	if !s.countTasks {
		t.Skip("this kernel does not count processes per user namespace; the end of the call still ends them all")
	}
	out, res, err := probe(t, s, Limits{}, "fork", "200", nil)
	// A child is refused, or the runtime of the probe itself gets no more threads.
	// Running out of file descriptors would be another wall, and is not this one.
	if said := strings.ToLower(out + res.Stderr); strings.Contains(out, "FELL") || !strings.Contains(said, "resource temporarily unavailable") && !strings.Contains(said, "newosproc") {
		t.Errorf("%q, %v; %s", out, err, res.Stderr)
	}
	t.Log(out)
}

func TestNothingIsLeftBehind(t *testing.T) {
	t.Parallel()
	walls(t, func(t *testing.T, s *Sandbox) {
		mark := fmt.Sprintf("left-behind-%s-%d", s.Kind(), os.Getpid())
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		exe, _ := os.Executable()
		_, err := s.Run(ctx, Command{Path: exe, Own: true, Env: []string{"PROBE=sleep", "MARK=" + mark}, Args: []string{mark},
			Limits: Limits{Reserve: 2 << 30, Processes: 24}}, nil)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("error %v", err)
		}
		// Inside bubblewrap the end of the name space follows the end of the group.
		waitFor(t, "the end of every process", func() bool { return processesWith(t, mark) == 0 })
	})
}

func TestToolsDieWithAServerThatIsKilled(t *testing.T) {
	t.Parallel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, way := range []Kind{Bubblewrap, Landlock, Rlimits} {
		mark := fmt.Sprintf("%s-orphan-%d", way, os.Getpid())
		server := exec.Command(exe)
		server.Env = append(os.Environ(), "PROBE=server", "TARGET="+mark)
		out, err := server.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		up := make([]byte, 2)
		if _, err := io.ReadFull(out, up); err != nil || string(up) != "up" {
			t.Fatalf("%q %v", up, err)
		}
		// The tool itself, not bubblewrap on its way to it: bubblewrap ties the two
		// together a moment after it has started.
		waitFor(t, "the tool to start", func() bool { return toolsWith(t, mark) > 0 })
		server.Process.Kill()
		server.Wait()
		waitFor(t, "the tool to end with its server", func() bool { return processesWith(t, mark) == 0 })
	}
}

// Bubblewrap is two processes that wait for each other while it starts: a server that is
// killed then must leave neither behind.
func TestNothingIsLeftOfAStartThatWasCutOff(t *testing.T) {
	t.Parallel()
	if s := needBubblewrap(t); !s.nested {
		t.Skip("bubblewrap may not be the first process of a name space here; see doc.go")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		mark := fmt.Sprintf("%s-early-%d-%d", Bubblewrap, i, os.Getpid())
		server := exec.Command(exe)
		server.Env = append(os.Environ(), "PROBE=server", "TARGET="+mark)
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		// Two: bubblewrap and its other half, which does not carry on alone.
		waitFor(t, "bubblewrap to start", func() bool { return processesWith(t, mark) >= 1+i%2 })
		server.Process.Kill()
		server.Wait()
		waitFor(t, "the end of bubblewrap", func() bool { return processesWith(t, mark) == 0 })
	}
}

func waitFor(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func TestAServingChildEndsWhenItsInputEnds(t *testing.T) {
	t.Parallel()
	walls(t, func(t *testing.T, s *Sandbox) {
		cat, err := os.Stat("/usr/bin/cat")
		if err != nil || cat.IsDir() {
			t.Skip("no cat")
		}
		p, err := s.Start(Command{Path: "/usr/bin/cat"})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Kill()
		for range 3 {
			fmt.Fprint(p.Stdin, "xin chào")
			b := make([]byte, len("xin chào"))
			if _, err := p.Stdout.Read(b); err != nil || string(b) != "xin chào" {
				t.Fatalf("%q %v", b, err)
			}
		}
		p.Stdin.Close()
		<-p.done
		if r := p.Kill(); r.Code != 0 {
			t.Errorf("code %d, signal %v; %s", r.Code, r.Signal, r.Stderr)
		}
	})
}

func TestAMissingToolSaysNothingOfTheDocument(t *testing.T) {
	t.Parallel()
	walls(t, func(t *testing.T, s *Sandbox) {
		_, err := s.Run(t.Context(), Command{Path: "/usr/bin/no-such-tool"}, nil)
		if err == nil || !strings.Contains(err.Error(), ErrUnavailable.Error()) {
			t.Errorf("error %v", err)
		}
	})
}

// processesWith counts the processes that carry the mark in their arguments.
func processesWith(t *testing.T, mark string) int {
	t.Helper()
	return marked(mark, func(string) bool { return true })
}

// toolsWith counts those of them that are past bubblewrap.
func toolsWith(t *testing.T, mark string) int {
	t.Helper()
	return marked(mark, func(comm string) bool { return comm != "bwrap" })
}

func marked(mark string, named func(comm string) bool) int {
	n := 0
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, l := range lines {
		b, err := os.ReadFile(l)
		if err != nil || !bytes.Contains(b, []byte(mark)) {
			continue
		}
		comm, err := os.ReadFile(filepath.Join(filepath.Dir(l), "comm"))
		if err == nil && named(strings.TrimSpace(string(comm))) {
			n++
		}
	}
	return n
}

// People come before a tool that is nice to them, and the server stays what it was.
func TestANiceTool(t *testing.T) {
	t.Parallel()
	own, err := syscall.Getpriority(syscall.PRIO_PROCESS, os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for _, nice := range []int{0, 5} {
		walls(t, func(t *testing.T, s *Sandbox) {
			var out strings.Builder
			if _, err := s.Run(t.Context(), Command{Path: "/usr/bin/nice", Nice: nice}, &out); err != nil {
				t.Fatal(err)
			}
			if want := strconv.Itoa(min(19, 20-own+nice)); strings.TrimSpace(out.String()) != want {
				t.Errorf("%s: nice %q, want %s", s.Kind(), out.String(), want)
			}
		}, Bubblewrap, Rlimits) // behind Landlock a tool may not ask how nice it is
	}
	if now, err := syscall.Getpriority(syscall.PRIO_PROCESS, os.Getpid()); err != nil || now != own {
		t.Errorf("the server's own is %d, was %d, %v", now, own, err)
	}
}
