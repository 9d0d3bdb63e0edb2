package app

import (
	"context"
	"fmt"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
)

// wantScore asks, inside a transaction that changed something, for a new card; and
// for one of the period after it, when there is one, because what is finished now
// is carried no more.
func (a *App) wantScore(ctx context.Context, tx Tx, official kpi.OfficialID, p kpi.Period) error {
	if err := a.wantCard(ctx, tx, official, p); err != nil {
		return err
	}
	all, err := tx.Periods(ctx, p.AgencyID)
	if err != nil {
		return err
	}
	for _, next := range all {
		if next.Kind == p.Kind && next.First == p.Last.AddDays(1) && next.TakesChanges() {
			return a.wantCard(ctx, tx, official, next)
		}
	}
	return nil
}

func (a *App) wantCard(ctx context.Context, tx Tx, official kpi.OfficialID, p kpi.Period) error {
	j := ScoreJob{Official: official, Agency: p.AgencyID, Rulebook: p.Rulebook, Period: p.ID}
	queue, err := tx.WantScore(ctx, j)
	if err != nil || !queue {
		return err
	}
	return tx.Enqueue(ctx, j)
}

// Score computes one card from the accepted evidence of one snapshot. The same
// facts give the same hash, and no new row.
func (a *App) Score(ctx context.Context, j ScoreJob) error {
	var wanted int64
	if err := a.Store.InTx(ctx, func(tx Tx) (err error) { // first: a job that fails for good must not seem to wait for ever
		wanted, err = tx.TakeScore(ctx, j)
		return err
	}); err != nil {
		return err
	}
	rb, err := a.Rulebooks.Get(j.Rulebook)
	if err != nil {
		return fmt.Errorf("score: rulebook %s: %w", j.Rulebook, err)
	}
	card, err := a.compute(ctx, j, rb)
	if err != nil {
		return err
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		fresh, err := tx.DoneScore(ctx, j, wanted)
		if err != nil || !fresh {
			return err
		}
		if sum, ok := a.checksum(j.Rulebook); ok {
			if err := tx.UseRulebook(ctx, j.Rulebook, sum); err != nil {
				return err
			}
		}
		last, err := tx.LatestCard(ctx, j.Official, j.Period)
		if err == nil && last.Hash == card.Hash && last.Rulebook == card.Rulebook {
			return nil
		}
		if err != nil && kpi.CodeOf(err) != kpi.NotFound {
			return err
		}
		card.At = a.now()
		if card.Entry, _, err = a.write(ctx, tx, "score.computed", 0, object("official", j.Official), j.Agency, struct {
			Official kpi.OfficialID `json:"official"`
			Period   kpi.PeriodID   `json:"period"`
			Rulebook string         `json:"rulebook"`
			Facts    string         `json:"facts"`
			Total    string         `json:"total"`
		}{j.Official, j.Period, j.Rulebook, card.FactsHash, exact(card.Total)}); err != nil {
			return err
		}
		if _, err := tx.AddCard(ctx, card); err != nil {
			return err
		}
		return tx.Publish(ctx, Event{Official: j.Official, Period: j.Period})
	})
}

// checksum returns the checksum of a rulebook's published text, when the set of
// rulebooks knows it.
func (a *App) checksum(key string) ([32]byte, bool) {
	c, ok := a.Rulebooks.(interface {
		Checksum(key string) ([32]byte, bool)
	})
	if !ok {
		return [32]byte{}, false
	}
	return c.Checksum(key)
}

func exact(n *kpi.Number) string {
	if n == nil {
		return ""
	}
	return n.Exact.String()
}

func (a *App) compute(ctx context.Context, j ScoreJob, rb scoring.Rulebook) (CardRow, error) {
	var rows FactRows
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		rows, err = tx.FactRows(ctx, j, a.today())
		return err
	}); err != nil {
		return CardRow{}, err
	}
	facts := factsOf(j, rows)
	return cardOf(j, rb, facts, labelsOf(rows))
}

// cardOf computes and names a card from canonical facts.
func cardOf(j ScoreJob, rb scoring.Rulebook, facts scoring.Facts, l scoring.Labels) (CardRow, error) {
	card, err := scoring.Compute(rb, facts)
	if err != nil {
		return CardRow{}, fmt.Errorf("score official %d in period %d: %w", j.Official, j.Period, err)
	}
	row := CardRow{Scorecard: l.Dress(card), Agency: j.Agency, Facts: facts.Canonical(), Hash: facts.Hash()}
	return row, nil
}

// Card is a scorecard as people open it.
type Card struct {
	Card      *kpi.Scorecard
	Official  kpi.Official
	Period    kpi.Period
	Computing bool
	MayAssess bool
	General   *kpi.GeneralCriteria
	Title     kpi.Text // of the rulebook
}

// OpenCard returns an official's card in a period.
func (a *App) OpenCard(ctx context.Context, who access.Actor, official kpi.OfficialID, period kpi.PeriodID) (c Card, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if c.Official, err = a.visibleOfficial(ctx, tx, who, access.ReadScore, official); err != nil {
			return err
		}
		if c.Period, err = tx.Period(ctx, period); err != nil {
			return err
		}
		obj := access.Object{Official: official, Unit: c.Official.UnitID}
		_, may := access.Check(who, access.AssessGeneral, obj)
		c.MayAssess = may == nil && a.open(c.Period)
		row, err := tx.LatestCard(ctx, official, period)
		switch {
		case err == nil:
			c.Card = &row.Scorecard
		case kpi.CodeOf(err) != kpi.NotFound:
			return err
		}
		g, err := tx.General(ctx, official, period)
		switch {
		case err == nil:
			c.General = &g.GeneralCriteria
		case kpi.CodeOf(err) != kpi.NotFound:
			return err
		}
		c.Computing, err = tx.ScorePending(ctx, official, period)
		return err
	})
	if err != nil {
		return Card{}, err
	}
	if rb, err := a.Rulebooks.Get(c.Period.Rulebook); err == nil {
		c.Title = rb.Title
	}
	return c, nil
}

// Cards lists the scores of a team.
func (a *App) Cards(ctx context.Context, who access.Actor, unit kpi.UnitID, period kpi.PeriodID) (list []CardSummary, err error) {
	g, err := access.Allow(who, access.ReadScore)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if g, err = a.narrow(ctx, tx, g, unit); err != nil {
			return err
		}
		list, err = tx.Cards(ctx, g, period, a.today())
		return err
	})
	return list, err
}

// ScoreAll asks for a new card of every official of a period's agency, e.g. after
// an office was set up. One job is queued for each that does not wait already.
func (a *App) ScoreAll(ctx context.Context, period kpi.PeriodID) error {
	return a.Store.InTx(ctx, func(tx Tx) error {
		p, err := tx.Period(ctx, period)
		if err != nil {
			return err
		}
		under, err := tx.Subtree(ctx, p.AgencyID)
		if err != nil {
			return err
		}
		g, ok := access.System().Narrow(under)
		if !ok {
			return nil
		}
		officials, err := tx.Officials(ctx, g, a.today())
		if err != nil {
			return err
		}
		for _, o := range officials {
			if err := a.wantCard(ctx, tx, o.ID, p); err != nil {
				return err
			}
		}
		return nil
	})
}
