package signature

import (
	"bytes"

	"minhchung/internal/intake/signature/revision"
)

// Flags of fields (ISO 32000-2, tables 227 and 229).
const (
	flagReadOnly   = 1 << 0
	flagPushButton = 1 << 16
)

// fillable reports whether a field is one that people fill in: a push button has no
// value, only a picture, and what is read-only changes where it is calculated.
func (d *differ) fillable(f field) bool {
	if f.kind == "Btn" && f.flags&flagPushButton != 0 {
		return false
	}
	if f.flags&flagReadOnly == 0 {
		return true
	}
	for _, v := range d.a.Array(d.form.Get("CO")) {
		if ref, ok := v.(revision.Ref); ok && ref.Num == f.num {
			return true
		}
	}
	return false
}

// plainFields reports whether the signed form had fields other than signatures that
// do not say how their value is written.
func (d *differ) plainFields() bool {
	for _, f := range d.fields {
		da, _ := d.a.Resolve(f.dict.Get("DA")).(*revision.String)
		if f.kind != "Sig" && f.kind != "" && (da == nil || !bytes.Contains(da.Bytes, []byte("Tf"))) {
			return true
		}
	}
	return false
}

// pictured reports whether a value of the signed form had a picture of its own.
func (d *differ) pictured() bool {
	for _, f := range d.fields {
		if _, there := f.dict.Lookup("AP"); there && f.kind != "Sig" {
			return true
		}
	}
	return false
}

// wanted reports whether a field of the signed form, or one that may yet be drawn, is
// written with a resource of this name that was not there: readers took another font
// for it, and would now take the one that is supplied.
func (d *differ) wanted(name revision.Name) bool {
	if d.named == nil {
		d.named = d.names()
	}
	return d.named[string(name)] || d.named[anyName]
}

// anyName stands for a name that is written with escapes: it may be any.
const anyName = "#"

// names are the resources that the fields of the signed form are written with.
func (d *differ) names() map[string]bool {
	all, common := map[string]bool{}, false
	anew := d.a.Resolve(d.form.Get("NeedAppearances")) == true
	for _, f := range d.fields {
		if f.kind == "Sig" {
			continue
		}
		if _, drawn := f.dict.Lookup("AP"); drawn && !anew {
			continue
		}
		text := d.a.Resolve(f.dict.Get("DA"))
		if text == nil {
			common = true
			continue
		}
		d.namesIn(text, all)
	}
	if common {
		d.namesIn(d.a.Resolve(d.form.Get("DA")), all)
	}
	return all
}

// namesIn takes the names of a piece of a content stream.
func (d *differ) namesIn(text revision.Value, all map[string]bool) {
	s, ok := text.(*revision.String)
	if !ok || !d.a.Spend(1+len(s.Bytes)/64) {
		return
	}
	for _, word := range bytes.FieldsFunc(s.Bytes, func(r rune) bool { return r <= ' ' || bytes.ContainsRune([]byte("()<>[]{}%"), r) }) {
		for i, part := range bytes.Split(word, []byte("/")) {
			if bytes.ContainsRune(part, '#') {
				part = []byte(anyName)
			}
			if i > 0 {
				all[string(part)] = true
			}
		}
	}
}
