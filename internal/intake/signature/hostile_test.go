package signature

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"minhchung/internal/kpi"
)

// costly are files that ask for much work: each must end long before the child
// that reads it is ended, and none may be called sound unless all was looked at.
func costly(w *pki) map[string][]byte {
	var objects []obj
	for n := 100; n < 3100; n++ {
		objects = append(objects, obj{n, fmt.Sprintf("<</Next %d 0 R/A[1 2 3 4 5 6 7 8]>>", n+1)})
	}
	many := newPaper(table, objects...)
	many.page = "/PieceInfo 100 0 R"
	many.write(obj{3, many.sheet()})
	for range 40 {
		many.sign(by(w.p256))
	}
	for range 150 {
		many.write(obj{6, "<</Title(Quyet dinh)/CreationDate(D:20260301080000Z)/ModDate(D:20260401080000Z)>>"})
	}
	fields := newPaper(table)
	var list []obj
	for n := 100; n < 9100; n++ {
		fields.fields = append(fields.fields, ref(n))
		list = append(list, obj{n, fmt.Sprintf("<</FT/Tx/T(f%d)>>", n)})
	}
	fields.write(append(list, obj{1, fields.root()})...)
	for range 30 {
		fields.sign(by(w.p256))
	}
	deep := newPaper(table)
	deep.page = "/X" + strings.Repeat("[", 90) + strings.Repeat("]", 90)
	deep.write(obj{3, deep.sheet()})
	bomb := newPaper(packed)
	zeros := deflate(strings.Repeat("0 0 ", 20<<20))
	bomb.layout = table
	bomb.write(obj{80, streamOf(fmt.Sprintf("/Type/ObjStm/N 1000000/First %d/Filter/FlateDecode", 60<<20), zeros)})
	packet := func(tag string) string {
		return streamOf("/Type/Metadata/Subtype/XML/Filter/FlateDecode", deflate(`<x:xmpmeta xmlns:x="adobe:ns:meta/">`+strings.Repeat("<"+tag+"/>", 7<<20)+"</x:xmpmeta>"))
	}
	described := newPaper(table, obj{80, packet("a")})
	described.catalog = "/Metadata 80 0 R"
	described.write(obj{1, described.root()})
	described.sign(by(w.p256)).write(obj{80, packet("b")})
	return map[string][]byte{
		"a packet of millions of elements": described.out,
		"streams without an end":           endless(w, "<</Length 9>>stream\n"),
		"strings without an end":           endless(w, "((("),
		"many revisions and signatures":    many.out,
		"many fields":                      fields.out,
		"deep nesting":                     deep.sign(by(w.p256)).out,
		"a packed bomb":                    bomb.sign(by(w.p256)).out,
		"words of signatures":              append(signedPaper(table, by(w.p256)).out, bytes.Repeat([]byte("/ByteRange"), 300_000)...),
		"headers of objects":               append(signedPaper(table, by(w.p256)).out, bytes.Repeat([]byte("1 0 obj\n"), 300_000)...),
		"trailers":                         append(signedPaper(table, by(w.p256)).out, bytes.Repeat([]byte("startxref\n9\n%%EOF\n"), 100_000)...),
	}
}

// endless is a paper with many objects that begin and do not end.
func endless(w *pki, body string) []byte {
	p := signedPaper(table, by(w.p256))
	at := map[int]int{}
	for n := 1000; n < 61_000; n++ {
		at[n] = len(p.out)
		p.out = append(p.out, fmt.Sprintf("%d 0 obj %s\n", n, body)...)
	}
	p.out = append(p.out, bytes.Repeat([]byte(" "), 4<<20)...)
	p.next = 61_000
	p.xref(at, nil)
	return p.out
}

func TestCostlyFiles(t *testing.T) {
	t.Parallel()
	trust := anchors(t)
	for name, file := range costly(world()) {
		begun := time.Now()
		r := check(file, trust, judgedOn())
		t.Logf("%s: %d bytes, %s, %v", name, len(file), r.Verdict, time.Since(begun).Round(time.Millisecond))
		switch name {
		case "deep nesting", "a packed bomb":
			if r.Verdict != kpi.SignatureSound {
				t.Errorf("%s is %s: %.600s", name, r.Verdict, tell(r))
			}
		default:
			if r.Verdict == kpi.SignatureSound {
				t.Errorf("%s is sound", name)
			}
		}
	}
}
