package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"minhchung/internal/kpi"
	"minhchung/internal/ledger"
)

// object names a thing in the log.
func object[ID ~int64](kind string, id ID) string {
	return kind + ":" + strconv.FormatInt(int64(id), 10)
}

// write adds a log entry to the transaction. The body is the canonical JSON of
// details: a struct whose fields stand in a fixed order.
func (a *App) write(ctx context.Context, tx Tx, kind string, actor kpi.AccountID, obj string, unit kpi.UnitID, details any) (kpi.EntryID, [32]byte, error) {
	body, err := json.Marshal(details)
	if err != nil {
		return 0, [32]byte{}, fmt.Errorf("log body of %s: %w", kind, err)
	}
	e := NewEntry{At: a.now(), Kind: kind, Actor: actor, Object: obj, Unit: unit, Body: body, Salt: newSalt()}
	e.Leaf, err = ledger.Entry{At: e.At, Kind: kind, Actor: actor, Object: obj, Body: ledger.BodyHash(e.Salt, body)}.Encode()
	if err != nil {
		return 0, [32]byte{}, err
	}
	e.Hash = ledger.LeafHash(e.Leaf)
	id, err := tx.AddEntry(ctx, e)
	return id, e.Hash, err
}

// Write adds a log entry to a transaction of the caller's: for what is done to an
// installation as a whole, such as seeding it.
func (a *App) Write(ctx context.Context, tx Tx, kind string, actor kpi.AccountID, obj string, unit kpi.UnitID, details any) (kpi.EntryID, error) {
	id, _, err := a.write(ctx, tx, kind, actor, obj, unit, details)
	return id, err
}

// evidenceBody is what the log remembers of a piece of evidence: every field
// that enters a score. The order of the fields is frozen, because verify compares
// the stored row with these bytes.
type evidenceBody struct {
	ID            kpi.EvidenceID    `json:"id"`
	Product       kpi.ProductID     `json:"product"`
	Indicator     kpi.IndicatorID   `json:"indicator"`
	Type          kpi.ProductTypeID `json:"type"`
	Act           kpi.Act           `json:"act"`
	Official      kpi.OfficialID    `json:"official"`
	Unit          kpi.UnitID        `json:"unit"`
	Period        kpi.PeriodID      `json:"period"`
	PlanLine      kpi.PlanLineID    `json:"plan_line"`
	State         kpi.EvidenceState `json:"state"`
	Units         kpi.Rat           `json:"units"`
	Faults        int               `json:"faults"`
	FaultsExcused int               `json:"faults_excused"`
	Delays        int               `json:"delays"`
	DelaysExcused int               `json:"delays_excused"`
	JudgedHash    string            `json:"judged_hash"`
	Reviewer      kpi.AccountID     `json:"reviewer"`
	Version       int               `json:"version"`
}

func bodyOf(e EvidenceRow) evidenceBody {
	return evidenceBody{
		ID: e.ID, Product: e.ProductID, Indicator: e.IndicatorID, Type: e.TypeID, Act: e.Act,
		Official: e.OfficialID, Unit: e.UnitID, Period: e.PeriodID, PlanLine: e.PlanLineID,
		State: e.State, Units: e.Units, Faults: e.Faults, FaultsExcused: e.FaultsOff,
		Delays: e.Delays, DelaysExcused: e.DelaysOff, JudgedHash: e.JudgedHash,
		Reviewer: e.Reviewer, Version: e.Version,
	}
}
