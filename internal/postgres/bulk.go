package postgres

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// Bulk is a transaction in which many rows can be copied in, for installations
// that are made to be measured. It is no import: it writes no log entries and no
// jobs, and the rows it makes say nothing about files. Triggers and constraints
// hold for it as for everybody.
//
// Rows bring their own ids, 1 … n; a table must be empty before it is copied into.
type Bulk struct {
	app.Tx
	t pgx.Tx
}

// InBulk runs fn in a transaction that can copy rows in. Nothing is kept when fn
// fails. The planner's statistics are made anew at its end.
func (s *Store) InBulk(ctx context.Context, fn func(*Bulk) error) error {
	return s.InTx(ctx, func(t app.Tx) error {
		own := t.(*tx) //nolint:errcheck,forcetypeassert // InTx of this package made it
		if err := fn(&Bulk{own, own.t}); err != nil {
			return err
		}
		_, err := own.t.Exec(ctx, "ANALYZE")
		return err
	})
}

// BulkOfficial is an official with a post, an account that can sign in, and roles.
// One id stands for all: official, post, holding and account.
type BulkOfficial struct {
	ID int64
	app.NewOfficial
	Login, PasswordHash string
	Roles               []BulkRole
}

// BulkRole is a role in the name of the installation.
type BulkRole struct {
	Role kpi.Role
	Unit kpi.UnitID
}

// BulkProduct is one product with its content's facts, its only version, and the
// one use of it as evidence.
type BulkProduct struct {
	app.Product
	Text     string        // of page one, what a search finds
	Account  kpi.AccountID // whose upload it was
	Evidence app.EvidenceRow
}

// CopyUnits copies units in, parents first.
func (b *Bulk) CopyUnits(ctx context.Context, rows iter.Seq[kpi.Unit]) error {
	err := copyIn(ctx, b.t, "units", []string{"id", "parent_id", "agency_id", "kind", "code", "name", "symbol", "valid_from"}, rows,
		func(u kpi.Unit) []any {
			return []any{int64(u.ID), orNull(u.ParentID), int64(u.AgencyID), string(u.Kind), u.Code, u.Name, u.Symbol, copied(u.From)}
		})
	return b.counted(ctx, err, "units")
}

// CopyOfficials copies officials in with posts, accounts and roles.
func (b *Bulk) CopyOfficials(ctx context.Context, rows iter.Seq[BulkOfficial]) error {
	steps := []struct {
		table   string
		columns []string
		row     func(BulkOfficial) []any
	}{
		{"officials", []string{"id", "staff_code", "name"}, func(o BulkOfficial) []any { return []any{o.ID, o.StaffCode, o.Name} }},
		{"posts", []string{"id", "unit_id", "title", "leader"}, func(o BulkOfficial) []any { return []any{o.ID, int64(o.UnitID), o.PostTitle, o.Leader} }},
		{"holdings", []string{"id", "official_id", "post_id", "valid_from"}, func(o BulkOfficial) []any { return []any{o.ID, o.ID, o.ID, copied(o.From)} }},
		{"accounts", []string{"id", "login", "name", "official_id", "password_hash"}, func(o BulkOfficial) []any {
			return []any{o.ID, o.Login, o.Name, o.ID, o.PasswordHash}
		}},
	}
	var err error
	for _, s := range steps {
		if err == nil {
			err = b.counted(ctx, copyIn(ctx, b.t, s.table, s.columns, rows, s.row), s.table)
		}
	}
	if err != nil {
		return err
	}
	type given struct {
		account int64
		from    kpi.Date
		BulkRole
	}
	return copyIn(ctx, b.t, "grants", []string{"account_id", "role", "unit_id", "valid_from", "active"},
		func(yield func(given) bool) {
			for o := range rows {
				for _, r := range o.Roles {
					if !yield(given{o.ID, o.From, r}) {
						return
					}
				}
			}
		},
		func(g given) []any { return []any{g.account, string(g.Role), int64(g.Unit), copied(g.from), true} })
}

// CopyPlanLines copies approved plan lines in.
func (b *Bulk) CopyPlanLines(ctx context.Context, rows iter.Seq[app.PlanLine]) error {
	err := copyIn(ctx, b.t, "plan_lines", []string{
		"id", "official_id", "unit_id", "period_id", "indicator_id", "type_id", "quantity", "handed_over", "due", "title", "approved",
	}, rows, func(l app.PlanLine) []any {
		return []any{
			int64(l.ID), int64(l.OfficialID), int64(l.UnitID), int64(l.PeriodID), int64(l.IndicatorID), int64(l.TypeID),
			l.Quantity.String(), copied(l.HandedOver), copied(l.Due), l.Title, true,
		}
	})
	return b.counted(ctx, err, "plan_lines")
}

// bulkBatch is how many products are in memory at a time.
const bulkBatch = 5000

// CopyProducts copies products in with contents, versions, identities, shares and
// evidence. It walks the rows once and goes through the eight tables with a batch
// at a time.
func (b *Bulk) CopyProducts(ctx context.Context, rows iter.Seq[BulkProduct]) error {
	batch := make([]BulkProduct, 0, bulkBatch)
	for p := range rows {
		if batch = append(batch, p); len(batch) < bulkBatch {
			continue
		}
		if err := b.copyBatch(ctx, batch); err != nil {
			return err
		}
		batch = batch[:0]
	}
	if err := b.copyBatch(ctx, batch); err != nil {
		return err
	}
	return b.counted(ctx, b.counted(ctx, nil, "products"), "evidence")
}

