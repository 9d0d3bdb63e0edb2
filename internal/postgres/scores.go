package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
)

func (t *tx) AddGeneral(ctx context.Context, g app.GeneralRow) error {
	return t.q.AddGeneral(ctx, gen.AddGeneralParams{
		OfficialID: int64(g.Official), PeriodID: int64(g.Period), Version: int32(g.Version), Conduct: g.Conduct, //nolint:gosec // counts assessments
		Capacity: g.Capacity, Innovation: g.Innovation, Reason: g.Reason, AccountID: int64(g.Account), At: g.At, EntryID: int64(g.Entry),
	})
}

func (t *tx) General(ctx context.Context, o kpi.OfficialID, p kpi.PeriodID) (app.GeneralRow, error) {
	g, err := t.q.General(ctx, gen.GeneralParams{OfficialID: int64(o), PeriodID: int64(p)})
	return app.GeneralRow{
		GeneralCriteria: kpi.GeneralCriteria{
			Conduct: g.Conduct, Capacity: g.Capacity, Innovation: g.Innovation, Reason: g.Reason, By: g.ByName,
		},
		Official: o, Period: p, Version: int(g.Version), Account: kpi.AccountID(g.AccountID), At: g.At, Entry: kpi.EntryID(g.EntryID),
	}, err
}

