package revision

import (
	"maps"
	"slices"
)

// View is the document as one revision and those before it say.
type View struct {
	doc *Doc
	rev int
}

// View returns the document as of a revision, by its index.
func (d *Doc) View(rev int) *View { return &View{d, rev} }

// Trailer is the newest trailer of the view.
func (v *View) Trailer() *Dict { return v.doc.Revisions[v.rev].sections[0].trailer }

// lookup finds the entry of an object and the revision that made it.
func (v *View) lookup(num int) (entry, int, bool) {
	for r := v.rev; r >= 0; r-- {
		if r%8 == 7 { // the older an object and the longer the chain, the dearer it is
			v.doc.fuel--
		}
		for _, s := range v.doc.Revisions[r].sections {
			if e, ok := s.find(num); ok {
				return e, r, e.kind != free
			}
		}
	}
	return entry{}, 0, false
}

// Has reports whether an object is in use.
func (v *View) Has(num int) bool {
	_, _, ok := v.lookup(num)
	return ok
}

// Object returns an object, nil when it is free, missing or unreadable.
func (v *View) Object(ref Ref) *Object {
	e, rev, ok := v.lookup(ref.Num)
	if !ok {
		return nil
	}
	if e.kind == packed {
		return v.packed(ref.Num, e)
	}
	o := v.doc.at(e.offset, rev)
	if o == nil || o.Num != ref.Num {
		v.doc.found(OddObject, e.offset)
		return nil
	}
	if o.Gen != ref.Gen {
		return nil
	}
	return o
}

// at reads the object at a place that a revision names, once.
func (d *Doc) at(offset, rev int) *Object {
	limit := d.Revisions[rev].End
	o, known := d.objects[offset]
	if offset >= limit || known && o.End > limit {
		d.Unread = true
		d.found(OddForward, offset)
		return nil
	}
	if known {
		return o
	}
	if d.failed[offset] {
		return nil
	}
	d.failed[offset] = true // also while it is being read: a length may point here
	read, err := d.object(offset, limit, func(r Ref) (int, bool) {
		e, owner, ok := d.View(rev).lookup(r.Num)
		if !ok || e.kind != plain {
			return d.packedLength(rev, r)
		}
		if l := d.at(e.offset, owner); l != nil && l.Num == r.Num {
			n, ok := l.Value.(int64)
			return int(n), ok
		}
		return 0, false
	})
	if err != nil {
		d.unread(offset)
		return nil
	}
	if read.Odd != "" {
		d.found(read.Odd, read.Start)
	}
	delete(d.failed, offset)
	d.objects[offset] = read
	return read
}

func (d *Doc) packedLength(rev int, r Ref) (int, bool) {
	if o := d.View(rev).Object(r); o != nil {
		n, ok := o.Value.(int64)
		return int(n), ok
	}
	return 0, false
}

// Resolve follows references until a value. What cannot be read is nil, as is what
// a chain of more than a few references leads to.
func (v *View) Resolve(value Value) Value {
	for range 8 {
		ref, ok := value.(Ref)
		if !ok {
			return value
		}
		o := v.Object(ref)
		if o == nil {
			return nil
		}
		value = o.Value
	}
	return nil
}

// Dict resolves to a dictionary; that of a stream counts. Otherwise nil.
func (v *View) Dict(value Value) *Dict {
	switch d := v.Resolve(value).(type) {
	case *Dict:
		return d
	case *Stream:
		return d.Dict
	}
	return nil
}

// Array resolves to an array, or nil.
func (v *View) Array(value Value) Array {
	a, _ := v.Resolve(value).(Array)
	return a
}

// Data resolves to a stream and unpacks it, nil when it cannot be.
func (v *View) Data(value Value) []byte {
	s, ok := v.Resolve(value).(*Stream)
	if !ok {
		return nil
	}
	b, err := v.doc.decode(s)
	if err != nil {
		return nil
	}
	return b
}

// Raw returns the bytes of a stream as written.
func (d *Doc) Raw(s *Stream) []byte { return d.Bytes[s.Start:s.End] }

// Exhausted reports that reading was ended by a bound, so that what was found is
// not all there is.
func (d *Doc) Exhausted() bool { return d.fuel < 0 || d.decoded >= maxDecoded }

// Touched lists the numbers of all objects that a revision adds, replaces or
// frees, sorted. The second list are its cross-reference and object streams.
func (d *Doc) Touched(rev int) (nums, carriers []int) {
	for _, s := range d.Revisions[rev].sections {
		for _, part := range []*section{s, s.hybrid} {
			if part == nil {
				continue
			}
			if part.stream >= 0 {
				carriers = append(carriers, part.stream)
			}
			for num, e := range part.entries {
				nums = append(nums, num)
				if e.kind == packed {
					carriers = append(carriers, e.offset)
				}
			}
		}
	}
	slices.Sort(nums)
	slices.Sort(carriers)
	return slices.Compact(nums), slices.Compact(carriers)
}

// Spend is Doc.Spend, where only a view is at hand.
func (v *View) Spend(n int) bool { return v.doc.Spend(n) }

// Spend takes n units of the work that a file may cost, and reports whether there
// were so many.
func (d *Doc) Spend(n int) bool {
	d.fuel -= n
	return d.fuel >= 0
}

// Objects returns every object that was read from the file itself, in the order in
// which they stand there.
func (d *Doc) Objects() []*Object {
	return slices.SortedFunc(maps.Values(d.objects), func(a, b *Object) int { return a.Start - b.Start })
}

// Gen returns the generation under which an object is in use, 0 when it is not.
func (v *View) Gen(num int) int {
	if e, _, ok := v.lookup(num); ok && e.kind == plain {
		return e.gen
	}
	return 0
}
