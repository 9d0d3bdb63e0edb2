package web_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"minhchung/internal/app"
	"minhchung/internal/testkit"
)

// put uploads bytes under a name as a browser does.
func (p *person) put(t *testing.T, name string, file []byte) reply {
	t.Helper()
	return p.do(t, http.MethodPut, "/api/uploads?name="+url.QueryEscape(name), bytes.NewReader(file), "Content-Type", "application/octet-stream")
}

// wire sends a request byte by byte as a test wants it; cut closes the connection
// after so many of them, -1 sends all.
func (p *person) wire(t *testing.T, head string, body []byte, cut int) (string, error) {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", p.site.addr)
	must(t, err)
	defer func() { _ = conn.Close() }()
	must(t, conn.SetDeadline(time.Now().Add(15*time.Second)))
	all := append([]byte(head+"\r\nHost: "+p.site.addr+"\r\nCookie: mc_session="+p.token+"\r\n\r\n"), body...)
	if cut >= 0 {
		all = all[:cut]
	}
	if _, err := conn.Write(all); err != nil {
		return "", err
	}
	if cut >= 0 {
		return "", nil
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	return fmt.Sprint(res.StatusCode, " ", string(b)), err
}

// left counts what an upload leaves behind: products, contents, intentions, bytes.
func (s *site) left(t *testing.T) [4]int64 {
	t.Helper()
	orphans, err := s.App.Orphans(t.Context())
	must(t, err)
	return [4]int64{
		testkit.Count(t, s.Database, "SELECT count(*) FROM products"), testkit.Count(t, s.Database, "SELECT count(*) FROM contents"),
		testkit.Count(t, s.Database, "SELECT count(*) FROM intentions"), int64(len(orphans)),
	}
}

func TestUpload(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 31)
	const name = "Quyết định số 31 về việc hỗ trợ – ngày 16.11.pdf"
	r := an.put(t, name, file)
	receipt := read[app.Receipt](t, r)
	sum := sha256.Sum256(file)
	if r.status != http.StatusCreated || receipt.Hash != hex.EncodeToString(sum[:]) || receipt.Size != int64(len(file)) ||
		receipt.FileName != name || receipt.MediaType != "application/pdf" || receipt.EntryHash == "" {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if got := an.get(t, fmt.Sprintf("/api/products/%d/file", receipt.ProductID)); !bytes.Equal(got.body, file) {
		t.Error("what comes back is not what went in")
	}
	if got, want := s.left(t), [4]int64{1, 1, 0, 0}; got != want {
		t.Errorf("products, contents, intentions, orphans: %v", got)
	}

	again := an.put(t, "another-name.pdf", file)
	if again.status != http.StatusConflict || again.reason() != "upload.duplicate" || !strings.Contains(string(again.body), fmt.Sprintf(`"product_id":%d`, receipt.ProductID)) {
		t.Errorf("the same file again: %d %s", again.status, again.body)
	}
	if foreign := s.as(t, "xa").put(t, "c.pdf", file); foreign.reason() != "upload.duplicate" || strings.Contains(string(foreign.body), "product_id") || strings.Contains(string(foreign.body), "Người an") {
		t.Errorf("the same file by a stranger: %d %s", foreign.status, foreign.body)
	}
	if got, want := s.left(t), [4]int64{1, 1, 0, 0}; got != want {
		t.Errorf("after duplicates: %v", got)
	}
}

// The same bytes, sent by four at once: one is kept.
func TestUploadsOfTheSameBytesAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 32)
	status := make(chan int, 4)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			r := an.put(t, "a.pdf", file)
			status <- r.status
		})
	}
	all.Wait()
	close(status)
	count := map[int]int{}
	for st := range status {
		count[st]++
	}
	if count[http.StatusCreated] != 1 || count[http.StatusConflict] != 3 {
		t.Errorf("%v", count)
	}
	if _, err := s.App.Sweep(t.Context(), 0); err != nil {
		t.Error(err)
	}
	if got, want := s.left(t), [4]int64{1, 1, 0, 0}; got != want {
		t.Errorf("%v", got)
	}
}