func (b *Bulk) copyBatch(ctx context.Context, batch []BulkProduct) error {
	for _, s := range productTables(time.Now()) {
		if err := copyIn(ctx, b.t, s.table, s.columns, slices.Values(batch), s.row); err != nil {
			return err
		}
	}
	return b.identities(ctx, slices.Values(batch))
}

type productTable struct {
	table   string
	columns []string
	row     func(BulkProduct) []any
}

// productTables are in an order in which every foreign key finds its row; identities
// come last, so that the trigger on them fills the countings.
func productTables(now time.Time) []productTable {
	hash := func(p BulkProduct) []byte { return p.Content.Bytes() }
	return []productTable{
		{"contents", []string{"hash", "size", "media_type", "stored_at"}, func(p BulkProduct) []any {
			return []any{hash(p), p.Size, p.MediaType, p.ReceivedAt}
		}},
		{"content_facts", []string{"hash", "tool", "pages", "text_chars", "read_at"}, func(p BulkProduct) []any {
			return []any{hash(p), p.Tool, int32(p.Pages), int32(len(p.Text)), now} //nolint:gosec // made small by the generator
		}},
		{"content_pages", []string{"hash", "page", "text", "confidence", "ocr"}, func(p BulkProduct) []any {
			return []any{hash(p), int32(1), p.Text, int32(100), false}
		}},
		{"products", []string{
			"id", "unit_id", "submitted_by", "title", "doc_type", "number", "symbol", "issuer", "issued_on", "dossier_code",
			"completed_on", "due_on", "received_at", "read_state", "hash",
		}, func(p BulkProduct) []any {
			return []any{
				int64(p.ID), int64(p.UnitID), int64(p.SubmittedBy), p.Title, p.DocType, p.Number, p.Symbol, p.Issuer, copied(p.IssuedOn), p.DossierCode,
				copied(p.CompletedOn), copied(p.DueOn), p.ReceivedAt, string(kpi.ReadDone), hash(p),
			}
		}},
		{"product_versions", []string{"product_id", "n", "hash", "file_name", "account_id", "at", "entry_id"}, func(p BulkProduct) []any {
			return []any{int64(p.ID), int32(1), hash(p), p.FileName, int64(p.Account), p.ReceivedAt, int64(p.Product.Entry)}
		}},
		{"contributions", []string{"product_id", "act", "official_id", "share"}, func(p BulkProduct) []any {
			return []any{int64(p.ID), string(p.Evidence.Act), int64(p.SubmittedBy), kpi.Int(1).String()}
		}},
		{"evidence", []string{
			"id", "product_id", "indicator_id", "type_id", "act", "official_id", "unit_id", "period_id", "plan_line_id", "state", "units",
			"faults", "delays", "judged_hash", "reviewer", "submitted_at", "decided_at", "entry_id",
		}, func(p BulkProduct) []any {
			e := p.Evidence
			return []any{
				int64(p.ID), int64(p.ID), int64(e.IndicatorID), int64(e.TypeID), string(e.Act), int64(p.SubmittedBy), int64(p.UnitID), int64(e.PeriodID),
				orNull(e.PlanLineID), string(e.State), e.Units.String(), int32(e.Faults), int32(e.Delays), hash(p), orNull(e.Reviewer), p.ReceivedAt, e.DecidedAt, //nolint:gosec // as above
				int64(p.Product.Entry),
			}
		}},
	}
}

func (b *Bulk) identities(ctx context.Context, rows iter.Seq[BulkProduct]) error {
	type identity struct {
		kpi.Identity
		product int64
	}
	return copyIn(ctx, b.t, "identities", []string{"kind", "key", "product_id"},
		func(yield func(identity) bool) {
			for p := range rows {
				for _, i := range append(p.Identities, kpi.Identity{Kind: kpi.IdentityHash, Key: p.Content.String()}) {
					if !yield(identity{i, int64(p.ID)}) {
						return
					}
				}
			}
		},
		func(i identity) []any { return []any{string(i.Kind), i.Key, i.product} })
}

// counted lets the next id of a table follow those that were copied in.
func (b *Bulk) counted(ctx context.Context, err error, table string) error {
	if err == nil {
		_, err = b.t.Exec(ctx, fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%[1]s', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM %[1]s), false)", table))
	}
	return err
}

func copyIn[T any](ctx context.Context, t pgx.Tx, table string, columns []string, rows iter.Seq[T], row func(T) []any) error {
	next, stop := iter.Pull(rows)
	defer stop()
	_, err := t.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		v, ok := next()
		if !ok {
			return nil, nil
		}
		return row(v), nil
	}))
	if err != nil {
		return fmt.Errorf("copy into %s: %w", table, err)
	}
	return nil
}

// copied is a day in a form that the binary COPY takes at once; a value that it has
// to try as text first costs ten times as much.
func copied(d kpi.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	t := d.Start()
	return &t
}

// orNull turns "none" into NULL.
func orNull[ID ~int64](id ID) *int64 {
	if id == 0 {
		return nil
	}
	v := int64(id)
	return &v
}
