package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/testkit"
)

// begin opens an upload in pieces and returns its address.
func (p *person) begin(t *testing.T, name string, length int) string {
	t.Helper()
	r := p.do(t, http.MethodPost, "/api/uploads", nil, "Tus-Resumable", "1.0.0", "Upload-Length", strconv.Itoa(length),
		"Upload-Metadata", "relativePath bnVsbA==,filename "+base64.StdEncoding.EncodeToString([]byte(name)))
	if r.status != http.StatusCreated || r.header.Get("Tus-Resumable") != "1.0.0" || r.header.Get("Upload-Expires") == "" {
		t.Fatalf("open: %d %v %s", r.status, r.header, r.body)
	}
	return r.header.Get("Location")
}

// piece sends bytes for an offset.
func (p *person) piece(t *testing.T, at string, offset int, b []byte) reply {
	t.Helper()
	return p.do(t, http.MethodPatch, at, bytes.NewReader(b), "Tus-Resumable", "1.0.0", "Content-Type", "application/offset+octet-stream", "Upload-Offset", strconv.Itoa(offset))
}

// offset asks how far an upload has come; -1 when there is none.
func (p *person) offset(t *testing.T, at string) int {
	t.Helper()
	r := p.do(t, http.MethodHead, at, nil, "Tus-Resumable", "1.0.0")
	n, err := strconv.Atoi(r.header.Get("Upload-Offset"))
	if r.status != http.StatusOK || err != nil {
		return -1
	}
	if r.header.Get("Cache-Control") != "no-store" || r.header.Get("Upload-Length") == "" {
		t.Errorf("HEAD: %v", r.header)
	}
	return n
}

func (p *person) finish(t *testing.T, at string) reply {
	t.Helper()
	return p.do(t, http.MethodPost, "/api/products/from-upload", obj{"upload": strings.TrimPrefix(at, "/api/uploads/")})
}

// partials lists what lies in the scratch folder.
func (s *site) partials(t *testing.T) (names []string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Join(s.Dir, "scratch"))
	must(t, err)
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// wirePiece begins a PATCH by hand and sends only the first sent bytes of b.
func (p *person) wirePiece(t *testing.T, at string, offset int, b []byte, sent int) *net.TCPConn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", p.site.addr)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	head := fmt.Sprintf("PATCH %s HTTP/1.1\r\nHost: x\r\nCookie: mc_session=%s\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"+
		"Upload-Offset: %d\r\nContent-Length: %d\r\n\r\n", at, p.token, offset, len(b))
	_, err = conn.Write(append([]byte(head), b[:sent]...))
	must(t, err)
	return conn.(*net.TCPConn)
}

// arrived waits until size bytes of the upload at lie in the scratch folder. Asking
// the server instead ends the piece that it has perhaps not begun to read.
func (s *site) arrived(t *testing.T, at string, size int) {
	t.Helper()
	path, got := filepath.Join(s.Dir, "scratch", "open-"+strings.TrimPrefix(at, "/api/uploads/")), int64(-1)
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if info, err := os.Stat(path); err == nil {
			got = info.Size()
		}
		if got == int64(size) {
			return
		}
	}
	t.Fatalf("%d bytes arrived of %d sent", got, size)
}

func TestUploadOptions(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	r := s.nobody().do(t, http.MethodOptions, "/api/uploads", nil)
	for name, want := range map[string]string{
		"Tus-Resumable": "1.0.0", "Tus-Version": "1.0.0", "Tus-Extension": "creation,termination,expiration", "Tus-Max-Size": strconv.FormatInt(s.App.UploadLimit(), 10),
	} {
		if r.status != http.StatusNoContent || r.header.Get(name) != want {
			t.Errorf("%d, %s = %q", r.status, name, r.header.Get(name))
		}
	}
}

