package localpg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a PostgreSQL process that works in a cluster's folder.
type process struct{ pid, parent int }

// processesOf finds every process that is a postgres and whose working folder is
// the cluster, as /proc says; PostgreSQL changes into its data folder and stays.
// The files it leaves behind are not asked: a number in postmaster.pid may
// belong to anybody by now, and a server's children outlive a killed server.
// Processes that cannot be inspected belong to other users, who cannot have
// opened a cluster that is ours.
func processesOf(cluster string) ([]process, error) {
	want, err := os.Stat(cluster)
	if err != nil {
		return nil, fmt.Errorf("localpg: %w", err)
	}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, fmt.Errorf("localpg: %w", err)
	}
	var found []process
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		cwd, err := os.Stat(filepath.Join("/proc", e.Name(), "cwd"))
		if err != nil || !os.SameFile(cwd, want) {
			continue
		}
		exe, err := os.Readlink(filepath.Join("/proc", e.Name(), "exe"))
		// A program that was upgraded while it ran has " (deleted)" behind its name.
		if err != nil || strings.TrimSuffix(filepath.Base(exe), " (deleted)") != "postgres" {
			continue
		}
		if parent, zombie := parentOf(pid); !zombie {
			found = append(found, process{pid, parent})
		}
	}
	return found, nil
}

// parentOf reads /proc/PID/stat: "PID (comm) STATE PPID …"; comm may hold
// anything, so the last parenthesis counts.
func parentOf(pid int) (parent int, zombie bool) {
	b, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0, true // it ended while we looked
	}
	text := string(b)
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	if len(fields) < 2 {
		return 0, false
	}
	parent, _ = strconv.Atoi(fields[1]) // the kernel writes a number
	return parent, fields[0] == "Z" || fields[0] == "X"
}

// How long leftovers get before the next, firmer word. Variables of a call and
// not of the package, so that a test need not wait.
type patience struct{ alone, ask, insist time.Duration }

func usualPatience() patience {
	return patience{alone: time.Second, ask: 20 * time.Second, insist: 10 * time.Second}
}

// endOrphans returns once no PostgreSQL process works in the cluster. What a
// killed owner or a killed server left mostly ends by itself; else it is asked
// to shut down in order (SIGINT), later to stop at once (SIGQUIT), which costs a
// recovery and no committed data. SIGKILL is never sent: it could leave children
// writing behind a new server's back.
func endOrphans(ctx context.Context, log *slog.Logger, cluster string, p patience) error {
	steps := []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{0, p.alone}, {syscall.SIGINT, p.ask}, {syscall.SIGQUIT, p.insist}}
	for _, step := range steps {
		left, err := processesOf(cluster)
		if err != nil || len(left) == 0 {
			return err
		}
		if step.signal != 0 {
			for _, pid := range toSignal(left) {
				log.Warn("a PostgreSQL process is left in this data folder: stopping it", "pid", pid, "signal", step.signal, "folder", cluster)
				if err := syscall.Kill(pid, step.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
					return fmt.Errorf("localpg: stopping the PostgreSQL process %d: %w", pid, err)
				}
			}
		}
		if gone, err := waitGone(ctx, cluster, step.wait); err != nil || gone {
			return err
		}
	}
	left, err := processesOf(cluster)
	if err != nil || len(left) == 0 {
		return err
	}
	return fmt.Errorf("%w: tiến trình PostgreSQL %d vẫn chạy trong %s và không dừng / PostgreSQL process %d still works in %s and does not stop",
		ErrBusy, left[0].pid, cluster, left[0].pid, cluster)
}

// toSignal picks the server itself, the one whose parent is not among them; it
// ends its children. With the server dead they are all orphans, and each is
// told.
func toSignal(left []process) []int {
	in := make(map[int]bool, len(left))
	for _, p := range left {
		in[p.pid] = true
	}
	var pids []int
	for _, p := range left {
		if !in[p.parent] {
			pids = append(pids, p.pid)
		}
	}
	return pids
}

func waitGone(ctx context.Context, cluster string, limit time.Duration) (bool, error) {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		left, err := processesOf(cluster)
		if err != nil || len(left) == 0 {
			return err == nil, err
		}
		select {
		case <-ctx.Done():
			return false, fmt.Errorf("localpg: waiting for an earlier PostgreSQL to end: %w", ctx.Err())
		case <-deadline.C:
			return false, nil
		case <-tick.C:
		}
	}
}

// clearStalePID removes a postmaster.pid that names a process which is alive but
// no PostgreSQL of this cluster: PostgreSQL would refuse to start because of it.
// A number that nobody has is left to PostgreSQL. To be called only after
// endOrphans, with our lock held.
func clearStalePID(log *slog.Logger, cluster string) error {
	path := filepath.Join(cluster, "postmaster.pid")
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("localpg: %w", err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 0 {
		return nil //nolint:nilerr // PostgreSQL says best what is wrong with the file
	}
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return nil
	}
	left, err := processesOf(cluster)
	if err != nil || len(left) > 0 {
		return err
	}
	log.Warn("postmaster.pid names a process that is no PostgreSQL of this folder: removing the file, leaving the process alone", "pid", pid, "file", path)
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("localpg: %w", err)
	}
	return nil
}
