// Package kpi holds the words of Minh Chứng: officials, units, periods, product
// types, plans, products, evidence, scorecards, and the exact numbers and errors
// they are told in. Every other package speaks these words.
//
// It is not a place for behaviour that reads or writes anything: it imports the
// standard library only, and no os, net or database. Where a word has a term in
// the law, the Vietnamese term stands beside it in the doc comment.
package kpi
