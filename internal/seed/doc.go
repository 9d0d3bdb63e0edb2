// Package seed describes a demonstration office (one ward, everything in it
// invented) and generates rows for large installations, as data.
//
// It reads no clock and writes nothing: the same day and seed give the same
// office. It is not a second way into the product: what it describes is put in
// through the use cases of app, like anybody's work, and it grants no shortcut
// around reviews, logs or limits. Names of places and people are fictional.
package seed
