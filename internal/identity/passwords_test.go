package identity_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"minhchung/internal/identity"
	"minhchung/internal/kpi"
)

func TestPasswordRoundTrip(t *testing.T) {
	t.Parallel()
	p, ctx := identity.New(), context.Background()
	stored, err := p.Hash(ctx, "mật khẩu đủ dài")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("stored form %q does not name the parameters", stored)
	}
	for password, want := range map[string]bool{"mật khẩu đủ dài": true, "mật khẩu đủ dàj": false, "": false} {
		if ok, err := p.Verify(ctx, stored, password); err != nil || ok != want {
			t.Errorf("Verify(%q) = %v, %v", password, ok, err)
		}
	}
	again, _ := p.Hash(ctx, "mật khẩu đủ dài")
	if again == stored {
		t.Error("two hashes of one password are equal: no salt")
	}
}

func TestUnknownAccountNeverVerifies(t *testing.T) {
	t.Parallel()
	p := identity.New()
	for _, stored := range []string{"", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", "plain"} {
		if ok, err := p.Verify(context.Background(), stored, "anything at all"); ok || err != nil {
			t.Errorf("stored %q: %v, %v", stored, ok, err)
		}
	}
}

func TestShortPasswordsAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := identity.New().Hash(context.Background(), "ngắn quá"); kpi.ReasonOf(err) != "password.weak" {
		t.Errorf("err = %v", err)
	}
}

func TestAtMostTwoAtOnce(t *testing.T) {
	t.Parallel()
	p := identity.New()
	ctx, cancel := context.WithCancel(context.Background())
	release := identity.Occupy(p)
	defer release()
	cancel()
	if _, err := p.Verify(ctx, "", "x"); kpi.CodeOf(err) != kpi.Unavailable {
		t.Errorf("with both places taken and no time left: %v", err)
	}
}

func TestTokensAreStoredHashed(t *testing.T) {
	t.Parallel()
	p := identity.New()
	token, hash := p.Secret()
	other, _ := p.Secret()
	if token == other || len(token) < 40 {
		t.Errorf("tokens %q, %q", token, other)
	}
	if !bytes.Equal(hash, p.HashSecret(token)) || bytes.Contains(hash, []byte(token)) {
		t.Error("the stored hash is not the hash of the token")
	}
}
