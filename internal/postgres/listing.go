package postgres

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// The one hand-written listing: sqlc has no dynamic WHERE, and a list that filters
// with "or parameter is null" reads more rows than it returns.

// conditions collects the WHERE of a listing; arguments are numbered, never pasted.
type conditions struct {
	parts []string
	args  []any
}

// add appends a condition; each ? becomes the next numbered argument.
func (c *conditions) add(cond string, args ...any) {
	for _, a := range args {
		c.args = append(c.args, a)
		cond = strings.Replace(cond, "?", fmt.Sprintf("$%d", len(c.args)), 1)
	}
	c.parts = append(c.parts, cond)
}

// planned returns the arguments so that every query is planned for them. A plan
// kept for any arguments takes a list of units for ten, sorts the whole archive for
// somebody who sees a hundred of them, and looks each row up in the list one by one.
func (c *conditions) planned() []any {
	return append([]any{pgx.QueryExecModeCacheDescribe}, c.args...)
}

func productConditions(g access.Grant, f app.ProductFilter) *conditions {
	c := &conditions{}
	c.add("NOT p.withdrawn AND p.quarantined = ''") // what is set aside has a list of its own
	if !g.Everything() {
		// Own products always; those of the units unless they are restricted to others.
		c.add(`(p.submitted_by = ? OR (p.unit_id = ANY (?::bigint[]) AND (NOT p.restricted OR EXISTS (
			SELECT 1 FROM product_readers r WHERE r.product_id = p.id AND r.account_id = ?))))`,
			int64(g.Own()), ids(g.Units()), int64(g.Account()))
	}
	if f.IDs != nil {
		c.add("p.id = ANY (?::bigint[])", ids(f.IDs))
	}
	if f.Submitter != 0 {
		c.add("p.submitted_by = ?", int64(f.Submitter))
	}
	if f.DocType != "" {
		c.add("p.doc_type = ?", f.DocType)
	}
	if f.Unit != 0 {
		c.add("p.unit_id = ?", int64(f.Unit))
	}
	if f.Year != 0 {
		c.add("extract(year FROM coalesce(p.issued_on, (p.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) = ?", f.Year)
	}
	if f.Before != 0 {
		c.add("p.id < ?", int64(f.Before))
	}
	return c
}

func (t *tx) Products(ctx context.Context, g access.Grant, f app.ProductFilter) ([]app.ProductRow, error) {
	c := productConditions(g, f)
	c.args = append(c.args, min(max(f.Limit, 1), 200))
	// The page first, and what stands beside its rows after it: else the planner
	// reads all evidence to tell which of fifty products have some.
	sql := `WITH page AS MATERIALIZED (SELECT * FROM products p WHERE ` + strings.Join(c.parts, " AND ") +
		fmt.Sprintf(" ORDER BY p.id DESC LIMIT $%d)", len(c.args)) + `
		SELECT p.id, p.title, p.number, p.symbol, p.dossier_code, p.doc_type, p.unit_id, u.name, o.name, p.received_at, p.issued_on,
		coalesce(cf.pages, 0), coalesce(co.media_type, ''), p.read_state, p.restricted,
		NOT EXISTS (SELECT 1 FROM evidence e WHERE e.product_id = p.id AND e.state <> 'withdrawn')
		FROM page p JOIN units u ON u.id = p.unit_id JOIN officials o ON o.id = p.submitted_by
		LEFT JOIN contents co ON co.hash = p.hash LEFT JOIN content_facts cf ON cf.hash = p.hash
		ORDER BY p.id DESC`
	rows, err := mapped{t.t}.Query(ctx, sql, c.planned()...)
	if err != nil {
		return nil, err
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (app.ProductRow, error) {
		var r app.ProductRow
		var number, symbol, dossier string
		var issued *kpi.Date
		err := row.Scan(&r.ID, &r.Title, &number, &symbol, &dossier, &r.DocType, &r.UnitID, &r.UnitName, &r.Submitter, &r.ReceivedAt,
			&issued, &r.Pages, &r.MediaType, &r.Read, &r.Restricted, &r.Unattached)
		r.DocRef, r.IssuedOn, r.ReceivedAt = cmp.Or(kpi.DocRef(number, symbol), dossier), deref(issued), r.ReceivedAt.UTC()
		return r, err
	})
	return orEmpty(out), err
}

func (t *tx) ProductsByID(ctx context.Context, g access.Grant, list []kpi.ProductID) ([]app.ProductRow, error) {
	if len(list) == 0 {
		return []app.ProductRow{}, nil
	}
	return t.Products(ctx, g, app.ProductFilter{IDs: list, Limit: len(list)})
}

// ProductFacets counts the covered products by type, unit and year, and in all.
func (t *tx) ProductFacets(ctx context.Context, g access.Grant, f app.ProductFilter) ([]app.Facet, error) {
	c := productConditions(g, f)
	// Grouped once by all three: what is grouped again is thousands of times smaller.
	sql := `WITH seen AS (SELECT p.doc_type, p.unit_id,
			extract(year FROM coalesce(p.issued_on, (p.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))::int AS year, count(*) AS n
			FROM products p WHERE ` + strings.Join(c.parts, " AND ") + ` GROUP BY 1, 2, 3)
		SELECT 'type', doc_type, doc_type, sum(n)::bigint FROM seen GROUP BY doc_type
		UNION ALL SELECT 'unit', s.unit_id::text, u.name, sum(n)::bigint FROM seen s JOIN units u ON u.id = s.unit_id GROUP BY s.unit_id, u.name
		UNION ALL SELECT 'year', year::text, year::text, sum(n)::bigint FROM seen GROUP BY year
		UNION ALL SELECT 'total', '', '', coalesce(sum(n), 0)::bigint FROM seen
		ORDER BY 1, 4 DESC, 2`
	rows, err := mapped{t.t}.Query(ctx, sql, c.planned()...)
	if err != nil {
		return nil, err
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (app.Facet, error) {
		var v app.Facet
		err := row.Scan(&v.Field, &v.Value, &v.Label, &v.Count)
		return v, err
	})
	return orEmpty(out), err
}
