// Package pades signs the papers of the demonstration office: a certificate
// authority that is plainly invented, people and agencies with certificates of it,
// and PAdES baseline signatures (ETSI EN 319 142-1: B-B, or B-T with a timestamp)
// put on a PDF by an incremental update. It also spoils signed papers on purpose.
//
// It is not a signing service: its keys follow from a seed that anybody can read,
// so that a demonstration is the same on every run, and what it signs proves
// nothing. It knows only PDF files with a cross-reference table, which is what
// package paper writes, and shares no code with the reader that judges signatures,
// so that neither can hide a mistake of the other.
package pades
