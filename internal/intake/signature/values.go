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
			text = d.a.Resolve(d.form.Get("DA"))
		}
		if s, ok := text.(*revision.String); ok && names(s.Bytes, name) {
			return true
		}
	}
	return false
}

// names reports whether a piece of a content stream speaks of a name. One that is
// written with escapes may be any.
func names(text []byte, name revision.Name) bool {
	for _, word := range bytes.FieldsFunc(text, func(r rune) bool { return r <= ' ' || bytes.ContainsRune([]byte("()<>[]{}%"), r) }) {
		for i, part := range bytes.Split(word, []byte("/")) {
			if i > 0 && (string(part) == string(name) || bytes.ContainsRune(part, '#')) {
				return true
			}
		}
	}
	return false
}
