package main

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres"
	"minhchung/internal/seed"
	"minhchung/storage"
)

// largeHelp says what `seed --officials` makes and what it leaves out.
const largeHelp = `With --demo: the demo office, through the same use cases that people use.

With --officials N --products M: rows for measurements, copied into an empty
database in one transaction. One agency for every 32 officials, six assigned lines
each, products spread over November 2026 with one piece of evidence each. Every
official can sign in (L000001 is l000001; the first two of an agency are its
heads); "thanhtra" inspects and "quantri" administers all agencies. The password
is printed once.

What such an installation lacks: files (a download answers that the store has
none, and verify --files reports them), log entries of single products (one entry
stands for all, and verify reports every piece of evidence), scorecards, and the
search index (run reindex when searches are to be measured too). It is not for work.`

// large is the making of a large installation.
type large struct {
	m       *Main
	rows    seed.Installation
	hash    string // of the password of every account
	entry   kpi.EntryID
	head    kpi.AccountID // who is said to have decided everything
	types   []kpi.ProductType
	units   []kpi.UnitID // by official
	periods map[int64]kpi.PeriodID
	lines   map[int64]kpi.IndicatorID // by agency
}

// seedLarge fills a big installation for measurements.
func (m *Main) seedLarge(ctx context.Context, officials, products int) error {
	if empty, err := m.app.NeedsSetup(ctx); err != nil || !empty {
		if err == nil {
			err = fmt.Errorf("the installation in %s is not empty; nothing was changed", m.Config.Data)
		}
		return err
	}
	password, _ := m.app.Passwords.Secret()
	password = password[:16]
	hash, err := m.app.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	start := time.Now()
	l := &large{
		m: m, rows: seed.Large(demoSeed, officials, products), hash: hash, head: 1,
		periods: map[int64]kpi.PeriodID{}, lines: map[int64]kpi.IndicatorID{},
	}
	if err := m.store.InBulk(ctx, func(b *postgres.Bulk) error { return l.fill(ctx, b) }); err != nil {
		return err
	}
	fmt.Printf("\r%d units, %d officials, %d plan lines, %d products after %s\n", l.rows.NUnits, officials, l.rows.NPlans, products,
		time.Since(start).Round(100*time.Millisecond))
	fmt.Printf("password of l000001 … l%06d, thanhtra, quantri: %s\n", officials, password)
	return nil
}

func (l *large) fill(ctx context.Context, b *postgres.Bulk) error {
	if err := b.CopyUnits(ctx, mapped(l.rows.Units, "units", l.rows.NUnits, l.unit)); err != nil {
		return err
	}
	if err := b.CopyOfficials(ctx, mapped(l.rows.Officials, "officials", l.rows.NOfficials, l.official)); err != nil {
		return err
	}
	for o := range l.rows.Officials {
		l.units = append(l.units, kpi.UnitID(o.Unit))
	}
	if err := l.settle(ctx, b); err != nil {
		return err
	}
	if err := b.CopyPlanLines(ctx, mapped(l.rows.Plans, "plan lines", l.rows.NPlans, l.plan)); err != nil {
		return err
	}
	return b.CopyProducts(ctx, mapped(l.rows.Products, "products", l.rows.NProducts, l.product))
}

// settle makes the few rows that everything else leans on, as usual.
func (l *large) settle(ctx context.Context, b *postgres.Bulk) error {
	first := l.first()
	var ids []kpi.ProductTypeID
	for _, t := range seed.Demo(first, demoSeed).Types {
		id, err := b.AddProductType(ctx, t)
		if err != nil {
			return fmt.Errorf("product type %s: %w", t.Code, err)
		}
		t.ID = id
		l.types = append(l.types, t)
		ids = append(ids, id)
	}
	var agencies []kpi.UnitID
	for u := range l.rows.Units {
		if u.Kind != kpi.UnitAgency {
			continue
		}
		agency := kpi.UnitID(u.ID)
		agencies = append(agencies, agency)
		var err error
		if l.periods[u.ID], err = b.AddPeriod(ctx, kpi.Period{
			AgencyID: agency, Kind: kpi.Month, First: first, Last: first.AddDays(29), ReviewCloses: first.AddDays(39), State: kpi.PeriodOpen, Rulebook: rulebook,
		}); err != nil {
			return fmt.Errorf("period: %w", err)
		}
		if l.lines[u.ID], err = b.AddIndicator(ctx, kpi.Indicator{
			UnitID: agency, Code: "CT1", Version: 1, Name: "Văn bản và hồ sơ", DataSource: "Kho sản phẩm", State: kpi.Approved, Types: ids,
		}); err != nil {
			return fmt.Errorf("indicator: %w", err)
		}
	}
	for login, role := range map[string]kpi.Role{"thanhtra": kpi.Inspector, "quantri": kpi.Admin} {
		id, err := b.AddAccount(ctx, app.Account{Login: login, Name: login, PasswordHash: l.hash})
		if err != nil {
			return fmt.Errorf("account %s: %w", login, err)
		}
		for _, u := range agencies {
			if _, err := b.AddRoleGrant(ctx, app.RoleGrant{AccountID: id, Role: role, UnitID: u, From: l.since(), Active: true}); err != nil {
				return fmt.Errorf("role of %s: %w", login, err)
			}
		}
	}
	var err error
	l.entry, err = l.m.app.Write(ctx, b, "installation.seeded", 0, "installation:1", 0, struct {
		Units, Officials, Plans, Products int
	}{l.rows.NUnits, l.rows.NOfficials, l.rows.NPlans, l.rows.NProducts})
	return err
}

