package localpg

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFolderUnderRootsHomeIsPlacedElsewhere(t *testing.T) {
	t.Parallel()
	needRoot(t)
	private, err := os.MkdirTemp("/root", "localpg-")
	check(t, err)
	t.Cleanup(func() { check(t, os.RemoveAll(private)) })
	c := Config{Dir: filepath.Join(private, "data"), Fallback: filepath.Join(openDir(t), "lib"), Fast: true}

	s := start(t, c)
	if !strings.HasPrefix(s.Place(), c.Fallback) {
		t.Fatalf("cluster in %s, want it below %s", s.Place(), c.Fallback)
	}
	pointer, err := os.ReadFile(filepath.Join(c.Dir, "place"))
	check(t, err)
	place := strings.TrimSpace(string(pointer))
	if filepath.Join(place, "cluster") != s.Place() {
		t.Errorf("pointer says %s, cluster is %s", place, s.Place())
	}
	run(t, s.URL(), "CREATE TABLE kept AS SELECT 'found again' AS word")

	// A copy of the data folder points to the same cluster.
	copied := Config{Dir: openDir(t), Fallback: c.Fallback, Fast: true}
	check(t, os.WriteFile(filepath.Join(copied.Dir, "place"), pointer, 0o600))
	if _, err := Start(t.Context(), copied); !errors.Is(err, ErrBusy) {
		t.Errorf("a copy of the folder: %v", err)
	}
	stop(t, s)

	s = start(t, c)
	if got := ask(t, s.URL(), "SELECT word FROM kept"); got != "found again" {
		t.Error(got)
	}
	stop(t, s)

	// The data folder made anew does not inherit the rows of the old one.
	check(t, os.RemoveAll(c.Dir))
	s = start(t, c)
	if filepath.Dir(s.Place()) != place+"-2" {
		t.Errorf("new folder's cluster in %s", s.Place())
	}
	stop(t, s)

	// A cluster that has gone is missed, not replaced.
	check(t, os.Rename(place+"-2", place+"-away"))
	if _, err := Start(t.Context(), c); !errors.Is(err, ErrPlace) || !strings.Contains(err.Error(), place+"-2") {
		t.Errorf("with the cluster gone: %v", err)
	}
}

func TestClusterOfAnotherVersionIsRefusedUntouched(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	s := start(t, Config{Dir: dir, Fast: true})
	stop(t, s)
	version := filepath.Join(s.cluster, "PG_VERSION")
	check(t, os.WriteFile(version, []byte("14\n"), 0o600))
	before := names(t, s.cluster)

	_, err := Start(t.Context(), Config{Dir: dir, Fast: true})
	if !errors.Is(err, ErrVersion) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"postgresql-14", "PostgreSQL 14", s.bin.dir} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if after := names(t, s.cluster); after != before {
		t.Errorf("files were\n%s\nand are\n%s", before, after)
	}
}

func TestInterruptedFirstStartIsRepeated(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	left := filepath.Join(dir, "cluster.unfinished")
	check(t, os.Mkdir(left, 0o700))
	check(t, os.WriteFile(filepath.Join(left, "PG_VERSION"), []byte("15\n"), 0o600))
	start(t, Config{Dir: dir, Fast: true})
	aside, err := filepath.Glob(left + "-*/PG_VERSION")
	check(t, err)
	if len(aside) != 1 {
		t.Errorf("what was left is now in %v, want it kept in one place", aside)
	}
}

func TestClusterRestoredByRootIsHandedOver(t *testing.T) {
	t.Parallel()
	needRoot(t)
	dir := openDir(t)
	s := start(t, Config{Dir: dir, Fast: true})
	run(t, s.URL(), "CREATE TABLE kept AS SELECT 'restored' AS word")
	stop(t, s)
	check(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, 0, 0))
	}))
	check(t, os.Chmod(s.cluster, 0o755))
	s = start(t, Config{Dir: dir, Fast: true})
	if got := ask(t, s.URL(), "SELECT word FROM kept"); got != "restored" {
		t.Error(got)
	}
}

func TestSocketFolderOfAStrangerIsNotUsed(t *testing.T) {
	t.Parallel()
	needRoot(t)
	dir := openDir(t)
	long := filepath.Join(dir, strings.Repeat("d", 150-len(dir)))
	check(t, os.Mkdir(long, 0o711))
	planted := openDir(t)
	check(t, os.Chmod(planted, 0o777))
	check(t, os.WriteFile(filepath.Join(long, "sock.path"), []byte(planted+"\n"), 0o600))
	s := start(t, Config{Dir: long, Fast: true})
	if s.socket.path == planted {
		t.Error("the socket is in a folder that anybody may enter")
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	check(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		all = append(all, path)
		return err
	}))
	return strings.Join(all, "\n")
}
