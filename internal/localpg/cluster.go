package localpg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// createCluster makes the cluster with its one database, beside its final name,
// and renames it at the end: a cluster that can be seen is whole. What an
// interrupted attempt left is put aside under another name, not removed.
func createCluster(ctx context.Context, log *slog.Logger, h home, a account, b binaries, fast bool) error {
	began := time.Now()
	unfinished := h.cluster() + ".unfinished"
	if _, err := os.Stat(unfinished); err == nil {
		aside := fmt.Sprintf("%s-%d", unfinished, began.UnixNano())
		if err := os.Rename(unfinished, aside); err != nil {
			return fmt.Errorf("localpg: putting an unfinished cluster aside: %w", err)
		}
		log.Warn("an earlier start was interrupted while making the cluster; what it left holds no data and may be deleted", "folder", aside)
	}
	if err := os.Mkdir(unfinished, 0o700); err != nil {
		return fmt.Errorf("localpg: making the cluster's folder: %w", err)
	}
	if err := a.give(unfinished); err != nil {
		return err
	}
	args := []string{
		"-D", unfinished, "-U", databaseUser,
		"--auth-local=trust", "--auth-host=reject", // the socket's folder is the guard; see openSocketFolder
		"--encoding=UTF8", "--locale=C", "--locale-provider=libc", // the same order on every machine and after every libc update
		"--data-checksums",
	}
	if fast {
		args = append(args, "--no-sync")
	}
	if err := runOnce(ctx, a, h.base, "", b.initdb(), args...); err != nil {
		return err
	}
	// Single-user mode needs no client program, which the npm package lacks.
	args = append([]string{"--single", "-D", unfinished, "-c", "exit_on_error=on"}, flags(createSettings(fast))...)
	if err := runOnce(ctx, a, h.base, "CREATE DATABASE "+databaseName+"\n", b.postgres(), append(args, "postgres")...); err != nil {
		return err
	}
	if err := os.Rename(unfinished, h.cluster()); err != nil {
		return fmt.Errorf("localpg: %w", err)
	}
	if err := syncFolder(h.base); err != nil {
		return fmt.Errorf("localpg: %w", err)
	}
	log.Info("made a new PostgreSQL cluster", "folder", h.cluster(), "version", b.major, "account", a.name, "took", time.Since(began).Round(time.Millisecond))
	return nil
}

// runOnce runs one program to its end as the account; an error carries the end
// of what it printed.
func runOnce(ctx context.Context, a account, dir, stdin, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = environment()
	cmd.SysProcAttr = a.attr()
	cmd.Stdin = strings.NewReader(stdin)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	// A cancelled initdb is asked to end, so that its own child ends too.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("localpg: %s: %w", filepath.Base(program), errors.Join(err, errors.New(tail(out.String()))))
	}
	return nil
}

// tail keeps the last lines of a program's output, where its reason stands.
func tail(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}
