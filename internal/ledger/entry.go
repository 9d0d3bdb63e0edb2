// Package ledger knows what a log entry is: its frozen canonical encoding, the
// salted hash of its body, and the hash by which a Merkle tree knows it. It is
// pure: it stores nothing, reads no clock and draws no random numbers. The tree
// over the entries (proofs, checkpoints) is built on the same leaf hashes.
package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"minhchung/internal/kpi"
)

// SaltSize is the length in bytes of the random salt of a body.
const SaltSize = 32

// Entry is one leaf of the log: ids and a salted hash, never names or text, so
// that personal data can be erased without breaking the tree.
type Entry struct {
	At     time.Time     // microseconds, UTC
	Kind   string        // what happened, e.g. "evidence.accepted"
	Actor  kpi.AccountID // who did it; 0 is the installation itself
	Object string        // to what, e.g. "evidence:12"
	Body   [32]byte      // BodyHash of the details
}

// ErrEntry is returned for bytes that are not the canonical encoding of an entry.
var ErrEntry = errors.New("ledger: not a canonical log entry")

const (
	header     = "minhchung log entry v1\n"
	timeLayout = "2006-01-02T15:04:05.000000Z"
)

// Encode returns the canonical encoding, frozen since the first release: a
// header and five lines, in this order, each ended by a line feed. It fails when
// a field cannot be written unambiguously.
func (e Entry) Encode() ([]byte, error) {
	if !isToken(e.Kind) || !isToken(e.Object) || e.Actor < 0 {
		return nil, fmt.Errorf("%w: kind %q, object %q, actor %d", ErrEntry, e.Kind, e.Object, e.Actor)
	}
	if y := e.At.UTC().Year(); y < 1000 || y > 9999 {
		return nil, fmt.Errorf("%w: year %d", ErrEntry, y)
	}
	var b bytes.Buffer
	b.WriteString(header)
	fmt.Fprintf(&b, "at %s\n", e.At.UTC().Truncate(time.Microsecond).Format(timeLayout))
	fmt.Fprintf(&b, "kind %s\n", e.Kind)
	fmt.Fprintf(&b, "actor %d\n", e.Actor)
	fmt.Fprintf(&b, "object %s\n", e.Object)
	fmt.Fprintf(&b, "body %x\n", e.Body)
	return b.Bytes(), nil
}

// Parse reads a canonical encoding; anything that Encode would not have written
// byte for byte is refused with ErrEntry.
func Parse(leaf []byte) (Entry, error) {
	rest, ok := strings.CutPrefix(string(leaf), header)
	if !ok {
		return Entry{}, fmt.Errorf("%w: header", ErrEntry)
	}
	var e Entry
	for _, name := range []string{"at", "kind", "actor", "object", "body"} {
		line, tail, found := strings.Cut(rest, "\n")
		value, named := strings.CutPrefix(line, name+" ")
		if !found || !named {
			return Entry{}, fmt.Errorf("%w: field %s", ErrEntry, name)
		}
		if err := e.set(name, value); err != nil {
			return Entry{}, fmt.Errorf("%w: field %s: %w", ErrEntry, name, err)
		}
		rest = tail
	}
	again, err := e.Encode()
	if err != nil || !bytes.Equal(again, leaf) {
		return Entry{}, fmt.Errorf("%w: not canonical", ErrEntry)
	}
	return e, nil
}

func (e *Entry) set(name, value string) (err error) {
	switch name {
	case "at":
		e.At, err = time.Parse(timeLayout, value)
	case "kind":
		e.Kind = value
	case "actor":
		var n int64
		n, err = strconv.ParseInt(value, 10, 64)
		e.Actor = kpi.AccountID(n)
	case "object":
		e.Object = value
	case "body":
		var b []byte
		if b, err = hex.DecodeString(value); err == nil && copy(e.Body[:], b) != len(e.Body) {
			err = ErrEntry
		}
	}
	return err
}

// isToken accepts what stands in a line without doubt: printable ASCII, no space.
func isToken(s string) bool {
	return s != "" && len(s) <= 200 && strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// BodyHash returns the salted hash of the details of an entry. Without the salt
// nobody can guess the details from the hash; once the salt is erased the hash
// says nothing.
func BodyHash(salt [SaltSize]byte, body []byte) [32]byte {
	h := sha256.New()
	h.Write([]byte("minhchung log body v1\n"))
	h.Write(salt[:])
	h.Write(body)
	return [32]byte(h.Sum(nil))
}

// LeafHash returns the hash by which a Merkle tree of RFC 6962 knows the leaf.
func LeafHash(leaf []byte) [32]byte { return tlog.RecordHash(leaf) }
