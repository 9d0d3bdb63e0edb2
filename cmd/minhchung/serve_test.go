package main_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
	"minhchung/storage/storagetest"
)

func TestFirstStartPrintsALinkThatWorksOnce(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	s := in.serve()
	setupToken(t, s)
	s.stop() // nobody set it up: the next start says how again
	s = in.serve()
	base := func() string { return s.base }
	o := found(t, s, base)
	var me web.Me
	o.staff.must("GET", "/api/me", nil, &me)
	if me.Login != "nguoinop" || me.MustChange || len(me.Roles) != 1 {
		t.Errorf("the official is %+v", me)
	}
	token := strings.TrimPrefix(strings.TrimSpace(in.invite(s)), "/setup?token=")
	if status, err := newClient(t, base).do("POST", "/api/setup", map[string]any{
		"token": token, "login": "nguoila", "name": "Người Lạ", "password": testPassword,
	}, nil); err == nil || status < 400 {
		t.Errorf("a second first administrator: status %d", status)
	}
	s.stop()
	s = in.serve()
	if strings.Contains(s.output(), "/setup?token=") {
		t.Errorf("an installation with people still prints the link:\n%s", s.output())
	}
	o.staff.must("GET", "/api/me", nil, &me) // the session outlived the restart
	s.stop()
}

func TestStopWhileStartingIsNoFailure(t *testing.T) {
	t.Parallel()
	newInstallation(t).serve().stop() // the link is not printed yet when it listens
}

// invite asks for another link, which needs the server to be down.
func (in *installation) invite(s *server) string {
	in.t.Helper()
	s.stop()
	out := in.mustRun("user", "invite")
	again := in.serve()
	s.cmd, s.base, s.ended = again.cmd, again.base, again.ended
	return out
}

func TestOneServerToOneFolder(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	s := in.serve()
	refused := in.run("serve", "--listen", "127.0.0.1:0")
	if refused.code == 0 || !strings.Contains(refused.err, "đang được") || !strings.Contains(refused.err, "is in use by") ||
		!strings.Contains(refused.err, fmt.Sprint(s.cmd.Process.Pid)) {
		t.Errorf("a second server on the same folder: %v", refused)
	}
	if strings.Contains(refused.out, "listening") {
		t.Errorf("it listened first:\n%s", refused.out)
	}
	var st web.Status
	newClient(t, func() string { return s.base }).must("GET", "/api/status", nil, &st)
	if !st.SetupNeeded || st.Demo {
		t.Errorf("status of the first server: %+v", st)
	}
	s.stop()
}

// TestStopDoesNotWaitForASlowUpload: somebody's stalled line must not hold up a
// restart, and what it had sent leaves nothing.
func TestStopDoesNotWaitForASlowUpload(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	s := in.serve()
	o := found(t, s, func() string { return s.base })
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	must(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "PUT /api/uploads?name=cham.pdf HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nContent-Length: 5000000\r\n\r\n%%PDF-1.7\n%s",
		o.staff.cookie.String(), strings.Repeat("x", 1<<20))
	must(t, err)
	scratch := filepath.Join(in.dir, "d", "scratch")
	eventually(t, func() error {
		if left, err := os.ReadDir(scratch); err != nil || len(left) == 0 {
			return fmt.Errorf("the upload has not begun: %w", err)
		}
		return nil
	})
	start := time.Now()
	s.stop()
	if took := time.Since(start); took > 15*time.Second { // running requests get five, what they hold up twenty more
		t.Errorf("stopping took %s", took)
	}
	in.mustRun("sweep", "--older", "0s")
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("left in scratch: %v %v", left, err)
	}
}

func TestAddressesOfOthersAreRefusedWithoutTLS(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	s := in.run("serve", "--listen", "0.0.0.0:0")
	if s.code == 0 || !strings.Contains(s.err, "--tls-cert") {
		t.Errorf("serve on every address: %v", s)
	}
	if _, err := os.Stat(filepath.Join(in.dir, "d")); err == nil {
		t.Error("it made a data folder before it refused")
	}
}

func TestTLSServesWithSecureCookies(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	cert, key, pool := certificate(t, in.dir)
	s := in.serve("--tls-cert", cert, "--tls-key", key)
	if !strings.HasPrefix(s.base, "https://") {
		t.Fatalf("listening on %s", s.base)
	}
	c := newClient(t, func() string { return s.base })
	c.http.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	c.must("POST", "/api/setup", map[string]any{"token": setupToken(t, s), "login": "quantri", "name": "Quản Trị", "password": testPassword}, nil)
	if c.cookie == nil || !c.cookie.Secure || !c.cookie.HttpOnly || c.cookie.SameSite != http.SameSiteLaxMode {
		t.Errorf("cookie: %+v", c.cookie)
	}
	a, err := c.request("GET", "/healthz", nil, 0)
	must(t, err)
	a.Body.Close()
	if a.Header.Get("Strict-Transport-Security") == "" || a.TLS.Version < tls.VersionTLS12 {
		t.Errorf("headers %v, TLS %x", a.Header, a.TLS.Version)
	}
	plain, err := http.Get("http" + strings.TrimPrefix(s.base, "https") + "/healthz")
	if err == nil {
		plain.Body.Close()
		t.Errorf("plain http is answered: %s", plain.Status)
	}
	c.http.CloseIdleConnections()
	s.stop()
}

// certificate writes a certificate for 127.0.0.1 that signs itself.
func certificate(t testing.TB, dir string) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	shape := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, shape, shape, &k.PublicKey, k)
	must(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(k)
	must(t, err)
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	must(t, os.WriteFile(cert, public, 0o600))
	must(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(public)
	return cert, key, pool
}

func TestFilesGoToTheConfiguredStore(t *testing.T) {
	t.Parallel()
	address := storagetest.Gateway(t)
	in := newInstallation(t)
	in.env = append(in.env, "MINHCHUNG_STORAGE_URL="+address)
	s := in.serve()
	o := found(t, s, func() string { return s.base })
	file := testkit.Paper(t, 12)
	r, status, err := o.staff.upload("quyết định 12.pdf", file)
	if err != nil || status != http.StatusCreated {
		t.Fatalf("upload: %d, %v", status, err)
	}
	eventually(t, func() error {
		var f web.FoundJSON
		if o.staff.must("GET", "/api/search?q=12%2FQ%C4%90-UBND", nil, &f); len(f.Hits) != 1 || f.Hits[0].Product.ID != r.ProductID {
			return fmt.Errorf("found %+v", f.Hits)
		}
		return nil
	})
	body, err := o.staff.download(r.ProductID)
	if err != nil || !bytes.Equal(body, file) {
		t.Errorf("%d bytes came back of %d: %v", len(body), len(file), err)
	}
	var again app.Receipt
	if again, status, err = o.staff.upload("lần nữa.pdf", file); err != nil || status != http.StatusConflict {
		t.Errorf("the same file again: %d %+v %v", status, again, err)
	}
	s.stop()
	if _, err := os.Stat(filepath.Join(in.dir, "d", "bytes")); err == nil {
		t.Error("there are files under the data folder too")
	}
	if out := in.mustRun("verify", "--files"); !strings.Contains(out, " 1 files: 0 findings") {
		t.Errorf("verify: %s", out)
	}
	if out := in.mustRun("sweep", "--older", "0s"); !strings.Contains(out, "; 0 orphans left") {
		t.Errorf("sweep: %s", out)
	}
}
