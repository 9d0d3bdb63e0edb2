package localpg

import (
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is whom the server runs as. PostgreSQL refuses root, and rightly: a
// database that can be made to write files should own nothing but its folder.
type account struct {
	name     string
	uid, gid int
	drop     bool // this process is root and becomes the account in the child
}

// accountFor: an ordinary user runs the server as themselves. Root hands it to
// the owner of the cluster that is already there (the system may have gained a
// postgres account since), else to postgres, else to nobody. The account must
// have a name: initdb looks its own up and stops without one, so a bare number
// would be of no use.
func accountFor(h home) (account, error) {
	euid := os.Geteuid()
	owner, err := ownerOf(h.cluster())
	if err != nil {
		return account{}, err
	}
	if euid != 0 {
		a := account{name: strconv.Itoa(euid), uid: euid, gid: os.Getegid()}
		if u, err := user.LookupId(a.name); err == nil {
			a.name = u.Username
		}
		if owner >= 0 && owner != euid {
			return account{}, fmt.Errorf("%w: %s thuộc về tài khoản %s, không phải %s; hãy chạy bằng tài khoản đó hoặc root / "+
				"%s belongs to account %s, not %s; run as that account or as root",
				ErrPlace, h.cluster(), nameOf(owner), a.name, h.cluster(), nameOf(owner), a.name)
		}
		return a, nil
	}
	names := []string{"postgres", "nobody"}
	if owner > 0 {
		names = []string{nameOf(owner)}
	}
	for _, name := range names {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.Atoi(u.Uid)
		gid, errGID := strconv.Atoi(u.Gid)
		if errUID == nil && errGID == nil && uid != 0 {
			return account{name: name, uid: uid, gid: gid, drop: true}, nil
		}
	}
	return account{}, fmt.Errorf("%w: PostgreSQL không chạy bằng root và không có tài khoản nào trong %q; hãy tạo: useradd --system postgres / "+
		"PostgreSQL does not run as root and none of the accounts %q exists; make one: useradd --system postgres", ErrPlace, names, names)
}

// attr starts a child as the account, in a session of its own: Ctrl-C in the
// terminal reaches this program, which then stops the server after its own work
// is done, instead of both at once.
func (a account) attr() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: true}
	if a.drop {
		// No Groups: the server needs none of the account's other groups.
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // ids are not negative
	}
	return attr
}

// give makes the account the owner of one path.
func (a account) give(path string) error {
	if !a.drop {
		return nil
	}
	if err := os.Lchown(path, a.uid, a.gid); err != nil {
		return fmt.Errorf("localpg: handing %s to %s: %w", path, a.name, err)
	}
	return nil
}

// handOver gives a cluster that root owns to the account: what a restore with
// plain cp as root leaves behind. Nothing but the owner and the folder's own
// mode changes.
func handOver(log *slog.Logger, cluster string, a account) error {
	owner, err := ownerOf(cluster)
	if err != nil || owner != 0 || !a.drop {
		return err
	}
	log.Warn("cluster belongs to root, which PostgreSQL refuses: handing it over", "folder", cluster, "account", a.name)
	err = filepath.WalkDir(cluster, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return a.give(path)
	})
	if err != nil {
		return err
	}
	return os.Chmod(cluster, 0o700) //nolint:gosec // a folder: its owner must enter it
}

// ownerOf is the user id that owns path, -1 when there is no such path.
func ownerOf(path string) (int, error) {
	info, err := os.Stat(path)
	if os.IsNotExist(err) {
		return -1, nil
	}
	if err != nil {
		return -1, fmt.Errorf("localpg: %w", err)
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return -1, fmt.Errorf("localpg: no owner known of %s", path)
	}
	return int(st.Uid), nil
}

func nameOf(uid int) string {
	id := strconv.Itoa(uid)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}