// A file cut at half and resumed is the file: the same hash, one product, the same
// receipt however often it is asked for, and nothing left beside it.
func TestCutUploadIsResumed(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 301)
	const name = "Quyết định số 301 – hỗ trợ.pdf"
	at := an.begin(t, name, len(file))
	half := len(file) / 2
	conn := an.wirePiece(t, at, 0, file, half)
	must(t, conn.Close()) // the line breaks

	s.arrived(t, at, half)
	offset := an.offset(t, at)
	if offset != half {
		t.Fatalf("%d bytes are kept of %d sent", offset, half)
	}
	if early := an.finish(t, at); early.status != http.StatusConflict || early.reason() != "upload.incomplete" {
		t.Errorf("half a file: %d %s", early.status, early.body)
	}
	r := an.piece(t, at, offset, file[offset:])
	if r.status != http.StatusNoContent || r.header.Get("Upload-Offset") != strconv.Itoa(len(file)) || r.header.Get("Tus-Resumable") != "1.0.0" {
		t.Fatalf("%d %v %s", r.status, r.header, r.body)
	}
	done := an.finish(t, at)
	receipt, sum := read[app.Receipt](t, done), sha256.Sum256(file)
	if done.status != http.StatusCreated || receipt.Hash != hex.EncodeToString(sum[:]) || receipt.FileName != name || receipt.Size != int64(len(file)) {
		t.Fatalf("%d %s", done.status, done.body)
	}
	if got := an.get(t, fmt.Sprintf("/api/products/%d/file", receipt.ProductID)); !bytes.Equal(got.body, file) {
		t.Error("what comes back is not what went in")
	}
	if again := an.finish(t, at); again.status != http.StatusCreated || read[app.Receipt](t, again) != receipt {
		t.Errorf("asked again: %d %s, was %s", again.status, again.body, done.body)
	}
	if n := an.offset(t, at); n != len(file) {
		t.Errorf("afterwards it stands at %d", n)
	}
	if more := an.piece(t, at, len(file), nil); more.status != http.StatusConflict {
		t.Errorf("a piece of what is submitted: %d %s", more.status, more.body)
	}
	if r := an.do(t, http.MethodDelete, at, nil, "Tus-Resumable", "1.0.0"); r.reason() != "upload.finished" {
		t.Errorf("giving up what is submitted: %d %s", r.status, r.body)
	}
	if got, want := s.left(t), [4]int64{1, 1, 0, 0}; got != want {
		t.Errorf("products, contents, intentions, orphans: %v", got)
	}
	if left := s.partials(t); len(left) > 0 {
		t.Errorf("scratch: %v", left)
	}
}

// However pieces are cut, the bytes are those that were sent.
func TestPiecesOfAnySize(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	for i, size := range []int{1, 4095, 4096, 4097, 16384, 100_000} {
		file := testkit.Paper(t, 310+i)
		if size == 1 {
			file = []byte("Biên bản họp giao ban\n")
		}
		at := an.begin(t, fmt.Sprintf("%d.txt", size), len(file))
		for offset := 0; offset < len(file); offset += size {
			if r := an.piece(t, at, offset, file[offset:min(offset+size, len(file))]); r.status != http.StatusNoContent {
				t.Fatalf("pieces of %d at %d: %d %s", size, offset, r.status, r.body)
			}
		}
		sum := sha256.Sum256(file)
		if r := an.finish(t, at); r.status != http.StatusCreated || read[app.Receipt](t, r).Hash != hex.EncodeToString(sum[:]) {
			t.Errorf("pieces of %d: %d %s", size, r.status, r.body)
		}
	}
}

// Two send the same piece at once, again and again: nothing is lost, doubled or mixed.
func TestTwoPiecesAtOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 321)
	at := an.begin(t, "a.pdf", len(file))
	for deadline := time.Now().Add(20 * time.Second); ; {
		offset := an.offset(t, at)
		if offset == len(file) {
			break
		}
		if time.Now().After(deadline) || offset < 0 {
			t.Fatalf("it stands at %d of %d", offset, len(file))
		}
		end := min(offset+9000, len(file))
		var both sync.WaitGroup
		status := make(chan int, 2)
		for range 2 {
			both.Go(func() { status <- an.piece(t, at, offset, file[offset:end]).status })
		}
		both.Wait()
		for range 2 {
			if st := <-status; st != http.StatusNoContent && st != http.StatusConflict && st != http.StatusUnprocessableEntity {
				t.Errorf("at %d: status %d", offset, st)
			}
		}
	}
	sum := sha256.Sum256(file)
	receipts := make(chan app.Receipt, 3)
	var all sync.WaitGroup
	for range 3 { // and the end is asked for by three
		all.Go(func() { receipts <- read[app.Receipt](t, an.finish(t, at)) })
	}
	all.Wait()
	first := <-receipts
	if first.Hash != hex.EncodeToString(sum[:]) || <-receipts != first || <-receipts != first {
		t.Errorf("receipts differ: %+v", first)
	}
	if got, want := s.left(t), [4]int64{1, 1, 0, 0}; got != want {
		t.Errorf("%v", got)
	}
}

