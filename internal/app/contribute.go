package app

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Contribute names who else worked on the actor's product, in which act and with
// which share. The named person may then read the product and claim that act. The
// shares of one act never sum past 1; the database refuses it too.
//
// Error reasons: contribution.share, contribution.named, evidence.act_taken.
func (a *App) Contribute(ctx context.Context, who access.Actor, c kpi.Contribution) error {
	if c.Share.Sign() <= 0 || kpi.Int(1).Less(c.Share) {
		return kpi.E(kpi.Invalid, "contribution.share", "Tỷ lệ đóng góp phải lớn hơn 0 và không quá 1.", "A share is above 0 and at most 1.")
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		p, err := a.editable(ctx, tx, who, c.ProductID)
		if err != nil {
			return err
		}
		if _, err := tx.Official(ctx, c.OfficialID, a.today()); err != nil {
			return err
		}
		all, err := tx.Contributions(ctx, c.ProductID)
		if err != nil {
			return err
		}
		for _, was := range all {
			switch {
			case was.Act != c.Act || was.OfficialID != c.OfficialID:
			case was.Share.Equal(c.Share):
				return nil // nothing happens, and nothing is logged
			default:
				return kpi.E(kpi.Conflict, "contribution.named",
					"Người này đã được ghi nhận với một tỷ lệ khác. Tỷ lệ đã ghi không đổi.",
					"This person is named with another share already. That share was not changed.")
			}
		}
		if err := tx.AddContribution(ctx, c); err != nil {
			return err
		}
		_, _, err = a.write(ctx, tx, "contribution.named", who.Account, object("product", c.ProductID), p.UnitID, c)
		return err
	})
}
