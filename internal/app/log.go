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
	Reason        string            `json:"reason"`
	Share         kpi.Rat           `json:"share"`
	Completed     kpi.Date          `json:"completed"`
	Version       int               `json:"version"`
}

func bodyOf(e EvidenceRow, b Basis) evidenceBody {
	if e.State == kpi.EvidenceWithdrawn { // its document is free to be corrected from now on
		b = Basis{}
	}
	return evidenceBody{
		ID: e.ID, Product: e.ProductID, Indicator: e.IndicatorID, Type: e.TypeID, Act: e.Act,
		Official: e.OfficialID, Unit: e.UnitID, Period: e.PeriodID, PlanLine: e.PlanLineID,
		State: e.State, Units: e.Units, Faults: e.Faults, FaultsExcused: e.FaultsOff,
		Delays: e.Delays, DelaysExcused: e.DelaysOff, JudgedHash: e.JudgedHash,
		Reviewer: e.Reviewer, Reason: e.Reason, Share: b.Share, Completed: b.Completed, Version: e.Version,
	}
}

// basisOf reads what a piece of evidence counts with beside its own row.
func basisOf(ctx context.Context, tx Tx, e EvidenceRow) (Basis, error) {
	p, err := tx.Product(ctx, e.ProductID)
	if err != nil {
		return Basis{}, err
	}
	share, err := shareOf(ctx, tx, e)
	return Basis{Share: share, Completed: p.CompletedOn}, err
}

// planBody is what the log remembers of a plan line: all that enters the
// denominator. The order of the fields is frozen, as that of evidenceBody.
type planBody struct {
	ID         kpi.PlanLineID    `json:"id"`
	Official   kpi.OfficialID    `json:"official"`
	Unit       kpi.UnitID        `json:"unit"`
	Period     kpi.PeriodID      `json:"period"`
	Indicator  kpi.IndicatorID   `json:"indicator"`
	Type       kpi.ProductTypeID `json:"type"`
	Quantity   kpi.Rat           `json:"quantity"`
	HandedOver kpi.Date          `json:"handed_over"`
	Due        kpi.Date          `json:"due"`
	Title      string            `json:"title"`
	Unplanned  bool              `json:"unplanned"`
	Approved   bool              `json:"approved"`
}

func planBodyOf(l PlanLine) planBody {
	return planBody{
		ID: l.ID, Official: l.OfficialID, Unit: l.UnitID, Period: l.PeriodID, Indicator: l.IndicatorID, Type: l.TypeID,
		Quantity: l.Quantity, HandedOver: l.HandedOver, Due: l.Due, Title: l.Title, Unplanned: l.Unplanned, Approved: l.Approved,
	}
}

// AddPlan stores a line of work together with its log entry: no line enters a
// denominator unnoticed, whoever adds it. kind is plan.assigned or plan.proposed.
func (a *App) AddPlan(ctx context.Context, tx Tx, kind string, l PlanLine) (kpi.PlanLineID, error) {
	var err error
	if l.ID, err = tx.AddPlanLine(ctx, l); err != nil {
		return 0, err
	}
	_, _, err = a.write(ctx, tx, kind, l.AssignedBy, object("plan", l.ID), l.UnitID, planBodyOf(l))
	return l.ID, err
}
