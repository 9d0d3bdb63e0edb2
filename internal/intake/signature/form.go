package signature

import (
	"slices"

	"minhchung/internal/intake/signature/revision"
)

// acroForm compares the form itself.
func (d *differ) acroForm(was, now revision.Value) {
	if ref, ok := was.(revision.Ref); ok {
		d.explain(ref)
	}
	d.mark(now)
	before, after := d.a.Dict(was), d.b.Dict(now)
	if after == nil {
		if before != nil {
			d.refuse(changeStructure)
		}
		return
	}
	if before != after && (after.Twice || before != nil && before.Twice) {
		d.refuse(changeStructure)
		return
	}
	d.fieldList(before.Get("Fields"), after.Get("Fields"))
	// True makes a reader draw the fields anew from their values, and no longer true
	// show pictures that may say something else.
	was, now = d.a.Resolve(before.Get("NeedAppearances")), d.b.Resolve(after.Get("NeedAppearances"))
	if now == true && was != true || was == true && now != true && d.pictured() {
		d.refuse(changeForm)
	}
	for _, e := range after.Entries {
		old, there := before.Lookup(e.Key)
		switch e.Key {
		case "Fields":
		case "SigFlags":
			if _, ok := d.b.Resolve(e.Value).(int64); !ok {
				d.refuse(changeStructure)
			}
		case "DR":
			d.resources(old, e.Value)
		case "NeedAppearances":
		case "DA":
			if there {
				d.same(old, e.Value, changeForm)
			} else if d.plainFields() {
				d.refuse(changeForm)
			}
		default:
			if !there {
				d.refuse(changeForm)
				continue
			}
			d.same(old, e.Value, changeForm)
		}
	}
	if before == nil {
		return
	}
	for _, e := range before.Entries {
		if _, there := after.Lookup(e.Key); !there && e.Key != "NeedAppearances" && e.Key != "SigFlags" {
			d.refuse(changeForm)
		}
	}
}

// mark notes that a container itself was reached.
func (d *differ) mark(v revision.Value) {
	if ref, ok := v.(revision.Ref); ok {
		d.reached[ref.Num] = true
	}
}

// fieldList: fields stay in their order; new ones are signature fields.
func (d *differ) fieldList(was, now revision.Value) {
	d.explain(was)
	d.mark(now)
	old := d.a.Array(was)
	for _, v := range d.b.Array(now) {
		if len(old) > 0 && sameRef(old[0], v) {
			d.same(old[0], v, changeForm)
			old = old[1:]
			continue
		}
		d.newField(v, 0)
	}
	if len(old) > 0 {
		d.refuse(changeForm)
	}
}

func sameRef(a, b revision.Value) bool {
	x, ok := a.(revision.Ref)
	if !ok {
		_, other := b.(revision.Ref)
		return !other
	}
	y, ok := b.(revision.Ref)
	return ok && x == y
}

// resources: names may be added for new appearances, never given another meaning.
func (d *differ) resources(was, now revision.Value) {
	d.explain(was)
	d.mark(now)
	before, after := d.a.Dict(was), d.b.Dict(now)
	if after == nil || before != after && (after.Twice || before != nil && before.Twice) {
		d.refuse(changeForm)
		return
	}
	for _, e := range after.Entries {
		old, there := before.Lookup(e.Key)
		if !there {
			if fresh := d.b.Dict(e.Value); fresh != nil {
				d.mark(e.Value)
				for _, one := range fresh.Entries {
					if d.wanted(one.Key) {
						d.refuse(changeForm)
					}
				}
			}
			d.reach(e.Value)
			continue
		}
		x, y := d.a.Dict(old), d.b.Dict(e.Value)
		if x == nil || y == nil {
			d.same(old, e.Value, changeForm)
			continue
		}
		d.explain(old)
		d.mark(e.Value)
		for _, one := range y.Entries {
			if v, there := x.Lookup(one.Key); there {
				d.same(v, one.Value, changeForm)
				continue
			}
			if d.wanted(one.Key) {
				d.refuse(changeForm)
			}
			d.reach(one.Value)
		}
	}
}

// field compares a field or widget that was there when the signature was made.
func (d *differ) field(f field, was, now *revision.Dict) {
	if _, parent := was.Lookup("Kids"); parent && f.kind == "" && f.owner == 0 { // fields below, not widgets
		d.fieldList(was.Get("Kids"), now.Get("Kids"))
		d.sameDict(was, now, changeForm, "Kids")
		return
	}
	if was == now { // what hangs on it may still have been replaced
		d.sameDict(was, now, changeForm)
		return
	}
	owner := f
	if f.owner != 0 {
		owner = d.fields[f.owner]
	}
	value := f.value
	if f.owner != 0 {
		value = owner.value
	}
	switch {
	case owner.kind == "Sig" && d.a.Resolve(value) == nil:
		d.signing(f, owner, was, now)
	case owner.kind == "Sig" || owner.kind == "":
		var except []revision.Name
		if _, there := was.Lookup("Type"); !there && now.Get("Type") == revision.Name("Annot") { // PDFBox says what it is
			except = []revision.Name{"Type"}
		}
		d.sameDict(was, now, changeForm, except...)
	default:
		d.filling(owner, was, now)
	}
}

