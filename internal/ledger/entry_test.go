package ledger_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"minhchung/internal/ledger"
)

func sample() ledger.Entry {
	return ledger.Entry{
		At:   time.Date(2026, 11, 23, 5, 3, 38, 123456789, time.UTC),
		Kind: "evidence.accepted", Actor: 12, Object: "evidence:345",
		Body: ledger.BodyHash([32]byte{1, 2, 3}, []byte(`{"units":"1/1"}`)),
	}
}

// The golden bytes are the promise: if this test must be edited, every log that
// was ever written stops verifying.
func TestEncodingIsFrozen(t *testing.T) {
	t.Parallel()
	leaf, err := sample().Encode()
	if err != nil {
		t.Fatal(err)
	}
	const want = "minhchung log entry v1\nat 2026-11-23T05:03:38.123456Z\nkind evidence.accepted\nactor 12\nobject evidence:345\nbody "
	if got, _, _ := strings.Cut(string(leaf), "body "); got+"body " != want {
		t.Errorf("leaf = %q", leaf)
	}
	h := ledger.LeafHash(leaf)
	if got := hex.EncodeToString(h[:]); got != goldenLeafHash {
		t.Errorf("leaf hash = %s, want %s", got, goldenLeafHash)
	}
}

const goldenLeafHash = "72fbd59b11de937510ef1258a801052e071c7c848fac20302fd8534a7547ed23"

func TestParseReturnsWhatWasEncodedAndNothingElse(t *testing.T) {
	t.Parallel()
	leaf, _ := sample().Encode()
	e, err := ledger.Parse(leaf)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := e.Encode()
	if string(again) != string(leaf) {
		t.Errorf("round trip changed the leaf")
	}
	for i := range leaf {
		bent := append([]byte{}, leaf...)
		bent[i] ^= 0x20
		if p, err := ledger.Parse(bent); err == nil {
			back, _ := p.Encode()
			if string(back) != string(bent) {
				t.Fatalf("byte %d: a bent leaf parsed and is not canonical", i)
			}
		} else if !errors.Is(err, ledger.ErrEntry) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
}

func TestEncodeRefusesWhatCouldBeReadTwoWays(t *testing.T) {
	t.Parallel()
	for name, bend := range map[string]func(*ledger.Entry){
		"line feed in kind": func(e *ledger.Entry) { e.Kind = "a\nactor 1" },
		"space in object":   func(e *ledger.Entry) { e.Object = "evidence 1" },
		"empty object":      func(e *ledger.Entry) { e.Object = "" },
		"letters with marks": func(e *ledger.Entry) {
			e.Kind = "đổi"
		},
		"negative actor": func(e *ledger.Entry) { e.Actor = -1 },
	} {
		e := sample()
		bend(&e)
		if _, err := e.Encode(); !errors.Is(err, ledger.ErrEntry) {
			t.Errorf("%s: err = %v", name, err)
		}
	}
}

func TestBodyHashNeedsTheSalt(t *testing.T) {
	t.Parallel()
	a := ledger.BodyHash([32]byte{1}, []byte("x"))
	if a == ledger.BodyHash([32]byte{2}, []byte("x")) || a == ledger.BodyHash([32]byte{1}, []byte("y")) {
		t.Error("salt or body does not enter the hash")
	}
}

func FuzzParse(f *testing.F) {
	leaf, _ := sample().Encode()
	f.Add(leaf)
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := ledger.Parse(b)
		if err != nil {
			return
		}
		if back, err := e.Encode(); err != nil || string(back) != string(b) {
			t.Fatalf("parsed bytes are not canonical: %q", b)
		}
	})
}
