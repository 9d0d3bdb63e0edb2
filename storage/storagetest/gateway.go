package storagetest

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// gatewayBucket is the bucket that a Gateway starts with.
const gatewayBucket = "minhchung"

// ready is how long a gateway may take to answer; 0.1 s is usual.
const ready = 20 * time.Second

// Gateway starts a real S3 service (versitygw) over a temporary folder, on a free
// port of the loopback, and returns the address of an empty bucket in the form that
// s3store.Open takes. It ends with the test, or with the process of the test
// whichever way that dies.
//
// It looks for $MINHCHUNG_TOOLS/versitygw, by default .tools/versitygw of the
// repository. When that is missing the test fails, unless MINHCHUNG_SKIP_S3=1: a
// suite that skips by itself would stay green with half of the promise untested.
func Gateway(t testing.TB) (rawURL string) {
	t.Helper()
	program := filepath.Join(toolsFolder(t), "versitygw")
	if _, err := os.Stat(program); err != nil {
		if os.Getenv("MINHCHUNG_SKIP_S3") == "1" {
			t.Skipf("MINHCHUNG_SKIP_S3=1, and there is no %s: S3 is not tested", program)
		}
		t.Fatalf("no %s: run `make tools`, or set MINHCHUNG_SKIP_S3=1 to leave S3 untested", program)
	}
	// Absolute paths, and the versions outside of the root: the gateway wants both.
	root, versions := t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(root, gatewayBucket), 0o700); err != nil {
		t.Fatal(err)
	}
	key, secret := rand.Text(), rand.Text()
	for range 5 { // another process may take the port between our look and the start
		address := freeAddress(t)
		g := start(program, address, key, secret, root, versions)
		t.Cleanup(g.stop)
		if err := g.await(address); err != nil {
			t.Logf("gateway on %s: %v\n%s", address, err, g.output())
			g.stop()
			continue
		}
		return fmt.Sprintf("s3://%s:%s@%s/%s?region=us-east-1&tls=0", key, secret, address, gatewayBucket)
	}
	t.Fatal("the gateway did not start")
	return ""
}

func toolsFolder(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("MINHCHUNG_TOOLS"); dir != "" {
		return dir
	}
	dir, err := os.Getwd() // of the package under test, somewhere in the repository
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, ".tools")
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working directory: set MINHCHUNG_TOOLS")
		}
		dir = filepath.Dir(dir)
	}
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// gateway is a running process.
type gateway struct {
	cmd     *exec.Cmd
	started chan error    // receives the result of Start
	ended   chan struct{} // closed when the process is gone

	mu  sync.Mutex
	log bytes.Buffer
}

// start runs the program on a thread of its own. Linux kills the child when the
// thread that started it ends (Pdeathsig), so that thread must live as long as we.
func start(program, address, key, secret, root, versions string) *gateway {
	g := &gateway{started: make(chan error, 1), ended: make(chan struct{})}
	g.cmd = exec.Command(program, "--port", address, "--quiet", "posix", "--versioning-dir", versions, root)
	// The credentials go by the environment: arguments are visible to everybody.
	g.cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+key, "ROOT_SECRET_KEY="+secret)
	g.cmd.Stdout, g.cmd.Stderr = g, g
	g.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	go func() {
		defer close(g.ended)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := g.cmd.Start()
		g.started <- err
		if err == nil {
			_ = g.cmd.Wait() // it is killed: the status says nothing
		}
	}()
	return g
}

// await returns when the gateway answers, whatever it answers.
func (g *gateway) await(address string) error {
	if err := <-g.started; err != nil {
		return err
	}
	client := http.Client{Timeout: time.Second}
	defer client.CloseIdleConnections()
	for deadline := time.Now().Add(ready); time.Now().Before(deadline); {
		if answer, err := client.Get("http://" + address + "/"); err == nil {
			answer.Body.Close()
			if strings.EqualFold(answer.Header.Get("Server"), "versitygw") {
				return nil
			}
			return errors.New("somebody else answers on this port")
		}
		select {
		case <-g.ended:
			return errors.New("it ended by itself")
		case <-time.After(5 * time.Millisecond):
		}
	}
	return fmt.Errorf("no answer within %s", ready)
}

func (g *gateway) stop() {
	if g.cmd.Process != nil {
		_ = g.cmd.Process.Kill() // already gone is as good
	}
	<-g.ended
}

// Write collects what the gateway says.
func (g *gateway) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.log.Write(p)
}

func (g *gateway) output() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.log.String()
}
