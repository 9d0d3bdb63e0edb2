// Package archtest holds the walls of the house: which package may import which,
// where each outside library may be used, and how long a file may grow. Its test
// runs the table in table.go against `go list`, so that a wall cannot be walked
// through unnoticed.
//
// It looks at direct imports only, which is what an author writes and a reviewer
// reads. It is not a linter: style, globals and init functions are judged by
// `make lint`. Nothing of the product imports it.
package archtest

import (
	"fmt"
	"slices"
	"strings"
)

// Package is the part of `go list -json` that the rules need.
type Package struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Error        *struct{ Err string }
}

// System is what of the machine a package may touch through the standard
// library. What no kind names, such as strings or encoding/json, is free.
type System uint8

// The kinds of System.
const (
	Files   System = 1 << iota // os and below: files, users, signals to oneself
	Process                    // other programs
	Network                    // connections in or out, and HTTP's words
	Chance                     // random numbers: the same input, another result
	Kernel                     // structures handed to the kernel past the compiler; never part of All

	Nothing System = 0
	All            = Files | Process | Network | Chance
)

// kindOf sorts the standard library. The second result is false for what is
// closed to everybody.
func kindOf(std string) (System, bool) {
	switch std {
	case "os", "os/user", "syscall", "testing/iotest":
		return Files, true
	case "os/exec", "os/signal":
		return Process, true
	case "net", "crypto/tls", "net/http", "net/smtp", "net/rpc", "net/textproto":
		return Network, true
	case "math/rand", "math/rand/v2", "crypto/rand":
		return Chance, true
	case "unsafe":
		return Kernel, true
	case "database/sql", "io/ioutil", "log", "expvar", "plugin", "C":
		return Nothing, false // pgx, os, slog, prometheus; and no way around the compiler
	}
	if strings.HasPrefix(std, "net/http/") || strings.HasPrefix(std, "net/rpc/") {
		return Network, true
	}
	return Nothing, true
}

// Room is one line of the table: a package of the module, or with "/..." behind
// it that package and everything below without a line of its own.
type Room struct {
	Package string
	Inside  []string // packages of the module it may import, patterns as above
	System  System
	Pure    bool // its tests, too, stay among the pure
	Why     string
}

// Guest is an outside library, by the beginning of its import path, and the only
// packages that may use it. The longest beginning counts.
type Guest struct {
	Library string
	Rooms   []string
	Why     string
}

// Table is the whole of the rules.
type Table struct {
	Module     string
	Rooms      []Room
	Guests     []Guest
	TestGuests []Guest // more, for tests alone
}

// Check returns one sentence for every broken rule, sorted.
func (t Table) Check(packages []Package) []string {
	var broken []string
	for _, p := range packages {
		name := t.inside(p.ImportPath)
		if p.Error != nil {
			broken = append(broken, fmt.Sprintf("%s cannot be read: %s", name, p.Error.Err))
		}
		room, ok := t.room(name)
		if !ok {
			broken = append(broken, name+" is not in the table: give it a line with its reason")
			continue
		}
		for _, imported := range p.Imports {
			if why := t.forbids(name, room, imported); why != "" {
				broken = append(broken, fmt.Sprintf("%s imports %s: %s", name, t.inside(imported), why))
			}
		}
		for _, imported := range slices.Concat(p.TestImports, p.XTestImports) {
			if why := t.forbidsTest(name, room, imported); why != "" {
				broken = append(broken, fmt.Sprintf("a test of %s imports %s: %s", name, t.inside(imported), why))
			}
		}
	}
	slices.Sort(broken)
	return slices.Compact(broken)
}

func (t Table) forbids(name string, room Room, imported string) string {
	switch {
	case t.isInside(imported):
		if !matchAny(room.Inside, t.inside(imported)) {
			return "its line does not name it (" + room.Why + ")"
		}
	case isStandard(imported):
		kind, open := kindOf(imported)
		if !open {
			return "closed to every package"
		}
		if kind&^room.System != 0 {
			return "this part of the system is not its business (" + room.Why + ")"
		}
	default:
		g, ok := guest(t.Guests, imported)
		if !ok {
			return "no line says where this library belongs"
		}
		if !matchAny(g.Rooms, name) {
			return fmt.Sprintf("it belongs to %s (%s)", strings.Join(g.Rooms, ", "), g.Why)
		}
	}
	return ""
}

// forbidsTest is looser: a test may use the whole standard library, any package
// but the program itself, and a few libraries to look with. Tests of pure
// packages stay among the pure, or the package was not.
func (t Table) forbidsTest(name string, room Room, imported string) string {
	switch {
	case t.isInside(imported):
		other := t.inside(imported)
		target, known := t.room(other)
		switch {
		case other == name, matchAny(room.Inside, other):
		case strings.HasPrefix(other, "cmd/"):
			return "the program is tested from outside"
		case room.Pure && (!known || !target.Pure) && !strings.HasPrefix(other, name+"/"):
			return "a pure package's test stays among the pure"
		}
	case isStandard(imported):
	default:
		if g, ok := guest(t.TestGuests, imported); ok && matchAny(g.Rooms, name) && !room.Pure {
			return ""
		}
		return t.forbids(name, room, imported)
	}
	return ""
}

// room finds the line for a package: its own before a pattern, a longer pattern
// before a shorter one.
func (t Table) room(name string) (Room, bool) {
	best, found := Room{}, false
	for _, r := range t.Rooms {
		if r.Package == name {
			return r, true
		}
		if match(r.Package, name) && (!found || len(r.Package) > len(best.Package)) {
			best, found = r, true
		}
	}
	return best, found
}

func guest(guests []Guest, imported string) (Guest, bool) {
	best, found := Guest{}, false
	for _, g := range guests {
		if (imported == g.Library || strings.HasPrefix(imported, g.Library+"/")) && len(g.Library) > len(best.Library) {
			best, found = g, true
		}
	}
	return best, found
}

func matchAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return match(p, name) })
}

func match(pattern, name string) bool {
	if tree, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == tree || strings.HasPrefix(name, tree+"/")
	}
	return pattern == "..." || pattern == name
}

func (t Table) isInside(path string) bool {
	return path == t.Module || strings.HasPrefix(path, t.Module+"/")
}

// inside is a path within the module, as the table writes it; other paths stay
// as they are.
func (t Table) inside(path string) string { return strings.TrimPrefix(path, t.Module+"/") }

// isStandard: only the standard library has no dot in its first element.
func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}
