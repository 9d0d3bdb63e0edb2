// Package app holds the use cases of Minh Chứng, one file a verb: submit,
// recognise, link, review, score, search and the rest. It decides in which order
// things happen and what commits together.
//
// It knows no SDK, SQL, HTTP or job runner: rows come through the ports of
// ports.go, bytes and words through the concrete rooms storage and search, and
// what is read out of files through function values. Rights are asked of access,
// numbers of scoring; neither is decided here.
package app

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"sync"
	"time"

	"minhchung/internal/kpi"
	"minhchung/internal/scoring"
	"minhchung/search"
	"minhchung/storage"
)

// DefaultMaxUpload is the default limit of one file in bytes (100 MB), shown to
// people before they choose.
const DefaultMaxUpload = 100 << 20

// Reading is what intake gives the app: functions over a local, read-only
// path; units are the names that an issuer may have here. None of them keeps anything.
type Reading struct {
	Tool      string // version of the reader; facts by another version are read anew
	CheckName func(name string) (string, error)
	Look      func(ctx context.Context, path, name string) (Look, error)
	Read      func(ctx context.Context, path string, units []string, progress func(Progress)) (FileFacts, error)
	// Trust is the fingerprint of the certificates that are trusted now, by which Signed
	// judges.
	Trust   func() (string, error)
	Signed  func(ctx context.Context, path string) (Signed, error)
	Picture func(ctx context.Context, path string, page, width int, w io.Writer) error
	// Searchable writes a copy of a scan with its words behind the pictures; nil where
	// the machine cannot.
	Searchable func(ctx context.Context, path string, w io.Writer, progress func(Progress)) error
	// Printed writes an office document as it would be printed, a PDF to look at; nil
	// where the machine cannot.
	Printed func(ctx context.Context, path string, w io.Writer) error
}

// Rulebooks finds a published rulebook by its key, e.g. "vn-335-2025-nonleader@1".
type Rulebooks interface {
	Get(key string) (scoring.Rulebook, error)
}

// App runs the use cases. All fields must be set, except where said.
type App struct {
	Store     Store
	Bucket    *storage.Bucket
	Index     *search.Index
	Reading   Reading
	Rulebooks Rulebooks
	Passwords Passwords
	Log       *slog.Logger
	MaxUpload int64            // bytes; 0 = DefaultMaxUpload
	Now       func() time.Time // nil = time.Now

	drawing sync.Mutex // page pictures are drawn one at a time
}

func (a *App) now() time.Time {
	if a.Now != nil {
		return a.Now()
	}
	return time.Now()
}

func (a *App) today() kpi.Date { return kpi.DateOf(a.now()) }

// UploadLimit returns the limit of one file in bytes.
func (a *App) UploadLimit() int64 {
	if a.MaxUpload > 0 {
		return a.MaxUpload
	}
	return DefaultMaxUpload
}

func newSalt() (s [32]byte) {
	// crypto/rand.Read never fails on the platforms served; it ends the program otherwise.
	_, _ = rand.Read(s[:])
	return s
}
