package postgres

import (
	"context"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
)

func (t *tx) AddSession(ctx context.Context, s app.Session) error {
	return t.q.AddSession(ctx, gen.AddSessionParams{
		TokenHash: s.TokenHash, AccountID: int64(s.Account), CreatedAt: s.Created, SeenAt: s.Seen, ExpiresAt: s.Expires,
	})
}

func (t *tx) Session(ctx context.Context, tokenHash []byte) (app.Session, error) {
	s, err := t.q.Session(ctx, tokenHash)
	return app.Session{
		TokenHash: s.TokenHash, Account: kpi.AccountID(s.AccountID), Created: s.CreatedAt, Seen: s.SeenAt, Expires: s.ExpiresAt,
	}, err
}

func (t *tx) TouchSession(ctx context.Context, tokenHash []byte, at time.Time) error {
	return t.q.TouchSession(ctx, gen.TouchSessionParams{TokenHash: tokenHash, SeenAt: at})
}

func (t *tx) DeleteSession(ctx context.Context, tokenHash []byte) error {
	return t.q.DeleteSession(ctx, tokenHash)
}

func (t *tx) DeleteSessionsOf(ctx context.Context, id kpi.AccountID, except []byte) error {
	return t.q.DeleteSessionsOf(ctx, gen.DeleteSessionsOfParams{AccountID: int64(id), ExceptHash: except})
}

func (t *tx) AddLoginFailure(ctx context.Context, keys []string, at time.Time) error {
	return t.q.AddLoginFailure(ctx, gen.AddLoginFailureParams{Keys: keys, At: at})
}

func (t *tx) LoginFailures(ctx context.Context, key string, since time.Time) (int, time.Time, error) {
	r, err := t.q.LoginFailures(ctx, gen.LoginFailuresParams{Key: key, Since: since})
	return int(r.N), r.Oldest, err
}

func (t *tx) ClearLoginFailures(ctx context.Context, key string) error {
	return t.q.ClearLoginFailures(ctx, key)
}

func (t *tx) AddInvitation(ctx context.Context, tokenHash []byte, purpose string, expires time.Time) error {
	return t.q.AddInvitation(ctx, gen.AddInvitationParams{TokenHash: tokenHash, Purpose: purpose, ExpiresAt: expires})
}

func (t *tx) UseInvitation(ctx context.Context, tokenHash []byte, purpose string, at time.Time) error {
	n, err := t.q.UseInvitation(ctx, gen.UseInvitationParams{TokenHash: tokenHash, Purpose: purpose, At: at})
	if err == nil && n == 0 {
		return kpi.E(kpi.Unauthorized, "setup.token",
			"Liên kết đã dùng hoặc đã hết hạn. Hãy khởi động lại chương trình để có liên kết mới.",
			"The link was used or has expired. Start the program again for a new one.")
	}
	return err
}

// failuresKept is how long failed sign-ins are kept: longer than any limit looks back.
const failuresKept = 24 * time.Hour

func (t *tx) ForgetExpired(ctx context.Context, at time.Time) error {
	if err := t.q.ForgetExpiredSessions(ctx, at); err != nil {
		return err
	}
	return t.q.ForgetOldFailures(ctx, at.Add(-failuresKept))
}
