package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func counts(t tally) [3]int { return [3]int{t.passed, len(t.failed), len(t.skipped)} }

func TestGoEventsAreCounted(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		events string
		want   [3]int // passed, failed, skipped
		say    string // in the text of the first failure or skip
	}{
		"a test": {`{"Action":"pass","Package":"p","Test":"A"}
			{"Action":"pass","Package":"p"}`, [3]int{1, 0, 0}, ""},
		"a table counts its rows": {`{"Action":"pass","Package":"p","Test":"A/x"}
			{"Action":"pass","Package":"p","Test":"A/y"}
			{"Action":"pass","Package":"p","Test":"A"}
			{"Action":"pass","Package":"p"}`, [3]int{2, 0, 0}, ""},
		"a failed row is one failure": {`{"Action":"output","Package":"p","Test":"A/x","Output":"got 1\n"}
			{"Action":"fail","Package":"p","Test":"A/x"}
			{"Action":"fail","Package":"p","Test":"A"}
			{"Action":"fail","Package":"p"}`, [3]int{0, 1, 0}, "got 1"},
		"a parent may fail by itself": {`{"Action":"pass","Package":"p","Test":"A/x"}
			{"Action":"fail","Package":"p","Test":"A"}
			{"Action":"fail","Package":"p"}`, [3]int{1, 1, 0}, ""},
		"a skip says why": {`{"Action":"output","Package":"p","Test":"A","Output":"    a_test.go:7: only root can\n"}
			{"Action":"skip","Package":"p","Test":"A"}
			{"Action":"pass","Package":"p"}`, [3]int{0, 0, 1}, "only root can"},
		"what does not build fails": {`{"Action":"build-output","ImportPath":"p [p.test]","Output":"undefined: x\n"}
			{"Action":"build-fail","ImportPath":"p [p.test]"}
			{"Action":"fail","Package":"p","FailedBuild":"p [p.test]"}`, [3]int{0, 1, 0}, "undefined: x"},
		"a package that breaks off fails": {`{"Action":"pass","Package":"p","Test":"A"}
			{"Action":"output","Package":"p","Output":"exit status 3\n"}
			{"Action":"fail","Package":"p"}`, [3]int{1, 1, 0}, "exit status 3"},
		"no test files":   {`{"Action":"skip","Package":"p"}`, [3]int{0, 0, 0}, ""},
		"lines of others": {"warning: something\n", [3]int{0, 0, 0}, ""},
		"packages are kept apart": {`{"Action":"pass","Package":"p","Test":"A"}
			{"Action":"fail","Package":"q","Test":"A"}
			{"Action":"pass","Package":"p"}
			{"Action":"fail","Package":"q"}`, [3]int{1, 1, 0}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := readGo(strings.NewReader(strings.ReplaceAll(tc.events, "\t", "")), io.Discard)
			if err != nil || counts(got) != tc.want {
				t.Fatalf("counted %v, %v; want %v", counts(got), err, tc.want)
			}
			if notes := append(got.failed, got.skipped...); tc.say != "" && !strings.Contains(notes[0].text, tc.say) {
				t.Errorf("%q does not say %q", notes[0].text, tc.say)
			}
		})
	}
}

func TestVitestReportIsCounted(t *testing.T) {
	t.Parallel()
	got, err := parseVitest([]byte(`{"testResults":[
		{"name":"a.test.ts","status":"failed","assertionResults":[
			{"fullName":"a works","status":"passed"},
			{"fullName":"a fails","status":"failed","failureMessages":["expected 1"]},
			{"fullName":"a later","status":"todo"}]},
		{"name":"b.test.ts","status":"failed","message":"cannot find module","assertionResults":[]}]}`))
	if err != nil || counts(got) != [3]int{1, 2, 1} || got.failed[1].text != "cannot find module" {
		t.Errorf("counted %v, %v: %v", counts(got), err, got)
	}
}

func TestPlaywrightReportIsCounted(t *testing.T) {
	t.Parallel()
	got, err := parsePlaywright([]byte(`{"suites":[{"title":"a.spec.ts","specs":[
			{"title":"logs in","tests":[{"status":"expected"}]},
			{"title":"prints","tests":[{"status":"skipped","annotations":[{"type":"skip","description":"no printer"}]}]}],
		"suites":[{"title":"queue","specs":[
			{"title":"decides","tests":[{"status":"unexpected","projectName":"phone","results":[{"errors":[{"message":"timeout"}]}]}]},
			{"title":"wavers","tests":[{"status":"flaky"}]}]}]}],
		"errors":[{"message":"server did not start"}]}`))
	if err != nil || counts(got) != [3]int{1, 3, 1} {
		t.Fatalf("counted %v, %v", counts(got), err)
	}
	if want := "[phone] a.spec.ts › queue › decides"; got.failed[0].test != want || !strings.Contains(got.failed[0].text, "timeout") {
		t.Errorf("got %v, want %s", got.failed[0], want)
	}
	if !strings.Contains(got.skipped[0].text, "no printer") {
		t.Errorf("skip says %q", got.skipped[0].text)
	}
}

func TestASuiteThatDidNotRunIsAFailure(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		t    tally
		err  error
		want int
	}{
		"all well":                   {tally{passed: 1}, nil, 0},
		"nothing ran":                {tally{}, nil, 1},
		"only skips":                 {tally{skipped: []note{{"a", "b"}}}, nil, 1},
		"broke off":                  {tally{passed: 3}, errors.New("exit status 1"), 1},
		"its failures explain it":    {tally{failed: []note{{"a", "b"}}}, errors.New("exit status 1"), 1},
		"broke off before the first": {tally{}, errors.New("no report"), 1},
	} {
		if got := len(tc.t.settle("s", tc.err).failed); got != tc.want {
			t.Errorf("%s: %d failures, want %d", name, got, tc.want)
		}
	}
}

func TestLastLineKeepsItsForm(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		t    tally
		last string
		well bool
	}{
		{tally{passed: 12}, "total: 12 passed, 0 failed, 0 skipped", true},
		{tally{passed: 1, skipped: []note{{"a", ""}}}, "total: 1 passed, 0 failed, 1 skipped", true},
		{tally{passed: 1, failed: []note{{"a", "b"}}}, "total: 1 passed, 1 failed, 0 skipped", false},
		{tally{}, "total: 0 passed, 0 failed, 0 skipped", false},
	} {
		var out bytes.Buffer
		well := report(&out, tc.t)
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if lines[len(lines)-1] != tc.last || well != tc.well {
			t.Errorf("%v ends with %q, well %v", tc.t, lines[len(lines)-1], well)
		}
	}
}

func TestRacingPackagesAreSplitOff(t *testing.T) {
	t.Parallel()
	plain, race := split([]string{"m/storage", "m/storage/fsstore", "m/internal/storagebox", "m/internal/localpg", "m"})
	if strings.Join(race, " ") != "m/storage m/storage/fsstore m/internal/localpg" || strings.Join(plain, " ") != "m/internal/storagebox m" {
		t.Errorf("plain %v, race %v", plain, race)
	}
}
