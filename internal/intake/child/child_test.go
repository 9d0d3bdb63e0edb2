package child

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/internal/intake/sandbox"
)

func TestMain(m *testing.M) {
	if code, is := sandbox.Helper(os.Args[1:]); is {
		os.Exit(code)
	}
	switch os.Getenv("CHILD") {
	case "serve":
		if err := Serve(naughty(), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	case "silent":
		time.Sleep(time.Hour)
	case "mute":
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// naughty is what can go wrong with a parser.
func naughty() map[string]Handler {
	return map[string]Handler{
		"count": func(arg json.RawMessage, doc []byte) (any, []byte, error) {
			return map[string]int{"bytes": len(doc), "pid": os.Getpid()}, bytes.ToUpper(doc[:min(4, len(doc))]), nil
		},
		"refuse": func(json.RawMessage, []byte) (any, []byte, error) { return nil, nil, errors.New("not a document") },
		"panic": func(json.RawMessage, []byte) (any, []byte, error) {
			var p *int
			return *p, nil, nil
		},
		"loop": func(json.RawMessage, []byte) (any, []byte, error) {
			for { //nolint:staticcheck // a loop without end is the point
			}
		},
		"eat": func(json.RawMessage, []byte) (any, []byte, error) {
			var all [][]byte
			for {
				all = append(all, bytes.Repeat([]byte("x"), 16<<20))
				runtime.KeepAlive(all)
			}
		},
		"deep": func(json.RawMessage, []byte) (any, []byte, error) { return deep(0), nil, nil },
		"exit": func(json.RawMessage, []byte) (any, []byte, error) { os.Exit(7); return nil, nil, nil },
		"babble": func(json.RawMessage, []byte) (any, []byte, error) {
			fmt.Print(strings.Repeat("babble", 100))
			os.Exit(0)
			return nil, nil, nil
		},
		"big": func(json.RawMessage, []byte) (any, []byte, error) { return nil, make([]byte, 3<<20), nil },
	}
}

func deep(n int) int { return deep(n+1) + 1 } //nolint:staticcheck // a recursion without end is the point

func pool(t *testing.T, change ...func(*Settings)) *Pool {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	set := Settings{Size: 1, MaxBody: 1 << 20, Command: sandbox.Command{
		Path: exe, Own: true, Env: []string{"CHILD=serve"},
		Limits: sandbox.Limits{Memory: 256 << 20, Reserve: 2 << 30, CPU: time.Minute, Processes: 32},
	}}
	for _, f := range change {
		f(&set)
	}
	p := NewPool(sandbox.Open(t.Context(), exe), set)
	t.Cleanup(p.Close)
	return p
}

type counted struct{ Bytes, Pid int }

func ask(t *testing.T, p *Pool, op, doc string) (counted, []byte, error) {
	t.Helper()
	var c counted
	more, err := p.Ask(t.Context(), op, nil, strings.NewReader(doc), int64(len(doc)), 20*time.Second, &c)
	return c, more, err
}

func TestAChildServesManyDocuments(t *testing.T) {
	t.Parallel()
	p := pool(t, func(s *Settings) { s.Files = 3 })
	for i, doc := range []string{"", "văn bản", strings.Repeat("x", 5<<20), "new child"} {
		c, more, err := ask(t, p, "count", doc)
		if err != nil || c.Bytes != len(doc) || len(more) != min(4, len(doc)) {
			t.Fatalf("document %d: %+v %v", i, c, err)
		}
		p.mu.Lock()
		idle := len(p.idle)
		p.mu.Unlock()
		if want := 1; i == 2 && idle != 0 || i != 2 && idle != want {
			t.Errorf("after document %d: %d children wait", i, idle)
		}
	}
}

func TestALostChildIsReplacedAndSaysWhy(t *testing.T) {
	t.Parallel()
	p := pool(t)
	isRefused := func(panics bool) func(error) bool {
		return func(err error) bool {
			r, ok := errors.AsType[*Refused](err)
			return ok && r.Panic == panics
		}
	}
	exceeded := func(what string) func(error) bool {
		return func(err error) bool { return sandbox.IsExceeded(err) == what }
	}
	crashed := func(err error) bool { _, ok := errors.AsType[*Crashed](err); return ok }
	for _, c := range []struct {
		op   string
		want func(error) bool
	}{
		{"refuse", isRefused(false)}, {"no such thing", isRefused(false)}, {"panic", isRefused(true)},
		{"eat", exceeded(sandbox.Memory)}, {"deep", crashed}, {"exit", crashed}, {"babble", crashed}, {"big", crashed},
	} {
		if _, _, err := ask(t, p, c.op, "x"); !c.want(err) {
			t.Errorf("%s: %v", c.op, err)
		}
		if _, _, err := ask(t, p, "count", "x"); err != nil {
			t.Errorf("after %s: %v", c.op, err)
		}
	}
	_, err := p.Ask(t.Context(), "loop", nil, strings.NewReader("x"), 1, 200*time.Millisecond, nil)
	if sandbox.IsExceeded(err) != sandbox.Wall {
		t.Errorf("loop: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := p.Ask(ctx, "loop", nil, strings.NewReader("x"), 1, time.Minute, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a caller who gives up: %v", err)
	}
	if _, err := p.Ask(t.Context(), "count", nil, io.MultiReader(strings.NewReader("x")), 10, time.Minute, nil); err == nil || crashed(err) || sandbox.IsExceeded(err) != "" {
		t.Errorf("a document that ends early is no fault of the child: %v", err)
	}
	if _, _, err := ask(t, p, "count", "x"); err != nil {
		t.Error(err)
	}
}

func TestAProgramThatIsNoChildIsAFault(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"mute", "silent"} {
		p := pool(t, func(s *Settings) { s.Command.Env, s.Hello = []string{"CHILD=" + kind}, time.Second })
		if _, _, err := ask(t, p, "count", "x"); !errors.Is(err, sandbox.ErrUnavailable) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestChildrenWorkSideBySide(t *testing.T) {
	t.Parallel()
	p := pool(t, func(s *Settings) { s.Size = 2 })
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			doc := strings.Repeat("x", i)
			if c, _, err := ask(t, p, "count", doc); err != nil || c.Bytes != i {
				t.Errorf("%+v %v", c, err)
			}
		})
	}
	wg.Wait()
	if len(p.idle) > 2 {
		t.Errorf("%d children", len(p.idle))
	}
	p.Close()
	if _, _, err := ask(t, p, "count", "x"); err != nil || len(p.idle) != 0 {
		t.Errorf("after the end: %v, %d children wait", err, len(p.idle))
	}
}

func FuzzReadFrame(f *testing.F) {
	var b bytes.Buffer
	writeFrame(&b, head{Op: "x"}, strings.NewReader("body"), 4)
	f.Add(b.Bytes())
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, in []byte) {
		h, body, err := readFrame(bytes.NewReader(in), 1<<16)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := writeFrame(&out, h, bytes.NewReader(body), int64(len(body))); err != nil && !strings.Contains(err.Error(), "encode") {
			t.Error(err)
		}
	})
}
