package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	maxRestarts  = 7                     // in a row; with doubling pauses about 6 s
	firstPause   = 50 * time.Millisecond // doubles each time
	steadyUptime = time.Minute           // after that long an end counts as the first again
)

var errAborted = errors.New("localpg: the server was stopped at once; the next start recovers")

// supervise runs the server until Stop, starting it again when it dies unasked.
// It says once on ready whether the first start succeeded.
//
// It owns one thread for as long as the server lives. Pdeathsig, which ends the
// server when this process is killed, is tied to the thread that started the
// child and not to the process: on a thread of Go's pool the server would be
// shut down whenever Go retires that thread. The thread is not unlocked, so it
// ends with this function, and nothing else ever runs on it.
func (s *Server) supervise(ready chan<- error) {
	runtime.LockOSThread()
	defer close(s.done)
	defer s.release()

	// Answered at most once; afterwards an error is the server's end.
	answer := func(err error) {
		if ready != nil {
			ready <- err
			ready = nil
		}
	}
	pause, failures := firstPause, 0
	for {
		began := time.Now()
		wasReady, err := s.once(func() { answer(nil) })
		if s.isStopping() {
			s.err = err
			answer(errors.Join(errors.New("localpg: stopped while starting"), err))
			return
		}
		if time.Since(began) > steadyUptime {
			pause, failures = firstPause, 0
		}
		failures++
		// A server that refuses to start gets another chance only for the reasons
		// that pass: what a killed one left in the kernel.
		if failures > maxRestarts || (!wasReady && ready != nil && !transient(err)) {
			s.err = fmt.Errorf("localpg: PostgreSQL ended: %w", err)
			answer(s.err)
			return
		}
		s.log.Warn("PostgreSQL ended unasked: starting it again", "after", time.Since(began).Round(time.Millisecond), "pause", pause, "error", err)
		select {
		case <-s.stopping:
		case <-time.After(pause):
		}
		pause *= 2
	}
}

// once runs the server from a clean state to its end. An orderly end that Stop
// asked for is no error.
func (s *Server) once(onReady func()) (wasReady bool, err error) {
	if err := s.clearLeftovers(); err != nil {
		return false, err
	}
	cmd := exec.Command(s.bin.postgres(), append([]string{"-D", s.cluster}, flags(serverSettings(s.socket.path, s.fast))...)...) //nolint:noctx // its life is this function's
	cmd.Dir = s.cluster
	cmd.Env = environment()
	cmd.SysProcAttr = s.account.attr()
	cmd.SysProcAttr.Pdeathsig = syscall.SIGINT // an orderly end, also when we are killed
	lines, err := pumpLog(s.log, cmd)
	if err != nil {
		return false, err
	}
	err = cmd.Start()
	lines.started()
	if err != nil {
		return false, fmt.Errorf("localpg: starting %s: %w", s.bin.postgres(), err)
	}
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()

	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	stopping, aborting, aborted := s.stopping, s.aborting, false
	for {
		select {
		case <-look.C:
			if isReady(s.cluster, cmd.Process.Pid) {
				wasReady = true
				look.Stop()
				onReady()
			}
		case <-stopping:
			stopping = nil
			_ = cmd.Process.Signal(syscall.SIGINT) // it may have ended just now
		case <-aborting:
			aborting, aborted = nil, true
			_ = cmd.Process.Signal(syscall.SIGQUIT) // as above
		case err := <-exited:
			lines.wait(err == nil)
			switch {
			case aborted:
				return wasReady, errAborted
			case err == nil && s.isStopping():
				return wasReady, nil
			case err == nil:
				err = errors.New("it shut down")
			}
			return wasReady, fmt.Errorf("%w\n%s", err, lines.tail())
		}
	}
}

// clearLeftovers makes way for a new server, in the order that is safe: first
// no process, then no file that names one.
func (s *Server) clearLeftovers() error {
	ctx, cancel := s.untilStop()
	defer cancel()
	if err := endOrphans(ctx, s.log, s.cluster, usualPatience()); err != nil {
		return err
	}
	if err := clearStalePID(s.log, s.cluster); err != nil {
		return err
	}
	return s.socket.clear()
}

func (s *Server) isStopping() bool {
	select {
	case <-s.stopping:
		return true
	default:
		return false
	}
}

// untilStop is a context that ends with Stop.
func (s *Server) untilStop() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		select {
		case <-s.stopping:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// isReady reads what the server itself declares in postmaster.pid: its number
// in line 1, its state in line 8. pg_ctl waits in the same way.
func isReady(cluster string, pid int) bool {
	b, err := os.ReadFile(filepath.Join(cluster, "postmaster.pid"))
	if err != nil {
		return false
	}
	lines := strings.Split(string(b), "\n")
	return len(lines) >= 8 && strings.TrimSpace(lines[0]) == strconv.Itoa(pid) && strings.TrimSpace(lines[7]) == "ready"
}

// transient tells the refusals that pass by themselves after a kill -9.
func transient(err error) bool {
	text := err.Error()
	for _, s := range []string{"shared memory block", "lock file \"postmaster.pid\" already exists", ".lock\" already exists"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
