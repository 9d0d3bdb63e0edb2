package localpg

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// home is where the cluster lives or will live.
type home struct {
	dir    string // Config.Dir, absolute
	base   string // folder with cluster/ and sock/: dir, or one below Fallback
	exists bool   // the cluster was made, wholly
}

func (h home) cluster() string { return filepath.Join(h.base, "cluster") }
func (h home) pointer() string { return filepath.Join(h.dir, "place") }

// major is the cluster's PostgreSQL version, 0 when there is none yet.
func (h home) major() (int, error) {
	if !h.exists {
		return 0, nil
	}
	b, err := os.ReadFile(filepath.Join(h.cluster(), "PG_VERSION"))
	if err != nil {
		return 0, fmt.Errorf("localpg: %s is no PostgreSQL data folder: %w", h.cluster(), err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0, fmt.Errorf("localpg: reading PG_VERSION in %s: %w", h.cluster(), err)
	}
	return n, nil
}

// findHome looks for the cluster in dir, then where dir's pointer file says. A
// pointer to a folder that has gone is refused: quietly starting with an empty
// database would look like the loss of everything.
func findHome(dir string) (home, error) {
	h := home{dir: dir, base: dir}
	b, err := os.ReadFile(h.pointer())
	switch {
	case err == nil:
		h.base = strings.TrimSpace(string(b))
		if _, err := os.Stat(h.base); err != nil {
			return home{}, fmt.Errorf("%w: %s ghi rằng cơ sở dữ liệu nằm ở %s nhưng thư mục đó không còn; hãy khôi phục nó, hoặc xoá tệp %s để bắt đầu với cơ sở dữ liệu trống / "+
				"%s says that the database is in %s, which is not there; bring it back, or remove the file %s to begin with an empty database: %w",
				ErrPlace, h.pointer(), h.base, h.pointer(), h.pointer(), h.base, h.pointer(), err)
		}
	case !errors.Is(err, os.ErrNotExist):
		return home{}, fmt.Errorf("localpg: %w", err)
	}
	_, err = os.Stat(h.cluster())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return home{}, fmt.Errorf("localpg: %w", err)
	}
	h.exists = err == nil
	return h, nil
}

// settleHome decides where a new cluster goes, and checks that the account can
// reach an old one. It tries instead of reading mode bits, which know nothing
// of ACLs and mounts.
func settleHome(ctx context.Context, log *slog.Logger, h home, fallback string, a account, b binaries) (home, error) {
	err := a.reaches(ctx, b, h.base)
	if err == nil {
		return h, nil
	}
	if h.exists || h.base != h.dir || !a.drop {
		return home{}, fmt.Errorf("%w: tài khoản %s không vào được %s; hãy cho phép đi qua các thư mục phía trên (chmod o+x) / "+
			"account %s cannot enter %s; let it through the folders above (chmod o+x): %w", ErrPlace, a.name, h.base, a.name, h.base, err)
	}
	if h.base, err = freshPlace(fallback, h.dir); err != nil {
		return home{}, err
	}
	// The pointer is written before the cluster is made: whatever happens in
	// between, the next start looks in the same place.
	if err := writeDurably(h.pointer(), h.base+"\n"); err != nil {
		return home{}, err
	}
	log.Warn("Cơ sở dữ liệu được đặt ngoài thư mục dữ liệu, vì tài khoản chạy PostgreSQL không vào được đó / "+
		"the database is kept outside the data folder, which PostgreSQL's account cannot enter",
		"folder", h.base, "dataFolder", h.dir, "account", a.name, "pointer", h.pointer())
	return h, a.reaches(ctx, b, h.base)
}

// freshPlace makes fallback/<hash of dir>. When that is taken and dir has no
// pointer to it, dir was deleted and made anew: its old rows without its old
// files would be worse than none, so they are left alone and a new place is
// made beside them.
func freshPlace(fallback, dir string) (string, error) {
	if err := os.MkdirAll(fallback, 0o711); err != nil { //nolint:gosec // to be walked through
		return "", fmt.Errorf("localpg: making %s: %w", fallback, err)
	}
	sum := sha256.Sum256([]byte(dir))
	name := hex.EncodeToString(sum[:8])
	for n := 1; ; n++ {
		base := filepath.Join(fallback, name)
		if n > 1 {
			base += "-" + strconv.Itoa(n)
		}
		err := os.Mkdir(base, 0o711) //nolint:gosec // as above
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("localpg: making the database's place: %w", err)
		}
		// A strict umask must not undo the point of being here.
		if err := errors.Join(os.Chmod(fallback, 0o711), os.Chmod(base, 0o711)); err != nil { //nolint:gosec // as above
			return "", fmt.Errorf("localpg: %w", err)
		}
		return base, writeDurably(filepath.Join(base, "origin"), dir+"\n")
	}
}

// writeDurably writes a small file whole or not at all.
func writeDurably(path, text string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("localpg: writing %s: %w", path, err)
		}
	}()
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone already when all went well
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
