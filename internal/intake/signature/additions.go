package signature

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"minhchung/internal/intake/signature/revision"
)

// catalog compares the root of the document.
func (d *differ) catalog(was, now *revision.Dict) {
	special := []revision.Name{"AcroForm", "DSS", "Metadata", "Extensions", "Version", "StructTreeRoot"}
	d.sameDict(was, now, changeStructure, special...)
	d.acroForm(was.Get("AcroForm"), now.Get("AcroForm"))
	d.tags(was.Get("StructTreeRoot"), now.Get("StructTreeRoot")) // knows by now which fields are new
	d.securityStore(was.Get("DSS"), now.Get("DSS"))
	d.metadata(was.Get("Metadata"), now.Get("Metadata"))
	d.extensions(was.Get("Extensions"), now.Get("Extensions"))
	if v, there := now.Lookup("Version"); there && !plainEqual(was.Get("Version"), v) {
		name, ok := d.b.Resolve(v).(revision.Name)
		if !ok || !regexp.MustCompile(`^[12]\.\d$`).MatchString(string(name)) {
			d.refuse(changeStructure)
		}
		d.mark(v)
	}
}

// page: only widgets of new signature fields may be added.
func (d *differ) page(was, now *revision.Dict) {
	except := []revision.Name{"Annots"}
	if _, there := was.Lookup("Tabs"); !there {
		if _, ok := d.b.Resolve(now.Get("Tabs")).(revision.Name); ok { // in which order one steps from field to field
			except = append(except, "Tabs")
			d.mark(now.Get("Tabs"))
		}
	}
	d.sameDict(was, now, changeContent, except...)
	before, after := was.Get("Annots"), now.Get("Annots")
	d.explain(before)
	d.mark(after)
	old := d.a.Array(before)
	list := d.b.Array(after)
	if _, there := now.Lookup("Annots"); there && list == nil && d.b.Resolve(after) != nil {
		d.refuse(changeAnnotation)
	}
	over := d.newSheet(now)
	for _, v := range list {
		ref, ok := v.(revision.Ref)
		if len(old) > 0 && sameRef(old[0], v) {
			d.same(old[0], v, changeAnnotation)
			old = old[1:]
			if ok && d.a.Object(ref) != d.b.Object(ref) && d.unsigned(ref.Num) {
				over.lay(ref, d.seen(ref))
			}
			continue
		}
		if !ok || !d.newWidget(ref) {
			d.refuse(changeAnnotation)
			continue
		}
		over.lay(ref, false)
	}
	if len(old) > 0 {
		d.refuse(changeAnnotation)
	}
}

// securityStore: certificates, CRLs and OCSP responses may be added, in the form
// that ISO 32000-2, 12.8.4.3 gives them and no other.
func (d *differ) securityStore(was, now revision.Value) {
	before, after := d.a.Dict(was), d.b.Dict(now)
	d.explain(was)
	d.mark(now)
	if after == nil {
		if before != nil {
			d.refuse(changeStructure)
		}
		return
	}
	for _, k := range []revision.Name{"VRI", "Certs", "CRLs", "OCSPs"} {
		d.explain(before.Get(k))
	}
	if vri := d.a.Dict(before.Get("VRI")); vri != nil {
		for _, e := range vri.Entries {
			d.explain(e.Value)
			one := d.a.Dict(e.Value)
			for _, k := range []revision.Name{"Cert", "CRL", "OCSP"} {
				d.explain(one.Get(k))
			}
		}
	}
	if before != after {
		d.permitted[changeDSS] = true
	}
	for _, e := range after.Entries {
		switch e.Key {
		case "Type":
		case "Certs", "CRLs", "OCSPs":
			d.streams(e.Value)
		case "VRI":
			d.mark(e.Value)
			vri := d.b.Dict(e.Value)
			if vri == nil {
				d.refuse(changeStructure)
				continue
			}
			for _, one := range vri.Entries {
				d.vri(one)
			}
		default:
			d.refuse(changeStructure)
		}
	}
	if after.Twice {
		d.refuse(changeStructure)
	}
}

func (d *differ) vri(e revision.Entry) {
	if e.Key == "Type" {
		return
	}
	d.mark(e.Value)
	one, ok := d.b.Resolve(e.Value).(*revision.Dict)
	if !ok || one.Twice || !regexp.MustCompile(`^[0-9A-Fa-f]{40}$`).MatchString(string(e.Key)) {
		d.refuse(changeStructure)
		return
	}
	for _, k := range one.Entries {
		switch k.Key {
		case "Type", "TU":
		case "Cert", "CRL", "OCSP":
			d.streams(k.Value)
		case "TS":
			d.reach(k.Value)
		default:
			d.refuse(changeStructure)
		}
	}
}

// streams checks an array of streams. One that was there before must be as it was.
func (d *differ) streams(list revision.Value) {
	d.mark(list)
	for _, v := range d.b.Array(list) {
		ref, ok := v.(revision.Ref)
		if !ok || !d.isStream(v) {
			d.refuse(changeStructure)
			continue
		}
		if d.a.Has(ref.Num) {
			d.same(ref, ref, changeStructure)
			continue
		}
		d.reach(v)
	}
}

