package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// hiddenTitle stands where the title of a restricted document would.
const hiddenTitle = "Tài liệu hạn chế"

// hidden reports whether a piece of evidence is made of a restricted document
// that the asker may not open: they see that it is there, counted or not, and
// none of its words.
func hidden(v app.EvidenceView, who access.Actor) bool {
	if !v.Restricted {
		return false
	}
	_, err := access.Check(who, access.ReadProduct, access.Object{Official: v.OfficialID, Unit: v.UnitID, Restricted: true, Readers: v.Readers})
	return err != nil
}

// hide takes the document's words out of a piece of evidence.
func (j *EvidenceJSON) hide() {
	j.ProductTitle, j.DocRef, j.DocType, j.Hash, j.JudgedHash = hiddenTitle, "", "", "", ""
	if j.Unplanned { // such a line has the title of its document
		j.PlanTitle = hiddenTitle
	}
	j.May.Review, j.May.Undo = false, false
}

// hideTitles takes the titles of restricted documents out of another person's card.
func (s *Server) hideTitles(ctx context.Context, who access.Actor, card *kpi.Scorecard) error {
	if card == nil || (who.Official != 0 && card.OfficialID == who.Official) {
		return nil
	}
	list, err := s.cfg.App.Evidence(ctx, who, 0, app.EvidenceFilter{Official: card.OfficialID, Period: card.PeriodID, Limit: 5000})
	if err != nil {
		return err
	}
	shut := map[kpi.ProductID]bool{}
	for _, v := range list {
		shut[v.ProductID] = hidden(v, who)
	}
	for i := range card.Lines {
		for k, e := range card.Lines[i].Evidence {
			if shut[e.ProductID] {
				card.Lines[i].Evidence[k].Title = hiddenTitle
			}
		}
	}
	for i, n := range card.NotCounted {
		if shut[n.ProductID] {
			card.NotCounted[i].Title = hiddenTitle
		}
	}
	return nil
}
