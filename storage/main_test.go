package storage_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// roleVariable turns this test program into a process that a test needs beside
// itself: one that can be killed, or one whose memory nobody else uses.
const roleVariable = "STORAGE_TEST_ROLE"

func TestMain(m *testing.M) {
	role, ok := os.LookupEnv(roleVariable)
	if !ok {
		os.Exit(m.Run())
	}
	words := strings.Fields(role)
	switch words[0] {
	case "commit-until-killed":
		commitUntilKilled(words[1], words[2])
	case "upload":
		uploadAndMeasure(words[1], words[2])
	}
}

// inRole prepares this program to run in another role.
func inRole(t *testing.T, words ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), roleVariable+"="+strings.Join(words, " "))
	cmd.Stderr = os.Stderr
	return cmd
}
