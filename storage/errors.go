package storage

import (
	"context"
	"errors"
	"fmt"

	"minhchung/storage/driver"
)

var (
	// ErrNotFound: no such original, or no such derived thing.
	ErrNotFound = driver.ErrNotFound
	// ErrRefused: the store answered and said no (object lock, missing right).
	// Trying again will not help.
	ErrRefused = driver.ErrRefused
	// ErrTooLarge: the body is, or was declared, larger than the limit.
	ErrTooLarge = errors.New("the body is larger than the limit")
	// ErrTruncated: the body ended early, or is not as long as it was declared.
	ErrTruncated = errors.New("the body is not as long as declared")
	// ErrUnavailable: the store or the scratch folder cannot be used now (network,
	// full disk). The same call may succeed later.
	ErrUnavailable = errors.New("the store is unavailable")
	// ErrCorrupt: stored or staged bytes are not those of their hash.
	ErrCorrupt = errors.New("the bytes are not those of their hash")
	// ErrBusy: somebody else writes the same partial body, and did not stop in time.
	ErrBusy = errors.New("somebody else is writing it")
	// ErrInvalid: an argument that no store could honour (a negative offset, a
	// derived name with a slash). A mistake of the caller.
	ErrInvalid = errors.New("invalid argument")
)

// named reports whether err already carries one of the errors above.
func named(err error) bool {
	for _, known := range []error{ErrNotFound, ErrRefused, ErrTooLarge, ErrTruncated, ErrUnavailable, ErrCorrupt, ErrBusy, ErrInvalid} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// wrap gives an error of a driver its place and its name. A driver tags only what
// it is sure of; everything else is an outage, except when the caller gave up.
func wrap(ctx context.Context, op string, err error) error {
	switch {
	case err == nil:
		return nil
	case named(err):
		return fmt.Errorf("storage: %s: %w", op, err)
	case ctx.Err() != nil:
		return fmt.Errorf("storage: %s: %w (%v)", op, ctx.Err(), err)
	default:
		return fmt.Errorf("storage: %s: %w: %w", op, ErrUnavailable, err)
	}
}
