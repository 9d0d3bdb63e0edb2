package signature

import (
	"bytes"
	"fmt"
	"slices"

	"minhchung/internal/intake/signature/revision"
)

// maxSignatures bounds how many signatures of a file are judged.
const maxSignatures = 60

// candidate is a signature dictionary found in a file.
type candidate struct {
	field    string
	dict     *revision.Dict
	ref      int  // number of its object, 0 when it stands directly in the field
	first    int  // the revision in which a field first pointed to it
	last     int  // the last revision in which one did
	attached bool // a field of some revision points to it
	typed    bool // that field is one for signatures
	fields   int  // fields that point to it
}

// isSignature: what makes a dictionary a signature is that it says which bytes it
// signs; its type may be missing (ISO 32000-2, table 255) and is no shield either.
func isSignature(d *revision.Dict) bool {
	if d == nil {
		return false
	}
	_, has := d.Lookup("ByteRange")
	return has
}

type collector struct {
	doc   *document
	order []*candidate
	index map[string]*candidate
	more  bool // there are more than are judged
	usage bool // usage rights of a maker's program are signed, too
}

// collect finds the signatures that fields of any revision point to, and those
// that no field does.
func collect(doc *document) *collector {
	c := &collector{doc: doc, index: map[string]*candidate{}}
	for rev := range doc.Revisions {
		v := doc.View(rev)
		for _, f := range doc.form(rev) {
			c.field(v, f, rev)
		}
	}
	c.unattached()
	return c
}

func (c *collector) field(v *revision.View, f field, rev int) {
	if f.owner != 0 || f.value == nil { // a widget shares its field's value
		return
	}
	d := v.Dict(f.value)
	if d == nil || f.kind != "Sig" && !isSignature(d) {
		return
	}
	if kids := v.Array(f.dict.Get("Kids")); len(kids) > 0 {
		if _, own := f.dict.Lookup("V"); !own {
			return
		}
	}
	key := place(f.value, d)
	one := c.index[key]
	if one == nil {
		if one = c.add(key, d); one == nil {
			return
		}
		one.field, one.first, one.attached = f.name, rev, true
		if ref, ok := f.value.(revision.Ref); ok {
			one.ref = ref.Num
		}
	}
	one.typed = one.typed || f.kind == "Sig"
	if one.last != rev || one.fields == 0 {
		one.fields = 0
	}
	one.last = rev
	one.fields++
}

// place identifies a dictionary by where it stands.
func place(v revision.Value, d *revision.Dict) string {
	if d.Start >= 0 {
		return fmt.Sprint("at ", d.Start)
	}
	return fmt.Sprint("in ", v)
}

func (c *collector) add(key string, d *revision.Dict) *candidate {
	if len(c.order) >= maxSignatures {
		c.more = true
		return nil
	}
	one := &candidate{dict: d}
	c.index[key] = one
	c.order = append(c.order, one)
	return one
}

// unattached looks through every object of every revision.
func (c *collector) unattached() {
	rights := c.usageRights()
	for _, o := range c.doc.Objects() {
		c.look(o.Value, o.Num, rights, 0)
	}
}

func (c *collector) look(v revision.Value, num int, rights map[int]bool, depth int) {
	if depth > 20 {
		return
	}
	switch v := v.(type) {
	case revision.Array:
		for _, e := range v {
			c.look(e, 0, rights, depth+1)
		}
	case *revision.Dict:
		if isSignature(v) {
			key := place(nil, v)
			if rights[v.Start] {
				c.usage = true
			} else if c.index[key] == nil {
				if one := c.add(key, v); one != nil {
					one.last = len(c.doc.Revisions) - 1
					one.ref = num
				}
			}
			return
		}
		for _, e := range v.Entries {
			c.look(e.Value, 0, rights, depth+1)
		}
	}
}

// usageRights finds the signature with which Adobe's servers once switched on
// functions of a reader: it says nothing about the paper (ISO 32000-2, 12.8.2.3).
func (c *collector) usageRights() map[int]bool {
	out := map[int]bool{}
	for rev := range c.doc.Revisions {
		v := c.doc.View(rev)
		perms := v.Dict(v.Dict(v.Trailer().Get("Root")).Get("Perms"))
		for _, key := range []revision.Name{"UR", "UR3"} {
			if d := v.Dict(perms.Get(key)); d != nil {
				out[d.Start] = true
			}
		}
	}
	return out
}

// outside reports whether the file speaks of a signature in bytes that are neither
// an object of any revision nor inside a stream, such as a file carried inside.
func outside(doc *revision.Doc) bool {
	objects := doc.Objects()
	for at := 0; ; {
		i := bytes.Index(doc.Bytes[at:], []byte("/ByteRange"))
		if i < 0 {
			return false
		}
		at += i + 1
		n, _ := slices.BinarySearchFunc(objects, at, func(o *revision.Object, at int) int { return o.Start - at })
		if n == 0 || objects[n-1].End <= at {
			return true
		}
	}
}
