package localpg

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestVersionOfAServer(t *testing.T) {
	t.Parallel()
	for out, want := range map[string]int{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n": 15,
		"postgres (PostgreSQL) 18.4":                             18,
		"postgres (PostgreSQL) 19beta1":                          19,
		"psql (something) 15":                                    0,
		"":                                                       0,
	} {
		got, err := parseVersion(out)
		if got != want || (err == nil) != (want != 0) {
			t.Errorf("parseVersion(%q) = %d, %v; want %d", out, got, err, want)
		}
	}
}

// fakePrograms are enough to be asked for a version.
func fakePrograms(t *testing.T, dir, version string) {
	t.Helper()
	check(t, os.MkdirAll(dir, 0o755))
	for _, name := range []string{"postgres", "initdb"} {
		check(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\necho '"+name+" (PostgreSQL) "+version+"'\n"), 0o755))
	}
}

// Not parallel: the environment is the whole process's.
func TestNamedFolderIsTheOnlyCandidate(t *testing.T) {
	old := openDir(t)
	fakePrograms(t, old, "14.9")
	for _, tc := range []struct{ name, dir, say string }{
		{"absent", "/nonexistent", "/nonexistent"},
		{"too old", old, "14 (" + old + ")"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Setenv("MINHCHUNG_PG_BIN", tc.dir)
			_, err := Start(t.Context(), Config{Dir: openDir(t)})
			if !errors.Is(err, ErrNoBinaries) || !strings.Contains(err.Error(), tc.say) {
				t.Errorf("got %v, want it to say %q", err, tc.say)
			}
		})
	}
}

func TestPackagedProgramsOutOfReachAreCopiedOnce(t *testing.T) {
	t.Parallel()
	needRoot(t)
	tools := t.TempDir() // closed to other accounts
	bin := npmFolder(tools)
	fakePrograms(t, bin, "18.4")
	check(t, os.Symlink("postgres", filepath.Join(bin, "postmaster")))
	a, err := accountFor(home{base: "/nonexistent"})
	check(t, err)
	fallback := filepath.Join(openDir(t), "lib")

	b := binaries{dir: bin, major: 18, packaged: true}
	first, err := runnable(t.Context(), b, a, fallback)
	check(t, err)
	if !strings.HasPrefix(first.dir, fallback) {
		t.Errorf("programs in %s", first.dir)
	}
	second, err := runnable(t.Context(), b, a, fallback)
	check(t, err)
	if first != second {
		t.Errorf("first %v, then %v", first, second)
	}

	b.packaged = false
	if _, err := runnable(t.Context(), b, a, fallback); !errors.Is(err, ErrNoBinaries) {
		t.Errorf("the system's own: %v", err)
	}
}

// Not parallel: it names the programs in the environment.
func TestPackagedServerRuns(t *testing.T) {
	tools, err := filepath.Abs("../../.tools")
	check(t, err)
	if _, err := os.Stat(npmFolder(tools)); err != nil {
		t.Skip("the npm-packaged PostgreSQL is not installed: the system has one of its own")
	}
	dir := openDir(t)
	a, err := accountFor(home{base: dir})
	check(t, err)
	b := binaries{dir: npmFolder(tools), packaged: true}
	b.major, err = version(t.Context(), b)
	check(t, err)
	b, err = runnable(t.Context(), b, a, filepath.Join(openDir(t), "lib"))
	check(t, err)
	t.Setenv("MINHCHUNG_PG_BIN", b.dir)
	s := start(t, Config{Dir: dir, Fast: true})
	if got := ask(t, s.URL(), "SELECT 'runs'"); got != "runs" {
		t.Error(got)
	}
}
