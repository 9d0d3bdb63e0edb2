package sandbox

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"minhchung/internal/intake/sandbox/confine"
)

// ownPath is where a program of our own stands inside the walls.
const (
	ownFolder = "/own/"
	ownPath   = ownFolder + "program"
)

// argv returns the command line that puts the limits and walls around c.
//
// The limits stand inside bubblewrap: the processes of the user namespace (or of
// the call's own user id) are counted from nought there, and bubblewrap itself is
// not squeezed by them.
func (s *Sandbox) argv(c Command, l Limits, how opening) ([]string, error) {
	if s.kind == Landlock {
		args, err := s.spec(c, l).Args(c.Path, c.Args)
		return append([]string{s.launcher, confine.Arg}, args...), err
	}
	limited := append(s.limits(l, c.Scratch), "--", c.inside(s.kind))
	limited = append(limited, c.Args...)
	if s.kind != Bubblewrap {
		return append([]string{s.prlimit}, limited...), nil
	}
	args := append([]string{s.bwrap}, s.walls(c, how)...)
	args = append(args, "--")
	if s.root {
		id := strconv.FormatUint(s.uid(), 10)
		args = append(args, ownFolder+how.program(s.setpriv), "--reuid", id, "--regid", id, "--clear-groups",
			"--inh-caps=-all", "--ambient-caps=-all", "--no-new-privs", "--")
	}
	args = append(args, ownFolder+how.program(s.prlimit))
	return append(args, limited...), nil
}

// spec says to the launcher what bubblewrap is told by its arguments: the same folders
// and devices, less those of programs, since a program that is not there needs no
// loader either.
func (s *Sandbox) spec(c Command, l Limits) confine.Spec {
	spec := confine.Spec{
		Server: os.Getpid(), Threads: c.Own,
		Memory: uint64(l.Memory + l.Reserve), Data: uint64(l.Memory), CPU: uint64(l.seconds()),
		Device: devices(),
	}
	if s.ownUser {
		spec.User, spec.Processes = int(s.uid()), uint64(l.Processes)
	}
	for _, d := range append(folders(c.Path), data(c)...) {
		if filepath.Base(d) != "bin" {
			spec.Read = append(spec.Read, d)
		}
	}
	return spec
}

func (c Command) inside(k Kind) string {
	if c.Own && k == Bubblewrap {
		return ownPath
	}
	return c.Path
}

func (s *Sandbox) limits(l Limits, scratch int64) []string {
	n := func(v int64) string { return strconv.FormatInt(v, 10) }
	cpu := l.seconds()
	args := []string{
		"--as=" + n(l.Memory+l.Reserve),
		"--data=" + n(l.Memory),
		"--cpu=" + n(cpu) + ":" + n(cpu+1),
		"--fsize=" + n(scratch), "--core=0", "--nofile=64",
	}
	if s.countTasks {
		args = append(args, "--nproc="+n(int64(l.Processes)))
	}
	return args
}

// walls are bubblewrap's arguments. --dir comes before what is bound below it: a
// folder that bubblewrap makes by itself is closed to the call's own user id.
func (s *Sandbox) walls(c Command, how opening) []string {
	args := []string{
		"--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
		"--json-status-fd", strconv.Itoa(confine.Status), "--die-with-parent", "--new-session", "--hostname", "walls",
	}
	if s.root {
		args = append(args, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
	} else {
		args = append(args, "--unshare-user", "--uid", "65534", "--gid", "65534")
		if s.disableUserns {
			args = append(args, "--disable-userns")
		}
	}
	for _, d := range []string{"/usr", "/usr/share", "/usr/local", "/etc", "/var", "/var/cache", "/dev", "/own"} {
		args = append(args, "--dir", d)
	}
	args = append(args, libraries(c.Path)...)
	for _, d := range data(c) {
		if exists(d) {
			args = append(args, "--ro-bind-try", d, d)
		}
	}
	for _, d := range devices() {
		args = append(args, "--dev-bind", d, d)
	}
	if c.Own {
		args = append(args, "--ro-bind", c.Path, ownPath)
	}
	if c.Scratch > 0 {
		args = append(args, "--size", strconv.FormatInt(c.Scratch, 10), "--perms", "1777", "--tmpfs", "/tmp")
	}
	for _, p := range s.before() {
		args = append(args, "--symlink", p, ownFolder+how.program(p))
	}
	if versionAtLeast(s.version, 0, 5) {
		args = append(args, "--chmod", "0111", ownFolder)
	}
	return append(args, "--remount-ro", "/", "--chdir", "/")
}

// before are the programs that stand between bubblewrap and the tool.
func (s *Sandbox) before() []string {
	if s.root {
		return []string{s.setpriv, s.prlimit}
	}
	return []string{s.prlimit}
}

// data are the folders that a tool reads beside its libraries. Each one shown costs
// about as much as a page of text, so a tool sees its own only, and a program of
// ours none.
func data(c Command) []string {
	if len(c.Data) > 0 {
		return c.Data
	}
	switch name := filepath.Base(c.Path); {
	case c.Own:
		return nil
	case strings.HasPrefix(name, "pdf"): // poppler
		return []string{
			"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/usr/share/ghostscript", "/usr/share/poppler",
			"/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives", "/var/cache/fontconfig",
		}
	case name == "tesseract":
		return []string{"/usr/share/tessdata", "/usr/share/tesseract-ocr", "/usr/local/share/tessdata", "/etc/ld.so.cache", "/etc/alternatives"}
	case name == "catdoc":
		return []string{"/usr/share/catdoc", "/etc/catdocrc", "/etc/ld.so.cache"}
	}
	return []string{"/etc/ld.so.cache"}
}

// libraries shows the folders of programs and libraries, as symbolic links where
// the system has links (a merged /usr), as folders where it has folders.
func libraries(tool string) []string {
	args := []string{}
	for _, d := range folders(tool) {
		if to, err := os.Readlink(d); err == nil && strings.HasPrefix(strings.TrimPrefix(to, "/"), "usr/") {
			args = append(args, "--symlink", to, d)
		} else if exists(d) {
			args = append(args, "--ro-bind", d, d)
		}
	}
	return args
}

// folders are those of programs and libraries. What was installed by hand is shown to
// tools that were, too.
func folders(tool string) []string {
	all := []string{"/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64"}
	if strings.HasPrefix(tool, "/usr/local/") {
		all = append(all, "/usr/local/bin", "/usr/local/lib")
	}
	return append(all, "/bin", "/lib", "/lib32", "/lib64")
}

func devices() []string { return []string{"/dev/null", "/dev/urandom"} }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Known reports whether path is inside the folders that a system tool may live in.
func Known(path string) bool {
	dir := filepath.Dir(path)
	return dir == "/bin" || dir == "/usr/bin" || dir == "/usr/local/bin"
}
