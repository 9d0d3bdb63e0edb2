package kpi_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"minhchung/internal/kpi"
)

func TestEveryDayReadsBackAsItself(t *testing.T) {
	t.Parallel()
	day := kpi.NewDate(1900, 1, 1)
	for want := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); want.Year() <= 2200; want = want.AddDate(0, 0, 1) {
		if day.IsZero() || day.String() != want.Format(time.DateOnly) {
			t.Fatalf("%s became %q", want.Format(time.DateOnly), day)
		}
		back, err := kpi.ParseDate(day.String())
		if err != nil || back != day || back != kpi.NewDate(want.Date()) || back.Year() != want.Year() {
			t.Fatalf("%s reads back as %s (%v)", day, back, err)
		}
		day = day.AddDays(1)
	}
}

func TestADayIsThatOfVietnam(t *testing.T) {
	t.Parallel()
	evening := time.Date(2026, 3, 31, 16, 59, 59, 0, time.UTC)
	if got := kpi.DateOf(evening).String(); got != "2026-03-31" {
		t.Errorf("a second before midnight in Vietnam: %s", got)
	}
	if got := kpi.DateOf(evening.Add(time.Second)).String(); got != "2026-04-01" {
		t.Errorf("midnight in Vietnam: %s", got)
	}
	if start := kpi.NewDate(2026, 4, 1).Start(); !start.Equal(evening.Add(time.Second)) {
		t.Errorf("the day starts at %s", start)
	}
	if got := kpi.NewDate(2026, 4, 1).Display(); got != "01/04/2026" {
		t.Errorf("display: %s", got)
	}
}

func TestNoDate(t *testing.T) {
	t.Parallel()
	var none kpi.Date
	if !none.IsZero() || none.String() != "" || none.Display() != "" || none.Year() != 0 || !none.AddDays(40).IsZero() {
		t.Errorf("no date is %q, year %d, forty days later %q", none, none.Year(), none.AddDays(40))
	}
	if !none.Before(kpi.NewDate(1900, 1, 1)) {
		t.Error("no date is not before all")
	}
	period := kpi.Period{Last: kpi.NewDate(2026, 3, 31)}
	if period.Contains(none) {
		t.Error("a period holds no date")
	}
	// The last day before the epoch of Unix is a day like others.
	if eve := kpi.NewDate(1969, 12, 31); eve.IsZero() || eve.AddDays(1).String() != "1970-01-01" {
		t.Errorf("31 December 1969 is %q", eve)
	}
}

func TestDateInJSONAndRows(t *testing.T) {
	t.Parallel()
	v := struct{ D, None kpi.Date }{D: kpi.NewDate(2026, 2, 28)}
	b, err := json.Marshal(v)
	if err != nil || string(b) != `{"D":"2026-02-28","None":""}` {
		t.Fatalf("%s, %v", b, err)
	}
	w := v
	w.D = kpi.Date{}
	if err := json.Unmarshal(b, &w); err != nil || w != v {
		t.Errorf("%+v, %v", w, err)
	}
	var d kpi.Date
	for _, src := range []any{"2026-02-28", time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC)} {
		if err := d.Scan(src); err != nil || d != v.D {
			t.Errorf("%T: %s, %v", src, d, err)
		}
	}
	if err := d.Scan(time.Date(1955, 7, 1, 6, 0, 0, 0, time.UTC)); err != nil || d.String() != "1955-07-01" {
		t.Errorf("a morning before 1970: %s, %v", d, err)
	}
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("null: %s, %v", d, err)
	}
	if err := d.Scan(20260228); !errors.Is(err, kpi.ErrDate) {
		t.Errorf("a number: %v", err)
	}
	for _, bad := range []string{"2026-02-29", "28/02/2026", "2026-2-8", "1899-12-31", "2201-01-01", "x"} {
		if got, err := kpi.ParseDate(bad); !errors.Is(err, kpi.ErrDate) {
			t.Errorf("%s was read as %s", bad, got)
		}
	}
}

func TestDaysBetween(t *testing.T) {
	t.Parallel()
	a, b := kpi.NewDate(2024, 2, 28), kpi.NewDate(2024, 3, 1)
	if b.DaysSince(a) != 2 || a.Compare(b) != -1 || b.Compare(a) != 1 || a.Compare(a) != 0 || !b.After(a) {
		t.Errorf("%s to %s: %d days", a, b, b.DaysSince(a))
	}
}
