package frontend

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestBuiltNeedsAnIndex(t *testing.T) {
	t.Parallel()
	if _, err := built(fstest.MapFS{"dist/.gitkeep": {}}); !errors.Is(err, ErrNotBuilt) {
		t.Fatalf("placeholder only: got %v, want ErrNotBuilt", err)
	}
	root, err := built(fstest.MapFS{"dist/index.html": {Data: []byte("<!doctype html>")}})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := fs.ReadFile(root, "index.html"); err != nil || len(b) == 0 {
		t.Fatalf("index.html: %q, %v", b, err)
	}
}

func TestFilesIsBuiltOrSaysSo(t *testing.T) {
	t.Parallel()
	root, err := Files()
	if errors.Is(err, ErrNotBuilt) {
		return // the placeholder: the message tells what to run
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(root, "assets"); err != nil {
		t.Fatalf("index.html without its assets: %v", err)
	}
}
