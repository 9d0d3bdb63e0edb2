package storage

import (
	"crypto/sha256"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLayoutIsFrozen(t *testing.T) {
	t.Parallel()
	h := Hash(sha256.Sum256(nil))
	const hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got, want := originalKey(h), "originals/e3/b0/"+hex; got != want {
		t.Errorf("an original lies at %s, want %s: older installations would be lost", got, want)
	}
	if got, err := derivedKey(h, "page-0001.webp"); err != nil || got != "derived/e3/b0/"+hex+"/page-0001.webp" {
		t.Errorf("a derived thing lies at %s, %v", got, err)
	}
}

func FuzzOriginalKey(f *testing.F) {
	f.Add([]byte("body"), "originals/e3/b0/nonsense")
	f.Fuzz(func(t *testing.T, body []byte, foreign string) {
		h := Hash(sha256.Sum256(body))
		if back, ok := parseOriginalKey(originalKey(h)); !ok || back != h {
			t.Errorf("%s is read as %s, %v", originalKey(h), back, ok)
		}
		if h, ok := parseOriginalKey(foreign); ok && originalKey(h) != foreign {
			t.Errorf("%q passes for %s", foreign, h)
		}
	})
}

// Whatever the name, it is refused or stays exactly one level below its folder.
func FuzzDerivedKey(f *testing.F) {
	for _, name := range []string{"text", "..", "a/../../b", "a\\b", "\x00", "page-1.png", "CON", "é"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		h := Hash{1}
		key, err := derivedKey(h, name)
		if err != nil {
			return
		}
		local := filepath.IsLocal(filepath.FromSlash(key)) && path.Clean(key) == key
		if !local || path.Dir(key)+"/" != derivedFolder(h) || path.Base(key) != name {
			t.Errorf("name %q became key %q", name, key)
		}
		if strings.ToLower(name) != name || len(key) >= 256 {
			t.Errorf("name %q breaks what driver promises of keys", name)
		}
	})
}
