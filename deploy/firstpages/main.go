// Command firstpages makes the sets of first pages that the recogniser of Decree 30
// papers is measured on: invented papers, printed by a browser and by LibreOffice,
// scanned, read by the product's own reader, and kept as words with their places.
//
// It is an examiner's tool, needs programs that the product does not, and is no part
// of it. `make test` measures on the words that are kept.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"time"

	"minhchung/deploy/firstpages/measure"
	"minhchung/deploy/firstpages/paper"
	"minhchung/deploy/firstpages/set"
	"minhchung/internal/intake"
)

func main() {
	if code, is := intake.Helper(os.Args[1:], os.Stdin, os.Stdout); is { // the reader's helpers are this program, too
		os.Exit(code)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	seed := flag.Uint64("seed", 1, "of the papers; the measured set has its own")
	count := flag.Int("count", 60, "papers")
	out := flag.String("out", "", "file to write the set to")
	keep := flag.String("keep", "", "folder that keeps the files; a temporary one without")
	browser := flag.String("browser", "chromium", "program that prints HTML")
	read := flag.String("read", "", "measure this set and make none")
	misses := flag.Bool("misses", false, "with -read: tell every wrong field")
	layout := flag.String("layout", "", "papers of this layout only")
	bornOnly := flag.Bool("born", false, "without scans, which take nearly all of the time")
	flag.Parse()
	if *read != "" {
		if err := report(*read, *misses); err != nil {
			fmt.Fprintln(os.Stderr, "firstpages:", err)
			os.Exit(1)
		}
		return
	}
	papers := paper.Compose(*seed, *count)
	if *layout != "" {
		papers = slices.DeleteFunc(papers, func(p paper.Paper) bool { return p.Layout != *layout })
	}
	if err := run(ctx, *seed, papers, !*bornOnly, *out, *keep, *browser); err != nil {
		fmt.Fprintln(os.Stderr, "firstpages:", err)
		os.Exit(1)
	}
}

// report measures a set as it is kept.
func report(path string, misses bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	entries, err := set.Read(f)
	if err != nil {
		return err
	}
	table, wrong := measure.Run(entries, true)
	table.Print(os.Stdout)
	bare, _ := measure.Run(entries, false)
	fmt.Println("\nWithout the places of words:")
	bare.Print(os.Stdout)
	for _, m := range wrong {
		if misses {
			fmt.Printf("%s %s %s %s %d: %q, not %q\n", m.Field, m.Entry.ID, m.Entry.Layout, m.Entry.Form, m.Percent, m.Got, m.Want)
		}
	}
	return nil
}

func run(ctx context.Context, seed uint64, papers []paper.Paper, scans bool, out, keep, browser string) error {
	dir := keep
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "firstpages"); err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a folder of our own under the temporary one
	}
	for _, name := range []string{browser, "soffice", "pdftotext", "pdftoppm", "tesseract"} {
		if _, err := exec.LookPath(name); err != nil {
			return fmt.Errorf("%s is not installed; needed are chromium, libreoffice-writer, poppler-utils, tesseract-ocr-vie, fonts-liberation, fonts-dejavu and fonts-noto-core: %w", name, err)
		}
	}
	// Nobody waits for the examiner: a busy machine must not cost it a page.
	reader, err := intake.New(intake.Config{Limits: intake.Limits{CPU: time.Minute, OCRCPU: 5 * time.Minute}})
	if err != nil {
		return err
	}
	defer reader.Close() //nolint:errcheck // ends its children
	c := chain{dir, browser, reader}
	if err := c.files(ctx, papers); err != nil {
		return err
	}
	var entries []set.Entry
	for i, p := range papers {
		born, err := c.born(ctx, p)
		if err != nil {
			return err
		}
		entries = append(entries, born)
		if scans {
			r := rand.New(rand.NewPCG(seed, uint64(1_000_000+i)))
			seen, err := c.scanned(ctx, p, 200+100*(i/3%2), r)
			if err != nil {
				return err
			}
			entries = append(entries, seen)
		}
		fmt.Fprintf(os.Stderr, "\r%d of %d", i+1, len(papers))
	}
	fmt.Fprintln(os.Stderr)
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := set.Write(f, entries); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
