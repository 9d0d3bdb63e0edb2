package cms

import (
	"bytes"
	"testing"
)

// FuzzOpen: whatever the bytes, opening and verifying end, and nothing verifies
// that has no certificate.
func FuzzOpen(f *testing.F) {
	f.Add([]byte{0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x80, 0x30, 0x80, 2, 1, 1, 0x31, 0, 0x30, 0, 0x31, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Open(raw)
		if err != nil {
			return
		}
		o := m.Verify([][]byte{[]byte("nội dung")}, nil)
		if o.State == Verified && o.Certificate == nil {
			t.Error("verified with no key")
		}
		if token, ok := m.Info(); ok {
			token.Stamps([][]byte{raw})
		}
	})
}

// FuzzDefinite: what is written in definite form stays as it is when written again.
func FuzzDefinite(f *testing.F) {
	f.Add([]byte{0x30, 0x80, 2, 1, 5, 0x24, 0x80, 4, 1, 9, 4, 1, 8, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		once, _, err := definite(raw)
		if err != nil {
			return
		}
		twice, rest, err := definite(once)
		if err != nil || len(rest) > 0 || !bytes.Equal(once, twice) {
			t.Errorf("%x became %x", once, twice)
		}
	})
}
