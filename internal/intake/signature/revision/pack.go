package revision

// pack is an unpacked object stream.
type pack struct {
	nums    []int
	objects []*Object
}

// packed reads an object out of its object stream.
func (v *View) packed(num int, e entry) *Object {
	carrier, rev, ok := v.lookup(e.offset)
	if !ok || carrier.kind != plain {
		v.doc.unread(0)
		return nil
	}
	p := v.doc.pack(carrier.offset, rev, e.offset)
	if p == nil {
		return nil
	}
	if e.gen < len(p.nums) && p.nums[e.gen] == num {
		return p.objects[e.gen]
	}
	v.doc.unread(carrier.offset)
	return nil
}

func (d *Doc) pack(offset, rev, num int) *pack {
	if p, ok := d.packs[offset]; ok {
		return p
	}
	d.packs[offset] = nil
	o := d.at(offset, rev)
	if o == nil || o.Num != num {
		d.unread(offset)
		return nil
	}
	p, err := d.unpack(o)
	if err != nil {
		d.unread(offset)
	}
	d.packs[offset] = p
	return p
}

func (d *Doc) unpack(o *Object) (*pack, error) {
	s, ok := o.Value.(*Stream)
	if !ok || s.Dict.Get("Type") != Name("ObjStm") {
		return nil, ErrSyntax
	}
	data, err := d.decode(s)
	if err != nil {
		return nil, err
	}
	count, first := number(s.Dict, "N", -1), number(s.Dict, "First", -1)
	if count < 0 || first < 0 || first > len(data) || count > len(data) {
		return nil, ErrSyntax
	}
	head := &parser{src: data[:first], fuel: &d.fuel}
	p := &pack{}
	for range count {
		head.space()
		num, ok := head.integer()
		if !ok {
			return nil, ErrSyntax
		}
		head.space()
		at, ok := head.integer()
		if !ok || first+at > len(data) {
			return nil, ErrSyntax
		}
		body := &parser{src: data, pos: first + at, fuel: &d.fuel}
		value, err := body.value(0)
		if err == ErrLimit { //nolint:errorlint // our own value, never wrapped
			return nil, err
		}
		one := &Object{Num: num, Value: value, Start: o.Start, End: o.End, Packed: true}
		if err != nil {
			one.Odd = OddObject
			d.unread(o.Start)
		}
		if _, bad := value.(Ref); bad {
			one.Value = nil
		}
		p.nums = append(p.nums, num)
		p.objects = append(p.objects, one)
	}
	return p, nil
}
