package signature

import (
	"bytes"
	"slices"

	"minhchung/internal/intake/signature/revision"
)

// Kinds of later changes, as kpi.Signature.LaterChanges names them.
const (
	changeSignature  = "signature"
	changeTimestamp  = "timestamp"
	changeDSS        = "dss"
	changeForm       = "form"
	changeMetadata   = "metadata"
	changeAnnotation = "annotation"
	changeContent    = "content"
	changeStructure  = "structure"
	changeUnreadable = "unreadable"
)

// later compares what each signature signed with every later revision. A change
// that a third one takes back again was still there to be seen.
func later(doc *document, all []*one) {
	for _, s := range all {
		if s.cover.rev < 0 {
			if len(s.cover.pieces) > 0 {
				s.LaterChanges = []string{changeUnreadable}
			}
			continue
		}
		rules := permissions(doc, all, s)
		s.Permission = rules.own
		permitted, refused := map[string]bool{}, map[string]bool{}
		base := newBase(doc, s.cover.rev)
		for rev := s.cover.rev + 1; rev < len(doc.Revisions) && !doc.exhausted(); rev++ {
			d := compare(doc, base, rev, all, rules)
			merge(permitted, d.permitted)
			merge(refused, d.refused)
			if d.orphans {
				s.note(codeOrphan)
			}
		}
		for code, at := range doc.Last {
			if at >= s.cover.end || code == revision.OddOrder {
				refused[oddKind(code)] = true
			}
		}
		s.unfinished = doc.exhausted()
		s.refused = len(refused) > 0
		for _, kind := range []string{
			changeSignature, changeTimestamp, changeDSS, changeForm, changeMetadata,
			changeAnnotation, changeContent, changeStructure, changeUnreadable,
		} {
			if permitted[kind] || refused[kind] {
				s.LaterChanges = append(s.LaterChanges, kind)
			}
			if refused[kind] {
				s.note("later." + kind)
			}
		}
	}
}

func merge(into, from map[string]bool) {
	for k := range from {
		into[k] = true
	}
}

func oddKind(c revision.Code) string {
	switch c {
	case revision.OddForeign, revision.OddHidden, revision.OddLost, revision.OddXref:
		return changeUnreadable
	}
	return changeStructure
}

// differ compares the document of one revision with that of a later one, object by
// object along every path from the trailer: an object that is used in two places
// is judged in both, so that permission at one is none at the other.
type differ struct {
	*base
	doc    *document
	b      *revision.View // after
	to     int            // its revision
	rules  rules
	owners map[int]int  // the later form: the field of a widget, filled when asked for
	added  map[int]bool // widgets of new signature fields
	signed map[int]*one // signatures made after a, by where their dictionary starts

	queue     []pair
	done      map[int]bool // compared strictly or by their role
	explained map[int]bool // objects of a that may be replaced where a rule says so
	reached   map[int]bool // objects of b
	pictures  map[int]bool // appearance dictionaries of a that were replaced
	orphans   bool         // there are new objects that nothing refers to

	permitted, refused map[string]bool
}

// pair is an object number to be compared in both views, or to be reached in the
// later one only.
type pair struct {
	num  int
	kind string // of a difference found there; "" to reach only
}

func compare(doc *document, from *base, to int, all []*one, r rules) *differ {
	d := &differ{
		base: from, doc: doc, b: doc.View(to), to: to, rules: r,
		added: map[int]bool{}, signed: map[int]*one{},
		done: map[int]bool{}, explained: map[int]bool{}, reached: map[int]bool{}, pictures: map[int]bool{},
		permitted: map[string]bool{}, refused: map[string]bool{},
	}
	for _, s := range all {
		if s.cover.rev > from.rev && s.attached {
			d.signed[s.dict.Start] = s
		}
	}
	d.trailer()
	for len(d.queue) > 0 && !doc.exhausted() {
		p := d.queue[len(d.queue)-1]
		d.queue = d.queue[:len(d.queue)-1]
		d.object(p)
	}
	d.unexplained(to)
	return d
}

func (d *differ) refuse(kind string) { d.refused[kind] = true }

// base is what every comparison with one revision needs to know of it.
type base struct {
	rev    int
	a      *revision.View
	fields map[int]field // by object number
	pages  map[int]bool  // of the page tree: true for a page, false for a node
	root   int
	size   int64 // of the trailer
	form   *revision.Dict
	named  map[string]bool // resources that its fields are written with, when asked for
}

