package signature

import (
	"minhchung/internal/intake/signature/revision"
)

// Tagged papers (ISO 32000-2, 14.7): whoever adds the widget of a signature may say
// in the tree of structure that it is a form, as iText does from version 7 on. Nothing
// else of the tree may change, since what is read aloud and copied hangs on it.

// tags compares the root of the tree of structure.
func (d *differ) tags(was, now revision.Value) {
	before, after := d.a.Dict(was), d.b.Dict(now)
	if before == nil || after == nil || !sameRef(was, now) {
		d.same(was, now, changeStructure)
		return
	}
	if ref, ok := was.(revision.Ref); ok { // its elements lead back to it
		d.done[ref.Num], d.reached[ref.Num] = true, true
	}
	d.sameDict(before, after, changeStructure, "K", "ParentTree", "ParentTreeNextKey")
	d.element(before, after)
	d.parents(before.Get("ParentTree"), after.Get("ParentTree"))
	next, _ := d.a.Resolve(before.Get("ParentTreeNextKey")).(int64)
	if n, ok := d.b.Resolve(after.Get("ParentTreeNextKey")).(int64); !ok && after.Get("ParentTreeNextKey") != nil || n < next {
		d.refuse(changeStructure)
	}
	d.explain(before.Get("ParentTreeNextKey"))
	d.mark(after.Get("ParentTreeNextKey"))
}

// element compares what an element, or the root, has below it: new ones may stand
// behind the others when they are those of new signatures.
func (d *differ) element(was, now *revision.Dict) {
	before, after := was.Get("K"), now.Get("K")
	old, list := d.kids(d.a, before), d.kids(d.b, after)
	if d.a.Array(before) != nil {
		d.explain(before)
	}
	if d.b.Array(after) != nil {
		d.mark(after)
	}
	if len(list) < len(old) {
		d.refuse(changeStructure)
		return
	}
	d.doc.work += len(list) / 4
	for i, v := range list {
		switch {
		case i < len(old):
			d.same(old[i], v, changeStructure)
		case !d.newTag(v):
			d.refuse(changeStructure)
		}
	}
}

// kids are the parts of an element: one, or an array of them.
func (d *differ) kids(view *revision.View, k revision.Value) revision.Array {
	if k == nil {
		return nil
	}
	if list := view.Array(k); list != nil {
		return list
	}
	return revision.Array{k}
}

// newTag reports whether v is a new element that says no more than that the widget of
// a new signature is a form.
func (d *differ) newTag(v revision.Value) bool {
	ref, ok := v.(revision.Ref)
	if !ok || d.a.Has(ref.Num) {
		return false
	}
	tag, ok := d.b.Resolve(ref).(*revision.Dict)
	if !ok || tag.Twice {
		return false
	}
	for _, e := range tag.Entries {
		switch e.Key {
		case "Type", "S", "P", "Pg", "K":
		default: // above all other words for what is shown: Alt, ActualText, E
			return false
		}
	}
	kids := d.kids(d.b, tag.Get("K"))
	if d.b.Resolve(tag.Get("S")) != revision.Name("Form") || len(kids) != 1 {
		return false
	}
	part, ok := d.b.Resolve(kids[0]).(*revision.Dict)
	if !ok || part.Twice || d.b.Resolve(part.Get("Type")) != revision.Name("OBJR") {
		return false
	}
	widget, ok := part.Get("Obj").(revision.Ref)
	if !ok || !d.added[widget.Num] {
		return false
	}
	d.reach(ref)
	return true
}

// parents compares the tree that leads from what is shown to its element. iText writes
// all of it anew, so it is compared by what it says.
func (d *differ) parents(was, now revision.Value) {
	before, sound := d.numbers(d.a, was, d.explain)
	after, stillSound := d.numbers(d.b, now, d.mark)
	if !sound || !stillSound {
		d.refuse(changeStructure)
		return
	}
	for n, v := range before {
		w, there := after[n]
		old, list := d.a.Array(v), d.b.Array(w)
		switch {
		case !there:
			d.refuse(changeStructure)
		case sameRef(v, w) && (old == nil) == (list == nil) && old == nil:
			d.same(v, w, changeStructure)
		case old == nil || len(old) != len(list):
			d.refuse(changeStructure)
		default:
			d.explain(v)
			d.mark(w)
			d.doc.work += len(old) / 4
			for i := range old {
				d.same(old[i], list[i], changeStructure)
			}
		}
	}
	for n, v := range after {
		if _, there := before[n]; !there && !d.newTag(v) {
			d.refuse(changeStructure)
		}
	}
}

// numbers reads a tree of numbers (ISO 32000-2, 7.9.7), false when one stands there
// twice or it is none. Each node is handed to visit.
func (d *differ) numbers(view *revision.View, root revision.Value, visit func(revision.Value)) (map[int64]revision.Value, bool) {
	all := map[int64]revision.Value{}
	if root == nil {
		return all, true
	}
	todo, seen := []revision.Value{root}, map[int]bool{}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if ref, ok := v.(revision.Ref); ok {
			if seen[ref.Num] {
				return nil, false
			}
			seen[ref.Num] = true
		}
		node, ok := view.Resolve(v).(*revision.Dict)
		if !ok || node.Twice || !view.Spend(1) {
			return nil, false
		}
		visit(v)
		visit(node.Get("Kids"))
		visit(node.Get("Nums"))
		todo = append(todo, view.Array(node.Get("Kids"))...)
		nums := view.Array(node.Get("Nums"))
		if len(nums)%2 != 0 || !view.Spend(len(nums)/16) {
			return nil, false
		}
		for i := 0; i < len(nums); i += 2 {
			n, ok := nums[i].(int64)
			if _, twice := all[n]; !ok || twice {
				return nil, false
			}
			all[n] = nums[i+1]
		}
	}
	return all, true
}
