package storage_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minhchung/storage"
	"minhchung/storage/fsstore"
)

// commitUntilKilled says the hash of each original after its commit returned, and
// keeps one staged file open all the time.
func commitUntilKilled(files, scratch string) {
	d, err := fsstore.Open(files)
	if err != nil {
		log.Fatal(err)
	}
	b, err := storage.New(d, storage.Options{Scratch: scratch})
	if err != nil {
		log.Fatal(err)
	}
	held, err := b.Stage(context.Background(), strings.NewReader("held"), -1, 10)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("held", held.Path())
	body := make([]byte, 200_000)
	for i := uint64(0); ; i++ {
		binary.LittleEndian.PutUint64(body, i)
		st, err := b.Stage(context.Background(), strings.NewReader(string(body)), -1, 1<<20)
		if err != nil {
			log.Fatal(err)
		}
		if err := st.Commit(context.Background()); err != nil {
			log.Fatal(err)
		}
		fmt.Println("kept", st.Hash())
	}
}

// What a kill -9 can show: nothing torn is visible, nothing acknowledged is
// missing, the rest is swept. What only a power cut could show, the order of the
// fsyncs, is not shown by any test.
func TestAKilledProcessLosesNothingItPromised(t *testing.T) {
	t.Parallel()
	_, files, scratch := newBucket(t)
	b := openBucket(t, files, scratch)
	child := inRole(t, "commit-until-killed", files, scratch)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	if !said.Scan() {
		t.Fatal("the child said nothing")
	}
	held := strings.TrimPrefix(said.Text(), "held ")

	// While it lives, a sweep leaves its files alone, however old they look.
	if _, err := b.SweepScratch(t.Context(), 0); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(held); err != nil {
		t.Errorf("a file in use was swept: %v", err)
	}

	var promised []storage.Hash
	for said.Scan() {
		h, err := storage.ParseHash(strings.TrimPrefix(said.Text(), "kept "))
		if err != nil {
			t.Fatal(err)
		}
		if promised = append(promised, h); len(promised) == 50 {
			if err := child.Process.Kill(); err != nil { // SIGKILL, in the middle of something
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // killed
	if len(promised) < 50 {
		t.Fatalf("%d commits, then it ended by itself", len(promised))
	}
	for _, h := range promised {
		if err := b.Verify(t.Context(), h); err != nil {
			t.Error(err)
		}
	}
	if err := b.Originals(t.Context(), func(i storage.Info) error { return b.Verify(t.Context(), i.Hash) }); err != nil {
		t.Error(err)
	}

	if n, err := b.SweepScratch(t.Context(), time.Hour); n != 0 || err != nil {
		t.Errorf("swept %d files younger than an hour, %v", n, err)
	}
	foreign := filepath.Join(scratch, "notes.txt")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := b.SweepScratch(t.Context(), 0); n < 1 || err != nil {
		t.Errorf("swept %d files of the dead, %v; want at least the one held", n, err)
	}
	if left := leftIn(t, scratch); len(left) != 1 || left[0].Name() != "notes.txt" {
		t.Errorf("left: %v; want only the file that is not ours", left)
	}
}

// A sweep without a minimum age, as fast as it can, must never take a file from
// under its maker.
func TestASweepNeverTakesALiveFile(t *testing.T) {
	t.Parallel()
	b, _, _ := newBucket(t)
	ctx, cancel := context.WithCancel(t.Context())
	swept := make(chan error, 1)
	go func() {
		for ctx.Err() == nil {
			if _, err := b.SweepScratch(context.Background(), 0); err != nil {
				swept <- err
				return
			}
		}
		swept <- nil
	}()
	for i := range 100 {
		st, err := b.Stage(t.Context(), io.LimitReader(&endless{}, int64(i)), -1, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(st.Path()); err != nil {
			t.Fatalf("after %d files: %v", i, err)
		}
		if err := st.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if err := <-swept; err != nil {
		t.Error(err)
	}
}
