package signature

import (
	"minhchung/internal/intake/signature/revision"
)

// Bounds of one form.
const (
	maxFields = 20_000
	maxLevels = 32
)

// field is one field of the form, with what it inherits.
type field struct {
	name  string
	num   int // of its object, 0 when it stands directly in an array
	dict  *revision.Dict
	kind  revision.Name  // FT
	value revision.Value // V, as written
	flags int64          // Ff
	owner int            // for a widget without a name: the number of its field
}

// document is a file with what was once found out about its revisions.
type document struct {
	*revision.Doc
	forms map[int][]field
	work  int // objects compared so far
}

func newDocument(doc *revision.Doc) *document { return &document{doc, map[int][]field{}, 0} }

// form lists the fields and widgets of one revision's form.
func (d *document) form(rev int) []field {
	f, known := d.forms[rev]
	if !known {
		f = walkForm(d.View(rev))
		d.forms[rev] = f
	}
	return f
}

// maxWork bounds how many objects are compared over all pairs of revisions.
const maxWork = 800_000

// compared charges for one comparison, and reports whether there is work left.
func (d *document) compared() bool {
	d.work++
	return d.work <= maxWork
}

// exhausted reports that a bound ended the work: what was found is not all.
func (d *document) exhausted() bool { return d.work > maxWork || d.Exhausted() }

func walkForm(v *revision.View) []field {
	root := v.Dict(v.Trailer().Get("Root"))
	acro := v.Dict(root.Get("AcroForm"))
	w := fieldWalk{view: v, seen: map[int]bool{}}
	w.kids(acro.Get("Fields"), field{}, 0)
	return w.out
}

type fieldWalk struct {
	view *revision.View
	seen map[int]bool
	out  []field
}

func (w *fieldWalk) kids(list revision.Value, parent field, level int) {
	if level > maxLevels {
		return
	}
	for _, kid := range w.view.Array(list) {
		if len(w.out) >= maxFields || !w.view.Spend(1) {
			return
		}
		w.field(kid, parent, level)
	}
}

func (w *fieldWalk) field(kid revision.Value, parent field, level int) {
	f := field{kind: parent.kind, value: parent.value, name: parent.name, flags: parent.flags}
	if ref, ok := kid.(revision.Ref); ok {
		if w.seen[ref.Num] {
			return
		}
		w.seen[ref.Num] = true
		f.num = ref.Num
	}
	if f.dict = w.view.Dict(kid); f.dict == nil {
		return
	}
	if t, ok := f.dict.Lookup("T"); ok {
		if f.name != "" {
			f.name += "."
		}
		f.name = clean(f.name + words(w.view.Resolve(t)))
	} else if level > 0 {
		f.owner = parent.num
	}
	if kind, ok := w.view.Resolve(f.dict.Get("FT")).(revision.Name); ok {
		f.kind = kind
	}
	if flags, ok := w.view.Resolve(f.dict.Get("Ff")).(int64); ok {
		f.flags = flags
	}
	if value, ok := f.dict.Lookup("V"); ok {
		f.value = value
	}
	w.out = append(w.out, f)
	w.kids(f.dict.Get("Kids"), f, level+1)
}
