package postgres

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
	"minhchung/storage"
)

func evidenceOf(e gen.Evidence) app.EvidenceRow {
	return app.EvidenceRow{
		Evidence: kpi.Evidence{
			ID: kpi.EvidenceID(e.ID), ProductID: kpi.ProductID(e.ProductID), IndicatorID: kpi.IndicatorID(e.IndicatorID),
			TypeID: kpi.ProductTypeID(e.TypeID), OfficialID: kpi.OfficialID(e.OfficialID), PeriodID: kpi.PeriodID(e.PeriodID),
			PlanLineID: kpi.PlanLineID(deref(e.PlanLineID)), State: kpi.EvidenceState(e.State), Units: e.Units,
			Faults: int(e.Faults), FaultsOff: int(e.FaultsExcused), Delays: int(e.Delays), DelaysOff: int(e.DelaysExcused),
			JudgedHash: hexOf(e.JudgedHash), Reviewer: kpi.AccountID(deref(e.Reviewer)), Reason: e.Reason, Version: int(e.Version),
			SubmittedAt: e.SubmittedAt.UTC(), DecidedAt: e.DecidedAt,
		},
		Act: kpi.Act(e.Act), UnitID: kpi.UnitID(e.UnitID), Entry: kpi.EntryID(e.EntryID),
	}
}

func (t *tx) AddEvidence(ctx context.Context, e app.EvidenceRow) (kpi.EvidenceID, error) {
	id, err := t.q.AddEvidence(ctx, gen.AddEvidenceParams{
		ProductID: int64(e.ProductID), IndicatorID: int64(e.IndicatorID), TypeID: int64(e.TypeID), Act: string(e.Act),
		OfficialID: int64(e.OfficialID), UnitID: int64(e.UnitID), PeriodID: int64(e.PeriodID), PlanLineID: int64(e.PlanLineID),
		State: string(e.State), Units: e.Units, Version: int32(e.Version), SubmittedAt: e.SubmittedAt, //nolint:gosec // counts changes of one row
	})
	return kpi.EvidenceID(id), err
}

func (t *tx) LockEvidence(ctx context.Context, id kpi.EvidenceID) (app.EvidenceRow, error) {
	e, err := t.q.LockEvidence(ctx, int64(id))
	return evidenceOf(e), err
}

//nolint:gosec // small counts, checked by the use case and by the schema
func (t *tx) UpdateEvidence(ctx context.Context, e app.EvidenceRow) error {
	var judged []byte
	if e.JudgedHash != "" {
		h, err := storage.ParseHash(e.JudgedHash)
		if err != nil {
			return err
		}
		judged = h.Bytes()
	}
	return t.q.UpdateEvidence(ctx, gen.UpdateEvidenceParams{
		ID: int64(e.ID), ProductID: int64(e.ProductID), State: string(e.State), Units: e.Units, Faults: int32(e.Faults),
		FaultsExcused: int32(e.FaultsOff), Delays: int32(e.Delays), DelaysExcused: int32(e.DelaysOff), JudgedHash: judged,
		Reviewer: int64(e.Reviewer), Reason: e.Reason, Version: int32(e.Version), SubmittedAt: e.SubmittedAt,
		DecidedAt: e.DecidedAt, EntryID: int64(e.Entry),
	})
}

//nolint:gosec // small counts, checked by the use case and by the schema
func (t *tx) AddHistory(ctx context.Context, e app.EvidenceRow, h app.History) error {
	return t.q.AddHistory(ctx, gen.AddHistoryParams{
		EvidenceID: int64(e.ID), Version: int32(h.Version), At: h.At, AccountID: int64(h.Account), Action: h.Action, State: h.State,
		Faults: int32(h.Faults), Delays: int32(h.Delays), Reason: h.Reason, ReasonCode: string(h.ReasonCode), SeenMs: h.SeenMS,
		EntryID: int64(h.Entry),
	})
}

