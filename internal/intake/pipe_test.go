package intake

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// A folder of mixed files may hold a pipe: it is no document, and nobody waits for
// somebody to write to it.
func TestAPipeIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ống.pdf")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	said := make(chan error, 1)
	go func() {
		_, err := open(path)
		said <- err
	}()
	select {
	case err := <-said:
		if err == nil {
			t.Error("a pipe was opened as a document")
		}
	case <-time.After(20 * time.Second):
		t.Error("a pipe is waited for")
	}
}