// A connection that died without a word must not hold its upload: the next request
// ends it, and what it had brought is kept.
func TestAHangingPieceIsTakenOver(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 322)
	at := an.begin(t, "a.pdf", len(file))
	const sent = 12_000 // past what the router reads before it asks us
	an.wirePiece(t, at, 0, file, sent)
	s.arrived(t, at, sent)
	offset := an.offset(t, at)
	if offset != sent {
		t.Fatalf("it stands at %d", offset)
	}
	if r := s.as(t, "binh").do(t, http.MethodHead, at, nil, "Tus-Resumable", "1.0.0"); r.status != http.StatusNotFound {
		t.Errorf("somebody else asks: %d", r.status)
	}
	// Also a piece that comes without asking: it learns where it stands.
	an.wirePiece(t, at, sent, file[sent:], sent)
	s.arrived(t, at, 2*sent)
	if r := an.piece(t, at, sent, file[sent:]); r.reason() != "upload.offset" || r.header.Get("Upload-Offset") != strconv.Itoa(2*sent) {
		t.Errorf("%d %v %s", r.status, r.header, r.body)
	}
	if r := an.piece(t, at, 2*sent, file[2*sent:]); r.status != http.StatusNoContent {
		t.Errorf("%d %s", r.status, r.body)
	}
	if n := an.offset(t, at); n != len(file) {
		t.Errorf("it stands at %d of %d", n, len(file))
	}
}

func TestPieceRefusals(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an, binh := s.as(t, "an"), s.as(t, "binh")
	at := an.begin(t, "a.txt", 100)
	if r := an.piece(t, at, 0, []byte("0123456789")); r.status != http.StatusNoContent {
		t.Fatalf("%d %s", r.status, r.body)
	}
	const media = "application/offset+octet-stream"
	for _, c := range []struct {
		name, method, path string
		who                *person
		body               any
		header             []string
		want               string
	}{
		{"before the end", "PATCH", at, an, "x", []string{"Upload-Offset", "9", "Content-Type", media}, "409 upload.offset"},
		{"behind the end", "PATCH", at, an, "x", []string{"Upload-Offset", "11", "Content-Type", media}, "409 upload.offset"},
		{"negative", "PATCH", at, an, "x", []string{"Upload-Offset", "-1", "Content-Type", media}, "409 upload.offset"},
		{"no offset", "PATCH", at, an, "x", []string{"Content-Type", media}, "422 upload.piece"},
		{"no number", "PATCH", at, an, "x", []string{"Upload-Offset", "ten", "Content-Type", media}, "422 upload.piece"},
		{"no length", "PATCH", at, an, struct{ *strings.Reader }{strings.NewReader("x")}, []string{"Upload-Offset", "10", "Content-Type", media}, "422 upload.piece"},
		{"another type", "PATCH", at, an, "x", []string{"Upload-Offset", "10", "Content-Type", "application/octet-stream"}, "415 upload.media_type"},
		{"past the announced length", "PATCH", at, an, strings.Repeat("x", 91), []string{"Upload-Offset", "10", "Content-Type", media}, "413 upload.too_long"},
		{"over 8 MB", "PATCH", at, an, strings.Repeat("x", 8<<20+1), []string{"Upload-Offset", "10", "Content-Type", media}, "413 upload.chunk"},
		{"somebody else's", "PATCH", at, binh, "x", []string{"Upload-Offset", "10", "Content-Type", media}, "404 upload.not_found"},
		{"somebody else's, given up", "DELETE", at, binh, nil, nil, "404 upload.not_found"},
		{"nobody's", "PATCH", at, s.nobody(), "x", []string{"Upload-Offset", "10", "Content-Type", media}, "401 session.none"},
		{"no such", "PATCH", "/api/uploads/" + strings.Repeat("0", 32), an, "x", []string{"Upload-Offset", "0", "Content-Type", media}, "404 upload.not_found"},
		{"no name of one", "PATCH", "/api/uploads/..%2f..%2fetc", an, "x", []string{"Upload-Offset", "0", "Content-Type", media}, "404 upload.not_found"},
		{"another version", "PATCH", at, an, "x", []string{"Tus-Resumable", "0.2.2", "Upload-Offset", "10", "Content-Type", media}, "412 upload.protocol"},
		{"no version", "DELETE", at, an, nil, []string{"Tus-Resumable", ""}, "412 upload.protocol"},
		{"another site", "PATCH", at, an, "x", []string{"Origin", "https://evil.example", "Upload-Offset", "10", "Content-Type", media}, "403 request.origin"},
		{"empty file", "POST", "/api/uploads", an, nil, []string{"Upload-Length", "0", "Upload-Metadata", "filename YS5wZGY="}, "422 upload.empty"},
		{"length missing", "POST", "/api/uploads", an, nil, []string{"Upload-Metadata", "filename YS5wZGY="}, "422 upload.length"},
		{"too large", "POST", "/api/uploads", an, nil, []string{"Upload-Length", "8388609", "Upload-Metadata", "filename YS5wZGY="}, "413 upload.too_large"},
		{"far too large", "POST", "/api/uploads", an, nil, []string{"Upload-Length", "99999999999999999999", "Upload-Metadata", "filename YS5wZGY="}, "413 upload.too_large"},
		{"no name", "POST", "/api/uploads", an, nil, []string{"Upload-Length", "10"}, "422 upload.name"},
		{"a broken name", "POST", "/api/uploads", an, nil, []string{"Upload-Length", "10", "Upload-Metadata", "filename ?"}, "422 upload.name"},
		{"no right", "POST", "/api/uploads", s.as(t, "hanh"), nil, []string{"Upload-Length", "10", "Upload-Metadata", "filename YS5wZGY="}, "403 access.forbidden"},
		{"submitted by somebody else", "POST", "/api/products/from-upload", binh, obj{"upload": at[len("/api/uploads/"):]}, nil, "404 upload.not_found"},
	} {
		r := c.who.do(t, c.method, c.path, c.body, append([]string{"Tus-Resumable", "1.0.0"}, c.header...)...)
		if got := fmt.Sprint(r.status, " ", r.reason()); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", c.name, got, c.want, r.body)
		}
		if r.reason() == "upload.offset" && r.header.Get("Upload-Offset") != "10" {
			t.Errorf("%s: the answer says it stands at %q", c.name, r.header.Get("Upload-Offset"))
		}
	}
	if n := an.offset(t, at); n != 10 {
		t.Errorf("after all that it stands at %d", n)
	}
	if r := an.do(t, http.MethodDelete, at, nil, "Tus-Resumable", "1.0.0"); r.status != http.StatusNoContent || an.offset(t, at) != -1 {
		t.Errorf("given up: %d %s", r.status, r.body)
	}
	if left := s.partials(t); len(left) > 0 {
		t.Errorf("scratch: %v", left)
	}
}

