package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report prints one line of the table a figure.
type report struct{ out io.Writer }

// head says what it is measured on; no name of a machine is in it.
func (r *report) head() {
	first := func(path, prefix string) string {
		b, err := os.ReadFile(path)
		if err != nil {
			return "?"
		}
		for _, line := range strings.Split(string(b), "\n") {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				return strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(rest), ":")), " ")
			}
		}
		return "?"
	}
	fmt.Fprintf(r.out, "%d cores (%s), memory %s, kernel %s, load before %s, %s\n\n", runtime.NumCPU(), first("/proc/cpuinfo", "model name"),
		first("/proc/meminfo", "MemTotal:"), first("/proc/sys/kernel/osrelease", ""), first("/proc/loadavg", ""), time.Now().Format(time.DateOnly))
	fmt.Fprintf(r.out, "| what | measured | target |\n|---|---|---|\n")
}

// line prints one figure; target is empty when none was set.
func (r *report) line(what, measured, target string) {
	fmt.Fprintf(r.out, "| %s | %s | %s |\n", what, measured, target)
}

// durations are many measurements of the same thing.
type durations []time.Duration

// at returns the duration below which the share (0 … 1) of the measurements lies.
func (d durations) at(share float64) time.Duration {
	if len(d) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(d))
	return s[min(int(share*float64(len(s))), len(s)-1)]
}

func (d durations) String() string {
	return fmt.Sprintf("p50 %s · p95 %s (%d times)", short(d.at(0.5)), short(d.at(0.95)), len(d))
}

func short(d time.Duration) string {
	if d < 10*time.Millisecond {
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	}
	if d < 10*time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

// ratios are quotients of two measurements made one after the other.
type ratios []float64

// median is what a single disturbed pair does not move.
func (r ratios) median() float64 {
	s := slices.Sorted(slices.Values(r))
	return s[len(s)/2]
}
