package scoring

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"minhchung/internal/kpi"
)

// Canonical returns the frozen form of the facts: JSON on one line, fields in the
// order of the struct, slices in the order of their identifiers, every number
// "n/d". The same facts in any order of slices give the same bytes; ParseFacts
// reads them back. The form is under golden test and never changes: a new one
// gets a new FactsFormat.
func (f Facts) Canonical() []byte {
	f.Format = FactsFormat
	f.Types = sorted(f.Types, func(t TypeFact) int64 { return int64(t.ID) })
	f.Plan = sorted(f.Plan, func(p PlanFact) int64 { return int64(p.PlanLineID) })
	f.Evidence = slices.Clone(f.Evidence)
	for i, e := range f.Evidence {
		if len(e.Refusals) > 1 {
			f.Evidence[i].Refusals = slices.Sorted(slices.Values(e.Refusals))
		}
	}
	f.Evidence = sorted(f.Evidence, func(e EvidenceFact) int64 { return int64(e.ID) })
	f.Blockers = slices.SortedFunc(slices.Values(f.Blockers), func(a, b BlockerRecord) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), bytes.Compare(encode(a), encode(b)))
	})
	return encode(f)
}

// Hash returns the SHA-256 of the canonical form: equal hashes, equal scores.
func (f Facts) Hash() [32]byte { return sha256.Sum256(f.Canonical()) }

// ParseFacts reads facts in any layout and order of slices; an unknown field or
// anything after the object is Invalid, reason "facts.unreadable". It does not
// judge the facts: Validate and Compute do.
func ParseFacts(b []byte) (Facts, error) {
	var f Facts
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err := d.Decode(&f)
	if err == nil {
		if _, after := d.Token(); after != io.EOF {
			err = fmt.Errorf("something follows the facts")
		}
	}
	if err != nil {
		return Facts{}, kpi.E(kpi.Invalid, "facts.unreadable",
			"Không đọc được tệp dữ kiện.", "The file of facts cannot be read.").At("scoring.ParseFacts", err)
	}
	return f, nil
}

// sorted returns a copy in the order of the identifiers, and among equal ones (the
// groups that name no plan line) in the order of their bytes.
func sorted[T any](in []T, id func(T) int64) []T {
	out := make([]T, len(in))
	copy(out, in)
	byID := func(a, b T) int {
		if c := cmp.Compare(id(a), id(b)); c != 0 {
			return c
		}
		return bytes.Compare(encode(a), encode(b))
	}
	if !slices.IsSortedFunc(out, byID) {
		slices.SortFunc(out, byID)
	}
	return out
}

// encode writes JSON without the escapes meant for HTML pages.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // no type of the facts can fail to encode
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
