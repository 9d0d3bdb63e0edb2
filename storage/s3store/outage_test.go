package s3store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"minhchung/storage"
	"minhchung/storage/s3store"
	"minhchung/storage/storagetest"
)

// wire stands between a store and a real service, and spoils what passes.
type wire struct {
	address string // of the store's side, as s3store.Open takes it
	server  *httptest.Server

	// request may change a request; it may be nil.
	request atomic.Pointer[func(*http.Request)]
	// response may change a response, or lose it by returning an error.
	response atomic.Pointer[func(*http.Response) error]
}

func newWire(t *testing.T) *wire {
	t.Helper()
	gateway, err := url.Parse(storagetest.Gateway(t))
	if err != nil {
		t.Fatal(err)
	}
	service, w := gateway.Host, &wire{}
	w.server = httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: service})
			r.Out.Host = r.In.Host // it is signed
			if change := w.request.Load(); change != nil {
				(*change)(r.Out)
			}
		},
		ModifyResponse: func(r *http.Response) error {
			if change := w.response.Load(); change != nil {
				return (*change)(r)
			}
			return nil
		},
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }, // hang up
	})
	t.Cleanup(w.server.Close)
	gateway.Host = strings.TrimPrefix(w.server.URL, "http://")
	w.address = gateway.String()
	return w
}

func (w *wire) bucket(t *testing.T) *storage.Bucket {
	t.Helper()
	b, err := storage.New(openStore(t, w.address), storage.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func stage(t *testing.T, b *storage.Bucket, body []byte) *storage.Staged {
	t.Helper()
	st, err := b.Stage(t.Context(), bytes.NewReader(body), int64(len(body)), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Discard() })
	return st
}

// flip changes one byte of a body in passing.
type flip struct {
	io.ReadCloser
	at int
}

func (f *flip) Read(p []byte) (int, error) {
	n, err := f.ReadCloser.Read(p)
	if f.at >= 0 && f.at < n {
		p[f.at] ^= 1
	}
	f.at -= n
	return n, err
}

func TestBytesDamagedOnTheWayAreRefused(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	b := w.bucket(t)
	st := stage(t, b, bytes.Repeat([]byte("x"), 100_000))
	spoil := func(r *http.Request) {
		if r.Method == http.MethodPut {
			r.Body = &flip{r.Body, 70_000}
		}
	}
	w.request.Store(&spoil)
	if err := st.Commit(t.Context()); err == nil {
		t.Error("damaged bytes were filed")
	}
	w.request.Store(nil)
	if _, err := b.Stat(t.Context(), st.Hash()); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("after the refusal: %v, want ErrNotFound", err)
	}
	if err := st.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := b.Verify(t.Context(), st.Hash()); err != nil {
		t.Error(err)
	}

	back := func(r *http.Response) error {
		r.Body = &flip{r.Body, 70_000}
		return nil
	}
	w.response.Store(&back)
	if err := b.Verify(t.Context(), st.Hash()); !errors.Is(err, storage.ErrCorrupt) {
		t.Errorf("damaged on the way back: %v, want ErrCorrupt", err)
	}
}

// The service stores the object, the answer is lost, the client tries again and
// hears that the key is taken: by itself.
func TestALostAnswerIsNoFailure(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	b := w.bucket(t)
	st := stage(t, b, []byte("stored, and not answered"))
	var lost atomic.Bool
	lose := func(r *http.Response) error {
		if r.Request.Method == http.MethodPut && lost.CompareAndSwap(false, true) {
			return errors.New("lost")
		}
		return nil
	}
	w.response.Store(&lose)
	if err := st.Commit(t.Context()); err != nil || !lost.Load() {
		t.Fatalf("%v; an answer was lost: %v", err, lost.Load())
	}
	if err := b.Verify(t.Context(), st.Hash()); err != nil {
		t.Error(err)
	}
}

// half gives half of a body and then an error, so that the proxy hangs up.
type half struct {
	io.ReadCloser
	left int
}

func (h *half) Read(p []byte) (int, error) {
	if h.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := h.ReadCloser.Read(p[:min(len(p), h.left)])
	h.left -= n
	return n, err
}

