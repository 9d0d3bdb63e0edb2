package s3store

import (
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	env := map[string]string{"AWS_ACCESS_KEY_ID": "ENVKEY", "AWS_SECRET_ACCESS_KEY": "envsecret", "AWS_SESSION_TOKEN": "token"}
	for _, test := range []struct {
		rawURL string
		want   config
	}{
		{"s3://K:S@host:9000/b", config{host: "host:9000", bucket: "b", region: "us-east-1", tls: true, key: "K", secret: "S"}},
		{"s3://K:S@host/b/?tls=0&region=vn-1&prefix=/a/b/", config{host: "host", bucket: "b", prefix: "a/b/", region: "vn-1", key: "K", secret: "S"}},
		{"s3://K:a%2Fb%2Bc%40d%3Ae%25@host/b?tls=1&prefix=", config{host: "host", bucket: "b", region: "us-east-1", tls: true, key: "K", secret: "a/b+c@d:e%"}},
		{"s3://[::1]:9000/b", config{host: "[::1]:9000", bucket: "b", region: "us-east-1", tls: true, key: "ENVKEY", secret: "envsecret", session: "token"}},
	} {
		got, err := parse(test.rawURL, func(name string) string { return env[name] })
		if err != nil || got != test.want {
			t.Errorf("%s:\n got %+v, %v\nwant %+v", test.rawURL, got, err, test.want)
		}
	}
}

const testSecret = "hush-hush"

// wrongAddresses all carry the secret where a person could have put it.
func wrongAddresses() []string {
	return []string{
		"s3://KEY:" + testSecret + "/with-slash@host/bucket",
		"s3://KEY:" + testSecret + "%zz@host/bucket",
		"s3://KEY:" + testSecret + "@host:port/bucket",
		"s3://KEY:" + testSecret + "@host/",
		"s3://KEY:" + testSecret + "@host/bucket/folder",
		"s3://KEY:" + testSecret + "@/bucket",
		"s3://KEY:" + testSecret + "@host/bucket?tls=false",
		"s3://KEY:" + testSecret + "@host/bucket?tls=0&tls=1",
		"s3://KEY:" + testSecret + "@host/bucket?Region=x",
		"s3://KEY:" + testSecret + "@host/bucket?prefix=a/../b",
		"s3://KEY:" + testSecret + "@host/bucket?prefix=a//b",
		"s3://KEY:" + testSecret + "@host/bucket?%zz=1",
		"s3://KEY:" + testSecret + "@host/bucket#fragment",
		"http://KEY:" + testSecret + "@host/bucket",
		"s3:KEY:" + testSecret + "@host/bucket",
		"s3://:" + testSecret + "@host/bucket",
		"s3://KEY:" + testSecret + "@host/bucket\x7f",
		testSecret,
	}
}

func TestWrongAddressesAreRefusedWithoutQuotingThem(t *testing.T) {
	t.Parallel()
	for _, rawURL := range append(wrongAddresses(), "", "s3://host/bucket", "s3://KEY@host/bucket", "s3://KEY:@host/bucket") {
		_, err := parse(rawURL, func(string) string { return "" })
		if err == nil {
			t.Errorf("%q passed", rawURL)
		} else if strings.Contains(err.Error(), testSecret) {
			t.Errorf("the secret is in %q", err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, rawURL := range wrongAddresses() {
		f.Add(rawURL)
	}
	f.Add("s3://KEY:" + testSecret + "@host/bucket?prefix=x")
	f.Fuzz(func(t *testing.T, rawURL string) {
		c, err := parse(rawURL, func(string) string { return "" })
		switch {
		case err != nil && strings.Contains(rawURL, ":"+testSecret+"@") && strings.Contains(err.Error(), testSecret) &&
			strings.Count(rawURL, testSecret) == 1:
			t.Errorf("the secret is in %q", err)
		case err == nil && (c.bucket == "" || c.host == "" || c.key == "" || c.secret == ""):
			t.Errorf("%q passed as %+v", rawURL, c)
		case err == nil && (strings.HasPrefix(c.prefix, "/") || strings.Contains("/"+c.prefix, "/../")):
			t.Errorf("%q has prefix %q", rawURL, c.prefix)
		}
	})
}
