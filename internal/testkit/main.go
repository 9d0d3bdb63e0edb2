// Package testkit gives tests real parts: a database of their own cloned from a
// template, a bucket of files, an index, the reader with its sandbox, and a small
// world of two agencies with people in every role. It is for tests only; nothing
// here is a stand-in.
package testkit

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/intake"
	"minhchung/internal/localpg"
	"minhchung/internal/postgres"
)

// envURL hands the address of the server from Main to the tests.
const envURL = "MINHCHUNG_TESTKIT_DATABASE"

const template = "testkit_template"

// Main runs the tests of a package beside one private PostgreSQL with a migrated
// template. A test binary is also the helper of its own reader, as the program is.
func Main(m *testing.M) {
	if code, is := intake.Helper(os.Args[1:], os.Stdin, os.Stdout); is {
		os.Exit(code)
	}
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testkit:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	dir, err := os.MkdirTemp("", "mc-testkit-")
	if err != nil {
		return 0, fmt.Errorf("folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // PostgreSQL's own account passes through
		return 0, fmt.Errorf("folder: %w", err)
	}
	pg, err := localpg.Start(ctx, localpg.Config{Dir: filepath.Join(dir, "rows"), Fast: true, ToolsDir: toolsDir()})
	if err != nil {
		return 0, err
	}
	defer func() {
		stop, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		_ = pg.Stop(stop)
	}()
	if err := makeTemplate(ctx, pg.URL()); err != nil {
		return 0, err
	}
	if err := os.Setenv(envURL, pg.URL()); err != nil {
		return 0, fmt.Errorf("environment: %w", err)
	}
	return m.Run(), nil
}

// toolsDir is where the build keeps a packaged PostgreSQL, seen from any package.
func toolsDir() string {
	dir, err := os.Getwd()
	for err == nil && dir != "/" {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			return filepath.Join(dir, ".tools")
		}
		dir = filepath.Dir(dir)
	}
	return ".tools"
}

func makeTemplate(ctx context.Context, server string) error {
	if err := admin(ctx, server, "CREATE DATABASE "+template); err != nil {
		return err
	}
	s, err := postgres.Open(ctx, onDatabase(server, template), 2, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Migrate(ctx)
}

func admin(ctx context.Context, server, sql string) error {
	c, err := pgx.Connect(ctx, server)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, sql); err != nil {
		return fmt.Errorf("%s: %w", sql, err)
	}
	return nil
}

func onDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	u.Path = "/" + name
	return u.String()
}

// DatabaseURL returns the address of a fresh, migrated database of this test's
// own; it goes when the test ends.
func DatabaseURL(t testing.TB) string {
	t.Helper()
	server := os.Getenv(envURL)
	if server == "" {
		t.Fatal("testkit.Main does not run this package's tests: add func TestMain(m *testing.M) { testkit.Main(m) }")
	}
	name := fmt.Sprintf("t_%d_%d", os.Getpid(), time.Now().UnixNano())
	if err := admin(t.Context(), server, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY file_copy"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := admin(ctx, server, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Log(err)
		}
	})
	return onDatabase(server, name)
}

// SQL runs one statement past the program, as somebody with the database's
// password could, and returns how many rows it touched.
func SQL(t testing.TB, database, sql string, args ...any) int64 {
	t.Helper()
	c, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	tag, err := c.Exec(t.Context(), sql, args...)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return tag.RowsAffected()
}

// Count returns the single number that a query answers.
func Count(t testing.TB, database, sql string, args ...any) (n int64) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	if err := c.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return n
}
