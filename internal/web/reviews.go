package web

import (
	"context"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// QueueJSON is what a supervisor has to judge.
type QueueJSON struct {
	People []app.QueuePerson `json:"people"`
	Items  []EvidenceJSON    `json:"items" doc:"Pending first, by person, exceptions first"`
}

// TaskJSON is one assigned line with how far its evidence has come.
type TaskJSON struct {
	PlanLine      kpi.PlanLine `json:"plan_line"`
	IndicatorName string       `json:"indicator_name"`
	TypeName      string       `json:"type_name"`
	Unit          string       `json:"unit"`
	Needs         kpi.Needs    `json:"needs" enum:"file,source-record,either"`
	Assigned      kpi.Number   `json:"assigned"`
	Accepted      kpi.Number   `json:"accepted"`
	Pending       kpi.Number   `json:"pending"`
	Missing       kpi.Number   `json:"missing" doc:"Assigned less accepted and pending, at least 0"`
	Returned      int          `json:"returned"`
	DaysLeft      int          `json:"days_left" doc:"Below 0 when the deadline has passed"`
	Overdue       bool         `json:"overdue" doc:"The deadline has passed and something is missing"`
}

type queueInput struct {
	Period kpi.PeriodID `query:"period" minimum:"0"`
	Unit   kpi.UnitID   `query:"unit" minimum:"0"`
}

func (s *Server) reviews() {
	a := s.cfg.App
	op(s, operation{method: "GET", path: "/api/reviews", id: "get-reviews", summary: "What waits for the asker's decision", action: access.ReviewEvidence},
		func(ctx context.Context, who access.Actor, in *queueInput) (QueueJSON, error) {
			q, err := a.Reviews(ctx, who, in.Unit, in.Period)
			j := QueueJSON{People: q.People, Items: evidenceList(q.Items, who)}
			if j.People == nil {
				j.People = []app.QueuePerson{}
			}
			return j, err
		})
	type tasksInput struct {
		Period   kpi.PeriodID   `query:"period" minimum:"0"`
		Official kpi.OfficialID `query:"official" minimum:"0" doc:"0 = the asker"`
	}
	op(s, operation{method: "GET", path: "/api/tasks", id: "list-tasks", summary: "Assigned work by deadline", action: access.ReadPlan},
		func(ctx context.Context, who access.Actor, in *tasksInput) (List[TaskJSON], error) {
			official := in.Official
			if official == 0 {
				official = who.Official
			}
			if official == 0 {
				return listOf[TaskJSON](nil), nil
			}
			lines, err := a.Tasks(ctx, who, official, in.Period)
			tasks := make([]TaskJSON, 0, len(lines))
			for _, l := range lines {
				task := taskJSON(l, a.Today())
				if l.Unplanned && l.OfficialID != who.Official {
					task.PlanLine.Title = "" // that of a document, which may be restricted; their evidence says it to whom it may be said
				}
				tasks = append(tasks, task)
			}
			return listOf(tasks), err
		})
}

func taskJSON(l app.PlanLine, today kpi.Date) TaskJSON {
	missing := l.Quantity.Sub(l.Accepted).Sub(l.Pending).Max(kpi.Int(0))
	return TaskJSON{
		PlanLine: l.PlanLine, IndicatorName: l.IndicatorName, TypeName: l.Type.Name, Unit: l.Type.Unit, Needs: l.Type.Needs,
		Assigned: kpi.Num(l.Quantity), Accepted: kpi.Num(l.Accepted), Pending: kpi.Num(l.Pending), Missing: kpi.Num(missing),
		Returned: l.Returned, DaysLeft: l.Due.DaysSince(today), Overdue: today.After(l.Due) && missing.Sign() > 0 && !l.Unplanned,
	}
}

// LogJSON is one log entry in a list.
type LogJSON struct {
	ID        kpi.EntryID `json:"id"`
	At        time.Time   `json:"at"`
	Kind      string      `json:"kind" example:"evidence.accepted"`
	ActorName string      `json:"actor_name" doc:"Empty for the installation itself"`
	Object    string      `json:"object" example:"evidence:12"`
	Hash      string      `json:"hash" doc:"Leaf hash, lower hex"`
}
