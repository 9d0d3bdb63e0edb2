// Command testrun runs the three test suites one after the other (Go, front end,
// browser), shows what failed and why anything was skipped, and ends with
//
//	total: N passed, N failed, N skipped
//
// It is for `make test` and counts what the suites' own reports say: a test with
// subtests counts as its subtests. A suite that breaks off, or runs nothing, is
// one failure more. It chooses no tests and retries none. The raw reports stay
// in .make. It exits with 1 unless everything that ran passed.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

const logs = ".make"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := os.MkdirAll(logs, 0o750); err != nil {
		fmt.Fprintln(os.Stderr, "testrun:", err)
		os.Exit(1)
	}
	if !report(os.Stdout, runAll(ctx, os.Stdout)) {
		os.Exit(1)
	}
}

// suite is one way of testing: it returns what it counted, and an error when its
// program did not end well.
type suite struct {
	name string
	run  func(ctx context.Context, out io.Writer) (tally, error)
}

func suites() []suite {
	return []suite{
		{"go", runGo},
		{"front end", func(ctx context.Context, out io.Writer) (tally, error) {
			file := filepath.Join(logs, "front-end.json")
			return runNPM(ctx, out, file, parseVitest,
				"run", "test", "--", "--reporter=default", "--reporter=json", "--outputFile="+absolute(file))
		}},
		{"browser", func(ctx context.Context, out io.Writer) (tally, error) {
			return runNPM(ctx, out, filepath.Join(logs, "browser.json"), parsePlaywright,
				"run", "e2e", "--", "--reporter=list,json")
		}},
	}
}

func runAll(ctx context.Context, out io.Writer) tally {
	var all tally
	for _, s := range suites() {
		fmt.Fprintf(out, "== tests: %s\n", s.name)
		began := time.Now()
		t, err := s.run(ctx, out)
		t = t.settle(s.name, err)
		fmt.Fprintf(out, "-- %s: %d passed, %d failed, %d skipped in %s\n",
			s.name, t.passed, len(t.failed), len(t.skipped), time.Since(began).Round(time.Second))
		all.add(t)
	}
	return all
}

func absolute(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path // only without a working folder, where nothing else works either
	}
	return abs
}
