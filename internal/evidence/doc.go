// Package evidence decides when a piece of evidence counts: Admit is a pure
// function from a Candidate to an Admission with every reason against it, so that
// an official reads all that is missing at once and not one refusal after another.
//
// It is not a place for points (package scoring), for rights (package access) or
// for the decision itself: a named person accepted or returned the evidence, and
// Admit only checks that what was accepted may be counted.
package evidence
