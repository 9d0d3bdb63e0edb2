package localpg

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// The test binary starts itself as another process that owns a data folder:
// only a real process can be killed.
const ownerEnv = "LOCALPG_TEST_OWN"

func TestMain(m *testing.M) {
	if dir := os.Getenv(ownerEnv); dir != "" {
		os.Exit(own(dir))
	}
	os.Exit(m.Run())
}

// own starts a server, says its URL or the error, and runs until its standard
// input ends.
func own(dir string) int {
	s, err := Start(context.Background(), Config{Dir: dir, Fast: true})
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	fmt.Println(s.URL())
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := s.Stop(context.Background()); err != nil {
		fmt.Println("error:", err)
		return 1
	}
	return 0
}

// owner is such a process.
type owner struct {
	cmd   *exec.Cmd
	stdin io.Closer
	said  string // the URL or "error: …"
}

// startOwner runs the test binary on dir, as user id uid when that is not 0.
func startOwner(t *testing.T, dir string, uid int) *owner {
	t.Helper()
	self, err := os.Executable()
	check(t, err)
	if uid != 0 {
		// go test keeps the binary in a folder that only its own user may enter.
		b, err := os.ReadFile(self)
		check(t, err)
		self = filepath.Join(openDir(t), "localpg.test")
		check(t, os.WriteFile(self, b, 0o755))
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), ownerEnv+"="+dir)
	cmd.Dir = "/"
	cmd.Stderr = os.Stderr
	if uid != 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid)}}
	}
	stdin, err := cmd.StdinPipe()
	check(t, err)
	stdout, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	o := &owner{cmd: cmd, stdin: stdin}
	t.Cleanup(func() {
		stdin.Close()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	check(t, err)
	o.said = strings.TrimSpace(line)
	return o
}

func (o *owner) kill9(t *testing.T) {
	t.Helper()
	check(t, o.cmd.Process.Kill())
	_ = o.cmd.Wait() // "signal: killed" is what was asked for
}

// openDir is a new folder that other accounts may walk through, unlike
// t.TempDir's, whose parent is closed to them.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "localpg-")
	check(t, err)
	check(t, os.Chmod(dir, 0o711))
	t.Cleanup(func() { check(t, os.RemoveAll(dir)) })
	return dir
}

func start(t *testing.T, c Config) *Server {
	t.Helper()
	s, err := Start(t.Context(), c)
	check(t, err)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		_ = s.Stop(ctx) // tests that care have looked already
	})
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	check(t, s.Stop(t.Context()))
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	check(t, err)
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func run(t *testing.T, url, sql string) {
	t.Helper()
	conn := connect(t, url)
	_, err := conn.Exec(t.Context(), sql)
	check(t, err)
	check(t, conn.Close(t.Context()))
}

func ask(t *testing.T, url, sql string) string {
	t.Helper()
	conn := connect(t, url)
	var answer string
	check(t, conn.QueryRow(t.Context(), sql).Scan(&answer))
	check(t, conn.Close(t.Context()))
	return answer
}

func serverPID(t *testing.T, s *Server) int {
	t.Helper()
	left, err := processesOf(s.cluster)
	check(t, err)
	pids := toSignal(left)
	if len(pids) != 1 {
		t.Fatalf("servers of %s: %v, want one", s.cluster, pids)
	}
	return pids[0]
}

// eventually polls, because the moment is another process's to choose.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited 30 s for: %s", what)
		}
	}
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can become another account")
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
