package sandbox

import (
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"

	"minhchung/internal/intake/sandbox/confine"
)

// Process is a running command.
type Process struct {
	Stdin  io.WriteCloser // only of Start
	Stdout io.Reader      // ends when the process ends

	pid    int
	stderr *head
	done   chan struct{}
	state  *os.ProcessState
	closer sync.Once
	out    *os.File
	weak   bool // the group may outlive its leader
	how    opening
	began  bool // the tool was started, or a program that limits it; known at the end
}

// Start starts c with its standard input and output in the caller's hands: for a
// child that serves many files. Time and output are then the caller's to limit.
// The caller must call Kill, also after the process has ended by itself.
func (s *Sandbox) Start(c Command) (*Process, error) {
	inR, inW, err := os.Pipe()
	if err != nil {
		return nil, unavailable("pipe: %w", err)
	}
	defer inR.Close()
	c.Stdin = inR
	p, err := s.start(c, c.Limits.withDefaults())
	if err != nil {
		inW.Close()
		return nil, err
	}
	p.Stdin = inW
	return p, nil
}

func (s *Sandbox) start(c Command, l Limits) (*Process, error) {
	if s.kind == None {
		return nil, unavailable("%s", s.why)
	}
	if c.Scratch > 0 && !s.Scratch() {
		return nil, unavailable("a folder in memory needs bubblewrap 0.7 or later")
	}
	// Each time: a library may have opened something since.
	if err := confine.KeepFiles(); err != nil {
		return nil, unavailable("%w", err)
	}
	how, err := s.opening()
	if err != nil {
		return nil, unavailable("pipe: %w", err)
	}
	defer how.given()
	p, err := s.startAs(c, l, how)
	if err != nil {
		how.close()
	}
	return p, err
}

func (s *Sandbox) startAs(c Command, l Limits, how opening) (*Process, error) {
	argv, err := s.argv(c, l, how)
	if err != nil {
		return nil, unavailable("%w", err)
	}
	cmd := exec.Command(argv[0], argv[1:]...) //nolint:noctx // Kill ends it with its whole group; a context would end the leader alone
	cmd.Env = append([]string{}, c.Env...)    // never nil: nil would inherit ours
	cmd.Stdin = nil
	if c.Stdin != nil {
		cmd.Stdin = c.Stdin
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}

	how.give(cmd)

	p := &Process{stderr: &head{max: 4 << 10}, done: make(chan struct{}), how: how}
	switch s.kind {
	case Bubblewrap:
		if s.nested {
			s.nest(cmd.SysProcAttr)
		}
	case Landlock:
		cmd.Dir = "/" // nothing can be read or made there
	default:
		// An empty folder that is gone once the tool stands in it: nothing can be
		// made there, and nothing is left behind, even when the server is killed.
		dir, err := os.MkdirTemp("", "minhchung-walls-*")
		if err != nil {
			return nil, unavailable("empty folder: %w", err)
		}
		defer os.Remove(dir)
		cmd.Dir, p.weak = dir, true
		cmd.Args[0] = how.program(s.prlimit)
	}
	outR, outW, err := os.Pipe()
	if err != nil {
		return nil, unavailable("pipe: %w", err)
	}
	cmd.Stdout, cmd.Stderr = outW, p.stderr
	// A process that left the group may hold standard error open: do not wait for it.
	cmd.WaitDelay = time.Second
	p.Stdout, p.out = outR, outR

	started := make(chan error)
	go func() {
		// The death of a parent is told per thread: the thread that started the
		// child must live as long as the child.
		runtime.LockOSThread()
		if c.Nice == 0 {
			defer runtime.UnlockOSThread()
		} else { // told per thread, too; a thread that is never unlocked ends here
			now, _ := syscall.Getpriority(syscall.PRIO_PROCESS, 0) // 20 less nice
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, min(19, 20-now+c.Nice))
		}
		err := cmd.Start()
		outW.Close()
		if err != nil {
			started <- err
			return
		}
		p.pid = cmd.Process.Pid
		started <- nil
		_ = cmd.Wait()
		p.state = cmd.ProcessState
		p.began = how.began(s.kind)
		how.close()
		close(p.done)
	}()
	if err := <-started; err != nil {
		outR.Close()
		return nil, unavailable("%w", err)
	}
	return p, nil
}

// nest makes bubblewrap the first process of a name space of its own, which ends with
// it. Without, a server that is killed while bubblewrap starts leaves its second half
// behind: that waits for a word of the first over an event that it holds open itself.
func (s *Sandbox) nest(a *syscall.SysProcAttr) {
	a.Cloneflags = syscall.CLONE_NEWPID
	if s.root {
		return
	}
	a.Cloneflags |= syscall.CLONE_NEWUSER
	a.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
	a.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
}

// Kill ends the process and its whole group, waits for the end and frees what was
// held for it. It may be called more than once and by several callers: all of them
// return after the end.
func (p *Process) Kill() Result {
	p.closer.Do(func() {
		select {
		case <-p.done:
		default:
			_ = syscall.Kill(-p.pid, syscall.SIGKILL)
			<-p.done
		}
		if p.weak {
			// In the weaker way the group may outlive its leader. Its id is not
			// given anew while a member lives; with none left it is free, and the
			// kernel hands out all other ids before this one comes round again.
			_ = syscall.Kill(-p.pid, syscall.SIGKILL)
		}
		if p.Stdin != nil {
			p.Stdin.Close()
		}
		p.out.Close()
	})
	return p.result()
}

func (p *Process) result() Result {
	r := Result{Code: p.state.ExitCode(), Stderr: p.how.plain(p.stderr.String())}
	if ws, ok := p.state.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		r.Signal = ws.Signal()
	} else if r.Code > 128 && r.Code < 128+64 {
		r.Signal, r.Code = syscall.Signal(r.Code-128), -1 // bubblewrap's way to tell
	}
	return r
}

// head keeps the first max bytes written to it and drops the rest.
type head struct {
	mu  sync.Mutex
	max int
	b   []byte
}

func (h *head) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if room := h.max - len(h.b); room > 0 {
		h.b = append(h.b, b[:min(room, len(b))]...)
	}
	return len(b), nil
}

func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return string(h.b)
}

// Alive reports whether the process has not ended yet.
func (p *Process) Alive() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// Wait waits for the end of the process, at most d, and reports whether it ended.
func (p *Process) Wait(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-p.done:
		return true
	case <-timer.C:
		return false
	}
}
