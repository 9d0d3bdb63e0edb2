// Package web is the only place for HTTP: routes, sessions, the error map, upload,
// download and the front end's files. A handler finds out who asks, hands the
// question to a use case of package app and writes the answer down; it decides
// nothing and keeps nothing.
package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// DemoAccount is shown on the sign-in page of a demo office, and nowhere else.
type DemoAccount struct {
	Login    string   `json:"login"`
	Password string   `json:"password"`
	Name     string   `json:"name"`
	Role     kpi.Text `json:"role_text"`
}

// Config is what a server needs.
type Config struct {
	App     *app.App
	Files   fs.FS // the front end; nil = none was built
	Log     *slog.Logger
	Version string
	Secure  bool           // served over https: Secure cookies and HSTS
	Proxies []netip.Prefix // of whom the X-Forwarded headers are believed
	Demo    []DemoAccount  // nil outside --demo
	Parts   func(context.Context) []Part
	Beat    time.Duration // between two signs of life of a stream of events; 0 = streamBeat
	Last    time.Duration // how long a stream of events lasts at most; 0 = streamLast
}

// Part is the state of one part of the program for /readyz.
type Part struct {
	Name  string `json:"name" example:"rows"`
	Ready bool   `json:"ready"`
	Kind  string `json:"kind" doc:"What serves it, e.g. postgresql 15"`
	Error string `json:"error,omitempty"`
}

// Route is one route with the action it asks of access; Public ones ask nothing.
type Route struct {
	Method, Path string
	Action       access.Action
	Public       bool
}

// Server answers HTTP.
type Server struct {
	cfg     Config
	fiber   *fiber.App
	api     huma.API
	routes  []Route
	metrics *metrics
	pieces  pieces
	asked   meter // of hashes
	feed    *app.Feed

	mu     sync.Mutex
	ln     net.Listener // set while it serves
	closed bool
}

// Limits of a request. Uploads have their own limit and may take long on bad lines.
const (
	headerTimeout = 15 * time.Second
	jsonTimeout   = 60 * time.Second
	uploadTimeout = app.UploadTime
	idleTimeout   = 2 * time.Minute
)

// New makes a server with all its routes.
func New(cfg Config) *Server {
	s := &Server{cfg: cfg, metrics: newMetrics(), asked: meter{burst: 200, interval: time.Second / 2}}
	s.feed = app.NewFeed(cfg.App.Store, cfg.Log)
	s.fiber = fiber.New(fiber.Config{
		AppName: "minhchung", DisableStartupMessage: true,
		StreamRequestBody: true, // bodies are counted where they are read
		Immutable:         true, // without it strings kept past a handler change under our feet
		// Nothing takes forms; the library would write one to disk before anybody was asked.
		DisablePreParseMultipartForm: true,
		ReadTimeout:                  headerTimeout, IdleTimeout: idleTimeout, WriteTimeout: uploadTimeout,
		ReadBufferSize: 16 << 10, ErrorHandler: s.fail,
	})
	s.fiber.Server().HeaderReceived = patience
	s.fiber.Use(s.observe, s.leftover, s.recover, s.secure, s.sameOrigin, s.who, s.method)
	hc := huma.DefaultConfig("Minh Chứng", cfg.Version)
	hc.CreateHooks = nil // no $schema derived from the Host header
	hc.DocsPath, hc.SchemasPath = "", ""
	hc.OpenAPIPath = "" // served below, with the raw routes described too
	hc.Transformers = []huma.Transformer{asProblem}
	hc.Info.Description = "The register of finished work. All times are RFC 3339; all days are those of Vietnam; exact numbers are fractions n/d."
	s.api = humafiber.New(s.fiber, hc)
	s.registerAll()
	return s
}

func (s *Server) registerAll() {
	s.status()
	s.sessions()
	s.events()
	s.uploads()
	s.tus()
	s.products()
	s.files()
	s.evidence()
	s.reviews()
	s.scores()
	s.search()
	s.units()
	s.people()
	s.roles()
	s.catalogue()
	s.plans()
	s.logEntries()
	s.quarantine()
	s.classified()
	s.notices()
	s.health()
	s.docs()
	s.static()
}

// Routes lists every route with its action.
func (s *Server) Routes() []Route { return s.routes }

// Fiber returns the router, for tests that send requests without a network.
func (s *Server) Fiber() *fiber.App { return s.fiber }

// Serve answers on the listener until it is closed; after Close it answers nothing.
func (s *Server) Serve(ln net.Listener) error {
	s.mu.Lock()
	s.ln = ln
	closed := s.closed
	s.mu.Unlock()
	if closed {
		_ = ln.Close()
		return nil
	}
	if err := s.fiber.Listener(ln); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// Close lets running requests finish until ctx ends; what still runs then is cut
// off with the process, and that is no failure of the stop.
func (s *Server) Close(ctx context.Context) error {
	s.feed.Close() // streams of events do not end by themselves
	s.mu.Lock()
	s.closed = true
	if s.ln != nil { // the router knows its listener only once it waits on it
		_ = s.ln.Close()
	}
	s.mu.Unlock()
	err := s.fiber.ShutdownWithContext(ctx)
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	if errors.Is(err, context.DeadlineExceeded) {
		s.cfg.Log.Warn("requests that did not finish are cut off")
		return nil
	}
	if err != nil {
		return fmt.Errorf("close server: %w", err)
	}
	return nil
}
