package web_test

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
)

// The expectation: for every route and role, whose things may be reached.
//
//	o  one's own
//	u  those of a colleague in the office, where most of the actors work
//	s  those of a sibling division of the same ward
//	f  those of a foreign agency
//
// Everything that is not in the cell is refused, and appears in no answer.
type right struct {
	route string
	kind  kind
	call  func(target) request // nil: the route with the target's id and no body

	staff, supervisor, head, inspector, admin string
}

// kind says how a row is judged.
type kind int

const (
	one    kind = iota // one thing by its id: its answer is allowed or refused
	list               // many things: theirs alone stand in the answer
	signed             // whoever is signed in, and nobody else; names nobody but oneself
	public             // everybody; names nobody
)

// request is one call: path, body, and header pairs.
type request struct {
	path   string
	body   any
	header []string
}

// tus makes a call of the protocol of uploads in pieces.
func tus(path, body string, header ...string) request {
	q := request{path: path, header: append([]string{"Tus-Resumable", "1.0.0", "Content-Type", "application/offset+octet-stream"}, header...)}
	if body != "" {
		q.body = body
	}
	return q
}

// target is a person with all that belongs to them.
type target struct {
	Login                           string
	Account, Official, Unit, Agency int64
	Product, Evidence, Grant        int64
	Quarantine                      int64
	Period, Indicator, Type         int64
	Hash, Upload                    string // of the product's file; an unfinished upload
}

type obj = map[string]any

func (t target) judged() obj {
	return obj{"version": 0, "judged_hash": "", "reason_code": "content"}
}

// version is of no piece of evidence: who may touch it is told that it changed.
func wrongVersion(target) request { return request{body: obj{"version": 0}} }
func decision(t target) request   { return request{body: t.judged()} }
func empty(target) request        { return request{body: obj{}} }