// signing: an empty signature field is signed.
func (d *differ) signing(f, owner field, was, now *revision.Dict) {
	s := d.signerOf(f)
	if s == nil {
		d.sameDict(was, now, changeForm)
		return
	}
	if !d.rules.maySign(s, owner.name) {
		d.refuse(changeForm)
	}
	d.permitted[s.Kind] = true
	d.appearance(was.Get("AP"), now.Get("AP"))
	for _, key := range []revision.Name{"V", "MK"} {
		d.explain(was.Get(key))
		d.reach(now.Get(key))
	}
	if t, there := now.Lookup("Type"); there && t != revision.Name("Annot") {
		d.refuse(changeForm)
	}
	d.sameDict(was, now, changeForm, "V", "AP", "AS", "F", "MK", "DA", "Q", "Ff", "Type", "M")
}

// signature returns the signature made after the older revision that v is.
func (d *differ) signature(v revision.Value) *one {
	dict := d.b.Dict(v)
	if dict == nil {
		return nil
	}
	return d.signed[dict.Start]
}

// appearance: the picture of a field may be a new one, or be drawn over in place.
func (d *differ) appearance(was, now revision.Value) {
	d.explain(was)
	if ref, ok := was.(revision.Ref); ok {
		if next, same := now.(revision.Ref); !same || next != ref || d.a.Object(ref) != d.b.Object(ref) {
			d.pictures[ref.Num] = true
		}
	}
	if old := d.a.Dict(was); old != nil {
		for _, e := range old.Entries {
			d.explain(e.Value)
			if states, ok := d.a.Resolve(e.Value).(*revision.Dict); ok {
				for _, s := range states.Entries {
					d.explain(s.Value)
				}
			}
		}
	}
	d.reachReplaced(now, 0)
}

// reachReplaced follows an appearance also through objects that were drawn over.
func (d *differ) reachReplaced(v revision.Value, depth int) {
	if ref, ok := v.(revision.Ref); ok && d.explained[ref.Num] && depth < 4 {
		d.reached[ref.Num] = true
		v = d.b.Resolve(v)
	}
	switch v := v.(type) {
	case *revision.Dict:
		for _, e := range v.Entries {
			d.reachReplaced(e.Value, depth+1)
		}
	case *revision.Stream:
		d.reach(v.Dict)
	default:
		d.reach(v)
	}
}

// filling: the value of another field changes.
func (d *differ) filling(owner field, was, now *revision.Dict) {
	lax := []revision.Name{"V", "AP", "AS", "M"}
	changed := slices.ContainsFunc(lax, func(k revision.Name) bool {
		x, there := was.Lookup(k)
		y, still := now.Lookup(k)
		if xr, ok := x.(revision.Ref); ok {
			return !sameRef(x, y) || d.a.Object(xr) != d.b.Object(xr)
		}
		return there != still || !plainEqual(x, y)
	})
	if !changed {
		d.sameDict(was, now, changeForm)
		return
	}
	if !d.rules.mayFill(owner.name) || !d.fillable(owner) || d.isStream(now.Get("V")) {
		d.refuse(changeForm)
	}
	d.permitted[changeForm] = true
	d.explain(was.Get("V"))
	d.reach(now.Get("V"))
	d.appearance(was.Get("AP"), now.Get("AP"))
	d.sameDict(was, now, changeForm, lax...)
}

func (d *differ) isStream(v revision.Value) bool {
	_, ok := d.b.Resolve(v).(*revision.Stream)
	return ok
}

// newField: only a field for a signature may be added, and it must be signed by
// one that came later, or be empty and draw nothing.
func (d *differ) newField(v revision.Value, level int) {
	ref, ok := v.(revision.Ref)
	f := d.b.Dict(v)
	if !ok || f == nil || f.Twice || d.a.Has(ref.Num) || d.reached[ref.Num] || level > maxLevels {
		d.refuse(changeForm)
		return
	}
	what := d.b.Resolve(f.Get("FT"))
	if kids := f.Get("Kids"); what == nil && level < maxLevels && d.b.Array(kids) != nil {
		d.newGroup(ref, f, level)
		return
	}
	if what != revision.Name("Sig") {
		d.refuse(changeForm)
		return
	}
	d.reached[ref.Num] = true
	s := d.signature(f.Get("V"))
	if s == nil && d.b.Resolve(f.Get("V")) != nil {
		d.refuse(changeForm)
		return
	}
	visible := d.widget(ref, f, s != nil)
	if kids, there := f.Lookup("Kids"); there {
		d.mark(kids)
		for _, kid := range d.b.Array(kids) {
			k, ok := kid.(revision.Ref)
			w := d.b.Dict(kid)
			if !ok || w == nil || w.Twice || d.a.Has(k.Num) {
				d.refuse(changeForm)
				continue
			}
			d.reached[k.Num] = true
			visible = d.widget(k, w, s != nil) || visible
		}
	}
	kind := changeForm
	if s != nil {
		kind = s.Kind
	}
	if !d.rules.mayAdd(s, visible) {
		d.refuse(kind)
	}
	d.permitted[kind] = true
}

// newGroup: a name above new fields, which is all that it may be.
func (d *differ) newGroup(ref revision.Ref, f *revision.Dict, level int) {
	d.reached[ref.Num] = true
	for _, e := range f.Entries {
		switch e.Key {
		case "T", "TU", "Parent":
		case "Kids":
			d.mark(e.Value)
			for _, kid := range d.b.Array(e.Value) {
				d.newField(kid, level+1)
			}
		default:
			d.refuse(changeForm)
		}
	}
}
