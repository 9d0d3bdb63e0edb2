// Package config says what can be set, what is in force, and where from: a flag,
// else an environment variable, else the default. It reads no files and opens
// nothing; the program and its tests call it with their own look-ups.
package config

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// Config is what the program runs with.
type Config struct {
	Data        string // folder of everything that no configured part keeps
	Listen      string // HOST:PORT
	Demo        bool   // fill an empty installation with a demo office
	TLSCert     string
	TLSKey      string
	Insecure    bool           // allow another address than loopback without TLS
	Proxies     []netip.Prefix // whose X-Forwarded headers are believed
	DatabaseURL string         // empty = a private PostgreSQL under Data
	StorageURL  string         // empty = files under Data
	SearchURL   string         // empty = an index under Data
	MaxUploadMB int            // of one file
	LogLevel    string         // debug, info, warn, error
	Trust       string         // folder of trusted certificates; empty = "trust" under Data
	Tools       string         // folder of tools that the build brought, e.g. a packaged PostgreSQL
}

// Option is one thing that can be set.
type Option struct {
	Name    string // of the flag
	Env     string
	Default string
	Help    string
	Secret  bool // may hold a password: shown without it
	set     func(*Config, string) error
}

// Setting is one option in force.
type Setting struct {
	Name, Env, Value, From string // From is flag, environment or default
}

// Options lists everything that can be set, in the order of the help.
func Options() []Option {
	text := func(field func(*Config) *string) func(*Config, string) error {
		return func(c *Config, v string) error { *field(c) = v; return nil }
	}
	flag := func(field func(*Config) *bool) func(*Config, string) error {
		return func(c *Config, v string) (err error) { *field(c), err = strconv.ParseBool(v); return err }
	}
	all := []Option{
		{Name: "data", Default: "./data", Help: "folder of everything that no configured part keeps", set: text(func(c *Config) *string { return &c.Data })},
		{Name: "listen", Default: "127.0.0.1:8080", Help: "address to answer on, HOST:PORT (port 0 = any free one)", set: text(func(c *Config) *string { return &c.Listen })},
		{Name: "demo", Default: "false", Help: "fill an empty installation with a demo office and its accounts", set: flag(func(c *Config) *bool { return &c.Demo })},
		{Name: "tls-cert", Help: "certificate file (PEM) to serve https", set: text(func(c *Config) *string { return &c.TLSCert })},
		{Name: "tls-key", Help: "key file (PEM) of the certificate", set: text(func(c *Config) *string { return &c.TLSKey })},
		{Name: "insecure", Default: "false", Help: "answer on another address than loopback without TLS", set: flag(func(c *Config) *bool { return &c.Insecure })},
		{Name: "trusted-proxy", Help: "networks of proxies in front (CIDR, with commas) whose X-Forwarded-For and -Proto are believed", set: func(c *Config, v string) (err error) {
			c.Proxies, err = networks(v)
			return err
		}},
		{Name: "database-url", Secret: true, Help: "PostgreSQL 15 or later; empty = a private one under --data", set: text(func(c *Config) *string { return &c.DatabaseURL })},
		{Name: "storage-url", Secret: true, Help: "s3://KEY:SECRET@HOST:PORT/BUCKET; empty = files under --data", set: text(func(c *Config) *string { return &c.StorageURL })},
		{Name: "search-url", Secret: true, Help: "reserved for a search server; empty = an index under --data", set: text(func(c *Config) *string { return &c.SearchURL })},
		{Name: "max-upload-mb", Default: "100", Help: "limit of one file in MB, 1 to 5000", set: func(c *Config, v string) (err error) {
			c.MaxUploadMB, err = strconv.Atoi(v)
			if err == nil && (c.MaxUploadMB < 1 || c.MaxUploadMB > 5000) {
				err = fmt.Errorf("%d is not between 1 and 5000", c.MaxUploadMB)
			}
			return err
		}},
		{Name: "log-level", Default: "warn", Help: "debug, info, warn or error", set: text(func(c *Config) *string { return &c.LogLevel })},
		{Name: "trust", Help: "folder of certificates (PEM) whose signatures are trusted; empty = trust under --data", set: text(func(c *Config) *string { return &c.Trust })},
		{Name: "tools", Default: "./.tools", Help: "folder of tools that the build brought", set: text(func(c *Config) *string { return &c.Tools })},
	}
	for i := range all {
		all[i].Env = "MINHCHUNG_" + strings.ToUpper(strings.ReplaceAll(all[i].Name, "-", "_"))
	}
	return all
}

// networks reads addresses and networks with commas between.
func networks(list string) (all []netip.Prefix, err error) {
	for v := range strings.SplitSeq(list, ",") {
		if v = strings.TrimSpace(v); v == "" {
			continue
		}
		p, err := netip.ParsePrefix(v)
		if a, e := netip.ParseAddr(v); e == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a network: %w", v, err)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// Load finds each option's value. flag reports a flag given on the command line;
// env looks up the environment. The error names every option that is wrong.
func Load(flag, env func(name string) (string, bool)) (Config, []Setting, error) {
	var c Config
	var bad []string
	settings := make([]Setting, 0, len(Options()))
	for _, o := range Options() {
		s := Setting{Name: o.Name, Env: o.Env, Value: o.Default, From: "default"}
		if v, ok := env(o.Env); ok && v != "" {
			s.Value, s.From = v, "environment"
		}
		if v, ok := flag(o.Name); ok {
			s.Value, s.From = v, "flag"
		}
		if err := o.set(&c, s.Value); err != nil {
			bad = append(bad, fmt.Sprintf("--%s (%s): %q: %v", o.Name, o.Env, shown(o, s.Value), err))
		}
		s.Value = shown(o, s.Value)
		settings = append(settings, s)
	}
	if err := c.check(); err != nil {
		bad = append(bad, err.Error())
	}
	if len(bad) > 0 {
		return c, settings, fmt.Errorf("configuration: %s", strings.Join(bad, "; "))
	}
	return c, settings, nil
}

// shown hides what stands before the @ of an address: it may hold a password.
func shown(o Option, v string) string {
	if !o.Secret {
		return v
	}
	scheme, rest, ok := strings.Cut(v, "://")
	at := strings.LastIndex(rest, "@")
	if !ok || at < 0 {
		return v
	}
	return scheme + "://***@" + rest[at+1:]
}

func (c Config) check() error {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return fmt.Errorf("--tls-cert and --tls-key go together")
	}
	if c.TLSCert == "" && !c.Insecure && !loopback(host) {
		return fmt.Errorf("--listen %s is reachable from other machines and passwords would travel in the clear: "+
			"give --tls-cert and --tls-key, or --insecure if a proxy in front serves https", c.Listen)
	}
	if c.SearchURL != "" {
		return fmt.Errorf("--search-url: no search server is supported yet; leave it empty")
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}