func newBase(doc *document, rev int) *base {
	d := &base{rev: rev, a: doc.View(rev), fields: map[int]field{}, pages: map[int]bool{}}
	for _, f := range doc.form(rev) {
		if f.num != 0 {
			d.fields[f.num] = f
		}
	}
	root, _ := d.a.Trailer().Get("Root").(revision.Ref)
	d.root, d.size = root.Num, size(d.a.Trailer())
	d.form = d.a.Dict(d.a.Dict(root).Get("AcroForm"))
	todo := []revision.Value{d.a.Dict(root).Get("Pages")}
	for len(todo) > 0 && d.a.Spend(1) {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		ref, ok := v.(revision.Ref)
		if !ok || d.pages[ref.Num] {
			continue
		}
		node := d.a.Dict(ref)
		kids, isNode := node.Lookup("Kids")
		if !isNode {
			d.pages[ref.Num] = node != nil
			continue
		}
		d.pages[ref.Num] = false
		if len(todo) < 1<<20 {
			todo = append(todo, d.a.Array(kids)...)
		}
	}
	return d
}

// trailer compares the trailers and sets off from them.
func (d *differ) trailer() {
	before, after := d.a.Trailer(), d.b.Trailer()
	if now := size(after); d.size > 0 && now > 0 && now < d.size { // objects from there on are missing to a reader
		d.refuse(changeStructure)
	}
	if before != after && after.Twice { // readers differ in which root, or which revision before, they follow
		d.refuse(changeStructure)
	}
	for _, e := range before.Entries {
		switch e.Key {
		case "Size", "Prev", "XRefStm", "ID", "Type", "W", "Index", "Filter", "DecodeParms", "Length":
			continue
		case "Info":
			d.info(e.Value, after.Get("Info"))
			continue
		}
		now, there := after.Lookup(e.Key)
		if !there { // a reader may still follow the older one
			now = e.Value
		}
		d.same(e.Value, now, changeStructure)
	}
	for _, e := range after.Entries {
		switch e.Key {
		case "Size", "Prev", "XRefStm", "ID", "Type", "W", "Index", "Filter", "DecodeParms", "Length":
			continue
		}
		if _, there := before.Lookup(e.Key); there {
			continue
		}
		if e.Key == "Info" {
			d.info(nil, e.Value)
			continue
		}
		d.refuse(changeStructure)
	}
}

// object compares one object by its role.
func (d *differ) object(p pair) {
	if p.kind == "" {
		d.reachObject(p.num)
		return
	}
	if d.done[p.num] {
		return
	}
	if !d.doc.compared() {
		return
	}
	d.done[p.num], d.reached[p.num] = true, true
	before, after := d.a.Object(d.ref(p.num)), d.b.Object(d.ref(p.num))
	if before == nil && after == nil {
		return
	}
	if n := int64(p.num); d.size > 0 && n >= d.size && size(d.b.Trailer()) > n { // it was missing to such readers
		d.refuse(p.kind)
	}
	if before == nil || after == nil {
		d.refuse(p.kind)
		return
	}
	was, isDict := before.Value.(*revision.Dict)
	now, stillDict := after.Value.(*revision.Dict)
	f, isField := d.fields[p.num]
	isPage, inTree := d.pages[p.num]
	switch {
	case before != after && isDict && stillDict && (was.Twice || now.Twice):
		d.refuse(p.kind)
	case isField && isDict && stillDict:
		d.field(f, was, now)
	case inTree && isPage && isDict && stillDict:
		d.page(was, now)
	case inTree:
		d.same(before.Value, after.Value, changeContent)
	case p.num == d.root && isDict && stillDict:
		d.catalog(was, now)
	case isDict && stillDict && before != after && was.Get("Type") == revision.Name("StructElem") && now.Get("Type") == was.Get("Type"):
		d.sameDict(was, now, p.kind, "K")
		d.element(was, now)
	default:
		d.same(before.Value, after.Value, p.kind)
	}
}

// ref makes a reference to what a number means in the older view.
func (d *differ) ref(num int) revision.Ref { return revision.Ref{Num: num, Gen: d.a.Gen(num)} }

