package web

import (
	"context"
	"fmt"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Status is what the sign-in page needs to know before anybody signs in.
type Status struct {
	Name           string        `json:"name"`
	Version        string        `json:"version"`
	Demo           bool          `json:"demo"`
	DemoAccounts   []DemoAccount `json:"demo_accounts"`
	SetupNeeded    bool          `json:"setup_needed" doc:"Nobody can sign in yet: open the one-time link that the program printed"`
	MaxUploadBytes int64         `json:"max_upload_bytes"`
}

// Me is who is signed in.
type Me struct {
	AccountID       kpi.AccountID `json:"account_id"`
	Login           string        `json:"login"`
	Name            string        `json:"name"`
	MustChange      bool          `json:"must_change" doc:"The password was given by somebody else"`
	Official        *kpi.Official `json:"official,omitempty" doc:"Absent for accounts of nobody who is judged"`
	Roles           []MyRole      `json:"roles"`
	MaxUploadBytes  int64         `json:"max_upload_bytes"`
	Periods         []PeriodJSON  `json:"periods"`
	CurrentPeriodID kpi.PeriodID  `json:"current_period_id" doc:"0 when no period holds today"`
}

// MyRole is one role in force.
type MyRole struct {
	Role     kpi.Role   `json:"role" enum:"staff,supervisor,head,inspector,admin"`
	UnitID   kpi.UnitID `json:"unit_id"`
	UnitName string     `json:"unit_name"`
}

// PeriodJSON is a period with its name for people.
type PeriodJSON struct {
	kpi.Period
	Label kpi.Text `json:"label"`
}

func periodJSON(p kpi.Period) PeriodJSON {
	y, m := p.First.Year(), p.First.Month()
	l := kpi.Text{Vi: fmt.Sprintf("Tháng %d/%d", m, y), En: fmt.Sprintf("%d/%d", m, y)}
	switch p.Kind {
	case kpi.Quarter:
		q := (m-1)/3 + 1
		l = kpi.Text{Vi: fmt.Sprintf("Quý %d/%d", q, y), En: fmt.Sprintf("Q%d %d", q, y)}
	case kpi.Year:
		l = kpi.Text{Vi: fmt.Sprintf("Năm %d", y), En: fmt.Sprintf("%d", y)}
	case kpi.Month:
	}
	return PeriodJSON{p, l}
}

func (s *Server) status() {
	op(s, operation{method: "GET", path: "/api/status", id: "get-status", summary: "What the sign-in page needs"},
		func(ctx context.Context, _ access.Actor, _ *none) (Status, error) {
			need, err := s.cfg.App.NeedsSetup(ctx)
			st := Status{
				Name: "Minh Chứng", Version: s.cfg.Version, Demo: s.cfg.Demo != nil, DemoAccounts: []DemoAccount{},
				SetupNeeded: need, MaxUploadBytes: s.cfg.App.UploadLimit(),
			}
			if s.cfg.Demo != nil {
				st.DemoAccounts = s.cfg.Demo
			}
			return st, err
		})
	op(s, operation{method: "GET", path: "/api/me", id: "get-me", summary: "Who is signed in", action: access.Profile},
		func(ctx context.Context, who access.Actor, _ *none) (Me, error) { return s.me(ctx, who) })
}

func (s *Server) me(ctx context.Context, who access.Actor) (Me, error) {
	p, err := s.cfg.App.Me(ctx, who)
	if err != nil {
		return Me{}, err
	}
	m := Me{
		AccountID: who.Account, Login: who.Login, Name: who.Name, MustChange: p.MustChange, Official: p.Official,
		Roles: []MyRole{}, MaxUploadBytes: s.cfg.App.UploadLimit(), Periods: []PeriodJSON{}, CurrentPeriodID: p.Current,
	}
	for _, h := range who.Roles {
		m.Roles = append(m.Roles, MyRole{h.Role, h.Unit, p.UnitNames[h.Unit]})
	}
	for _, x := range p.Periods {
		m.Periods = append(m.Periods, periodJSON(x))
	}
	return m, nil
}
