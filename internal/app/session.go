package app

import (
	"context"
	"strings"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// Passwords hashes and checks passwords and makes the secrets of sessions; the
// implementation is internal/identity.
type Passwords interface {
	// Hash returns the stored form of a password, or an error of code Invalid when
	// it is too weak, Unavailable when too many are being hashed.
	Hash(ctx context.Context, password string) (string, error)
	// Verify reports whether the password is the one of the stored form. With an
	// empty stored form it takes as long and reports false.
	Verify(ctx context.Context, stored, password string) (bool, error)
	// Secret returns a new random token and the hash under which it is stored.
	Secret() (token string, hash []byte)
	// HashSecret returns the hash of a token that a browser sent.
	HashSecret(token string) []byte
}

// How long a session lives: without use, and at all.
const (
	SessionIdle = 12 * time.Hour
	SessionLife = 7 * 24 * time.Hour
)

// The login limit: this many failures for one account or one address in the
// window, then a wait.
const (
	loginWindow      = 15 * time.Minute
	loginPerAccount  = 10
	loginPerAddress  = 50
	invitationLife   = 24 * time.Hour
	purposeFirstUser = "first-admin"
)

// RetryAfter says how long to wait.
type RetryAfter struct {
	Seconds int `json:"retry_after_s"`
}

// SignIn checks a password and opens a session; it returns the new token. The
// same answer meets a wrong password and an unknown account, after the same time.
//
// Error reasons: login.wrong, login.too_many.
func (a *App) SignIn(ctx context.Context, login, password, address, oldToken string) (token string, who access.Actor, err error) {
	login = strings.ToLower(strings.TrimSpace(login))
	keys := []string{"account:" + login, "address:" + address}
	if err := a.mayTryLogin(ctx, keys); err != nil {
		return "", who, err
	}
	var acc Account
	err = a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		acc, err = tx.AccountByLogin(ctx, login)
		return err
	})
	if err != nil && kpi.CodeOf(err) != kpi.NotFound {
		return "", who, err
	}
	ok, err := a.Passwords.Verify(ctx, acc.PasswordHash, password)
	if err != nil {
		return "", who, err
	}
	if !ok || acc.Disabled {
		err := a.Store.InTx(ctx, func(tx Tx) error { return tx.AddLoginFailure(ctx, keys, a.now()) })
		if err != nil {
			return "", who, err
		}
		return "", who, kpi.E(kpi.Unauthorized, "login.wrong",
			"Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại; quên mật khẩu thì hỏi quản trị.",
			"The login or the password is wrong. Try again; if you forgot it, ask the administrator.")
	}
	token, err = a.openSession(ctx, acc.ID, keys[0], oldToken)
	if err != nil {
		return "", who, err
	}
	who, err = a.ActorOf(ctx, token)
	return token, who, err
}

func (a *App) mayTryLogin(ctx context.Context, keys []string) error {
	since := a.now().Add(-loginWindow)
	return a.Store.Snapshot(ctx, func(tx Tx) error {
		for i, most := range []int{loginPerAccount, loginPerAddress} {
			n, oldest, err := tx.LoginFailures(ctx, keys[i], since)
			if err != nil {
				return err
			}
			if n >= most {
				wait := max(int(oldest.Add(loginWindow).Sub(a.now()).Seconds()), 1)
				return kpi.E(kpi.Unavailable, "login.too_many",
					"Đăng nhập sai quá nhiều lần. Hãy đợi ít phút rồi thử lại.",
					"Too many failed sign-ins. Wait a few minutes and try again.").With(RetryAfter{wait})
			}
		}
		return nil
	})
}