func TestABrokenConnectionIsAnOutage(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	b := w.bucket(t)
	st := stage(t, b, bytes.Repeat([]byte("x"), 500_000))
	if err := st.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	breakOff := func(r *http.Response) error {
		if r.Request.Method == http.MethodGet {
			r.Body = &half{r.Body, 250_000}
		}
		return nil
	}
	w.response.Store(&breakOff)
	rc, err := b.Open(t.Context(), st.Hash(), 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer rc.Close()
	if n, err := io.Copy(io.Discard, rc); !errors.Is(err, storage.ErrUnavailable) {
		t.Errorf("read %d bytes, %v; want ErrUnavailable", n, err)
	}
	if err := b.Verify(t.Context(), st.Hash()); !errors.Is(err, storage.ErrUnavailable) || errors.Is(err, storage.ErrCorrupt) {
		t.Errorf("verify: %v; want ErrUnavailable: nothing is known about the bytes", err)
	}
	err = b.Local(t.Context(), st.Hash(), func(string) error { t.Error("half a copy was handed out"); return nil })
	if !errors.Is(err, storage.ErrUnavailable) || errors.Is(err, storage.ErrTruncated) {
		t.Errorf("local: %v, want ErrUnavailable", err)
	}
}

func TestAServiceThatIsGoneIsAnOutage(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	b := w.bucket(t)
	st := stage(t, b, []byte("later"))
	w.server.Close()
	for name, call := range map[string]func() error{
		"ping":   func() error { return b.Ping(t.Context()) },
		"commit": func() error { return st.Commit(t.Context()) },
		"stat":   func() error { _, err := b.Stat(t.Context(), st.Hash()); return err },
		"open":   func() error { _, err := b.Open(t.Context(), st.Hash(), 0, -1); return err },
		"delete": func() error { return b.Delete(t.Context(), st.Hash()) },
		"list":   func() error { return b.Originals(t.Context(), func(storage.Info) error { return nil }) },
		"sweep":  func() error { return b.DeleteDerived(t.Context(), st.Hash()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := call(); !errors.Is(err, storage.ErrUnavailable) {
				t.Errorf("%v, want ErrUnavailable", err)
			}
		})
	}
}

// Cancelled when the first bytes are under way, which is not a moment a test can
// hit from outside.
func TestACommitCancelledInTheMiddleLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	b := w.bucket(t)
	st := stage(t, b, bytes.Repeat([]byte("x"), 32<<20))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cut := func(r *http.Request) {
		if r.Method == http.MethodPut {
			r.Body = &onRead{r.Body, 1 << 20, cancel}
		}
	}
	w.request.Store(&cut)
	if err := st.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v, want context.Canceled", err)
	}
	w.request.Store(nil)
	if _, err := b.Stat(t.Context(), st.Hash()); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("after the cut: %v, want ErrNotFound", err)
	}
	if err := st.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := b.Verify(t.Context(), st.Hash()); err != nil {
		t.Error(err)
	}
}

// onRead calls a function once after so many bytes.
type onRead struct {
	io.ReadCloser
	after int
	do    func()
}

func (o *onRead) Read(p []byte) (int, error) {
	n, err := o.ReadCloser.Read(p)
	if o.after -= n; o.after <= 0 {
		o.do()
	}
	return n, err
}

func TestOpenSaysWhatIsWrongAndNotTheSecret(t *testing.T) {
	t.Parallel()
	good := storagetest.Gateway(t)
	u, err := url.Parse(good)
	if err != nil {
		t.Fatal(err)
	}
	secret, _ := u.User.Password()
	const wrong = "not-the-secret-of-this-service"
	for name, rawURL := range map[string]string{
		"wrong secret":   strings.Replace(good, secret, wrong, 1),
		"no such bucket": strings.Replace(good, u.Path, "/nothing-here", 1),
		"bad bucket":     strings.Replace(good, u.Path, "/_", 1),
		"tls to plain":   strings.Replace(good, "tls=0", "tls=1", 1),
		"nobody there":   strings.Replace(good, u.Host, "127.0.0.1:1", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			_, err := s3store.Open(ctx, rawURL)
			if err == nil {
				t.Fatal("it opened")
			}
			if said := err.Error(); strings.Contains(said, secret) || strings.Contains(said, wrong) {
				t.Errorf("the secret is in %q", said)
			}
		})
	}
	s := openStore(t, good)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if said := fmt.Sprintf(verb, s) + fmt.Sprintf(verb, s.Facts()); strings.Contains(said, secret) {
			t.Errorf("%s shows the secret: %s", verb, said)
		}
	}
}

func TestCredentialsFromTheEnvironment(t *testing.T) {
	u, err := url.Parse(storagetest.Gateway(t))
	if err != nil {
		t.Fatal(err)
	}
	secret, _ := u.User.Password()
	t.Setenv("AWS_ACCESS_KEY_ID", u.User.Username())
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	t.Setenv("AWS_SESSION_TOKEN", "")
	u.User = nil
	if err := openStore(t, u.String()).Ping(t.Context()); err != nil {
		t.Error(err)
	}
}
