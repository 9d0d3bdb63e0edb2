package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// racing lists the packages whose tests run under the race detector: those where
// goroutines meet. The rest is pure, or reached through these.
func racing() []string {
	return []string{"/storage", "/search", "/internal/localpg", "/internal/jobs", "/internal/identity"}
}

// runGo tests every package of the module, the racing ones apart.
func runGo(ctx context.Context, out io.Writer) (tally, error) {
	list := exec.CommandContext(ctx, "go", "list", "./...")
	list.Stderr = out
	names, err := list.Output()
	if err != nil {
		return tally{}, fmt.Errorf("go list: %w", err)
	}
	plain, race := split(strings.Fields(string(names)))
	if _, err := exec.LookPath("gcc"); err != nil {
		fmt.Fprintln(out, "no C compiler: the race detector, which needs one, is left out")
		plain, race = append(plain, race...), nil
	}
	t, err := goTest(ctx, out, "go.json", plain)
	if len(race) > 0 {
		more, errRace := goTest(ctx, out, "go-race.json", append([]string{"-race"}, race...))
		t.add(more)
		err = errors.Join(err, errRace)
	}
	return t, err
}

func split(packages []string) (plain, race []string) {
	for _, p := range packages {
		_, inside, _ := strings.Cut(p, "/")
		inside = "/" + inside
		if slices.ContainsFunc(racing(), func(r string) bool { return inside == r || strings.HasPrefix(inside, r+"/") }) {
			race = append(race, p)
		} else {
			plain = append(plain, p)
		}
	}
	return plain, race
}

// goTest streams `go test -json` into a tally, a line per package on the way.
func goTest(ctx context.Context, out io.Writer, file string, args []string) (tally, error) {
	log, err := os.Create(filepath.Join(logs, file))
	if err != nil {
		return tally{}, err
	}
	defer log.Close() //nolint:errcheck // a log
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-count=1", "-timeout=8m", "-json"}, args...)...)
	cmd.Stderr = out
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return tally{}, err
	}
	if err := cmd.Start(); err != nil {
		return tally{}, err
	}
	t, errRead := readGo(io.TeeReader(stdout, log), out)
	return t, errors.Join(errRead, cmd.Wait())
}

// event is one line of `go test -json` (go doc test2json); the last two belong
// to builds.
type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
	ImportPath, FailedBuild       string
}

// readGo counts. Lines that are no events are passed on to out.
func readGo(in io.Reader, out io.Writer) (tally, error) {
	c := goCount{out: out, output: map[[2]string]*strings.Builder{}, ended: map[string]map[string]string{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil {
				fmt.Fprintf(out, "%s", line)
			} else {
				c.see(e)
			}
		}
		if errors.Is(err, io.EOF) {
			return c.total, nil
		}
		if err != nil {
			return c.total, fmt.Errorf("reading go test: %w", err)
		}
	}
}

type goCount struct {
	out    io.Writer
	total  tally
	output map[[2]string]*strings.Builder // package and test
	ended  map[string]map[string]string   // package → test → pass, fail or skip
}

func (c *goCount) see(e event) {
	if e.Package == "" {
		e.Package = e.ImportPath // a build's lines
	}
	key := [2]string{e.Package, e.Test}
	switch e.Action {
	case "output", "build-output":
		if c.output[key] == nil {
			c.output[key] = &strings.Builder{}
		}
		c.output[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			c.endPackage(e)
			return
		}
		if c.ended[e.Package] == nil {
			c.ended[e.Package] = map[string]string{}
		}
		c.ended[e.Package][e.Test] = e.Action
	}
}

func (c *goCount) endPackage(e event) {
	failedBefore := len(c.total.failed)
	results := c.ended[e.Package]
	for test, action := range results {
		if isParent(test, action, results) {
			continue
		}
		n := note{e.Package + "." + test, c.said(e.Package, test)}
		switch action {
		case "pass":
			c.total.passed++
		case "fail":
			c.total.failed = append(c.total.failed, n)
		case "skip":
			n.text = reason(n.text)
			c.total.skipped = append(c.total.skipped, n)
		}
	}
	if e.Action == "fail" && len(c.total.failed) == failedBefore {
		// It did not build, or broke off outside any test.
		c.total.failed = append(c.total.failed, note{e.Package, c.said(e.FailedBuild, "") + c.said(e.Package, "")})
	}
	byName := func(a, b note) int { return strings.Compare(a.test, b.test) }
	slices.SortStableFunc(c.total.failed[failedBefore:], byName)
	slices.SortStableFunc(c.total.skipped, byName)
	if len(results) > 0 || e.Action == "fail" {
		fmt.Fprintf(c.out, "%-4s %-44s %6.1f s\n", e.Action, e.Package, e.Elapsed)
	}
}

// isParent: a test with subtests stands for them, unless it failed by itself.
func isParent(test, action string, results map[string]string) bool {
	parent, childFailed := false, false
	for other, a := range results {
		if strings.HasPrefix(other, test+"/") {
			parent = true
			childFailed = childFailed || a == "fail"
		}
	}
	return parent && (action != "fail" || childFailed)
}

func (c *goCount) said(pkg, test string) string {
	if b := c.output[[2]string{pkg, test}]; b != nil {
		return b.String()
	}
	return ""
}

// reason takes the text of t.Skip out of a test's output:
// "    file_test.go:12: the reason".
func reason(output string) string {
	found := regexp.MustCompile(`(?m)^\s*\S+\.go:\d+: (.*)$`).FindAllStringSubmatch(output, -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1][1]
}