// What Submit refuses is refused here in the same words, and nothing of it stays.
func TestRefusedPiecesLeaveNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	same := testkit.Paper(t, 331)
	kept := read[app.Receipt](t, an.put(t, "a.pdf", same))
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"no document":    {[]byte("\x00\x01\xfe\xff"), "415 upload.unsupported"},
		"the same bytes": {same, "409 upload.duplicate"},
	} {
		at := an.begin(t, "bi-mat.pdf", len(c.file))
		an.piece(t, at, 0, c.file)
		r := an.finish(t, at)
		if got := fmt.Sprint(r.status, " ", r.reason()); got != c.want {
			t.Errorf("%s: %s\n%s", name, got, r.body)
		}
		if again := an.finish(t, at); again.status != http.StatusNotFound {
			t.Errorf("%s, again: %d %s", name, again.status, again.body)
		}
		if c.want == "409 upload.duplicate" && !strings.Contains(string(r.body), fmt.Sprintf(`"product_id":%d`, kept.ProductID)) {
			t.Errorf("the earlier one is not named: %s", r.body)
		}
	}
	if n := testkit.Count(t, s.Database, "SELECT count(*) FROM uploads"); n != 0 {
		t.Errorf("%d rows remember a refused file", n)
	}
	if n := testkit.Count(t, s.Database, "SELECT count(*) FROM refusals WHERE reason IN ('upload.unsupported', 'upload.duplicate')"); n != 2 {
		t.Errorf("%d refusals are counted", n)
	}
	if got, want := s.left(t), [4]int64{1, 1, 0, 0}; got != want {
		t.Errorf("%v", got)
	}
	if left := s.partials(t); len(left) > 0 {
		t.Errorf("scratch: %v", left)
	}
}

