package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

const cookieName = "mc_session"

type actorKey struct{}

// asking is who sent a request, or why nobody is known.
type asking struct {
	actor   access.Actor
	err     error
	token   string
	address string
	secure  bool   // its browser speaks https
	id      string // of the request, to read to support
}

func askingOf(ctx context.Context) asking {
	a, ok := ctx.Value(actorKey{}).(*asking)
	if !ok {
		return asking{err: kpi.E(kpi.Unauthorized, "session.none", "Bạn chưa đăng nhập.", "You are not signed in.")}
	}
	return *a
}

func actorOf(ctx context.Context) (access.Actor, error) {
	a := askingOf(ctx)
	return a.actor, a.err
}

// who finds the session of API requests; other requests need none.
func (s *Server) who(c *fiber.Ctx) error {
	a := &asking{token: strings.Clone(c.Cookies(cookieName)), id: requestID(c)}
	a.address, a.secure = s.asker(c)
	if strings.HasPrefix(c.Path(), "/api/") {
		a.actor, a.err = s.cfg.App.ActorOf(c.UserContext(), a.token)
	}
	c.SetUserContext(context.WithValue(c.UserContext(), actorKey{}, a))
	return c.Next()
}

// cookie makes the session cookie; an empty token removes it.
func cookie(ctx context.Context, token string) http.Cookie {
	k := http.Cookie{ //nolint:gosec // Secure exactly when served over https: a ward may use plain http on its network
		Name: cookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: askingOf(ctx).secure,
		MaxAge: int(app.SessionLife / time.Second),
	}
	if token == "" {
		k.MaxAge = -1
	}
	return k
}
