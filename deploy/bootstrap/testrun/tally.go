package main

import (
	"fmt"
	"io"
	"strings"
)

// note is a test and what there is to say about it.
type note struct{ test, text string }

// tally counts tests. Passed ones need no name.
type tally struct {
	passed          int
	failed, skipped []note
}

func (t *tally) add(o tally) {
	t.passed += o.passed
	t.failed = append(t.failed, o.failed...)
	t.skipped = append(t.skipped, o.skipped...)
}

// settle makes a failure of what no single test stands for: a program that ended
// badly without a failed test, or a suite that ran nothing at all.
func (t tally) settle(name string, err error) tally {
	switch ran := t.passed + len(t.failed); {
	case err != nil && len(t.failed) == 0:
		t.failed = append(t.failed, note{name + " (the suite itself)", err.Error()})
	case ran == 0:
		t.failed = append(t.failed, note{name + " (the suite itself)", "no test ran"})
	}
	return t
}

// report writes the end of the output and says whether all is well. The last
// line is read by other programs: it stands alone and keeps its form.
func report(out io.Writer, t tally) bool {
	if len(t.failed) > 0 {
		fmt.Fprintln(out, "== failed")
		for _, n := range t.failed {
			fmt.Fprintf(out, "FAIL %s\n%s\n", n.test, indent(n.text))
		}
	}
	if len(t.skipped) > 0 {
		fmt.Fprintln(out, "== skipped, and why")
		for _, n := range t.skipped {
			if n.text == "" {
				n.text = "no reason given"
			}
			fmt.Fprintf(out, "SKIP %s: %s\n", n.test, strings.Join(strings.Fields(n.text), " "))
		}
	}
	fmt.Fprintf(out, "total: %d passed, %d failed, %d skipped\n", t.passed, len(t.failed), len(t.skipped))
	return len(t.failed) == 0 && t.passed > 0
}

// indent keeps the end of a long text, where the reason usually is.
func indent(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	const most = 80
	if len(lines) > most {
		lines = append([]string{fmt.Sprintf("… %d lines more", len(lines)-most)}, lines[len(lines)-most:]...)
	}
	return "    " + strings.Join(lines, "\n    ")
}
