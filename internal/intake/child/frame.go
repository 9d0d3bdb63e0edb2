// Package child keeps a pool of parser children: this program, started anew behind
// the walls of package sandbox, serving one document after another to parsers that
// are written in Go and may panic, loop or eat memory.
//
// It moves bytes and answers; it knows no format. What a child can do is a table
// of handlers that the program's child side passes to Serve. The parent never
// calls a handler itself.
package child

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A frame is: length of the head (4 bytes), length of the body (8 bytes), both big
// endian; the head as JSON; the body.
const (
	maxHead  = 1 << 20
	frameTop = 12
)

// head is the JSON part of a frame, in both directions.
type head struct {
	Op      string          `json:"op,omitempty"`      // what to do; "hello" from a child that is ready
	Arg     json.RawMessage `json:"arg,omitempty"`     // argument or answer
	Refusal string          `json:"refusal,omitempty"` // the handler's error
	Spent   bool            `json:"spent,omitempty"`   // the child ends after this answer
}

var errFrame = errors.New("child: malformed frame")

func writeFrame(w io.Writer, h head, body io.Reader, size int64) error {
	j, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("child: encode: %w", err)
	}
	if len(j) > maxHead {
		return fmt.Errorf("child: head of %d bytes is too long", len(j))
	}
	top := binary.BigEndian.AppendUint32(make([]byte, 0, frameTop+len(j)), uint32(len(j)))
	top = binary.BigEndian.AppendUint64(top, uint64(size))
	if _, err := w.Write(append(top, j...)); err != nil {
		return err
	}
	if size == 0 {
		return nil
	}
	n, err := io.Copy(w, io.LimitReader(body, size))
	if err == nil && n < size {
		err = fmt.Errorf("child: %d bytes of %d: %w", n, size, io.ErrUnexpectedEOF)
	}
	return err
}

// readFrame reads one frame; io.EOF means that the other side has ended properly.
func readFrame(r io.Reader, maxBody int64) (head, []byte, error) {
	var top [frameTop]byte
	if _, err := io.ReadFull(r, top[:]); err != nil {
		return head{}, nil, err
	}
	n, size := binary.BigEndian.Uint32(top[:4]), binary.BigEndian.Uint64(top[4:])
	if n > maxHead || size > uint64(maxBody) {
		return head{}, nil, fmt.Errorf("%w: head %d, body %d bytes", errFrame, n, size)
	}
	j := make([]byte, n)
	if _, err := io.ReadFull(r, j); err != nil {
		return head{}, nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	var h head
	if err := json.Unmarshal(j, &h); err != nil {
		return head{}, nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(r, body); err != nil {
		return head{}, nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	return h, body, nil
}
