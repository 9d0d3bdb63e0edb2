package signature

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestTableIsWhole holds the documentation's table and the trials together: each
// trial is listed with its verdict and a source, and nothing else is.
func TestTableIsWhole(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(doc), "has a test for it.")
	listed := map[string]string{}
	row := regexp.MustCompile(`(?m)^//\t(.{58}) +([a-z]+) +(\S.*)$`)
	for _, m := range row.FindAllStringSubmatch(table, -1) {
		listed[strings.TrimSpace(m[1])] = m[2]
	}
	all := trials()
	for _, c := range all {
		if listed[c.name] != string(c.want) {
			t.Errorf("%q is %s, listed as %q", c.name, c.want, listed[c.name])
		}
		delete(listed, c.name)
	}
	for name := range listed {
		t.Errorf("%q is listed and not tested", name)
	}
	if len(all) < 100 {
		t.Errorf("%d trials", len(all))
	}
}
