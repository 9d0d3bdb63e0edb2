package storage

import (
	"encoding/hex"
	"fmt"
)

// HashSize is the length of a Hash in bytes.
const HashSize = 32

// Hash is the SHA-256 of a body, and its address. The zero Hash is not the hash of
// the empty body and addresses nothing.
type Hash [HashSize]byte

// ParseHash reads 64 hexadecimal digits of either case. Errors: ErrInvalid.
func ParseHash(s string) (Hash, error) {
	var h Hash
	err := h.UnmarshalText([]byte(s))
	return h, err
}

// String returns 64 lower-case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Bytes returns a copy of the 32 bytes, for a bytea column.
func (h Hash) Bytes() []byte { return append([]byte(nil), h[:]...) }

// IsZero reports whether h was never set.
func (h Hash) IsZero() bool { return h == Hash{} }

// MarshalText writes String.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what ParseHash reads, and leaves h alone on an error.
func (h *Hash) UnmarshalText(text []byte) error {
	var parsed Hash
	if len(text) != 2*HashSize {
		return fmt.Errorf("storage: hash: %w: %d characters, want %d", ErrInvalid, len(text), 2*HashSize)
	}
	if _, err := hex.Decode(parsed[:], text); err != nil {
		return fmt.Errorf("storage: hash: %w: %w", ErrInvalid, err)
	}
	*h = parsed
	return nil
}

// Scan reads a column: 32 raw bytes, or 64 hexadecimal digits as bytes or text.
// NULL is an error: a column that may be empty is scanned into a *Hash.
func (h *Hash) Scan(src any) error {
	switch v := src.(type) {
	case []byte:
		if len(v) == HashSize {
			copy(h[:], v)
			return nil
		}
		return h.UnmarshalText(v)
	case string:
		return h.UnmarshalText([]byte(v))
	default:
		return fmt.Errorf("storage: hash: %w: cannot be read from %T", ErrInvalid, src)
	}
}