func (t *tx) EachGeneral(ctx context.Context, fn func(app.GeneralRow) error) error {
	var after gen.GeneralAfterParams
	for {
		rows, err := t.q.GeneralAfter(ctx, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, g := range rows {
			if err := fn(app.GeneralRow{
				GeneralCriteria: kpi.GeneralCriteria{Conduct: g.Conduct, Capacity: g.Capacity, Innovation: g.Innovation, Reason: g.Reason},
				Official:        kpi.OfficialID(g.OfficialID), Period: kpi.PeriodID(g.PeriodID), Version: int(g.Version),
				Account: kpi.AccountID(g.AccountID), At: g.At, Entry: kpi.EntryID(g.EntryID),
			}); err != nil {
				return err
			}
			after = gen.GeneralAfterParams{Official: g.OfficialID, Period: g.PeriodID, Version: g.Version}
		}
	}
}

func (t *tx) WantScore(ctx context.Context, j app.ScoreJob) (bool, error) {
	return t.q.WantScore(ctx, gen.WantScoreParams{
		OfficialID: int64(j.Official), AgencyID: int64(j.Agency), Rulebook: j.Rulebook, PeriodID: int64(j.Period),
	})
}

func (t *tx) TakeScore(ctx context.Context, j app.ScoreJob) (int64, error) {
	return t.q.TakeScore(ctx, gen.TakeScoreParams{
		OfficialID: int64(j.Official), AgencyID: int64(j.Agency), Rulebook: j.Rulebook, PeriodID: int64(j.Period),
	})
}

func (t *tx) DoneScore(ctx context.Context, j app.ScoreJob, wanted int64) (bool, error) {
	n, err := t.q.DoneScore(ctx, gen.DoneScoreParams{
		OfficialID: int64(j.Official), AgencyID: int64(j.Agency), Rulebook: j.Rulebook, PeriodID: int64(j.Period), Done: wanted,
	})
	return n > 0, err
}

func (t *tx) ScorePending(ctx context.Context, o kpi.OfficialID, p kpi.PeriodID) (bool, error) {
	return t.q.ScorePending(ctx, gen.ScorePendingParams{OfficialID: int64(o), PeriodID: int64(p)})
}

func cardOf(s gen.Scorecard) (app.CardRow, error) {
	c := app.CardRow{
		Agency: kpi.UnitID(s.AgencyID), Hash: [32]byte(s.FactsHash), Facts: s.Facts, At: s.At.UTC(), Entry: kpi.EntryID(s.EntryID),
	}
	if err := json.Unmarshal(s.Card, &c.Scorecard); err != nil {
		return c, fmt.Errorf("scorecard %d: %w", s.ID, err)
	}
	// The columns, not the JSON beside them, are what counts.
	c.ID, c.OfficialID, c.PeriodID = kpi.ScorecardID(s.ID), kpi.OfficialID(s.OfficialID), kpi.PeriodID(s.PeriodID)
	c.Task, c.General, c.Total, c.Status, c.Level = number(s.Task), number(s.General), number(s.Total), kpi.CardStatus(s.Status), nil
	if s.Level != nil {
		level := kpi.Level(*s.Level)
		c.Level = &level
	}
	return c, nil
}

func number(r *kpi.Rat) *kpi.Number {
	if r == nil {
		return nil
	}
	n := kpi.Num(*r)
	return &n
}

func (t *tx) LatestCard(ctx context.Context, o kpi.OfficialID, p kpi.PeriodID) (app.CardRow, error) {
	s, err := t.q.LatestCard(ctx, gen.LatestCardParams{OfficialID: int64(o), PeriodID: int64(p)})
	if err != nil {
		return app.CardRow{}, err
	}
	return cardOf(s)
}

func (t *tx) AddCard(ctx context.Context, c app.CardRow) (kpi.ScorecardID, error) {
	body, err := json.Marshal(c.Scorecard)
	if err != nil {
		return 0, fmt.Errorf("scorecard: %w", err)
	}
	if err := t.q.RetireCards(ctx, gen.RetireCardsParams{
		OfficialID: int64(c.OfficialID), AgencyID: int64(c.Agency), PeriodID: int64(c.PeriodID), Rulebook: c.Rulebook,
	}); err != nil {
		return 0, err
	}
	p := gen.AddCardParams{
		OfficialID: int64(c.OfficialID), AgencyID: int64(c.Agency), PeriodID: int64(c.PeriodID), Rulebook: c.Rulebook,
		FactsHash: c.Hash[:], Facts: c.Facts, Status: string(c.Status), Task: ratOf(c.Task), General: ratOf(c.General),
		Total: ratOf(c.Total), Card: body, At: c.At, EntryID: int64(c.Entry),
	}
	if c.Level != nil {
		level := string(*c.Level)
		p.Level = &level
	}
	id, err := t.q.AddCard(ctx, p)
	return kpi.ScorecardID(id), err
}

func ratOf(n *kpi.Number) *kpi.Rat {
	if n == nil {
		return nil
	}
	return &n.Exact
}

func (t *tx) EachCard(ctx context.Context, fn func(app.CardRow) error) error {
	var after int64
	for {
		rows, err := t.q.CardsAfter(ctx, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			c, err := cardOf(r)
			if err != nil {
				return err
			}
			if err := fn(c); err != nil {
				return err
			}
			after = r.ID
		}
	}
}

func (t *tx) Cards(ctx context.Context, g access.Grant, p kpi.PeriodID, on kpi.Date) ([]app.CardSummary, error) {
	s := scopeOf(g)
	rows, err := t.q.CardSummaries(ctx, gen.CardSummariesParams{
		Period: int64(p), OnDay: on, Everything: s.everything, Own: s.own, Units: s.units,
	})
	// Who holds two posts stands in the list once, under the first of its units.
	seen := map[int64]bool{}
	rows = slices.DeleteFunc(rows, func(r gen.CardSummariesRow) bool {
		defer func() { seen[r.ID] = true }()
		return seen[r.ID]
	})
	return each(rows, func(r gen.CardSummariesRow) app.CardSummary {
		c := app.CardSummary{
			Official: kpi.Official{
				ID: kpi.OfficialID(r.ID), StaffCode: r.StaffCode, Name: r.Name, UnitID: kpi.UnitID(r.UnitID),
				UnitName: r.UnitName, PostTitle: r.Title, Leader: r.Leader,
			},
			Pending: int(r.Pending), Returned: int(r.Returned), Overdue: int(r.Overdue),
		}
		if r.Status != nil {
			c.Card = &kpi.Scorecard{
				OfficialID: c.Official.ID, PeriodID: p, Status: kpi.CardStatus(*r.Status), FactsHash: hexOf(r.FactsHash),
				Task: number(r.Task), General: number(r.General), Total: number(r.Total),
			}
			if r.Level != nil {
				level := kpi.Level(*r.Level)
				c.Card.Level = &level
			}
		}
		return c
	}), err
}

func (t *tx) UseRulebook(ctx context.Context, key string, checksum [32]byte) error {
	was, err := t.q.UseRulebook(ctx, gen.UseRulebookParams{Key: key, Checksum: checksum[:]})
	if err == nil && [32]byte(was) != checksum {
		return kpi.E(kpi.Conflict, "rulebook.changed",
			"Bộ quy tắc đã dùng để tính điểm bị thay đổi. Dừng tính để giữ nguyên kết quả đã công bố.",
			"The rulebook that computed earlier scores has changed. Scoring stops so that published results stay as they are.")
	}
	return err
}
