package web_test

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"minhchung/internal/testkit"
	"minhchung/storage"
)

func TestDownloadByParts(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	doc := s.Submit(t, "an", 21)
	whole := testkit.Paper(t, 21)
	n := len(whole)
	path := fmt.Sprintf("/api/products/%d/file", doc.ProductID)
	etag := `"` + doc.Hash + `"`
	for _, c := range []struct {
		name   string
		header []string
		status int
		want   []byte
		span   string // Content-Range
	}{
		{"whole", nil, 200, whole, ""},
		{"first byte", []string{"Range", "bytes=0-0"}, 206, whole[:1], fmt.Sprintf("bytes 0-0/%d", n)},
		{"last byte", []string{"Range", fmt.Sprintf("bytes=%d-%d", n-1, n-1)}, 206, whole[n-1:], fmt.Sprintf("bytes %d-%d/%d", n-1, n-1, n)},
		{"suffix", []string{"Range", "bytes=-10"}, 206, whole[n-10:], fmt.Sprintf("bytes %d-%d/%d", n-10, n-1, n)},
		{"suffix past the beginning", []string{"Range", fmt.Sprintf("bytes=-%d", n+5)}, 206, whole, fmt.Sprintf("bytes 0-%d/%d", n-1, n)},
		{"open end", []string{"Range", fmt.Sprintf("bytes=%d-", n-7)}, 206, whole[n-7:], fmt.Sprintf("bytes %d-%d/%d", n-7, n-1, n)},
		{"end past the end", []string{"Range", fmt.Sprintf("bytes=5-%d", n+1000)}, 206, whole[5:], fmt.Sprintf("bytes 5-%d/%d", n-1, n)},
		{"past the end", []string{"Range", fmt.Sprintf("bytes=%d-", n)}, 416, nil, fmt.Sprintf("bytes */%d", n)},
		{"no last bytes", []string{"Range", "bytes=-0"}, 416, nil, fmt.Sprintf("bytes */%d", n)},
		{"several", []string{"Range", "bytes=0-1,5-6"}, 200, whole, ""},
		{"backwards", []string{"Range", "bytes=9-3"}, 200, whole, ""},
		{"another unit", []string{"Range", "pages=1-2"}, 200, whole, ""},
		{"nonsense", []string{"Range", "bytes=a-b"}, 200, whole, ""},
		{"known already", []string{"If-None-Match", etag}, 304, nil, ""},
		{"known already, in a list", []string{"If-None-Match", `"old", ` + etag}, 304, nil, ""},
		{"known already, weakly", []string{"If-None-Match", "W/" + etag}, 304, nil, ""},
		{"known already, whatever it is", []string{"If-None-Match", "*"}, 304, nil, ""},
		{"another known", []string{"If-None-Match", `"old"`}, 200, whole, ""},
		{"part of the same", []string{"Range", "bytes=0-3", "If-Range", etag}, 206, whole[:4], fmt.Sprintf("bytes 0-3/%d", n)},
		{"part of another", []string{"Range", "bytes=0-3", "If-Range", `"old"`}, 200, whole, ""},
		{"part since a day", []string{"Range", "bytes=0-3", "If-Range", "Mon, 23 Nov 2026 00:00:00 GMT"}, 200, whole, ""},
	} {
		r := an.get(t, path, c.header...)
		if r.status != c.status || !bytes.Equal(r.body, c.want) || r.header.Get("Content-Range") != c.span {
			t.Errorf("%s: %d, %d bytes, %q; want %d, %d bytes, %q", c.name, r.status, len(r.body), r.header.Get("Content-Range"), c.status, len(c.want), c.span)
		}
		if r.header.Get("ETag") != etag || r.header.Get("Accept-Ranges") != "bytes" {
			t.Errorf("%s: ETag %q, Accept-Ranges %q", c.name, r.header.Get("ETag"), r.header.Get("Accept-Ranges"))
		}
		if d := r.header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment;") {
			t.Errorf("%s: %q", c.name, d)
		}
		if csp := r.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "sandbox") || r.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: a browser may run it: %q", c.name, csp)
		}
		head := an.do(t, http.MethodHead, path, nil, c.header...)
		if head.status != c.status || len(head.body) != 0 || head.header.Get("Content-Range") != c.span ||
			(c.want != nil && head.header.Get("Content-Length") != fmt.Sprint(len(c.want))) {
			t.Errorf("%s: HEAD says %d, %s bytes, %q", c.name, head.status, head.header.Get("Content-Length"), head.header.Get("Content-Range"))
		}
	}
}

