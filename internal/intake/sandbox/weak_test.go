package sandbox

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The same probes behind both kinds of walls, wall by wall: what the weaker way
// does not hold is written down here, and has to fall, so that nobody believes in a
// wall that is not there.
func TestEachWallByNameInBothWays(t *testing.T) {
	t.Parallel()
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tcp.Close() })
	dir := t.TempDir()
	for p := dir; strings.HasPrefix(p, os.TempDir()) && p != os.TempDir(); p = filepath.Dir(p) {
		os.Chmod(p, 0o755)
	}
	data := filepath.Join(dir, "data")
	if err := os.WriteFile(data, []byte("a row of the register"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		wall, probe, target string
		l                   Limits
		weak                bool   // the weaker way holds it, too
		limit               string // what ends the call; "" = the probe itself is refused
	}{
		{"no network", "dial", tcp.Addr().String(), Limits{}, false, ""},
		{"no sight of the data folder", "read", data, Limits{}, false, ""},
		{"no sight of other processes", "signal", strconv.Itoa(os.Getpid()), Limits{}, false, ""},
		{"no writing", "write", filepath.Join(dir, "new"), Limits{}, true, ""},
		{"no writing over what is there", "write", data, Limits{}, true, ""},
		{"nothing of the environment", "environment", "", Limits{}, true, ""},
		{"memory", "memory", "", Limits{Memory: 256 << 20}, true, Memory},
		{"processor", "spin", "", Limits{CPU: time.Second, Wall: 2 * time.Minute}, true, CPU},
		{"time", "sleep", "", Limits{Wall: 300 * time.Millisecond}, true, Wall},
		{"output", "flood", "", Limits{Output: 1 << 20}, true, Output},
	} {
		t.Run(c.wall, func(t *testing.T) {
			t.Parallel()
			walls(t, func(t *testing.T, s *Sandbox) {
				out, res, err := probe(t, s, c.l, c.probe, c.target, nil)
				held := IsExceeded(err) == c.limit && c.limit != "" || c.limit == "" && !strings.Contains(out, "FELL") && (err == nil || res.Code != 0)
				if want := s.Kind() == Bubblewrap || c.weak; held != want {
					t.Errorf("%s holds this wall: %v, want %v; %q, code %d, %v; %s", s.Kind(), held, want, out[:min(99, len(out))], res.Code, err, res.Stderr)
				}
				if !held {
					t.Logf("%s: this wall is not there: %s", s.Kind(), out)
				}
			})
		})
	}
}

func TestAScratchFolderIsInMemoryAndEndsWithTheCall(t *testing.T) {
	t.Parallel()
	s := needBubblewrap(t)
	if !versionAtLeast(s.Version(), 0, 7) {
		t.Skipf("bubblewrap %s gives no folder in memory", s.Version())
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := "/tmp/scratch-" + strconv.Itoa(os.Getpid())
	for _, c := range []struct {
		probe, target string
		scratch       int64
		held          bool
	}{
		{"write", name, 1 << 20, false}, {"write", name, 0, true}, {"write", "/var/x", 1 << 20, true},
		{"fill", name, 1 << 20, true}, {"read", name, 1 << 20, true},
	} {
		var out strings.Builder
		res, err := s.Run(t.Context(), Command{Path: exe, Own: true, Env: []string{"PROBE=" + c.probe, "TARGET=" + c.target},
			Scratch: c.scratch, Limits: Limits{Reserve: 2 << 30, Processes: 24}}, &out)
		if fell := strings.Contains(out.String(), "FELL"); fell == c.held {
			t.Errorf("%+v: %q, code %d, signal %v, %v; %s", c, out.String(), res.Code, res.Signal, err, res.Stderr)
		}
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("the file is on the machine's own disk")
	}
	if _, err := OpenWeak(t.Context()).Run(t.Context(), Command{Path: "/usr/bin/true", Scratch: 1}, nil); err == nil {
		t.Error("the weaker way gives a folder")
	}
}
