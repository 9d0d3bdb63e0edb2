// Package scoring computes a scorecard: Compute(Rulebook, Facts) is a pure
// function from frozen facts to points, and every point has a line, a reason and
// a source. The same facts give the same card on any machine, in any year.
//
// It is not a place for reading or writing: there is no database, no clock and no
// float here; "today" is a field of the facts. It does not decide whether a piece
// of evidence counts (package evidence did, and its answer is a fact), it does not
// classify officials against each other, and it never accepts or punishes anybody.
//
// What the published law leaves open is a parameter of the Rulebook, never a
// constant here, and every card lists the open parameters that shaped it.
package scoring