// same demands that two values are equal; references are followed later.
func (d *differ) same(before, after revision.Value, kind string) {
	switch x := before.(type) {
	case revision.Ref:
		if y, ok := after.(revision.Ref); !ok || x != y {
			d.refuse(kind)
			return
		}
		d.queue = append(d.queue, pair{x.Num, kind})
	case revision.Array:
		y, ok := after.(revision.Array)
		if !ok || len(x) != len(y) {
			d.refuse(kind)
			return
		}
		d.doc.work += len(x) / 4
		for i := range x {
			d.same(x[i], y[i], kind)
		}
	case *revision.Dict:
		y, ok := after.(*revision.Dict)
		if !ok {
			d.refuse(kind)
			return
		}
		d.sameDict(x, y, kind)
	case *revision.Stream:
		y, ok := after.(*revision.Stream)
		if !ok || !bytes.Equal(d.doc.Raw(x), d.doc.Raw(y)) {
			d.refuse(kind)
			return
		}
		d.sameDict(x.Dict, y.Dict, kind)
	default:
		if !plainEqual(before, after) {
			d.refuse(kind)
		}
	}
}

// sameDict compares all keys but those a rule has taken care of.
func (d *differ) sameDict(x, y *revision.Dict, kind string, except ...revision.Name) {
	if x != y && (x.Twice || y.Twice) {
		d.refuse(kind)
		return
	}
	d.doc.work += len(x.Entries) / 16
	for _, e := range x.Entries {
		if slices.Contains(except, e.Key) {
			continue
		}
		now, there := y.Lookup(e.Key)
		if !there {
			d.refuse(kind)
			continue
		}
		d.same(e.Value, now, kindAt(e.Key, kind))
	}
	for _, e := range y.Entries {
		if _, there := x.Lookup(e.Key); !there && !slices.Contains(except, e.Key) {
			d.refuse(kind)
		}
	}
}

// kindAt names what is found below a key.
func kindAt(key revision.Name, kind string) string {
	switch key {
	case "Pages", "Contents", "Resources":
		return changeContent
	case "Annots":
		return changeAnnotation
	}
	return kind
}

func plainEqual(a, b revision.Value) bool {
	switch x := a.(type) {
	case nil:
		return b == nil
	case *revision.String:
		y, ok := b.(*revision.String)
		return ok && bytes.Equal(x.Bytes, y.Bytes)
	case int64:
		if y, ok := b.(revision.Real); ok {
			return revision.Real(x) == y
		}
		return a == b
	case revision.Real:
		if y, ok := b.(int64); ok {
			return x == revision.Real(y)
		}
		return a == b
	case bool:
		y, ok := b.(bool)
		return ok && x == y
	case revision.Name:
		y, ok := b.(revision.Name)
		return ok && x == y
	}
	return false
}

// reach marks everything that a permitted addition brings along.
func (d *differ) reach(v revision.Value) {
	switch v := v.(type) {
	case revision.Ref:
		if !d.reached[v.Num] {
			d.reached[v.Num] = true
			d.queue = append(d.queue, pair{v.Num, ""})
		}
	case revision.Array:
		for _, e := range v {
			d.reach(e)
		}
	case *revision.Dict:
		for _, e := range v.Entries {
			d.reach(e.Value)
		}
	case *revision.Stream:
		d.reach(v.Dict)
	}
}

func (d *differ) reachObject(num int) {
	if !d.doc.compared() {
		return
	}
	if d.a.Has(num) { // an older object is judged where it stood
		return
	}
	if o := d.b.Object(revision.Ref{Num: num, Gen: d.b.Gen(num)}); o != nil {
		d.reach(o.Value)
	}
}

// explain permits that the object behind v is replaced at the place where v stands.
func (d *differ) explain(v revision.Value) {
	if ref, ok := v.(revision.Ref); ok {
		d.explained[ref.Num] = true
	}
}

// unexplained refuses every object of the later revision that nothing led to.
func (d *differ) unexplained(to int) {
	nums, carriers := d.doc.Touched(to)
	for _, n := range nums {
		if n == 0 {
			continue
		}
		_, carrier := slices.BinarySearch(carriers, n)
		switch {
		case d.a.Has(n):
			if carrier || !d.done[n] && !d.explained[n] && d.a.Object(d.ref(n)) != d.b.Object(d.ref(n)) {
				d.refuse(changeStructure)
			}
		case d.b.Has(n) && !d.reached[n] && !carrier:
			d.orphans = true  // no path leads to it: no reader shows it
			if d.doc.Unread { // what cannot be read may be what leads to it
				d.refuse(changeStructure)
			}
		}
	}
	// A picture that is replaced for one field and stands elsewhere, too, was not
	// that field's to replace.
	for n := range d.pictures {
		if d.done[n] {
			d.refuse(changeAnnotation)
		}
	}
}

// size is the number from which on a trailer says there are no objects: readers take
// those that are there all the same for missing (ISO 32000-2, 7.5.5). 0: it does not say.
func size(trailer *revision.Dict) int64 {
	n, _ := trailer.Get("Size").(int64)
	return n
}
