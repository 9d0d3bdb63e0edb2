package signature

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"

	"minhchung/internal/kpi"
)

// TestEveryBitCounts flips one bit of a sound file, everywhere in turn: no change
// of a covered byte, nor of one in the signature itself, may leave it sound, except
// in the zeros that fill the room of the signature, where it must be named.
func TestEveryBitCounts(t *testing.T) {
	t.Parallel()
	trust := anchors(t)
	w := world()
	for name, file := range map[string][]byte{
		"table":  signedPaper(table, by(w.p256)).out,
		"packed": signedPaper(packed, by(w.ed)).out,
		"hybrid": signedPaper(hybrid, by(w.p384), by(w.p256)).out,
	} {
		from, to := gap(file, bytes.LastIndex(file, []byte("/ByteRange")))
		dice := rand.New(rand.NewPCG(1, 2))
		for at := 0; at < len(file); at++ {
			if (at <= from+1 || at >= to-1) && at%13 != 0 || at > from && at < to-1 && at%211 != 0 {
				continue // a part of them, so that it does not take minutes
			}
			doc := bytes.Clone(file)
			doc[at] ^= 1 << dice.IntN(8)
			r := check(doc, trust, judgedOn())
			if r.Verdict != kpi.SignatureSound {
				continue
			}
			if at > from && at < to-1 && bytes.EqualFold(doc[from:to], file[from:to]) {
				continue // the case of a hexadecimal digit
			}
			if at > from && at < to-1 && !bytes.ContainsAny(file[at:at+1], "0") {
				// Unsigned attributes and certificates are not signed; the signer's own are.
				continue
			}
			t.Errorf("%s: byte %d of %d flipped, still sound", name, at, len(file))
		}
	}
}

// TestEveryTruncation: a file cut anywhere is never sound.
func TestEveryTruncation(t *testing.T) {
	t.Parallel()
	trust := anchors(t)
	file := signedPaper(table, by(world().rsa), by(world().p256)).out
	first := signedPaper(table, by(world().rsa)).out
	for n := 0; n < len(file); n += 97 {
		if r := check(file[:n], trust, judgedOn()); r.Verdict == kpi.SignatureSound && n != len(first) {
			t.Errorf("cut at %d: %s", n, tell(r))
		}
	}
}

// TestSameAnswer: the same file gives the same report, and the file is not touched.
func TestSameAnswer(t *testing.T) {
	t.Parallel()
	trust := anchors(t)
	for _, c := range trials() {
		file := c.file(world())
		before := bytes.Clone(file)
		a, b := check(file, trust, judgedOn()), check(file, trust, judgedOn())
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %s\n%s", c.name, tell(a), tell(b))
		}
		if !bytes.Equal(before, file) {
			t.Errorf("%s: the file was written to", c.name)
		}
		if a.Signatures == nil || a.Findings == nil {
			t.Errorf("%s: a list is missing", c.name)
		}
	}
}
