package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"minhchung/internal/access"
	"minhchung/internal/app"
)

// signedIn answers a sign-in: the new session's cookie and who it belongs to.
type signedIn struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      Me
}

// signedOut answers a sign-out.
type signedOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

type signInInput struct {
	Body struct {
		Login    string `json:"login" maxLength:"100"`
		Password string `json:"password" maxLength:"256"`
	}
}

type setUpInput struct {
	Body struct {
		Token    string `json:"token" maxLength:"100"`
		Login    string `json:"login" maxLength:"40"`
		Name     string `json:"name" maxLength:"200"`
		Password string `json:"password" maxLength:"256"`
		Agency   string `json:"agency" required:"false" maxLength:"300"`
	}
}

func (s *Server) sessions() {
	signIn := s.describe(operation{method: "POST", path: "/api/session", id: "sign-in", summary: "Sign in"})
	huma.Register(s.api, signIn, func(ctx context.Context, in *signInInput) (*signedIn, error) {
		return s.open(ctx, in.Body.Login, in.Body.Password)
	})
	setUp := s.describe(operation{method: "POST", path: "/api/setup", id: "set-up", summary: "Make the first admin, by the one-time link"})
	huma.Register(s.api, setUp, func(ctx context.Context, in *setUpInput) (*signedIn, error) {
		err := s.cfg.App.SetUp(ctx, app.FirstAdmin{
			Token: in.Body.Token, Login: in.Body.Login, Name: in.Body.Name, Password: in.Body.Password, AgencyName: in.Body.Agency,
		})
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		return s.open(ctx, in.Body.Login, in.Body.Password)
	})
	signOut := s.describe(operation{method: "DELETE", path: "/api/session", id: "sign-out", summary: "Sign out", status: http.StatusNoContent})
	huma.Register(s.api, signOut, func(ctx context.Context, _ *none) (*signedOut, error) {
		if token := askingOf(ctx).token; token != "" {
			if err := s.cfg.App.SignOut(ctx, token); err != nil {
				return nil, s.problem(ctx, err)
			}
		}
		return &signedOut{cookie(ctx, "")}, nil
	})
	type passwordInput struct {
		Body struct {
			Old string `json:"old" maxLength:"256"`
			New string `json:"new" maxLength:"256"`
		}
	}
	op(s, operation{method: "POST", path: "/api/me/password", id: "change-password", summary: "Change one's own password", action: access.Profile},
		func(ctx context.Context, who access.Actor, in *passwordInput) (nothing, error) {
			return nothing{}, s.cfg.App.ChangePassword(ctx, who, askingOf(ctx).token, in.Body.Old, in.Body.New)
		})
}

func (s *Server) open(ctx context.Context, login, password string) (*signedIn, error) {
	a := askingOf(ctx)
	token, who, err := s.cfg.App.SignIn(ctx, login, password, a.address, a.token)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	me, err := s.me(ctx, who)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &signedIn{cookie(ctx, token), me}, nil
}
