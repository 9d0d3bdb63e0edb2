package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
	"minhchung/storage"
)

// actors are one person a role; "" is nobody. All of them but the inspector and
// the admin have work of their own, in the office or above it.
func actors() []string { return []string{"", "an", "dung", "giang", "hanh", "ik"} }

// related finds whose thing stands in a relation to an actor.
func related(actor string, relation rune) string {
	switch relation {
	case 'u':
		return "binh"
	case 's':
		return "cuc"
	case 'f':
		return "xa"
	}
	return actor
}

// marks are what an answer must not carry of somebody: name, staff code, title
// and number of their document.
func marks(login string) []string {
	return []string{"Người " + login, "MC-" + login, "Mật của " + login, "SO-" + login}
}

// cabinet is a site where everybody has a document, evidence of it, a card and a
// role that waits for a second person.
func cabinet(t *testing.T) (*site, map[string]target) {
	t.Helper()
	s := newSite(t, func(c *web.Config) { c.Last = 50 * time.Millisecond }) // a stream of events ends
	ctx := t.Context()
	foreign := kpi.IndicatorID(0)
	s.inTx(t, func(tx app.Tx) (err error) {
		foreign, err = tx.AddIndicator(ctx, kpi.Indicator{
			UnitID: s.Foreign, Code: "CT9", Version: 1, Name: "Chỉ tiêu nơi khác", State: kpi.Approved, Types: []kpi.ProductTypeID{s.Decision},
		})
		return err
	})
	targets := map[string]target{}
	for n, login := range []string{"an", "binh", "dung", "giang", "cuc", "xa", "hanh", "ik"} {
		p := s.People[login]
		x := target{
			Login: login, Account: int64(p.Account), Official: int64(p.Official), Unit: int64(p.Unit), Agency: int64(s.Ward),
			Period: int64(s.Period), Indicator: int64(s.Indicator), Type: int64(s.Decision),
		}
		if p.Unit == 0 {
			x.Unit = int64(s.Ward)
		}
		if p.Unit == s.Foreign {
			x.Agency, x.Period, x.Indicator = int64(s.Foreign), int64(s.ForeignPeriod), int64(foreign)
		}
		s.inTx(t, func(tx app.Tx) error {
			id, err := tx.AddRoleGrant(ctx, app.RoleGrant{
				AccountID: p.Account, Role: kpi.Inspector, UnitID: kpi.UnitID(x.Unit), From: s.App.Today(), GrantedBy: s.People["long"].Account,
			})
			x.Grant = int64(id)
			return err
		})
		if p.Official != 0 {
			s.file(t, &x, p, n+1)
		}
		targets[login] = x
	}
	must(t, s.App.Index.Flush(ctx))
	return s, targets
}

// file makes the document of one person, marked so that it is known anywhere.
func (s *site) file(t *testing.T, x *target, p testkit.Person, n int) {
	t.Helper()
	ctx := t.Context()
	r := s.Submit(t, x.Login, n)
	testkit.SQL(t, s.Database, "UPDATE products SET title = $1, number = $2, symbol = '' WHERE id = $3",
		"Mật của "+x.Login, "SO-"+x.Login, int64(r.ProductID))
	v, err := s.App.Link(ctx, s.Actor(t, x.Login), app.Claim{
		ProductID: r.ProductID, IndicatorID: kpi.IndicatorID(x.Indicator), TypeID: s.Decision, PeriodID: kpi.PeriodID(x.Period), PlanLineID: p.Plan,
	})
	must(t, err)
	must(t, s.App.Score(ctx, scoreJob(s, *x)))
	must(t, s.App.IndexProduct(ctx, r.ProductID))
	h, err := storage.ParseHash(r.Hash)
	must(t, err)
	must(t, s.App.Bucket.PutDerived(ctx, h, "searchable.pdf", strings.NewReader("a copy"), 6))
	testkit.SQL(t, s.Database, "UPDATE content_facts SET searchable = 'made' WHERE hash = $1", h.Bytes())
	u, err := s.App.BeginUpload(ctx, s.Actor(t, x.Login), "a.pdf", 10)
	must(t, err)
	x.Quarantine = testkit.Count(t, s.Database, `INSERT INTO quarantines (hash, product_id, unit_id, reason, found_at)
		VALUES (sha256($1), $2, $3, 'classified', now()) RETURNING id`, []byte(x.Login), int64(r.ProductID), int64(p.Unit))
	x.Product, x.Evidence, x.Hash, x.Upload = int64(r.ProductID), int64(v.ID), r.Hash, u.ID
}

