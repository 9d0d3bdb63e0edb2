package localpg

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// serverLog carries the server's lines to the logger and keeps the last ones
// for an error. It must read whatever comes: a full pipe would stop the server.
type serverLog struct {
	log  *slog.Logger
	w    *os.File
	done chan struct{}

	mu   sync.Mutex
	last []string
}

// pumpLog gives the command a pipe of ours. With exec's own, Wait would return
// only after the last of the server's children closed it, however long those
// outlive a killed server.
func pumpLog(log *slog.Logger, cmd *exec.Cmd) (*serverLog, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("localpg: %w", err)
	}
	cmd.Stdout, cmd.Stderr = w, w
	l := &serverLog{log: log, w: w, done: make(chan struct{})}
	go l.pump(r)
	return l, nil
}

// started closes our own end; the child has its copy by now.
func (l *serverLog) started() { _ = l.w.Close() }

func (l *serverLog) pump(r io.ReadCloser) {
	defer close(l.done)
	defer r.Close() //nolint:errcheck // read to its end
	in := bufio.NewReaderSize(r, 8<<10)
	for {
		line, more, err := in.ReadLine()
		if err != nil {
			return
		}
		l.add(string(line))
		for more && err == nil { // the rest of an overlong line
			_, more, err = in.ReadLine()
		}
	}
}

func (l *serverLog) add(line string) {
	l.mu.Lock()
	if l.last = append(l.last, line); len(l.last) > 12 {
		l.last = l.last[1:]
	}
	l.mu.Unlock()
	l.log.Log(context.Background(), levelOf(line), "postgres: "+line)
}

// levelOf: a failed statement is its caller's to report, and starting and
// stopping fill the log with lines that mean nothing alone.
func levelOf(line string) slog.Level {
	switch severity, _, _ := strings.Cut(line, ":"); severity {
	case "PANIC":
		return slog.LevelError
	case "WARNING":
		return slog.LevelWarn
	case "FATAL": // the end of one connection, or of a start that reports it
		return slog.LevelInfo
	default:
		return slog.LevelDebug
	}
}

// wait lets the last lines arrive. Children of a killed server may hold the pipe
// for a while: then nobody waits for them.
func (l *serverLog) wait(orderly bool) {
	limit := 200 * time.Millisecond
	if orderly {
		limit = 5 * time.Second
	}
	select {
	case <-l.done:
	case <-time.After(limit):
	}
}

func (l *serverLog) tail() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.last, "\n")
}
