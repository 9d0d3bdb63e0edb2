package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// QuarantineJSON is what was set aside, and what the asker may do about it.
type QuarantineJSON struct {
	app.Quarantine
	May QuarantineMay `json:"may"`
}

// QuarantineMay says what the asker may do with what was set aside.
type QuarantineMay struct {
	Request bool `json:"request"`
	Confirm bool `json:"confirm"`
	Release bool `json:"release"`
}

func quarantineJSON(q app.Quarantine, who access.Actor) QuarantineJSON {
	may := func(a access.Action) bool {
		_, err := access.Check(who, a, access.Object{Unit: q.UnitID})
		return err == nil && q.Waits()
	}
	return QuarantineJSON{q, QuarantineMay{
		Request: may(access.RequestPurge) && q.Requested == nil,
		Confirm: may(access.ConfirmPurge) && q.Requested != nil && q.Requested.Account != who.Account,
		Release: may(access.ReleaseQuarantine) && q.Reason == kpi.QuarantineClassified,
	}}
}

// QuarantinePath is the address of what was set aside. It is exported because the
// API library does not look into hidden embedded types.
type QuarantinePath struct {
	ID kpi.QuarantineID `path:"id" minimum:"1"`
}

func (s *Server) quarantine() {
	a := s.cfg.App
	op(s, operation{method: "GET", path: "/api/quarantine", id: "list-quarantine", summary: "What was set aside in the asker's units, and what became of it", action: access.ReadQuarantine},
		func(ctx context.Context, who access.Actor, _ *none) (List[QuarantineJSON], error) {
			list, err := a.Quarantines(ctx, who)
			out := make([]QuarantineJSON, 0, len(list))
			for _, q := range list {
				out = append(out, quarantineJSON(q, who))
			}
			return listOf(out), err
		})
	type requestInput struct {
		QuarantinePath
		Body struct {
			Reason app.PurgeReason `json:"reason" enum:"state-secret,program,by-mistake"`
		}
	}
	op(s, operation{method: "POST", path: "/api/quarantine/{id}/purge", id: "request-purge", summary: "Ask that it be removed for good", action: access.RequestPurge},
		func(ctx context.Context, who access.Actor, in *requestInput) (QuarantineJSON, error) {
			q, err := a.RequestPurge(ctx, who, in.ID, in.Body.Reason)
			return quarantineJSON(q, who), err
		})
	op(s, operation{method: "POST", path: "/api/quarantine/{id}/confirm", id: "confirm-purge", summary: "Confirm the purge as the second person; it is not undone", action: access.ConfirmPurge},
		func(ctx context.Context, who access.Actor, in *QuarantinePath) (QuarantineJSON, error) {
			q, err := a.ConfirmPurge(ctx, who, in.ID)
			return quarantineJSON(q, who), err
		})
	op(s, operation{method: "POST", path: "/api/quarantine/{id}/release", id: "release-quarantine", summary: "Answer for it that the mark is none; the file is read again", action: access.ReleaseQuarantine},
		func(ctx context.Context, who access.Actor, in *QuarantinePath) (QuarantineJSON, error) {
			q, err := a.ReleaseQuarantine(ctx, who, in.ID)
			return quarantineJSON(q, who), err
		})
}

func (s *Server) notices() {
	a := s.cfg.App
	type noticeList struct {
		Items  []app.Notice `json:"items"`
		Unread int          `json:"unread"`
	}
	op(s, operation{method: "GET", path: "/api/notices", id: "list-notices", summary: "The asker's newest notices", action: access.Profile},
		func(ctx context.Context, who access.Actor, _ *none) (noticeList, error) {
			list, unread, err := a.Notices(ctx, who)
			return noticeList{listOf(list).Items, unread}, err
		})
	type readInput struct {
		Body struct {
			UpTo kpi.NoticeID `json:"up_to" doc:"This notice and all before it"`
		}
	}
	op(s, operation{method: "POST", path: "/api/notices/read", id: "read-notices", summary: "Mark one's own notices as read", action: access.Profile},
		func(ctx context.Context, who access.Actor, in *readInput) (nothing, error) {
			return nothing{}, a.ReadNotices(ctx, who, in.Body.UpTo)
		})
}
