package main

import (
	"context"
	"fmt"
	"regexp"
	"time"
)

// Somebody of each role in an installation made by `seed --officials`.
const (
	loginStaff     = "l000003"
	loginHead      = "l000001"
	loginInspector = "thanhtra"
)

// asked is how often each question is put.
const asked = 100

// large makes a large installation and returns its running server and password.
func large(ctx context.Context, o options, dir string, products int) (s *server, password string, took time.Duration, err error) {
	start := time.Now()
	out, err := run(ctx, o, dir, "seed", "--officials", fmt.Sprint(o.officials), "--products", fmt.Sprint(products))
	took = time.Since(start)
	if err != nil {
		return nil, "", 0, err
	}
	m := regexp.MustCompile(`quantri: (\S+)`).FindStringSubmatch(out)
	if m == nil {
		return nil, "", 0, fmt.Errorf("no password in %q", out)
	}
	s, err = serve(ctx, o, dir)
	return s, m[1], took, err
}

// lists measures the first page of the archive for somebody who sees a few dozen
// products, a thousand, and all of them. The three take turns.
func lists(ctx context.Context, o options, dir string, r *report) error {
	s, password, seeded, err := large(ctx, o, dir, o.products)
	if err != nil {
		return err
	}
	logins := []string{loginStaff, loginHead, loginInspector}
	paths := map[string]string{"list": "/api/products?limit=50", "archive": "/api/search?limit=30"}
	people := map[string]*client{}
	for _, login := range logins {
		if people[login], err = signIn(ctx, s, login, password); err != nil {
			return err
		}
	}
	took := map[string]map[string]durations{}
	for name, path := range paths {
		took[name] = map[string]durations{}
		times := asked
		if name == "archive" { // counts everything, each time
			times = asked / 3
		}
		for i := range times {
			for _, login := range logins {
				start := time.Now()
				if err := people[login].get(ctx, path, nil); err != nil {
					return err
				}
				if i >= times/10 { // the first warm everything up
					took[name][login] = append(took[name][login], time.Since(start))
				}
			}
		}
	}
	n := fmt.Sprintf("%d products", o.products)
	r.line(fmt.Sprintf("seed of %d officials with %s", o.officials, n), short(seeded), "")
	list := took["list"]
	r.line("list of 50 among "+n+", staff", list[loginStaff].String(), "p50 ≤ 10 ms")
	r.line("… head of an agency", list[loginHead].String(), "p50 ≤ 10 ms")
	r.line("… inspector of all agencies", list[loginInspector].String(), "")
	r.line("staff against head", fmt.Sprintf("%.2f", list[loginStaff].at(0.5).Seconds()/list[loginHead].at(0.5).Seconds()), "≤ 1.2")
	r.line("staff against the inspector of all", fmt.Sprintf("%.2f", list[loginStaff].at(0.5).Seconds()/list[loginInspector].at(0.5).Seconds()), "≤ 1.2")
	archive := took["archive"]
	r.line("archive with counts by kind, unit and year, staff", archive[loginStaff].String(), "")
	r.line("… head of an agency", archive[loginHead].String(), "")
	r.line("… inspector of all agencies (counts all of them)", archive[loginInspector].String(), "")
	if err := s.stop(); err != nil {
		return err
	}
	return restarts(ctx, o, dir, n, r)
}