// first is the first day of the month of the work; since is when units and posts
// began.
func (*large) first() kpi.Date { return kpi.NewDate(2026, time.November, 1) }
func (*large) since() kpi.Date { return kpi.NewDate(2025, time.July, 1) }

func (l *large) unit(u seed.LargeUnit) kpi.Unit {
	return kpi.Unit{
		ID: kpi.UnitID(u.ID), ParentID: kpi.UnitID(u.Parent), AgencyID: kpi.UnitID(u.Agency), Kind: u.Kind,
		Code: u.Code, Name: u.Name, Symbol: u.Symbol, From: l.since(),
	}
}

func (l *large) official(o seed.LargeOfficial) postgres.BulkOfficial {
	roles := []postgres.BulkRole{{Role: kpi.Staff, Unit: kpi.UnitID(o.Unit)}}
	if o.Leader {
		roles = append(roles, postgres.BulkRole{Role: kpi.Head, Unit: kpi.UnitID(o.Agency)})
	}
	return postgres.BulkOfficial{
		ID: o.ID, Login: strings.ToLower(o.StaffCode), PasswordHash: l.hash, Roles: roles,
		NewOfficial: app.NewOfficial{StaffCode: o.StaffCode, Name: o.Name, UnitID: kpi.UnitID(o.Unit), PostTitle: o.Post, Leader: o.Leader, From: l.since()},
	}
}

func (l *large) plan(p seed.LargePlan) app.PlanLine {
	return app.PlanLine{UnitID: l.units[p.Official-1], PlanLine: kpi.PlanLine{
		ID: kpi.PlanLineID(p.ID), OfficialID: kpi.OfficialID(p.Official), PeriodID: l.periods[p.Agency], IndicatorID: l.lines[p.Agency],
		TypeID: l.types[p.Type].ID, Quantity: p.Quantity, HandedOver: p.HandedOver, Due: p.Due, Title: p.Title,
	}}
}

func (l *large) product(p seed.LargeProduct) postgres.BulkProduct {
	hash, _ := storage.ParseHash(p.Hash) // the generator writes 64 hex digits, and its test says so
	number := ""
	if p.Number > 0 {
		number = fmt.Sprint(p.Number)
	}
	t := l.types[p.Type]
	e := app.EvidenceRow{Act: t.Act, Evidence: kpi.Evidence{
		IndicatorID: l.lines[p.Agency], TypeID: t.ID, PeriodID: l.periods[p.Agency], PlanLineID: kpi.PlanLineID(p.Plan),
		State: p.State, Units: p.Units, Faults: p.Faults, Delays: p.Delays,
	}}
	if p.State != kpi.EvidenceSubmitted {
		decided := p.ReceivedAt.Add(24 * time.Hour)
		e.Reviewer, e.DecidedAt = l.head, &decided
	}
	return postgres.BulkProduct{
		Account: kpi.AccountID(p.Official), Evidence: e,
		Text: strings.Join([]string{p.Issuer, number, p.Symbol, p.DossierCode, p.Title}, "\n"),
		Product: app.Product{Content: &hash, Entry: l.entry, Tool: "none", Product: kpi.Product{
			ID: kpi.ProductID(p.ID), UnitID: kpi.UnitID(p.Unit), SubmittedBy: kpi.OfficialID(p.Official), Title: p.Title, DocType: p.DocType,
			Number: number, Symbol: p.Symbol, Issuer: p.Issuer, IssuedOn: p.CompletedOn, DossierCode: p.DossierCode, CompletedOn: p.CompletedOn,
			DueOn: p.Due, ReceivedAt: p.ReceivedAt, Pages: p.Pages, Size: p.Size, MediaType: "application/pdf",
			FileName: fmt.Sprintf("%d.pdf", p.ID), Identities: []kpi.Identity{p.Identity},
		}},
	}
}

// mapped turns generated rows into stored ones, with a bar for every walk.
func mapped[A, B any](rows iter.Seq[A], what string, n int, fn func(A) B) iter.Seq[B] {
	walk := 0
	return func(yield func(B) bool) {
		walk++
		name, done := fmt.Sprintf("%-10s table %d", what, walk), 0
		for r := range rows {
			if done++; done%5000 == 0 || done == n {
				bar(name, done, n)
			}
			if !yield(fn(r)) {
				break
			}
		}
	}
}
