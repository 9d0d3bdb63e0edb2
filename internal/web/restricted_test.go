package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

// A restricted document is open to its owner and the named readers, and to nobody
// else by no way: not by its address, not by a list, a count, a search, a score.
func TestRestrictedStaysShut(t *testing.T) {
	t.Parallel()
	s, targets := cabinet(t)
	x := targets["binh"]
	testkit.SQL(t, s.Database, "UPDATE products SET restricted = true WHERE id = $1", x.Product)
	testkit.SQL(t, s.Database, "INSERT INTO product_readers (product_id, account_id) VALUES ($1, $2)", x.Product, targets["hanh"].Account)
	// Work that nobody assigned carries the document's title as its plan's.
	testkit.SQL(t, s.Database, "UPDATE plan_lines SET title = 'Mật của binh', unplanned = true WHERE official_id = $1", x.Official)
	must(t, s.App.Score(t.Context(), scoreJob(s, x)))
	must(t, s.App.IndexProduct(t.Context(), kpi.ProductID(x.Product)))
	must(t, s.App.Index.Flush(t.Context()))

	things := []string{"", "/file", "/searchable", "/text", "/pages/1/picture", "/pages/1/thumb"}
	lists := []string{
		"/api/products?limit=200", "/api/search", "/api/search?q=M%E1%BA%ADt", "/api/search?q=SO-binh", "/api/search?q=%22h%E1%BB%97+tr%E1%BB%A3%22",
		fmt.Sprintf("/api/evidence?official=%d", x.Official), fmt.Sprintf("/api/evidence/%d", x.Evidence), "/api/reviews",
		fmt.Sprintf("/api/tasks?official=%d", x.Official), fmt.Sprintf("/api/scorecards/%d?period=%d", x.Official, x.Period),
		fmt.Sprintf("/api/scorecards?period=%d", x.Period), fmt.Sprintf("/api/log?object=product:%d", x.Product),
	}
	for login, open := range map[string]bool{"binh": true, "hanh": true, "dung": false, "giang": false, "an": false, "em": false, "ik": false, "xa": false} {
		p := s.as(t, login)
		for _, thing := range things {
			r := p.get(t, fmt.Sprintf("/api/products/%d%s", x.Product, thing))
			if (r.status == http.StatusOK) != open {
				t.Errorf("%s at product%s: %d", login, thing, r.status)
			}
		}
		found := false
		for _, path := range lists {
			r := p.get(t, path)
			shows := strings.Contains(string(r.body), "Mật của binh") || strings.Contains(string(r.body), "SO-binh")
			found = found || shows
			if shows && !open {
				t.Errorf("%s: %s shows it\n%s", login, path, r.body)
			}
		}
		if !found && open {
			t.Errorf("%s may read it and no list shows it", login)
		}
	}

	judge := s.as(t, "dung").do(t, http.MethodPost, fmt.Sprintf("/api/evidence/%d/accept", x.Evidence), obj{"version": 1, "judged_hash": ""})
	if judge.status != http.StatusForbidden {
		t.Errorf("judged unread: %d %s", judge.status, judge.body)
	}
}

// Counts tell as much as titles: facets and totals are over what may be seen.
func TestCountsAreOfWhatMayBeSeen(t *testing.T) {
	t.Parallel()
	s, _ := cabinet(t)
	for login, want := range map[string]int{"an": 1, "dung": 3, "giang": 5, "hanh": 5, "xa": 1} {
		p := s.as(t, login)
		for _, path := range []string{"/api/search", "/api/search?q=%22nh%C3%A0+%E1%BB%9F%22"} {
			f := read[web.FoundJSON](t, p.get(t, path))
			units := 0
			for _, x := range f.Facets {
				if x.Field == "unit" {
					units += x.Count
				}
			}
			if f.Total != want || len(f.Hits) != want || units != want {
				t.Errorf("%s %s: total %d, %d hits, %d in facets of units; want %d", login, path, f.Total, len(f.Hits), units, want)
			}
		}
	}
}

// A role that reads documents needs two people, neither of them its holder, and
// leaves two entries in the log.
func TestRoleThatReadsNeedsASecondPerson(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	doc := s.Submit(t, "cuc", 7)
	path := fmt.Sprintf("/api/products/%d", doc.ProductID)
	an, ik, long := s.as(t, "an"), s.as(t, "ik"), s.as(t, "long")
	give := func(p *person, login, role string) reply {
		return p.do(t, http.MethodPost, "/api/grants", obj{"account_id": s.People[login].Account, "role": role, "unit_id": s.Ward})
	}
	if r := give(ik, "ik", "inspector"); r.reason() != "role.self" {
		t.Errorf("admin to themselves: %d %s", r.status, r.body)
	}
	g := read[web.GrantJSON](t, give(ik, "an", "inspector"))
	if g.State != "waiting" {
		t.Fatalf("state %q before the second person", g.State)
	}
	confirm := fmt.Sprintf("/api/grants/%d/confirm", g.ID)
	for who, p := range map[string]*person{"who gave it": ik, "who gets it": an} {
		if r := p.do(t, http.MethodPost, confirm, nil); r.status != http.StatusForbidden {
			t.Errorf("confirmed by %s: %d %s", who, r.status, r.body)
		}
	}
	if r := an.get(t, path); r.status != http.StatusNotFound {
		t.Errorf("reads before the second person: %d", r.status)
	}
	if r := long.do(t, http.MethodPost, confirm, nil); r.status != http.StatusOK {
		t.Errorf("second person: %d %s", r.status, r.body)
	}
	if r := an.get(t, path); r.status != http.StatusOK {
		t.Errorf("does not read after the second person: %d", r.status)
	}
	for _, kind := range []string{"role.given", "role.confirmed"} {
		if n := testkit.Count(t, s.Database, "SELECT count(*) FROM log_entries WHERE kind = $1 AND object = $2", kind, fmt.Sprintf("grant:%d", g.ID)); n != 1 {
			t.Errorf("%d entries of %s", n, kind)
		}
	}
	if r := ik.do(t, http.MethodPost, fmt.Sprintf("/api/grants/%d/revoke", g.ID), nil); r.status != http.StatusOK {
		t.Errorf("revoke: %d %s", r.status, r.body)
	}
	if r := an.get(t, path); r.status != http.StatusNotFound {
		t.Errorf("reads after the role ended: %d", r.status)
	}
}

// An agency's admin has no hand in the accounts of another's, not even in those
// that belong to no official.
func TestAdminHasNoHandInForeignAccounts(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	za := s.as(t, "za")
	for _, login := range []string{"an", "ik", "hanh"} {
		id := s.People[login].Account
		if r := za.do(t, http.MethodPost, fmt.Sprintf("/api/accounts/%d/reset", id), nil); r.status != http.StatusNotFound {
			t.Errorf("a foreign admin gave %s a new password: %d", login, r.status)
		}
		if r := za.do(t, http.MethodPatch, fmt.Sprintf("/api/accounts/%d", id), obj{"disabled": true}); r.status != http.StatusNotFound {
			t.Errorf("a foreign admin shut the account of %s: %d", login, r.status)
		}
		if r := za.get(t, "/api/accounts"); strings.Contains(string(r.body), `"login":"`+login+`"`) {
			t.Errorf("a foreign admin is shown the account of %s", login)
		}
	}
}
