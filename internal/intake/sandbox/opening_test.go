package sandbox

import (
	"errors"
	"strconv"
	"strings"
	"testing"
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
			if err != nil || res.Code != code || res.Stderr != w {
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
