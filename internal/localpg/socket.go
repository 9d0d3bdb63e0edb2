package localpg

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// A socket's path ends at 107 bytes (sun_path of unix(7), with its zero byte).
const maxSocketPath = 107

var errNoSocketFolder = fmt.Errorf("%w: no folder with a short enough path for the socket", ErrPlace)

// socketFolder is the door: mode 0700, owned by the account that runs the
// server. Whoever can enter it is either that account or root, which is why the
// connection itself asks for no password.
type socketFolder struct {
	path   string
	record string // file that remembers a folder elsewhere; empty for base/sock
}

// openSocketFolder uses base/sock when that is short enough, else a folder with
// a random name in a place for such things, remembered so that the next start
// finds it again instead of leaving one behind each time.
func openSocketFolder(ctx context.Context, base string, a account, b binaries) (socketFolder, error) {
	if path := filepath.Join(base, "sock"); fits(path) {
		if err := os.Mkdir(path, 0o700); err != nil && !os.IsExist(err) {
			return socketFolder{}, fmt.Errorf("localpg: making the socket's folder: %w", err)
		}
		s := socketFolder{path: path}
		return s, s.makePrivate(a)
	}
	s := socketFolder{record: filepath.Join(base, "sock.path")}
	if old, err := os.ReadFile(s.record); err == nil {
		s.path = strings.TrimSpace(string(old))
		// Others can write to /tmp: only a folder of the account itself will do.
		if info, err := os.Lstat(s.path); err == nil && info.Mode() == os.ModeDir|0o700 && ownedBy(info, a.uid) {
			return s, s.makePrivate(a)
		}
	}
	for _, root := range []string{"/run", os.TempDir(), "/tmp"} {
		path, err := os.MkdirTemp(root, "minhchung-pg-")
		if err != nil {
			continue
		}
		s.path = path
		if fits(path) && a.give(path) == nil && a.reaches(ctx, b, path) == nil {
			return s, writeDurably(s.record, path+"\n")
		}
		_ = os.Remove(path) // empty, ours, and of no use
	}
	return socketFolder{}, errNoSocketFolder
}

func (s socketFolder) makePrivate(a account) error {
	info, err := os.Lstat(s.path)
	if err != nil {
		return fmt.Errorf("localpg: %w", err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%w: %s is not a folder", ErrPlace, s.path)
	}
	if err := os.Chmod(s.path, 0o700); err != nil { //nolint:gosec // a folder: its owner must enter it
		return fmt.Errorf("localpg: %w", err)
	}
	return a.give(s.path)
}

func (s socketFolder) file() string {
	return filepath.Join(s.path, ".s.PGSQL."+strconv.Itoa(port))
}

// clear removes a dead server's socket and its lock file, which may name a
// process number that somebody else has by now. To be called only when no
// server of this folder lives.
func (s socketFolder) clear() error {
	for _, path := range []string{s.file(), s.file() + ".lock"} {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("localpg: %w", err)
		}
	}
	return nil
}

// close removes a folder made elsewhere, if the server left it empty.
func (s socketFolder) close() {
	if s.record != "" && os.Remove(s.path) == nil {
		_ = os.Remove(s.record) // stale at worst, which the next start notices
	}
}

func fits(dir string) bool {
	return len(socketFolder{path: dir}.file()) <= maxSocketPath
}

func ownedBy(info os.FileInfo, uid int) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == uid
}
