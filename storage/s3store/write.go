package s3store

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/minio/minio-go/v7"

	"minhchung/storage/driver"
)

// Create puts the object on the condition that there is none.
func (s *Store) Create(ctx context.Context, key string, src driver.Source) error {
	// Asked first to spare the upload; what decides is the condition.
	if _, err := s.Stat(ctx, key); err == nil {
		return driver.ErrExists
	} else if !errors.Is(err, driver.ErrNotFound) {
		return err
	}
	opts := minio.PutObjectOptions{}
	if s.facts.PutOnce {
		opts.SetMatchETagExcept("*")
	}
	err := s.put(ctx, key, src, opts)
	// 412 is the answer to the condition; 409 what some services say while another
	// conditional PUT of the key is under way. Both also come after a retry of a
	// PUT whose first answer was lost, so we look rather than believe.
	if code := status(err); code == http.StatusPreconditionFailed || code == http.StatusConflict {
		if _, statErr := s.Stat(ctx, key); statErr == nil {
			return driver.ErrExists
		}
		return fmt.Errorf("a rival upload did not end: %v", err) // untagged: may be tried again
	}
	return tag(err)
}

// Replace puts the object in place of what was there; S3 puts are atomic.
func (s *Store) Replace(ctx context.Context, key string, src driver.Source) error {
	return tag(s.put(ctx, key, src, minio.PutObjectOptions{}))
}

func (s *Store) put(ctx context.Context, key string, src driver.Source, opts minio.PutObjectOptions) error {
	opts.ContentType = "application/octet-stream"
	body := io.NewSectionReader(src.File, 0, src.Size)
	return s.send(ctx, key, body, src.Size, src.SHA256, opts)
}

// send is one PUT. The digest goes along twice: signed with the request, so that
// bytes damaged on the way are refused; and as a checksum kept with the object,
// which is also what a bucket with a default retention demands. body can seek, so
// that the request can be tried again.
func (s *Store) send(ctx context.Context, key string, body io.ReadSeeker, size int64, sum [32]byte, opts minio.PutObjectOptions) error {
	opts.DisableContentSha256 = true // means: not chunk by chunk, the whole is known
	opts.UserMetadata = map[string]string{"x-amz-checksum-sha256": base64.StdEncoding.EncodeToString(sum[:])}
	_, err := s.core.PutObject(ctx, s.bucket, s.prefix+key, body, size, "", hex.EncodeToString(sum[:]), opts)
	return err
}

// Delete removes the object; in a versioned bucket every version, newest first, so
// that a version under lock is refused while the object is still readable.
func (s *Store) Delete(ctx context.Context, key string) error {
	if !s.facts.Versioned {
		err := tag(s.core.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{}))
		if errors.Is(err, driver.ErrNotFound) {
			return nil
		}
		return err
	}
	full := s.prefix + key
	for o := range s.core.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: full, Recursive: true, WithVersions: true}) {
		if o.Err != nil {
			return tag(o.Err)
		}
		if o.Key != full {
			continue
		}
		err := tag(s.core.RemoveObject(ctx, s.bucket, full, minio.RemoveObjectOptions{VersionID: o.VersionID}))
		if err != nil && !errors.Is(err, driver.ErrNotFound) {
			return err
		}
	}
	return ctx.Err()
}

// DeleteAll removes what List finds, a thousand objects a request.
func (s *Store) DeleteAll(ctx context.Context, prefix string) error {
	var listErr error
	found := func(yield func(minio.ObjectInfo) bool) {
		opts := minio.ListObjectsOptions{Prefix: s.prefix + prefix, Recursive: true, WithVersions: s.facts.Versioned}
		for o := range s.core.ListObjectsIter(ctx, s.bucket, opts) {
			if o.Err != nil {
				listErr = tag(o.Err)
				return
			}
			if !yield(minio.ObjectInfo{Key: o.Key, VersionID: o.VersionID}) {
				return
			}
		}
	}
	results, err := s.core.RemoveObjectsWithIter(ctx, s.bucket, found, minio.RemoveObjectsOptions{})
	if err != nil {
		return tag(err)
	}
	for r := range results {
		if r.Err != nil {
			return tag(r.Err)
		}
	}
	if listErr != nil {
		return listErr
	}
	return ctx.Err()
}
