package sandbox

import (
	"context"
	"errors"
	"io"
	"strings"
	"syscall"
	"time"
)

// Run runs c to its end and streams its standard output to w (nil discards it).
//
// A tool that ends with a code other than 0 is no error: Result tells. Errors:
// *Exceeded when a limit ended it, ErrUnavailable when it could not be started,
// the context's error when the caller gave up, w's error when w failed.
func (s *Sandbox) Run(ctx context.Context, c Command, w io.Writer) (Result, error) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if w == nil {
		w = io.Discard
	}
	l := c.Limits.withDefaults()
	p, err := s.start(c, l)
	if err != nil {
		return Result{}, err
	}
	type copied struct {
		n   int64
		err error
	}
	output := make(chan copied, 1)
	go func() {
		n, err := io.Copy(w, io.LimitReader(p.Stdout, l.Output))
		if err == nil && n == l.Output {
			var one [1]byte
			if k, _ := io.ReadFull(p.Stdout, one[:]); k > 0 {
				err = &Exceeded{Output}
			}
		}
		output <- copied{n, err}
	}()
	wall := time.NewTimer(l.Wall)
	defer wall.Stop()

	var got copied
	var why error
	select {
	case got = <-output:
		why = got.err
		if why == nil { // the output is closed: the end is near, but not certain
			select {
			case <-p.done:
			case <-wall.C:
				why = &Exceeded{Wall}
			case <-ctx.Done():
				why = ctx.Err()
			}
		}
		p.Kill()
	case <-wall.C:
		why = &Exceeded{Wall}
		p.Kill()
		got = <-output
	case <-ctx.Done():
		why = ctx.Err()
		p.Kill()
		got = <-output
	}
	res := p.result()
	res.Bytes = got.n
	if why == nil {
		why = p.verdict(res)
	}
	return res, why
}

// verdict tells the ends that are not the tool's own decision.
func (p *Process) verdict(r Result) error {
	if r.Code == 0 {
		return nil
	}
	if p.how.complained(p.stderr.String()) || !p.began && r.Signal == 0 {
		return unavailable("%s", strings.TrimSpace(r.Stderr))
	}
	return Used(r)
}

// Used returns the *Exceeded error that r amounts to, or nil: what the kernel and
// the usual allocators say when a limit is reached.
func Used(r Result) error {
	switch r.Signal {
	case syscall.SIGXCPU, syscall.SIGKILL:
		return &Exceeded{CPU}
	}
	low := strings.ToLower(r.Stderr)
	for _, s := range []string{"out of memory", "bad_alloc", "cannot allocate memory", "failed to allocate"} {
		if r.Code != 0 && strings.Contains(low, s) {
			return &Exceeded{Memory}
		}
	}
	// Go's runtime does not look after every refusal of memory: where it does not, it
	// reads at address 0 on its own stack, which no handler's mistake does.
	if r.Code != 0 && strings.Contains(low, "sigsegv") && strings.Contains(low, "addr=0x0") && strings.Contains(low, "goroutine 0 gp=") {
		return &Exceeded{Memory}
	}
	return nil
}

// IsExceeded reports which limit err says was used up, or "".
func IsExceeded(err error) string {
	if e, ok := errors.AsType[*Exceeded](err); ok {
		return e.What
	}
	return ""
}
