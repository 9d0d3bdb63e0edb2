// Package rulebooks holds the published rulebooks as data: one YAML file each,
// embedded, immutable. checksums.txt beside them lists the SHA-256 of every file;
// Load refuses a file that is not the one that was published, so that a card can be
// recomputed years later under the very rules it was made with.
//
// It is not a place for rules of its own: what a parameter means is in package
// scoring. It reads nothing outside the program, so an installation cannot score
// under a rulebook that nobody published.
package rulebooks

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

//go:embed published/*.yaml published/checksums.txt
var files embed.FS

// Set is the published rulebooks, by identifier.
type Set struct{ byID map[string]scoring.Rulebook }

// Load reads, checks and validates every published rulebook.
func Load() (Set, error) {
	published, err := fs.Sub(files, "published")
	if err != nil {
		return Set{}, fmt.Errorf("rulebooks: %w", err)
	}
	return load(published)
}

func load(dir fs.FS) (Set, error) {
	sums, err := checksums(dir)
	if err != nil {
		return Set{}, err
	}
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return Set{}, fmt.Errorf("rulebooks: %w", err)
	}
	set := Set{byID: make(map[string]scoring.Rulebook, len(names))}
	for _, name := range names {
		rb, err := read(dir, name, sums[name])
		if err != nil {
			return Set{}, fmt.Errorf("rulebooks: %s: %w", name, err)
		}
		set.byID[rb.ID] = rb
		delete(sums, name)
	}
	for name := range sums {
		return Set{}, fmt.Errorf("rulebooks: %s was published and is gone", name)
	}
	return set, nil
}

// Get returns the rulebook of that identifier, e.g. "vn-335-2025-nonleader@1".
// The error is NotFound, reason "rulebook.unknown".
func (s Set) Get(id string) (scoring.Rulebook, error) {
	rb, ok := s.byID[id]
	if !ok {
		return scoring.Rulebook{}, kpi.E(kpi.NotFound, "rulebook.unknown",
			"Không có bộ quy tắc đã công bố mang mã "+id+".", "No published rulebook has the identifier "+id+".")
	}
	return rb, nil
}

// IDs returns the identifiers in order.
func (s Set) IDs() []string { return slices.Sorted(maps.Keys(s.byID)) }

func read(dir fs.FS, name, sum string) (scoring.Rulebook, error) {
	b, err := fs.ReadFile(dir, name)
	if err != nil {
		return scoring.Rulebook{}, err
	}
	switch got := sha256.Sum256(b); {
	case sum == "":
		return scoring.Rulebook{}, fmt.Errorf("not in checksums.txt: it was never published (sha256 %x)", got)
	case hex.EncodeToString(got[:]) != sum:
		return scoring.Rulebook{}, fmt.Errorf("changed after publication: publish a new version instead (sha256 %x)", got)
	}
	rb, err := Decode(b)
	if err != nil {
		return scoring.Rulebook{}, err
	}
	if rb.ID+".yaml" != path.Base(name) {
		return scoring.Rulebook{}, fmt.Errorf("holds the rulebook %q", rb.ID)
	}
	return rb, nil
}

// Decode reads one rulebook strictly: an unknown or repeated key, a missing
// parameter or a value outside its range is an error that names it.
func Decode(b []byte) (scoring.Rulebook, error) {
	var rb scoring.Rulebook
	d := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict(), yaml.CustomUnmarshaler(exact))
	if err := d.Decode(&rb); err != nil {
		return scoring.Rulebook{}, fmt.Errorf("decode: %w", err)
	}
	if err := d.Decode(new(any)); !errors.Is(err, io.EOF) {
		return scoring.Rulebook{}, fmt.Errorf("decode: a second document follows (%v)", err)
	}
	if err := rb.Validate(); err != nil {
		return scoring.Rulebook{}, fmt.Errorf("validate: %w", err)
	}
	return rb, nil
}

// exact reads a number from its own characters. The YAML reader would take it through
// a float first, and 010 for eight.
func exact(r *kpi.Rat, b []byte) error {
	return r.UnmarshalText([]byte(strings.Trim(string(bytes.TrimSpace(b)), `"'`)))
}

// checksums reads lines of "sha256  name", the form that sha256sum writes and checks.
func checksums(dir fs.FS) (map[string]string, error) {
	b, err := fs.ReadFile(dir, "checksums.txt")
	if err != nil {
		return nil, fmt.Errorf("rulebooks: %w", err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(b)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok || len(sum) != 64 || out[name] != "" {
			return nil, fmt.Errorf("rulebooks: checksums.txt: bad or repeated line %q", line)
		}
		out[name] = sum
	}
	return out, nil
}
