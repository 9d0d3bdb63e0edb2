// Package identity knows passwords and the secrets of sessions. It stores
// nothing and knows no HTTP: it hashes, checks and draws random tokens.
package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"minhchung/internal/kpi"
)

// Parameters of argon2id as OWASP recommends them for small machines: 19 MiB of
// memory, 2 passes, 1 lane.
const (
	memoryKiB = 19 * 1024
	passes    = 2
	lanes     = 1
	keyLen    = 32
	saltLen   = 16
)

// Passwords hashes with argon2id, at most two at once: more would let a burst of
// sign-ins take the memory of a small machine.
type Passwords struct{ slots chan struct{} }

// New returns the password keeper.
func New() *Passwords { return &Passwords{slots: make(chan struct{}, 2)} }

// minLength and maxLength bound a password, in characters and bytes.
const (
	minLength = 10
	maxLength = 256
)

// Hash returns the stored form "$argon2id$v=19$m=19456,t=2,p=1$salt$key".
// Error reasons: password.weak, login.busy.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if utf8.RuneCountInString(password) < minLength || len(password) > maxLength {
		return "", kpi.E(kpi.Invalid, "password.weak",
			"Mật khẩu phải dài từ 10 ký tự trở lên. Chưa có gì thay đổi.", "A password needs at least 10 characters. Nothing was changed.")
	}
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails; see crypto/rand
	key, err := p.derive(ctx, password, salt)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes, b64(salt), b64(key)), nil
}

// Verify reports whether the password is the one of the stored form. With an
// empty stored form it works as long and reports false, so that the answer's time
// does not tell whether an account exists.
func (p *Passwords) Verify(ctx context.Context, stored, password string) (bool, error) {
	salt, want, err := parse(stored)
	if err != nil {
		salt, want = make([]byte, saltLen), nil
	}
	if len(password) > maxLength {
		password = ""
	}
	key, derr := p.derive(ctx, password, salt)
	if derr != nil {
		return false, derr
	}
	return err == nil && subtle.ConstantTimeCompare(key, want) == 1, nil
}

func (p *Passwords) derive(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, kpi.E(kpi.Unavailable, "login.busy",
			"Đang có nhiều người đăng nhập. Hãy thử lại sau giây lát.", "Many people are signing in. Try again in a moment.").At("identity", ctx.Err())
	}
	return argon2.IDKey([]byte(password), salt, passes, memoryKiB, lanes, keyLen), nil
}

var errForm = errors.New("identity: not a stored password")

func parse(stored string) (salt, key []byte, err error) {
	parts := strings.Split(stored, "$")
	want := fmt.Sprintf("m=%d,t=%d,p=%d", memoryKiB, passes, lanes)
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) || parts[3] != want {
		return nil, nil, errForm
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil || len(salt) != saltLen {
		return nil, nil, errForm
	}
	if key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(key) != keyLen {
		return nil, nil, errForm
	}
	return salt, key, nil
}

// Secret returns a new token of 32 random bytes and the hash under which it is
// stored: whoever reads the database cannot sign in with what they find.
func (p *Passwords) Secret() (token string, hash []byte) {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails; see crypto/rand
	token = base64.RawURLEncoding.EncodeToString(b)
	return token, p.HashSecret(token)
}

// HashSecret returns the hash under which a token is stored.
func (p *Passwords) HashSecret(token string) []byte {
	h := sha256.Sum256([]byte("minhchung session v1\n" + token))
	return h[:]
}
