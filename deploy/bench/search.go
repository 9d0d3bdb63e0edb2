package main

import (
	"context"
	"fmt"
	"time"
)

// searches measures questions as people put them, over HTTP, with rights applied
// and every hit checked again in the database.
func searches(ctx context.Context, o options, dir string, r *report) error {
	s, password, _, err := large(ctx, o, dir, o.indexed)
	if err != nil {
		return err
	}
	if err := s.stop(); err != nil {
		return err
	}
	start := time.Now()
	if _, err := run(ctx, o, dir, "reindex"); err != nil {
		return err
	}
	r.line(fmt.Sprintf("reindex of %d products", o.indexed), fmt.Sprintf("%.0f products/s", float64(o.indexed)/time.Since(start).Seconds()), "")
	if s, err = serve(ctx, o, dir); err != nil {
		return err
	}
	for _, who := range []struct{ login, name string }{
		{loginStaff, "staff"}, {loginHead, "head of an agency"}, {loginInspector, "inspector of all agencies"},
	} {
		c, err := signIn(ctx, s, who.login, password)
		if err != nil {
			return err
		}
		var words, phrases durations
		for i := range asked {
			for _, text := range []string{"quyết toán", "ke hoach trien khai", "tiêm phòng gia súc", "QĐ-UBND", fmt.Sprintf("%d/BC-UBND", i+1), "chuyển đổi số thôn"} {
				start := time.Now()
				if _, err := c.search(ctx, text); err != nil {
					return err
				}
				words = append(words, time.Since(start))
			}
			start := time.Now()
			if _, err := c.search(ctx, `"quyết toán công trình"`); err != nil {
				return err
			}
			phrases = append(phrases, time.Since(start))
		}
		r.line(fmt.Sprintf("search among %d products, words and numbers, %s", o.indexed, who.name), words.String(), "p95 ≤ 50 ms at 200,000")
		r.line("… a phrase of three words", fmt.Sprintf("p50 %s · p99 %s", short(phrases.at(0.5)), short(phrases.at(0.99))), "p99 ≤ 250 ms at 200,000")
	}
	return s.stop()
}
