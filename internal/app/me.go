package app

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Profile is what an actor needs to know of themselves.
type Profile struct {
	Official   *kpi.Official // nil for nobody who is judged
	MustChange bool
	UnitNames  map[kpi.UnitID]string // of the units of their roles
	Periods    []kpi.Period
	Current    kpi.PeriodID // 0 when no period holds today
}

// Me returns the actor's own profile.
func (a *App) Me(ctx context.Context, who access.Actor) (p Profile, err error) {
	if p.Periods, err = a.Periods(ctx, who); err != nil {
		return p, err
	}
	for _, x := range p.Periods {
		if x.Contains(a.today()) && p.Current == 0 {
			p.Current = x.ID
		}
	}
	p.UnitNames = map[kpi.UnitID]string{}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		acc, err := tx.Account(ctx, who.Account)
		if err != nil {
			return err
		}
		p.MustChange = acc.MustChange
		for _, h := range who.Roles {
			u, err := tx.Unit(ctx, h.Unit)
			if err != nil {
				return err
			}
			p.UnitNames[h.Unit] = u.Name
		}
		if who.Official == 0 {
			return nil
		}
		o, err := tx.Official(ctx, who.Official, a.today())
		p.Official = &o
		return err
	})
	return p, err
}

// Today returns the day in Vietnam on which the use cases act.
func (a *App) Today() kpi.Date { return a.today() }
