package blevesearch_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"minhchung/search"
	"minhchung/search/blevesearch"
)

func open(t *testing.T, dir string) *search.Index {
	t.Helper()
	s, err := blevesearch.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return search.New(s)
}

func closeIndex(t *testing.T, ix *search.Index) {
	t.Helper()
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, ix *search.Index) uint64 {
	t.Helper()
	n, err := ix.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// product is n pages that all hold the word of their product.
func product(id int64, n int) []search.Page {
	pages := make([]search.Page, n)
	for i := range pages {
		pages[i] = search.Page{Product: id, Page: i + 1, Title: "Tờ trình", Text: fmt.Sprintf("từ%d", id), Keys: []string{"open"}}
	}
	return pages
}

func TestIsThereAfterReopen(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "not", "yet", "there")
	ix := open(t, dir)
	for id := range int64(7) {
		if err := ix.Put(t.Context(), product(id+1, 40)); err != nil {
			t.Fatal(err)
		}
	}
	closeIndex(t, ix)
	ix = open(t, dir)
	defer closeIndex(t, ix)
	if n := count(t, ix); n != 280 {
		t.Errorf("%d pages, want 280", n)
	}
	if err := ix.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := ix.Put(t.Context(), product(9, 1)); err != nil {
		t.Fatal(err)
	}
	if res, err := ix.Search(t.Context(), search.Query{Text: "từ9", All: true}); err != nil || res.Total != 1 {
		t.Errorf("after reset: %+v, %v", res, err)
	}
}

func TestSecondOpenIsToldBusy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ix := open(t, dir)
	for name, again := range map[string]func(string) (*blevesearch.Store, error){"Open": blevesearch.Open, "Recreate": blevesearch.Recreate} {
		if _, err := again(dir); !errors.Is(err, search.ErrBusy) {
			t.Errorf("%s: %v, want ErrBusy", name, err)
		}
	}
	if err := ix.Put(t.Context(), product(1, 1)); err != nil {
		t.Errorf("the first one suffered: %v", err)
	}
	closeIndex(t, ix)
	closeIndex(t, open(t, dir))
}

func TestClosedIsUnavailable(t *testing.T) {
	t.Parallel()
	ix := open(t, t.TempDir())
	closeIndex(t, ix)
	if _, err := ix.Search(t.Context(), search.Query{Text: "x", All: true}); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("search: %v", err)
	}
	for name, err := range map[string]error{
		"put": ix.Put(t.Context(), product(1, 1)), "reset": ix.Reset(t.Context()), "ping": ix.Ping(t.Context()), "flush": ix.Flush(t.Context()),
	} {
		if !errors.Is(err, search.ErrUnavailable) {
			t.Errorf("%s: %v, want ErrUnavailable", name, err)
		}
	}
}

func TestFolderThatCannotBeUsedIsUnavailable(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		if _, err := blevesearch.Open(dir); !errors.Is(err, search.ErrUnavailable) {
			t.Errorf("%s: %v, want ErrUnavailable", dir, err)
		}
	}
}

func TestOtherOrDamagedIndexIsStale(t *testing.T) {
	t.Parallel()
	each := func(pattern string, f func(path string) error) func(string) error {
		return func(dir string) error {
			paths, err := filepath.Glob(filepath.Join(dir, pattern))
			if err == nil && len(paths) == 0 {
				err = errors.New("nothing matches " + pattern)
			}
			for _, p := range paths {
				err = errors.Join(err, f(p))
			}
			return err
		}
	}
	write := func(content string) func(string) error {
		return func(path string) error { return os.WriteFile(path, []byte(content), 0o600) }
	}
	tests := map[string]func(dir string) error{
		"other version":         each("version", write("0 other\n")),
		"empty version":         each("version", write("")),
		"half made":             each("version", os.Remove),
		"segments are missing":  each("segments/*.zap", os.Remove),
		"segments are cut":      each("segments/*.zap", func(p string) error { return os.Truncate(p, 40) }),
		"segments are empty":    each("segments/*.zap", func(p string) error { return os.Truncate(p, 0) }),
		"segments are garbage":  each("segments/*.zap", write(strings.Repeat("garbage ", 5000))),
		"list of them is noise": each("segments/root.bolt", write(strings.Repeat("noise ", 20000))),
		"list of them is gone":  each("segments/root.bolt", os.Remove),
	}
	for name, damage := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			ix := open(t, dir)
			for id := range int64(3) {
				if err := ix.Put(t.Context(), product(id+1, 5)); err != nil {
					t.Fatal(err)
				}
			}
			closeIndex(t, ix)
			if err := damage(dir); err != nil {
				t.Fatal(err)
			}
			if s, err := blevesearch.Open(dir); !errors.Is(err, search.ErrStale) {
				t.Fatalf("open: %v, %v; want ErrStale", s, err)
			}
			s, err := blevesearch.Recreate(dir)
			if err != nil {
				t.Fatal(err)
			}
			ix = search.New(s)
			if n := count(t, ix); n != 0 {
				t.Errorf("%d pages in an index made anew", n)
			}
			if err := ix.Put(t.Context(), product(1, 1)); err != nil {
				t.Error(err)
			}
			closeIndex(t, ix)
			closeIndex(t, open(t, dir))
		})
	}
}

// TestKilledWhileWriting kills a process that writes, and expects every product
// it was told is written, whole.
func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const pages = 7
	acknowledged := int64(0)
	for round := range 3 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestWriterToBeKilled$", "-test.v")
		cmd.Env = append(os.Environ(), "MINHCHUNG_TEST_WRITE_TO="+dir, "MINHCHUNG_TEST_WRITE_FROM="+strconv.FormatInt(acknowledged+1, 10))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); {
			id, ok := strings.CutPrefix(lines.Text(), "written ")
			if !ok {
				continue
			}
			if acknowledged, err = strconv.ParseInt(id, 10, 64); err != nil {
				t.Fatal(err)
			}
			if n++; n == 1 && round == 0 {
				if _, err := blevesearch.Open(dir); !errors.Is(err, search.ErrBusy) {
					t.Errorf("open beside another process: %v, want ErrBusy", err)
				}
			}
			if n == 4+round*5 {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("the writer ended by itself")
		}
		ix := open(t, dir)
		for id := int64(1); id <= acknowledged; id++ {
			res, err := ix.Search(t.Context(), search.Query{Text: fmt.Sprintf("từ%d", id), All: true})
			if err != nil || len(res.Hits) != 1 || res.Hits[0].Pages != pages {
				t.Fatalf("round %d, product %d of %d: %+v, %v", round, id, acknowledged, res, err)
			}
		}
		if n := count(t, ix); n%pages != 0 {
			t.Errorf("round %d: %d pages, a part of a product is there", round, n)
		}
		closeIndex(t, ix)
	}
}

// TestWriterToBeKilled is the other process of TestKilledWhileWriting.
func TestWriterToBeKilled(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("MINHCHUNG_TEST_WRITE_TO")
	if dir == "" {
		t.Skip("runs only as the child of TestKilledWhileWriting")
	}
	from, err := strconv.ParseInt(os.Getenv("MINHCHUNG_TEST_WRITE_FROM"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	ix := open(t, dir)
	for id := from; id < from+10_000; id++ {
		if err := ix.Put(t.Context(), product(id, 7)); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("written %d\n", id)
	}
}
