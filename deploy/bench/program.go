package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// server is a running `minhchung serve`.
type server struct {
	cmd  *exec.Cmd
	base string
	took time.Duration // until it listened

	mu    sync.Mutex
	setup string // token of the one-time link, when one was printed
	ended chan struct{}
}

// run runs a command of the program to its end and returns what it printed.
func run(ctx context.Context, o options, data string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, o.program, append(args, "--data", data)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%v: %w\n%s", args, err, &out)
	}
	return out.String(), nil
}

// serve starts the program and returns when it listens.
func serve(ctx context.Context, o options, data string, flags ...string) (*server, error) {
	s := &server{ended: make(chan struct{})}
	s.cmd = exec.CommandContext(ctx, o.program, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", data}, flags...)...)
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(syscall.SIGTERM) }
	s.cmd.Stderr = os.Stderr
	pipe, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	start := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	listening := make(chan string, 1)
	go func() {
		defer close(s.ended)
		for lines := bufio.NewScanner(pipe); lines.Scan(); {
			if base, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
				listening <- base
			}
			if _, token, ok := strings.Cut(lines.Text(), "/setup?token="); ok {
				s.mu.Lock()
				s.setup = token
				s.mu.Unlock()
			}
		}
		_ = s.cmd.Wait() // the state is read by stop
	}()
	select {
	case s.base = <-listening:
		s.took = time.Since(start)
		return s, nil
	case <-s.ended:
		return nil, fmt.Errorf("serve ended: %v", s.cmd.ProcessState)
	}
}

func (s *server) token() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.setup
}

func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	<-s.ended
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("stop: exit code %d", code)
	}
	return nil
}

// memory returns a figure of /proc/PID/status in bytes, such as VmRSS.
func (s *server) memory(what string) (int64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("memory: %w", err)
	}
	for _, line := range strings.Split(string(b), "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == what+":" {
			kb, err := strconv.ParseInt(f[1], 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("memory: no %s", what)
}

// forgetPeak sets the process's peak memory (VmHWM) back to what it has now, and
// returns that: hashing a password takes 64 MB, and would hide what comes after.
func (s *server) forgetPeak() (int64, error) {
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.cmd.Process.Pid), []byte("5"), 0); err != nil {
		return 0, fmt.Errorf("forget the peak: %w", err)
	}
	return s.memory("VmHWM")
}
