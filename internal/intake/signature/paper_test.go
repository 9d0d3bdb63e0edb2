package signature

import (
	"bytes"
	"compress/zlib"
	"crypto"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// layout is how cross-references are written.
type layout int

const (
	table layout = iota
	stream
	hybrid // a table, and a stream that only new readers see
	packed // a stream, with the objects that may be in an object stream
)

// paper writes a PDF revision by revision. Object 1 is the catalog, 2 the page
// tree, 3 the only page, 4 its content, 5 a font, 6 the information dictionary.
type paper struct {
	out           []byte
	prev, next    int
	layout        layout
	fields        []string
	annots        []string
	catalog, acro string // more entries
	page          string // more entries of the page
	trailer       string
	contents      int
	starts        []int // where each revision begins
}

type obj struct {
	num  int
	body string
}

func newPaper(l layout, more ...obj) *paper {
	p := &paper{out: []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), prev: -1, next: 7, layout: l, contents: 4}
	for _, o := range more {
		p.next = max(p.next, o.num+1)
	}
	p.write(append([]obj{
		{1, p.root()}, {2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"}, {3, p.sheet()},
		{4, streamOf("", "BT /F1 18 Tf 60 700 Td (So 12/QD-UBND: muc chi 10 trieu dong) Tj ET")},
		{5, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"},
		{6, "<</Title(Quyet dinh)/CreationDate(D:20260301080000Z)>>"},
	}, more...)...)
	return p
}

func streamOf(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

func (p *paper) root() string {
	form := ""
	if len(p.fields) > 0 {
		form = "/AcroForm<</Fields[" + strings.Join(p.fields, " ") + "]/SigFlags 3" + p.acro + ">>"
	}
	return "<</Type/Catalog/Pages 2 0 R" + form + p.catalog + ">>"
}

func (p *paper) sheet() string {
	annots := ""
	if len(p.annots) > 0 {
		annots = "/Annots[" + strings.Join(p.annots, " ") + "]"
	}
	return fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents %d 0 R%s%s>>", p.contents, annots, p.page)
}

func (p *paper) alloc() int {
	p.next++
	return p.next - 1
}

func ref(n int) string { return fmt.Sprintf("%d 0 R", n) }

// write appends a revision.
func (p *paper) write(objects ...obj) *paper {
	p.starts = append(p.starts, len(p.out))
	at := map[int]int{}
	inPack := map[int][2]int{}
	if p.layout == packed {
		objects = p.pack(objects, inPack)
	}
	for _, o := range objects {
		p.next = max(p.next, o.num+1)
	}
	for _, o := range objects {
		at[o.num] = len(p.out)
		p.out = append(p.out, fmt.Sprintf("%d 0 obj\n%s\nendobj\n", o.num, o.body)...)
	}
	p.xref(at, inPack)
	return p
}

// pack moves what may be moved into an object stream.
func (p *paper) pack(objects []obj, where map[int][2]int) []obj {
	number := p.alloc()
	for _, o := range objects {
		if number <= o.num {
			number = o.num + 1
			p.next = number + 1
		}
	}
	var head, body strings.Builder
	var rest []obj
	i := 0
	for _, o := range objects {
		if strings.Contains(o.body, "stream") || strings.Contains(o.body, "/ByteRange") {
			rest = append(rest, o)
			continue
		}
		fmt.Fprintf(&head, "%d %d ", o.num, body.Len())
		body.WriteString(o.body + "\n")
		where[o.num] = [2]int{number, i}
		i++
	}
	data := deflate(head.String() + body.String())
	return append(rest, obj{number, streamOf(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", i, head.Len()), data)})
}

func deflate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func (p *paper) tail() string {
	t := "/Root 1 0 R/Info 6 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]" + p.trailer
	if p.prev >= 0 {
		t += fmt.Sprintf("/Prev %d", p.prev)
	}
	return t
}

func (p *paper) xref(at map[int]int, inPack map[int][2]int) {
	var start int
	switch p.layout {
	case table:
		start = p.table(at, "")
	case hybrid:
		hidden := map[int]int{}
		for n, a := range at {
			if n > 6 && len(at) > 1 { // new objects are what old readers do not see
				hidden[n] = a
			}
		}
		extra := len(p.out)
		number := p.alloc()
		p.out = append(p.out, p.streamXref(number, hidden, nil, fmt.Sprintf("/Size %d", p.next))...)
		for n := range hidden {
			at[n] = -1
		}
		start = p.table(at, fmt.Sprintf("/XRefStm %d", extra))
	default:
		number := p.alloc()
		start = len(p.out)
		at[number] = start
		p.out = append(p.out, p.streamXref(number, at, inPack, p.tail()+fmt.Sprintf("/Size %d", p.next))...)
	}
	p.out = append(p.out, fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start)...)
	p.prev = start
}

func (p *paper) table(at map[int]int, more string) int {
	start := len(p.out)
	p.out = append(p.out, "xref\n"...)
	if p.prev < 0 {
		p.out = append(p.out, "0 1\n0000000000 65535 f \n"...)
	}
	for _, n := range sortedKeys(at) {
		if at[n] < 0 {
			p.out = append(p.out, fmt.Sprintf("%d 1\n0000000000 00000 f \n", n)...)
			continue
		}
		p.out = append(p.out, fmt.Sprintf("%d 1\n%010d 00000 n \n", n, at[n])...)
	}
	p.out = append(p.out, fmt.Sprintf("trailer\n<</Size %d%s%s>>\n", p.next, p.tail(), more)...)
	return start
}

func (p *paper) streamXref(number int, at map[int]int, inPack map[int][2]int, entries string) string {
	var index, rows strings.Builder
	row := func(n, kind, a, b int) {
		fmt.Fprintf(&index, "%d 1 ", n)
		rows.Write([]byte{byte(kind), byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a), byte(b >> 8), byte(b)})
	}
	for _, n := range sortedKeys(at) {
		row(n, 1, at[n], 0)
	}
	for _, n := range sortedKeys(inPack) {
		row(n, 2, inPack[n][0], inPack[n][1])
	}
	return fmt.Sprintf("%d 0 obj\n%s\nendobj\n", number,
		streamOf("/Type/XRef/W[1 4 2]/Index["+index.String()+"]/Filter/FlateDecode"+entries, deflate(rows.String())))
}

func sortedKeys[V any](m map[int]V) []int {
	var out []int
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// signing is a signature to be put on a paper.
type signing struct {
	envelope
	field   string // "" = Sig and a number
	in      int    // the object of an empty field that is there already
	filter  string // SubFilter, "" = ETSI.CAdES.detached
	more    string // entries of the signature dictionary
	widget  string // entries of the field
	rect    string
	picture int // object of an appearance
	objects []obj
	room    int
	text    func(string) string // changes the signature dictionary before it is sealed
	seal    func(file []byte, dict int) []byte
	keepOff bool // the widget is not put on the page
}

const rangeRoom = "[0000000000 0000000000 0000000000 0000000000]"

// sign appends a revision with a signature.
func (p *paper) sign(s signing) *paper {
	if s.filter == "" {
		s.filter = "ETSI.CAdES.detached"
	}
	if s.room == 0 {
		s.room = 9000
	}
	if s.rect == "" {
		s.rect = "[0 0 0 0]"
	}
	kind := "Sig"
	if s.filter == "ETSI.RFC3161" {
		kind = "DocTimeStamp"
	}
	v := p.alloc()
	objects := slices.Clone(s.objects)
	if s.in == 0 {
		f := p.alloc()
		if s.field == "" {
			s.field = fmt.Sprintf("Sig%d", len(p.fields)+1)
		}
		look := ""
		if s.picture > 0 {
			look = "/AP<</N " + ref(s.picture) + ">>"
		}
		objects = append(objects, obj{f, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/F 132/Rect%s/P 3 0 R/V %s%s%s>>", s.field, s.rect, ref(v), look, s.widget)})
		p.fields = append(p.fields, ref(f))
		objects = append(objects, obj{1, p.root()})
		if !s.keepOff {
			p.annots = append(p.annots, ref(f))
			objects = append(objects, obj{3, p.sheet()})
		}
	} else {
		objects = append(objects, obj{s.in, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/F 132/Rect%s/P 3 0 R/V %s%s>>", s.field, s.rect, ref(v), s.widget)})
	}
	dict := fmt.Sprintf("<</Type/%s/Filter/Adobe.PPKLite/SubFilter/%s/M(D:20260302080000Z)%s/ByteRange %s/Contents <%s>>>",
		kind, s.filter, s.more, rangeRoom, strings.Repeat("0", 2*s.room))
	if s.text != nil {
		dict = s.text(dict)
	}
	objects = append(objects, obj{v, dict})
	before := len(p.out)
	p.write(objects...)
	at := before + bytes.LastIndex(p.out[before:], []byte(fmt.Sprintf("%d 0 obj", v)))
	if s.seal != nil {
		p.out = s.seal(p.out, at)
		return p
	}
	p.out = sealed(p.out, at, s)
	return p
}

// gap finds the signature's string after a position: the brackets included.
func gap(file []byte, at int) (from, to int) {
	from = at + bytes.Index(file[at:], []byte("/Contents <")) + len("/Contents ")
	return from, from + bytes.IndexByte(file[from:], '>') + 1
}

// sealed fills in range and signature as a signer does.
func sealed(file []byte, at int, s signing) []byte {
	from, to := gap(file, at)
	file = putRange(file, at, 0, from, to, len(file)-to)
	return putCMS(file, from, s, slices.Concat(file[:from], file[to:]))
}

func putRange(file []byte, at int, numbers ...int) []byte {
	i := at + bytes.Index(file[at:], []byte("/ByteRange ")) + len("/ByteRange ")
	var w []string
	for _, n := range numbers {
		w = append(w, fmt.Sprint(n))
	}
	text := "[" + strings.Join(w, " ") + "]"
	copy(file[i:], text+strings.Repeat(" ", len(rangeRoom)-len(text)))
	return file
}

func putCMS(file []byte, from int, s signing, message []byte) []byte {
	var raw []byte
	switch s.filter {
	case "ETSI.RFC3161":
		raw = stamp{by: s.by, at: s.at, spoil: s.spoil}.token(message)
	case "adbe.pkcs7.sha1":
		s.envelope.content = sumOf(crypto.SHA1, message)
		raw = s.envelope.sign(s.envelope.content)
	default:
		raw = s.envelope.sign(message)
	}
	copy(file[from+1:], hex.EncodeToString(raw))
	return file
}
