package app

import (
	"cmp"
	"context"
	"slices"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// queueReach is how many pieces of evidence one queue holds.
const queueReach = 2000

// Queue is what a supervisor has to judge: by person, exceptions first.
type Queue struct {
	People []QueuePerson
	Items  []EvidenceView
}

// QueuePerson is one official in the queue with the progress "12/60".
type QueuePerson struct {
	Official kpi.Official `json:"official"`
	Pending  int          `json:"pending"`
	Decided  int          `json:"decided"`
	Total    int          `json:"total"`
}

// Evidence lists evidence that the actor may see.
func (a *App) Evidence(ctx context.Context, who access.Actor, unit kpi.UnitID, f EvidenceFilter) (list []EvidenceView, err error) {
	g, err := access.Allow(who, access.ReadEvidence)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if g, err = a.narrow(ctx, tx, g, unit); err != nil {
			return err
		}
		list, err = tx.EvidenceList(ctx, g, f)
		return err
	})
	return list, err
}

// OpenEvidence returns one piece of evidence with its history.
func (a *App) OpenEvidence(ctx context.Context, who access.Actor, id kpi.EvidenceID) (v EvidenceView, h []History, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if v, err = tx.Evidence(ctx, id); err != nil {
			return err
		}
		if _, err := access.Check(who, access.ReadEvidence, v.Object()); err != nil {
			return errNoEvidence()
		}
		h, err = tx.Histories(ctx, id)
		return err
	})
	return v, h, err
}

// Reviews returns the actor's queue for a period.
func (a *App) Reviews(ctx context.Context, who access.Actor, unit kpi.UnitID, period kpi.PeriodID) (q Queue, err error) {
	g, err := access.Allow(who, access.ReviewEvidence)
	if err != nil {
		return q, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		if g, err = a.narrow(ctx, tx, g, unit); err != nil {
			return err
		}
		// What waits comes first: a busy month's decided work must not push it out.
		if q.Items, err = tx.EvidenceList(ctx, g, EvidenceFilter{Period: period, State: kpi.EvidenceSubmitted, Limit: queueReach}); err != nil {
			return err
		}
		for _, s := range []kpi.EvidenceState{kpi.EvidenceReturned, kpi.EvidenceAccepted} {
			if len(q.Items) >= queueReach {
				break
			}
			decided, err := tx.EvidenceList(ctx, g, EvidenceFilter{Period: period, State: s, Limit: queueReach - len(q.Items)})
			if err != nil {
				return err
			}
			q.Items = append(q.Items, decided...)
		}
		return nil
	})
	if err != nil {
		return q, err
	}
	q.Items = slices.DeleteFunc(q.Items, func(v EvidenceView) bool {
		if v.Source == kpi.SourceClassified {
			if _, err := access.Check(who, access.ConfirmClassified, v.Object()); err != nil {
				return true // only a head decides about it
			}
		}
		return v.OfficialID == who.Official || OwnDocument(who, v) || v.State == kpi.EvidenceWithdrawn || v.State == kpi.EvidenceDraft
	})
	q.People = countPeople(q.Items)
	unusual := make(map[kpi.EvidenceID]int, len(q.Items))
	for _, v := range q.Items {
		unusual[v.ID] = len(Exceptions(v))
	}
	slices.SortStableFunc(q.Items, func(x, y EvidenceView) int {
		return cmp.Or(
			cmp.Compare(b2i(x.State != kpi.EvidenceSubmitted), b2i(y.State != kpi.EvidenceSubmitted)),
			cmp.Compare(x.StaffCode, y.StaffCode),
			cmp.Compare(unusual[y.ID], unusual[x.ID]),
			cmp.Compare(x.ID, y.ID))
	})
	return q, nil
}

func countPeople(items []EvidenceView) []QueuePerson {
	at := map[kpi.OfficialID]int{}
	people := []QueuePerson{}
	for _, v := range items {
		i, ok := at[v.OfficialID]
		if !ok {
			i = len(people)
			at[v.OfficialID] = i
			people = append(people, QueuePerson{Official: kpi.Official{
				ID: v.OfficialID, StaffCode: v.StaffCode, Name: v.OfficialName,
				UnitID: v.UnitID, UnitName: v.UnitName, PostTitle: v.PostTitle,
			}})
		}
		people[i].Total++
		if v.State == kpi.EvidenceSubmitted {
			people[i].Pending++
		} else {
			people[i].Decided++
		}
	}
	slices.SortFunc(people, func(x, y QueuePerson) int { return cmp.Compare(x.Official.StaffCode, y.Official.StaffCode) })
	return people
}
