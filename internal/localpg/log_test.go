package localpg

import (
	"io"
	"log/slog"
	"os/exec"
	"strings"
	"testing"
)

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestOverlongLineDoesNotStopTheServer(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("cat")
	cmd.Stdin = io.MultiReader(strings.NewReader(strings.Repeat("x", 1<<20)), strings.NewReader("\nLOG:  the last\n"))
	l, err := pumpLog(silent(), cmd)
	check(t, err)
	check(t, cmd.Start())
	l.started()
	check(t, cmd.Wait())
	l.wait(true)
	if got := l.tail(); !strings.HasSuffix(got, "LOG:  the last") || len(got) > 64<<10 {
		t.Errorf("%d bytes kept, ending in %.40q", len(got), got[max(0, len(got)-40):])
	}
}

func TestLevels(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]slog.Level{
		"PANIC:  could not fsync":               slog.LevelError,
		"WARNING:  page verification failed":    slog.LevelWarn,
		"FATAL:  terminating connection":        slog.LevelInfo,
		"ERROR:  duplicate key value":           slog.LevelDebug,
		"LOG:  database system is ready":        slog.LevelDebug,
		"a line that is not the server's own\t": slog.LevelDebug,
	} {
		if got := levelOf(line); got != want {
			t.Errorf("levelOf(%q) = %v, want %v", line, got, want)
		}
	}
}

func TestParentOfSurvivesOddNames(t *testing.T) {
	t.Parallel()
	if parent, zombie := parentOf(1); parent != 0 || zombie {
		t.Errorf("process 1 has parent %d, zombie %v", parent, zombie)
	}
}
