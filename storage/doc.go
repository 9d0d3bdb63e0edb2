// Package storage keeps the bytes of documents.
//
// Originals are sacred. An original is filed under the SHA-256 of its bytes, is
// written once, and is never rewritten: there is no method that could. Committing
// bytes that are already there changes nothing. What can be rebuilt (pictures of
// pages, texts) is kept apart under derived/, and may be overwritten.
//
// An upload walks like this:
//
//	staged, err := bucket.Stage(ctx, body, declared, limit) // streamed, hashed, counted
//	defer staged.Discard()                                  // no effect after Commit
//	... look at staged.Path() in a sandbox, write the intention row ...
//	err = staged.Commit(ctx)                                // durable when it returns nil
//
// No database transaction may be open while bytes travel.
//
// What this package is not: it does not know products, people, rights, file types
// or names of files; it keeps no rows and no metadata beside the size; it does not
// decide when something may be deleted. It does not check an original while it is
// read: Verify does, and Local does for copies.
//
// [Bucket] is the concrete type for users. The place behind it is a driver:
// fsstore (a folder), s3store (any S3). Both run the same conformance suite,
// storagetest.
package storage