func (t *tx) Histories(ctx context.Context, id kpi.EvidenceID) ([]app.History, error) {
	rows, err := t.q.Histories(ctx, int64(id))
	return each(rows, func(h gen.HistoriesRow) app.History {
		return app.History{
			Version: int(h.Version), At: h.At.UTC(), Account: kpi.AccountID(h.AccountID), By: h.ByName, Action: h.Action,
			State: h.State, Faults: int(h.Faults), Delays: int(h.Delays), Reason: h.Reason,
			ReasonCode: kpi.ReturnReason(h.ReasonCode), SeenMS: h.SeenMs, Entry: kpi.EntryID(h.EntryID),
		}
	}), err
}

func viewOf(r gen.EvidenceViewsRow) app.EvidenceView {
	row := evidenceOf(r.Evidence)
	var guesses []kpi.FieldGuess
	_ = json.Unmarshal(r.Guesses, &guesses) // written by SaveFacts; without them there is only less to compare
	return app.EvidenceView{
		EvidenceRow: row, Act: row.Act, ProductTitle: r.ProductTitle, DocRef: cmp.Or(kpi.DocRef(r.Number, r.Symbol), r.DossierCode),
		DocType: r.DocType, Read: kpi.ReadState(r.ReadState), ReadProblem: r.ReadProblem, Pages: int(r.Pages),
		MediaType: r.MediaType, Hash: hexOf(r.ProductHash), ProductUnit: kpi.UnitID(r.ProductUnit), Restricted: r.Restricted,
		Readers: typed[kpi.AccountID](r.Readers), IndicatorName: r.IndicatorName, TypeName: r.TypeName, CountUnit: r.CountUnit,
		Coefficient: r.Coefficient, OfficialName: r.OfficialName, StaffCode: r.StaffCode, PostTitle: r.PostTitle,
		UnitName: r.UnitName, Due: deref(r.Due), CompletedOn: deref(r.CompletedOn), PlanQuantity: deref(r.Quantity),
		PlanTitle: r.PlanTitle, Unplanned: r.Unplanned, ReviewerName: r.ReviewerName, PeriodState: kpi.PeriodState(r.PeriodState),
		ReturnedOnLine: int(r.ReturnedOnLine), Number: r.Number, Symbol: r.Symbol, Issuer: r.Issuer, IssuedOn: deref(r.IssuedOn),
		Typed: r.Typed, Guesses: guesses, PerProduct: r.PerProduct, Twin: r.Twin, Near: int(r.Near), Declared: int(r.Declared), Source: kpi.Source(r.Source),
		Submitter: kpi.OfficialID(r.SubmittedBy), Authors: typed[kpi.OfficialID](r.Authors),
	}
}

func (t *tx) Evidence(ctx context.Context, id kpi.EvidenceID) (app.EvidenceView, error) {
	rows, err := t.q.EvidenceViews(ctx, gen.EvidenceViewsParams{ID: int64(id), Everything: true, Units: []int64{}, Most: 1})
	if err == nil && (len(rows) == 0 || id == 0) {
		err = mapError("postgres", pgx.ErrNoRows)
	}
	if err != nil {
		return app.EvidenceView{}, err
	}
	return viewOf(rows[0]), nil
}

func (t *tx) EvidenceList(ctx context.Context, g access.Grant, f app.EvidenceFilter) ([]app.EvidenceView, error) {
	s := scopeOf(g)
	most := f.Limit
	if most <= 0 {
		most = 500
	}
	rows, err := t.q.EvidenceViews(ctx, gen.EvidenceViewsParams{
		Everything: s.everything, Own: s.own, Units: s.units, Official: int64(f.Official), Period: int64(f.Period),
		Product: int64(f.Product), State: string(f.State), Most: int32(min(most, 5000)), //nolint:gosec // bounded on this line
	})
	return each(rows, viewOf), err
}

func (t *tx) EachEvidence(ctx context.Context, fn func(app.EvidenceRow, app.Basis) error) error {
	var after int64
	for {
		rows, err := t.q.EvidenceAfter(ctx, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if err := fn(evidenceOf(r.Evidence), app.Basis{Share: sum([]string{r.Share}), Completed: deref(r.CompletedOn)}); err != nil {
				return err
			}
			after = r.Evidence.ID
		}
	}
}
