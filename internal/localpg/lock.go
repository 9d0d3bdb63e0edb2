package localpg

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// folderLock is the right to a folder. The kernel gives it back when this
// process ends, however it ends; the file stays, empty of meaning without the
// lock. PostgreSQL's own postmaster.pid cannot serve: it says who ran last, and
// a reused process number makes it lie.
type folderLock struct{ f *os.File }

// lockFolder takes the folder or says who has it (ErrBusy).
func lockFolder(dir string) (*folderLock, error) {
	path := filepath.Join(dir, "owner.lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644) //nolint:gosec // the next one must be able to read who holds it
	if err != nil {
		return nil, fmt.Errorf("localpg: opening the lock: %w", err)
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = busy(dir, f)
	}
	if err == nil {
		err = rewrite(f, strconv.Itoa(os.Getpid())+"\n")
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &folderLock{f}, nil
}

func (l *folderLock) release() {
	// Emptied first, so that a later reader is not told about a process that
	// left in good order. Unlocked aloud: a child being started elsewhere in
	// this program holds a copy of the descriptor for a moment, and closing ours
	// would leave the lock with it. Nothing is left to do about an error.
	_ = l.f.Truncate(0)
	_ = unix.Flock(int(l.f.Fd()), unix.LOCK_UN)
	_ = l.f.Close()
}

func busy(dir string, f io.Reader) error {
	vi, en := "một tiến trình khác", "another process"
	// A failed read only makes the message poorer.
	if b, _ := io.ReadAll(io.LimitReader(f, 32)); len(b) > 0 {
		pid := strings.TrimSpace(string(b))
		vi, en = "tiến trình "+pid, "process "+pid
		if comm, err := os.ReadFile("/proc/" + pid + "/comm"); err == nil {
			name := strings.TrimSpace(string(comm))
			vi, en = vi+" ("+name+")", en+" ("+name+")"
		}
	}
	return fmt.Errorf("%w: thư mục dữ liệu %s đang được %s sử dụng; hãy dừng tiến trình đó hoặc chọn thư mục khác / "+
		"the data folder %s is in use by %s; stop it or choose another folder", ErrBusy, dir, vi, dir, en)
}

func rewrite(f *os.File, text string) error {
	if err := f.Truncate(0); err != nil {
		return fmt.Errorf("localpg: writing the lock: %w", err)
	}
	if _, err := f.WriteAt([]byte(text), 0); err != nil {
		return fmt.Errorf("localpg: writing the lock: %w", err)
	}
	return nil
}
