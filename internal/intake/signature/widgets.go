package signature

import (
	"math"

	"minhchung/internal/intake/signature/revision"
)

// What the pictures of later signatures may cover of a page: stamps, not a sheet laid
// over the text.
const (
	largestPicture = 0.25 // all of one signature
	largestTotal   = 0.5  // all later ones together, on places kept for them when the paper was signed, too
)

// newWidget reports whether an object may be put among the annotations of a page: the
// widget of a signature field added since, or of one that had no place on a page when
// the paper was signed and has been signed since.
func (d *differ) newWidget(ref revision.Ref) bool {
	if d.a.Has(ref.Num) {
		return d.unsigned(ref.Num) && d.signerOf(d.fields[ref.Num]) != nil
	}
	return d.added[ref.Num]
}

// unsigned reports whether an object was the field or widget of a signature that was
// still to be made.
func (d *differ) unsigned(num int) bool {
	f, known := d.fields[num]
	return known && f.kind == "Sig" && d.a.Resolve(f.value) == nil
}

// signerOf returns the signature made since in a field that was there.
func (d *differ) signerOf(f field) *one {
	num := f.num
	if f.owner != 0 {
		num = f.owner
	}
	return d.signature(d.b.Dict(revision.Ref{Num: num, Gen: d.b.Gen(num)}).Get("V"))
}

// widget checks the dictionary of a new field or its widget, and reports whether
// it shows anything.
func (d *differ) widget(ref revision.Ref, w *revision.Dict, signed bool) bool {
	d.added[ref.Num] = true
	for _, e := range w.Entries {
		switch e.Key {
		case "P", "Parent", "Kids":
		case "Type", "Subtype", "FT", "T", "TU", "F", "Ff", "Rect", "AS", "DA", "Q", "BS", "Border", "H", "NM", "M", "StructParent":
			d.reach(e.Value)
		case "V", "AP", "MK", "Lock", "SV", "DR": // iText gives each signature resources, which none uses
			d.reach(e.Value)
		default: // above all actions
			d.refuse(changeAnnotation)
		}
	}
	if subtype := d.b.Resolve(w.Get("Subtype")); subtype != nil && subtype != revision.Name("Widget") {
		d.refuse(changeAnnotation)
	}
	place, ok := d.box(w.Get("Rect"))
	if _, there := w.Lookup("Rect"); there && !ok { // readers differ in what they make of it
		d.refuse(changeAnnotation)
	}
	drawn := place.area() > 0 && d.draws(w)
	if drawn && !signed {
		d.refuse(changeAnnotation)
	}
	return drawn
}

// draws reports whether a widget brings a picture, or colours that readers paint.
func (d *differ) draws(w *revision.Dict) bool {
	if _, there := w.Lookup("AP"); there {
		return true
	}
	if colours := d.b.Dict(w.Get("MK")); colours != nil {
		for _, e := range colours.Entries {
			if e.Key != "R" {
				return true
			}
		}
	}
	return false
}

// sheet adds up what is laid over one page. It goes by the page that shows a widget:
// the one that the widget names is for the widget to choose.
type sheet struct {
	d     *differ
	page  float64
	parts map[int]float64 // by the number of the field
	total float64
}

func (d *differ) newSheet(page *revision.Dict) *sheet {
	const without = 595 * 792 // of a page without a size: Letter or A4, as readers have it
	media, odd := d.inherited(page, "MediaBox")
	crop, alsoOdd := d.inherited(page, "CropBox")
	s := &sheet{d: d, page: without, parts: map[int]float64{}}
	if len(media) > 0 {
		s.page = media[0].area()
	}
	if len(crop) > 0 && len(media) > 0 {
		if cut := media[0].and(crop[0]); cut.area() > 0 { // else readers show all of the page
			s.page = cut.area()
		}
	}
	if odd || alsoOdd { // readers differ in which of them they take
		for _, b := range append(media, crop...) {
			s.page = min(s.page, b.area())
		}
	}
	return s
}

// lay puts a widget on the page, be it drawn already or not: an empty field that is as
// large as the page waits for a picture that is. foreseen: it stood there when the paper
// was signed, for all to see.
func (s *sheet) lay(ref revision.Ref, foreseen bool) {
	w := s.d.b.Dict(ref)
	place, _ := s.d.box(w.Get("Rect"))
	part := place.area() / s.page
	owner := s.d.ownerOf(ref.Num)
	s.total += part
	if !foreseen {
		s.parts[owner] += part
	}
	if s.parts[owner] > largestPicture || s.total > largestTotal {
		s.d.refuse(changeAnnotation)
	}
}

// ownerOf returns the number of the field that a widget of the later form belongs to:
// as the form says, not as the widget does.
func (d *differ) ownerOf(num int) int {
	if d.owners == nil {
		d.owners = map[int]int{}
		for _, f := range d.doc.form(d.to) {
			d.owners[f.num] = f.owner
		}
	}
	if owner := d.owners[num]; owner != 0 {
		return owner
	}
	return num
}

// inherited returns the rectangles that a page and the nodes above it name, the one
// that counts first (ISO 32000-2, 7.7.3.4), and whether what stood before it is none.
func (d *differ) inherited(node *revision.Dict, key revision.Name) (boxes []box, odd bool) {
	for range maxLevels {
		if node == nil {
			break
		}
		if v, there := node.Lookup(key); there {
			b, ok := d.box(v)
			if ok && b.area() > 0 {
				boxes = append(boxes, b)
			} else if len(boxes) == 0 {
				odd = true
			}
		}
		node = d.b.Dict(node.Get("Parent"))
	}
	return boxes, odd
}

// seen reports whether a field stood on the page for all to see when the paper was
// signed.
func (d *differ) seen(ref revision.Ref) bool {
	const hidden, noView = 1 << 1, 1 << 5
	flags, _ := d.a.Resolve(d.a.Dict(ref).Get("F")).(int64)
	return flags&(hidden|noView) == 0
}

// box is a rectangle: left, bottom, right, top.
type box [4]float64

func (b box) area() float64 { return max(0, b[2]-b[0]) * max(0, b[3]-b[1]) }

func (b box) and(c box) box {
	return box{max(b[0], c[0]), max(b[1], c[1]), min(b[2], c[2]), min(b[3], c[3])}
}

// box reads a rectangle of two corners in any order.
func (d *differ) box(v revision.Value) (box, bool) {
	list := d.b.Array(v)
	if len(list) != 4 {
		return box{}, false
	}
	var n [4]float64
	for i, v := range list {
		switch v := d.b.Resolve(v).(type) {
		case int64:
			n[i] = float64(v)
		case revision.Real:
			n[i] = float64(v)
		default:
			return box{}, false
		}
	}
	return box{math.Min(n[0], n[2]), math.Min(n[1], n[3]), math.Max(n[0], n[2]), math.Max(n[1], n[3])}, true
}