// Opening another person's document is an entry of the log; asking how long it is
// is not, and neither is one's own.
func TestDownloadOfAnotherIsLogged(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	doc := s.Submit(t, "an", 22)
	path := fmt.Sprintf("/api/products/%d/file", doc.ProductID)
	entries := func() int64 {
		return testkit.Count(t, s.Database, "SELECT count(*) FROM log_entries WHERE kind = 'product.opened' AND object = $1", fmt.Sprintf("product:%d", doc.ProductID))
	}
	s.as(t, "an").get(t, path)
	hanh := s.as(t, "hanh")
	hanh.do(t, http.MethodHead, path, nil)
	if n := entries(); n != 0 {
		t.Errorf("%d entries before anybody else opened it", n)
	}
	hanh.get(t, path)
	hanh.get(t, path, "Range", "bytes=100-199") // the same reading goes on
	if n := entries(); n != 1 {
		t.Errorf("%d entries of one reading", n)
	}
}

// Asking whether there is a searchable copy opens nothing, either.
func TestAskingForACopyIsNotLogged(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	doc := s.Submit(t, "an", 24)
	path := fmt.Sprintf("/api/products/%d/searchable", doc.ProductID)
	entries := func() int64 {
		return testkit.Count(t, s.Database, "SELECT count(*) FROM log_entries WHERE kind = 'product.opened'")
	}
	hanh := s.as(t, "hanh")
	if r := hanh.do(t, http.MethodHead, path, nil); r.status != http.StatusNotFound {
		t.Errorf("status %d without a copy", r.status)
	}
	h, err := storage.ParseHash(doc.Hash)
	must(t, err)
	must(t, s.App.Bucket.PutDerived(t.Context(), h, "searchable.pdf", strings.NewReader("a copy"), 6))
	testkit.SQL(t, s.Database, "UPDATE content_facts SET searchable = 'made'")
	r := hanh.do(t, http.MethodHead, path, nil)
	if r.status != http.StatusOK || r.header.Get("Content-Type") != "application/pdf" || len(r.body) != 0 || entries() != 0 {
		t.Errorf("%d %v %q; %d entries", r.status, r.header, r.body, entries())
	}
	if r := hanh.get(t, path); string(r.body) != "a copy" || entries() != 1 {
		t.Errorf("%q; %d entries", r.body, entries())
	}
}

// The name goes out as it came in, in a form that no browser takes for anything else.
func TestDownloadName(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	doc := s.Submit(t, "an", 23)
	testkit.SQL(t, s.Database, "UPDATE product_versions SET file_name = $1", "Quyết định \"12\"; x=\r\nSet-Cookie: a.pdf")
	r := an.get(t, fmt.Sprintf("/api/products/%d/file", doc.ProductID))
	d := r.header.Get("Content-Disposition")
	_, coded, _ := strings.Cut(d, "filename*=UTF-8''")
	name, err := url.PathUnescape(coded)
	if err != nil || !strings.HasPrefix(name, `Quyết định "12"; x=`) || strings.ContainsAny(coded, "\"; \r\n") || r.header.Get("Set-Cookie") != "" {
		t.Errorf("%q %v", d, err)
	}
}

// Previews are pictures and nothing else, whatever the original is.
func TestPreviewsArePictures(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	an := s.as(t, "an")
	doc := s.Submit(t, "an", 24)
	for _, size := range []struct {
		path  string
		width int
	}{{"picture", 1100}, {"thumb", 240}} {
		r := an.get(t, fmt.Sprintf("/api/products/%d/pages/1/%s", doc.ProductID, size.path))
		if r.status != 200 || r.header.Get("Content-Type") != "image/png" || r.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Fatalf("%s: %d %v", size.path, r.status, r.header)
		}
		img, err := png.Decode(bytes.NewReader(r.body))
		if err != nil || img.Bounds().Dx() != size.width {
			t.Errorf("%s: %v %v", size.path, err, img)
		}
	}
	for _, page := range []string{"0", "2", "-1", "x", "99999999999999999999"} {
		r := an.get(t, fmt.Sprintf("/api/products/%d/pages/%s/picture", doc.ProductID, page))
		if r.status != http.StatusNotFound {
			t.Errorf("page %s: %d %.100s", page, r.status, r.body)
		}
	}
}
