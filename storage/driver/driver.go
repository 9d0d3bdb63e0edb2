// Package driver is the seam between storage and a place that keeps bytes. It
// speaks to the author of a driver; users of storage never import it.
//
// A driver maps keys to bytes and knows nothing else: no hashes to compute, no
// limits, no products, no rights. Keys are made by storage alone. They consist of
// segments of [a-z0-9._-] joined by single slashes, never start a segment with a
// dot or a dash, and stay below 256 bytes, so a driver may use them as paths.
//
// What a driver promises is executed by storagetest.Run. Write that test first.
// In short:
//
//   - Create never replaces: whoever comes second gets [ErrExists], also when two
//     come at once, and also when they sit in two processes.
//   - A key holds all of its bytes or does not exist. A call that fails or is
//     cancelled leaves nothing that Stat, Open or List can see.
//   - Create and Delete are durable when they return nil (or ErrExists).
//   - Errors are [ErrNotFound], [ErrExists] or [ErrRefused] where they mean it;
//     every other error is taken for an outage, which callers may try again.
//   - All methods may be called from many goroutines.
//   - Memory is bounded whatever the size of the object: stream.
//
// What this package is not: a file system. There is no append, no rename, no
// modification time, no metadata. If a feature needs one of these, it wants a row
// in the database.
package driver

import (
	"context"
	"errors"
	"io"
	"os"
)

var (
	// ErrNotFound: the key holds nothing.
	ErrNotFound = errors.New("nothing is stored under this key")
	// ErrExists: Create found the key taken and left it alone. What is there is
	// as durable as if this call had stored it.
	ErrExists = errors.New("the key is taken already")
	// ErrRefused: the store answered and said no (object lock, missing right,
	// bad request). Trying again will not help.
	ErrRefused = errors.New("the store refused")
)

// Bucket is what a driver implements.
type Bucket interface {
	// Create stores src under key unless the key is taken.
	// Errors: ErrExists, ErrRefused.
	Create(ctx context.Context, key string, src Source) error

	// Replace stores src under key, atomically in place of what was there. It is
	// used only for things that can be rebuilt, so a crash may bring back the old
	// bytes, but never a mixture or a part. The driver may consume src.File's name.
	// Errors: ErrRefused.
	Replace(ctx context.Context, key string, src Source) error

	// Stat returns the size in bytes. Errors: ErrNotFound.
	Stat(ctx context.Context, key string) (int64, error)

	// Open reads length bytes from offset on; both are ≥ 0, or length is −1 for
	// "to the end". A range is cut at the end of the object, and one that starts
	// at or after the end is empty: no error. n is how many bytes the reader will
	// give; giving fewer must end in an error that is not io.EOF. ErrNotFound comes
	// from Open itself, not from the first Read. Cancelling ctx ends the reading.
	Open(ctx context.Context, key string, offset, length int64) (rc io.ReadCloser, n int64, err error)

	// Delete removes key and every older version of it. A key that holds nothing
	// is no error. Errors: ErrRefused, and then the object is still readable.
	Delete(ctx context.Context, key string) error

	// DeleteAll removes every key that starts with prefix, which ends in a slash.
	// Errors: ErrRefused.
	DeleteAll(ctx context.Context, prefix string) error

	// List calls fn for every key that starts with prefix, which ends in a slash,
	// in any order, without holding all of them. It stops at the first error of fn
	// and returns it unchanged. Keys made or removed meanwhile may or may not show.
	List(ctx context.Context, prefix string, fn func(key string, size int64) error) error

	// LocalPath returns where the bytes of key lie on this machine, or ok = false
	// when they do not. It does not look whether they exist.
	LocalPath(key string) (path string, ok bool)

	// Ping returns nil when the place can be reached and is still the one opened.
	Ping(ctx context.Context) error

	// Facts says what is known about the place. It does no I/O.
	Facts() Facts

	// Close frees connections. Readers already open may fail.
	Close() error
}

// Source is a complete, closed-for-writing body on the local disk.
type Source struct {
	// File is open for reading; File.Name() names it in a private folder. Read it
	// with ReadAt: its offset belongs to nobody.
	File *os.File
	// Size in bytes, ≥ 0.
	Size int64
	// SHA256 of the Size bytes. A store that can check a digest on arrival should
	// be given it: damage on the way is then refused instead of filed.
	SHA256 [32]byte
}

// Facts are shown to the operator; no code decides by them. They hold no secret.
type Facts struct {
	// Kind of the driver: "fs", "s3".
	Kind string
	// Place: a folder, or host/bucket/prefix.
	Place string
	// PutOnce: the place itself refuses to overwrite an original. When false, two
	// commits of the same hash at the same instant may both write (equal bytes).
	PutOnce bool
	// Versioned: the place keeps old versions, and Delete removes them too.
	Versioned bool
	// ObjectLock says whether the place keeps what is held under a lock.
	ObjectLock Lock
	// Notes are sentences for the operator about what could not be established.
	Notes []string
}

// Lock is what is known about write-once protection below us.
type Lock string

const (
	// LockNone: the place offers no object lock, or it is off for this bucket.
	LockNone Lock = "none"
	// LockClaimed: object lock is switched on, and yet a held probe could be removed.
	LockClaimed Lock = "claimed, but a held probe could be removed"
	// LockProven: a held probe was tried to be removed on opening and survived.
	LockProven Lock = "proven"
)
