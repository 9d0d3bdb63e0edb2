package s3store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"

	"minhchung/storage/driver"
)

// The probes have fixed keys and are never replaced, so that opening a thousand
// times, also in a bucket that keeps every version for ten years, leaves two
// objects. They lie beside originals/ and derived/ and are listed by neither.
const (
	onceProbe = "probe/put-once"
	lockProbe = "probe/object-lock"
	probeText = "Minh Chứng: this object shows that the bucket keeps what it is told to keep.\n"
)

// probe finds out what the bucket does, rather than what it claims.
func (s *Store) probe(ctx context.Context) error {
	if err := s.Ping(ctx); err != nil {
		return err
	}
	versioning, err := s.core.GetBucketVersioning(ctx, s.bucket)
	switch {
	case err == nil:
		// Suspended, too: it still holds the versions from before.
		s.facts.Versioned = versioning.Status != ""
	case status(err) == 0:
		return err
	default:
		s.note("whether the bucket keeps old versions is unknown (%v): if it does, a purge leaves them there", err)
	}
	if err := s.probeOnce(ctx); err != nil {
		return err
	}
	return s.probeLock(ctx)
}

// probeOnce puts an object that exists on the condition that it does not.
func (s *Store) probeOnce(ctx context.Context) error {
	if _, err := s.Stat(ctx, onceProbe); err != nil {
		if err := tag(s.putProbe(ctx, onceProbe, minio.PutObjectOptions{})); err != nil {
			return fmt.Errorf("cannot write: %w", err)
		}
	}
	opts := minio.PutObjectOptions{}
	opts.SetMatchETagExcept("*")
	err := s.putProbe(ctx, onceProbe, opts)
	switch status(err) {
	case http.StatusPreconditionFailed:
		s.facts.PutOnce = true
	case 0:
		if err != nil {
			return err
		}
		s.note("the service ignores If-None-Match: two commits of one hash at the same instant may both write")
	default:
		s.note("the service does not take If-None-Match (%v): two commits of one hash at the same instant may both write", err)
	}
	return nil
}

// probeLock holds an object and tries to remove it.
func (s *Store) probeLock(ctx context.Context) error {
	s.facts.ObjectLock = driver.LockNone
	enabled, _, _, _, err := s.core.GetObjectLockConfig(ctx, s.bucket)
	if err != nil && status(err) == 0 {
		return err
	}
	if err != nil || enabled != "Enabled" {
		return nil //nolint:nilerr // a service without object lock answers in many ways
	}
	info, err := s.core.StatObject(ctx, s.bucket, s.prefix+lockProbe, minio.StatObjectOptions{})
	if err != nil {
		if err := s.putProbe(ctx, lockProbe, minio.PutObjectOptions{LegalHold: minio.LegalHoldEnabled}); err != nil {
			s.facts.ObjectLock = driver.LockClaimed
			s.note("object lock is on, but an object cannot be held: %v", err)
			return nil
		}
		if info, err = s.core.StatObject(ctx, s.bucket, s.prefix+lockProbe, minio.StatObjectOptions{}); err != nil {
			return tag(err)
		}
	}
	// Whatever the answer, what counts is whether the version is still there.
	_ = s.core.RemoveObject(ctx, s.bucket, s.prefix+lockProbe, minio.RemoveObjectOptions{VersionID: info.VersionID})
	_, err = s.core.StatObject(ctx, s.bucket, s.prefix+lockProbe, minio.StatObjectOptions{VersionID: info.VersionID})
	switch {
	case err == nil:
		s.facts.ObjectLock = driver.LockProven
	case status(err) == 0:
		return err
	default:
		s.facts.ObjectLock = driver.LockClaimed
	}
	return nil
}

func (s *Store) putProbe(ctx context.Context, key string, opts minio.PutObjectOptions) error {
	opts.ContentType = "text/plain; charset=utf-8"
	body := strings.NewReader(probeText)
	return s.send(ctx, key, body, body.Size(), sha256.Sum256([]byte(probeText)), opts)
}

func (s *Store) note(format string, args ...any) {
	s.facts.Notes = append(s.facts.Notes, fmt.Sprintf(format, args...))
}
