package app

import (
	"context"
	"time"

	"minhchung/internal/intake/nearcopy"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

type seenRows interface {
	// SaveSketch keeps the sketch of a content in place of what was there; nil removes it.
	SaveSketch(ctx context.Context, h storage.Hash, s *nearcopy.Sketch) error
	// NearCandidates returns products whose text may be that of the sketch, the
	// likeliest first: never product itself, nor what is withdrawn or set aside.
	NearCandidates(ctx context.Context, s nearcopy.Sketch, product kpi.ProductID, most int) ([]NearCandidate, error)
	SaveCopy(ctx context.Context, c Copy, at time.Time) error // an answered one stays as it is
	DropCopies(ctx context.Context, p kpi.ProductID) error    // those of p that nobody answered
	AnswerCopy(ctx context.Context, c Copy, d Deed) error
	Copies(ctx context.Context, p kpi.ProductID) ([]Copy, error)
}

// NearCandidate is a product whose text is to be compared.
type NearCandidate struct {
	Product kpi.ProductID
	Sketch  nearcopy.Sketch
}

// Copy says that one product is another file of an earlier one, or may be.
type Copy struct {
	Product  kpi.ProductID
	Of       kpi.ProductID
	Relation Relation
	Percent  int    // how alike the texts are; 0 when they were not compared
	Answer   string // "same" or "other" once a person answered
}

// Relation says what is equal between two products.
type Relation string

// The relations. Equal bytes never become two products: they are refused at the
// door with the product that holds them.
const (
	SameBytes    Relation = "bytes"
	SameIdentity Relation = "identity" // agency, year, number and symbol, or the dossier code
	NearCopy     Relation = "near"     // almost the same text with the same particulars: a question
	ScanOf       Relation = "scan-of"  // a picture of what the other holds as text
)
