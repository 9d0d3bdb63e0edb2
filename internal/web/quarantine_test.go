package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// Nothing of a file that is set aside leaves by any address: no byte, picture, word,
// size or name in a header.
func TestNothingOfAQuarantinedFileIsServed(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	r := s.Submit(t, "an", 1)
	testkit.SQL(t, s.Database, "UPDATE products SET quarantined = 'classified', read_state = 'not-read', title = ''")
	owner, head := s.as(t, "an"), s.as(t, "giang")
	for _, part := range []string{"/file", "/searchable", "/text", "/pages/1/picture", "/pages/1/thumb"} {
		path := fmt.Sprintf("/api/products/%d%s", r.ProductID, part)
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if method == http.MethodHead && part == "/text" { // JSON is only got
				continue
			}
			for _, header := range [][]string{nil, {"Range", "bytes=0-9"}, {"If-None-Match", `"` + r.Hash + `"`}} {
				got := owner.do(t, method, path, nil, header...)
				if got.status != http.StatusForbidden || got.header.Get("Content-Disposition")+got.header.Get("Content-Range")+got.header.Get("ETag") != "" {
					t.Errorf("%s %s %v to its owner: %d %v", method, path, header, got.status, got.header)
				}
			}
		}
		if got := head.get(t, path); got.status != http.StatusNotFound {
			t.Errorf("%s to the head: %d", path, got.status)
		}
	}
	p := read[web.ProductJSON](t, owner.get(t, fmt.Sprintf("/api/products/%d", r.ProductID)))
	if p.Product.Quarantined != "classified" || p.May.Submit || p.May.Edit || p.May.Remove {
		t.Errorf("its owner sees %+v, may %+v", p.Product.Quarantined, p.May)
	}
}
