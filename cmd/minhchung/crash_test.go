package main_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/localpg"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// The size of the crash test: files, uploaded by clients, through kills.
const (
	crashFiles   = 200
	crashClients = 4
	crashKills   = 20
)

// crash is one run: what was sent, and what was acknowledged.
type crash struct {
	t    *testing.T
	dice *rand.Rand
	in   *installation
	base atomic.Value // string: where the server is now
	off  office

	files  [][]byte
	mu     sync.Mutex
	acked  map[int]app.Receipt // by index of the file
	unsure map[int]bool        // sent at least once, and never answered
	begun  atomic.Int64        // uploads begun in all
}

// TestAcknowledgedUploadsSurviveKills kills the program at random moments while
// people upload. What was answered with a receipt must be there, byte for byte and
// in the log; what was not may be there or not, but never half.
func TestAcknowledgedUploadsSurviveKills(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	if v := os.Getenv("MINHCHUNG_CRASH_SEED"); v != "" {
		var err error
		seed, err = strconv.ParseUint(v, 10, 64)
		must(t, err)
	}
	t.Logf("seed %d (MINHCHUNG_CRASH_SEED repeats its dice)", seed)
	c := &crash{t: t, dice: rand.New(rand.NewPCG(seed, 1)), in: newInstallation(t), acked: map[int]app.Receipt{}, unsure: map[int]bool{}}
	for n := range crashFiles {
		c.files = append(c.files, testkit.Paper(t, n+1))
	}
	s := c.start()
	c.off = found(t, s, c.address)
	per := crashFiles / crashKills
	for round := range crashKills {
		s = c.round(s, round*per, (round+1)*per)
	}
	t.Logf("%d kills: %d of %d acknowledged, %d never answered", crashKills, len(c.acked), crashFiles, len(c.unsure))
	if len(c.acked) < crashFiles/4 || len(c.unsure) == 0 {
		t.Errorf("%d acknowledged, %d cut off: the kills do not meet uploads", len(c.acked), len(c.unsure))
	}
	c.checkAnswers(s)
	s.stop()
	c.checkRest()
}

func (c *crash) address() string { return c.base.Load().(string) }

func (c *crash) start() *server {
	s := c.in.serve()
	c.base.Store(s.base)
	return s
}

// round uploads a part of the files while the server is killed at some moment, and
// starts it again. On the throw of a die PostgreSQL is killed with it.
func (c *crash) round(s *server, from, to int) *server {
	c.t.Helper()
	after := c.begun.Load() + 1 + c.dice.Int64N(int64(to-from)) // uploads begun before the kill
	wait := time.Duration(c.dice.Int64N(int64(150 * time.Millisecond)))
	both, insist := c.dice.IntN(3) == 0, c.dice.IntN(2) == 0
	next, done := atomic.Int64{}, make(chan struct{})
	next.Store(int64(from))
	var clients sync.WaitGroup
	for range crashClients {
		clients.Go(func() {
			for i := int(next.Add(1)) - 1; i < to; i = int(next.Add(1)) - 1 {
				c.send(i)
			}
		})
	}
	go func() { clients.Wait(); close(done) }()
	for c.begun.Load() < after {
		time.Sleep(time.Millisecond)
	}
	select {
	case <-time.After(wait):
	case <-done: // all were faster: the jobs are still at work
	}
	if both {
		killDatabase(c.t, c.in)
	}
	s.kill()
	<-done
	s = c.start()
	if insist { // as somebody who saw no answer would
		for i := from; i < to; i++ {
			if c.unsure[i] {
				c.send(i)
			}
		}
	}
	return s
}

// send uploads one file once and notes what became of it.
func (c *crash) send(i int) {
	c.begun.Add(1)
	r, status, err := c.off.staff.upload(fileName(i), c.files[i])
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err != nil, status == http.StatusInternalServerError, status == http.StatusServiceUnavailable:
		c.unsure[i] = true // cut off, or PostgreSQL went first
	case status == http.StatusCreated:
		c.acked[i] = r
		delete(c.unsure, i)
	case status == http.StatusConflict && c.unsure[i]: // it had arrived, and only the answer was lost
	default:
		c.t.Errorf("file %d: status %d", i, status)
	}
}

func fileName(i int) string { return fmt.Sprintf("quyết định %d.pdf", i+1) }

// killDatabase kills the private PostgreSQL of the installation, and nothing else.
func killDatabase(t testing.TB, in *installation) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(in.dir, "d", "rows", "cluster", "postmaster.pid"))
	must(t, err)
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	must(t, err)
	must(t, syscall.Kill(pid, syscall.SIGKILL))
}

// checkAnswers asks the restarted server for everything that it acknowledged.
func (c *crash) checkAnswers(s *server) {
	c.t.Helper()
	for i, r := range c.acked {
		sum := sha256.Sum256(c.files[i])
		if r.Hash != hex.EncodeToString(sum[:]) || r.Size != int64(len(c.files[i])) {
			c.t.Errorf("receipt of file %d: %+v", i, r)
		}
		body, err := c.off.staff.download(r.ProductID)
		if err != nil || !bytes.Equal(body, c.files[i]) {
			c.t.Errorf("file %d: %d bytes came back of %d: %v", i, len(body), len(c.files[i]), err)
		}
		var p web.ProductJSON
		c.off.staff.must("GET", fmt.Sprintf("/api/products/%d", r.ProductID), nil, &p)
		if p.Receipt != r {
			c.t.Errorf("receipt of file %d is now %+v, was %+v", i, p.Receipt, r)
		}
		var log web.List[web.LogJSON]
		c.off.admin.must("GET", fmt.Sprintf("/api/log?object=product:%d&limit=200", r.ProductID), nil, &log)
		known := false
		for _, e := range log.Items {
			known = known || e.ID == r.EntryID && e.Hash == r.EntryHash && e.Kind == "product.submitted"
		}
		if !known {
			c.t.Errorf("the log has no entry %d with the receipt's hash: %+v", r.EntryID, log.Items)
		}
	}
	// Work that was under way is taken up again, not left for an hour.
	eventually(c.t, c.recognised)
	eventually(c.t, c.searchable)
	if strings.Contains(s.output(), "panic") {
		c.t.Errorf("the server panicked:\n%s", s.output())
	}
}

