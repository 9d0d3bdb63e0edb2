package s3store

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"
)

// Stat asks for the head of the object.
func (s *Store) Stat(ctx context.Context, key string) (int64, error) {
	info, err := s.core.StatObject(ctx, s.bucket, s.prefix+key, minio.StatObjectOptions{})
	if err != nil {
		return 0, tag(err)
	}
	return info.Size, nil
}

// Open gets the object or a range of it. See driver.Bucket for the edges.
func (s *Store) Open(ctx context.Context, key string, offset, length int64) (io.ReadCloser, int64, error) {
	if length == 0 { // a range of HTTP cannot be empty
		return s.nothing(ctx, key)
	}
	var opts minio.GetObjectOptions
	switch {
	case length > 0:
		opts.Set("Range", fmt.Sprintf("bytes=%d-%d", offset, offset+length-1))
	case offset > 0:
		opts.Set("Range", fmt.Sprintf("bytes=%d-", offset))
	}
	body, info, _, err := s.core.GetObject(ctx, s.bucket, s.prefix+key, opts)
	if status(err) == http.StatusRequestedRangeNotSatisfiable {
		return s.nothing(ctx, key) // it starts at or after the end
	}
	if err != nil {
		return nil, 0, tag(err)
	}
	return &ruled{ctx, body}, info.Size, nil
}

// ruled is a body that ends with its context at once: what the transport has
// buffered by then would still be read to its end.
type ruled struct {
	ctx context.Context // the promise of driver.Bucket: ctx rules the reader until Close
	io.ReadCloser
}

func (r *ruled) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.ReadCloser.Read(p)
}

// nothing is an empty range of an object that must exist.
func (s *Store) nothing(ctx context.Context, key string) (io.ReadCloser, int64, error) {
	if _, err := s.Stat(ctx, key); err != nil {
		return nil, 0, err
	}
	return http.NoBody, 0, nil
}

// List goes through the pages of the service's listing, a thousand keys each.
func (s *Store) List(ctx context.Context, prefix string, fn func(key string, size int64) error) error {
	opts := minio.ListObjectsOptions{Prefix: s.prefix + prefix, Recursive: true}
	for o := range s.core.ListObjectsIter(ctx, s.bucket, opts) {
		if o.Err != nil {
			return tag(o.Err)
		}
		if err := fn(strings.TrimPrefix(o.Key, s.prefix), o.Size); err != nil {
			return err
		}
	}
	return ctx.Err()
}
