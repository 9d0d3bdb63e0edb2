package main

import (
	"strings"
	"testing"

	"minhchung/internal/intake"
	"minhchung/internal/intake/sandbox"
)

func TestWeakerWallsAreToldWithWhatToDo(t *testing.T) {
	t.Parallel()
	for kind, want := range map[sandbox.Kind]string{
		sandbox.Landlock: "install bubblewrap", sandbox.Rlimits: "WARNING: the tools that read files are limited, not confined", sandbox.None: "util-linux",
	} {
		var out strings.Builder
		tellWalls(&out, intake.Tools{Sandbox: string(kind), Why: "a profile forbids it"})
		if !strings.Contains(out.String(), want) || !strings.Contains(out.String(), "a profile forbids it") {
			t.Errorf("%s: %s", kind, out.String())
		}
	}
	var out strings.Builder
	if tellWalls(&out, intake.Tools{Sandbox: string(sandbox.Bubblewrap)}); out.Len() > 0 {
		t.Errorf("the strongest walls are complained of: %s", out.String())
	}
}