// recognised says which acknowledged product was not read yet.
func (c *crash) recognised() error {
	var page web.List[app.ProductRow]
	c.off.staff.must("GET", "/api/products?mine=true&limit=200", nil, &page)
	read := map[kpi.ProductID]kpi.ReadState{}
	for _, p := range page.Items {
		read[p.ID] = p.Read
	}
	for _, r := range c.acked {
		if read[r.ProductID] != kpi.ReadDone {
			return fmt.Errorf("product %d is %q", r.ProductID, read[r.ProductID])
		}
	}
	return nil
}

// searchable says which acknowledged product is not found by its number.
func (c *crash) searchable() error {
	for i, r := range c.acked {
		var f web.FoundJSON
		q := url.QueryEscape(fmt.Sprintf("%02d/QĐ-UBND", i+1))
		if _, err := c.off.staff.do("GET", "/api/search?limit=100&q="+q, nil, &f); err != nil {
			return err
		}
		there := false
		for _, h := range f.Hits {
			there = there || h.Product.ID == r.ProductID
		}
		if !there {
			return fmt.Errorf("product %d is not found by its number (%d hits)", r.ProductID, len(f.Hits))
		}
	}
	return nil
}

// checkRest looks at what lies in the folder of the stopped installation.
func (c *crash) checkRest() {
	c.t.Helper()
	if out := c.in.mustRun("sweep", "--older", "0s"); !strings.Contains(out, "; 0 orphans left") {
		c.t.Errorf("sweep: %s", out)
	}
	if out := c.in.mustRun("verify", "--files"); !strings.Contains(out, ": 0 findings") {
		c.t.Errorf("verify: %s", out)
	}
	stored := map[string]bool{}
	data := filepath.Join(c.in.dir, "d")
	must(c.t, filepath.WalkDir(filepath.Join(data, "bytes"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && len(d.Name()) == 64 {
			stored[d.Name()] = true
		} else if err == nil && d.Type().IsRegular() && strings.HasPrefix(d.Name(), "part-") {
			c.t.Errorf("left behind: %s", path)
		}
		return err
	}))
	if left, err := os.ReadDir(filepath.Join(data, "scratch")); err != nil || len(left) > 0 {
		c.t.Errorf("scratch: %v, %v", left, err)
	}
	if n := len(c.acked) + len(c.unsure); len(stored) < len(c.acked) || len(stored) > n {
		c.t.Errorf("%d files are stored; %d were acknowledged, %d sent", len(stored), len(c.acked), n)
	}
	withDatabase(c.t, c.in, func(url string) {
		for what, sql := range map[string]string{
			"intentions": "SELECT count(*) FROM intentions",
			"products without content, version, identity or log entry": `SELECT count(*) FROM products p WHERE NOT EXISTS (
				SELECT 1 FROM contents c JOIN product_versions v ON v.product_id = p.id AND v.hash = c.hash
				JOIN identities i ON i.product_id = p.id AND i.kind = 'hash' AND i.key = encode(c.hash, 'hex')
				JOIN log_entries e ON e.id = v.entry_id AND e.object = 'product:' || p.id JOIN log_bodies b ON b.entry_id = e.id
				WHERE c.hash = p.hash)`,
			"contents without a product": "SELECT count(*) FROM contents c WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.hash = c.hash)",
			"products that wait for a reader": "SELECT count(*) FROM products p WHERE read_state = 'pending' AND NOT EXISTS (" +
				"SELECT 1 FROM river_job j WHERE j.kind = 'recognise' AND (j.args->>'product')::bigint = p.id AND j.state IN ('available', 'retryable', 'scheduled', 'running'))",
		} {
			if n := testkit.Count(c.t, url, sql); n != 0 {
				c.t.Errorf("%d %s", n, what)
			}
		}
		if n := testkit.Count(c.t, url, "SELECT count(*) FROM products"); int(n) != len(stored) {
			c.t.Errorf("%d products and %d files", n, len(stored))
		}
	})
}

// withDatabase opens the private database of a stopped installation.
func withDatabase(t testing.TB, in *installation, fn func(url string)) {
	t.Helper()
	pg, err := localpg.Start(t.Context(), localpg.Config{
		Dir: filepath.Join(in.dir, "d", "rows"), Logger: slog.New(slog.DiscardHandler), ToolsDir: toolsOf(in),
	})
	must(t, err)
	defer func() { must(t, pg.Stop(context.WithoutCancel(t.Context()))) }()
	fn(pg.URL())
}

func toolsOf(in *installation) string {
	for _, kv := range in.env {
		if dir, ok := strings.CutPrefix(kv, "MINHCHUNG_TOOLS="); ok {
			return dir
		}
	}
	return ""
}
