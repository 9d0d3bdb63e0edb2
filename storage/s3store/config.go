package s3store

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

// config is a parsed address. It holds the secret: it has no String, is never
// wrapped into an error, and is dropped when the client is made.
type config struct {
	host    string // host or host:port
	bucket  string
	prefix  string // "" or ends in a slash
	region  string
	tls     bool
	key     string
	secret  string
	session string
}

// parse reads an address. No error quotes any part of rawURL, nor those of
// net/url, which quote all of it: the secret would end up in a log.
func parse(rawURL string, getenv func(string) string) (config, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return config{}, errors.New("the address cannot be read as s3://KEY:SECRET@host:port/bucket (write / + @ : % of a secret percent-encoded)")
	}
	if u.Scheme != "s3" || u.Host == "" || u.Opaque != "" || u.Fragment != "" {
		return config{}, errors.New("want s3://KEY:SECRET@host:port/bucket?region=…")
	}
	c := config{host: u.Host, bucket: strings.Trim(u.Path, "/"), region: "us-east-1", tls: true}
	if c.bucket == "" || strings.Contains(c.bucket, "/") {
		return config{}, errors.New("the path must be one bucket name; a folder in it goes to ?prefix=")
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return config{}, errors.New("the part after ? cannot be read")
	}
	for name, values := range query {
		if err := c.option(name, values); err != nil {
			return config{}, err
		}
	}
	c.key = u.User.Username()
	c.secret, _ = u.User.Password()
	if u.User == nil {
		c.key, c.secret, c.session = getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY"), getenv("AWS_SESSION_TOKEN")
	}
	if c.key == "" || c.secret == "" {
		return config{}, errors.New("no credentials: write them into the address, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	return c, nil
}

func (c *config) option(name string, values []string) error {
	if len(values) != 1 {
		return fmt.Errorf("option %q is given %d times", name, len(values))
	}
	value := values[0]
	switch name {
	case "region":
		c.region = value
	case "tls":
		if value != "0" && value != "1" {
			return errors.New("option tls is 0 or 1")
		}
		c.tls = value == "1"
	case "prefix":
		c.prefix = strings.Trim(value, "/")
		for segment := range strings.SplitSeq(c.prefix, "/") {
			if segment == "." || segment == ".." || segment == "" && c.prefix != "" {
				return errors.New("option prefix has an empty, . or .. segment")
			}
		}
		if c.prefix != "" {
			c.prefix += "/"
		}
	default:
		// A misspelt tls=0 must not pass for the default.
		return fmt.Errorf("unknown option %q; known are region, tls, prefix", name)
	}
	return nil
}

// environment is where credentials come from when the address has none.
func environment(name string) string { return os.Getenv(name) }
