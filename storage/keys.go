package storage

import (
	"fmt"
	"strings"
)

// The layout. It is frozen: an installation is found again only under these keys.
//
//	originals/ab/cd/<hash>
//	derived/ab/cd/<hash>/<name>
//
// ab and cd are the first two bytes of the hash: 65,536 folders, so that no folder
// of a file system grows past a few hundred names at ten million documents.
const (
	originalsPrefix = "originals/"
	derivedPrefix   = "derived/"
)

// maxDerivedName is the longest name of a derived thing, in bytes.
const maxDerivedName = 100

func shard(h Hash) string {
	s := h.String()
	return s[:2] + "/" + s[2:4] + "/" + s
}

func originalKey(h Hash) string { return originalsPrefix + shard(h) }

func derivedFolder(h Hash) string { return derivedPrefix + shard(h) + "/" }

// derivedKey refuses every name that some store would read as more than a name.
// The rule is an allow-list, because the ways out of a folder are many (.., /, \,
// NUL, a device name, a name that differs in case only) and stores differ in them.
func derivedKey(h Hash, name string) (string, error) {
	if name == "" || len(name) > maxDerivedName {
		return "", fmt.Errorf("%w: a derived name has 1 to %d characters, not %d", ErrInvalid, maxDerivedName, len(name))
	}
	for i := range len(name) {
		c := name[i]
		alnum := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !alnum && (i == 0 || c != '.' && c != '-' && c != '_') {
			return "", fmt.Errorf("%w: derived name %q: want small letters, digits and . _ - after the first", ErrInvalid, name)
		}
	}
	return derivedFolder(h) + name, nil
}

// parseOriginalKey is the inverse of originalKey; ok is false for a foreign key.
func parseOriginalKey(key string) (h Hash, ok bool) {
	h, err := ParseHash(key[strings.LastIndexByte(key, '/')+1:])
	return h, err == nil && originalKey(h) == key
}
