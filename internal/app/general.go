package app

import (
	"context"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// General criteria are at most 30 points together (Decree 335/2025/NĐ-CP).
const generalMax = 30

// AssessGeneral records the points of the general criteria that the actor gives
// an official, with the reason. Each assessment is a new version; none is lost.
//
// Error reasons: general.range, general.reason, evidence.period_closed.
func (a *App) AssessGeneral(ctx context.Context, who access.Actor, official kpi.OfficialID, period kpi.PeriodID, c kpi.GeneralCriteria) error {
	c.Reason = strings.TrimSpace(c.Reason)
	if c.Reason == "" {
		return kpi.E(kpi.Invalid, "general.reason", "Điểm tiêu chí chung phải kèm lý do.", "The points of the general criteria need a reason.")
	}
	if c.Conduct.Sign() < 0 || c.Capacity.Sign() < 0 || c.Innovation.Sign() < 0 || kpi.Int(generalMax).Less(c.Total()) {
		return kpi.E(kpi.Invalid, "general.range",
			"Mỗi nhóm không được âm và tổng không quá 30 điểm. Chưa có gì được ghi.",
			"No group may be negative and the sum may not exceed 30 points. Nothing was recorded.")
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		o, err := a.visibleOfficial(ctx, tx, who, access.AssessGeneral, official)
		if err != nil {
			return err
		}
		p, err := a.takesEvidence(ctx, tx, period, o.UnitID)
		if err != nil {
			return err
		}
		row := GeneralRow{GeneralCriteria: c, Official: official, Period: period, Version: 1, Account: who.Account, At: a.now()}
		last, err := tx.General(ctx, official, period)
		switch {
		case err == nil:
			row.Version = last.Version + 1
		case kpi.CodeOf(err) != kpi.NotFound:
			return err
		}
		row.Entry, _, err = a.write(ctx, tx, "general.assessed", who.Account, object("official", official), o.UnitID, generalBodyOf(row))
		if err != nil {
			return err
		}
		if err := tx.AddGeneral(ctx, row); err != nil {
			return err
		}
		return a.wantScore(ctx, tx, official, p)
	})
}

// generalBody is what the log remembers of an assessment; the order is frozen.
type generalBody struct {
	Official   kpi.OfficialID `json:"official"`
	Period     kpi.PeriodID   `json:"period"`
	Version    int            `json:"version"`
	Conduct    kpi.Rat        `json:"conduct"`
	Capacity   kpi.Rat        `json:"capacity"`
	Innovation kpi.Rat        `json:"innovation"`
	Account    kpi.AccountID  `json:"account"`
}

func generalBodyOf(r GeneralRow) generalBody {
	return generalBody{r.Official, r.Period, r.Version, r.Conduct, r.Capacity, r.Innovation, r.Account}
}

// visibleOfficial returns an official to whom the actor may do the action. Who
// may not see the official's score learns nothing about them.
func (a *App) visibleOfficial(ctx context.Context, tx Tx, who access.Actor, action access.Action, id kpi.OfficialID) (kpi.Official, error) {
	o, err := tx.Official(ctx, id, a.today())
	if err != nil {
		return o, err
	}
	obj := access.Object{Official: id, Unit: o.UnitID}
	if _, err := access.Check(who, action, obj); err == nil {
		return o, nil
	}
	if _, err := access.Check(who, access.ReadScore, obj); err == nil {
		return kpi.Official{}, access.ErrForbidden()
	}
	return kpi.Official{}, kpi.E(kpi.NotFound, "official.not_found",
		"Không có người này, hoặc bạn không có quyền xem.", "There is no such person, or you may not see them.")
}
