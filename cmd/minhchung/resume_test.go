package main_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/testkit"
)

// tus sends one request of an upload in pieces.
func (c *client) tus(method, path string, body []byte, header map[string]string) (*http.Response, error) {
	q, err := http.NewRequestWithContext(c.t.Context(), method, c.base()+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	q.AddCookie(c.cookie)
	q.Header.Set("Tus-Resumable", "1.0.0")
	q.Header.Set("Content-Type", "application/offset+octet-stream")
	for name, value := range header {
		q.Header.Set(name, value)
	}
	r, err := c.http.Do(q)
	if err == nil {
		_ = r.Body.Close()
	}
	return r, err
}

// stands asks how far an upload has come.
func (c *client) stands(at string) int {
	c.t.Helper()
	r, err := c.tus(http.MethodHead, at, nil, nil)
	must(c.t, err)
	n, err := strconv.Atoi(r.Header.Get("Upload-Offset"))
	if err != nil {
		c.t.Fatalf("HEAD: %s %v", r.Status, r.Header)
	}
	return n
}

// TestUploadInPiecesSurvivesKills kills the program between two pieces and in the
// middle of one. What was answered is durable, and the file that comes together is
// the file that was sent.
func TestUploadInPiecesSurvivesKills(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	s := in.serve()
	off := found(t, s, func() string { return s.base })
	c := off.staff
	dice := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))

	var text bytes.Buffer // 11 MB, no two lines alike
	for i := range 300_000 {
		fmt.Fprintf(&text, "Biên bản họp giao ban, dòng %d\n", i)
	}
	file := text.Bytes()
	r, err := c.tus(http.MethodPost, "/api/uploads", nil, map[string]string{
		"Upload-Length": strconv.Itoa(len(file)), "Upload-Metadata": "filename " + base64.StdEncoding.EncodeToString([]byte("lớn.txt")),
	})
	must(t, err)
	at := r.Header.Get("Location")
	const piece = 1 << 20
	answered, kills := 0, 0
	for answered < len(file) {
		end := min(answered+piece, len(file))
		sent := make(chan int, 1)
		go func(from int) {
			r, err := c.tus(http.MethodPatch, at, file[from:end], map[string]string{"Upload-Offset": strconv.Itoa(from)})
			if err != nil || r.StatusCode != http.StatusNoContent {
				sent <- from
				return
			}
			sent <- end
		}(answered)
		switch {
		case kills < 3 && answered >= kills*3*piece: // in the middle of a piece
			time.Sleep(time.Duration(dice.Int64N(int64(8 * time.Millisecond))))
			s.kill()
			answered = max(answered, <-sent)
			s, kills = in.serve(), kills+1
		case kills == 3: // between two
			answered, kills = <-sent, kills+1
			s.kill()
			s = in.serve()
		default:
			answered = <-sent
		}
		if n := c.stands(at); n < answered || n > end {
			t.Fatalf("it stands at %d; %d were answered, %d sent", n, answered, end)
		} else {
			answered = n
		}
	}
	if kills != 4 {
		t.Errorf("%d kills", kills)
	}
	finish := map[string]any{"upload": strings.TrimPrefix(at, "/api/uploads/")}
	var receipt, again app.Receipt
	c.must("POST", "/api/products/from-upload", finish, &receipt)
	s.kill()
	s = in.serve()
	c.must("POST", "/api/products/from-upload", finish, &again)
	if receipt != again {
		t.Errorf("the receipt was %+v and is %+v", receipt, again)
	}
	got, err := c.download(receipt.ProductID)
	if err != nil || !bytes.Equal(got, file) {
		t.Errorf("%d bytes came back of %d: %v", len(got), len(file), err)
	}
	if out := s.output(); strings.Contains(out, "panic") {
		t.Errorf("the server panicked:\n%s", out)
	}
	s.stop()
	if left, err := os.ReadDir(filepath.Join(in.dir, "d", "scratch")); err != nil || len(left) > 0 {
		t.Errorf("scratch: %v, %v", left, err)
	}
	if out := in.mustRun("sweep", "--older", "0s"); !strings.Contains(out, "; 0 orphans left") {
		t.Errorf("sweep: %s", out)
	}
	if out := in.mustRun("verify", "--files"); !strings.Contains(out, ": 0 findings") {
		t.Errorf("verify: %s", out)
	}
	withDatabase(t, in, func(url string) {
		if n := testkit.Count(t, url, "SELECT count(*) FROM products"); n != 1 {
			t.Error(fmt.Sprint(n, " products"))
		}
	})
}
