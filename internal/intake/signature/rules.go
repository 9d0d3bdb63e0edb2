package signature

import (
	"slices"
	"strings"

	"minhchung/internal/intake/signature/revision"
)

// rules is what the signers of a revision allow to happen after it.
type rules struct {
	own   int // DocMDP of this signature, 0 for none
	level int // the strictest DocMDP of this revision, 0 for none
	locks []lock
}

// lock is a FieldMDP: the fields that a signature closes.
type lock struct {
	action revision.Name // All, Include, Exclude
	fields []string
}

func (l lock) closes(name string) bool {
	in := slices.ContainsFunc(l.fields, func(f string) bool { return name == f || strings.HasPrefix(name, f+".") })
	switch l.action {
	case "All":
		return true
	case "Include":
		return in
	case "Exclude":
		return !in
	}
	return true // an unknown word closes everything
}

// permissions collects the rules in force after s: its own and those of the
// signatures it was laid over (ISO 32000-2, 12.8.2.2 and 12.8.2.4).
func permissions(doc *document, all []*one, s *one) rules {
	var r rules
	for _, other := range all {
		if other.cover.rev < 0 || other.cover.rev > s.cover.rev {
			continue
		}
		level, locks := transforms(doc, other)
		r.locks = append(r.locks, locks...)
		if level > 0 && (r.level == 0 || level < r.level) {
			r.level = level
		}
		if other == s {
			r.own = level
		}
	}
	return r
}

// transforms reads the Reference array of a signature and the Lock of its field.
func transforms(doc *document, s *one) (level int, locks []lock) {
	v := doc.View(s.cover.rev)
	for _, item := range v.Array(s.dict.Get("Reference")) {
		d := v.Dict(item)
		params := v.Dict(d.Get("TransformParams"))
		switch v.Resolve(d.Get("TransformMethod")) {
		case revision.Name("DocMDP"):
			level = 2
			if p, ok := v.Resolve(params.Get("P")).(int64); ok && p >= 1 && p <= 3 {
				level = int(p)
			} else if ok {
				level = 1
			}
		case revision.Name("FieldMDP"):
			locks = append(locks, readLock(v, params))
		}
	}
	for _, f := range doc.form(s.cover.rev) {
		if f.name != s.field || f.owner != 0 {
			continue
		}
		if d := v.Dict(f.dict.Get("Lock")); d != nil {
			locks = append(locks, readLock(v, d))
			if p, ok := v.Resolve(d.Get("P")).(int64); ok && p >= 1 && p <= 3 && (level == 0 || int(p) < level) {
				level = int(p)
			}
		}
	}
	return level, locks
}

func readLock(v *revision.View, d *revision.Dict) lock {
	l := lock{}
	l.action, _ = v.Resolve(d.Get("Action")).(revision.Name)
	for _, name := range v.Array(d.Get("Fields")) {
		l.fields = append(l.fields, words(v.Resolve(name)))
	}
	return l
}

func (r rules) locked(name string) bool {
	return slices.ContainsFunc(r.locks, func(l lock) bool { return l.closes(name) })
}

// mayFill: values change only where a certification says so in so many words.
func (r rules) mayFill(name string) bool { return r.level >= 2 && !r.locked(name) }

// maySign: a field that was there is signed.
func (r rules) maySign(s *one, name string) bool {
	if s.Kind == kindTimestamp {
		return true
	}
	return r.level != 1 && !r.locked(name)
}

// mayAdd: a field is added; s is nil for an empty one. After a certification it
// must not show anything that was not foreseen.
func (r rules) mayAdd(s *one, visible bool) bool {
	switch {
	case s != nil && s.Kind == kindTimestamp:
		return !visible || r.level == 0
	case r.level == 1:
		return false
	case r.level > 0:
		return !visible
	}
	return true
}
