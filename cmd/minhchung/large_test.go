package main_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// TestLargeInstallationIsOneToWorkIn makes a small one of the large installations
// and uses it: what is measured there must be what people use.
func TestLargeInstallationIsOneToWorkIn(t *testing.T) {
	t.Parallel()
	const officials, products = 70, 6001 // three agencies, and a batch that is not full
	in := newInstallation(t)
	out := in.mustRun("seed", "--officials", fmt.Sprint(officials), "--products", fmt.Sprint(products))
	m := regexp.MustCompile(`quantri: (\S{16})\n`).FindStringSubmatch(out)
	if m == nil || !strings.Contains(out, "15 units, 70 officials, 420 plan lines, 6001 products") {
		t.Fatal(out)
	}
	if again := in.run("seed", "--officials", "1"); again.code == 0 || !strings.Contains(again.err, "not empty") {
		t.Errorf("seeding twice: %v", again)
	}
	s := in.serve()
	as := func(login string) *client {
		c := newClient(t, func() string { return s.base })
		c.must("POST", "/api/session", map[string]any{"login": login, "password": m[1]}, nil)
		return c
	}
	total := func(c *client) int {
		var f web.FoundJSON
		c.must("GET", "/api/search?limit=1", nil, &f)
		return f.Total
	}
	staff, head, inspector := as("l000003"), as("l000001"), as("thanhtra")
	own := (products + officials - 3) / officials // every 70th is the third official's
	if n := total(staff); n != own {
		t.Errorf("the third official has %d products, want %d", n, own)
	}
	if n := total(inspector); n != products {
		t.Errorf("the inspector sees %d products, want %d", n, products)
	}
	if n := total(head); n <= own || n >= products {
		t.Errorf("the head of one agency sees %d of %d products", n, products)
	}
	var page web.List[app.ProductRow]
	staff.must("GET", "/api/products?limit=200", nil, &page)
	if r := page.Items[0]; len(page.Items) != own || r.Pages == 0 || r.MediaType != "application/pdf" || r.Unattached || r.DocRef == "" {
		t.Errorf("%d in the list, the first %+v", len(page.Items), r)
	}
	var p web.ProductJSON
	staff.must("GET", fmt.Sprintf("/api/products/%d", page.Items[0].ID), nil, &p)
	if len(p.Evidence) != 1 || p.Evidence[0].PeriodID == 0 || len(p.Product.Identities) != 2 {
		t.Errorf("a product: %+v", p)
	}
	if err := errOf(as("quantri").do("GET", "/api/products", nil, &page)); err == nil {
		t.Error("the administrator reads documents")
	}
	r, status, err := staff.upload("moi.pdf", testkit.Paper(t, 1))
	if err != nil || status != http.StatusCreated || r.ProductID != products+1 {
		t.Errorf("the next upload: %+v, %d, %v", r, status, err)
	}
	s.stop()
	withDatabase(t, in, func(url string) {
		for what, sql := range map[string]string{
			"pieces of evidence that are not counted once by each identity": `SELECT count(*) FROM evidence e
				WHERE e.state IN ('submitted', 'accepted') AND (SELECT count(*) FROM countings c WHERE c.evidence_id = e.id) <> 2`,
			"countings of work returned for its form alone": "SELECT count(*) FROM countings c JOIN evidence e ON e.id = c.evidence_id WHERE e.state = 'returned' AND e.faults = 0",
			"plan lines of another agency": `SELECT count(*) FROM plan_lines l JOIN units u ON u.id = l.unit_id
				JOIN periods p ON p.id = l.period_id WHERE p.agency_id <> u.agency_id`,
		} {
			if n := testkit.Count(t, url, sql); n != 0 {
				t.Errorf("%d %s", n, what)
			}
		}
	})
}

func errOf(_ int, err error) error { return err }
