package sandbox

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"minhchung/internal/intake/sandbox/confine"
)

// A document may hold these words, and a tool says what stands in a document.
func TestAToolCannotSayThatItWasNotStarted(t *testing.T) {
	t.Parallel()
	words := []string{
		"prlimit: failed to set the AS resource limit: Operation not permitted\n", "setpriv: setresuid failed: Invalid argument\n",
		"bwrap: execvp /own/program: No such file or directory\n", "walls: landlock: operation not permitted\n",
		"Unsupported security handler 'prlimit: failed to execute'\nbwrap: no\n", "+no", "",
	}
	walls(t, func(t *testing.T, s *Sandbox) {
		for i, w := range words {
			code := []int{1, 125, 126, 127}[i%4]
			_, res, err := probeIn(t, s, Limits{}, "say", strconv.Itoa(code), nil, "WORDS="+w)
			// A suffix: the race detector has words of its own before.
			if err != nil || res.Code != code || !strings.HasSuffix(res.Stderr, w) {
				t.Errorf("%q: code %d, signal %v, %v; %s", w, res.Code, res.Signal, err, res.Stderr)
			}
		}
	})
}

func TestWhoeverStandsBeforeTheToolIsHeard(t *testing.T) {
	t.Parallel()
	const missing = "/usr/bin/no-such-program"
	walls(t, func(t *testing.T, s *Sandbox) {
		for name, c := range map[string]Command{
			"the tool is missing":     {Path: missing},
			"our own tool is missing": {Path: missing, Own: true},
			"no program":              {Path: "/usr"},
		} {
			_, err := s.Run(t.Context(), c, nil)
			if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), c.Path) {
				t.Errorf("%s: %v", name, err)
			}
		}
		// As root setpriv stands before prlimit, and bubblewrap before both.
		s.prlimit, s.launcher = missing, missing
		if _, err := s.Run(t.Context(), Command{Path: "/usr/bin/true"}, nil); !errors.Is(err, ErrUnavailable) {
			t.Errorf("without what sets limits: %v", err)
		}
		s.setpriv = missing
		if _, err := s.Run(t.Context(), Command{Path: "/usr/bin/true"}, nil); !errors.Is(err, ErrUnavailable) {
			t.Errorf("without what sets the user: %v", err)
		}
	})
}

// The name by which a complaint is known must not be found by the tool.
func TestTheFolderOfOwnProgramsIsNotListed(t *testing.T) {
	t.Parallel()
	s := needBubblewrap(t)
	if !versionAtLeast(s.Version(), 0, 5) {
		t.Skipf("bubblewrap %s cannot close a folder", s.Version())
	}
	if out, res, err := probe(t, s, Limits{}, "list", ownFolder, nil); err != nil || !strings.HasPrefix(out, "held: ") {
		t.Errorf("%q, code %d, %v; %s", out, res.Code, err, res.Stderr)
	}
}

func TestNoFileOfTheServerIsInherited(t *testing.T) {
	t.Parallel()
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("a row of the register"), 0o600); err != nil {
		t.Fatal(err)
	}
	walls(t, func(t *testing.T, s *Sandbox) {
		fd, err := unix.Open(secret, unix.O_RDONLY, 0) // as whoever started the server may have left it
		if err != nil {
			t.Fatal(err)
		}
		defer unix.Close(fd)
		if out, res, err := probe(t, s, Limits{}, "inherited", "", nil); err != nil || !strings.HasPrefix(out, "held: ") {
			t.Errorf("%q, code %d, %v; %s", out, res.Code, err, res.Stderr)
		}
		if _, err := unix.Pread(fd, make([]byte, 1), 0); err != nil {
			t.Errorf("the server lost its file: %v", err)
		}
	})
}

// The launcher does not rely on what the server closed.
func TestTheLauncherHandsNoFileOn(t *testing.T) {
	t.Parallel()
	s := upTo(t, Landlock)
	if s.Kind() != Landlock {
		t.Skipf("this machine has no such walls, but %q: %s", s.Kind(), s.Why())
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("a row of the register"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, walled := range []bool{false, true} {
		f, err := os.Open(secret)
		if err != nil {
			t.Fatal(err)
		}
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), s.launcher)
		if walled {
			spec := s.spec(Command{Path: s.launcher, Own: true}, Limits{Reserve: 2 << 30, Processes: 24}.withDefaults())
			args, err := spec.Args(s.launcher, nil)
			if err != nil {
				t.Fatal(err)
			}
			cmd.Args = append([]string{s.launcher, confine.Arg}, args...)
		}
		cmd.Env = []string{"PROBE=inherited"}
		cmd.ExtraFiles = []*os.File{w, f}
		out, err := cmd.CombinedOutput()
		if held := strings.HasPrefix(string(out), "held: "); err != nil || held != walled {
			t.Errorf("behind walls %v: %q, %v", walled, out, err)
		}
		f.Close()
		w.Close()
		r.Close()
	}
}
