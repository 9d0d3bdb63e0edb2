package storage_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"minhchung/storage"
)

// The digest of the empty body, from FIPS 180-2 tools: a value not made by us.
const emptySum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

func TestHashReadsWhatItWrites(t *testing.T) {
	t.Parallel()
	h, err := storage.ParseHash(emptySum)
	if err != nil || h.String() != emptySum || h.IsZero() {
		t.Fatalf("%s, %v", h, err)
	}
	asJSON, err := json.Marshal(map[storage.Hash]storage.Hash{h: h})
	if err != nil || string(asJSON) != `{"`+emptySum+`":"`+emptySum+`"}` {
		t.Fatalf("%s, %v", asJSON, err)
	}
	var back map[storage.Hash]storage.Hash
	if err := json.Unmarshal(asJSON, &back); err != nil || back[h] != h {
		t.Fatalf("%v, %v", back, err)
	}
	b := h.Bytes()
	b[0] = 0
	if h.String() != emptySum {
		t.Error("Bytes gave out the array itself")
	}
}

func TestHashScansColumns(t *testing.T) {
	t.Parallel()
	want, err := storage.ParseHash(emptySum)
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []any{want.Bytes(), emptySum, []byte(emptySum), strings.ToUpper(emptySum)} {
		var got storage.Hash
		if err := got.Scan(src); err != nil || got != want {
			t.Errorf("scan %T: %s, %v", src, got, err)
		}
	}
	for _, src := range []any{nil, 7, "", emptySum[1:], emptySum + "0", strings.Repeat("g", 64), make([]byte, 31), make([]byte, 33), []byte{}} {
		got := want
		if err := got.Scan(src); !errors.Is(err, storage.ErrInvalid) || got != want {
			t.Errorf("scan %v: %s, %v; want ErrInvalid and the old value", src, got, err)
		}
	}
}

func FuzzParseHash(f *testing.F) {
	f.Add(emptySum)
	f.Add("")
	f.Add(strings.Repeat("F", 64))
	f.Fuzz(func(t *testing.T, s string) {
		h, err := storage.ParseHash(s)
		if err == nil && h.String() != strings.ToLower(s) {
			t.Errorf("%q became %s", s, h)
		}
		if err != nil && !h.IsZero() {
			t.Errorf("%q: an error and a hash", s)
		}
	})
}