// openSession rotates: the browser's earlier session, if any, ends.
func (a *App) openSession(ctx context.Context, id kpi.AccountID, failureKey, oldToken string) (string, error) {
	token, hash := a.Passwords.Secret()
	now := a.now()
	err := a.Store.InTx(ctx, func(tx Tx) error {
		if oldToken != "" {
			if err := tx.DeleteSession(ctx, a.Passwords.HashSecret(oldToken)); err != nil {
				return err
			}
		}
		if err := tx.ClearLoginFailures(ctx, failureKey); err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "session.opened", id, object("account", id), 0, struct {
			Account kpi.AccountID `json:"account"`
		}{id}); err != nil {
			return err
		}
		return tx.AddSession(ctx, Session{TokenHash: hash, Account: id, Created: now, Seen: now, Expires: now.Add(SessionLife)})
	})
	return token, err
}

// ActorOf returns who holds a session token, with the roles in force today.
// Error reason: session.none.
func (a *App) ActorOf(ctx context.Context, token string) (who access.Actor, err error) {
	if token == "" {
		return who, errNoSession()
	}
	hash := a.Passwords.HashSecret(token)
	now := a.now()
	touch := false
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		s, acc, err := a.liveSession(ctx, tx, hash, now)
		if err != nil {
			return err
		}
		touch = now.Sub(s.Seen) > time.Minute
		who = access.Actor{Account: acc.ID, Official: acc.OfficialID, Name: acc.Name, Login: acc.Login}
		who.Roles, err = tx.HeldRoles(ctx, acc.ID, a.today())
		return err
	})
	if err == nil && touch {
		err = a.Store.InTx(ctx, func(tx Tx) error { return tx.TouchSession(ctx, hash, now) })
	}
	return who, err
}

// liveSession returns a session that has not ended, and its account.
func (a *App) liveSession(ctx context.Context, tx Tx, hash []byte, now time.Time) (Session, Account, error) {
	s, err := tx.Session(ctx, hash)
	if kpi.CodeOf(err) == kpi.NotFound {
		return s, Account{}, errNoSession()
	}
	if err != nil {
		return s, Account{}, err
	}
	if now.After(s.Expires) || now.Sub(s.Seen) > SessionIdle {
		return s, Account{}, errNoSession()
	}
	acc, err := tx.Account(ctx, s.Account)
	if err == nil && acc.Disabled {
		err = errNoSession()
	}
	return s, acc, err
}

// SessionLives says whether a session still holds, without counting as its use: a
// tab that only listens keeps nobody signed in. Error reason: session.none.
func (a *App) SessionLives(ctx context.Context, token string) error {
	return a.Store.Snapshot(ctx, func(tx Tx) error {
		_, _, err := a.liveSession(ctx, tx, a.Passwords.HashSecret(token), a.now())
		return err
	})
}

func errNoSession() *kpi.Error {
	return kpi.E(kpi.Unauthorized, "session.none",
		"Bạn chưa đăng nhập hoặc phiên đã hết hạn. Việc đã lưu vẫn còn. Hãy đăng nhập lại.",
		"You are not signed in, or the session ended. What was saved is safe. Sign in again.")
}

// SignOut ends a session.
func (a *App) SignOut(ctx context.Context, token string) error {
	return a.Store.InTx(ctx, func(tx Tx) error { return tx.DeleteSession(ctx, a.Passwords.HashSecret(token)) })
}

// ChangePassword changes the actor's own password and ends their other sessions.
func (a *App) ChangePassword(ctx context.Context, who access.Actor, token, old, fresh string) error {
	var acc Account
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		acc, err = tx.Account(ctx, who.Account)
		return err
	}); err != nil {
		return err
	}
	ok, err := a.Passwords.Verify(ctx, acc.PasswordHash, old)
	if err != nil {
		return err
	}
	if !ok {
		return kpi.E(kpi.Invalid, "password.wrong", "Mật khẩu hiện tại không đúng. Mật khẩu chưa đổi.", "The current password is wrong. It was not changed.")
	}
	hash, err := a.Passwords.Hash(ctx, fresh)
	if err != nil {
		return err
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.SetPassword(ctx, who.Account, hash, false); err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "account.password", who.Account, object("account", who.Account), 0, struct {
			Account kpi.AccountID `json:"account"`
		}{who.Account}); err != nil {
			return err
		}
		return tx.DeleteSessionsOf(ctx, who.Account, a.Passwords.HashSecret(token))
	})
}
