package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// AccountJSON is an account as administrators see it.
type AccountJSON struct {
	ID         kpi.AccountID  `json:"id"`
	Login      string         `json:"login"`
	Name       string         `json:"name"`
	OfficialID kpi.OfficialID `json:"official_id" doc:"0 for nobody who is judged"`
	Disabled   bool           `json:"disabled"`
	MustChange bool           `json:"must_change"`
}

// PasswordJSON carries a password that is shown once.
type PasswordJSON struct {
	Account  AccountJSON `json:"account"`
	Password string      `json:"one_time_password"`
}

func accountJSON(a app.Account) AccountJSON {
	return AccountJSON{a.ID, a.Login, a.Name, a.OfficialID, a.Disabled, a.MustChange}
}

// AccountPath is the address of an account. It is
// exported because the API library does not look into hidden embedded types.
type AccountPath struct {
	ID kpi.AccountID `path:"id" minimum:"1"`
}

func (s *Server) people() {
	a := s.cfg.App
	type unitInput struct {
		Unit kpi.UnitID `query:"unit" minimum:"0"`
	}
	op(s, operation{method: "GET", path: "/api/officials", id: "list-officials", summary: "Officials of the asker's units", action: access.ReadPeople},
		func(ctx context.Context, who access.Actor, in *unitInput) (List[kpi.Official], error) {
			list, err := a.Officials(ctx, who, in.Unit)
			return listOf(list), err
		})
	type addOfficial struct {
		Body struct {
			StaffCode string     `json:"staff_code" maxLength:"50"`
			Name      string     `json:"name" maxLength:"200"`
			UnitID    kpi.UnitID `json:"unit_id"`
			PostTitle string     `json:"post_title" maxLength:"200"`
			Leader    bool       `json:"leader" required:"false"`
		}
	}
	op(s, operation{method: "POST", path: "/api/officials", id: "add-official", summary: "Make an official with a post", action: access.ManagePeople, status: 201},
		func(ctx context.Context, who access.Actor, in *addOfficial) (kpi.Official, error) {
			b := in.Body
			return a.AddOfficial(ctx, who, app.NewOfficial{StaffCode: b.StaffCode, Name: b.Name, UnitID: b.UnitID, PostTitle: b.PostTitle, Leader: b.Leader})
		})
	op(s, operation{method: "GET", path: "/api/accounts", id: "list-accounts", summary: "Accounts", action: access.ManagePeople},
		func(ctx context.Context, who access.Actor, _ *none) (List[AccountJSON], error) {
			list, err := a.Accounts(ctx, who)
			out := make([]AccountJSON, 0, len(list))
			for _, x := range list {
				out = append(out, accountJSON(x))
			}
			return listOf(out), err
		})
	type addAccount struct {
		Body struct {
			Login      string         `json:"login" maxLength:"40"`
			Name       string         `json:"name" required:"false" maxLength:"200"`
			OfficialID kpi.OfficialID `json:"official_id" required:"false"`
		}
	}
	op(s, operation{method: "POST", path: "/api/accounts", id: "add-account", summary: "Make an account with a one-time password", action: access.ManagePeople, status: 201},
		func(ctx context.Context, who access.Actor, in *addAccount) (PasswordJSON, error) {
			acc, password, err := a.AddAccount(ctx, who, in.Body.Login, in.Body.Name, in.Body.OfficialID)
			return PasswordJSON{accountJSON(acc), password}, err
		})
	type disable struct {
		AccountPath
		Body struct {
			Disabled bool `json:"disabled"`
		}
	}
	op(s, operation{method: "PATCH", path: "/api/accounts/{id}", id: "change-account", summary: "Shut or open an account", action: access.ManagePeople},
		func(ctx context.Context, who access.Actor, in *disable) (nothing, error) {
			return nothing{}, a.SetDisabled(ctx, who, in.ID, in.Body.Disabled)
		})
	type oneTime struct {
		Password string `json:"one_time_password"`
	}
	op(s, operation{method: "POST", path: "/api/accounts/{id}/reset", id: "reset-password", summary: "Give an account a new one-time password", action: access.ManagePeople},
		func(ctx context.Context, who access.Actor, in *AccountPath) (oneTime, error) {
			password, err := a.ResetPassword(ctx, who, in.ID)
			return oneTime{password}, err
		})
}
