package archtest

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
)

// LongestFile is the number of lines at which a file written by hand becomes a
// question: past it, nobody reads it from end to end any more.
const LongestFile = 500

// TooLong returns a sentence for every file written by hand with more than limit
// lines, sorted. What machines write is not looked at.
func TooLong(tree fs.FS, limit int) ([]string, error) {
	var long []string
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if foreign(name, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".ts", ".tsx", ".css", ".sql", ".sh"}, path.Ext(name)) {
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		if n := bytes.Count(text, []byte("\n")); n > limit && !generated(text) {
			long = append(long, fmt.Sprintf("%s has %d lines, more than %d: it holds more than one thing", name, n, limit))
		}
		return nil
	})
	slices.Sort(long)
	return long, err
}

// foreign folders hold nothing written here: hidden ones, packages, what was
// built, and data folders.
func foreign(name, base string) bool {
	switch base {
	case "node_modules", "testdata", "dist", "bin", "data", "data-dev":
		return true
	}
	return name != "." && base[0] == '.'
}

// generated knows Go's convention, and openapi-typescript's header.
func generated(text []byte) bool {
	head := text[:min(len(text), 1024)]
	return regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$|This file was auto-generated`).Match(head)
}
