// Package s3store keeps bytes in a bucket of an S3 service, through minio-go. It is
// the only package that knows that library.
//
// Every object goes up in one PUT that carries the SHA-256 of its bytes, which the
// service checks on arrival, and the condition If-None-Match: *, by which the
// service itself refuses to overwrite an original. One PUT and no multipart upload:
// minio-go does not pass that condition on when it completes one, parts left by a
// crash cost money until somebody finds them, and one PUT of a file needs no
// memory for parts. Its price is the limit of S3, 5 GiB an object.
//
// What this package is not: it does not make buckets, does not set locks,
// retention, life cycles or encryption (the owner of the bucket does), and does not
// hand out presigned addresses, because every read is checked and logged above.
//
// Credentials need: list, get, put, delete on the bucket, and for versioned
// buckets list and delete versions. Without the right to list, services answer 403
// for what is missing, and a missing document looks like a refusal.
package s3store

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"minhchung/storage/driver"
)

// attempts a request gets before the caller hears of an outage: about two seconds
// when nobody listens, a minute each when somebody listens and is silent (contexts
// end it sooner). Jobs and people try again themselves.
const attempts = 4

// Store is a bucket, or a prefix in one. It implements driver.Bucket.
type Store struct {
	core      minio.Core
	transport *http.Transport
	bucket    string
	prefix    string
	facts     driver.Facts
}

var _ driver.Bucket = (*Store)(nil)

// Open connects to
//
//	s3://KEY:SECRET@host:port/bucket?region=us-east-1&tls=1&prefix=minhchung
//
// All options may be left out; these are the defaults, except prefix, which is
// empty. KEY and SECRET are percent-encoded; when the address has none, they are
// read from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. The
// secret appears in no error and no fact.
//
// The bucket must exist. Open probes it with two small objects under probe/ that
// stay there: see Facts.
func Open(ctx context.Context, rawURL string) (*Store, error) {
	c, err := parse(rawURL, environment)
	if err != nil {
		return nil, fmt.Errorf("s3store: %w", err)
	}
	s, err := connect(c)
	if err != nil {
		return nil, fmt.Errorf("s3store: %w", err)
	}
	if err := s.probe(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("s3store: %s: %w", s.facts.Place, err), s.Close())
	}
	return s, nil
}

func connect(c config) (*Store, error) {
	transport, err := minio.DefaultTransport(c.tls)
	if err != nil {
		return nil, err
	}
	core, err := minio.NewCore(c.host, &minio.Options{
		Creds:      credentials.NewStaticV4(c.key, c.secret, c.session),
		Secure:     c.tls,
		Region:     c.region, // given, so that nothing is asked for it
		Transport:  transport,
		MaxRetries: attempts,
	})
	if err != nil {
		return nil, err
	}
	return &Store{
		core:      *core,
		transport: transport,
		bucket:    c.bucket,
		prefix:    c.prefix,
		facts: driver.Facts{
			Kind:  "s3",
			Place: c.host + "/" + c.bucket + "/" + c.prefix,
		},
	}, nil
}

// LocalPath has none to tell: the bytes are elsewhere.
func (s *Store) LocalPath(string) (string, bool) { return "", false }

// Ping asks for the bucket.
func (s *Store) Ping(ctx context.Context) error {
	ok, err := s.core.BucketExists(ctx, s.bucket)
	if err != nil {
		return tag(err)
	}
	if !ok {
		return fmt.Errorf("there is no bucket %q, or these credentials may not see it", s.bucket)
	}
	return nil
}

// Facts found out by Open.
func (s *Store) Facts() driver.Facts { return s.facts }

// Close drops idle connections.
func (s *Store) Close() error {
	s.transport.CloseIdleConnections()
	return nil
}

// String keeps the client, and the credentials in it, out of every print.
func (s *Store) String() string { return "s3store " + s.facts.Place }

// GoString is String, for %#v.
func (s *Store) GoString() string { return s.String() }
