package revision

// Value is one PDF value: nil (null), bool, int64, Real, Name, *String, Array,
// *Dict, *Stream or Ref.
type Value any

// Real is a number with a fraction, or one too large for 64 bits.
type Real float64

// Name is a name with its #xx escapes undone.
type Name string

// Ref points to an object by number.
type Ref struct{ Num, Gen int }

// Array is a list of values.
type Array []Value

// String is a string and where it stands in the file.
type String struct {
	Bytes []byte
	Hex   bool // written as <…>
	Plain bool // Hex, of an even number of digits and nothing between them
	Start int  // of its first delimiter, -1 inside an object stream
	End   int  // after its last delimiter
}

// Entry is one key of a Dict.
type Entry struct {
	Key   Name
	Value Value
}

// Dict is a dictionary in the order in which it is written. PDF leaves open which
// of two entries with one key counts, so readers differ: Twice says that there are.
type Dict struct {
	Entries []Entry
	Twice   bool
	Start   int // of "<<", -1 inside an object stream
	End     int
	index   map[Name]int
}

// Stream is a dictionary followed by bytes, which stay where they are.
type Stream struct {
	Dict  *Dict
	Start int // of the bytes as written, in the file
	End   int
}

// indexFrom is the number of entries from which a Dict is searched by map.
const indexFrom = 16

// Get returns the value of key, nil when there is none. Of two entries with one
// key it is the first.
func (d *Dict) Get(key Name) Value {
	v, _ := d.Lookup(key)
	return v
}

// Lookup is Get that tells null from nothing. A nil Dict has no entries.
func (d *Dict) Lookup(key Name) (Value, bool) {
	if d == nil {
		return nil, false
	}
	if d.index != nil {
		i, ok := d.index[key]
		if !ok {
			return nil, false
		}
		return d.Entries[i].Value, true
	}
	for _, e := range d.Entries {
		if e.Key == key {
			return e.Value, true
		}
	}
	return nil, false
}

// seal looks for double keys and makes large dictionaries quick to search.
func (d *Dict) seal() {
	if len(d.Entries) < indexFrom {
		for i, e := range d.Entries {
			for _, before := range d.Entries[:i] {
				d.Twice = d.Twice || before.Key == e.Key
			}
		}
		return
	}
	d.index = make(map[Name]int, len(d.Entries))
	for i, e := range d.Entries {
		if _, ok := d.index[e.Key]; ok {
			d.Twice = true
			continue
		}
		d.index[e.Key] = i
	}
}
