package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
)

// runNPM runs a script of the front end and reads the report it leaves in file.
// The old report is removed first: a suite that dies early must not be counted
// by its last success.
func runNPM(ctx context.Context, out io.Writer, file string, parse func([]byte) (tally, error), args ...string) (tally, error) {
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return tally{}, err
	}
	cmd := exec.CommandContext(ctx, "npm", append([]string{"--prefix", "frontend", "--silent"}, args...)...)
	cmd.Env = append(os.Environ(), "CI=true", "PLAYWRIGHT_JSON_OUTPUT_FILE="+absolute(file), "PLAYWRIGHT_HTML_OPEN=never")
	cmd.Stdout, cmd.Stderr = out, out
	errRun := cmd.Run()
	if errRun != nil {
		errRun = fmt.Errorf("npm %s: %w", strings.Join(args, " "), errRun)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return tally{}, errors.Join(errRun, fmt.Errorf("it left no report: %w", err))
	}
	t, err := parse(b)
	return t, errors.Join(errRun, err)
}

// parseVitest reads vitest's JSON report.
func parseVitest(b []byte) (tally, error) {
	var r struct {
		TestResults []struct {
			Name, Status, Message string
			AssertionResults      []struct {
				FullName, Status string
				FailureMessages  []string
			}
		}
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return tally{}, fmt.Errorf("reading vitest's report: %w", err)
	}
	var t tally
	for _, file := range r.TestResults {
		failed := len(t.failed)
		for _, a := range file.AssertionResults {
			switch a.Status {
			case "passed":
				t.passed++
			case "failed":
				t.failed = append(t.failed, note{a.FullName, strings.Join(a.FailureMessages, "\n")})
			default: // pending, skipped, todo
				t.skipped = append(t.skipped, note{a.FullName, a.Status})
			}
		}
		if file.Status == "failed" && len(t.failed) == failed {
			t.failed = append(t.failed, note{file.Name, file.Message}) // it did not load
		}
	}
	return t, nil
}

// playwrightSuite is a file or a describe block of Playwright's JSON report.
type playwrightSuite struct {
	Title  string
	Suites []playwrightSuite
	Specs  []struct {
		Title string
		Tests []struct {
			Status      string // expected, unexpected, flaky or skipped
			ProjectName string
			Annotations []struct{ Type, Description string }
			Results     []struct{ Errors []struct{ Message string } }
		}
	}
}

// parsePlaywright reads Playwright's JSON report. A test that passed only when
// repeated is a failure: it will be one again on somebody else's machine.
func parsePlaywright(b []byte) (tally, error) {
	var r struct {
		Suites []playwrightSuite
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return tally{}, fmt.Errorf("reading Playwright's report: %w", err)
	}
	var t tally
	for _, s := range r.Suites {
		t.addPlaywright(s, nil)
	}
	for _, e := range r.Errors {
		t.failed = append(t.failed, note{"browser tests", e.Message})
	}
	return t, nil
}

func (t *tally) addPlaywright(s playwrightSuite, above []string) {
	path := append(above[:len(above):len(above)], s.Title)
	for _, inner := range s.Suites {
		t.addPlaywright(inner, path)
	}
	for _, spec := range s.Specs {
		for _, test := range spec.Tests {
			n := note{test: strings.Join(append(path[:len(path):len(path)], spec.Title), " › ")}
			if test.ProjectName != "" {
				n.test = "[" + test.ProjectName + "] " + n.test
			}
			switch test.Status {
			case "expected":
				t.passed++
			case "skipped":
				for _, a := range test.Annotations {
					n.text += a.Description + " "
				}
				t.skipped = append(t.skipped, n)
			default:
				for _, result := range test.Results {
					for _, e := range result.Errors {
						n.text += e.Message + "\n"
					}
				}
				if test.Status == "flaky" {
					n.text = "passed only when repeated\n" + n.text
				}
				t.failed = append(t.failed, n)
			}
		}
	}
}
