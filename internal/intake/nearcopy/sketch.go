package nearcopy

import (
	"encoding/binary"
	"hash/fnv"
	"math"
)

// Method is the version of everything that enters a sketch. Sketches of two
// methods are never compared; a new one makes the old ones anew.
const Method = 1

const (
	// minWords is the least a text must have: below, two covers or two photographs
	// with the same stamp would be "copies".
	minWords = 30
	// shingle is how many neighbouring words are looked at together.
	shingle = 2
	// mins is how many minima are kept: the error of the estimate is about 1/√mins.
	mins = 128
	// bandRows minima make one band: two texts meet when all of one of the bands agree.
	bandRows = 4
	bands    = 20
	// maxParticulars bounds the numbers and names that are kept.
	maxParticulars = 256
)

// Sketch is what is kept of a text to find its like again: about 512 bytes of
// minima and its particulars, the numbers and names in their order.
type Sketch struct {
	Words       int
	Picture     bool // its words were recognised in pictures
	Minima      [mins]uint32
	Whole       uint64 // of all words in order: equal for equal texts, whatever their form
	Particulars []string
}

// Of makes the sketch of a text given page by page; false when there is too little
// of it to say anything. picture tells that the words were recognised in pictures,
// so that letters and digits may be slips.
func Of(pages []string, picture bool) (Sketch, bool) {
	all := tokens(pages)
	if len(all) < minWords {
		return Sketch{}, false
	}
	s := Sketch{Words: len(all), Picture: picture}
	for i := range s.Minima {
		s.Minima[i] = math.MaxUint32
	}
	whole := fnv.New64a()
	seen := make(map[uint64]bool, len(all))
	for i, t := range all {
		_, _ = whole.Write([]byte(t.folded)) // a hash never fails
		_, _ = whole.Write([]byte{0})
		if (t.number || t.proper) && len(s.Particulars) < maxParticulars {
			s.Particulars = append(s.Particulars, t.folded)
		}
		if i+shingle > len(all) {
			continue
		}
		h := hashOf(all[i : i+shingle])
		if !seen[h] {
			seen[h] = true
			s.lower(h)
		}
	}
	s.Whole = whole.Sum64()
	return s, true
}

func hashOf(words []token) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w.folded)) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

// lower lets one shingle lower the minima: every one under a mixing of its own,
// drawn from the shingle's hash by the generator splitmix64.
func (s *Sketch) lower(x uint64) {
	for i := range s.Minima {
		x += 0x9e3779b97f4a7c15
		z := (x ^ x>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		if v := uint32((z ^ z>>31) >> 32); v < s.Minima[i] { //nolint:gosec // the upper half, on purpose
			s.Minima[i] = v
		}
	}
}

// Bands returns the keys under which the text is looked up: one for the whole
// text, one for its particulars, and one for each band of minima.
func (s Sketch) Bands() []int64 {
	out := make([]int64, 0, 2+bands)
	out = append(out, key(0, s.Whole), key(1, s.particulars()))
	for b := range bands {
		h := fnv.New64a()
		for _, v := range s.Minima[b*bandRows : (b+1)*bandRows] {
			_, _ = h.Write(binary.BigEndian.AppendUint32(nil, v)) // a hash never fails
		}
		out = append(out, key(2+b, h.Sum64()))
	}
	return out
}

// key keeps the bands apart: the upper byte is the band, the rest its hash.
func key(band int, h uint64) int64 { return int64(uint64(band)<<56 | h>>8) } //nolint:gosec // bits, not a quantity

func (s Sketch) particulars() uint64 {
	h := fnv.New64a()
	for _, p := range s.Particulars {
		_, _ = h.Write([]byte(p)) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

// Encode writes the minima down for a row; Decode reads them again.
func (s Sketch) Encode() []byte {
	out := make([]byte, 0, 4*mins)
	for _, v := range s.Minima {
		out = binary.BigEndian.AppendUint32(out, v)
	}
	return out
}

// Decode reads minima written by Encode; false for anything else.
func (s *Sketch) Decode(b []byte) bool {
	if len(b) != 4*mins {
		return false
	}
	for i := range s.Minima {
		s.Minima[i] = binary.BigEndian.Uint32(b[4*i:])
	}
	return true
}
