package s3store

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/minio/minio-go/v7"

	"minhchung/storage/driver"
)

// status returns the HTTP status the service answered with, or 0 when err is not
// an answer. Error codes are not looked at: services differ in them, while the
// class of the status is the same everywhere.
func status(err error) int {
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		return 0
	}
	return answer.StatusCode
}

// tag names what the service said. What stays untagged is an outage.
func tag(err error) error {
	switch code := status(err); {
	case code == http.StatusNotFound && minio.ToErrorResponse(err).Code == minio.NoSuchBucket:
		// Not a missing object: everything is missing, and hopefully not for ever.
		return err
	case code == http.StatusNotFound:
		return fmt.Errorf("%w (%w)", driver.ErrNotFound, err)
	case code == http.StatusRequestTimeout, code == http.StatusTooManyRequests:
		return err
	case code >= 400 && code < 500:
		return fmt.Errorf("%w (%d): %w", driver.ErrRefused, code, err)
	default:
		return err
	}
}
