package web

import (
	"net/http"
	"testing"
)

// Whatever a client writes, the part that is sent lies inside the file, and is
// called what it is.
func FuzzParseRange(f *testing.F) {
	for _, h := range []string{"", "bytes=0-0", "bytes=-1", "bytes=5-", "bytes=0-9,20-29", "bytes=9223372036854775807-", "bytes=-9223372036854775808", "bytes= 1 - 2", "items=0-1"} {
		f.Add(h, int64(100))
	}
	f.Fuzz(func(t *testing.T, h string, size int64) {
		if size < 1 {
			t.Skip("the store keeps no empty files")
		}
		offset, length, status := parseRange(h, size)
		switch status {
		case http.StatusOK:
			if offset != 0 || length != size {
				t.Errorf("%q of %d: whole is %d+%d", h, size, offset, length)
			}
		case http.StatusPartialContent:
			if offset < 0 || length < 1 || offset > size-length {
				t.Errorf("%q of %d: part is %d+%d", h, size, offset, length)
			}
		case http.StatusRequestedRangeNotSatisfiable:
			if length != 0 {
				t.Errorf("%q of %d: nothing is %d bytes", h, size, length)
			}
		default:
			t.Errorf("%q: status %d", h, status)
		}
	})
}
