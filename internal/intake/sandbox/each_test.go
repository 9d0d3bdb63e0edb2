package sandbox

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The same probes behind every kind of walls, wall by wall: what a weaker way does not
// hold is written down here, and has to fall, so that nobody believes in a wall that
// is not there.
func TestEachWallByNameInEachWay(t *testing.T) {
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
	server := strconv.Itoa(os.Getpid())
	confined := []Kind{Bubblewrap, Landlock}
	always := []Kind{Bubblewrap, Landlock, Rlimits}
	for _, c := range []struct {
		wall, probe, target string
		l                   Limits
		by                  []Kind // that hold it
		limit               string // what ends the call; "" = the probe itself is refused
	}{
		{"no network", "dial", tcp.Addr().String(), Limits{}, confined, ""},
		{"no sight of the data folder", "read", data, Limits{}, confined, ""},
		{"no list of the data folder", "list", dir, Limits{}, confined, ""},
		{"no watch on the data folder", "watch", dir, Limits{}, confined, ""},
		{"no signal to the server", "signal", server, Limits{}, confined, ""},
		{"no tracing of the server", "trace", server, Limits{}, confined, ""},
		{"no limits for the server", "limit", server, Limits{}, confined, ""},
		{"no other program", "run", "/usr/bin/env", Limits{}, []Kind{Landlock}, ""},
		{"no second process", "fork", "20", Limits{Processes: 48}, []Kind{Landlock}, ""},
		{"no writing", "write", filepath.Join(dir, "new"), Limits{}, always, ""},
		{"no writing over what is there", "write", data, Limits{}, always, ""},
		{"nothing of the environment", "environment", "", Limits{}, always, ""},
		{"memory", "memory", "", Limits{Memory: 256 << 20}, always, Memory},
		{"processor", "spin", "", Limits{CPU: time.Second, Wall: 2 * time.Minute}, always, CPU},
		{"time", "sleep", "", Limits{Wall: 300 * time.Millisecond}, always, Wall},
		{"output", "flood", "", Limits{Output: 1 << 20}, always, Output},
	} {
		t.Run(c.wall, func(t *testing.T) {
			t.Parallel()
			walls(t, func(t *testing.T, s *Sandbox) {
				out, res, err := probe(t, s, c.l, c.probe, c.target, nil)
				held := IsExceeded(err) == c.limit && c.limit != "" || c.limit == "" && !strings.Contains(out, "FELL") && (err == nil || res.Code != 0)
				if want := slices.Contains(c.by, s.Kind()); held != want {
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
	if _, err := upTo(t, Landlock).Run(t.Context(), Command{Path: "/usr/bin/true", Scratch: 1}, nil); err == nil {
		t.Error("the weaker way gives a folder")
	}
}