// fingerprint is a number that changes when any row but those of sessions does.
func (s *site) fingerprint(t *testing.T) int64 {
	t.Helper()
	return testkit.Count(t, s.Database, "SELECT everything()")
}

const everything = `CREATE FUNCTION everything() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE t text; x text; h text := ''; BEGIN
  FOR t IN SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = 'public' AND c.relname NOT IN ('sessions', 'login_failures') ORDER BY 1 LOOP
    EXECUTE format('SELECT coalesce(md5(string_agg(r::text, '','' ORDER BY r::text)), '''') FROM %s r', t) INTO x;
    h := md5(h || t || x);
  END LOOP;
  RETURN ('x' || substr(h, 1, 15))::bit(60)::bigint;
END $$`

// Every route, as everybody, at everybody's things.
func TestRightsOfEveryRoute(t *testing.T) {
	t.Parallel()
	s, targets := cabinet(t)
	testkit.SQL(t, s.Database, everything)
	people := map[string]*person{"": s.nobody()}
	for _, login := range actors()[1:] {
		people[login] = s.as(t, login)
	}
	before := s.fingerprint(t)
	for _, row := range rights() {
		var later []func() // what is allowed runs after the refusals were compared
		for _, actor := range actors() {
			if row.kind == public && actor != "" { // signing out would be allowed, and end the test
				continue
			}
			for _, relation := range "usfo" { // one's own last: an admin's own new password ends their session
				x, ok := targets[related(actor, relation)]
				if actor == "" {
					x, ok = targets["an"], relation != 'o'
				}
				if !ok || (row.kind == one && strings.Contains(row.route, "/api/products/") && x.Product == 0) || (row.kind == one && usesOfficial(row) && x.Official == 0) {
					continue
				}
				allowed := row.allows(actor, relation)
				check := func() { row.check(t, people[actor], actor, relation, x, allowed) }
				if allowed {
					later = append(later, check)
					continue
				}
				check()
			}
		}
		if after := s.fingerprint(t); after != before {
			t.Errorf("%s: something refused left a trace in the database", row.route)
		}
		for _, check := range later {
			check()
		}
		before = s.fingerprint(t)
	}
}

// usesOfficial are the rows whose thing an account without an official lacks.
func usesOfficial(r right) bool {
	for _, part := range []string{"/api/evidence", "/api/scorecards", "/api/general", "/api/plans", "/api/uploads/", "/api/quarantine", "POST /api/officials", "POST /api/accounts"} {
		if strings.Contains(r.route, part) && !strings.HasSuffix(r.route, "/reset") {
			return true
		}
	}
	return false
}

func (r right) allows(actor string, relation rune) bool {
	switch r.kind {
	case public:
		return true
	case signed:
		return actor != ""
	case list:
		return r.cell(actor) != ""
	case one:
	}
	return strings.ContainsRune(r.cell(actor), relation)
}

func (r right) request(x target) (method string, q request) {
	method, path, _ := strings.Cut(r.route, " ")
	if r.call != nil {
		q = r.call(x)
	}
	if q.path == "" {
		id := x.Product
		switch {
		case strings.Contains(path, "/evidence/"):
			id = x.Evidence
		case strings.Contains(path, "/grants/"):
			id = x.Grant
		case strings.Contains(path, "/quarantine/"):
			id = x.Quarantine
		}
		q.path = strings.NewReplacer("{id}", fmt.Sprint(id), "{page}", "1").Replace(path)
	}
	return method, q
}

