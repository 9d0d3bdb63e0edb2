package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"time"
)

// scoring runs the benchmark of the arithmetic alone: every official of a province
// for one month, facts in memory.
func scoring(ctx context.Context, _ options, _ string, r *report) error {
	out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^BenchmarkProvince$", "-benchtime", "3x", "./internal/scoring").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	m := regexp.MustCompile(`(\d+) ns/op`).FindSubmatch(out)
	if m == nil {
		return fmt.Errorf("no figure in\n%s", out)
	}
	ns, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		return fmt.Errorf("read %q: %w", m[1], err)
	}
	r.line("one province-month computed (5,018 officials, 26 pieces each; arithmetic alone)", short(time.Duration(ns)), "≤ 2 s with the rows")
	return nil
}
