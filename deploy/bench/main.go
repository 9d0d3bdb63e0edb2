// Command bench measures the program from outside, over HTTP, as people use it,
// and prints a table for docs/benchmarks.md. Where it can, a figure is the ratio to
// the bare work on the same machine in the same minute: ratios travel, seconds do
// not.
//
// It is no test: nothing fails because a machine is slow. It measures one process
// on one machine with its private PostgreSQL, and no network worth the name.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
)

// options say how much is measured.
type options struct {
	program   string
	dir       string // of the installations; removed again
	uploadMB  int
	receipts  int
	officials int
	products  int // of the installation whose lists are measured
	indexed   int // of the installation that is searched
	hostile   int // files made to hurt
	only      string
}

func main() {
	var o options
	flag.StringVar(&o.program, "program", "bin/minhchung", "the built program")
	flag.StringVar(&o.dir, "dir", os.TempDir(), "where the installations are made; needs 8 GB")
	flag.IntVar(&o.uploadMB, "upload-mb", 500, "size of the large upload")
	flag.IntVar(&o.receipts, "receipts", 40, "uploads of 3 MB")
	flag.IntVar(&o.officials, "officials", 5018, "officials of the large installation")
	flag.IntVar(&o.products, "products", 200_000, "products of the large installation, for lists")
	flag.IntVar(&o.indexed, "indexed", 20_000, "products of the installation that is searched; reindexing takes a second a thousand or so")
	flag.IntVar(&o.hostile, "hostile", 500, "files made to hurt a reader")
	flag.StringVar(&o.only, "only", "upload receipt hostile lists search scoring", "what to measure")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := measure(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp(o.dir, "mc-bench-")
	if err != nil {
		return fmt.Errorf("folder: %w", err)
	}
	defer func() {
		if e := os.RemoveAll(dir); err == nil && e != nil {
			err = fmt.Errorf("clean up: %w", e)
		}
	}()
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // PostgreSQL's own account passes through
		return fmt.Errorf("folder: %w", err)
	}
	r := &report{out: os.Stdout}
	r.head()
	for _, step := range []struct {
		name string
		run  func(context.Context, options, string, *report) error
	}{
		{"upload", uploads}, {"receipt", receipts}, {"hostile", hostile}, {"lists", lists}, {"search", searches}, {"scoring", scoring},
	} {
		if !strings.Contains(" "+o.only+" ", " "+step.name+" ") {
			continue
		}
		if err := step.run(ctx, o, dir+"/"+step.name, r); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}
