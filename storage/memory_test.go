package storage_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"minhchung/storage"
	"minhchung/storage/driver"
	"minhchung/storage/fsstore"
	"minhchung/storage/s3store"
	"minhchung/storage/storagetest"
)

const (
	bigBody   = 500 << 20 // bytes
	maxMemory = 64 << 10  // kB, of the whole process: program, stacks, heap
)

// memoryReport is what a process that uploaded says of itself.
type memoryReport struct {
	PeakKB int64
	Size   int64
}

// uploadAndMeasure does with one large body everything that reads or writes it.
func uploadAndMeasure(place, scratch string) {
	ctx := context.Background()
	d, err := openPlace(ctx, place)
	if err != nil {
		log.Fatal(err)
	}
	b, err := storage.New(d, storage.Options{Scratch: scratch})
	if err != nil {
		log.Fatal(err)
	}
	st, err := b.Stage(ctx, io.LimitReader(&endless{}, bigBody), bigBody, bigBody)
	if err != nil {
		log.Fatal(err)
	}
	if err := st.Commit(ctx); err != nil {
		log.Fatal(err)
	}
	if err := b.Verify(ctx, st.Hash()); err != nil {
		log.Fatal(err)
	}
	if err := b.Local(ctx, st.Hash(), func(string) error { return nil }); err != nil {
		log.Fatal(err)
	}
	info, err := b.Stat(ctx, st.Hash())
	if err != nil {
		log.Fatal(err)
	}
	peak, err := peakMemory()
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(memoryReport{PeakKB: peak, Size: info.Size}); err != nil {
		log.Fatal(err)
	}
}

func openPlace(ctx context.Context, place string) (driver.Bucket, error) {
	if strings.HasPrefix(place, "s3:") {
		return s3store.Open(ctx, place)
	}
	return fsstore.Open(place)
}

// peakMemory is the largest resident size so far, in kB. The figure that wait(2)
// gives would not do: a child of vfork inherits the peak of its parent.
func peakMemory() (kB int64, err error) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if n, _ := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &kB); n == 1 {
			return kB, nil
		}
	}
	return 0, fmt.Errorf("no VmHWM in %s", f.Name())
}

func TestALargeBodyNeedsLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: moves 500 MB to a folder and to S3")
	}
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("no /proc: the peak of a process cannot be read here")
	}
	t.Parallel()
	for _, test := range []struct {
		name  string
		place func(t *testing.T) string
	}{
		{"files", func(t *testing.T) string { return filepath.Join(t.TempDir(), "files") }},
		{"s3", func(t *testing.T) string { return storagetest.Gateway(t) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, err := inRole(t, "upload", test.place(t), t.TempDir()).Output()
			if err != nil {
				t.Fatal(err)
			}
			var report memoryReport
			if err := json.Unmarshal(out, &report); err != nil {
				t.Fatalf("%s: %v", out, err)
			}
			t.Logf("peak %d MB for %d MB", report.PeakKB>>10, report.Size>>20)
			if report.Size != bigBody || report.PeakKB > maxMemory {
				t.Errorf("%d bytes stored, peak %d kB; want %d and at most %d", report.Size, report.PeakKB, bigBody, maxMemory)
			}
		})
	}
}