// Wherever the line is cut, nothing half is kept.
func TestUploadCutAnywhere(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 33)
	head := fmt.Sprintf("PUT /api/uploads?name=a.pdf HTTP/1.1\r\nContent-Length: %d", len(file))
	start := len(head) + len("\r\nHost: "+s.addr+"\r\nCookie: mc_session="+an.token+"\r\n\r\n")
	cuts := []int{1, len(head), start - 2, start, start + 1, start + 4095, start + 4096, start + 8191, start + 8192, start + 8193, start + len(file)/2, start + len(file) - 1}
	for at := start + 3000; at < start+len(file); at += 5003 {
		cuts = append(cuts, at)
	}
	for _, cut := range cuts {
		if _, err := an.wire(t, head, file, cut); err != nil {
			t.Errorf("cut at %d: %v", cut, err)
		}
	}
	ctx := t.Context()
	must(t, s.srv.Close(ctx)) // nothing runs any more
	s.Move(s.Now().Add(app.SweepGrace + time.Minute))
	if _, err := s.App.Sweep(ctx, app.SweepGrace); err != nil {
		t.Fatal(err)
	}
	if got, want := s.left(t), [4]int64{}; got != want {
		t.Errorf("products, contents, intentions, orphans after %d cuts: %v", len(cuts), got)
	}
	again := serve(t, s.World, nil)
	if r := again.as(t, "an").put(t, "a.pdf", file); r.status != http.StatusCreated {
		t.Errorf("the whole file afterwards: %d %s", r.status, r.body)
	}
}

func TestUploadRefusals(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 34)
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(file), file)
	for _, c := range []struct{ name, head, body, want string }{
		{"no length", "PUT /api/uploads?name=a.pdf HTTP/1.1\r\nTransfer-Encoding: chunked", chunked, "422 upload.length"},
		{"empty", "PUT /api/uploads?name=a.pdf HTTP/1.1\r\nContent-Length: 0", "", "422 upload.empty"},
		{"no document", "PUT /api/uploads?name=a.pdf HTTP/1.1\r\nContent-Length: 4", "\x00\x01\xfe\xff", "415 upload.unsupported"},
		{"a page", "PUT /api/uploads?name=a.html HTTP/1.1\r\nContent-Length: 15", "<script>x</scri", "415 upload.unsupported"},
		{"no name", fmt.Sprintf("PUT /api/uploads HTTP/1.1\r\nContent-Length: %d", len(file)), string(file), "422 upload.name"},
		{"line breaks", fmt.Sprintf("PUT /api/uploads?name=a%%0d%%0ab.pdf HTTP/1.1\r\nContent-Length: %d", len(file)), string(file), "422 upload.name"},
		{"right to left", fmt.Sprintf("PUT /api/uploads?name=a%%E2%%80%%AEfdp.exe HTTP/1.1\r\nContent-Length: %d", len(file)), string(file), "422 upload.name"},
		{"nul", fmt.Sprintf("PUT /api/uploads?name=a%%00.pdf HTTP/1.1\r\nContent-Length: %d", len(file)), string(file), "422 upload.name"},
	} {
		got, err := an.wire(t, c.head, []byte(c.body), -1)
		status, reason, _ := strings.Cut(c.want, " ")
		if err != nil || !strings.HasPrefix(got, status) || !strings.Contains(got, `"reason":"`+reason+`"`) {
			t.Errorf("%s: %v %.300s, want %s", c.name, err, got, c.want)
		}
	}
	if got, want := s.left(t), [4]int64{}; got != want {
		t.Errorf("refusals left %v", got)
	}
	if n := testkit.Count(t, s.Database, "SELECT count(*) FROM refusals r WHERE r::text LIKE '%pdf%'"); n != 0 {
		t.Error("a refusal remembers a name")
	}
}

