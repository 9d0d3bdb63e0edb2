package child

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"syscall"
	"time"

	"minhchung/internal/intake/sandbox"
)

// Settings of a pool.
type Settings struct {
	Command sandbox.Command // starts a child; its memory and CPU limits hold for the child's life
	Size    int             // children at the same time; at least 1
	Files   int             // documents a child serves before a new one replaces it; 0 = 200
	MaxBody int64           // bytes a child may send beside an answer; 0 = 64 MiB
	Hello   time.Duration   // how long a child may take to start; 0 = 20 s
}

// Pool lends children. It is safe for concurrent use.
type Pool struct {
	sb    *sandbox.Sandbox
	set   Settings
	slots chan struct{} // one token for each child that may live

	mu     sync.Mutex
	idle   []*worker
	closed bool
}

type worker struct {
	p     *sandbox.Process
	files int
}

// Refused is a handler's judgement of a document.
type Refused struct {
	Text  string
	Panic bool // the parser panicked
}

// Error tells what the handler said.
func (r *Refused) Error() string { return "child: refused: " + r.Text }

// Crashed is the end of a child in the middle of a document, for no limit we know.
type Crashed struct{ Result sandbox.Result }

// Error tells how the child ended.
func (c *Crashed) Error() string {
	return fmt.Sprintf("child: crashed: code %d, signal %v: %.120s", c.Result.Code, c.Result.Signal, c.Result.Stderr)
}

// NewPool makes a pool; children start when they are first needed.
func NewPool(sb *sandbox.Sandbox, set Settings) *Pool {
	set.Size = max(1, set.Size)
	if set.Files <= 0 {
		set.Files = 200
	}
	if set.MaxBody <= 0 {
		set.MaxBody = 64 << 20
	}
	if set.Hello <= 0 {
		set.Hello = 20 * time.Second
	}
	return &Pool{sb: sb, set: set, slots: make(chan struct{}, set.Size)}
}

// Ask sends a document of size bytes to a child, and decodes its answer into
// answer (nil discards it). It returns the bytes sent beside the answer.
//
// Errors: *Refused, *Crashed, *sandbox.Exceeded (also when wall passes),
// sandbox.ErrUnavailable when no child starts, the context's error.
func (p *Pool) Ask(ctx context.Context, op string, arg any, doc io.Reader, size int64, wall time.Duration, answer any) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	w, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	j, err := json.Marshal(arg)
	if err != nil {
		w.p.Kill()
		return nil, fmt.Errorf("child: encode argument: %w", err)
	}
	var ans head
	var more []byte
	err = w.within(ctx, wall, func() (err error) {
		err = writeFrame(w.p.Stdin, head{Op: op, Arg: j}, doc, size)
		if err != nil && !errors.Is(err, syscall.EPIPE) {
			return fmt.Errorf("%w: %w", errSend, err) // the document could not be read: no fault of the child
		}
		// A broken pipe is told better by how the child ended.
		ans, more, err = readFrame(w.p.Stdout, p.set.MaxBody)
		return err
	})
	if err != nil {
		return nil, w.end(err)
	}
	w.files++
	if ans.Spent || w.files >= p.set.Files {
		w.p.Kill()
	} else {
		p.give(w)
	}
	if ans.Refusal != "" {
		return nil, refused(ans.Refusal)
	}
	if answer != nil {
		if err := json.Unmarshal(ans.Arg, answer); err != nil {
			return nil, fmt.Errorf("child: decode answer: %w", err)
		}
	}
	return more, nil
}

func refused(text string) *Refused {
	return &Refused{Text: text, Panic: len(text) > len(panicked) && text[:len(panicked)] == panicked}
}

// Warm starts a child ahead of the first document.
func (p *Pool) Warm(ctx context.Context) error {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	w, err := p.take(ctx)
	if err == nil {
		p.give(w)
	}
	return err
}

// Close ends the idle children, and the others when they come back.
func (p *Pool) Close() {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, w := range idle {
		w.p.Kill()
	}
}

func (p *Pool) take(ctx context.Context) (*worker, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		if w.p.Alive() {
			return w, nil
		}
		w.p.Kill()
	} else {
		p.mu.Unlock()
	}
	return p.start(ctx)
}

func (p *Pool) start(ctx context.Context) (*worker, error) {
	proc, err := p.sb.Start(p.set.Command)
	if err != nil {
		return nil, err
	}
	w := &worker{p: proc}
	err = w.within(ctx, p.set.Hello, func() error {
		h, _, err := readFrame(proc.Stdout, 0)
		if err == nil && h.Op != "hello" {
			err = errFrame
		}
		return err
	})
	if err != nil {
		res := proc.Kill()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: the parser child did not start: %w: code %d %.400s", sandbox.ErrUnavailable, err, res.Code, res.Stderr)
	}
	return w, nil
}

func (p *Pool) give(w *worker) {
	p.mu.Lock()
	closed := p.closed
	if !closed {
		p.idle = append(p.idle, w)
	}
	p.mu.Unlock()
	if closed {
		w.p.Kill()
	}
}

// within runs f, and ends the child when f takes longer than wall or ctx is done.
func (w *worker) within(ctx context.Context, wall time.Duration, f func() error) error {
	limited, cancel := context.WithTimeoutCause(ctx, wall, &sandbox.Exceeded{What: sandbox.Wall})
	defer cancel()
	killed := make(chan struct{})
	stop := context.AfterFunc(limited, func() {
		w.p.Kill()
		close(killed)
	})
	err := f()
	if stop() {
		return err
	}
	<-killed // even a finished answer is lost: the child is gone
	return context.Cause(limited)
}

var errSend = errors.New("child: cannot send the document")

// end puts a lost child away and says why it was lost.
func (w *worker) end(err error) error {
	if errors.Is(err, errSend) || sandbox.IsExceeded(err) != "" || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		w.p.Kill()
		return err
	}
	ended := w.p.Wait(2 * time.Second)
	res := w.p.Kill()
	if !ended { // what we see is our own signal
		return &Crashed{res}
	}
	if used := sandbox.Used(res); used != nil {
		return used
	}
	return &Crashed{res}
}
