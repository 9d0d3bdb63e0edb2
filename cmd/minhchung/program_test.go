package main_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// programEnv hands the path of the built program from TestMain to the tests.
const programEnv = "MINHCHUNG_TEST_PROGRAM"

// TestMain builds the program once. The tests of this package start it as people
// do: only a real process can be killed, refused and asked for its exit code.
func TestMain(m *testing.M) {
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func buildAndRun(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "mc-program-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "minhchung")
	out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("build the program: %w\n%s", err, out)
	}
	// The accounts that the parser's sandbox drops to must be able to start it.
	if err := errors.Join(os.Chmod(dir, 0o755), os.Setenv(programEnv, program)); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// installation is a data folder, and how the program is started on it.
type installation struct {
	t     *testing.T
	dir   string
	flags []string // of every command
	env   []string
}

// newInstallation makes an empty one. Its folder is short and open to walk
// through: a socket's path is limited, and PostgreSQL runs under an account of its
// own.
func newInstallation(t *testing.T, flags ...string) *installation {
	t.Helper()
	dir, err := os.MkdirTemp("", "mc-")
	must(t, err)
	must(t, os.Chmod(dir, 0o755))
	t.Cleanup(func() {
		// A killed program's PostgreSQL ends a moment later and still writes.
		eventually(t, func() error { return os.RemoveAll(dir) })
	})
	in := &installation{t: t, dir: dir, flags: flags}
	root, err := filepath.Abs("../..")
	must(t, err)
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "MINHCHUNG_") {
			in.env = append(in.env, kv)
		}
	}
	in.env = append(in.env, "MINHCHUNG_TOOLS="+filepath.Join(root, ".tools"))
	return in
}

func (in *installation) command(args ...string) *exec.Cmd {
	args = append(append(args, "--data", in.dir+"/d"), in.flags...)
	cmd := exec.Command(os.Getenv(programEnv), args...)
	cmd.Env, cmd.Dir = in.env, in.dir
	return cmd
}

// said is what a command that ended has printed.
type said struct {
	out, err string
	code     int
}

func (s said) String() string { return fmt.Sprintf("exit %d\n%s%s", s.code, s.out, s.err) }

// run runs a command to its end.
func (in *installation) run(args ...string) said {
	in.t.Helper()
	ctx, cancel := context.WithTimeout(in.t.Context(), time.Minute)
	defer cancel()
	cmd := in.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	must(in.t, cmd.Start())
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Signal(syscall.SIGTERM) })
	defer stop()
	err := cmd.Wait()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		in.t.Fatalf("%v: %v", args, err)
	}
	if ctx.Err() != nil {
		in.t.Fatalf("%v did not end within a minute\n%s%s", args, &out, &errs)
	}
	return said{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// mustRun runs a command that has to succeed and returns what it printed.
func (in *installation) mustRun(args ...string) string {
	in.t.Helper()
	s := in.run(args...)
	if s.code != 0 {
		in.t.Fatalf("minhchung %v: %v", args, s)
	}
	return s.out
}

// server is a running `minhchung serve`.
type server struct {
	in    *installation
	cmd   *exec.Cmd
	base  string        // http://127.0.0.1:PORT
	took  time.Duration // from the start to the listening line
	ended chan struct{} // closed when the process is gone

	mu   sync.Mutex
	text bytes.Buffer // both streams
}

// serve starts the program and returns when it listens.
func (in *installation) serve(flags ...string) *server {
	in.t.Helper()
	s := &server{in: in, ended: make(chan struct{})}
	s.cmd = in.command(append([]string{"serve", "--listen", "127.0.0.1:0"}, flags...)...)
	pipe, err := s.cmd.StdoutPipe()
	must(in.t, err)
	s.cmd.Stderr = s
	// A server must not outlive a test that panicked. Linux ties the child's life to
	// the thread that started it, so that thread is kept for as long.
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	start, started, listening := time.Now(), make(chan error, 1), make(chan string, 1)
	go func() {
		defer close(s.ended)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := s.cmd.Start()
		if started <- err; err != nil {
			return
		}
		lines := bufio.NewScanner(pipe)
		for lines.Scan() {
			fmt.Fprintln(s, lines.Text())
			if base, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
				listening <- base
			}
		}
		_, _ = io.Copy(io.Discard, pipe)
		_ = s.cmd.Wait() // the state is read where it matters
	}()
	must(in.t, <-started)
	in.t.Cleanup(s.kill)
	select {
	case s.base = <-listening:
		s.took = time.Since(start)
	case <-s.ended:
		in.t.Fatalf("serve ended: %v\n%s", s.cmd.ProcessState, s.output())
	case <-time.After(3 * time.Minute): // the demo office takes half a minute on an idle machine
		in.t.Fatalf("serve did not listen within three minutes\n%s", s.output())
	}
	return s
}

// Write collects what the server prints.
func (s *server) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *server) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// stop ends the server in order: by SIGTERM, with exit code 0.
func (s *server) stop() {
	s.in.t.Helper()
	must(s.in.t, s.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.in.t.Fatalf("SIGTERM: still there after %s\n%s", patience, s.output())
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		s.in.t.Fatalf("SIGTERM: %v, want exit 0\n%s", s.cmd.ProcessState, s.output())
	}
}

// kill ends the server as a power cut would, and waits until the process is gone.
func (s *server) kill() {
	_ = s.cmd.Process.Kill() // already gone is as good
	<-s.ended
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// patience is how long a test waits for what must come: long, so that only a fault
// uses it up, however busy the machine is.
const patience = time.Minute

// eventually asks until there is no error, and fails with the last one.
func eventually(t testing.TB, ask func() error) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		err := ask()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Errorf("still after %s: %v", patience, err)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}