// Names are names: what looks like a path opens none.
func TestUploadNames(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	for i, name := range []string{"../../etc/passwd.pdf", "..\\..\\boot.pdf", "/etc/cron.d/x.pdf", "C:\\Users\\a.pdf", "báo cáo/tháng 11.pdf", "%2e%2e%2fx.pdf", "a%zz.pdf", "con.pdf", "-rf.pdf"} {
		r := an.put(t, name, testkit.Paper(t, 40+i))
		if r.status != http.StatusCreated {
			if r.reason() != "upload.name" {
				t.Errorf("%q: %d %s", name, r.status, r.body)
			}
			continue
		}
		if kept := read[app.Receipt](t, r).FileName; strings.ContainsAny(kept, "/\\") || strings.HasPrefix(kept, ".") {
			t.Errorf("%q is kept as %q", name, kept)
		}
	}
}

// Whoever is still sending when the answer is no gets the answer.
func TestUploadTooLargeIsToldToWhoStillSends(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	for _, size := range []int64{s.App.UploadLimit() + 1, 64 << 20} {
		for _, keep := range []bool{true, false} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+s.addr+"/api/uploads?name=a.pdf", &counted{left: int(size)})
			must(t, err)
			req.ContentLength, req.Close = size, !keep
			req.Header.Set("Cookie", "mc_session="+an.token)
			hc := &http.Client{Transport: &http.Transport{}}
			t.Cleanup(hc.CloseIdleConnections)
			res, err := hc.Do(req)
			if err != nil {
				t.Errorf("%d bytes, keep %t: %v", size, keep, err)
				continue
			}
			b, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if got := (reply{body: b}); res.StatusCode != http.StatusRequestEntityTooLarge || got.reason() != "upload.too_large" || !strings.Contains(string(b), "8 MB") {
				t.Errorf("%d bytes, keep %t: %d %s", size, keep, res.StatusCode, b)
			}
		}
	}
	if got, want := s.left(t), [4]int64{}; got != want {
		t.Errorf("left %v", got)
	}
}

// Strings that outlive their request stay what they were, although the router
// reads the next request into the same memory.
func TestKeptStringsDoNotChange(t *testing.T) {
	t.Parallel()
	srv := bare()
	var kept []string
	srv.Fiber().Post("/kept/:word", func(c *fiber.Ctx) error {
		kept = append(kept, c.Params("word"), c.Query("q"), c.Get("X-Word"), c.Path())
		return nil
	})
	var want []string
	for i := range 50 {
		word := strings.Repeat(string(rune('a'+i%26)), 20)
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/kept/"+word+"?q="+word, http.NoBody)
		req.Header.Set("X-Word", word)
		res, err := srv.Fiber().Test(req, -1)
		must(t, err)
		_ = res.Body.Close()
		want = append(want, word, word, word, "/kept/"+word)
	}
	if !slices.Equal(kept, want) {
		t.Errorf("kept strings changed: %q", kept)
	}
}

// A file is never held in memory: 120 MB pass through while the heap stays small.
func TestLargeUploadStreams(t *testing.T) { //nolint:paralleltest // it measures the heap of the whole process
	s := newSite(t, nil)
	s.App.MaxUpload = 200 << 20
	an := s.as(t, "an")
	const size = 120 << 20
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	top := uint64(0)
	const begins = "Biên bản họp giao ban\n"
	body := io.MultiReader(strings.NewReader(begins), &counted{left: size})
	watched := readerFunc(func(p []byte) (int, error) {
		runtime.ReadMemStats(&now)
		top = max(top, now.HeapAlloc)
		return body.Read(p)
	})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+s.addr+"/api/uploads?name=lon.txt", struct{ io.Reader }{watched})
	must(t, err)
	req.ContentLength = size + int64(len(begins))
	req.Header.Set("Cookie", "mc_session="+an.token)
	hc := &http.Client{Transport: &http.Transport{WriteBufferSize: 1 << 20}}
	t.Cleanup(hc.CloseIdleConnections)
	res, err := hc.Do(req)
	must(t, err)
	b, _ := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if res.StatusCode != http.StatusCreated {
		t.Errorf("%d %s", res.StatusCode, b)
	}
	if grown := int64(top) - int64(before.HeapAlloc); grown > 48<<20 {
		t.Errorf("the heap grew by %d MB while %d MB passed", grown>>20, size>>20)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
