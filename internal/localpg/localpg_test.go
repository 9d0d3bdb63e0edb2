package localpg

import (
	"context"
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func TestStartMakesADatabaseThatSurvivesAStop(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	s := start(t, Config{Dir: dir}) // not Fast: the settings of an office
	run(t, s.URL(), "CREATE TABLE kept AS SELECT 'Quyết định' AS title")
	stop(t, s)
	select {
	case <-s.Done():
	default:
		t.Error("Done is open after Stop")
	}
	check(t, s.Wait())

	s = start(t, Config{Dir: dir})
	if got := ask(t, s.URL(), "SELECT title FROM kept"); got != "Quyết định" {
		t.Errorf("kept %q", got)
	}
	for name, want := range map[string]string{
		"listen_addresses": "", "fsync": "on", "full_page_writes": "on", "data_checksums": "on",
		"server_encoding": "UTF8", "TimeZone": "UTC", "unix_socket_permissions": "0700",
	} {
		if got := ask(t, s.URL(), "SELECT current_setting('"+name+"')"); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if got := ask(t, s.URL(), "SELECT datcollate || datctype || current_database() FROM pg_database WHERE datname = current_database()"); got != "CCminhchung" {
		t.Errorf("collation and name %q", got)
	}
	for _, folder := range []string{s.socket.path, s.cluster} {
		info, err := os.Stat(folder)
		check(t, err)
		if info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %v", folder, info.Mode())
		}
	}
}

func TestServerNeverRunsAsRoot(t *testing.T) {
	t.Parallel()
	needRoot(t)
	s := start(t, Config{Dir: openDir(t), Fast: true})
	want := "nobody"
	if _, err := user.Lookup("postgres"); err == nil {
		want = "postgres"
	}
	owner, err := ownerOf("/proc/" + strconv.Itoa(serverPID(t, s)))
	check(t, err)
	if got := nameOf(owner); got != want {
		t.Errorf("server runs as %s, want %s", got, want)
	}
}

func TestOrdinaryUserRunsItAsThemselves(t *testing.T) {
	t.Parallel()
	needRoot(t)
	nobody, err := user.Lookup("nobody")
	check(t, err)
	uid, err := strconv.Atoi(nobody.Uid)
	check(t, err)
	dir := openDir(t)
	check(t, os.Chown(dir, uid, uid))
	o := startOwner(t, dir, uid)
	if !strings.HasPrefix(o.said, "postgres://") {
		t.Fatal(o.said)
	}
	if got := ask(t, o.said, "SELECT 'here'"); got != "here" {
		t.Error(got)
	}
	owner, err := ownerOf(filepath.Join(dir, "cluster"))
	check(t, err)
	if owner != uid {
		t.Errorf("cluster belongs to %d, want %d", owner, uid)
	}
}

func TestSecondOwnerIsToldWhoTheFirstIs(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	s := start(t, Config{Dir: dir, Fast: true})
	pid := strconv.Itoa(os.Getpid())

	_, err := Start(t.Context(), Config{Dir: dir, Fast: true})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("in this process: %v", err)
	}
	o := startOwner(t, dir, 0)
	for _, want := range []string{"tiến trình " + pid, "process " + pid, dir} {
		if !strings.Contains(o.said, want) {
			t.Errorf("%q does not say %q", o.said, want)
		}
	}
	if got := ask(t, s.URL(), "SELECT 'undisturbed'"); got != "undisturbed" {
		t.Error(got)
	}
}

func TestLongPathKeepsTheSocketShort(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	long := filepath.Join(dir, strings.Repeat("d", 150-len(dir)))
	s := start(t, Config{Dir: long, Fast: true})
	if n := len(s.socket.file()); n > maxSocketPath {
		t.Errorf("socket path of %d bytes", n)
	}
	if got := ask(t, s.URL(), "SELECT 'reached'"); got != "reached" {
		t.Error(got)
	}
	path := s.socket.path
	stop(t, s)
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("%s was left behind: %v", path, err)
	}
}

func TestStopMayBeCalledByManyAndAgain(t *testing.T) {
	t.Parallel()
	s := start(t, Config{Dir: openDir(t), Fast: true})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := s.Stop(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	stop(t, s)
}

func TestStopWithoutPatienceLosesNothing(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	s := start(t, Config{Dir: dir})
	run(t, s.URL(), "CREATE TABLE kept AS SELECT 'committed' AS word")
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Stop(over); err != nil && !errors.Is(err, errAborted) {
		t.Fatal(err)
	}
	s = start(t, Config{Dir: dir})
	if got := ask(t, s.URL(), "SELECT word FROM kept"); got != "committed" {
		t.Error(got)
	}
}

func TestCancelledStartGivesTheFolderBack(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if s, err := Start(ctx, Config{Dir: dir, Fast: true}); !errors.Is(err, context.Canceled) {
		t.Fatalf("server %v, error %v", s, err)
	}
	start(t, Config{Dir: dir, Fast: true})
}

func TestEmptyDirIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := Start(t.Context(), Config{}); err == nil {
		t.Error("started nowhere")
	}
}
