package scoring

import (
	"slices"

	"minhchung/internal/kpi"
)

// Param is one parameter of a rulebook: its value and where it comes from.
type Param[T any] struct {
	Value  T        `yaml:"value"`
	Source kpi.Text `yaml:"source"` // the article, or what was looked for and not found
	Open   bool     `yaml:"open"`   // the published law leaves it open
	Note   kpi.Text `yaml:"note"`   // the sentence shown as "not confirmed"; required when Open
}

// Formula is how the criteria make the task points.
type Formula string

// The formulas. Compute knows NonLeader; Leader is refused as unsupported.
const (
	NonLeader Formula = "nonleader" // (a + b + c) / 3 × 70
	Leader    Formula = "leader"    // (a + b + c + d + đ + e) / 6 × 70
)

// Deduction is what a fault or a delay takes from a product's own weight.
type Deduction string

// The readings of the 25 % deduction; the published law leaves it open.
const (
	KeepRemainder Deduction = "keep-remainder" // keeps max(0, 1 − step × n)
	Drop          Deduction = "drop"           // one fault or delay and nothing is kept
)

// CapABC is whether a, b and c may pass 100 %.
type CapABC string

// The readings of the cap of a, b and c.
const (
	Capped   CapABC = "capped"
	Uncapped CapABC = "uncapped"
)

// AssignmentPeriod is which period an assignment belongs to.
type AssignmentPeriod string

// The readings of the period of an assignment.
const (
	ByDue        AssignmentPeriod = "due"         // when it falls due, or is finished if earlier
	ByHandedOver AssignmentPeriod = "handed-over" // when it was handed over
)

// Unplanned is what work nobody assigned beforehand (việc phát sinh) does once the
// supervisor approved its assignment.
type Unplanned string

// The readings of unplanned work.
const (
	BothSides     Unplanned = "both-sides" // numerator and denominator
	NumeratorOnly Unplanned = "numerator"
	Ignore        Unplanned = "ignore"
)

// Substitution is whether more of one product type may stand for less of another.
type Substitution string

// The readings of substitution.
const (
	WithinType Substitution = "within-type" // completed units of a type count at most its assigned units
	Free       Substitution = "free"
)

// Rounding is what happens to the exact value before it is classified.
type Rounding string

// RoundNone classifies the exact value; the display alone is truncated.
const RoundNone Rounding = "none"

// ClassifyPeriod is which periods end in a classification.
type ClassifyPeriod string

// The readings of the period of classification.
const (
	ClassifyYear  ClassifyPeriod = "year"
	ClassifyEvery ClassifyPeriod = "every-period"
)

// CapBase is what the share of excellent officials is taken of.
type CapBase string

// The readings of "of those rated good".
const (
	BaseGood         CapBase = "good"
	BaseGoodOrBetter CapBase = "good-or-better"
	BaseAll          CapBase = "all"
)

// CapRounding is how a fraction of a person is rounded in that share.
type CapRounding string

// The roundings of the share of excellent officials.
const (
	RoundDown    CapRounding = "down"
	RoundNearest CapRounding = "nearest"
	RoundUp      CapRounding = "up"
)

func oneOf[T comparable](v T, all ...T) bool { return slices.Contains(all, v) }
