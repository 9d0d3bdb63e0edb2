package main

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"minhchung/internal/seed/paper"
)

// receipts measures uploads of 3 MB of text, some fifty pages each, one at a time
// on an idle server: until the receipt, and until a search finds the paper.
func receipts(ctx context.Context, o options, dir string, r *report) error {
	s, err := serve(ctx, o, dir)
	if err != nil {
		return err
	}
	c, err := official(ctx, s)
	if err != nil {
		return err
	}
	var toReceipt, toFound durations
	for i := range o.receipts {
		number := 70_001 + i // the generator prints it in the title
		var b bytes.Buffer
		if err := paper.Bulk(&b, uint64(number), 3<<20); err != nil {
			return fmt.Errorf("make a paper: %w", err)
		}
		start := time.Now()
		if _, err := c.upload(ctx, fmt.Sprintf("bao-cao-%d.pdf", number), bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil {
			return err
		}
		toReceipt = append(toReceipt, time.Since(start))
		if err := await(ctx, func() (bool, error) {
			f, err := c.search(ctx, fmt.Sprintf(`"đo kiểm %d"`, number))
			return f.Total > 0, err
		}); err != nil {
			return err
		}
		toFound = append(toFound, time.Since(start))
	}
	r.line("receipt of a 3 MB text PDF", toReceipt.String(), "p95 ≤ 150 ms")
	r.line("from the drop until a search finds it", toFound.String(), "p95 ≤ 2 s")
	if err := s.stop(); err != nil {
		return err
	}
	return restarts(ctx, o, dir, fmt.Sprintf("%d documents of fifty pages", o.receipts), r)
}

// restarts measures from the start of the process to its first answer.
func restarts(ctx context.Context, o options, dir, with string, r *report) error {
	var took durations
	for range 5 {
		s, err := serve(ctx, o, dir)
		if err != nil {
			return err
		}
		took = append(took, s.took)
		if err := s.stop(); err != nil {
			return err
		}
	}
	r.line("restart with "+with, took.String(), "≤ 3 s")
	return nil
}
