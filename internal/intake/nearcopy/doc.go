// Package nearcopy tells whether two texts are one paper in two files: a scan of a
// signed original, a PDF exported again, a copy with a stamp on it. Sketch is what
// is kept of a text, Bands are the keys under which its like is looked up, and
// Compare says how alike two sketches are and whether their particulars agree.
//
// It is pure: text in, numbers out; no file, no database, no decision. It does not
// tell who copied, and not whether two papers are the same work: an office writes
// the same form a thousand times, so texts that are alike but speak of other
// numbers, days and names are a Form and no Copy. A person decides.
//
// Why MinHash with bands and not SimHash, why marks are folded and where the
// thresholds come from: docs/decisions, and the tests, which measure it again.
package nearcopy
