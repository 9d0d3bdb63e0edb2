package web

import (
	"context"
	"encoding/hex"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

func (s *Server) logEntries() {
	type logInput struct {
		Object string        `query:"object" maxLength:"100" doc:"e.g. product:12"`
		Actor  kpi.AccountID `query:"actor" minimum:"0"`
		Before kpi.EntryID   `query:"before" minimum:"0"`
		Limit  int           `query:"limit" minimum:"1" maximum:"200" default:"50"`
	}
	op(s, operation{method: "GET", path: "/api/log", id: "list-log", summary: "Log entries of the asker's units, newest first", action: access.ReadLog},
		func(ctx context.Context, who access.Actor, in *logInput) (List[LogJSON], error) {
			rows, err := s.cfg.App.Entries(ctx, who, app.LogFilter{Object: in.Object, Actor: in.Actor, Before: in.Before, Limit: in.Limit})
			out := make([]LogJSON, 0, len(rows))
			for _, r := range rows {
				out = append(out, LogJSON{ID: r.ID, At: r.At, Kind: r.Kind, ActorName: r.ActorName, Object: r.Object, Hash: hex.EncodeToString(r.Hash[:])})
			}
			l := listOf(out)
			if len(rows) == in.Limit {
				l.Next = int64(rows[len(rows)-1].ID)
			}
			return l, err
		})
}
