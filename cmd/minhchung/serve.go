package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"time"

	"github.com/spf13/cobra"

	"minhchung/frontend"
	"minhchung/internal/kpi"
	"minhchung/internal/web"
)

func serveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "Serve the web application and work on jobs", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, _, err := configOf(cmd)
			if err != nil {
				return err
			}
			m := &Main{Config: c, Log: logger(c.LogLevel)}
			err = m.Run(cmd.Context())
			if cmd.Context().Err() != nil && errors.Is(err, context.Canceled) {
				return nil // asked to stop while it was still starting: no failure
			}
			return err
		},
	}
}

// Run opens everything, serves until ctx ends, and closes in order.
func (m *Main) Run(ctx context.Context) (err error) {
	if err := m.Open(ctx); err != nil {
		return err
	}
	defer func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
		defer cancel()
		if e := m.Close(stop); e != nil && err == nil {
			err = e
		}
	}()
	tellWalls(os.Stderr, m.reader.Tools())
	if err := m.prepare(ctx); err != nil {
		return err
	}
	ln, err := m.listen(ctx)
	if err != nil {
		return err
	}
	if err := m.Work(ctx); err != nil {
		return err
	}
	files, err := pages()
	if err != nil {
		m.Log.Warn("the front end was not built; only the API is served", "err", err)
	}
	demo, err := m.demoAccounts(ctx)
	if err != nil {
		return err
	}
	srv := web.New(web.Config{
		App: m.app, Files: files, Log: m.Log, Version: version, Secure: m.Config.TLSCert != "", Proxies: m.Config.Proxies,
		Demo: demo, Parts: m.parts,
	})
	if err := m.greet(ctx, ln, demo); err != nil {
		return err
	}
	go func() { // the first upload need not wait for a parser to start
		if err := m.reader.Warm(ctx); err != nil && ctx.Err() == nil {
			m.Log.Warn("parser not warmed", "err", err)
		}
	}()
	served := make(chan error, 1)
	go func() { served <- srv.Serve(ln) }()
	var gone <-chan struct{}
	if m.local != nil {
		gone = m.local.Done()
	}
	select {
	case err := <-served:
		return err
	case <-gone:
		return fmt.Errorf("the private PostgreSQL ended: %w", m.local.Wait())
	case <-ctx.Done():
		fmt.Fprintln(os.Stderr, "Đang dừng… / Stopping…")
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestPatience)
		defer cancel()
		return srv.Close(stop)
	}
}

// requestPatience is how long running requests get once the program was asked to
// stop. Decisions take milliseconds; an upload that is not through by then is sent
// again, and must not hold up a restart.
const requestPatience = 5 * time.Second

// prepare fills an empty installation when asked to, and a stale index.
func (m *Main) prepare(ctx context.Context) error {
	empty, err := m.app.NeedsSetup(ctx)
	if err != nil {
		return err
	}
	if m.Config.Demo && empty {
		if err := m.seedDemo(ctx); err != nil {
			return fmt.Errorf("demo office: %w", err)
		}
	}
	if !m.stale {
		return nil
	}
	fmt.Fprintln(os.Stderr, "Chỉ mục tìm kiếm được dựng lại. / The search index is rebuilt.")
	return m.app.Reindex(ctx, func(done int) { bar("index", done, 0) })
}

func (m *Main) listen(ctx context.Context) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", m.Config.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen on %s (is another program using it? choose another with --listen): %w", m.Config.Listen, err)
	}
	if m.Config.TLSCert == "" {
		return ln, nil
	}
	cert, err := tls.LoadX509KeyPair(m.Config.TLSCert, m.Config.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}), nil
}

func pages() (fs.FS, error) { return frontend.Files() }

// greet prints where to go, and how to sign in for the first time.
func (m *Main) greet(ctx context.Context, ln net.Listener, demo []web.DemoAccount) error {
	scheme := "http"
	if m.Config.TLSCert != "" {
		scheme = "https"
	}
	base := scheme + "://" + ln.Addr().String()
	// The address comes last: who waits for that line has everything before it.
	defer fmt.Printf("listening on %s\n", base)
	if len(demo) > 0 {
		fmt.Printf("\nCơ quan minh họa / demo office — mật khẩu / password: %s\n", demo[0].Password)
		for _, d := range demo {
			fmt.Printf("  %-12s %s — %s\n", d.Login, d.Name, d.Role.Vi)
		}
		fmt.Println()
	}
	need, err := m.app.NeedsSetup(ctx)
	if err != nil || !need {
		return err
	}
	token, err := m.app.InviteFirstAdmin(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("\nTạo quản trị viên đầu tiên (liên kết dùng một lần) / make the first admin (one-time link):\n  %s/setup?token=%s\n\n", base, token)
	return nil
}

// demoPassword is the password of every account of the demo office; it exists in
// no other installation.
const demoPassword = "minh-chung-demo"

// demoAccounts lists the accounts shown on the sign-in page: those of the demo
// office, and only when the program runs as a demo.
func (m *Main) demoAccounts(ctx context.Context) ([]web.DemoAccount, error) {
	if !m.Config.Demo {
		return nil, nil
	}
	ok, err := m.isDemo(ctx)
	if err != nil || !ok {
		return nil, err
	}
	show := func(login, name, vi, en string) web.DemoAccount {
		return web.DemoAccount{Login: login, Password: demoPassword, Name: name, Role: kpi.Text{Vi: vi, En: en}}
	}
	var out []web.DemoAccount
	for _, s := range demoShown() {
		name, err := m.accountName(ctx, s.login)
		if err != nil {
			return nil, err
		}
		out = append(out, show(s.login, name, s.vi, s.en))
	}
	return out, nil
}
