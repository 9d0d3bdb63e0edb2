package config_test

import (
	"strings"
	"testing"

	"minhchung/internal/config"
)

func from(m map[string]string) func(string) (string, bool) {
	return func(k string) (string, bool) { v, ok := m[k]; return v, ok }
}

func TestFlagBeatsEnvironmentBeatsDefault(t *testing.T) {
	t.Parallel()
	c, settings, err := config.Load(
		from(map[string]string{"listen": "127.0.0.1:1"}),
		from(map[string]string{"MINHCHUNG_LISTEN": "127.0.0.1:2", "MINHCHUNG_DATA": "/srv/mc", "MINHCHUNG_DEMO": "true"}))
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:1" || c.Data != "/srv/mc" || !c.Demo || c.MaxUploadMB != 100 {
		t.Errorf("config = %+v", c)
	}
	want := map[string]string{"listen": "flag", "data": "environment", "max-upload-mb": "default"}
	for _, s := range settings {
		if w, ok := want[s.Name]; ok && s.From != w {
			t.Errorf("%s comes from %s, want %s", s.Name, s.From, w)
		}
	}
}

func TestAddressesOfOthersNeedTLSOrAWord(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		flags map[string]string
		ok    bool
	}{
		"loopback":         {map[string]string{"listen": "127.0.0.1:8080"}, true},
		"loopback v6":      {map[string]string{"listen": "[::1]:8080"}, true},
		"localhost":        {map[string]string{"listen": "localhost:0"}, true},
		"everywhere":       {map[string]string{"listen": "0.0.0.0:8080"}, false},
		"empty host":       {map[string]string{"listen": ":8080"}, false},
		"with a word":      {map[string]string{"listen": "0.0.0.0:8080", "insecure": "true"}, true},
		"with TLS":         {map[string]string{"listen": ":443", "tls-cert": "c", "tls-key": "k"}, true},
		"half of TLS":      {map[string]string{"tls-cert": "c"}, false},
		"no port":          {map[string]string{"listen": "127.0.0.1"}, false},
		"limit too large":  {map[string]string{"max-upload-mb": "5001"}, false},
		"limit no number":  {map[string]string{"max-upload-mb": "many"}, false},
		"not a truth":      {map[string]string{"demo": "maybe"}, false},
		"proxies":          {map[string]string{"trusted-proxy": "10.0.0.0/8, 127.0.0.1,fd00::/8"}, true},
		"no network":       {map[string]string{"trusted-proxy": "proxy.example"}, false},
		"search not there": {map[string]string{"search-url": "meilisearch+http://h"}, false},
	} {
		if _, _, err := config.Load(from(c.flags), from(nil)); (err == nil) != c.ok {
			t.Errorf("%s: err = %v", name, err)
		}
	}
}

func TestPasswordsAreNotShown(t *testing.T) {
	t.Parallel()
	_, settings, err := config.Load(from(nil), from(map[string]string{
		"MINHCHUNG_DATABASE_URL": "postgres://mc:s3cr@t@db/mc", "MINHCHUNG_STORAGE_URL": "s3://KEY:s3cr/t@host/b",
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range settings {
		if strings.Contains(s.Value, "s3cr") || strings.Contains(s.Value, "KEY") {
			t.Errorf("%s shows %q", s.Name, s.Value)
		}
	}
}