// extensions declare which standard a part of the file follows; they show nothing.
func (d *differ) extensions(was, now revision.Value) {
	d.explain(was)
	d.mark(now)
	after := d.b.Dict(now)
	if after == nil {
		if d.b.Resolve(now) != nil {
			d.refuse(changeStructure)
		}
		return
	}
	if old := d.a.Dict(was); old != nil {
		for _, e := range old.Entries {
			d.explain(e.Value)
		}
	}
	for _, e := range after.Entries {
		if e.Key == "Type" {
			continue
		}
		d.mark(e.Value)
		for _, v := range append(slices.Clone(d.b.Array(e.Value)), e.Value) {
			d.mark(v)
			one := d.b.Dict(v)
			if one == nil {
				continue
			}
			for _, k := range one.Entries {
				switch k.Key {
				case "Type", "BaseVersion", "ExtensionLevel", "ExtensionRevision", "URL":
				default:
					d.refuse(changeStructure)
				}
			}
		}
	}
}

// info compares the information dictionary: programs write when and by what the
// file was saved; title and author are what a reader shows.
func (d *differ) info(was, now revision.Value) {
	before, after := d.a.Dict(was), d.b.Dict(now)
	d.explain(was)
	d.mark(now)
	if before == after {
		return
	}
	d.permitted[changeMetadata] = true
	if before == nil {
		before = &revision.Dict{}
	}
	if after == nil {
		return // a reader falls back to the older one
	}
	for _, e := range after.Entries {
		old, there := before.Lookup(e.Key)
		x, y := d.a.Resolve(old), d.b.Resolve(e.Value)
		d.explain(old)
		d.mark(e.Value)
		switch e.Key {
		case "ModDate", "Producer":
		case "CreationDate", "Creator":
			if there && !plainEqual(x, y) {
				d.refuse(changeMetadata)
			}
		default:
			if !plainEqual(x, y) {
				d.refuse(changeMetadata)
			}
		}
	}
	if after.Twice {
		d.refuse(changeMetadata)
	}
}

// metadata compares the XMP packet: what names the document must stay.
func (d *differ) metadata(was, now revision.Value) {
	d.explain(was)
	d.mark(now)
	if was == nil && now == nil {
		return
	}
	before, after := object(d.a, was), object(d.b, now)
	if before != nil && before == after {
		d.same(was, now, changeMetadata)
		return
	}
	d.permitted[changeMetadata] = true
	if now == nil {
		d.refuse(changeMetadata)
		return
	}
	old, err := packet(d.a.Data(was))
	if err != nil && was != nil {
		d.refuse(changeMetadata)
		return
	}
	fresh, err := packet(d.b.Data(now))
	if err != nil || was != nil && !slices.Equal(old, fresh) || was == nil && !d.known(fresh) {
		d.refuse(changeMetadata)
	}
	if s, ok := d.b.Resolve(now).(*revision.Stream); !ok || s.Dict.Twice || s.Dict.Get("Subtype") != revision.Name("XML") {
		d.refuse(changeMetadata)
	} else if was != nil {
		d.reach(s.Dict)
	}
}

// known reports whether a new packet says only what the information dictionary said.
func (d *differ) known(fresh []string) bool {
	said := []string{"", "application/pdf"}
	if info := d.a.Dict(d.a.Trailer().Get("Info")); info != nil {
		for _, e := range info.Entries {
			said = append(said, strings.TrimSpace(words(d.a.Resolve(e.Value))))
		}
	}
	for _, w := range fresh {
		if !strings.HasPrefix(w, mark) && !slices.Contains(said, clean(w)) {
			return false
		}
	}
	return true
}

// mark stands before what is the name of an element and not what it says; no XML holds
// it.
const mark = "\x00"

// maxPacket bounds a packet that is compared, in bytes: it is read anew for every pair
// of revisions, and describes a document in some thousands.
const maxPacket = 1 << 20

var errPacket = errors.New("signature: not an XMP packet")

// packet returns what an XMP packet says in the Dublin Core: title, author, subject.
func packet(b []byte) ([]string, error) {
	if len(b) > maxPacket {
		return nil, errPacket
	}
	in := xml.NewDecoder(bytes.NewReader(b))
	in.Entity = map[string]string{}
	var words []string
	core, root := 0, false
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errPacket
		}
		switch t := token.(type) {
		case xml.Directive: // DOCTYPE: entities have no business here
			return nil, errPacket
		case xml.StartElement:
			root = root || t.Name.Local == "xmpmeta" || t.Name.Local == "RDF"
			if core > 0 || strings.Contains(t.Name.Space, "purl.org/dc/") {
				core++
				words = append(words, mark+t.Name.Local)
			}
			for _, a := range t.Attr {
				if strings.Contains(a.Name.Space, "purl.org/dc/") {
					words = append(words, mark+a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			core = max(0, core-1)
		case xml.CharData:
			if core > 0 {
				words = append(words, strings.TrimSpace(string(t)))
			}
		}
	}
	if !root {
		return nil, errPacket
	}
	return words, nil
}