// One account cannot fill the disk with beginnings; a day later they are gone.
func TestUnfinishedUploadsAreLimitedAndExpire(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	open := func(length int) reply {
		return an.do(t, http.MethodPost, "/api/uploads", nil, "Tus-Resumable", "1.0.0", "Upload-Length", strconv.Itoa(length), "Upload-Metadata", "filename YS5wZGY=")
	}
	at := an.begin(t, "a.pdf", 100)
	if r := an.piece(t, at, 0, []byte("bytes")); r.status != http.StatusNoContent {
		t.Fatalf("%d %s", r.status, r.body)
	}
	for range 9 { // of 8 MB each: ten times the limit of one file, but for the first
		if r := open(8 << 20); r.status != http.StatusCreated {
			t.Fatalf("%d %s", r.status, r.body)
		}
	}
	if r := open(8 << 20); r.status != http.StatusTooManyRequests || r.reason() != "upload.too_many" || r.header.Get("Retry-After") == "" {
		t.Errorf("too many bytes: %d %s", r.status, r.body)
	}
	made := make(chan int, 20)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { made <- open(1).status })
	}
	all.Wait()
	if n := testkit.Count(t, s.Database, "SELECT count(*) FROM uploads"); n != 20 {
		t.Errorf("%d uploads are open, want 20", n)
	}
	if r := s.as(t, "binh").begin(t, "a.pdf", 8<<20); r == "" {
		t.Error("somebody else has to wait too")
	}

	if swept, err := s.App.Sweep(t.Context(), 0); err != nil || swept.Uploads != 0 || an.offset(t, at) != 5 {
		t.Errorf("swept young: %+v %v", swept, err)
	}
	s.Move(s.Now().Add(app.UploadLife + time.Second))
	an = s.as(t, "an")
	if an.offset(t, at) != -1 || an.piece(t, at, 5, []byte("x")).status != http.StatusNotFound || an.finish(t, at).status != http.StatusNotFound {
		t.Error("an expired upload is still there")
	}
	if r := open(8 << 20); r.status != http.StatusCreated {
		t.Errorf("expired uploads still count: %d %s", r.status, r.body)
	}
	swept, err := s.App.Sweep(t.Context(), app.SweepGrace)
	if err != nil || swept.Uploads != 21 {
		t.Errorf("%+v %v", swept, err)
	}
	if left := s.partials(t); len(left) > 0 || testkit.Count(t, s.Database, "SELECT count(*) FROM uploads") != 1 {
		t.Errorf("scratch: %v", left)
	}
}

// When the bytes are lost under the row, the upload begins again instead of lying.
func TestLostBytesBeginAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	at := an.begin(t, "a.txt", 100)
	an.piece(t, at, 0, []byte("0123456789"))
	must(t, os.RemoveAll(filepath.Join(s.Dir, "scratch")))
	must(t, os.Mkdir(filepath.Join(s.Dir, "scratch"), 0o700))
	if n := an.offset(t, at); n != -1 {
		t.Errorf("it claims %d bytes", n)
	}
	if r := an.piece(t, at, 10, []byte("x")); r.status != http.StatusNotFound {
		t.Errorf("%d %s", r.status, r.body)
	}
}

func TestKnownHash(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	file := testkit.Paper(t, 341)
	receipt := read[app.Receipt](t, an.put(t, "a.pdf", file))
	ask := func(p *person, hash string) reply { return p.get(t, "/api/uploads/known?hash="+hash) }
	own := read[app.Known](t, ask(an, strings.ToUpper(receipt.Hash)))
	if !own.Known || own.Product == nil || own.Product.ID != receipt.ProductID || own.Product.Submitter != "Người an" || !own.Product.ReceivedAt.Equal(receipt.ReceivedAt) || own.Product.State != "pending" {
		t.Errorf("%+v", own.Product)
	}
	if r := ask(s.as(t, "xa"), receipt.Hash); strings.TrimSpace(string(r.body)) != `{"known":true}` {
		t.Errorf("a stranger is told %s", r.body)
	}
	if r := ask(an, strings.Repeat("0", 64)); strings.TrimSpace(string(r.body)) != `{"known":false}` {
		t.Errorf("%s", r.body)
	}
	for _, hash := range []string{"", "x", receipt.Hash[1:], receipt.Hash + "0", strings.Repeat("g", 64)} {
		if r := ask(an, hash); r.status != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d", hash, r.status)
		}
	}
	binh := s.as(t, "binh")
	for i := range 300 {
		if r := ask(binh, fmt.Sprintf("%064x", i)); r.status == http.StatusTooManyRequests {
			if i < 200 || r.header.Get("Retry-After") == "" {
				t.Errorf("stopped after %d: %v", i, r.header)
			}
			if ask(an, receipt.Hash).status != http.StatusOK {
				t.Error("and others with them")
			}
			return
		}
	}
	t.Error("hashes may be tried without end")
}