// rights lists every route of the router but the ones that answer no API call.
// Bodies are such that a request which passes the rights changes as little as can be.
func rights() []right {
	const all = "ous"
	return []right{
		{route: "GET /api/status", kind: public},
		{route: "POST /api/session", kind: public, call: func(target) request { return request{body: obj{"login": "ai", "password": "khong"}} }},
		{route: "POST /api/setup", kind: public, call: func(target) request {
			return request{body: obj{"token": "x", "login": "moi", "name": "x", "password": "mot-mat-khau-dai"}}
		}},
		{route: "DELETE /api/session", kind: public},
		{route: "GET /api/me", kind: signed},
		{route: "POST /api/me/password", kind: signed, call: func(target) request {
			return request{body: obj{"old": "sai-mat-khau", "new": "mat-khau-moi-dai"}}
		}},
		{route: "GET /api/me/events", kind: signed},
		{route: "GET /api/units", kind: signed},
		{route: "GET /api/periods", kind: signed},
		{route: "GET /api/choices", kind: signed},
		{route: "GET /api/product-types", kind: signed},
		{route: "GET /api/indicators", kind: signed},

		// Products and their files.
		{route: "PUT /api/uploads", kind: list, staff: "o", supervisor: "o", head: "o", call: func(target) request {
			return request{path: "/api/uploads?name=a.pdf", body: "no document"}
		}},
		{route: "GET /api/uploads/known", kind: list, staff: "o", supervisor: "ou", head: all, call: func(t target) request {
			return request{path: "/api/uploads/known?hash=" + cmp.Or(t.Hash, strings.Repeat("0", 64))}
		}},
		{route: "OPTIONS /api/uploads", kind: public},
		{route: "POST /api/uploads", kind: list, staff: "o", supervisor: "o", head: "o", call: func(target) request {
			return tus("/api/uploads", "", "Upload-Length", "0", "Upload-Metadata", "filename YS5wZGY=")
		}},
		{route: "HEAD /api/uploads/{id}", staff: "o", supervisor: "o", head: "o", call: func(t target) request { return tus("/api/uploads/"+t.Upload, "") }},
		{route: "PATCH /api/uploads/{id}", staff: "o", supervisor: "o", head: "o", call: func(t target) request {
			return tus("/api/uploads/"+t.Upload, "x", "Upload-Offset", "1")
		}},
		{route: "POST /api/products/from-upload", staff: "o", supervisor: "o", head: "o", call: func(t target) request {
			return request{body: obj{"upload": t.Upload}}
		}},
		{route: "DELETE /api/uploads/{id}", staff: "o", supervisor: "o", head: "o", call: func(t target) request { return tus("/api/uploads/"+t.Upload, "") }},
		{route: "GET /api/products", kind: list, staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "GET /api/search", kind: list, staff: "o", supervisor: "ou", head: all, inspector: all, call: func(t target) request {
			return request{path: "/api/search?q=%22xây+dựng+nhà+ở%22+mật&unit=" + fmt.Sprint(t.Unit)}
		}},
		{route: "GET /api/products/{id}", staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "GET /api/products/{id}/file", staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "GET /api/products/{id}/searchable", staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "GET /api/products/{id}/text", staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "GET /api/products/{id}/pages/{page}/picture", staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "GET /api/products/{id}/pages/{page}/thumb", staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "PATCH /api/products/{id}", staff: "o", supervisor: "o", head: "o", call: empty},
		{route: "DELETE /api/products/{id}", staff: "o", supervisor: "o", head: "o"},
		{route: "POST /api/products/{id}/contributions", staff: "o", supervisor: "o", head: "o", call: func(t target) request {
			return request{body: obj{"official_id": t.Official, "act": "draft", "share": "1/1"}}
		}},

		// Evidence.
		{route: "POST /api/evidence", staff: "o", supervisor: "o", head: "o", call: func(t target) request {
			return request{body: obj{"product_id": t.Product, "indicator_id": t.Indicator, "type_id": t.Type, "period_id": t.Period}}
		}},
		{route: "GET /api/evidence", kind: list, staff: "o", supervisor: "ou", head: all, inspector: all, call: func(t target) request {
			return request{path: fmt.Sprintf("/api/evidence?official=%d", t.Official)}
		}},
		{route: "GET /api/evidence/{id}", staff: "o", supervisor: "ou", head: all, inspector: all},
		{route: "POST /api/evidence/{id}/withdraw", staff: "o", supervisor: "o", head: "o", call: wrongVersion},
		{route: "POST /api/evidence/{id}/resubmit", staff: "o", supervisor: "o", head: "o", call: func(t target) request {
			return request{body: obj{"version": 0, "product_id": t.Product}}
		}},
		{route: "POST /api/evidence/{id}/accept", supervisor: "u", head: "us", call: decision},
		{route: "POST /api/evidence/{id}/return", supervisor: "u", head: "us", call: decision},
		{route: "POST /api/evidence/{id}/undo", supervisor: "u", head: "us", call: wrongVersion},
		{route: "POST /api/products/classified", kind: list, staff: "o", supervisor: "o", head: "o", call: func(t target) request {
			return request{path: "/api/products/classified", body: obj{"indicator_id": t.Indicator, "type_id": 1 << 40, "period_id": t.Period, "completed_on": "2026-11-16"}}
		}},
		{route: "POST /api/evidence/{id}/confirm", head: "us", call: wrongVersion},
		{route: "POST /api/evidence/{id}/copy", supervisor: "u", head: "us", call: func(t target) request {
			return request{body: obj{"version": 0, "of": t.Product, "same": true}}
		}},
		{route: "POST /api/evidence/{id}/decline", head: "us", call: wrongVersion},
		{route: "GET /api/reviews", kind: list, supervisor: "u", head: "us", call: func(t target) request {
			return request{path: fmt.Sprintf("/api/reviews?unit=%d", t.Unit)}
		}},

		// Scores, plans.
		{route: "GET /api/scorecards", kind: list, staff: "o", supervisor: "ou", head: all, inspector: all, call: func(t target) request {
			return request{path: fmt.Sprintf("/api/scorecards?period=%d", t.Period)}
		}},
		{route: "GET /api/scorecards/{official}", staff: "o", supervisor: "ou", head: all, inspector: all, call: func(t target) request {
			return request{path: fmt.Sprintf("/api/scorecards/%d?period=%d", t.Official, t.Period)}
		}},
		{route: "PUT /api/general/{official}", supervisor: "u", head: "us", call: func(t target) request {
			return request{path: fmt.Sprintf("/api/general/%d", t.Official), body: obj{
				"period_id": t.Period, "conduct": "1/1", "capacity": "1/1", "innovation": "1/1", "reason": "thử",
			}}
		}},
		{route: "GET /api/tasks", kind: list, staff: "o", supervisor: "ou", head: all, inspector: all, admin: "us", call: func(t target) request {
			return request{path: fmt.Sprintf("/api/tasks?official=%d", t.Official)}
		}},
		{route: "POST /api/plans", supervisor: "u", head: "us", call: func(t target) request {
			return request{body: obj{"official_id": t.Official, "period_id": t.Period, "indicator_id": t.Indicator, "type_id": 1 << 40, "quantity": "1/1"}}
		}},

		// People, units, periods.
		{route: "GET /api/officials", kind: list, supervisor: "ou", head: all, inspector: all, admin: all},
		{route: "POST /api/officials", admin: "us", call: func(t target) request {
			return request{body: obj{"staff_code": "", "name": "", "unit_id": t.Unit, "post_title": ""}}
		}},
		{route: "POST /api/units", admin: "ous", call: func(t target) request {
			return request{body: obj{"parent_id": t.Unit, "code": "", "name": ""}}
		}},
		{route: "PATCH /api/units/{id}", admin: "ous", call: func(t target) request {
			return request{path: fmt.Sprintf("/api/units/%d", t.Unit), body: obj{}}
		}},
		{route: "POST /api/periods", admin: "ous", call: func(t target) request {
			return request{body: obj{
				"agency_id": t.Agency, "kind": "month", "first": "2026-12-01", "last": "2026-11-01", "review_closes": "2026-12-31", "rulebook": "x",
			}}
		}},

		// Roles. Nobody confirms, gives or ends their own.
		{route: "GET /api/grants", kind: list, head: all, admin: "ous"},
		{route: "POST /api/grants", admin: "us", call: func(t target) request {
			return request{body: obj{"account_id": t.Account, "role": "inspector", "unit_id": t.Unit}}
		}},
		{route: "POST /api/grants/{id}/confirm", head: "us", admin: "us"},
		{route: "POST /api/grants/{id}/revoke", admin: "us"},
		// What was set aside: one asks, another confirms.
		{route: "GET /api/quarantine", kind: list, head: all, admin: "us"},
		{route: "POST /api/quarantine/{id}/purge", admin: "us", call: func(target) request { return request{body: obj{"reason": "state-secret"}} }},
		{route: "POST /api/quarantine/{id}/confirm", head: all},
		{route: "POST /api/quarantine/{id}/release", head: all},
		{route: "GET /api/notices", kind: signed},
		{route: "POST /api/notices/read", kind: signed, call: func(target) request { return request{body: obj{"up_to": 1}} }},
		{route: "GET /api/log", kind: list, head: all, inspector: all, admin: all},

		// Accounts, last: some of these end the session of whom they touch.
		{route: "GET /api/accounts", kind: list, admin: all},
		{route: "POST /api/accounts", admin: "us", call: func(t target) request {
			return request{body: obj{"login": t.Login, "official_id": t.Official}}
		}},
		{route: "PATCH /api/accounts/{id}", admin: "us", call: func(t target) request {
			return request{path: fmt.Sprintf("/api/accounts/%d", t.Account), body: obj{"disabled": false}}
		}},
		{route: "POST /api/accounts/{id}/reset", admin: "ous", call: func(t target) request {
			return request{path: fmt.Sprintf("/api/accounts/%d/reset", t.Account)}
		}},
	}
}

// outside lists the routes that answer no API call: the same for everybody.
func outside() []string {
	return []string{
		"GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.json", "GET /docs", "GET /*",
	}
}

// cell returns whose things a role may reach; nobody reaches nothing.
func (r right) cell(login string) string {
	switch login {
	case "an":
		return r.staff
	case "dung":
		return r.supervisor
	case "giang":
		return r.head
	case "hanh":
		return r.inspector
	case "ik":
		return r.admin
	}
	return ""
}

// refused tells a refusal from an answer that merely has something else to say.
// An act that another person was credited with is theirs: that is a refusal too.
func refused(r reply) bool {
	switch r.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return true
	}
	return r.reason() == "evidence.act_taken" || r.reason() == "evidence.not_own"
}
