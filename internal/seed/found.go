package seed

import (
	"context"
	"fmt"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// found stores what stands before the first document: units, people, roles,
// catalogue, periods and plans, in one transaction with one log entry.
func (b *storer) found(ctx context.Context) error {
	a := b.at(b.office.Periods[0].First)
	return a.Store.InTx(ctx, func(tx app.Tx) error {
		for _, step := range []func(context.Context, app.Tx) error{
			b.units, b.officials, b.accounts, b.catalogue, b.periods, b.plans,
		} {
			if err := step(ctx, tx); err != nil {
				return err
			}
		}
		agency := b.keys.units[b.office.Units[0].Code]
		_, err := a.Write(ctx, tx, "installation.seeded", 0, fmt.Sprintf("unit:%d", agency), agency, struct {
			Units, Officials, Accounts, Types, Indicators, Plans int
		}{
			len(b.office.Units), len(b.office.Officials), len(b.office.Accounts), len(b.office.Types),
			len(b.office.Indicators), len(b.keys.plans),
		})
		return err
	})
}

func (b *storer) units(ctx context.Context, tx app.Tx) error {
	agency := kpi.UnitID(0)
	for _, u := range b.office.Units {
		id, err := tx.AddUnit(ctx, kpi.Unit{
			ParentID: b.keys.units[u.Parent], AgencyID: agency, Kind: u.Kind, Code: u.Code, Name: u.Name, Symbol: u.Symbol, From: u.From,
		})
		if err != nil {
			return fmt.Errorf("unit %s: %w", u.Code, err)
		}
		if agency == 0 {
			agency = id
		}
		b.keys.units[u.Code] = id
	}
	return nil
}

func (b *storer) officials(ctx context.Context, tx app.Tx) error {
	for _, o := range b.office.Officials {
		id, err := tx.AddOfficial(ctx, app.NewOfficial{
			StaffCode: o.StaffCode, Name: o.Name, UnitID: b.keys.units[o.Unit], PostTitle: o.Post, Leader: o.Leader,
			From: b.office.Units[0].From,
		})
		if err != nil {
			return fmt.Errorf("official %s: %w", o.StaffCode, err)
		}
		b.keys.officials[o.StaffCode] = id
	}
	return nil
}

// accounts gives the roles in the name of the installation: there was nobody yet
// who could have given or confirmed them.
func (b *storer) accounts(ctx context.Context, tx app.Tx) error {
	for _, c := range b.office.Accounts {
		id, err := tx.AddAccount(ctx, app.Account{
			Login: c.Login, Name: c.Name, OfficialID: b.keys.officials[c.StaffCode], PasswordHash: b.how.PasswordHash,
		})
		if err != nil {
			return fmt.Errorf("account %s: %w", c.Login, err)
		}
		b.keys.accounts[c.Login] = id
		if c.StaffCode != "" {
			b.keys.logins[c.StaffCode] = c.Login
		}
		for _, g := range c.Grants {
			if _, err := tx.AddRoleGrant(ctx, app.RoleGrant{
				AccountID: id, Role: g.Role, UnitID: b.keys.units[g.Unit], From: b.office.Units[0].From, Active: true,
			}); err != nil {
				return fmt.Errorf("role of %s: %w", c.Login, err)
			}
		}
	}
	return nil
}

func (b *storer) catalogue(ctx context.Context, tx app.Tx) error {
	for _, t := range b.office.Types {
		id, err := tx.AddProductType(ctx, t)
		if err != nil {
			return fmt.Errorf("product type %s: %w", t.Code, err)
		}
		b.keys.types[t.Code] = id
	}
	for _, i := range b.office.Indicators {
		types := make([]kpi.ProductTypeID, 0, len(i.Types))
		for _, code := range i.Types {
			types = append(types, b.keys.types[code])
		}
		id, err := tx.AddIndicator(ctx, kpi.Indicator{
			UnitID: b.keys.units[i.Unit], Code: i.Code, Version: 1, Name: i.Name, DataSource: i.DataSource,
			ClosesDay: i.ClosesDay, State: kpi.Approved, Types: types,
		})
		if err != nil {
			return fmt.Errorf("indicator %s: %w", i.Code, err)
		}
		b.keys.indicators[i.Code] = id
	}
	return nil
}

func (b *storer) periods(ctx context.Context, tx app.Tx) error {
	for _, p := range b.office.Periods {
		id, err := tx.AddPeriod(ctx, kpi.Period{
			AgencyID: b.keys.units[b.office.Units[0].Code], Kind: p.Kind, First: p.First, Last: p.Last,
			ReviewCloses: p.ReviewCloses, State: p.State, Rulebook: b.how.Rulebook,
		})
		if err != nil {
			return fmt.Errorf("period %s: %w", p.Key, err)
		}
		b.keys.periods[p.Key] = id
	}
	return nil
}

func (b *storer) plans(ctx context.Context, tx app.Tx) error {
	unitOf := map[string]string{}
	for _, o := range b.office.Officials {
		unitOf[o.StaffCode] = o.Unit
	}
	for _, l := range b.office.Plans {
		if l.FromDossiers {
			continue // assigned by the import of the dossiers themselves
		}
		line := kpi.PlanLine{
			OfficialID: b.keys.officials[l.Official], PeriodID: b.keys.periods[l.Period], IndicatorID: b.keys.indicators[l.Indicator],
			TypeID: b.keys.types[l.Type], Quantity: l.Quantity, HandedOver: l.HandedOver, Due: l.Due, Title: l.Title, Approved: true,
		}
		id, err := b.at(b.office.Periods[0].First).AddPlan(ctx, tx, "plan.assigned", app.PlanLine{PlanLine: line, UnitID: b.keys.units[unitOf[l.Official]]})
		if err != nil {
			return fmt.Errorf("plan line %s: %w", l.Key, err)
		}
		line.ID = id
		b.keys.plans[l.Key] = line
	}
	return nil
}
