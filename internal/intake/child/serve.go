package child

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
)

// Handler reads one document. The answer is sent as JSON; more, when there is any,
// goes out beside it as bytes. An error is the handler's judgement of the document
// and reaches the caller as *Refused.
type Handler func(arg json.RawMessage, doc []byte) (answer any, more []byte, err error)

// Limits of a child, set by itself. The walls around it are harder and wider.
const (
	softMemory = 700 << 20 // from here on the collector works harder
	maxStack   = 64 << 20  // a recursion without end dies here, not at a gigabyte
	maxDoc     = 256 << 20
	bigDoc     = 4 << 20 // after such a document memory goes back to the system
)

// Serve answers requests until the input ends. It is the whole life of a child.
// A panic of a handler is answered as a refusal, and ends the child: what a parser
// left behind when it panicked is nothing to read the next document with.
func Serve(handlers map[string]Handler, in io.Reader, out io.Writer) error {
	debug.SetMemoryLimit(softMemory)
	debug.SetMaxStack(maxStack)
	if err := writeFrame(out, head{Op: "hello"}, nil, 0); err != nil {
		return err
	}
	for {
		req, doc, err := readFrame(in, maxDoc)
		if errors.Is(err, io.EOF) && !errors.Is(err, errFrame) {
			return nil
		}
		if err != nil {
			return err
		}
		ans, more := handle(handlers, req, doc)
		if err := writeFrame(out, ans, bytes.NewReader(more), int64(len(more))); err != nil {
			return err
		}
		if ans.Spent {
			return nil
		}
		if len(doc) > bigDoc {
			debug.FreeOSMemory() // nothing holds the document any more
		}
	}
}

func handle(handlers map[string]Handler, req head, doc []byte) (ans head, more []byte) {
	defer func() {
		if p := recover(); p != nil {
			ans, more = head{Refusal: fmt.Sprintf("%s%.200v", panicked, p), Spent: true}, nil
		}
	}()
	h, ok := handlers[req.Op]
	if !ok {
		return head{Refusal: "no handler for " + req.Op}, nil
	}
	answer, more, err := h(req.Arg, doc)
	if err != nil {
		return head{Refusal: err.Error()}, nil
	}
	j, err := json.Marshal(answer)
	if err != nil {
		return head{Refusal: err.Error()}, nil
	}
	return head{Op: req.Op, Arg: j}, more
}

const panicked = "panic: "
