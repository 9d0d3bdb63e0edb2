package kpi

import (
	"errors"
	"fmt"
	"time"
)

// Date is a calendar day in Vietnam (Asia/Ho_Chi_Minh). The zero value is "no
// date". Its text form is ISO 8601, "2026-11-23".
type Date struct{ days int32 } // 0001-01-01 is 1; 0 is no date

// epoch is the number of 1970-01-01 in the count of Date.
const epoch = 719163

// ErrDate is returned for text that is not a calendar day.
var ErrDate = errors.New("kpi: not a date")

// vietnam is a fixed zone: Vietnam has kept UTC+7 without changes since 1975,
// and a fixed zone needs no tz database on the machine.
func vietnam() *time.Location { return time.FixedZone("Asia/Ho_Chi_Minh", 7*3600) }

// NewDate returns the given day; out-of-range months and days are normalised as
// time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return dateOfUTC(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the day in Vietnam at the instant t.
func DateOf(t time.Time) Date {
	y, m, d := t.In(vietnam()).Date()
	return NewDate(y, m, d)
}

func dateOfUTC(t time.Time) Date {
	days := t.Unix() / 86400
	if t.Unix()%86400 < 0 {
		days-- // the day that holds t, also before 1970
	}
	return Date{int32(days) + epoch}
}

// ParseDate reads "2026-11-23".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return Date{}, fmt.Errorf("%w: %.20q", ErrDate, s)
	}
	return dateOfUTC(t), nil
}

func (d Date) utc() time.Time { return time.Unix(int64(d.days-epoch)*86400, 0).UTC() }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.days == 0 }

// Start returns the first instant of the day in Vietnam.
func (d Date) Start() time.Time {
	y, m, day := d.utc().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, vietnam())
}

// Year returns the calendar year, and 0 for no date.
func (d Date) Year() int { return d.utc().Year() }

// Month returns the month of the year.
func (d Date) Month() time.Month { return d.utc().Month() }

// AddDays returns the day n days later; no date stays no date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return Date{d.days + int32(n)}
}

// DaysSince returns the number of days from e to d.
func (d Date) DaysSince(e Date) int { return int(d.days - e.days) }

// Compare returns −1, 0 or +1 as d is before, on or after e. No date is before all.
func (d Date) Compare(e Date) int {
	switch {
	case d.days < e.days:
		return -1
	case d.days > e.days:
		return 1
	}
	return 0
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.days < e.days }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.days > e.days }

// String returns ISO 8601, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Display returns dd/mm/yyyy, the way of Vietnam.
func (d Date) Display() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format("02/01/2006")
}

// MarshalText writes ISO 8601.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads ISO 8601; empty text is no date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// Scan reads a stored day; together with String it lets a row hold a Date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = dateOfUTC(v.UTC())
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	default:
		return fmt.Errorf("%w: stored as %T", ErrDate, src)
	}
}