// check sends the request and judges the answer: allowed or refused, and nothing
// of anybody outside the cell in it.
func (r right) check(t *testing.T, p *person, actor string, relation rune, x target, allowed bool) {
	t.Helper()
	method, q := r.request(x)
	got := p.do(t, method, q.path, q.body, q.header...)
	who := fmt.Sprintf("%s as %q at %c", r.route, actor, relation)
	// A list narrowed to a unit outside the cell may say so instead of being empty.
	outside := r.kind == list && got.status == http.StatusForbidden && !strings.ContainsRune(r.cell(actor), relation)
	if r.kind != public && refused(got) == allowed && !outside {
		t.Errorf("%s: %d %s, want allowed = %t\n%s", who, got.status, got.reason(), allowed, got.body)
	}
	if got.status >= 500 {
		t.Errorf("%s: %d %s", who, got.status, got.body)
	}
	seen := r.cell(actor)
	if !allowed || r.kind == public || r.kind == signed {
		seen = "o" // what one sent oneself, and one's own name
	}
	for _, other := range "ousf" {
		login := related(actor, other)
		if strings.ContainsRune(seen, other) || login == "" || login == actor {
			continue
		}
		for _, m := range marks(login) {
			if strings.Contains(string(got.body), m) {
				t.Errorf("%s: the answer carries %q\n%s", who, m, got.body)
			}
		}
	}
}

// A list shows all of what may be seen: a filter that hides everything would pass
// the test above.
func TestListsShowAllThatMayBeSeen(t *testing.T) {
	t.Parallel()
	s, targets := cabinet(t)
	for _, row := range rights() {
		if row.kind != list || !strings.HasPrefix(row.route, "GET") {
			continue
		}
		for _, actor := range actors()[1:] {
			p := s.as(t, actor)
			for _, relation := range row.cell(actor) {
				x, ok := targets[related(actor, relation)]
				if !ok || x.Official == 0 {
					continue
				}
				method, q := row.request(x)
				got := p.do(t, method, q.path, q.body, q.header...)
				if !slices.ContainsFunc(append(marks(x.Login), fmt.Sprintf(`"official_id":%d`, x.Official)), func(m string) bool { return strings.Contains(string(got.body), m) }) {
					t.Errorf("%s as %s shows nothing of %s: %d %s", row.route, actor, x.Login, got.status, got.body)
				}
			}
		}
	}
}

// The table and the router name the same routes, and each with an action.
func TestTableHoldsEveryRoute(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	table := map[string]bool{}
	for _, r := range rights() {
		if table[r.route] {
			t.Errorf("%s stands twice in the table", r.route)
		}
		table[r.route] = true
	}
	for _, r := range outside() {
		table[r] = true
	}
	listed := map[string]bool{}
	for _, r := range s.srv.Routes() {
		name := r.Method + " " + r.Path
		listed[name] = true
		if !table[name] {
			t.Errorf("%s is not in the table of rights", name)
		}
		if r.Public != (r.Action == "") {
			t.Errorf("%s: public = %t with action %q", name, r.Public, r.Action)
		}
	}
	for _, r := range s.srv.Fiber().GetRoutes(true) {
		path := r.Path
		for _, param := range r.Params {
			path = strings.Replace(path, ":"+param, "{"+param+"}", 1)
		}
		method := r.Method
		if method == http.MethodHead && !listed[method+" "+path] { // the same without a body
			method = http.MethodGet
		}
		if !listed[method+" "+path] {
			t.Errorf("%s %s is in the router and not in Routes()", r.Method, r.Path)
		}
		delete(table, method+" "+path)
	}
	for _, r := range slices.Sorted(maps.Keys(table)) {
		if r != "GET /" {
			t.Errorf("%s is in the table and not in the router", r)
		}
	}
}

func scoreJob(s *site, x target) app.ScoreJob {
	return app.ScoreJob{Official: kpi.OfficialID(x.Official), Agency: kpi.UnitID(x.Agency), Rulebook: testkit.Rulebook, Period: kpi.PeriodID(x.Period)}
}
