// Package paper makes Vietnamese administrative papers as PDF, laid out as
// Decree 30/2020/NĐ-CP asks: for the demonstration office, for tests and for
// measurements. The same Paper gives the same bytes on every run.
//
// It is not a writer of real papers and not a general layout engine: each page
// says at its foot that it is a demonstration without legal value, its seal
// carries the words "MINH HỌA", and it knows only the forms the demonstration
// needs. Reports of the product are written by report/render, never by this.
package paper
