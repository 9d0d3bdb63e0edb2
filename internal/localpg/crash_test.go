package localpg

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestKilledServerComesBackUnderTheSameURL(t *testing.T) {
	t.Parallel()
	s := start(t, Config{Dir: openDir(t)}) // not Fast, which may lose the last commits
	run(t, s.URL(), "CREATE TABLE kept AS SELECT 'here' AS word")
	// A child busy with its own work does not notice the death of its parent and
	// keeps the shared memory: the case in which PostgreSQL refuses to start.
	busy := connect(t, s.URL())
	busyEnded := make(chan error, 1)
	go func() {
		_, err := busy.Exec(t.Context(), "SELECT count(*) FROM generate_series(1, 1000000000000)")
		busyEnded <- err
	}()
	eventually(t, "a busy child", func() bool {
		return ask(t, s.URL(), "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE '%generate_series%' AND state = 'active' AND pid <> pg_backend_pid()") == "1"
	})

	first := serverPID(t, s)
	check(t, syscall.Kill(first, syscall.SIGKILL))
	<-busyEnded
	eventually(t, "the server to answer again", func() bool {
		conn, err := pgx.Connect(t.Context(), s.URL())
		if err != nil {
			return false
		}
		return conn.Close(t.Context()) == nil
	})
	if got := ask(t, s.URL(), "SELECT word FROM kept"); got != "here" {
		t.Error(got)
	}
	if second := serverPID(t, s); second == first {
		t.Errorf("still process %d", first)
	}
}

func TestKilledOwnerLeavesItsDataToTheNext(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	for round := range 3 {
		o := startOwner(t, dir, 0)
		if !strings.HasPrefix(o.said, "postgres://") {
			t.Fatalf("round %d: %s", round, o.said)
		}
		run(t, o.said, "CREATE TABLE IF NOT EXISTS rounds (n int); INSERT INTO rounds VALUES ("+strconv.Itoa(round)+")")
		o.kill9(t)
	}
	s := start(t, Config{Dir: dir, Fast: true})
	if got := ask(t, s.URL(), "SELECT string_agg(n::text, ',' ORDER BY n) FROM rounds"); got != "0,1,2" {
		t.Errorf("rounds kept: %s", got)
	}
}

func TestKilledOwnerTakesItsServerAlong(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	o := startOwner(t, dir, 0)
	cluster := filepath.Join(dir, "cluster")
	if left, err := processesOf(cluster); err != nil || len(left) == 0 {
		t.Fatalf("no server to begin with: %v %v", left, err)
	}
	o.kill9(t)
	eventually(t, "the server to end with its owner", func() bool {
		left, err := processesOf(cluster)
		check(t, err)
		return len(left) == 0
	})
}

// orphan starts a server of the cluster as nobody's child, as an owner killed
// on a system without parent-death signals would leave it.
func orphan(t *testing.T, s *Server) {
	t.Helper()
	cmd := exec.Command(s.bin.postgres(), append([]string{"-D", s.cluster}, flags(serverSettings(s.socket.path, true))...)...)
	cmd.Dir = "/"
	cmd.Env = environment()
	cmd.SysProcAttr = s.account.attr()
	check(t, cmd.Start())
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGQUIT) // ended already when all went well
		<-ended
	})
	eventually(t, "the orphan to be ready", func() bool { return isReady(s.cluster, cmd.Process.Pid) })
}

func TestOrphanOfThisFolderIsStoppedInOrder(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	s := start(t, Config{Dir: dir, Fast: true})
	run(t, s.URL(), "CREATE TABLE kept AS SELECT 'by the orphan' AS word")
	stop(t, s)
	orphan(t, s)
	s = start(t, Config{Dir: dir, Fast: true})
	if got := ask(t, s.URL(), "SELECT word FROM kept"); got != "by the orphan" {
		t.Error(got)
	}
}

func TestForeignProcessNamedByAStalePidFileIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	s := start(t, Config{Dir: dir, Fast: true})
	stop(t, s)

	// The most deceiving stranger: it is called postgres, belongs to the server's
	// account (PostgreSQL itself ignores the others) and stands elsewhere.
	sleep, err := exec.LookPath("sleep")
	check(t, err)
	b, err := os.ReadFile(sleep)
	check(t, err)
	stranger := filepath.Join(openDir(t), "postgres")
	check(t, os.WriteFile(stranger, b, 0o755))
	cmd := exec.Command(stranger, "600")
	cmd.Dir = "/"
	cmd.SysProcAttr = s.account.attr()
	check(t, cmd.Start())
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // that it ended is all that matters
		close(ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	pid := strconv.Itoa(cmd.Process.Pid)
	content := pid + "\n" + s.cluster + "\n1700000000\n5432\n" + s.socket.path + "\n\n  1234567   1234567\nready   \n"
	for _, file := range []string{filepath.Join(s.cluster, "postmaster.pid"), s.socket.file() + ".lock"} {
		check(t, os.WriteFile(file, []byte(content), 0o600))
		check(t, s.account.give(file))
	}

	s = start(t, Config{Dir: dir, Fast: true})
	if got := ask(t, s.URL(), "SELECT 'up'"); got != "up" {
		t.Error(got)
	}
	select {
	case <-ended:
		t.Error("the stranger was ended")
	case <-time.After(50 * time.Millisecond):
	}
}

func TestServerThatCannotStayUpIsGivenUp(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	s := start(t, Config{Dir: dir, Fast: true})
	// Nothing can start from here on: the control file is put away.
	control := filepath.Join(s.cluster, "global", "pg_control")
	check(t, os.Rename(control, control+".away"))
	check(t, syscall.Kill(serverPID(t, s), syscall.SIGKILL))
	select {
	case <-s.Done():
	case <-time.After(time.Minute):
		t.Fatal("still trying after a minute")
	}
	if err := s.Wait(); err == nil || !strings.Contains(err.Error(), "could not find the database system") {
		t.Errorf("says %v", err)
	}
	check(t, os.Rename(control+".away", control))
	start(t, Config{Dir: dir, Fast: true})
}
